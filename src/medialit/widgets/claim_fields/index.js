import { h, mount } from "../_shared/dom.js";
import { question, textField } from "../_shared/parts.js";

const NAMES = ["unit", "window", "denominator", "sentence"];

/** Return which fields hold something: a lamp says no more than that. */
export function filled(value) {
  return Object.fromEntries(NAMES.map((name) => [name, value[name].trim() !== ""]));
}

function draw({ view, strings, saver }) {
  const now = { unit: "", window: "", denominator: "", sentence: "", ...view.draft };
  const lamps = Object.fromEntries(NAMES.map((name) => [name, h("span", { class: "ml-lamp", testid: `lamp-${name}` })]));
  const light = () => {
    for (const [name, on] of Object.entries(filled(now))) {
      lamps[name].textContent = on ? `● ${strings.filled}` : `○ ${strings.empty}`;
    }
  };
  light();
  const fields = NAMES.map((name) => {
    const { label, help } = view.content.fields[name];
    const field = textField({
      label, hint: help, value: now[name], rows: name === "sentence" ? 3 : 1, testid: name,
      onInput: (text) => {
        now[name] = text;
        light();
        saver.soon("save", { ...now }, view.id);
      },
    });
    return h("div", { class: "ml-claim" }, field, lamps[name]);
  });
  return h("div", { class: "ml-form" }, question(view), fields, h("small", { class: "ml-hint" }, strings.lamp_note));
}

export default { render: mount(draw) };
