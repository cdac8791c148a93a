/** Which key means what. Nothing is taken from somebody who is typing, nor from an input method at work. */

const TYPING = "textarea, input, select, [contenteditable]";
const PRESSABLE = "button, a, summary, [role=button]";
const SIMPLE = {
  ".": { name: "half", by: 1 }, h: { name: "half", by: 1 }, ",": { name: "half", by: -1 },
  ArrowRight: { name: "go", by: 1 }, ArrowLeft: { name: "go", by: -1 },
  n: { name: "unmarked" }, u: { name: "undo" }, c: { name: "comment" }, "/": { name: "search" },
  "]": { name: "criterion", by: 1 }, "[": { name: "criterion", by: -1 },
  t: { name: "view" }, l: { name: "language" }, q: { name: "quote" }, s: { name: "splits" }, "?": { name: "help" },
};
// What a Chinese keyboard layout types on the same keys when it is set to full-width punctuation.
const FULL_WIDTH = { "。": ".", "，": ",", "、": "/", "？": "?", "】": "]", "【": "[" };

/** Return whether an input method is composing: its keys are its own (229 is what older browsers say). */
function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** Return the command of a key pressed in a field: only leaving it, and going on from a comment. */
function inField(event) {
  if (event.key === "Escape") return { name: "leave" };
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return { name: "go", by: 1 };
  if (event.target.type === "search" && event.key === "Enter") return { name: "bank", place: 1 };
  return null;
}

/**
 * Return what a `keydown` asks for, or null where the key belongs to somebody else.
 * `awaitsNumber` is true after `b`: the next digit then names an entry of the bank.
 */
export function command(event, awaitsNumber = false) {
  if (isComposing(event) || event.defaultPrevented) return null;
  if (event.target.closest?.(TYPING)) return inField(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const key = FULL_WIDTH[event.key] ?? event.key;
  if (key === "Escape") return { name: "leave" };
  if (key === "Enter") return event.target.closest?.(PRESSABLE) ? null : { name: "go", by: 1 };
  if (/^[0-9]$/.test(key)) return awaitsNumber ? { name: "bank", place: Number(key) } : { name: "level", rung: Number(key) };
  if (key === "b") return { name: "number" };
  return SIMPLE[key] ?? SIMPLE[key.length === 1 ? key.toLowerCase() : ""] ?? null;
}
