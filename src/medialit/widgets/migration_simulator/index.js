import { fill, freshId, h, mount } from "../_shared/dom.js";
import { button, certainty, flow, radios, select, sources, textField } from "../_shared/parts.js";

const SVG = "http://www.w3.org/2000/svg";
/** How long the sliders rest before the model is run. */
const REST_MS = 250;
const GROUPS = { group_push: ["push_pct", "night"], group_pull: ["pull_pct", "network"], group_ties: ["ties_pct", "habit_pct"], group_world: ["people_m", "half_life_days"] };
/** What a search found, by the saver of its view: it outlives a redraw. */
const memory = new WeakMap();

/** Return what was typed as a number within `[least, most]`, or null; a comma may stand for the point. */
export function within(text, least, most) {
  const plain = String(text).normalize("NFKC").trim().replace(",", ".");
  const value = Number(plain);
  return plain !== "" && Number.isFinite(value) && least <= value && value <= most ? value : null;
}

/** Return which of the two forecasts a pair stands for: none yet, all figures together, or two that clash. */
export function forecast(pair) {
  if (pair === null || pair === undefined) return null;
  return pair.length ? "pair" : "all";
}

/** Return `pair` with `id` at `place`; an empty id is a choice not made yet. */
export function withChoice(pair, place, id) {
  const next = [pair?.[0] ?? "", pair?.[1] ?? ""];
  next[place] = id ?? "";
  return next;
}

/** Return where the sliders were left last: what a dead kernel has not heard of too, unless no slider has it any more. */
export function leftAt({ draft, setting, controls, extras }) {
  const last = draft?.setting;
  const has = ({ id, least, most }) => least <= last[id] && last[id] <= most;
  return last && controls.every(has) && ["", ...extras.map(({ id }) => id)].includes(last.extra) ? { ...last } : { ...setting };
}

/** Return where days and counts lie on a chart with a logarithmic scale over its range. */
export function scales({ days, range }, { width, height, left, right, top, bottom }) {
  const low = Math.log(range[0]);
  const span = Math.log(range[1]) - low;
  const step = (width - left - right) / Math.max(1, days.length - 1);
  const share = (value) => Math.min(1, Math.max(0, (Math.log(Math.max(value, 1)) - low) / span));
  return { x: (day) => left + day * step, y: (value) => height - bottom - share(value) * (height - top - bottom) };
}

