import { fill, h, mount } from "../_shared/dom.js";
import { question, radios } from "../_shared/parts.js";

const VOTES = ["agree", "disagree", "pass"];

/** Return a class's counts of one statement in words, such as “agree 9 · disagree 6 · pass 5”. */
export function inWords(cells, strings) {
  return cells.map(({ votes, count }) => `${votes.map((vote) => strings[vote]).join(" / ")} ${count}`).join(" · ");
}

function classMap(view, strings) {
  if (!view.class) return h("p", { class: "ml-hint", testid: "class" }, strings.no_class);
  const row = ({ text, n, cells, bridge }) =>
    h(
      "li",
      {},
      h("p", {}, text, bridge ? h("span", { class: "ml-badge" }, strings.bridge) : null),
      cells
        ? [
            h("div", { class: "ml-split", "aria-hidden": "true" }, cells.filter((one) => one.count).map((one) => h("span", { class: `ml-part ml-${one.votes.join("-")}`, style: `flex:${one.count}` }, `${one.votes.map((vote) => strings[vote]).join(" / ")} ${one.count}`))),
            h("small", {}, `${fill(strings.answered, { count: n })}: ${inWords(cells, strings)}`),
          ]
        : h("small", { testid: "too-few" }, fill(strings.too_few, { count: n })),
    );
  return h("div", { testid: "class" }, h("h3", { class: "ml-heading" }, strings.class_heading), h("ol", { class: "ml-opinions" }, view.class.rows.map(row)));
}

function draw({ view, strings, saver }) {
  const options = VOTES.map((id) => ({ id, text: strings[id] }));
  return h(
    "div",
    { class: "ml-form" },
    question(view),
    h("p", { class: "ml-hint" }, view.content.safety),
    view.content.statements.map(({ id, text }) =>
      radios({ legend: text, options, value: view.votes[id], testid: id, onChange: (vote) => saver.now("save", { vote }, id) }),
    ),
    classMap(view, strings),
  );
}

export default { render: mount(draw) };
