import { fill, h, mount } from "../_shared/dom.js";
import { question, radios } from "../_shared/parts.js";

const VOTES = ["agree", "disagree", "pass"];

/** Return a class's counts of one statement in words, such as “agree 9 · disagree 6 · pass 5”. */
export function inWords(cells, strings) {
  return cells.map(({ votes, count }) => `${votes.map((vote) => strings[vote]).join(" / ")} ${count}`).join(" · ");
}

function classRows(rows, strings) {
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
  return h("ol", { class: "ml-opinions" }, rows.map(row));
}

function classMap(view, strings) {
  if (!view.class) return h("p", { class: "ml-hint", testid: "class" }, strings.no_class);
  return h("div", { testid: "class" }, h("h3", { class: "ml-heading" }, strings.class_heading), classRows(view.class.rows, strings));
}

/** The map of an earlier lesson: the person's own votes, and the class's as far as they may be shown. */
function earlierMap({ title, statements, votes, class: shown }, strings) {
  const told = ({ id, text }) => h("li", {}, text, " ", h("strong", {}, votes[id] ? fill(strings.beside_you, { vote: strings[votes[id]] }) : strings.beside_none));
  return h(
    "div",
    { class: "ml-card", testid: "beside" },
    h("h3", { class: "ml-heading" }, fill(strings.beside, { title })),
    h("ul", {}, statements.map(told)),
    shown ? [h("p", {}, strings.class_heading), classRows(shown.rows, strings)] : null,
  );
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
    view.beside ? earlierMap(view.beside, strings) : null,
  );
}

export default { render: mount(draw) };
