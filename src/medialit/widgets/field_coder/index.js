import { fill, freshId, h, mount } from "../_shared/dom.js";
import { button, download, flow, radios, select, sources, textField } from "../_shared/parts.js";

const SNIPPET = 60;

/** Return `codes` with one code set; the argument is left alone. */
export function withCode(codes, item, variable, option) {
  return { ...codes, [item]: { ...codes[item], [variable]: option } };
}

/** Tell whether an item has a code for each variable. */
export function isCoded(codes, item, variables) {
  return variables.every(({ id }) => codes[item]?.[id]);
}

/** Return the place of the first item that lacks a code, or 0 where none does. */
export function firstOpen(codes, items, variables) {
  return Math.max(0, items.findIndex(({ id }) => !isCoded(codes, id, variables)));
}

/** Return the beginning of a text, for a table; characters outside the first plane stay whole. */
export function snippet(text, most = SNIPPET) {
  const all = [...text];
  return all.length > most ? `${all.slice(0, most - 1).join("").trimEnd()}…` : text;
}

/** Return what an item is known by in a table: what was posted first, or its text. */
export function faceOf(item) {
  return item.talk?.length ? item.talk[0] : { text: item.text };
}

/** Return which two coders are compared first: one's own newest codes, and the partner's or else the first that is not one's own. */
export function opening(coders, hasPartner) {
  const own = coders.filter(({ id }) => id === "first" || id === "again");
  const others = coders.filter((one) => !own.includes(one));
  return { first: own.at(-1)?.id ?? null, second: hasPartner ? "partner" : (others[0]?.id ?? null) };
}

/** Return the value to save: notes without blanks, and the numbers of a comparison if there was one. */
export function valueOf({ codes, notes, splits, compared }) {
  const kept = Object.fromEntries(Object.entries(notes).filter(([, note]) => note.trim()));
  return { codes, notes: kept, splits, compared };
}

const textOf = (variable, id) => variable.options.find((one) => one.id === id)?.text ?? id;

/** Return a table that a narrow screen scrolls, reachable by keyboard. */
function wide(label, head, rows, testid) {
  const top = h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)));
  const table = h("table", {}, h("thead", {}, top), h("tbody", {}, rows));
  return h("div", { class: testid === "numbers" ? "ml-wide" : "ml-wide ml-broad", role: "group", "aria-label": label, tabindex: 0, testid }, table);
}

/** Return the card of one item: its mark, what was said in its own languages, a reading, and where it is from. */
function face(item, view, strings) {
  const mark = item.mark ?? (item.invented ? strings.invented : null);
  const said = ({ who, lang, text }) => h("li", {}, h("span", { class: "ml-who" }, fill(strings.says, { who })), " ", h("span", { lang }, text));
  return h(
    "div",
    { class: "ml-card ml-face", testid: `face-${item.id}` },
    mark ? h("p", { class: "ml-mark" }, mark) : null,
    item.talk ? h("ol", { class: "ml-talk" }, item.talk.map(said)) : h("p", {}, item.text),
    item.talk ? h("details", {}, h("summary", {}, strings.reading), h("p", { class: "ml-said", lang: view.lang }, item.text)) : null,
    item.source ? h("small", {}, item.source) : null,
  );
}

function codebook({ variables }, strings) {
  const line = (option) => [h("dt", {}, option.text), h("dd", {}, (option.rules ?? []).map((one) => h("p", {}, one)))];
  const part = (one) => [h("p", {}, h("strong", {}, one.label), one.help ? ` ${one.help}` : ""), h("dl", {}, one.options.map(line))];
  return h("details", { class: "ml-codebook", testid: "codebook" }, h("summary", {}, strings.codebook), variables.map(part));
}

