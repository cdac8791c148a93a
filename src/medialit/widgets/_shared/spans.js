/**
 * Picking and marking spans of words in a text, by keyboard, by pointer and for a screen reader.
 *
 * A span is `{start, end, quote}`: places count characters as Python does (code points, not UTF-16 units), the end is
 * not part of it, and the quote is what stands there. How a browser cuts a text into words is never saved.
 */

import { fill, freshId, h } from "./dom.js";

const WITHOUT_SEGMENTER = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+|\s+|[^]/gu;
const WORD_LIKE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/** Return `text` cut into words, gaps and signs; Chinese by character where the browser has no word list. */
function segmentsOf(text, lang) {
  if (typeof Intl.Segmenter !== "function") return text.match(WITHOUT_SEGMENTER) ?? [];
  return [...new Intl.Segmenter(lang, { granularity: "word" }).segment(text)].map(({ segment }) => segment);
}

/** Return the tokens `{text, start, end, word}` of a text; each of `spans` begins and ends where a token does. */
export function tokensOf(text, lang, spans = []) {
  const cuts = new Set(spans.flatMap(({ start, end }) => [start, end]));
  const found = [];
  let [at, open] = [0, ""];
  const close = () => {
    if (open) found.push({ text: open, start: at - [...open].length, end: at, word: WORD_LIKE.test(open) });
    open = "";
  };
  for (const segment of segmentsOf(text, lang)) {
    for (const sign of segment) {
      if (cuts.has(at)) close();
      open += sign;
      at += 1;
    }
    close();
  }
  return found;
}

/** Return the span of `text` from `start` to `end`. */
export function spanOf(text, start, end) {
  return { start, end, quote: [...text].slice(start, end).join("") };
}

/** Tell whether what a span quotes still stands at its place. */
export function stands(text, { start, end, quote }) {
  return start < end && end - start === [...quote].length && spanOf(text, start, end).quote === quote;
}

/** Return the span from one token to another, whichever comes first in the text. */
export function spanBetween(text, one, other) {
  return spanOf(text, Math.min(one.start, other.start), Math.max(one.end, other.end));
}

/** Return tokens as the units a person steps through: a word with the signs that touch it, or a gap between words. */
export function unitsOf(tokens) {
  const units = [];
  let lead = [];
  for (const token of tokens) {
    const last = units.at(-1);
    const isGap = token.text.trim() === "";
    if (token.word) {
      units.push({ word: token, parts: [...lead, token] });
      lead = [];
    } else if (isGap || (!last?.word && lead.length === 0 && !opens(token))) {
      units.push({ word: null, parts: [...lead, token] });
      lead = [];
    } else if (last?.word && lead.length === 0 && !opens(token)) last.parts.push(token);
    else lead.push(token);
  }
  return lead.length ? [...units, { word: null, parts: lead }] : units;
}

function opens({ text }) {
  return /^[\p{Ps}\p{Pi}]$/u.test(text);
}

/** Return `marks` in reading order: by text, then by place. */
export function inOrder(marks, texts) {
  const place = new Map(texts.map(({ id }, index) => [id, index]));
  const of = (mark) => place.get(mark.text) ?? texts.length;
  return [...marks].sort((one, other) => of(one) - of(other) || one.start - other.start || one.end - other.end);
}

/** Return the word of `list` in the nearest line above (`way` −1) or below (1) `from`, the one that stands closest. */
function acrossLines(list, from, way) {
  const here = from.getBoundingClientRect();
  const far = ({ box }) => (box.top - here.top) * way;
  const there = list.map((one) => ({ one, box: one.el.getBoundingClientRect() })).filter((each) => far(each) > here.height / 2);
  const nearest = Math.min(...there.map(far));
  const aside = ({ box }) => Math.abs(box.left - here.left);
  return there.filter((each) => far(each) < nearest + here.height / 2).sort((one, other) => aside(one) - aside(other))[0]?.one;
}

/** Return the element of a token: its text, underlined once for each mark that covers it, and the number where one ends. */
function tokenElement({ text, start, end }, marks) {
  const covering = marks.filter((mark) => mark.start <= start && mark.end >= end);
  const ending = covering.filter((mark) => mark.end === end);
  const drawn = covering.reduce((inner, { style }) => h("span", { class: `ml-under ml-under-${style}` }, inner), text);
  const numbers = ending.map(({ number }) => h("sup", { class: "ml-span-number", "aria-hidden": "true" }, number));
  return h("span", { class: "ml-token", "data-start": start, "data-end": end }, drawn, numbers);
}

/**
 * Return a text in which words are picked: `{el, show(marks), picked(), pick(span), lengthen(step), focus()}`.
 *
 * `show` draws marks `{start, end, style, name, number}`: `style` is one of the underlines 0 to 4, `name` says of what
 * kind the mark is. `onPick(span)` hears each new choice (null: none), `onKey(digit)` a digit, `onEnter()` Enter or
 * Space. The text is one stop for the Tab key; arrows walk, Shift takes along. A mouse or pen drags; a finger, and a
 * click that a screen reader makes, picks one word and with the next touch all up to another.
 */
