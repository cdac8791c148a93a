import { fill, h, mount } from "../_shared/dom.js";
import { button, certainty, facts, flow, sources, textField } from "../_shared/parts.js";

/** Return `order` with `card` moved to place `to`; the argument is left alone. */
export function moved(order, card, to) {
  const rest = order.filter((one) => one !== card);
  const place = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, place), card, ...rest.slice(place)];
}

function form({ view, strings, value, changed }) {
  const { cards, ends, start } = view.content;
  const names = Object.fromEntries(cards.map((one) => [one.id, one.text]));
  const now = { order: start, why_first: "", why_last: "", certainty: null, ...value };
  const list = h("ol", { class: "ml-rank", testid: "rank" });
  const live = h("p", { class: "ml-hidden", role: "status" });
  const move = (card, to, focus) => {
    now.order = moved(now.order, card, to);
    changed();
    fillList();
    const place = now.order.indexOf(card) + 1;
    live.textContent = fill(strings.moved, { card: names[card], place, all: now.order.length });
    if (focus) (list.querySelector(`[data-move="${card}-${focus}"]:not([disabled])`) ?? list.querySelector(`[data-card="${card}"] button:not([disabled])`))?.focus();
  };
  const step = (card, place, by, word) =>
    button(by < 0 ? "↑" : "↓", () => move(card, place + by, by < 0 ? "up" : "down"), {
      class: "ml-button ml-quiet", "aria-label": fill(word, { card: names[card] }), "data-move": `${card}-${by < 0 ? "up" : "down"}`,
      disabled: place + by < 0 || place + by >= now.order.length, testid: `${card}-${by < 0 ? "up" : "down"}`,
    });
  const fillList = () => {
    list.replaceChildren(
      ...now.order.map((card, place) =>
        h("li", { class: "ml-rank-card", "data-card": card }, h("span", { class: "ml-grip", "aria-hidden": "true" }, "⠿"), h("span", { class: "ml-name" }, names[card]), step(card, place, -1, strings.up), step(card, place, 1, strings.down)),
      ),
    );
  };
  drag(list, (card, to) => move(card, to));
  fillList();
  const text = (name, label) => textField({ label, value: now[name], testid: name, onInput: (given) => { now[name] = given; changed(); } });
  const el = h(
    "div",
    { class: "ml-form" },
    h("div", {}, h("small", { class: "ml-hint" }, `↑ ${ends.first}`), list, h("small", { class: "ml-hint" }, `↓ ${ends.last}`)),
    text("why_first", fill(strings.why, { end: ends.first })),
    text("why_last", fill(strings.why, { end: ends.last })),
    view.content.asks_certainty ? certainty({ strings, value: now.certainty, onInput: (given) => { now.certainty = given; changed(); } }) : null,
    live,
  );
  return { el, read: () => ({ ...now }) };
}

/** Let a card be dragged by its grip; `drop(card, place)` is called when it is let go. */
function drag(list, drop) {
  let held = null;
  list.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".ml-grip")) return;
    held = event.target.closest("[data-card]");
    held.classList.add("ml-held");
    list.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointerup", (event) => {
    if (!held) return;
    const others = [...list.children].filter((one) => one !== held);
    const place = others.filter((one) => one.getBoundingClientRect().top + one.offsetHeight / 2 < event.clientY).length;
    const card = held.dataset.card;
    held.classList.remove("ml-held");
    held = null;
    drop(card, place);
  });
  list.addEventListener("pointercancel", () => {
    held?.classList.remove("ml-held");
    held = null;
  });
}

function draw({ view, strings, saver }) {
  const { cards, ends } = view.content;
  const names = Object.fromEntries(cards.map((one) => [one.id, one.text]));
  const order = (list) => h("ol", {}, list.map((card) => h("li", {}, names[card])));
  const summary = (value) => {
    const why = (end, text) => (text ? [h("dt", {}, end), h("dd", {}, text)] : null);
    return h("div", {}, order(value.order), h("dl", {}, why(ends.first, value.why_first), why(ends.last, value.why_last)));
  };
  const compared = () => {
    const { pairs, order: other } = view.reveal;
    if (!other) return null;
    const differ = pairs.map(([a, b]) => h("li", {}, fill(strings.differ, { first: names[a], second: names[b] })));
    return [
      h("div", { class: "ml-beside" }, h("div", {}, h("h4", {}, strings.mine), order(view.first.value.order)), h("div", {}, h("h4", {}, strings.other), order(other))),
      h("p", {}, fill(strings.pairs, { count: pairs.length })),
      differ.length ? h("ul", { testid: "pairs" }, differ) : null,
    ];
  };
  const reasons = () => {
    const told = view.reveal.cards;
    if (!told) return null;
    const mine = view.first.value.order.filter((card) => told[card]);
    return h("ol", { class: "ml-reasons", testid: "reasons" }, mine.map((card) => h("li", {}, h("strong", {}, names[card]), facts(view.reveal.facts, told[card].facts))));
  };
  const ofClass = () => (view.class ? classStrip({ view, strings, names }) : null);
  const reveal = () => h("div", {}, h("p", {}, view.reveal.text), ofClass(), compared(), reasons(), sources(view.reveal.sources, strings));
  return flow({ view, strings, saver, form, summary, reveal });
}

/** Return for each of `all` places whether it lies in the middle half, and whether it is the median or one's own. */
export function strip({ low, median, high }, mine, all) {
  return Array.from({ length: all }, (_, index) => index + 1).map((place) => ({ half: place >= low && place <= high, median: place === median, mine: place === mine }));
}

/** Return where the middle half of the class put each card, beside one's own place. */
function classStrip({ view, strings, names }) {
  const { n, rows } = view.class;
  if (!rows) return h("p", { testid: "class" }, fill(strings.class_few, { count: n }));
  const mine = (card) => view.first.value.order.indexOf(card) + 1;
  const marks = ({ half, median, mine: own }) => h("span", { class: ["ml-place", half ? "ml-half" : "", median ? "ml-median" : "", own ? "ml-own" : ""].filter(Boolean).join(" ") }, own ? "•" : "");
  const told = (row) => (row.low === row.high ? fill(strings.class_one, { place: row.low }) : fill(strings.class_half, { low: row.low, high: row.high }));
  const all = view.content.cards.length;
  const line = (row) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, names[row.id]),
      h("td", { "aria-hidden": "true" }, h("span", { class: "ml-strip" }, strip(row, mine(row.id), all).map(marks))),
      h("td", {}, told(row)),
      h("td", {}, String(mine(row.id))),
    );
  const heads = [strings.class_card, null, strings.class_places, strings.class_mine].map((text) => (text === null ? h("td", {}) : h("th", { scope: "col" }, text)));
  return h(
    "table",
    { testid: "class", class: "ml-class" },
    h("caption", { class: "ml-heading" }, fill(strings.class, { count: n })),
    h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, rows.map(line)),
  );
}

export default { render: mount(draw) };
