/** Parts that several widgets draw: question, certainty, choices, and the flow commit → reveal → again. */

import { fill, freshId, h } from "./dom.js";

/** Return the question, as the heading of the widget. */
export function question(view) {
  return h("p", { class: "ml-question", id: `q-${view.id}`, testid: "question" }, view.text);
}

/** Return a labelled text field; `rows` of 1 makes it one line. */
export function textField({ label, value, rows = 1, onInput, testid, hint }) {
  const id = freshId("text");
  const props = { id, testid, class: "ml-input", on: { input: (event) => onInput(event.target.value) }, value };
  const field = rows > 1 ? h("textarea", { ...props, rows }) : h("input", { ...props, type: "text", autocomplete: "off" });
  const help = hint ? h("small", { class: "ml-hint", id: `${id}-hint` }, hint) : null;
  if (help) field.setAttribute("aria-describedby", help.id);
  return h("div", { class: "ml-field" }, h("label", { for: id }, label), help, field);
}

/** Return radio buttons for `options` of `{id, text}`. */
export function radios({ legend, options, value, onChange, testid }) {
  const name = freshId("radio");
  return h(
    "fieldset",
    { class: "ml-radios", testid },
    h("legend", {}, legend),
    options.map(({ id, text }) =>
      h(
        "label",
        { class: "ml-option" },
        h("input", { type: "radio", name, value: id, checked: id === value, testid: `${testid}-${id}`, on: { change: () => onChange(id) } }),
        h("span", {}, text),
      ),
    ),
  );
}

/** Return a native select with an empty first choice. */
export function select({ label, options, value, onChange, empty, testid, hideLabel = false }) {
  const id = freshId("select");
  const list = h(
    "select",
    { id, testid, class: "ml-input", on: { change: (event) => onChange(event.target.value || null) } },
    h("option", { value: "" }, empty),
    options.map((one) => h("option", { value: one.id, selected: one.id === value }, one.text)),
  );
  return h("div", { class: "ml-field" }, h("label", { for: id, class: hideLabel ? "ml-hidden" : null }, label), list);
}

/** Return the certainty slider; it counts as unset until somebody moves or clicks it. */
export function certainty({ strings, value, onInput }) {
  const id = freshId("certainty");
  const told = (given) => (given === null || given === undefined ? strings.certainty_unset : fill(strings.certainty_set, { percent: given }));
  const output = h("output", { for: id, testid: "certainty-told" }, told(value));
  const slider = h("input", {
    id, type: "range", min: 0, max: 100, step: 5, value: value ?? 50, testid: "certainty",
    "aria-valuetext": told(value), class: value === null || value === undefined ? "ml-unset" : null,
  });
  const set = () => {
    const given = Number(slider.value);
    slider.classList.remove("ml-unset");
    slider.setAttribute("aria-valuetext", told(given));
    output.textContent = told(given);
    onInput(given);
  };
  for (const event of ["input", "change", "click"]) slider.addEventListener(event, set);
  slider.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") set();
  });
  return h(
    "div",
    { class: "ml-field ml-certainty" },
    h("label", { for: id }, strings.certainty),
    h("div", { class: "ml-slider" }, h("span", { "aria-hidden": "true" }, strings.certainty_low), slider, h("span", { "aria-hidden": "true" }, strings.certainty_high)),
    output,
  );
}

/** Return a main button. */
export function button(text, onClick, props = {}) {
  return h("button", { type: "button", class: "ml-button", on: { click: onClick }, ...props }, text);
}

/** Let the browser save a file that this page has made. */
export function download({ name, text, type }) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Return the list of sources of a reveal; what was not seen is “to be verified”. */
export function sources(list, strings) {
  if (!list || !list.length) return null;
  return h(
    "details",
    { class: "ml-sources" },
    h("summary", {}, fill(strings.sources, { count: list.length })),
    h("ul", {}, list.map((one) => h("li", {}, h("a", { href: one.url, target: "_blank", rel: "noreferrer" }, one.text), one.seen ? null : ` ${strings.to_be_verified}`))),
  );
}

/** Return what is said of one card, `told` by id, under the labels of `list`; null where nothing is. */
export function facts(list, told = {}) {
  const said = (list ?? []).filter(({ id }) => told[id]);
  return said.length ? h("dl", { class: "ml-facts" }, said.map(({ id, label }) => [h("dt", {}, label), h("dd", {}, told[id])])) : null;
}

/**
 * Return the body of a prompt that is locked by its first commit.
 *
 * `folds` keeps a long form folded after the commit; `once` asks for no second answer; `middle()` draws what stands
 * between the locked answer and the reveal. `form({view, strings, value, changed})` returns `{el, read}`; `summary(value)` draws a locked answer; `reveal()`
 * draws what is shown after the commit.
 */
export function flow({ view, strings, saver, form, summary, reveal, middle = null, folds = false, once = false }) {
  if (view.stage === "open") {
    return h("div", {}, question(view), answerForm({ view, strings, saver, form, action: "commit", value: view.draft }));
  }
  const heading = h("h3", { class: "ml-heading", tabindex: -1, "data-focus": view.stage === "committed", testid: "locked" }, fill(strings.locked, { when: view.first.when }));
  return h(
    "div",
    {},
    question(view),
    h("div", { class: "ml-card ml-locked" }, heading, summary(view.first.value)),
    middle ? middle() : null,
    h("div", { class: "ml-card ml-reveal", testid: "reveal" }, h("h3", { class: "ml-heading" }, strings.reveal), reveal()),
    once ? null : secondAnswer({ view, strings, saver, form, summary, folds }),
  );
}

function answerForm({ view, strings, saver, form, action, value }) {
  const made = form({ view, strings, value, changed: () => saver.soon("draft", made.read(), view.id) });
  let isSending = false; // a double click is one answer
  const keep = async () => {
    if (isSending) return;
    isSending = true;
    await saver.now(action, made.read(), view.id);
    isSending = false;
  };
  const go = button(action === "commit" ? strings.commit : strings.again_button, keep, { testid: action });
  const note = h("small", { class: "ml-hint" }, action === "commit" ? strings.commit_note : strings.again_note);
  return h("div", { class: "ml-form" }, made.el, h("div", { class: "ml-actions" }, go, note));
}

function secondAnswer({ view, strings, saver, form, summary, folds }) {
  const { value: first } = view.first;
  const start = view.draft ?? view.again?.value ?? { ...first, ...("reason" in first ? { reason: "" } : {}) };
  const inner = answerForm({ view, strings, saver, form, action: "again", value: start });
  if (view.stage === "committed") {
    return h("div", { class: "ml-card" }, h("h3", { class: "ml-heading" }, strings.again), h("p", {}, strings.again_text), folds ? folded(inner, strings.again_open, view.draft !== null) : inner);
  }
  return h(
    "div",
    { class: "ml-card" },
    h("h3", { class: "ml-heading", tabindex: -1, "data-focus": true, testid: "again-told" }, fill(strings.again_told, { when: view.again.when })),
    summary(view.again.value),
    folded(inner, strings.again_change, false),
  );
}

function folded(inner, text, open) {
  return h("details", { open }, h("summary", { testid: "unfold" }, text), inner);
}
