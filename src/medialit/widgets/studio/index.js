import { fill, h, mount } from "../_shared/dom.js";
import { counted, together } from "../_shared/lengths.js";
import { button, question, textField } from "../_shared/parts.js";

/** Return where a span in code points begins and ends in a string of JavaScript. */
export function inUnits(text, [start, end]) {
  const points = [...text];
  const before = points.slice(0, start).join("").length;
  return [before, before + points.slice(start, end).join("").length];
}

/** Return the length of a text in words, with the arithmetic where one script is counted as the other, and what is asked for. */
export function told(text, { strings, ratio, inHan, asked }) {
  const count = counted(text);
  const isConverted = inHan ? count.words > 0 : count.han > 0;
  const total = together(count, ratio, inHan);
  const said = fill(isConverted ? strings.length_mixed : strings.length_plain, { ...count, ratio, total });
  return asked ? fill(strings.length_asked, { length: said, low: asked[0], high: asked[1] }) : said;
}

/** Return all boxes as plain text, each under its label; empty ones are left out. */
export function asPlain(boxes, texts) {
  const filled = boxes.filter(({ id }) => (texts[id] ?? "").trim());
  return filled.map(({ id, label }) => `${label}\n\n${texts[id].trim()}`).join("\n\n\n");
}

/** Return results as those with something to say, those that are clear, and those that do not apply. */
export function sorted(results) {
  const of = (...outcomes) => results.filter((one) => outcomes.includes(one.outcome));
  return { open: of("points", "asks"), clear: of("clear"), other: of("not_applicable") };
}

function draw({ view, strings, saver }) {
  const { boxes } = view.content;
  const texts = { ...view.draft?.texts };
  const rules = Object.fromEntries(view.rules.map((one) => [one.id, one]));
  const off = new Set(); // checks that the student switched off, and answers of “not applicable”: never saved
  const waived = new Set();
  const measure = { strings, ratio: view.han_per_word, inHan: view.lang.startsWith("zh") };
  const total = h("p", { class: "ml-hint", testid: "total" });
  const count = () => {
    total.textContent = fill(strings.all_boxes, { length: told(boxes.map(({ id }) => texts[id] ?? "").join("\n"), { ...measure, asked: view.content.words }) });
  };
  const save = () => {
    count();
    saver.soon("save", { texts: { ...texts } }, view.id);
  };
  const switches = view.rules.map((one) => toggle(one, off, strings));
  const turnOff = (check) => {
    const box = switches.find((one) => one.dataset.check === check).querySelector("input");
    box.checked = false;
    box.dispatchEvent(new Event("change"));
  };
  count();

  function boxCard(box) {
    const length = h("small", { class: "ml-hint", testid: `length-${box.id}` });
    const field = textField({
      label: box.label, hint: box.help, rows: box.rows ?? 8, value: texts[box.id] ?? "", testid: `text-${box.id}`,
      onInput: (text) => {
        texts[box.id] = text;
        measured();
        save();
      },
    });
    const area = field.querySelector("textarea");
    const measured = () => {
      length.textContent = told(area.value, { ...measure, asked: box.words });
    };
    measured();
    const begin = () => {
      area.value = `${area.value}${area.value && !/\s$/.test(area.value) ? "\n" : ""}${box.starter}`;
      area.dispatchEvent(new Event("input"));
      area.focus();
    };
    const starter = box.starter ? button(fill(strings.starter, { text: box.starter.trim() }), begin, { class: "ml-button ml-quiet", testid: `starter-${box.id}` }) : null;
    const out = h("div", { class: "ml-results", testid: `results-${box.id}` });
    const look = checker({ box, area, out, saver, view, strings, rules, off, waived, turnOff });
    const check = box.checks.length ? button(strings.check, look, { class: "ml-button ml-quiet", testid: `check-${box.id}`, "aria-label": fill(strings.check_box, { box: box.label }) }) : null;
    return h(
      "section",
      { class: "ml-card ml-box", "aria-label": box.label },
      h("div", { class: "ml-sides" }, h("div", { class: "ml-side" }, field, length, h("div", { class: "ml-actions" }, check, starter)), rubricOf(view.rubric[box.criterion], strings, boxes.find((one) => one.criterion === box.criterion), box)),
      out,
    );
  }

  const settings = view.rules.length ? h("details", { class: "ml-rules" }, h("summary", { testid: "rules" }, strings.rules), h("p", {}, strings.rules_note), switches) : null;
  return h("div", { class: "ml-form" }, question(view), boxes.map(boxCard), total, settings, copier({ boxes, texts, strings }), h("small", { class: "ml-hint" }, strings.as_you_type));
}

/** Return a check with its rule, and a box that switches it. */
function toggle({ id, name, rule }, off, strings) {
  const change = (event) => (event.target.checked ? off.delete(id) : off.add(id));
  const box = h("input", { type: "checkbox", checked: true, testid: `switch-${id}`, on: { change } });
  const line = h("label", { class: "ml-option" }, box, h("span", {}, h("strong", {}, fill(strings.named, { id, name })), h("br"), rule));
  line.dataset.check = id;
  return line;
}

/** Return the row of the rubric by which a box is read; a box that shares its row with an earlier, `first`, names that. */
function rubricOf(row, strings, first, box) {
  if (!row) return null;
  if (first !== box) return h("p", { class: "ml-hint", testid: `same-row-${box.id}` }, fill(strings.rubric_again, { box: first.label, title: row.title }));
  return h(
    "div",
    { class: "ml-rubric" },
    h("table", {}, h("caption", {}, fill(strings.rubric, { title: row.title })), h("tbody", {}, row.levels.map(({ points, text }) => h("tr", {}, h("th", { scope: "row" }, String(points)), h("td", {}, text))))),
  );
}