/** Return the codes as a table; with `go`, each number is a button that opens its item. */
function overview({ value, view, strings, go }) {
  const { items, variables } = view.content;
  const lost = Object.keys(value.codes).filter((id) => !items.some((one) => one.id === id));
  const rows = [...items, ...lost.map((id) => ({ id, text: id }))].map((item, place) => {
    const codes = value.codes[item.id] ?? {};
    const number = go ? button(`${place + 1}`, () => go(place), { class: "ml-button ml-quiet", testid: `go-${place + 1}`, "aria-label": fill(strings.go, { number: place + 1 }) }) : `${place + 1}`;
    const { text, lang } = faceOf(item);
    return h("tr", {}, h("th", { scope: "row" }, number), h("td", { lang }, snippet(text)), variables.map((one) => h("td", {}, codes[one.id] ? textOf(one, codes[one.id]) : strings.no_code)), h("td", {}, value.notes[item.id] ?? ""));
  });
  return wide(strings.overview, [strings.number, strings.item, ...variables.map((one) => one.label), strings.note], rows, "overview");
}

/** The place where items are coded, one at a time. */
function coder({ now, view, strings, changed }) {
  const { items, variables, how } = view.content;
  const stageId = freshId("item");
  const place = { at: firstOpen(now.codes, items, variables) };
  const shown = h("div", { class: "ml-form" });
  const progress = h("p", { class: "ml-hint", role: "status", testid: "progress" });
  const table = h("div", {});
  const previous = button(strings.previous, () => open(place.at - 1, true), { class: "ml-button ml-quiet", testid: "previous" });
  const next = button(strings.next, () => open(place.at + 1, true), { class: "ml-button ml-quiet", testid: "next" });

  function told() {
    const done = items.filter(({ id }) => isCoded(now.codes, id, variables)).length;
    progress.textContent = fill(strings.progress, { done, all: items.length });
    table.replaceChildren(overview({ value: now, view, strings, go: (to) => open(to, true) }));
  }

  function field(variable, item) {
    const box = radios({
      legend: variable.label, options: variable.options, value: now.codes[item.id]?.[variable.id], testid: `code-${variable.id}`,
      onChange: (option) => { now.codes = withCode(now.codes, item.id, variable.id, option); told(); changed(); },
    });
    box.classList.add("ml-codes");
    if (variable.help) box.querySelector("legend").after(h("small", { class: "ml-hint" }, variable.help));
    return box;
  }

  function open(to, focus = false) {
    place.at = Math.min(Math.max(to, 0), items.length - 1);
    const item = items[place.at];
    previous.disabled = place.at === 0;
    next.disabled = place.at === items.length - 1;
    const heading = h("h3", { class: "ml-heading", tabindex: -1, id: stageId, testid: "place" }, fill(strings.place, { number: place.at + 1, all: items.length }));
    shown.replaceChildren(
      heading,
      face(item, view, strings),
      h("div", { class: "ml-variables" }, variables.map((one) => field(one, item))),
      textField({ label: strings.note_free, value: now.notes[item.id] ?? "", rows: 2, testid: "note", onInput: (text) => { now.notes = { ...now.notes, [item.id]: text }; told(); changed(); } }),
    );
    if (focus) heading.focus();
  }

  open(place.at);
  told();
  return h(
    "div",
    { class: "ml-form", testid: "coder" },
    how ? h("p", {}, how) : null,
    codebook(view.content, strings),
    h("section", { class: "ml-one", "aria-labelledby": stageId }, shown),
    h("div", { class: "ml-actions" }, previous, next, progress),
    h("details", { testid: "all" }, h("summary", {}, strings.overview_open), table),
  );
}

/** What a page remembers of a comparison while it is open: the partner's file, whom to compare, what was found. */
const sessions = new WeakMap();

function sessionOf(root) {
  if (!sessions.has(root)) sessions.set(root, { partner: null, pair: null, found: null });
  return sessions.get(root);
}

