import { fill, freshId, h, mount } from "../_shared/dom.js";
import { question, textField } from "../_shared/parts.js";

const LONGEST = 60;

/** Return answers by their group, groups in the order in which they come. */
export function grouped(answers) {
  const groups = new Map();
  for (const one of answers) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups];
}

/** Return a name for an answer that fits a list: its prompt, and the beginning of what was asked. */
export function named({ prompt, question: asked }) {
  const text = [...asked];
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).join("").trimEnd()}…` : asked;
  return short ? `${prompt} · ${short}` : prompt;
}

/** Return `value` with `choice` (null takes it back) in `slot`; the argument is left alone. */
export function chosen(value, slot, choice) {
  const { [slot]: _, ...rest } = value.choices;
  return { ...value, choices: choice ? { ...rest, [slot]: choice } : rest };
}

/** Return `value` with `text` in a box of `slot`; the argument is left alone. */
export function written(value, slot, box, text) {
  return { ...value, texts: { ...value.texts, [slot]: { ...value.texts[slot], [box]: text } } };
}

function draw({ view, strings, saver }) {
  const { slots, boxes } = view.content;
  let now = { choices: {}, texts: {}, ...view.draft };
  const keep = (value) => {
    now = value;
    saver.soon("save", now, view.id);
  };

  function slotCard(slot) {
    const answers = view.earlier[slot.id];
    const told = h("p", { class: "ml-hidden", role: "status" });
    const shown = h("div", { class: "ml-then", testid: `then-${slot.id}` });
    const isChosen = (one, choice) => choice && one.lesson === choice.lesson && one.prompt === choice.prompt;
    const show = (isNew) => {
      const choice = now.choices[slot.id];
      const found = answers.find((one) => isChosen(one, choice));
      told.textContent = found && isNew ? fill(strings.shown, found) : "";
      if (found) shown.replaceChildren(...answerCard(found, strings));
      else shown.replaceChildren(...(choice ? [h("p", {}, fill(strings.gone, choice))] : []));
    };
    const pick = (at) => {
      const { lesson, prompt } = answers[at] ?? {};
      keep(chosen(now, slot.id, prompt ? { lesson, prompt } : null));
      show(true);
    };
    show(false);
    const current = answers.findIndex((one) => isChosen(one, now.choices[slot.id]));
    const list = answers.length ? picker({ answers, current, strings, pick, testid: `pick-${slot.id}` }) : h("p", { testid: `none-${slot.id}` }, strings.none);
    const texts = boxes.map((box) => textField({
      label: box.label, hint: box.help, rows: box.rows ?? 4, value: now.texts[slot.id]?.[box.id] ?? "", testid: `${slot.id}-${box.id}`,
      onInput: (text) => keep(written(now, slot.id, box.id, text)),
    }));
    return h(
      "section",
      { class: "ml-card ml-slot", "aria-label": slot.label },
      h("h3", { class: "ml-heading" }, slot.label),
      h("div", { class: "ml-sides" }, h("div", { class: "ml-side" }, list, told, shown), h("div", { class: "ml-side", role: "group", "aria-label": strings.now }, texts)),
    );
  }

  const notes = view.notes.map((note) => h("p", { class: "ml-hint", testid: "note" }, `⚠ ${note}`));
  return h("div", { class: "ml-form" }, question(view), notes, slots.map(slotCard), h("small", { class: "ml-hint" }, strings.as_you_type));
}

function picker({ answers, current, strings, pick, testid }) {
  const id = freshId("pick");
  const option = (one) => h("option", { value: answers.indexOf(one), selected: answers.indexOf(one) === current }, named(one));
  const list = h(
    "select",
    { id, testid, class: "ml-input", on: { change: (event) => pick(event.target.value === "" ? -1 : Number(event.target.value)) } },
    h("option", { value: "" }, strings.choose),
    grouped(answers).map(([group, inside]) => h("optgroup", { label: group }, inside.map(option))),
  );
  return h("div", { class: "ml-field" }, h("label", { for: id }, strings.pick), list);
}

/** Return one earlier answer: the question, the first answer, and the second if there is one. */
function answerCard({ prompt, question: asked, lang, first, again }, strings) {
  const said = (answer, name) =>
    h(
      "div",
      { class: "ml-locked ml-told", testid: name },
      h("p", { class: "ml-when" }, answer.head),
      answer.lines.map((line) => h("p", { lang, class: "ml-line" }, line)),
      answer.certainty ? h("p", { class: "ml-when" }, answer.certainty) : null,
    );
  return [
    asked ? h("p", { lang, class: "ml-asked" }, `${prompt} · ${asked}`) : h("p", {}, fill(strings.no_question, { prompt })),
    said(first, "first"),
    again ? said(again, "second") : null,
  ].filter(Boolean);
}

export default { render: mount(draw) };
