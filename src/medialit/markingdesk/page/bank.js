/** The comment bank beside the comment: numbered phrases that fit the level chosen, and a search. */

import { fill, h } from "../../widgets/_shared/dom.js";
import { fitting } from "./logic.js";

const NUMBERED = 9;

/** Return the panel in `language`, which its button changes; `onPick` hears the phrase that was taken. */
export function createBank({ strings, language: first, onPick }) {
  let language = first;
  const search = h("input", { type: "search", id: "bank-search", testid: "bank-search", "aria-label": strings.search, placeholder: strings.search, autocomplete: "off", on: { input: () => draw() } });
  const list = h("ol", { class: "phrases", testid: "bank" });
  const none = h("p", { class: "soft" });
  const count = h("span", { class: "unseen", role: "status" });
  const other = h("button", { type: "button", class: "quiet", testid: "bank-language", on: { click: () => api.turn() } });
  const el = h("section", { class: "bank", "aria-labelledby": "bank-title" },
    h("div", { class: "bar" }, h("h2", { id: "bank-title" }, strings.bank), other, search), count, none, list);
  let phrases = [];
  let level = null;
  let found = [];

  function entry(one, place) {
    const key = place < NUMBERED ? h("kbd", {}, `b ${place + 1}`) : h("kbd", { class: "nokey" });
    return h("li", {}, h("button", { type: "button", class: "phrase", testid: `bank-${place + 1}`, on: { click: () => onPick(one) } },
      key, h("span", { class: "what" }, one.text), h("span", { class: "soft" }, fill(strings.for_level, { level: one.level }))));
  }

  function draw() {
    other.replaceChildren(language === "zh" ? "English" : "中文", " ", h("kbd", { "aria-hidden": "true" }, "l"));
    list.lang = language === "zh" ? "zh-Hans" : "en";
    found = fitting(phrases, level, search.value, language);
    list.replaceChildren(...found.map(entry));
    none.textContent = phrases.length === 0 ? strings.bank_empty : found.length === 0 ? fill(strings.bank_none, { words: search.value }) : "";
    none.hidden = none.textContent === "";
    count.textContent = search.value ? fill(strings.bank_found, { count: found.length }) : "";
  }

  const api = {
    el,
    search,
    /** The language that the bank is shown in. */
    get language() { return language; },
    /** Show the bank in the other language: a comment is for its student. */
    turn() { language = language === "zh" ? "en" : "zh"; draw(); },
    /** Show the phrases of a criterion. */
    show(list_) { phrases = list_; search.value = ""; draw(); },
    /** Put the phrases of this level first; 3.5 lies between two, null is none yet. */
    level(chosen) { if (chosen !== level) { level = chosen; draw(); } },
    /** Return phrase number `place`, counted from 1, or null. */
    at: (place) => found[place - 1] ?? null,
  };
  return api;
}
