import { fill, h, mount } from "../_shared/dom.js";
import { button, certainty, flow, radios, select, sources, textField } from "../_shared/parts.js";
import { unitsOf } from "../_shared/spans.js";

/** Return `text` in pieces `{text, word}`; words are what the language calls words, Chinese included. */
export function pieces(text, lang) {
  const parts = [...new Intl.Segmenter(lang, { granularity: "word" }).segment(text)];
  return parts.map(({ segment, isWordLike }) => ({ text: segment, word: Boolean(isWordLike) }));
}

/** Return the marked words in reading order, neighbours joined into one phrase. */
export function phrases(all, marked) {
  const found = [];
  let open = "";
  let gap = "";
  all.forEach((piece, place) => {
    if (marked.has(place)) {
      open += gap + piece.text;
      gap = "";
    } else if (open && !piece.word && piece.text.trim() === "") gap = piece.text;
    else if (open) {
      found.push(open);
      [open, gap] = ["", ""];
    }
  });
  return open ? [...found, open] : found;
}

/** Return the places of the pieces that `wanted` phrases cover: the first place of each in the text. */
export function placesOf(all, wanted) {
  const found = new Set();
  for (const phrase of wanted) {
    for (let start = 0; start < all.length; start += 1) {
      let text = "";
      let end = start;
      while (end < all.length && text.length < phrase.length) text += all[end++].text;
      if (text !== phrase || found.has(start)) continue;
      for (let place = start; place < end; place += 1) if (all[place].word) found.add(place);
      break;
    }
  }
  return found;
}

function words({ text, lang, strings, chosen, onChange, card }) {
  const all = pieces(text, lang);
  const marked = placesOf(all, chosen);
  const toggle = (place) => (event) => {
    const on = !marked.has(place);
    if (on) marked.add(place);
    else marked.delete(place);
    event.currentTarget.setAttribute("aria-pressed", String(on));
    onChange(phrases(all, marked));
  };
  const part = ({ text: piece, word, place }) =>
    word ? h("button", { type: "button", class: "ml-word", "aria-pressed": String(marked.has(place)), tabindex: place === firstWord(all) ? 0 : -1, on: { click: toggle(place) } }, piece) : piece;
  const row = h(
    "p",
    { class: "ml-words", role: "group", "aria-label": fill(strings.mark, { card }) },
    unitsOf(all.map((piece, place) => ({ ...piece, place }))).map(({ parts }) => h("span", { class: "ml-unit" }, parts.map(part))),
  );
  row.addEventListener("keydown", (event) => roam(event, row));
  return row;
}

function firstWord(all) {
  return all.findIndex((piece) => piece.word);
}

/** Arrow keys go from word to word, so that the text is one stop for the Tab key. */
function roam(event, row) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...row.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  if (!next) return;
  for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

/** Return the phrases of one card from a list of `card: phrase`. */
export function ofCard(list, card) {
  return list.filter((one) => one.startsWith(`${card}: `)).map((one) => one.slice(card.length + 2));
}

function form({ view, strings, value, changed }) {
  const { cards, verdicts, asks_pair: asksPair, asks_words: asksWords, pair_label: pairLabel, note_label: noteLabel, sheet } = view.content;
  const now = { verdicts: {}, pair: [], words: [], note: "", certainty: null, ...value };
  const overturn = view.stage === "open" ? null : view.content.overturn; // before the commit there is nothing to overturn
  const marked = Object.fromEntries(cards.map((card) => [card.id, ofCard(now.words, card.id)]));
  const card = (one) =>
    h(
      "div",
      { class: "ml-card ml-trace", testid: one.id },
      h("p", { class: "ml-claim-text" }, h("span", { class: "ml-tag" }, one.id), " ", one.claim),
      h("small", { class: "ml-hint" }, strings.source),
      asksWords
        ? words({ text: one.source, lang: view.lang, strings, chosen: marked[one.id], card: one.id, onChange: (list) => { marked[one.id] = list; now.words = cards.flatMap((each) => marked[each.id].map((word) => `${each.id}: ${word}`)); changed(); } })
        : h("p", {}, one.source),
      radios({ legend: strings.verdict, options: verdicts, value: now.verdicts[one.id], testid: `verdict-${one.id}`, onChange: (id) => { now.verdicts = { ...now.verdicts, [one.id]: id }; changed(); } }),
    );
  const choices = cards.map(({ id, claim }) => ({ id, text: `${id} · ${claim}` }));
  const chosen = [now.pair[0] ?? null, now.pair[1] ?? null];
  const pick = (turn) =>
    select({
      label: fill(strings.pair, { turn: turn + 1 }), options: choices, value: chosen[turn], empty: strings.choose, testid: `pair-${turn + 1}`,
      onChange: (id) => { chosen[turn] = id; now.pair = [...new Set(chosen.filter(Boolean))]; changed(); },
    });
  const el = h(
    "div",
    { class: "ml-form" },
    sheet ? h("details", { class: "ml-sheet", testid: "sheet" }, h("summary", {}, sheet.title), h("ul", {}, sheet.lines.map((line) => h("li", {}, line)))) : null,
    asksWords ? h("p", { class: "ml-hint" }, strings.source_mark) : null,
    h("div", { class: "ml-boards" }, cards.map(card)),
    asksPair ? h("fieldset", {}, h("legend", {}, pairLabel), pick(0), pick(1)) : null,
    textField({ label: noteLabel, value: now.note, rows: 3, testid: "note", onInput: (given) => { now.note = given; changed(); } }),
    overturn ? textField({ label: overturn.label, hint: overturn.help, value: now.overturn ?? "", rows: 3, testid: "overturn", onInput: (given) => { now.overturn = given; changed(); } }) : null,
    view.content.asks_certainty ? certainty({ strings, value: now.certainty, onInput: (given) => { now.certainty = given; changed(); } }) : null,
  );
  const read = () => ({ verdicts: now.verdicts, pair: now.pair, words: now.words, note: now.note, certainty: now.certainty, ...(now.overturn === undefined ? {} : { overturn: now.overturn }) });
  return { el, read };
}

function draw({ view, strings, saver }) {
  const { cards, verdicts, pair_label: pairLabel } = view.content;
  const names = Object.fromEntries(verdicts.map((one) => [one.id, one.text]));
  const summary = (value) =>
    h(
      "dl",
      {},
      cards.map((card) => [h("dt", {}, card.id), h("dd", {}, names[value.verdicts[card.id]] ?? "–")]),
      value.pair.length ? [h("dt", {}, pairLabel), h("dd", {}, value.pair.join(" + "))] : null,
      value.words.length ? [h("dt", {}, strings.words), h("dd", {}, value.words.join(" · "))] : null,
      value.note ? [h("dt", {}, strings.note), h("dd", {}, value.note)] : null,
      value.overturn ? [h("dt", {}, strings.overturn), h("dd", {}, value.overturn)] : null,
    );
  const audit = (card) => {
    const { verdict, certainty: sure, why } = view.reveal.cards[card.id];
    return h("li", {}, h("strong", {}, `${card.id} · ${names[verdict]}`), " ", h("span", { class: "ml-badge" }, fill(strings.auditor, { certainty: strings[sure] })), h("p", { class: "ml-said" }, card.claim), why);
  };
  const reveal = () => h("div", {}, h("ul", { class: "ml-audit" }, cards.map(audit)), h("p", {}, view.reveal.text), sources(view.reveal.sources, strings));
  const said = view.content.overturn ? { ...strings, again_open: strings.overturn_open } : strings;
  return flow({ view, strings: said, saver, form, summary, reveal, folds: true });
}

export default { render: mount(draw) };