export function spanPicker({ text, lang, label, hint, uiLang, strings, onPick, onKey, onEnter, testid }) {
  const el = h("p", { class: "ml-spans", role: "listbox", "aria-multiselectable": "true", lang, "aria-label": label, "aria-describedby": hint, testid });
  let words = []; // {el, token}: what can be picked, in reading order
  let range = null; // the tokens at which the choice began and has got to
  let told = "null";
  const picked = () => (range ? spanBetween(text, ...range) : null);
  const holding = (place) => words.find(({ token }) => token.end > place) ?? words.at(-1);
  const current = () => words.find((one) => one.el.tabIndex === 0);

  function paint() {
    const span = picked();
    const isIn = (start, end) => span !== null && start >= span.start && end <= span.end;
    for (const { dataset, classList } of el.querySelectorAll(".ml-token")) classList.toggle("ml-picked", isIn(Number(dataset.start), Number(dataset.end)));
    for (const { el: one, token } of words) one.setAttribute("aria-selected", String(isIn(token.start, token.end)));
    if (JSON.stringify(span) === told) return;
    told = JSON.stringify(span);
    onPick(span);
  }

  function stopAt(word, hasFocus) {
    for (const { el: one } of words) one.tabIndex = one === word?.el ? 0 : -1;
    if (hasFocus) word?.el.focus();
  }

  function goTo(word, takesAlong, hasFocus = true) {
    if (!word) return;
    range = [takesAlong && range ? range[0] : word.token, word.token];
    stopAt(word, hasFocus);
    paint();
  }

  function unitElement({ word, parts }, marks) {
    const drawn = parts.map((token) => tokenElement(token, marks));
    if (!word) return h("span", { "aria-hidden": "true" }, drawn);
    const inside = marks.filter((mark) => mark.start < word.end && mark.end > word.start).map(({ name, number }) => fill(strings.span_inside, { name, number }));
    const aside = inside.length ? h("span", { class: "ml-hidden", lang: uiLang }, ` (${inside.join(", ")})`) : null;
    const one = h("span", { role: "option", class: "ml-span-pick", "aria-selected": "false", tabindex: -1 }, drawn, aside);
    words.push({ el: one, token: word });
    return one;
  }

  function show(marks) {
    const hadFocus = el.contains(el.getRootNode().activeElement);
    const place = current()?.token.start ?? 0;
    words = [];
    el.replaceChildren(...unitsOf(tokensOf(text, lang, marks)).map((unit) => unitElement(unit, marks)));
    stopAt(holding(place), hadFocus);
    paint();
  }

  function pick(span) {
    range = span ? [holding(span.start).token, holding(span.end - 1).token] : null;
    paint();
  }

  /** Move the end of the choice by whole words; it never gets shorter than its first word. */
  function lengthen(step) {
    const span = picked();
    if (!span) return;
    const [first, last] = [holding(span.start), holding(span.end - 1)];
    const next = words[Math.max(words.indexOf(last) + step, words.indexOf(first))] ?? last;
    range = [first.token, next.token];
    stopAt(next, false);
    paint();
  }

  const isOneWord = () => range !== null && range[0].start === range[1].start;
  byKeyboard(el, { words: () => words, current, goTo, isOneWord, start: () => range || goTo(current(), false), clear: () => pick(null), onKey, onEnter });
  byPointer(el, { words: () => words, goTo, isOneWord });
  return { el, show, picked, pick, lengthen, focus: () => current()?.el.focus() };
}

function byKeyboard(el, { words, current, goTo, start, clear, onKey, onEnter }) {
  const steps = {
    ArrowRight: (all, at) => all[at + 1],
    ArrowLeft: (all, at) => all[at - 1],
    ArrowDown: (all, at) => acrossLines(all, all[at].el, 1),
    ArrowUp: (all, at) => acrossLines(all, all[at].el, -1),
    Home: (all) => all[0],
    End: (all) => all.at(-1),
  };
  const others = { Enter: () => onEnter(start()), " ": () => onEnter(start()), Escape: clear };
  el.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || words().length === 0) return;
    if (steps[key]) goTo(steps[key](words(), words().indexOf(current())), shiftKey);
    else if (others[key]) others[key]();
    else if (/^[1-9]$/.test(key)) onKey(Number(key), start());
    else return;
    event.preventDefault();
  });
}

function byPointer(el, { words, goTo, isOneWord }) {
  let pointer = ""; // the kind of pointer that went down; none for a click that a screen reader makes
  let isDown = false;
  const under = ({ clientX, clientY }) => wordOf(el.getRootNode().elementFromPoint(clientX, clientY));
  const wordOf = (node) => words().find((one) => one.el === node?.closest?.("[role=option]"));
  el.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (pointer === "touch" || event.button !== 0) return;
    isDown = true;
    el.setPointerCapture(event.pointerId);
    goTo(under(event), event.shiftKey);
  });
  el.addEventListener("pointermove", (event) => {
    if (isDown) goTo(under(event), true);
  });
  for (const end of ["pointerup", "pointercancel"]) el.addEventListener(end, () => { isDown = false; });
  el.addEventListener("click", (event) => {
    if (pointer === "" || pointer === "touch") goTo(wordOf(event.target), isOneWord());
    pointer = "";
  });
}
