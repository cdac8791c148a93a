/** The keys, in a dialog. */

import { h } from "../../widgets/_shared/dom.js";

const KEYS = [
  [["0", "–", "4"], "key_level"], [[".", "h"], "key_half_up"], [[","], "key_half_down"],
  [["Enter", "→"], "key_next"], [["←"], "key_previous"], [["n"], "key_unmarked"], [["u"], "key_undo"],
  [["c"], "key_comment"], [["Esc"], "key_leave"], [["Ctrl", "Enter"], "key_go"], [["b", "1–9"], "key_bank"], [["/"], "key_search"], [["l"], "key_language"],
  [["q"], "key_quote"], [["t"], "key_view"], [["[", "]"], "key_criterion"], [["s"], "key_splits"], [["?"], "key_help"],
];

/** Return the dialog; `showModal()` opens it, Escape and its button close it. */
export function createHelp({ strings }) {
  const rows = KEYS.map(([keys, word]) => h("tr", {},
    h("th", { scope: "row" }, keys.map((key) => [h("kbd", {}, key), " "])), h("td", {}, strings[word])));
  const el = h("dialog", { class: "help", "aria-labelledby": "help-title", testid: "help" },
    h("h2", { id: "help-title" }, strings.help),
    h("table", {}, h("tbody", {}, rows)),
    h("p", { class: "soft" }, strings.help_note),
    h("button", { type: "button", class: "primary", on: { click: () => el.close() } }, strings.close));
  return el;
}
