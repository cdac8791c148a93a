/** The rubric row as keys: each level a large button, each half between two levels a slim one. */

import { fill, h } from "../../widgets/_shared/dom.js";
import { rungOf, shown } from "./logic.js";

/** Return the panel; `onPoints` hears the points of a button that was pressed. */
export function createRubric({ strings, onPoints }) {
  const title = h("h2", { id: "rubric-title" });
  const chosen = h("p", { class: "chosen", testid: "chosen" });
  const list = h("div", { class: "levels" });
  const el = h("section", { class: "rubric", "aria-labelledby": "rubric-title" }, title, chosen, list);
  let buttons = [];

  function level(criterion, points, rung) {
    const said = criterion.levels.find((one) => one.points === points)?.text ?? strings.not_attempted;
    return h("button", { type: "button", class: "level", testid: `level-${rung}`, "aria-keyshortcuts": String(rung), on: { click: () => onPoints(points) } },
      h("kbd", { "aria-hidden": "true" }, String(rung)),
      h("span", { class: "what" }, said),
      h("span", { class: "points" }, fill(strings.points, { points: shown(points) })));
  }

  function half(points) {
    return h("button", { type: "button", class: "half", testid: `half-${points}`, on: { click: () => onPoints(points) } },
      h("span", {}, fill(strings.half, { points: shown(points) })));
  }

  return {
    el,
    /** Show the row of a criterion. */
    show(criterion) {
      title.textContent = criterion.title;
      const made = criterion.allowed.map((points, place) => [points, place % 2 ? half(points) : level(criterion, points, place / 2)]);
      buttons = made;
      list.replaceChildren(...made.map(([, button]) => button).reverse());
    },
    /** Show which points are chosen; null is none. */
    choose(criterion, points) {
      const near = rungOf(criterion.allowed, points);
      for (const [own, button] of buttons) {
        button.setAttribute("aria-pressed", String(own === points));
        const rung = rungOf(criterion.allowed, own);
        button.classList.toggle("beside", Boolean(near?.half && !rung.half && (rung.rung === near.rung || rung.rung === near.rung + 1)));
      }
      const most = criterion.allowed.at(-1);
      chosen.textContent = points === null ? strings.no_level : fill(strings.chosen, { points: shown(points), most: shown(most) });
      chosen.classList.toggle("none", points === null);
    },
  };
}