function pairing({ view, strings, saver, root }) {
  const session = sessionOf(root);
  const { file, coders } = view;
  const problem = h("p", { class: "ml-problem", role: "alert", testid: "problem" });
  const choice = h("div", {});
  const found = h("div", { testid: "found" });

  async function compare() {
    const { first, second } = session.pair;
    problem.textContent = "";
    const reply = await saver.ask({ first, second, ...([first, second].includes("partner") ? { file: session.partner } : {}) }, view.id);
    const told = reply?.told;
    if (!told) problem.textContent = strings.no_answer;
    else if (told.problem) refuse(told.problem);
    if (!told || told.problem) return;
    session.found = told;
    choose();
    show(true);
  }

  /** What was refused leaves nothing behind that could be taken for its result. */
  function refuse(why) {
    Object.assign(session, { partner: null, pair: null, found: null });
    problem.textContent = why;
    choose();
    show(false);
  }

  function show(focus) {
    found.replaceChildren(session.found ? result({ told: session.found, view, strings }) : "");
    if (focus) found.querySelector("h4").focus();
  }

  function choose() {
    const every = [...coders, ...(session.partner === null ? [] : [{ id: "partner", text: strings.partner }])];
    const known = (id) => every.some((one) => one.id === id);
    if (!session.pair || !known(session.pair.first) || !known(session.pair.second)) session.pair = opening(coders, session.partner !== null);
    if (every.length < 2) {
      choice.replaceChildren();
      return;
    }
    const pick = (turn, label) => select({ label, options: every, value: session.pair[turn], empty: strings.choose, testid: turn, onChange: (id) => { session.pair = { ...session.pair, [turn]: id }; go.disabled = !ready(); } });
    const ready = () => Boolean(session.pair.first && session.pair.second);
    const go = button(strings.compare, compare, { class: "ml-button ml-quiet", testid: "compare", disabled: !ready() });
    choice.replaceChildren(h("div", { class: "ml-pair" }, pick("first", strings.first), pick("second", strings.second)), go);
  }

  async function take(text) {
    if (text.length > file.limit) {
      refuse(file.too_large);
      return;
    }
    session.partner = text;
    session.pair = opening(coders, true);
    await compare();
  }

  async function onFile(event) {
    const given = event.target.files[0];
    if (!given) return;
    if (given.size > 4 * file.limit) refuse(file.too_large); // a character has at most four bytes
    else await take(await given.text());
    event.target.value = "";
  }

  const inputId = freshId("file");
  let pasted = "";
  choose();
  show(false);
  return h(
    "div",
    { class: "ml-card ml-form", testid: "pairing" },
    h("h3", { class: "ml-heading" }, strings.pairing),
    h("p", {}, strings.pairing_how),
    button(strings.download, () => download({ ...file, type: "application/json" }), { testid: "download" }),
    h("div", { class: "ml-field" }, h("label", { for: inputId }, strings.open_file), h("input", { id: inputId, type: "file", accept: ".json,application/json", testid: "file", on: { change: onFile } })),
    h(
      "details",
      { testid: "by-text" },
      h("summary", {}, strings.by_text),
      readOnly(strings.my_text, file.text),
      textField({ label: strings.their_text, value: "", rows: 4, testid: "pasted", onInput: (text) => { pasted = text; } }),
      button(strings.take_text, () => take(pasted), { class: "ml-button ml-quiet", testid: "take" }),
    ),
    problem,
    choice,
    found,
  );
}

function readOnly(label, text) {
  const field = textField({ label, value: text, rows: 4, testid: "my-text", onInput: () => {} });
  const area = field.querySelector("textarea");
  area.readOnly = true;
  area.addEventListener("focus", () => area.select());
  return field;
}

