/** The comment to the student: a box, what is wrong with it, and what can be done with it. */

import { h } from "../../widgets/_shared/dom.js";
import { inserted } from "./logic.js";

/** Return the panel; `onInput` hears every change, `onBlur` leaving, and the others hear their buttons. */
export function createComment({ strings, onInput, onBlur, onQuote, onRemember, onTake, onKeep }) {
  const box = h("textarea", { id: "comment", testid: "comment", rows: "5", maxlength: "5000", spellcheck: "true", "aria-describedby": "comment-problem comment-keys", on: { input: () => onInput(box.value), blur: onBlur } });
  const problem = h("p", { id: "comment-problem", class: "problem", testid: "problem", role: "alert" });
  const take = h("button", { type: "button", class: "quiet", testid: "take", hidden: true, on: { click: onTake } }, strings.take);
  const keep = h("button", { type: "button", class: "quiet", testid: "keep", hidden: true, on: { click: onKeep } }, strings.keep);
  const el = h("section", { class: "comment", "aria-label": strings.comment },
    h("div", { class: "bar" }, h("h2", {}, h("label", { for: "comment" }, strings.comment), " ", h("kbd", { "aria-hidden": "true" }, "c"))),
    box, problem, h("div", { class: "actions" }, take, keep),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "quiet", testid: "quote", on: { mousedown: (event) => event.preventDefault(), click: onQuote } }, strings.quote, " ", h("kbd", { "aria-hidden": "true" }, "q")),
      h("button", { type: "button", class: "quiet", testid: "remember", on: { click: () => onRemember(box.value) } }, strings.remember)),
    h("p", { id: "comment-keys", class: "soft keys" }, strings.comment_keys));

  function put(phrase, quote) {
    const made = inserted(box.value, [box.selectionStart, box.selectionEnd], phrase, quote);
    box.focus();
    box.value = made.text;
    box.setSelectionRange(...made.select);
    onInput(box.value);
  }

  return {
    el,
    box,
    /** Show a comment; the cursor stands behind it. */
    show(text) {
      if (box.value !== text) box.value = text;
      box.setSelectionRange(text.length, text.length);
    },
    /** Say what is wrong with the comment, or nothing; `theirs` offers what was saved elsewhere. */
    wrong(text, theirs = false) {
      if (problem.textContent !== text) problem.textContent = text;
      problem.hidden = !text;
      take.hidden = keep.hidden = !theirs;
      box.setAttribute("aria-invalid", String(Boolean(text)));
    },
    /** Put a phrase of the bank in; words selected in the answer fill its hole. */
    phrase: (text, quote) => put(text, quote),
    /** Put quoted words in: into the hole of a phrase, if there is one, else where the cursor is. */
    words(quote) {
      const hole = box.value.indexOf("{quote}");
      if (hole >= 0) box.setSelectionRange(hole, hole + "{quote}".length);
      const bare = hole >= 0 && /[“「"]$/.test(box.value.slice(0, hole));
      put(bare ? quote : `“${quote}”`, "");
    },
  };
}
