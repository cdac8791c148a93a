import { fill, freshId, h, mount } from "../_shared/dom.js";
import { counted } from "../_shared/lengths.js";
import { button, download, question, select, textField } from "../_shared/parts.js";

const LOOK_UP_PAUSE_MS = 700;

/** Tell whether nothing stands in a cell. */
export function isBlank(cell) {
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

/** Return the percentage that somebody typed, or null; `％` and full-width digits count. */
export function parsePercent(text) {
  const plain = text.normalize("NFKC").replace("%", "").trim();
  return /^\d{1,3}$/.test(plain) && Number(plain) <= 100 ? Number(plain) : null;
}

/** Return the first of `words` that stands in `text`, or null: whole words in English, any characters in Chinese. */
export function spotted(text, words) {
  const low = text.toLowerCase();
  const stands = (word) => {
    if (/\p{Script=Han}/u.test(word)) return low.includes(word);
    const literal = word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "u").test(low);
  };
  return words.find(stands) ?? null;
}

/** Return `rows` with the row at `from` put at `to`; the argument is left alone. */
export function reordered(rows, from, to) {
  const rest = rows.filter((_, index) => index !== from);
  return [...rest.slice(0, to), rows[from], ...rest.slice(to)];
}

/** Return the rows to show: the fixed ones and filled ones that the prompt has lost, or the student's own, filled up to the least number. */
export function opened({ fixed, rows }, saved) {
  if (fixed) {
    const lost = saved.filter(({ id }) => id && !fixed.some((row) => row.id === id)).map(({ id }) => ({ id, label: id }));
    return [...fixed, ...lost].map(({ id, label }) => ({ id, label, cells: { ...saved.find((row) => row.id === id)?.cells } }));
  }
  const mine = saved.map(({ cells }) => ({ cells: { ...cells } }));
  while (mine.length < rows.min) mine.push({ cells: {} });
  return mine;
}

/** Return what is saved of `rows`: filled cells only, without empty fixed rows and without empty rows at the end. */
export function kept(rows) {
  const full = rows.map(({ id, cells }) => {
    const filled = Object.fromEntries(Object.entries(cells).filter(([, cell]) => !isBlank(cell)));
    return id === undefined ? { cells: filled } : { id, cells: filled };
  });
  const isEmpty = ({ cells }) => Object.keys(cells).length === 0;
  if (full.some((row) => "id" in row)) return full.filter((row) => !isEmpty(row));
  while (full.length && isEmpty(full.at(-1))) full.pop();
  return full;
}

/** Return the rows that hold anything as plain text, for somebody to read: no name, and nothing else of the student's. */
export function asText({ title, columns, rows, names, strings }) {
  const cell = (column, given) => (column.type === "choice" ? (column.options.find(({ id }) => id === given)?.text ?? given) : given);
  const lines = (row, index) => {
    const filled = columns.filter(({ id }) => !isBlank(row.cells[id]));
    return filled.length ? ["", names(row, index), ...filled.map((column) => fill(strings.share_cell, { label: column.label, cell: cell(column, row.cells[column.id]) }))] : [];
  };
  return `${[title, ...rows.flatMap(lines)].join("\r\n")}\r\n`;
}

/** Return the number of the mark that the chosen options of a row carry, or null. */
export function markOf(columns, cells) {
  const marks = columns.map(({ id, options = [] }) => options.find((one) => one.id === cells[id])?.mark);
  return marks.find(Boolean) ?? null;
}

/** Return what the lamp under a quotation says; `found` is what Python knows of it, undefined where it was not asked. */
export function lampText({ text, found, most, strings }) {
  if (isBlank(text)) return "";
  const { words, han } = counted(text);
  const key = found === "found" && words + han === 4 ? "found_four" : (found ?? "no_lookup");
  const said = found === undefined ? strings.looking : strings[key];
  const isLong = most && words + han > most && found !== "too_short"; // Chinese characters make no English quotation longer
  return isLong ? `${said} ${fill(strings.long_quotation, { words: words + han, most })}` : said;
}

/** Return for each row that lacks something its place and the columns that are empty. */
export function lacking(rows, columns) {
  const found = rows.map(({ cells }, index) => ({ index, columns: columns.filter((one) => isBlank(cells[one.id])) }));
  return found.filter((row) => row.columns.length);
}

