import { fill, freshId, h, mount } from "../_shared/dom.js";
import { certainty, flow, radios, sources, textField } from "../_shared/parts.js";

/** Return what a typed number means: a number, or null for nothing and for what is no number. */
export function parseNumber(text) {
  const plain = String(text).trim().replace("％", "").replace("%", "").replace(",", ".");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

function numberField({ asked, value, strings, onInput }) {
  const id = freshId("number");
  return h(
    "div",
    { class: "ml-field" },
    h("label", { for: id }, fill(strings.number, { low: asked.min, high: asked.max })),
    h(
      "div",
      { class: "ml-number" },
      h("input", {
        id, type: "number", inputmode: "decimal", min: asked.min, max: asked.max, step: "any", class: "ml-input", testid: "answer",
        value: value ?? "", on: { input: (event) => onInput(parseNumber(event.target.value)) },
      }),
      h("span", {}, asked.unit),
    ),
  );
}

function form({ view, strings, value, changed }) {
  const { answer: asked, asks_reason: asksReason } = view.content;
  const now = { answer: null, certainty: null, reason: "", ...value };
  const set = (name) => (given) => {
    now[name] = given;
    changed();
  };
  const field =
    asked.type === "number"
      ? numberField({ asked, value: now.answer, strings, onInput: set("answer") })
      : radios({ legend: strings.choose, options: asked.options, value: now.answer, onChange: set("answer"), testid: "answer" });
  const label = view.stage === "open" ? (asksReason ? strings.reason : strings.reason_free) : strings.reason_again;
  const el = h(
    "div",
    { class: "ml-form" },
    field,
    certainty({ strings, value: now.certainty, onInput: set("certainty") }),
    textField({ label, value: now.reason, onInput: set("reason"), testid: "reason", rows: 2 }),
  );
  return { el, read: () => ({ ...now }) };
}

function told(view, strings) {
  const { answer: asked } = view.content;
  const named = (answer) => (asked.type === "number" ? `${answer}${asked.unit}` : asked.options.find((one) => one.id === answer)?.text);
  return (value) =>
    h(
      "dl",
      { testid: "told" },
      h("dt", {}, strings.answer), h("dd", {}, named(value.answer)),
      h("dt", {}, strings.certainty), h("dd", {}, fill(strings.certainty_set, { percent: value.certainty })),
      value.reason ? [h("dt", {}, strings.reason_told), h("dd", {}, value.reason)] : null,
    );
}

function feedback(view, strings) {
  const mine = view.reveal.feedback.filter((one) => one.mine);
  const rest = view.reveal.feedback.filter((one) => !one.mine && one.name);
  const line = (one) => h("p", { testid: one.mine ? "feedback" : null }, one.name ? h("strong", {}, `${one.name} `) : null, one.text);
  return [
    ...mine.map(line),
    rest.length ? h("details", {}, h("summary", {}, strings.others), rest.map(line)) : null,
  ];
}

function classCounts(counts, strings) {
  if (!counts) return null;
  if (!counts.rows) return h("p", { testid: "class" }, fill(strings.too_few, { count: counts.n }));
  const most = Math.max(...counts.rows.map((row) => row.count));
  return h(
    "table",
    { testid: "class" },
    h("caption", {}, fill(strings.class, { count: counts.n })),
    h("tbody", {}, counts.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name), h("td", {}, String(row.count)), h("td", { "aria-hidden": "true" }, h("span", { class: "ml-bar", style: `width:${(10 * row.count) / most}rem` }))))),
  );
}

function draw({ view, strings, saver }) {
  const reveal = () =>
    h(
      "div",
      {},
      view.reveal.to_be_verified ? h("span", { class: "ml-badge", testid: "to-be-verified" }, strings.to_be_verified) : null,
      h("p", {}, view.reveal.text),
      feedback(view, strings),
      classCounts(view.class, strings),
      sources(view.reveal.sources, strings),
    );
  return flow({ view, strings, saver, form, summary: told(view, strings), reveal });
}

export default { render: mount(draw) };
