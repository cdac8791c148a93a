/** The head of the page: which lesson, which criterion, how far, how fast, and what is not saved. */

import { fill, h } from "../../widgets/_shared/dom.js";
import { minutes } from "./logic.js";

/** Return the head; the callbacks hear what was pressed. */
export function createTop({ strings, desk, onCriterion, onSplits, onHelp, onUnsaved }) {
  const tabs = new Map(desk.criteria.map((one) => {
    const count = h("span", { class: "count" });
    const button = h("button", { type: "button", class: "tab", testid: `criterion-${one.id}`, on: { click: () => onCriterion(one.id) } }, one.title, " ", count);
    return [one.id, { button, count }];
  }));
  const bar = h("progress", { "aria-label": strings.progress });
  const told = h("span", { testid: "progress" });
  const pace = h("span", { class: "soft", testid: "pace" });
  const unsaved = h("button", { type: "button", class: "alarm", testid: "unsaved", hidden: true, on: { click: onUnsaved } });
  const splits = h("button", { type: "button", class: "quiet", testid: "splits", on: { click: onSplits } });
  const notes = h("div", { class: "notes", role: "status", testid: "notes" });
  const el = h("header", {},
    h("div", { class: "bar" },
      h("h1", {}, desk.title, " ", h("small", {}, fill(strings.marker, { marker: desk.marker }))),
      h("div", { class: "actions" }, unsaved, splits,
        h("button", { type: "button", class: "quiet", testid: "help-button", on: { click: onHelp } }, strings.help, " ", h("kbd", { "aria-hidden": "true" }, "?")))),
    h("div", { class: "bar" },
      h("nav", { "aria-label": strings.criteria }, [...tabs.values()].map(({ button }) => button)),
      h("p", { class: "far" }, bar, told, pace)), notes);

  function sentence(own) {
    const parts = [fill(strings.far, { marked: own.marked, count: own.marked + own.waiting })];
    if (own.changed) parts.push(fill(strings.far_changed, { count: own.changed }));
    if (own.others) parts.push(fill(strings.far_others, { count: own.others }));
    if (own.blank) parts.push(fill(strings.far_blank, { count: own.blank }));
    return parts.join(strings.and);
  }

  return {
    el,
    /** Show how far the marker is, in the criterion `id` and in all, and what nobody should overlook. */
    show({ progress, notes: said }, id) {
      for (const [key, { button, count }] of tabs) {
        const own = progress.criteria[key];
        count.textContent = `${own.marked}/${own.marked + own.waiting}`;
        button.classList.toggle("done", own.waiting === 0);
        if (key === id) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
      const own = progress.criteria[id];
      Object.assign(bar, { max: Math.max(1, own.marked + own.waiting), value: own.marked });
      told.textContent = sentence(own);
      if (notes.textContent !== said.join("")) notes.replaceChildren(...said.map((text) => h("p", { class: "note" }, text)));
      const { median_s: median, left_s: left } = progress;
      pace.textContent = median === null || left === null ? "" : fill(strings.pace, { seconds: Math.round(median), minutes: minutes(left) });
    },
    /** Say how many answers have something that is not saved. */
    unsaved(count) {
      unsaved.hidden = count === 0;
      unsaved.textContent = fill(strings.unsaved_count, { count });
    },
    /** Name the button that goes to where markers split, or back. */
    place(isSplits) {
      splits.replaceChildren(isSplits ? strings.back : strings.splits, " ", h("kbd", { "aria-hidden": "true" }, "s"));
      el.classList.toggle("on-splits", isSplits);
    },
  };
}