function draw({ view, strings, saver }) {
  const { columns, fixed, rows: limits, hints = [], ready, share, row_label: rowLabel } = view.content;
  let rows = opened(view.content, view.draft?.rows ?? []);
  let removed = null;
  const dismissed = new WeakMap(); // row to the hints that were put away there: never saved
  const list = h("div", { class: "ml-rows" });
  const news = h("p", { class: "ml-hint", role: "status", testid: "rows-told" });
  const undo = button(strings.undo, takeBack, { class: "ml-button ml-quiet", testid: "undo", hidden: true });
  const add = button(strings.add, addRow, { class: "ml-button ml-quiet", testid: "add" });
  const save = () => saver.soon("save", { rows: kept(rows) }, view.id);
  const names = (row, index) => row.label ?? fill(rowLabel ?? strings.row, { number: index + 1 });
  const lookUp = quotations({ view, saver });

  function show(focus) {
    list.replaceChildren(...rows.map((row, index) => card(row, index)));
    if (fixed) return;
    add.hidden = rows.length >= limits.max;
    undo.hidden = removed === null;
    if (focus) list.querySelector(`[data-testid="${focus}"]:not([disabled])`)?.focus();
  }

  function change(next, told, focus) {
    rows = next;
    news.textContent = told;
    show(focus);
    save();
  }

  function addRow() {
    removed = null;
    const told = rows.length + 1 >= limits.max ? fill(strings.most, { number: limits.max }) : "";
    change([...rows, { cells: {} }], told, `cell-${rows.length + 1}-${columns[0].id}`);
  }

  function remove(index) {
    removed = { row: rows[index], index };
    change(rows.filter((_, place) => place !== index), fill(strings.removed, { number: index + 1 }));
    undo.focus();
  }

  function takeBack() {
    const { row, index } = removed;
    removed = null;
    change([...rows.slice(0, index), row, ...rows.slice(index)], "", `cell-${index + 1}-${columns[0].id}`);
  }

  function move(from, to) {
    removed = null;
    const way = to < from ? ["up", "down"] : ["down", "up"];
    const isEnd = to === 0 || to === rows.length - 1;
    change(reordered(rows, from, to), fill(strings.moved, { from: from + 1, to: to + 1 }), `${way[isEnd ? 1 : 0]}-${to + 1}`);
  }

  function tools(index) {
    const number = index + 1;
    const small = (text, call, name, said, disabled = false) => button(text, call, { class: "ml-button ml-quiet", testid: `${name}-${number}`, "aria-label": fill(said, { number }), disabled });
    return h(
      "div",
      { class: "ml-actions ml-tools" },
      small("↑", () => move(index, index - 1), "up", strings.up, index === 0),
      small("↓", () => move(index, index + 1), "down", strings.down, index === rows.length - 1),
      small(strings.remove, () => remove(index), "remove", strings.remove_row, rows.length === 1),
    );
  }

  function card(row, index) {
    const mark = () => {
      box.dataset.mark = markOf(columns, row.cells) ?? "";
    };
    const cells = columns.map((column) => cell({ row, column, testid: `cell-${index + 1}-${column.id}`, mark: () => mark() }));
    const box = h("fieldset", { class: "ml-card ml-row", testid: `row-${index + 1}` }, h("legend", {}, names(row, index)), h("div", { class: "ml-cells" }, cells), fixed ? null : tools(index));
    mark();
    return box;
  }

  function cell({ row, column, testid, mark }) {
    const remark = hints.some((hint) => hint.column === column.id) ? remarks(row, column) : null;
    const lamp = column.type === "quotation" ? lampOf({ column, row, lookUp, strings, testid }) : null;
    const onInput = (given) => {
      row.cells[column.id] = given;
      for (const one of [remark, lamp]) one?.look();
      mark();
      save();
    };
    const field = fieldOf({ column, value: row.cells[column.id], onInput, strings, testid });
    const below = [remark, lamp].filter(Boolean);
    const described = [column.help ? helpId(column) : null, field.dataset.told, ...below.map(({ el }) => el.id)].filter(Boolean).join(" ");
    if (described) field.querySelector("input, select, textarea").setAttribute("aria-describedby", described);
    for (const one of below) {
      field.append(one.el);
      one.look();
    }
    return field;
  }

  /** The remark under a cell: it comes and goes with the words, and can be put away. */
  function remarks(row, column) {
    const el = h("div", { class: "ml-remark", role: "status", id: freshId("remark") });
    const away = dismissed.get(row) ?? new Set();
    dismissed.set(row, away);
    const look = () => {
      const text = String(row.cells[column.id] ?? "");
      const found = hints
        .filter((hint) => hint.column === column.id && !away.has(hint))
        .map((hint) => ({ hint, word: spotted(text, hint.words) }))
        .find(({ word }) => word !== null);
      const said = found ? fill(found.hint.say, { word: found.word }) : "";
      if (el.dataset.said === said) return;
      el.dataset.said = said;
      const close = () => {
        away.add(found.hint);
        look();
        el.parentElement.querySelector("input, select, textarea").focus();
      };
      el.replaceChildren(...(found ? [h("span", {}, said), " ", button(strings.hide, close, { class: "ml-button ml-quiet", testid: "hide-remark" })] : []));
    };
    return { el, look };
  }

  const ids = Object.fromEntries(columns.map((column) => [column.id, freshId("help")]));
  const helpId = (column) => ids[column.id];
  const helped = columns.filter((column) => column.help);
  const help = helped.length ? h("dl", { class: "ml-help" }, helped.map((column) => [h("dt", {}, column.label), h("dd", { id: helpId(column) }, column.help)])) : null;
  show();
  return h(
    "div",
    { class: "ml-form" },
    question(view),
    help,
    list,
    fixed ? null : h("div", { class: "ml-actions" }, add, undo, news),
    share ? sharing({ view, strings, columns, rows: () => rows, names }) : null,
    ready ? readiness({ ready, strings, columns, rows: () => rows, names }) : null,
    h("small", { class: "ml-hint" }, strings.as_you_type),
  );
}