/** Return what the Check button of a box does: ask Python, and show what each check found. */
function checker({ box, area, out, saver, view, strings, rules, off, waived, turnOff }) {
  const waiver = (check) => `${box.id} ${check}`;

  async function look() {
    const text = area.value;
    const checks = box.checks.filter((one) => !off.has(one) && !waived.has(waiver(one)));
    const reply = await saver.ask({ box: box.id, text, checks }, view.id);
    const problem = reply?.status === "told" ? null : (reply?.message ?? strings.no_reply);
    show(problem ? [h("p", {}, problem)] : findings(reply.told.results, text));
  }

  function show(parts) {
    const heading = h("h3", { class: "ml-heading", tabindex: -1, testid: "results" }, strings.results);
    out.replaceChildren(heading, ...parts);
    heading.focus();
  }

  function findings(results, text) {
    const { open, clear, other } = sorted(results);
    const listed = (some) => some.map(({ id }) => fill(strings.named, { id, name: rules[id].name })).join(strings.comma);
    const asked = box.checks.filter((one) => waived.has(waiver(one)));
    return [
      open.length ? h("ul", { class: "ml-open" }, open.map((one) => finding(one, text))) : null,
      clear.length ? h("p", { testid: "clear" }, fill(open.length ? strings.also_clear : strings.all_clear, { checks: listed(clear) })) : null,
      clear.length ? foundIn(clear, text) : null,
      other.length ? h("p", { testid: "other" }, fill(strings.not_here, { checks: listed(other) })) : null,
      results.length ? null : h("p", {}, strings.none_on),
      asked.map(waivedLine),
    ].flat().filter(Boolean);
  }

  /** What the clear checks looked for and found: the words themselves. */
  function foundIn(clear, text) {
    const withWords = clear.filter((one) => one.found.length);
    const words = (one) => one.found.map((span) => h("q", { class: "ml-passage" }, passage(text, span)));
    return withWords.length ? h("ul", { testid: "found" }, withWords.map((one) => h("li", {}, `${fill(strings.named, { id: one.id, name: rules[one.id].name })} `, words(one)))) : null;
  }

  function finding(one, text) {
    const { name, rule } = rules[one.id];
    const item = h(
      "li",
      { testid: `found-${one.id}` },
      h("strong", {}, fill(strings.named, { id: one.id, name })),
      h("small", { class: "ml-rule" }, rule),
      h("ul", {}, one.points.map((point) => h("li", {}, point.text, point.span ? [" ", showButton(text, point.span)] : null))),
    );
    const away = () => {
      waived.add(waiver(one.id));
      const line = waivedLine(one.id);
      item.replaceWith(line);
      line.querySelector("button").focus();
    };
    const stop = () => {
      turnOff(one.id);
      item.replaceChildren(h("span", { tabindex: -1, role: "status" }, fill(strings.switched_off, { id: one.id, name })));
      item.firstChild.focus();
    };
    const called = fill(strings.named, { id: one.id, name });
    const small = (label, call, test) => button(label, call, { class: "ml-button ml-quiet", testid: `${test}-${one.id}`, "aria-label": fill(strings.of_check, { action: label, check: called }) });
    item.append(h("div", { class: "ml-actions" }, small(strings.not_applicable, away, "waive"), small(strings.switch_off, stop, "off")));
    return item;
  }

  function waivedLine(check) {
    const back = () => {
      waived.delete(waiver(check));
      look();
    };
    return h("p", { class: "ml-waived" }, fill(strings.waived, { id: check, name: rules[check].name }), " ", button(strings.unwaive, back, { class: "ml-button ml-quiet", testid: `unwaive-${check}` }));
  }

  /** A button with the passage on it: it selects the passage in the box, as long as the text is the one that was checked. */
  function showButton(text, span) {
    const note = h("span", { role: "status" });
    const select = () => {
      const isSame = area.value === text;
      note.textContent = isSame ? "" : ` ${strings.changed}`;
      if (!isSame) return;
      area.focus();
      area.setSelectionRange(...inUnits(text, span));
    };
    return [button(fill(strings.show, { passage: passage(text, span) }), select, { class: "ml-button ml-quiet ml-passage", testid: "show" }), note];
  }

  return look;
}

/** Return the words of a span, cut in the middle, between words, where they are many. */
export function passage(text, [start, end]) {
  const points = [...text].slice(start, end);
  if (points.length <= 80) return points.join("");
  return `${points.slice(0, 50).join("").replace(/ \S*$/, "")} … ${points.slice(-20).join("").replace(/^\S* /, "")}`;
}

/** Return the button that shows the draft as plain text, to be copied into the assignment. */
function copier({ boxes, texts, strings }) {
  const said = h("p", { class: "ml-hint", role: "status", testid: "copied" });
  const area = h("textarea", { class: "ml-input", rows: 8, readonly: true, hidden: true, "aria-label": strings.plain, testid: "plain" });
  const copy = async () => {
    area.value = asPlain(boxes, texts);
    area.hidden = false;
    area.focus();
    area.select();
    const done = await globalThis.navigator.clipboard?.writeText(area.value).then(() => true, () => false);
    said.textContent = done ? strings.copied : strings.copy_by_hand;
  };
  return h("div", { class: "ml-copy" }, button(strings.copy, copy, { class: "ml-button ml-quiet", testid: "copy" }), said, area);
}

export default { render: mount(draw) };
