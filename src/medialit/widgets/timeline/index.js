import { fill, h, mount } from "../_shared/dom.js";
import { button, certainty, flow, select, sources, textField } from "../_shared/parts.js";

const SVG = "http://www.w3.org/2000/svg";
const LANE_PX = 16;
const FIRST_LANE_PX = 28;
/** Where arrows touch a card, as shares of its height: those that come and go above, and those that go and come below. */
const TOUCH = { inAbove: 0.2, outAbove: 0.4, outBelow: 0.6, inBelow: 0.8 };

/** Return how an arrow runs in time; spans are `[first, last]` or null. The rule of medialit.analysis.chronology.order. */
export function orderOf(cause, effect) {
  if (!cause || !effect) return "open";
  if (effect[1] < cause[0]) return "backward";
  return cause[1] < effect[0] ? "forward" : "open";
}

/** Return the span of each placed card: the place of its slot on the line. */
export function placedSpans(places, slots) {
  const at = Object.fromEntries(slots.map(({ id }, index) => [id, [index, index]]));
  return Object.fromEntries(Object.entries(places).map(([card, slot]) => [card, at[slot] ?? null]));
}

/** Return why an arrow cannot be added to `arrows`, as the key of a text, or null if it can. */
export function hindrance(arrows, { from, to }, most) {
  if (!from || !to) return "choose_two";
  if (from === to) return "itself";
  if (arrows.some((one) => one.from === from && one.to === to)) return "twice";
  return arrows.length >= most ? "most" : null;
}

/** Return the rows of the line while cards are being placed: one a slot, and first one for cards without a place. */
export function slotRows({ cards, slots }, places, unplaced) {
  const inRow = (slot) => cards.filter((card) => places[card.id] === slot).map((card) => card.id);
  const known = new Set(slots.map((slot) => slot.id));
  const without = cards.filter((card) => !known.has(places[card.id])).map((card) => card.id);
  const rows = slots.map((slot) => ({ id: slot.id, text: slot.text, cards: inRow(slot.id) }));
  return [{ id: "", text: unplaced, cards: without }, ...rows];
}

/** Return the rows of the line by the cards' real dates, earliest first; a date without bounds comes last. */
export function dateRows(cards, dates) {
  const rows = new Map();
  for (const { id } of cards) {
    const { when, span } = dates[id];
    if (!rows.has(when)) rows.set(when, { id: when, text: when, cards: [], span });
    rows.get(when).cards.push(id);
  }
  const start = (row) => (row.span ? row.span[0] : Infinity);
  return [...rows.values()].sort((a, b) => (start(a) === start(b) ? 0 : start(a) - start(b)));
}

/** Return a lane for each interval `[low, high]`, so that none covers another in its lane; short ones lie inside. */
export function lanes(intervals) {
  const size = ([low, high]) => high - low;
  const order = intervals.map((_, index) => index).sort((a, b) => size(intervals[a]) - size(intervals[b]) || a - b);
  const taken = [];
  const found = [];
  for (const index of order) {
    const [low, high] = intervals[index];
    let lane = taken.findIndex((others) => others.every(([from, to]) => high <= from || to <= low));
    if (lane < 0) lane = taken.push([]) - 1;
    taken[lane].push(intervals[index]);
    found[index] = lane;
  }
  return found;
}

/** Return the path from height `from` out to `x` and back to height `to`. */
export function bracket(from, to, x) {
  const way = Math.sign(to - from);
  const r = Math.min(7, Math.abs(to - from) / 2);
  return `M0 ${from}H${x - r}Q${x} ${from} ${x} ${from + way * r}V${to - way * r}Q${x} ${to} ${x - r} ${to}H6`;
}

function svg(tag, props, ...children) {
  const el = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) el.setAttribute(name, value);
  el.append(...children);
  return el;
}

function lettered(cards) {
  return Object.fromEntries(cards.map(({ id, title }, index) => [id, `${String.fromCharCode(65 + index)} · ${title}`]));
}

/** Return the cards of the prompt, then those that it has lost and `value` still holds. */
function everyCard(cards, value) {
  const ids = [...Object.keys(value.places), ...value.arrows.flatMap(({ from, to }) => [from, to])];
  const lost = [...new Set(ids)].filter((id) => !cards.some((card) => card.id === id));
  return [...cards, ...lost.map((id) => ({ id, title: id, text: "" }))];
}