/** Return the `points` of a polyline through `values`, one a day. */
export function points(values, { x, y }) {
  return values.map((value, day) => `${x(day).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
}

function svg(tag, props = {}, ...children) {
  const el = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) el.setAttribute(name, value);
  el.append(...children.flat(Infinity));
  return el;
}

/** Draw a run as wide as there is room; the same numbers stand in the table below. */
function drawing(chart, names, width) {
  const size = { width, height: 280, left: 52, right: 70, top: 12, bottom: 28 };
  const { x, y } = scales(chart, size);
  const end = width - size.right;
  const grid = chart.levels.map(({ at, text }) => [
    svg("line", { class: "ml-grid", x1: size.left, x2: end, y1: y(at), y2: y(at) }),
    svg("text", { x: size.left - 6, y: y(at) + 4, "text-anchor": "end" }, text),
  ]);
  const every = Math.ceil(70 / (x(7) - x(0) || 70)); // labels of days need room
  const ticks = chart.ticks.filter((_, index) => index % every === 0).map((day) => svg("text", { x: x(day), y: size.height - 8, "text-anchor": "middle" }, chart.days[day]));
  const law = chart.law.map((day) => svg("line", { class: "ml-law", x1: x(day), x2: x(day), y1: size.top, y2: size.height - size.bottom }));
  const lines = ["a", "b"].map((one) => [
    svg("polyline", { class: `ml-line-${one}`, points: points(chart[one], { x, y }) }),
    svg("text", { class: "ml-name", x: end + 6, y: y(chart[one].at(-1)) + 4 }, names[one]),
  ]);
  const marks = chart.marks.map(({ at, value, platform, hollow }) => {
    const look = { class: `ml-mark-${platform} ${hollow ? "ml-hollow" : ""}` };
    return platform === "a" ? svg("rect", { ...look, x: x(at) - 5, y: y(value) - 5, width: 10, height: 10 }) : svg("circle", { ...look, cx: x(at), cy: y(value), r: 5.5 });
  });
  return svg("svg", { role: "img", "aria-label": chart.name, viewBox: `0 0 ${width} ${size.height}`, width, height: size.height }, grid, law, ticks, lines, marks);
}

/** Return a box that draws each run anew, and again when its width changes. */
function chartBox(names) {
  const el = h("div", { class: "ml-chart", testid: "chart" });
  let shown = null;
  const draw = () => shown && el.replaceChildren(drawing(shown, names, Math.max(260, Math.floor(el.clientWidth) || 640)));
  let wide = 0;
  new ResizeObserver(() => {
    if (Math.abs(el.clientWidth - wide) < 2) return;
    wide = el.clientWidth;
    draw();
  }).observe(el);
  const show = (chart) => {
    shown = chart;
    draw();
  };
  return { el, show };
}

/** Return a slider with a field for the exact number: `el`, and `set(value)`. */
function knob({ control, value, strings, onChange }) {
  const { id: name, least, most, step, label, help, unit } = control;
  const id = freshId(name);
  const told = h("small", { class: "ml-hint", id: freshId("bounds"), role: "status" });
  const range = h("input", { id, type: "range", min: least, max: most, step, testid: name, "aria-describedby": `${id}-help` });
  const exact = h("input", { type: "number", class: "ml-input", min: least, max: most, step, testid: `${name}-exact`, "aria-label": fill(strings.exact, { name: label }), "aria-describedby": told.id });
  const show = (given) => {
    range.value = given;
    range.setAttribute("aria-valuetext", fill(unit, { value: given }));
    exact.removeAttribute("aria-invalid");
    told.textContent = "";
  };
  const set = (given) => {
    show(given);
    exact.value = given;
  };
  range.addEventListener("input", () => {
    set(Number(range.value));
    onChange(name, Number(range.value));
  });
  exact.addEventListener("input", () => {
    const given = within(exact.value, least, most);
    if (given !== null) {
      show(given);
      onChange(name, given);
      return;
    }
    exact.setAttribute("aria-invalid", "true");
    told.textContent = fill(strings.bounds, { least, most });
  });
  set(value);
  const el = h("div", { class: "ml-field ml-knob" }, h("label", { for: id }, label), h("small", { class: "ml-hint", id: `${id}-help` }, help), h("div", { class: "ml-slider" }, range, exact), told);
  return { el, set };
}

/** Return the table of figures: published, modelled, and how they fit. */
function fitTable(view, strings) {
  const cells = Object.fromEntries(view.figures.map(({ id }) => [id, ["model", "fit"].map((name) => h("td", { testid: `${name}-${id}` }))]));
  const head = [strings.figure_head, strings.published, strings.model, strings.ratio];
  const rows = view.figures.map(({ id, name, day, published, confidence, sure }) =>
    h("tr", {}, h("th", { scope: "row" }, `${name} ${day}`), h("td", {}, published, confidence === "low" ? h("small", { class: "ml-hint" }, " ", fill(strings.confidence_told, { sure })) : null), cells[id]),
  );
  const show = (figures) => {
    for (const [id, { model, ratio, told, verdict }] of Object.entries(figures)) {
      const [modelled, fit] = cells[id];
      modelled.textContent = model;
      fit.textContent = `${ratio} ${told}`;
      fit.dataset.verdict = verdict;
    }
  };
  return { el: tableOf(strings.table, head, rows), show };
}

/** Return a table that scrolls by itself where the screen is narrow. */
function tableOf(caption, head, rows) {
  return h("div", { class: "ml-wide", tabindex: 0, role: "region", "aria-label": caption }, h("table", {}, h("caption", {}, caption), h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, rows)));
}

/** Return the simulator: `el`, and `setting()`, where the sliders stand. */
function simulator({ view, strings, saver, onChange }) {
  let setting = leftAt(view);
  let timer = 0;
  let turn = 0;
  const chart = chartBox({ a: view.content.a.name, b: view.content.b.name });
  const table = fitTable(view, strings);
  const summary = h("p", { class: "ml-summary", role: "status", testid: "summary" });
  const later = h("p", { testid: "later" });
  const dice = h("small", { class: "ml-hint", testid: "dice" });

  function show(run) {
    chart.show(run.chart);
    table.show(run.figures);
    summary.textContent = run.summary;
    later.textContent = run.later;
    dice.textContent = fill(strings.dice, { seed: setting.seed });
  }

  async function run() {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    const take = (reply) => {
      if (mine !== turn) return; // the sliders have moved on
      if (reply?.status === "told") show(reply.told.run);
      else summary.textContent = reply?.message ?? strings.no_reply;
      onChange();
    };
    take(await saver.ask({ run: setting }, view.id, take));
  }

  const change = (name, value) => {
    setting = { ...setting, [name]: value };
    clearTimeout(timer);
    timer = setTimeout(run, REST_MS);
  };
  const knobs = Object.fromEntries(view.controls.map((control) => [control.id, knob({ control, value: setting[control.id], strings, onChange: change })]));
  const extra = select({ label: strings.extra, options: view.extras, value: setting.extra, onChange: (day) => change("extra", day ?? ""), empty: strings.extra_none, testid: "extra" });
  const extraHelp = h("small", { class: "ml-hint", id: freshId("help") }, strings.extra_help);
  extra.querySelector("select").setAttribute("aria-describedby", extraHelp.id);
  extra.querySelector("label").after(extraHelp);

  function put(next) {
    setting = { ...next };
    for (const [name, { set }] of Object.entries(knobs)) set(setting[name]);
    extra.querySelector("select").value = setting.extra;
    return run();
  }

  const throwAgain = () => put({ ...setting, seed: (setting.seed % 9999) + 1 });
  const groups = Object.entries(GROUPS).map(([name, ids]) => h("fieldset", { class: "ml-card" }, h("legend", {}, strings[name]), ids.map((id) => knobs[id].el), name === "group_world" ? extra : null));
  const el = h(
    "section",
    { "aria-label": strings.simulator },
    h("h3", { class: "ml-heading" }, strings.simulator),
    h("p", {}, view.how),
    h("details", {}, h("summary", { testid: "calendar" }, strings.calendar), h("ul", {}, view.calendar.map((line) => h("li", {}, line)))),
    h("div", { class: "ml-knobs" }, groups),
    h("div", { class: "ml-actions" }, button(strings.reset, () => put(view.start), { class: "ml-button ml-quiet", testid: "reset" }), button(strings.throw, throwAgain, { class: "ml-button ml-quiet", testid: "throw" }), dice),
    summary,
    chart.el,
    h("small", { class: "ml-hint" }, strings.legend),
    table.el,
    h("p", { class: "ml-hint" }, view.tolerance),
    later,
  );
  show(view.run);
  if (JSON.stringify(setting) !== JSON.stringify(view.setting)) timer = setTimeout(run, REST_MS);
  return { el, setting: () => setting, put };
}

/** Return the search: a button, how far it is, and what it found. */
function search({ view, strings, saver, sim }) {
  let busy = false;
  const out = h("div", { testid: "found" });
  const progress = h("p", { class: "ml-hint", testid: "searching" });

  const list = (lines) => h("ul", {}, lines.map((line) => h("li", {}, line)));
  function show(found, focus) {
    const heading = h("h4", { class: "ml-heading", tabindex: -1, testid: "searched" }, found.told);
    const take = button(strings.show_best, () => sim.put(found.best), { class: "ml-button ml-quiet", testid: "best" });
    out.replaceChildren(heading, list(found.clashes), list(found.lines), take);
    progress.textContent = "";
    if (focus) heading.focus();
  }

  async function go() {
    if (busy) return;
    busy = true;
    const { extra } = sim.setting();
    let found = null;
    do {
      const reply = await saver.ask({ search: extra }, view.id);
      found = reply?.status === "told" ? reply.told.search : null;
      progress.textContent = found ? found.told : (reply?.message ?? strings.no_reply);
    } while (found && !found.done);
    busy = false;
    if (!found) return;
    memory.set(saver, found);
    show(found, true);
  }

  if (memory.has(saver)) show(memory.get(saver), false);
  return h("section", { "aria-label": strings.search }, h("h3", { class: "ml-heading" }, strings.search), h("p", {}, strings.search_note), h("div", { class: "ml-actions" }, button(strings.search_go, go, { class: "ml-button ml-quiet", testid: "search" })), progress, out);
}

/** Return the table of figures before the commit. */
function figureTable(view, strings) {
  const head = [strings.platform, strings.day, strings.published, strings.confidence];
  const rows = view.figures.map(({ name, day, published, sure }) => h("tr", {}, h("th", { scope: "row" }, name), [day, published, sure].map((text) => h("td", {}, text))));
  return h("div", {}, tableOf(strings.figures, head, rows), h("p", { class: "ml-hint" }, view.content.figures_note));
}

/** Return the form of a forecast: `el`, and `read()`. */
function forecastForm({ view, strings, value, changed, sim }) {
  const now = { pair: null, stay: null, certainty: null, reason: "", ...value };
  const set = (name, given) => {
    now[name] = given;
    changed();
  };
  const options = [...view.figures.map(({ id, line }) => ({ id, text: line }))];
  for (const id of now.pair ?? []) if (id && !options.some((one) => one.id === id)) options.push({ id, text: id });
  const choose = (place, label) => select({ label, options, value: now.pair?.[place], onChange: (id) => set("pair", withChoice(now.pair, place, id)), empty: strings.choose, testid: `pair-${place + 1}` });
  const two = h("div", { class: "ml-two", hidden: forecast(now.pair) !== "pair" }, choose(0, strings.first_of), choose(1, strings.second_of));
  const pick = (which) => {
    two.hidden = which !== "pair";
    set("pair", which === "pair" ? [0, 1].map((place) => two.querySelectorAll("select")[place].value) : []);
  };
  const el = h(
    "div",
    { class: "ml-form" },
    radios({ legend: strings.expect, options: [{ id: "all", text: strings.expect_all }, { id: "pair", text: strings.expect_pair }], value: forecast(now.pair), onChange: pick, testid: "expect" }),
    two,
    stayField({ view, strings, value: now.stay, onInput: (given) => set("stay", given) }),
    certainty({ strings, value: now.certainty, onInput: (given) => set("certainty", given) }),
    textField({ label: view.stage === "open" ? strings.reason : strings.reason_again, value: now.reason, onInput: (text) => set("reason", text), testid: "reason", rows: 2 }),
  );
  const read = () => ({ pair: now.pair, stay: now.stay, certainty: now.certainty, reason: now.reason, ...(sim ? { setting: sim.setting() } : {}) });
  return { el, read };
}

function stayField({ view, strings, value, onInput }) {
  const field = textField({
    label: view.asks_stay, hint: strings.stay_hint, value: value ?? "", testid: "stay",
    onInput: (text) => {
      const given = within(text, 0, 100);
      const isRight = given !== null && Number.isInteger(given);
      input.toggleAttribute("aria-invalid", false);
      if (!isRight && text.trim() !== "") input.setAttribute("aria-invalid", "true");
      onInput(isRight ? given : null);
    },
  });
  const input = field.querySelector("input");
  input.inputMode = "numeric";
  return field;
}

function told(view, strings) {
  const line = (id) => view.figures.find((one) => one.id === id)?.line ?? id;
  return (value) =>
    h(
      "div",
      { testid: "told" },
      h("p", {}, value.pair.length ? fill(strings.told_pair, { pair: value.pair.map(line).join(strings.and) }) : strings.told_all),
      h("p", {}, fill(strings.told_stay, { stay: value.stay })),
      h("p", {}, `${strings.certainty} ${fill(strings.certainty_set, { percent: value.certainty })}`),
      value.reason ? h("p", {}, value.reason) : null,
    );
}

function draw({ view, strings, saver }) {
  let made = null;
  const onChange = () => made && saver.soon("draft", made.read(), view.id);
  const sim = view.stage === "open" ? null : simulator({ view, strings, saver, onChange });
  const form = (given) => {
    made = forecastForm({ ...given, sim });
    return made;
  };
  const reveal = () =>
    h(
      "div",
      { class: "ml-form" },
      sim.el,
      search({ view, strings, saver, sim }),
      h("section", { "aria-label": strings.arithmetic }, h("h3", { class: "ml-heading" }, strings.arithmetic), view.arithmetic.map((line) => h("p", { testid: "arithmetic" }, line))),
      h("p", { testid: "reveal-text" }, view.reveal.text),
      sources(view.reveal.sources, strings),
    );
  const body = flow({ view, strings, saver, form, summary: told(view, strings), reveal, folds: true });
  body.querySelector(".ml-question").after(figureTable(view, strings));
  return body;
}

export default { render: mount(draw) };
