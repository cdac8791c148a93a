import { fill, h, mount } from "../_shared/dom.js";
import { button, certainty, flow, radios, sources } from "../_shared/parts.js";

const RATINGS = [1, 2, 3, 4, 5, 6, 7];
const ANSWERS = ["yes", "perhaps", "no"];
const EMPTY = { prediction: null, certainty: null, warmth: null, clarity: null, answer: null };

/** Return what of `value` is an answer of this kind, the rest empty, under the arm that Python named. */
export function filled(value, arm) {
  const known = Object.entries(EMPTY).map(([name, empty]) => [name, value?.[name] ?? empty]);
  return { arm, ...Object.fromEntries(known) };
}

function choices(names, strings, stem) {
  return names.map((id) => ({ id, text: strings[`${stem}_${id}`] }));
}

/** The message in its frame: the mark and the label stand outside of the words. */
function frame({ mark, label, message }, strings) {
  return h(
    "figure",
    { class: "ml-message" },
    h("figcaption", {}, h("span", { class: "ml-badge" }, mark), label ? h("span", { class: "ml-written", testid: "label" }, fill(strings.labelled, { label })) : null),
    h("p", { testid: "message" }, message),
  );
}

function form({ view, strings, value, changed }) {
  const now = filled(value, view.arm);
  const set = (name) => (given) => {
    now[name] = given;
    changed();
  };
  const scale = (name) =>
    h("div", { class: "ml-scale" }, radios({ legend: strings[`${name}_ends`], options: RATINGS.map((one) => ({ id: String(one), text: String(one) })), value: now[name] === null ? null : String(now[name]), testid: name, onChange: (id) => set(name)(Number(id)) }));
  const el = h(
    "div",
    { class: "ml-form" },
    h("p", { class: "ml-card ml-said", testid: "announcement" }, view.content.announcement),
    radios({ legend: strings.predict, options: choices(["lower", "same", "higher"], strings, "prediction"), value: now.prediction, testid: "prediction", onChange: set("prediction") }),
    certainty({ strings, value: now.certainty, onInput: set("certainty") }),
    h("p", { class: "ml-heading" }, strings.read),
    frame(view.content, strings),
    scale("warmth"),
    scale("clarity"),
    radios({ legend: strings.answer, options: choices(ANSWERS, strings, "answer"), value: now.answer, testid: "answer", onChange: set("answer") }),
  );
  return { el, read: () => ({ ...now }) };
}

/** One arm on one scale: a dot per person above each rating. What it shows stands in the table too. */
function dots({ name, n, mean, counts }, strings) {
  const column = (count, place) =>
    h("span", { class: "ml-column" }, h("span", { class: "ml-dots" }, Array.from({ length: count }, () => h("span", { class: "ml-dot" }))), h("span", {}, RATINGS[place]));
  return h("div", { class: "ml-arm" }, h("p", {}, fill(strings.arm_mean, { name, n, mean })), h("div", { class: "ml-columns", "aria-hidden": "true" }, counts.map(column)));
}

function scaleShown({ id, arms, said }, strings, isFirst) {
  const [found, ...rest] = said;
  return h(
    "div",
    { class: "ml-shown", testid: `result-${id}` },
    isFirst ? null : h("p", { class: "ml-hint" }, strings.extra),
    h("p", { class: "ml-found" }, found),
    h("div", { class: "ml-arms" }, arms.map((arm) => dots(arm, strings))),
    h("ul", {}, rest.map((one) => h("li", {}, one))),
  );
}

function table(caption, columns, rows) {
  const head = h("tr", {}, columns.map((one) => (one === "" ? h("td") : h("th", { scope: "col" }, one))));
  const line = ({ name, counts }) => h("tr", {}, h("th", { scope: "row" }, name), counts.map((one) => h("td", {}, one)));
  return h("table", {}, h("caption", {}, caption), h("thead", {}, head), h("tbody", {}, rows.map(line)));
}

function result(shown, strings) {
  if (!shown) return null;
  const answers = table(strings.answers, ["", ...ANSWERS.map((one) => strings[`answer_${one}`])], shown.answers);
  return h(
    "div",
    { class: shown.simulated ? "ml-result ml-simulated" : "ml-result", testid: "result" },
    shown.simulated ? h("p", { testid: "simulated" }, h("span", { class: "ml-badge" }, strings.simulated)) : null,
    h("p", {}, shown.head),
    shown.scales.map((one, place) => scaleShown(one, strings, place === 0)),
    h("details", {}, h("summary", { testid: "table" }, strings.table), shown.scales.map(({ title, arms }) => table(title, [strings.rating, ...RATINGS], arms)), answers),
  );
}

/** The way out of the count, and back: offered at every moment. */
function withdrawal({ view, strings, saver }) {
  let isOut = view.withdrawn;
  const told = h("p", { role: "status", testid: "row-told" }, isOut ? strings.out : "");
  const words = () => (isOut ? strings.put_back : strings.withdraw);
  const turn = async () => {
    const reply = await saver.now("save", { withdrawn: !isOut }, view.id);
    if (reply?.status !== "saved") return;
    isOut = !isOut;
    told.textContent = isOut ? strings.out : strings.in;
    change.textContent = words();
  };
  const change = button(words(), turn, { class: "ml-button ml-quiet", testid: "withdraw" });
  return h("div", { class: "ml-card ml-withdraw" }, h("p", { class: "ml-hint" }, strings.withdraw_note), h("div", { class: "ml-actions" }, change, told));
}

function draw({ view, strings, saver }) {
  const summary = (value) =>
    h(
      "dl",
      {},
      h("dt", {}, strings.predicted),
      h("dd", {}, strings[`prediction_${value.prediction}`], " · ", fill(strings.certainty_set, { percent: value.certainty })),
      ["warmth", "clarity"].map((scale) => [h("dt", {}, strings[scale]), h("dd", {}, `${value[scale]} / 7`)]),
      h("dt", {}, strings.answer),
      h("dd", {}, strings[`answer_${value.answer}`]),
    );
  const reveal = () =>
    h(
      "div",
      {},
      h("p", { testid: "arm" }, h("strong", {}, strings[`you_saw_${view.first.value.arm}`])),
      h("p", {}, view.reveal.text),
      result(view.class, strings),
      view.reveal.limits ? h("p", {}, view.reveal.limits) : null,
      sources(view.reveal.sources, strings),
    );
  const body = flow({ view, strings, saver, form, summary, reveal, once: true });
  body.append(withdrawal({ view, strings, saver }));
  return body;
}

export default { render: mount(draw) };