/** Return each arrow with how it runs, and whether the dates of both ends are known. */
function judged(arrows, spans) {
  return arrows.map(({ from, to }) => ({ from, to, order: orderOf(spans[from], spans[to]), isDated: Boolean(spans[from] && spans[to]) }));
}

function datesOf(view, cards) {
  const none = { when: "?", span: null };
  return Object.fromEntries(cards.map(({ id }) => [id, view.reveal.cards[id] ?? none]));
}

function spansOf(dates) {
  return Object.fromEntries(Object.entries(dates).map(([card, { span }]) => [card, span]));
}

/** Return the line as a list of rows with arrows beside it, and `update(rows, arrows)`; cards can be dragged if `drop` is given. */
function line({ names, strings, drop }) {
  const list = h("ol", { class: "ml-rows", testid: "line" });
  const arcs = svg("svg", { class: "ml-arcs", role: "img" });
  const legend = h("p", { class: "ml-legend", "aria-hidden": "true", hidden: true }, h("span", { class: "ml-dash" }), strings.backward);
  const el = h("div", { class: "ml-line" }, h("div", { class: "ml-track" }, list, arcs), legend);
  let shown = { rows: [], arrows: [] };
  const chip = (card) => h("span", { class: "ml-chip", "data-card": card }, drop ? h("span", { class: "ml-grip", "aria-hidden": "true" }, "⠿") : null, h("span", {}, names[card]));
  const row = ({ id, text, cards }) =>
    h("li", { "data-row": id, class: cards.length ? null : "ml-empty", "aria-hidden": cards.length ? null : "true", hidden: id === "" && !cards.length },
      h("span", { class: "ml-slot" }, text), h("span", { class: "ml-chips" }, cards.map(chip)));
  const redraw = () => drawArcs({ list, arcs, ...shown });
  if (globalThis.ResizeObserver) new ResizeObserver(redraw).observe(list);
  if (drop) drag(list, drop);
  const update = (rows, arrows) => {
    shown = { rows, arrows };
    const back = arrows.filter((one) => one.order === "backward").length;
    list.replaceChildren(...rows.map(row));
    legend.hidden = back === 0;
    arcs.setAttribute("aria-label", fill(strings.drawing, { count: drawn(rows, arrows).length, back }));
    redraw();
  };
  return { el, update };
}

/** Return the arrows between two cards that both have a place in `rows`. */
export function drawn(rows, arrows) {
  const placed = new Set(rows.filter((row) => row.id !== "").flatMap((row) => row.cards));
  return arrows.filter(({ from, to }) => placed.has(from) && placed.has(to) && from !== to);
}

function drawArcs({ list, arcs, rows, arrows }) {
  const chips = new Map([...list.querySelectorAll("[data-card]")].map((chip) => [chip.dataset.card, chip]));
  const places = rows.flatMap((row) => row.cards);
  const shown = drawn(rows, arrows);
  const all = lanes(shown.map(({ from, to }) => [places.indexOf(from), places.indexOf(to)].sort((a, b) => a - b)));
  const count = Math.max(0, ...all.map((lane) => lane + 1));
  const step = Math.min(LANE_PX, (list.parentElement.clientWidth * 0.25) / Math.max(1, count));
  const width = count ? FIRST_LANE_PX + count * step : 0;
  list.style.marginInlineEnd = `${width}px`;
  const top = list.getBoundingClientRect().top;
  const height = (card, touch) => {
    const box = chips.get(card).getBoundingClientRect();
    return Math.round(box.top - top + box.height * TOUCH[touch]);
  };
  const groups = shown.map(({ from, to, order }, index) => {
    const [out, into] = places.indexOf(to) > places.indexOf(from) ? ["outBelow", "inAbove"] : ["outAbove", "inBelow"];
    return arc(height(from, out), height(to, into), FIRST_LANE_PX + all[index] * step, order === "backward");
  });
  groups.sort((a, b) => a.classList.contains("ml-backward") - b.classList.contains("ml-backward")); // dashes on top
  arcs.setAttribute("width", width);
  arcs.setAttribute("height", list.offsetHeight);
  arcs.replaceChildren(...groups);
}

function arc(from, to, x, isBackward) {
  const middle = (from + to) / 2;
  const mark = [svg("circle", { cx: x, cy: middle, r: 6.5 }), svg("text", { x, y: middle + 4, "text-anchor": "middle" }, "?")];
  const path = svg("path", { d: bracket(from, to, x), class: "ml-arc" });
  const head = svg("path", { d: `M0 ${to}l9 -4.5v9z`, class: "ml-head" });
  return svg("g", { class: isBackward ? "ml-backward" : "ml-onward" }, path, head, ...(isBackward ? mark : []));
}

