/** Marking spans of one text or several: pick words, choose a kind, read all marks as a list, add notes, take back. */

import { fill, freshId, h } from "./dom.js";
import { button, textField } from "./parts.js";
import { inOrder, spanPicker, stands } from "./spans.js";

/** Tell whether `marks` hold one of this kind at this very place already. */
export function hasMark(marks, { text, kind, start, end }) {
  return marks.some((mark) => mark.text === text && mark.kind === kind && mark.start === start && mark.end === end);
}

/** Return the line that says how words are picked and marked. */
export function howToMark(kinds, strings) {
  return h("p", { class: "ml-hint", id: freshId("spans") }, fill(strings.span_how, { count: kinds.length }));
}

/**
 * Return `{el, read()}`: the texts, the buttons that mark what is picked, and the list of marks.
 *
 * `texts` are `{id, label, lang, text, kinds, note}`: `kinds` are the ids of those that may be marked in it (none: it is
 * only read), `note` stands below it. `kinds` are `{id, text}`; the place of one is its underline and its digit.
 * `marks` are `{text, kind, start, end, quote, note}`; what no longer stands in its text is only listed. `how` is the
 * element that says how words are picked (`howToMark`) where several markers share one; else it stands in this one.
 */
export function marker({ texts, kinds, marks, strings, uiLang, onChange, how = null, testid = "marks" }) {
  let all = inOrder(marks, texts);
  let removed = null;
  let active = null; // the text in which something was picked last
  const names = Object.fromEntries(kinds.map(({ id, text }) => [id, text]));
  const styleOf = (kind) => Math.max(0, kinds.findIndex(({ id }) => id === kind)) % 5;
  const hint = how ?? howToMark(kinds, strings);
  const news = h("p", { class: "ml-hint ml-news", role: "status", testid: `${testid}-news` });
  const chosen = h("p", { class: "ml-chosen", testid: `${testid}-chosen` });
  const list = h("ol", { class: "ml-marks", testid: `${testid}-list` });
  const heading = h("p", { class: "ml-heading", tabindex: -1 });
  const pickers = new Map(texts.filter((text) => text.kinds.length).map((text) => [text.id, pickerOf(text)]));

  function pickerOf({ id, label, lang, text }) {
    return spanPicker({
      text, lang, uiLang, strings, hint: hint.id, label: fill(strings.span_label, { text: label }), testid: `${testid}-${id}`,
      onPick: (span) => choose(id, span),
      onKey: (digit) => kinds[digit - 1] && mark(kinds[digit - 1].id),
      onEnter: () => buttons.find((one) => one.getAttribute("aria-disabled") === "false")?.focus(),
    });
  }

  /** Only one text at a time holds a choice: the buttons below are about that one. */
  function choose(id, span) {
    if (span === null && active !== id) return;
    active = span ? id : null;
    if (span) for (const [other, picker] of pickers) if (other !== id) picker.pick(null);
    const text = texts.find((one) => one.id === active);
    chosen.replaceChildren(...(text ? [fill(strings.span_chosen, { text: text.label }), " ", quoteOf(span.quote, text.lang)] : [strings.span_none]));
    for (const one of buttons) one.setAttribute("aria-disabled", String(!text?.kinds.includes(one.dataset.kind)));
    for (const one of lengths) one.disabled = !text;
  }

  function mark(kind) {
    const text = texts.find((one) => one.id === active);
    const span = text && pickers.get(active).picked();
    if (!span) return say(strings.span_first);
    if (!text.kinds.includes(kind)) return say(fill(strings.span_elsewhere, { kind: names[kind], texts: homesOf(kind) }));
    if (hasMark(all, { text: active, kind, ...span })) return say(fill(strings.span_twice, { kind: names[kind], quote: span.quote }));
    const picker = pickers.get(active);
    picker.pick(null);
    change([...all, { text: text.id, kind, ...span, note: "" }], fill(strings.span_marked, { kind: names[kind], quote: span.quote }));
    picker.focus();
  }

  const homesOf = (kind) => texts.filter((text) => text.kinds.includes(kind)).map(({ label }) => label).join(strings.span_or);
  const say = (told) => { news.textContent = told; };
  const buttons = kinds.map(({ id, text }, place) => button([h("span", { class: "ml-digit", "aria-hidden": "true" }, place + 1), " ", h("span", { class: `ml-under ml-under-${styleOf(id)}` }, text)], () => mark(id), { class: "ml-button ml-quiet", "data-kind": id, "aria-disabled": "true", testid: `${testid}-kind-${id}` }));
  const step = (said, by, name) => button(said, () => pickers.get(active)?.lengthen(by), { class: "ml-button ml-quiet", disabled: true, testid: `${testid}-${name}` });
  const lengths = [step(strings.span_more, 1, "more"), step(strings.span_less, -1, "less")];
  const undo = button(strings.span_undo, takeBack, { class: "ml-button ml-quiet", testid: `${testid}-undo` });

  function change(next, told) {
    all = inOrder(next, texts);
    say(told);
    show();
    onChange(all);
  }

  function show() {
    const numbered = all.map((one, place) => ({ ...one, number: place + 1, style: styleOf(one.kind), name: names[one.kind] ?? one.kind }));
    for (const { id, text } of texts) pickers.get(id)?.show(numbered.filter((one) => one.text === id && stands(text, one)));
    heading.textContent = fill(strings.span_list, { count: all.length });
    list.replaceChildren(...all.map(row));
    heading.hidden = list.hidden = all.length === 0;
    undo.hidden = removed === null;
  }

  function row(one, place) {
    const number = place + 1;
    const text = texts.find(({ id }) => id === one.text);
    const note = textField({
      label: strings.span_note, value: one.note, testid: `${testid}-note-${number}`,
      onInput: (given) => { one.note = given; onChange(all); },
    });
    note.querySelector("input").setAttribute("aria-label", fill(strings.span_note_on, { number }));
    return h(
      "li",
      { class: "ml-span-mark", testid: `${testid}-mark-${number}` },
      h("p", {}, h("strong", { class: `ml-under ml-under-${styleOf(one.kind)}` }, names[one.kind] ?? one.kind), " ", quoteOf(one.quote, text?.lang ?? uiLang), " ", placeOf(text, one) ?? ""),
      note,
      button(strings.span_remove, () => remove(place), { class: "ml-button ml-quiet", testid: `${testid}-remove-${number}`, "aria-label": fill(strings.span_remove_mark, { number }) }),
    );
  }

  /** Say in which text a mark stands, unless there is only one, or that it stands in none. */
  function placeOf(text, one) {
    if (!text || !stands(text.text, one)) return h("small", {}, strings.span_older);
    return texts.length > 1 ? h("small", {}, text.label) : null;
  }

  function remove(place) {
    removed = all[place];
    change(all.filter((_, other) => other !== place), fill(strings.span_removed, { quote: removed.quote }));
    undo.focus();
  }

  function takeBack() {
    const back = removed;
    removed = null;
    change([...all, back], fill(strings.span_marked, { kind: names[back.kind] ?? back.kind, quote: back.quote }));
    heading.focus();
  }

  const shown = ({ id, label, lang, text, note }) =>
    h("div", { class: "ml-card ml-text" }, h("p", { class: "ml-heading" }, label), pickers.get(id)?.el ?? h("p", { class: "ml-spans ml-read", lang, testid: `${testid}-${id}` }, text), note ? h("small", { class: "ml-hint" }, note) : null);
  show();
  choose(null, null);
  const tools = h("div", { class: "ml-actions ml-marking", role: "group", "aria-label": strings.span_tools }, buttons, lengths);
  const el = h("div", { class: "ml-marker" }, h("div", { class: "ml-texts" }, texts.map(shown)), chosen, tools, how ? null : hint, h("div", { class: "ml-actions" }, news, undo), heading, list);
  return { el, read: () => all };
}

/** Return quoted words in their own language. */
export function quoteOf(quote, lang) {
  return h("q", { class: "ml-quote", lang }, quote);
}
