/** The answer in the middle: as a page in a sandboxed frame, or as plain text in which words can be chosen to quote. */

import { fill, h } from "../../widgets/_shared/dom.js";
import { shown } from "./logic.js";
import { chosen, moved, wordsOf } from "./quote.js";

/** Return the panel; `onQuote` hears the words that were chosen, `tell` says something to whoever listens. */
export function createAnswer({ strings, onQuote, tell }) {
  const name = h("span", { class: "name", testid: "pseudonym" });
  const place = h("span", { class: "soft", testid: "place" });
  const heading = h("h2", { id: "answer-title" }, name, " ", place);
  const toggle = h("button", { type: "button", class: "quiet", testid: "view", on: { click: () => api.view(!isText) } });
  const notes = h("div", { class: "notes" });
  const plain = h("div", { class: "plain", testid: "plain", dir: "auto" });
  const sheet = h("div", { class: "sheet", id: "answer", testid: "answer", tabindex: "0", role: "region", "aria-labelledby": "answer-title" });
  const el = h("section", { class: "answer" }, h("div", { class: "bar" }, heading, toggle), notes, sheet);
  let item = null;
  let isText = false;
  let picking = null;

  // A click in the frame would take the keyboard with it: a frame that runs nothing passes no key on.
  window.addEventListener("blur", () => setTimeout(() => {
    if (document.activeElement?.tagName === "IFRAME") sheet.focus({ preventScroll: true });
  }));
  window.addEventListener("resize", () => { const frame = sheet.querySelector("iframe"); if (frame) fit(frame); });

  function draw() {
    plain.textContent = item.text;
    sheet.classList.toggle("as-text", isText);
    toggle.replaceChildren(isText ? strings.view_page : strings.view_text, " ", h("kbd", { "aria-hidden": "true" }, "t"));
    if (isText) return sheet.replaceChildren(plain);
    const frame = h("iframe", { sandbox: "", src: item.frame, title: fill(strings.frame, { name: item.pseudonym }), tabindex: "-1", referrerpolicy: "no-referrer", testid: "frame" });
    sheet.replaceChildren(plain);
    fit(frame);
    return sheet.replaceChildren(frame);
  }

  /** Make the frame about as high as its text, which it cannot tell, so that the sheet around it scrolls by keyboard. */
  function fit(frame) {
    const measured = plain.isConnected ? plain : sheet.appendChild(plain);
    frame.style.height = `max(100%, ${Math.ceil(measured.scrollHeight * 1.15) + 40}px)`;
    if (!isText && sheet.contains(frame)) plain.remove();
  }

  function note(kind, text) {
    return h("p", { class: `note ${kind}`, testid: kind }, text);
  }

  function noted() {
    const { earlier, elsewhere, second_look: again, is_blank: isBlank } = item;
    const said = ({ points, comment }) => ({ points: shown(points), comment });
    notes.replaceChildren(...[
      earlier && note("changed", fill(earlier.comment ? strings.changed_with : strings.changed, said(earlier))),
      isBlank && note("blank", strings.now_blank),
      elsewhere && note("elsewhere", fill(strings.elsewhere, said(elsewhere))),
      again && note("again", strings.second_look),
    ].filter(Boolean));
  }

  function select(range) {
    const [[start], [, end]] = [picking.words[range.from], picking.words[range.to]];
    const text = plain.firstChild;
    const marked = document.createRange();
    marked.setStart(text, start);
    marked.setEnd(text, end);
    getSelection().removeAllRanges();
    getSelection().addRange(marked);
    const box = marked.getBoundingClientRect();
    const around = sheet.getBoundingClientRect();
    if (box.bottom > around.bottom || box.top < around.top) sheet.scrollTop += box.top - around.top - around.height / 3;
    picking.range = range;
    tell(fill(strings.quoting, { words: chosen(item.text, picking.words, range), count: range.to - range.from + 1 }));
  }

  function stop() {
    picking = null;
    el.classList.remove("picking");
  }

  const api = {
    el,
    /** Show an answer: `at` is its place in the queue, `count` how many there are. */
    show(next, at, count) {
      stop();
      item = next;
      name.textContent = item.pseudonym;
      place.textContent = fill(strings.place, { at: at + 1, count });
      noted();
      draw();
      sheet.scrollTop = 0;
    },
    /** Show the answer as plain text, or as a page. */
    view(asText) {
      if (asText === isText) return;
      stop();
      isText = asText;
      draw();
    },
    toggle: () => api.view(!isText),
    focus: () => sheet.focus({ preventScroll: true }),
    /** Return the words that are selected in the plain text. */
    selected() {
      const own = getSelection();
      return own.rangeCount && plain.contains(own.anchorNode) && plain.contains(own.focusNode) ? own.toString().trim() : "";
    },
    /** Hand on the words selected; without any, let them be chosen by keyboard. */
    quote() {
      if (!picking && api.selected()) return onQuote(api.selected());
      api.view(true);
      const words = wordsOf(item.text);
      if (!words.length) return tell(strings.no_words);
      picking = { words, range: { from: 0, to: 0 } };
      el.classList.add("picking");
      api.focus();
      return select({ from: 0, to: 0 });
    },
    /** Take a key while words are being chosen; tell whether it was taken. */
    key(event) {
      if (!picking || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.target.closest("textarea, input")) return false;
      const next = moved(picking.range, event.key, event.shiftKey, picking.words.length);
      if (next) select(next);
      else if (event.key === "Enter" || event.key === "q") {
        const words = chosen(item.text, picking.words, picking.range);
        stop();
        onQuote(words);
      } else if (event.key === "Escape") {
        stop();
        getSelection().removeAllRanges();
        tell(strings.quote_left);
      } else return event.key === "Shift";
      return true;
    },
  };
  return api;
}