/** Let a card be dragged by its grip to another row; `drop(card, row)` is called when it is let go. */
function drag(list, drop) {
  let held = null;
  const over = (event) => [...list.children].find((row) => !row.hidden && event.clientY <= row.getBoundingClientRect().bottom);
  const show = (target) => {
    for (const row of list.children) row.classList.toggle("ml-over", row === target);
  };
  const end = () => {
    held?.classList.remove("ml-held");
    held = null;
    show(null);
  };
  list.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".ml-grip")) return;
    event.preventDefault();
    held = event.target.closest("[data-card]");
    held.classList.add("ml-held");
    list.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointermove", (event) => held && show(over(event)));
  list.addEventListener("pointerup", (event) => {
    if (!held) return;
    const { card } = held.dataset;
    const row = over(event);
    end();
    if (row) drop(card, row.dataset.row);
  });
  list.addEventListener("pointercancel", end);
}

/** Return the arrows in words; with `remove`, each has a button. */
function arrowList({ arrows, names, strings, remove }) {
  const item = ({ from, to, order, isDated }, index) =>
    h(
      "li",
      { testid: `arrow-${index + 1}` },
      h("span", {}, fill(strings.arrow, { cause: names[from], effect: names[to] })),
      order === "backward" ? [" ", h("strong", { class: "ml-badge ml-back" }, strings.backward)] : null,
      order === "open" && isDated ? [" ", h("small", {}, strings.same_time)] : null,
      remove ? [" ", button(strings.remove, () => remove(index), { class: "ml-button ml-quiet", testid: `arrow-remove-${index + 1}`, "aria-label": fill(strings.remove_arrow, { cause: names[from], effect: names[to] }) })] : null,
    );
  return arrows.length ? h("ul", { class: "ml-arrows", testid: "arrows" }, arrows.map(item)) : h("p", { class: "ml-hint", testid: "arrows" }, strings.no_arrows);
}

/** Return the fields that add and remove arrows; `now.arrows` is changed, then `changed(told)` called. */
function arrowEditor({ cards, names, strings, now, most, changed }) {
  const chosen = { from: null, to: null };
  const list = h("div", {});
  const news = h("p", { class: "ml-hint", role: "status", testid: "arrows-told" });
  const options = cards.map(({ id }) => ({ id, text: names[id] }));
  const pick = (end) => select({ label: strings[end], options, value: null, empty: strings.choose, testid: `arrow-${end}`, onChange: (id) => { chosen[end] = id; } });
  const add = () => {
    const problem = hindrance(now.arrows, chosen, most);
    if (problem) {
      news.textContent = fill(strings[problem], { most });
      return;
    }
    now.arrows = [...now.arrows, { ...chosen }];
    changed(strings.added);
  };
  const remove = (index) => {
    now.arrows = now.arrows.filter((_, place) => place !== index);
    changed(strings.removed);
    (list.querySelector(`[data-testid="arrow-remove-${Math.min(index + 1, now.arrows.length)}"]`) ?? el.querySelector("select")).focus();
  };
  const el = h(
    "fieldset",
    { class: "ml-drawer" },
    h("legend", {}, strings.arrows),
    h("p", { class: "ml-hint" }, strings.arrows_help),
    h("div", { class: "ml-pick" }, pick("from"), pick("to"), button(strings.add, add, { class: "ml-button ml-quiet", testid: "arrow-add" })),
    news,
    list,
  );
  const update = (arrows, told) => {
    const back = arrows.filter((one) => one.order === "backward").length;
    list.replaceChildren(arrowList({ arrows, names, strings, remove }));
    if (told !== null) news.replaceChildren(told, h("br"), back ? fill(strings.some_backward, { back }) : "");
  };
  return { el, update };
}

/** Return the cards with a choice of slot each, and `show(card)`, which sets the choice to what `now.places` says. */
function cardFields({ cards, slots, names, strings, now, place }) {
  const fields = Object.fromEntries(
    cards.map(({ id }, index) => [
      id,
      select({ label: fill(strings.when_card, { card: String.fromCharCode(65 + index) }), options: slots, value: now.places[id], empty: strings.choose, testid: `place-${id}`, onChange: (slot) => place(id, slot) }),
    ]),
  );
  const el = h("div", { class: "ml-events" }, cards.map((card) => h("div", { class: "ml-card", testid: card.id }, h("p", { class: "ml-title" }, names[card.id]), h("p", {}, card.text), fields[card.id])));
  const show = (card) => {
    fields[card].querySelector("select").value = now.places[card] ?? "";
  };
  return { el, show };
}