/** Return the field of a cell, by the type of its column. */
function fieldOf({ column, value, onInput, strings, testid }) {
  const { label, type, options, rows = 2 } = column;
  if (type === "choice") return select({ label, options, value: value ?? "", onChange: onInput, empty: strings.choose, testid });
  if (type === "text" || type === "quotation") return textField({ label, value: value ?? "", rows, onInput, testid });
  const told = h("small", { class: "ml-hint", id: freshId("told") }, strings.percent);
  const field = textField({
    label, value: value ?? "", testid,
    onInput: (text) => {
      const given = parsePercent(text);
      const isWrong = given === null && text.trim() !== "";
      told.textContent = isWrong ? strings.percent_wrong : strings.percent;
      input.setAttribute("aria-invalid", String(isWrong));
      onInput(given);
    },
  });
  const input = field.querySelector("input");
  input.inputMode = "numeric";
  input.classList.add("ml-number");
  field.append(told);
  field.dataset.told = told.id;
  return field;
}

/** Return a way to look quotations up: `known(text)`, undefined until Python said so, and `ask(column, text)`. */
function quotations({ view, saver }) {
  const told = new Map(Object.entries(view.quotations));
  const ask = async (column, text) => {
    const reply = await saver.ask({ column, text }, view.id);
    if (reply?.status === "told") told.set(text, reply.told.quotation);
    return reply?.status === "told" ? reply.told.quotation : null;
  };
  return { known: (text) => told.get(text), ask };
}

/** Return the lamp under a quotation: it says whether the words stand in the article, and never stops anybody. */
function lampOf({ column, row, lookUp, strings, testid }) {
  const el = h("p", { class: "ml-lamp", role: "status", id: freshId("lamp"), testid: `${testid}-lamp` });
  const text = () => row.cells[column.id] ?? "";
  let timer = 0;
  const show = (found) => {
    const said = lampText({ text: text(), found, most: column.most_words, strings });
    if (el.textContent !== said) el.textContent = said; // said once, not after every key
    el.dataset.lamp = isBlank(text()) ? "" : (found ?? "");
  };
  const ask = async () => {
    const asked = text();
    const found = await lookUp.ask(column.id, asked);
    if (asked === text()) show(found);
  };
  const look = () => {
    clearTimeout(timer);
    const found = lookUp.known(text());
    show(found);
    if (found === undefined && !isBlank(text())) timer = setTimeout(ask, LOOK_UP_PAUSE_MS);
  };
  return { el, look };
}

/** Return the button that saves the rows as a plain text file, and what is in it. */
function sharing({ view, strings, columns, rows, names }) {
  const save = () => download({ name: `${view.id}.txt`, text: asText({ title: view.text, columns, rows: rows(), names, strings }), type: "text/plain;charset=utf-8" });
  return h("div", { class: "ml-actions" }, button(strings.share, save, { class: "ml-button ml-quiet", testid: "share" }), h("small", { class: "ml-hint" }, strings.share_note));
}

/** Return the button that lists what is still empty, and the list. */
function readiness({ ready, strings, columns, rows, names }) {
  const out = h("div", { role: "status", testid: "ready-told" });
  const line = ({ index, columns: empty }) => {
    const row = names(rows()[index], index);
    return empty.length === columns.length ? fill(strings.row_empty, { row }) : fill(strings.row_lacks, { row, columns: empty.map((one) => one.label).join(strings.comma) });
  };
  const look = () => {
    const found = lacking(rows(), columns);
    out.replaceChildren(h("p", {}, ready), found.length ? h("ul", {}, found.map((row) => h("li", {}, line(row)))) : h("p", {}, strings.all_filled));
  };
  return h("div", { class: "ml-ready" }, button(strings.ready, look, { class: "ml-button ml-quiet", testid: "ready" }), out);
}

export default { render: mount(draw) };
