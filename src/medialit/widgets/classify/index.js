import { fill, h, mount } from "../_shared/dom.js";
import { question, select } from "../_shared/parts.js";

/** Return how many questions have an answer. */
export function answered(answers) {
  return Object.values(answers).reduce((sum, one) => sum + Object.keys(one).length, 0);
}

/** Return `answers` with one answer set, or taken back where `chosen` is null; the argument is left alone. */
export function withAnswer(answers, item, question, chosen) {
  const mine = { ...answers[item] };
  if (chosen === null) delete mine[question];
  else mine[question] = chosen;
  return { ...answers, [item]: mine };
}

function draw({ view, strings, saver }) {
  const { items, questions } = view.content;
  let answers = view.draft?.answers ?? {};
  const told = h("p", { class: "ml-hint", role: "status", testid: "progress" });
  const count = () => {
    told.textContent = fill(strings.progress, { done: answered(answers), all: items.length * questions.length });
  };
  count();
  const card = (item, number) =>
    h(
      "fieldset",
      { class: "ml-card ml-item" },
      h("legend", { class: "ml-hidden" }, `${number + 1}`),
      h("p", {}, h("strong", {}, `${number + 1}. `), item.text, h("br"), h("small", {}, item.source)),
      h(
        "div",
        { class: "ml-row" },
        questions.map((asked) =>
          select({
            label: asked.text, options: asked.options, value: answers[item.id]?.[asked.id], empty: strings.choose, testid: `${item.id}-${asked.id}`,
            onChange: (chosen) => {
              answers = withAnswer(answers, item.id, asked.id, chosen);
              count();
              saver.now("save", { answers }, view.id);
            },
          }),
        ),
      ),
    );
  return h("div", { class: "ml-form" }, question(view), items.map(card), told);
}

export default { render: mount(draw) };