/** Draw a comparison: agreement by variable, what is lacking, and the table of disagreements. */
function result({ told, view, strings }) {
  const [first, second] = told.names;
  const isOne = view.content.variables.length === 1; // then its name need not stand in each row
  const places = Object.fromEntries(view.content.items.map(({ id }, place) => [id, place]));
  const number = (one) => h("tr", {}, h("th", { scope: "row" }, one.label), h("td", {}, one.agreed), h("td", {}, one.expected), h("td", {}, one.kappa));
  const split = (one) => {
    const { text, lang } = faceOf(view.content.items[places[one.item]]);
    const cell = (place) => h("td", {}, h("strong", {}, one.codes[place]), one.notes[place] ? h("p", { class: "ml-said", dir: "auto" }, one.notes[place]) : null);
    return h("tr", {}, h("th", { scope: "row" }, `${places[one.item] + 1}`), h("td", { lang }, snippet(text)), isOne ? null : h("td", {}, one.variable), cell(0), cell(1));
  };
  return h(
    "div",
    { class: "ml-form" },
    h("h4", { class: "ml-heading", tabindex: -1, testid: "compared" }, fill(strings.compared, { first, second })),
    told.own ? h("p", { class: "ml-mark", testid: "own-file" }, strings.own_file) : null,
    h("ul", {}, told.notes.map((one) => h("li", {}, one))),
    wide(strings.numbers, [strings.variable, strings.same, strings.expected, strings.kappa], told.variables.map(number), "numbers"),
    h("p", { class: "ml-hint" }, strings.kappa_means),
    h("h4", { class: "ml-heading" }, fill(strings.splits, { count: told.splits.length })),
    told.splits.length ? wide(strings.splits_table, [strings.number, strings.item, ...(isOne ? [] : [strings.variable]), first, second], told.splits.map(split), "splits-table") : h("p", {}, strings.no_splits),
  );
}

/** Draw the suggested coding beside one's own; nothing is called right or wrong. */
function suggested({ view, strings, value }) {
  const { items, variables } = view.content;
  const { cards, text, sources: works } = view.reveal;
  const line = (card, item) => (one) => {
    const codes = [fill(strings.yours, { code: textOf(one, value.codes[item.id]?.[one.id] ?? strings.no_code) }), fill(strings.suggestion, { code: textOf(one, card.codes[one.id]) })];
    if (card.also[one.id]) codes.push(fill(strings.also, { code: textOf(one, card.also[one.id]) }));
    return [h("dt", {}, one.label), h("dd", {}, codes.join(" · "))];
  };
  const card = (item, place) => {
    const given = cards[item.id];
    if (!given) return null;
    const shown = faceOf(item);
    return h(
      "li",
      { testid: `suggested-${item.id}` },
      h("p", {}, h("strong", {}, `${place + 1}. `), h("span", { lang: shown.lang }, snippet(shown.text))),
      h("dl", {}, variables.filter((one) => given.codes[one.id]).map(line(given, item))),
      h("p", {}, given.why),
      given.differ ? h("p", {}, h("strong", {}, strings.differ), " ", given.differ) : null,
    );
  };
  return h(
    "div",
    {},
    h("p", {}, text),
    h("details", { testid: "suggested" }, h("summary", {}, strings.suggested_open), h("ol", { class: "ml-suggested" }, items.map(card))),
    sources(works, strings),
  );
}

function draw({ view, strings, saver, root }) {
  const form = ({ value, changed }) => {
    const now = { codes: {}, notes: {}, splits: "", compared: null, ...value };
    const made = coder({ now, view, strings, changed });
    const read = () => {
      const told = view.stage === "open" ? null : sessionOf(root).found;
      if (told?.numbers) now.compared = { with: told.with, variables: told.numbers };
      return valueOf(now);
    };
    if (view.stage === "open") return { el: made, read };
    const splits = textField({ label: view.content.ask_splits ?? strings.ask_splits, hint: strings.numbers_kept, value: now.splits, rows: 4, testid: "splits", onInput: (text) => { now.splits = text; changed(); } });
    const el = h("div", { class: "ml-form" }, splits, h("details", { testid: "second-round" }, h("summary", {}, strings.second_round), made));
    return { el, read };
  };
  const summary = (value) => h("div", {}, value.splits ? h("p", { class: "ml-said" }, value.splits) : null, h("details", {}, h("summary", {}, strings.codes_given), overview({ value, view, strings })));
  const middle = () => pairing({ view, strings, saver, root });
  const reveal = () => suggested({ view, strings, value: view.first.value });
  return flow({ view, strings, saver, form, summary, reveal, middle });
}

export default { render: mount(draw) };
