import { fill, freshId, h, mount } from "../_shared/dom.js";
import { certainty, facts, flow, sources, textField } from "../_shared/parts.js";

/** Return `marks` with `mark` in a cell (null empties it); the argument is left alone. */
export function marked(marks, card, column, mark) {
  const { [column]: _, ...row } = marks[card] ?? {};
  return { ...marks, [card]: mark ? { ...row, [column]: mark } : row };
}

/** Return how many cells of `cards` × `columns` are empty. */
export function blanks(marks, cards, columns) {
  return cards.reduce((sum, card) => sum + columns.filter((column) => !marks[card.id]?.[column.id]).length, 0);
}

/** Return how many cells hold another mark than `suggested`; an empty cell differs from none. */
export function differing(marks, suggested) {
  const cells = Object.entries(suggested).flatMap(([card, row]) => Object.entries(row).map(([column, mark]) => [marks[card]?.[column], mark]));
  return cells.filter(([mine, theirs]) => mine && mine !== theirs).length;
}

/** Return `list` by id. */
function byId(list) {
  return Object.fromEntries(list.map((one) => [one.id, one]));
}

/** Return a mark as its sign and its word; an empty cell says that it is empty, and a mark that is gone keeps its id. */
function sign(id, kinds, strings) {
  const mark = kinds[id] ?? { sign: "", text: id };
  if (!id) return h("span", { class: "ml-none" }, strings.empty);
  return h("span", { class: "ml-mark" }, h("span", { class: "ml-sign", "aria-hidden": "true" }, mark.sign), " ", h("span", { class: mark.sign ? "ml-what" : null }, mark.text));
}

/** Return `text` with `node` in the place of `hole`. */
function around(text, hole, node) {
  const [before, after] = text.split(hole);
  return [before, node, after];
}

/** Return a table of cards and columns; `cell(card, column)` fills it. Where it is narrow, the signs stand alone under a legend. */
function table({ content, caption, cell, testid }) {
  return h(
    "div",
    { class: "ml-wide" },
    h("p", { class: "ml-hint ml-legend", "aria-hidden": "true" }, content.marks.map((mark) => `${mark.sign} ${mark.text}`).join(" · ")),
    h(
      "table",
      { testid },
      h("caption", { class: "ml-heading" }, caption),
      h("thead", {}, h("tr", {}, h("td", {}), content.columns.map((column) => h("th", { scope: "col" }, column.short)))),
      h("tbody", {}, content.cards.map((card) => h("tr", {}, h("th", { scope: "row" }, card.short), content.columns.map((column) => h("td", {}, cell(card, column)))))),
    ),
  );
}

function columnList({ content }) {
  return h(
    "div",
    {},
    h("p", { class: "ml-heading" }, content.columns_label),
    h("ul", { class: "ml-across" }, content.columns.map((one) => h("li", {}, h("strong", {}, one.short), " ", one.text, one.help ? h("small", {}, ` ${one.help}`) : null))),
  );
}

function form({ view, strings, value, changed }) {
  const { content } = view;
  const { cards, columns, marks } = content;
  const kinds = byId(marks);
  const now = { marks: {}, lines: {}, certainty: null, ...value };
  const told = h("p", { class: "ml-hint", role: "status", testid: "blanks" });
  const overview = h("div", { class: "ml-overview" });
  const look = () => {
    const cell = (card, column) => sign(now.marks[card.id]?.[column.id], kinds, strings);
    overview.replaceChildren(table({ content, caption: strings.so_far, cell, testid: "matrix" }));
    told.textContent = fill(strings.blank, { count: blanks(now.marks, cards, columns), all: cards.length * columns.length });
  };
  const mark = (card, column, given) => {
    now.marks = marked(now.marks, card, column, given);
    look();
    changed();
  };
  const line = (card, text) => {
    now.lines = { ...now.lines, [card]: text };
    changed();
  };
  look();
  const el = h(
    "div",
    { class: "ml-form" },
    columnList({ content }),
    h("div", { class: "ml-hung" }, cards.map((card) => cardForm({ card, content, strings, now, mark, line }))),
    overview,
    content.asks_certainty ? certainty({ strings, value: now.certainty, onInput: (given) => { now.certainty = given; changed(); } }) : null,
    told,
  );
  return { el, read: () => ({ marks: now.marks, lines: now.lines, certainty: now.certainty }) };
}

