import { h, mount } from "../_shared/dom.js";
import { textField } from "../_shared/parts.js";

function draw({ view, strings, saver }) {
  return h(
    "div",
    {},
    textField({
      label: view.text, value: view.draft?.text ?? "", rows: view.content.rows, hint: view.content.hint, testid: "text",
      onInput: (text) => saver.soon("save", { text }, view.id),
    }),
    h("small", { class: "ml-hint" }, strings.as_you_type),
  );
}

export default { render: mount(draw) };
