import { fill, freshId, h, mount } from "../_shared/dom.js";
import { certainty, flow, sources } from "../_shared/parts.js";

/** Return `places` with `card` in `column` (null takes it back); the argument is left alone. */
export function placed(places, card, column) {
  return { ...places, [card]: column };
}

/** Return how many of `cards` have no column. */
export function blanks(places, cards) {
  return cards.filter((card) => !places[card.id]).length;
}

function form({ view, strings, value, changed }) {
  const { boards, columns } = view.content;
  const now = { places: {}, certainty: null, ...value };
  const told = h("p", { class: "ml-hint", role: "status", testid: "blanks" });
  const all = boards.flatMap((board) => board.cards);
  const count = () => {
    told.textContent = fill(strings.blank, { count: blanks(now.places, all) });
  };
  count();
  const place = (card, column) => {
    now.places = placed(now.places, card, column);
    count();
    changed();
  };
  const el = h(
    "div",
    { class: "ml-form" },
    h("div", { class: "ml-boards" }, boards.map((board) => drawBoard({ board, columns, strings, now, place }))),
    view.content.asks_certainty ? certainty({ strings, value: now.certainty, onInput: (given) => { now.certainty = given; changed(); } }) : null,
    told,
  );
  return { el, read: () => ({ ...now }) };
}

function drawBoard({ board, columns, strings, now, place }) {
  const choices = [...columns, { id: "", text: strings.unplaced }];
  const card = (one) => {
    const name = freshId("place");
    const box = h(
      "fieldset",
      { class: "ml-board-card", testid: one.id },
      h("legend", {}, h("span", { class: "ml-tag" }, one.id.replace(/^L\d-/, "")), " ", one.text),
      h(
        "div",
        { class: "ml-columns" },
        choices.map((column) =>
          h(
            "label",
            { class: "ml-column" },
            h("input", { type: "radio", name, checked: (now.places[one.id] ?? "") === column.id, testid: `${one.id}-${column.id || "none"}`, on: { change: () => { place(one.id, column.id || null); mark(); } } }),
            h("span", {}, column.text),
          ),
        ),
      ),
    );
    const mark = () => box.classList.toggle("ml-blank", !now.places[one.id]);
    mark();
    return box;
  };
  return h("div", { class: "ml-board" }, h("h3", { class: "ml-heading" }, board.title), board.cards.map(card));
}

function draw({ view, strings, saver }) {
  const { boards, columns } = view.content;
  const names = Object.fromEntries(columns.map((one) => [one.id, one.text]));
  const tags = (board, value, column) => board.cards.filter((card) => (value.places[card.id] ?? null) === column).map((card) => h("span", { class: "ml-tag", title: card.text }, card.id.replace(/^L\d-/, "")));
  const grid = (value) =>
    h(
      "div",
      { class: "ml-boards" },
      boards.map((board) =>
        h(
          "table",
          {},
          h("caption", { class: "ml-heading" }, board.title),
          h("tbody", {}, [...columns, null].map((column) => h("tr", {}, h("th", { scope: "row" }, column?.text ?? strings.unplaced), h("td", {}, tags(board, value, column?.id ?? null))))),
        ),
      ),
    );
  const row = (card) => {
    const audit = view.reveal.cards[card.id];
    const mine = view.first.value.places[card.id];
    return h(
      "li",
      {},
      h("strong", {}, `${card.id.replace(/^L\d-/, "")} · ${fill(strings.suggested, { place: names[audit.place] })}`),
      audit.also ? ` · ${fill(strings.also, { place: audit.also })}` : null,
      audit.strength ? h("span", { class: "ml-badge ml-strength" }, strings[audit.strength]) : null,
      audit.to_be_verified ? h("span", { class: "ml-badge" }, strings.to_be_verified) : null,
      h("p", { class: "ml-said" }, card.text), // the form is folded by now, and nobody knows the cards by number

      h("small", {}, fill(strings.yours, { place: mine ? names[mine] : strings.unplaced })),
      h("br"),
      audit.why,
      sources(audit.sources, strings),
    );
  };
  const reveal = () =>
    h(
      "div",
      {},
      h("p", {}, view.reveal.text),
      boards.map((board) => h("details", { open: boards.length === 1 }, h("summary", {}, board.title), h("ul", { class: "ml-audit" }, board.cards.map(row)))),
      sources(view.reveal.sources, strings),
    );
  return flow({ view, strings, saver, form, summary: grid, reveal, folds: true });
}

export default { render: mount(draw) };