function cardForm({ card, content, strings, now, mark, line }) {
  const { columns, marks, note_label: noteLabel, line_label: lineLabel } = content;
  const choices = [...marks, { id: "", sign: "", text: strings.leave }];
  const cell = (column) => {
    const name = freshId("mark");
    const radio = (one) =>
      h(
        "label",
        { class: "ml-choice" },
        h("input", {
          type: "radio", name, checked: (now.marks[card.id]?.[column.id] ?? "") === one.id, testid: `${card.id}-${column.id}-${one.id || "none"}`,
          on: { change: () => mark(card.id, column.id, one.id || null) },
        }),
        one.sign ? h("span", { class: "ml-sign", "aria-hidden": "true" }, one.sign) : null,
        h("span", {}, one.text),
      );
    return h("fieldset", { class: "ml-cell" }, h("legend", {}, column.short), h("div", { class: "ml-choices" }, choices.map(radio)));
  };
  return h(
    "fieldset",
    { class: "ml-card ml-hang", testid: card.id },
    h("legend", {}, card.short),
    h("p", {}, card.text),
    card.note ? h("p", {}, h("strong", {}, noteLabel), " ", card.note) : null,
    columns.map(cell),
    lineLabel ? textField({ label: lineLabel, value: now.lines[card.id] ?? "", testid: `line-${card.id}`, onInput: (text) => line(card.id, text) }) : null,
  );
}

function draw({ view, strings, saver }) {
  const { content } = view;
  const kinds = byId(content.marks);
  const names = byId(content.cards);
  const summary = (value) => {
    const said = Object.entries(value.lines).filter(([, text]) => text.trim());
    return h(
      "div",
      {},
      table({ content, caption: strings.mine, cell: (card, column) => sign(value.marks[card.id]?.[column.id], kinds, strings) }),
      said.length ? h("dl", {}, said.map(([card, text]) => [h("dt", {}, names[card]?.short ?? card), h("dd", {}, text)])) : null,
    );
  };
  return flow({ view, strings, saver, form, summary, reveal: () => found({ view, strings, kinds }), folds: true });
}

/** Return what is shown after the commit: the suggested matrix, then each card with its reason. */
function found({ view, strings, kinds }) {
  const { content, reveal, first } = view;
  const mine = first.value.marks;
  const suggested = Object.fromEntries(Object.entries(reveal.cards).map(([id, one]) => [id, one.marks]));
  const cell = (card, column) => {
    const theirs = suggested[card.id]?.[column.id];
    const own = mine[card.id]?.[column.id];
    const differs = own && theirs && own !== theirs;
    return [sign(theirs, kinds, strings), differs ? h("small", { class: "ml-yours" }, around(strings.yours, "{mark}", sign(own, kinds, strings))) : null];
  };
  return h(
    "div",
    {},
    h("p", {}, reveal.text),
    table({ content, caption: strings.suggested, cell, testid: "suggested" }),
    h("p", { class: "ml-hint" }, fill(strings.differ, { count: differing(mine, suggested) })),
    h("div", { class: "ml-reasons" }, content.cards.filter((card) => reveal.cards[card.id]).map((card) => reason({ card, reveal, strings }))),
    sources(reveal.sources, strings),
  );
}

function reason({ card, reveal, strings }) {
  const { why, facts: told, certainty: sure, sources: works } = reveal.cards[card.id];
  return h(
    "section",
    { class: "ml-reason", "aria-label": card.short, testid: `reason-${card.id}` },
    h("h4", { class: "ml-heading" }, card.short, " ", sure ? h("span", { class: "ml-badge" }, fill(strings.sure, { certainty: strings[sure] })) : null),
    h("p", {}, why),
    facts(reveal.facts, told),
    sources(works, strings),
  );
}

export default { render: mount(draw) };