function form({ view, strings, value, changed }) {
  const { slots, max_arrows: most, note_label: noteLabel, asks_certainty: asksCertainty } = view.content;
  const now = { places: {}, arrows: [], note: "", certainty: null, ...value };
  const isOpen = view.stage === "open";
  const cards = isOpen ? view.content.cards : everyCard(view.content.cards, { ...now, places: {} });
  const names = lettered(cards);
  const dates = isOpen ? null : datesOf(view, cards);
  const place = (card, slot) => {
    const { [card]: _, ...others } = now.places;
    now.places = slot ? { ...others, [card]: slot } : others;
    fields?.show(card);
    refresh(slot ? fill(strings.at, { card: names[card], slot: slots.find((one) => one.id === slot).text }) : "");
    changed();
  };
  const fields = isOpen ? cardFields({ cards, slots, names, strings, now, place }) : null;
  const shown = line({ names, strings, drop: isOpen ? place : null });
  const editor = arrowEditor({ cards, names, strings, now, most, changed: (told) => { refresh(told); changed(); } });
  function refresh(told) {
    const arrows = judged(now.arrows, dates ? spansOf(dates) : placedSpans(now.places, slots));
    shown.update(dates ? dateRows(cards, dates) : slotRows({ cards, slots }, now.places, strings.unplaced), arrows);
    editor.update(arrows, told);
  }
  refresh(null);
  const el = h(
    "div",
    { class: "ml-form" },
    fields?.el ?? h("p", { class: "ml-hint" }, strings.real_dates),
    h("div", {}, h("p", { class: "ml-title" }, isOpen ? strings.line : strings.real_line), shown.el),
    editor.el,
    noteLabel ? textField({ label: noteLabel, value: now.note, rows: 3, testid: "note", onInput: (given) => { now.note = given; changed(); } }) : null,
    asksCertainty ? certainty({ strings, value: now.certainty, onInput: (given) => { now.certainty = given; changed(); } }) : null,
  );
  return { el, read: () => ({ ...now, places: isOpen ? now.places : {} }) };
}

function draw({ view, strings, saver }) {
  const { cards, slots } = view.content;
  const slotNames = Object.fromEntries(slots.map((one) => [one.id, one.text]));
  const told = (value) => {
    const every = everyCard(cards, value);
    const spans = spansOf(datesOf(view, every));
    return { every, names: lettered(every), arrows: judged(value.arrows, spans) };
  };
  const summary = (value) => {
    const { every, names, arrows } = told(value);
    const placed = every.filter(({ id }) => value.places[id]);
    return h(
      "div",
      {},
      h("dl", {}, placed.map(({ id }) => [h("dt", {}, names[id]), h("dd", {}, slotNames[value.places[id]] ?? value.places[id])])),
      arrowList({ arrows, names, strings: { ...strings, no_arrows: strings.none_drawn } }),
      value.note ? h("p", { class: "ml-note" }, value.note) : null,
    );
  };
  const reveal = () => {
    const { names, arrows } = told(view.first.value);
    const shown = line({ names, strings, drop: null });
    shown.update(dateRows(cards, datesOf(view, cards)), arrows);
    const back = arrows.filter((one) => one.order === "backward").length;
    const item = (card) => {
      const { when, why, to_be_verified: isOpen, sources: works } = view.reveal.cards[card.id];
      const mine = slotNames[view.first.value.places[card.id]] ?? strings.unplaced;
      return h("li", {}, h("strong", {}, fill(strings.at, { card: names[card.id], slot: when })), isOpen ? [" ", h("span", { class: "ml-badge" }, strings.to_be_verified)] : null, h("br"), h("small", {}, fill(strings.yours, { slot: mine })), why ? [h("br"), why] : null, sources(works, strings));
    };
    return h(
      "div",
      {},
      h("p", { testid: "by-dates" }, arrows.length ? fill(strings.by_dates, { count: arrows.length, back }) : strings.none_drawn),
      shown.el,
      h("ul", { class: "ml-audit" }, cards.map(item)),
      h("p", {}, view.reveal.text),
      sources(view.reveal.sources, strings),
    );
  };
  return flow({ view, strings, saver, form, summary, reveal, folds: true });
}

export default { render: mount(draw) };
