import { fill, freshId, h, mount } from "../_shared/dom.js";
import { heap } from "../_shared/heap.js";
import { button, certainty, question, sources, textField } from "../_shared/parts.js";

const KEPT_TURNS = 12;
const TOGETHER = "together";
const SETTLED = ["actor", "scope", "mechanism"];

/** Return the whole percentage that somebody typed, or null; `％` and full-width digits count. */
export function percentage(text) {
  const plain = text.normalize("NFKC").replace("%", "").trim();
  return /^\d{1,3}$/.test(plain) && Number(plain) <= 100 ? Number(plain) : null;
}

/** Return where the dials stand: as saved, where such positions exist, else at `start`. */
export function standing(saved, start, dials) {
  const has = (dial, at) => dials[dial]?.includes(at);
  return Object.fromEntries(Object.entries(start).map(([dial, at]) => [dial, has(dial, saved?.[dial]) ? saved[dial] : at]));
}

/** Tell whether two turns go from and to the same. */
export function isSame(one, other) {
  return Boolean(one && other) && JSON.stringify([one.panel, one.last, one.now]) === JSON.stringify([other.panel, other.last, other.now]);
}

/** Return `log` with `turn` in front, each turn once, the oldest left out but for `chosen`. */
export function logged(log, turn, chosen) {
  const rest = log.filter((one) => !isSame(one, turn));
  return [turn, ...rest].filter((one, place) => place < KEPT_TURNS || isSame(one, chosen));
}

function draw(all) {
  return all.view.stage === "open" ? predict(all) : turnTable(all);
}

// Before the commit

function predict({ view, strings, saver }) {
  const { predict: asked, asks_certainty: asksCertainty } = view.content;
  const now = { low: null, high: null, certainty: null, ...view.draft, definition: { actor: "", scope: "", mechanism: "", ...view.draft?.definition } };
  const changed = () => saver.soon("draft", { ...now }, view.id);
  const coded = h("p", { class: "ml-hint ml-coded", testid: "coded" });
  const first = h("p", { class: "ml-hint", testid: "first" });
  const look = async () => {
    const reply = await saver.ask({ ask: "before" }, view.id);
    if (reply?.status !== "told") return;
    coded.textContent = reply.told.coded;
    first.textContent = reply.told.first ? fill(strings.first, { text: reply.told.first }) : "";
  };
  const box = (name) => textField({ label: strings[name], value: now.definition[name], testid: name, onInput: (text) => { now.definition = { ...now.definition, [name]: text }; changed(); } });
  const end = (name) => textField({ label: strings[name], value: now[name] ?? "", testid: name, onInput: (text) => { now[name] = percentage(text); changed(); } });
  const ends = ["low", "high"].map(end);
  for (const one of ends) one.querySelector("input").inputMode = "numeric";
  const form = h(
    "div",
    { class: "ml-form" },
    question(view),
    h("p", {}, strings.before),
    coded,
    first,
    h("fieldset", { class: "ml-settled" }, h("legend", {}, strings.definition), h("small", { class: "ml-hint" }, strings.definition_hint), SETTLED.map(box)),
    h("fieldset", {}, h("legend", {}, asked), h("div", { class: "ml-ends" }, ends)),
    asksCertainty ? certainty({ strings, value: now.certainty, onInput: (given) => { now.certainty = given; changed(); } }) : null,
    h("div", { class: "ml-actions" }, committer({ view, strings, saver, read: () => ({ ...now }) }), h("small", { class: "ml-hint" }, strings.commit_note)),
  );
  whenSeen(form, look);
  return form;
}

/** Call `look` each time `el` comes into sight: what it shows may have changed above, and nothing may jump under a click. */
function whenSeen(el, look) {
  const observer = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) look(); });
  observer.observe(el);
}

function committer({ view, strings, saver, read }) {
  let isSending = false; // a double click is one commit
  const keep = async () => {
    if (isSending) return;
    isSending = true;
    await saver.now("commit", read(), view.id);
    isSending = false;
  };
  return button(strings.commit, keep, { testid: "commit" });
}

// After the commit

function turnTable({ view, strings, saver }) {
  const { settings, start } = view.content;
  const positions = Object.fromEntries(view.dials.map((one) => [one.id, one.options.map(({ id }) => id)]));
  const saved = view.draft && "file" in view.draft ? view.draft : {};
  const state = {
    cards: standing(saved.cards, { setting: settings[0].id, west: start.west }, { setting: settings.map((one) => one.id), west: positions.west }),
    file: standing(saved.file, start, positions),
    largest: saved.largest ?? null,
    mover: saved.mover ?? null,
    note: saved.note ?? "",
    cost: saved.cost ?? "",
  };
  const shared = { view, strings, saver, state, save: () => saver.soon("save", { ...state }, view.id) };
  const found = findings(shared);
  const strip = universes(shared);
  const cards = cardsPanel({ ...shared, onTurn: found.add });
  const file = filePanel({ ...shared, onTurn: found.add, onTold: strip.stand });
  if (state.largest) remember({ ...shared, add: found.add });
  return h(
    "div",
    { class: "ml-form" },
    question(view),
    locked(view, strings),
    view.reveal ? h("div", { class: "ml-card ml-reveal", testid: "reveal" }, h("p", {}, view.reveal.text), sources(view.reveal.sources, strings)) : null,
    cards,
    file,
    strip.el,
    found.el,
    h("small", { class: "ml-hint" }, strings.as_you_type),
  );
}

function locked({ first: { when, value } }, strings) {
  return h(
    "div",
    { class: "ml-card ml-locked" },
    h("h3", { class: "ml-heading", tabindex: -1, "data-focus": true, testid: "locked" }, fill(strings.locked, { when })),
    h(
      "dl",
      {},
      SETTLED.map((name) => [h("dt", {}, strings[name]), h("dd", {}, value.definition[name])]),
      h("dt", {}, strings.range), h("dd", {}, fill(strings.between, value)),
      value.certainty === null ? null : [h("dt", {}, strings.certainty), h("dd", {}, fill(strings.certainty_set, { percent: value.certainty }))],
    ),
  );
}

/** Ask for the words of the turn that was chosen before the page was loaded. */
async function remember({ view, saver, state, add }) {
  const { panel, last, now } = state.largest;
  const reply = await saver.ask({ ask: panel, now, last }, view.id);
  if (reply?.status === "told") add({ panel, last, now, ...reply.told.turn });
}

/** Return what both panels share: `set` turns one dial, `ask` asks for where the dials stand, `problem` says if nobody answers. */
function asker({ name, view, strings, saver, state, save, show, onTurn }) {
  const problem = h("div", { class: "ml-problem", role: "alert", testid: `problem-${name}` });
  const failed = (message, again) => {
    problem.replaceChildren(h("span", {}, message), " ", button(strings.try_again, again, { class: "ml-button ml-quiet", testid: `retry-${name}` }));
    problem.parentElement?.classList.add("ml-stale");
  };
  let asked = 0;
  async function ask(last) {
    const now = { ...state[name] };
    asked += 1;
    const mine = asked;
    const take = (reply) => {
      if (reply?.status !== "told") {
        failed(reply?.message ?? strings.no_reply, () => ask(last));
        return;
      }
      problem.replaceChildren();
      problem.parentElement?.classList.remove("ml-stale");
      show(reply.told);
      if (reply.told.turn) onTurn({ panel: name, last, now, ...reply.told.turn });
    };
    take(await saver.ask({ ask: name, now, last }, view.id, (reply) => mine === asked && take(reply)));
  }
  const set = (dial, at) => {
    const last = { ...state[name] };
    state[name] = { ...last, [dial]: at };
    ask(last);
    save();
  };
  return { problem, ask, set };
}

/** Return a dial with many positions as a native list: the arrow keys turn it. */
function dialList({ label, options, value, onChange, testid }) {
  const id = freshId("dial");
  const choices = options.map((one) => h("option", { value: one.id, selected: one.id === value }, one.text));
  return h("div", { class: "ml-field" }, h("label", { for: id }, label), h("select", { id, testid, class: "ml-input", on: { change: (event) => onChange(event.target.value) } }, choices));
}

function part(title, props, ...children) {
  return h("section", { class: "ml-part", "aria-label": title, ...props }, h("h3", {}, title), ...children);
}

/** Return the number that a panel gives, and the sentence that says it; what switched is announced after it. */
function figure(name, strings) {
  const headline = h("p", { class: "ml-headline", testid: `headline-${name}` });
  const sentence = h("p", { testid: `sentence-${name}` });
  const news = h("p", { class: "ml-hidden", role: "status", testid: `news-${name}` });
  const show = (told) => {
    headline.textContent = told.headline;
    sentence.textContent = told.sentence;
    if (told.turn) news.textContent = [told.sentence, ...told.turn.moved.map((one) => fill(strings.switch_news, { unit: one.text, how: one.how }))].join(" ");
  };
  return { el: h("div", { class: "ml-figure" }, headline, sentence, news), show };
}

/** Return what the last turn did: the change, and each unit that switched with what it alone would have done. */
function lastTurn(turn, strings, name) {
  if (!turn) return [];
  const line = (one) => h("li", {}, h("strong", {}, one.text), `${fill(strings.switch_told, one)} `, one.is_most ? h("strong", { class: "ml-badge" }, strings.most) : null);
  const switched = turn.moved.length
    ? h("details", { open: turn.moved.length <= 6 }, h("summary", {}, strings.switched), h("ul", {}, turn.moved.map(line)))
    : h("p", {}, strings.nothing_moved);
  return [h("div", { class: "ml-turn", testid: `turn-${name}` }, h("p", {}, h("strong", {}, strings.last_turn), ` ${fill(strings.turn_told, turn)}`), switched)];
}

function moved(how) {
  return how ? h("span", { class: "ml-moved" }, how) : null;
}

function cardsPanel({ view, strings, state, onTurn, ...rest }) {
  const { settings, cards } = view.content;
  const number = figure("cards", strings);
  const list = h("ul", { class: "ml-cards", testid: "cards" });
  const turn = h("div", {});
  const show = (told) => {
    number.show(told);
    turn.replaceChildren(...lastTurn(told.turn, strings, "cards"));
    list.replaceChildren(...told.cards.map((one) => cardOf(one, strings)));
  };
  const { problem, ask, set } = asker({ name: "cards", view, strings, state, show, onTurn, ...rest });
  const west = view.dials.find((one) => one.id === "west");
  const el = part(
    fill(strings.cards, { n: cards.length }),
    {},
    problem,
    settingList({ settings, strings, definition: view.first.value.definition, value: state.cards.setting, onChange: (id) => set("setting", id) }),
    h("div", { class: "ml-dials" }, dialList({ ...west, value: state.cards.west, testid: "dial-cards-west", onChange: (id) => set("west", id) })),
    number.el,
    turn,
    list,
    button(strings.reread, () => ask(null), { class: "ml-button ml-quiet", testid: "reread" }),
  );
  ask(null);
  return el;
}

function settingList({ settings, strings, definition, value, onChange }) {
  const name = freshId("setting");
  const option = ({ id, text, cost, is_own: isOwn }) =>
    h(
      "label",
      { class: "ml-option" },
      h("input", { type: "radio", name, value: id, checked: id === value, testid: `setting-${id}`, on: { change: () => onChange(id) } }),
      h("span", { class: "ml-setting" }, isOwn ? fill(strings.own_text, { text: SETTLED.map((name) => definition[name]).join(" · ") }) : text, cost ? h("small", {}, `${strings.cost_of} ${cost}`) : null),
    );
  return h("fieldset", { class: "ml-radios" }, h("legend", {}, strings.setting_legend), settings.map(option));
}

function cardOf({ id, text, state, side, moved: how }, strings) {
  const says = [strings[`state.${state}`], side ? strings[`side.${side}`] : null].filter(Boolean).join(" · ");
  return h("li", { class: how ? "ml-lit" : null, "data-state": state, testid: `card-${id}` }, text, h("span", { class: "ml-says" }, says), moved(how));
}

function filePanel({ view, strings, state, onTurn, onTold, ...rest }) {
  const number = figure("file", strings);
  const lists = h("div", { testid: "places" });
  const turn = h("div", {});
  const chip = ({ text, moved: how }) => h("li", { class: how ? "ml-chip ml-lit" : "ml-chip" }, h("span", { class: "ml-name" }, text), how ? " " : null, moved(how));
  const group = ({ id, label, units }) => h("div", { "data-group": id }, h("h4", {}, label), h("ul", { class: "ml-chips" }, units.map(chip)));
  const show = (told) => {
    number.show(told);
    turn.replaceChildren(...lastTurn(told.turn, strings, "file"));
    lists.replaceChildren(...told.groups.map(group));
    onTold(told);
  };
  const { problem, ask, set } = asker({ name: "file", view, strings, state, show, onTurn, ...rest });
  const list = (dial) => dialList({ ...dial, value: state.file[dial.id], testid: `dial-${dial.id}`, onChange: (at) => set(dial.id, at) });
  const meaning = h("details", {}, h("summary", {}, strings.meaning), h("dl", {}, view.dials.map((one) => [h("dt", {}, one.label), h("dd", {}, one.about)])));
  const el = part(strings.file, {}, problem, h("div", { class: "ml-dials" }, view.dials.map(list)), meaning, number.el, turn, lists);
  ask(null);
  return el;
}

/** Return every way to count as a heap of dots: `el`, and `stand`, which marks where the dials stand. */
function universes({ view, strings, saver }) {
  const body = h("div", {});
  const hereLine = h("span", {});
  let stands = null;
  let drawn = null;
  const stand = (told) => {
    stands = told;
    hereLine.textContent = fill(strings.key_here, { result: told.headline });
    drawn?.stand(told.percent);
    drawn?.name();
  };
  const ask = async () => take(await saver.ask({ ask: "universes" }, view.id, (reply) => take(reply)));
  const take = (reply) => {
    if (reply?.status !== "told") {
      body.replaceChildren(h("div", { class: "ml-problem", role: "alert" }, h("span", {}, reply?.message ?? strings.no_reply), " ", button(strings.try_again, ask, { class: "ml-button ml-quiet" })));
      return;
    }
    drawn = drawHeap({ told: reply.told, strings, here: () => hereLine.textContent });
    body.replaceChildren(h("p", { testid: "universes" }, reply.told.sentence), h("p", {}, h("strong", { testid: "mine" }, reply.told.mine)), drawn.el, keyOf(reply.told, strings, hereLine), h("p", { class: "ml-hint" }, strings.no_probability), tableOf(reply.told, strings));
    if (stands) stand(stands);
  };
  ask();
  return { el: part(strings.strip, { testid: "strip" }, body), stand };
}

function drawHeap({ told, strings, here }) {
  const ticks = [0, 25, 50, 75, 100].map((at) => ({ at, text: `${at}%` }));
  ticks.nowhere = strings.none_short;
  const made = heap({ ...told, name: told.sentence, ticks });
  const name = () => made.drawing.setAttribute("aria-label", [told.sentence, here(), told.mine].join(" "));
  return { el: made.el, stand: made.stand, name };
}

function keyOf({ low, high }, strings, hereLine) {
  const line = (sign, text) => h("li", {}, h("span", { "aria-hidden": "true" }, sign), text);
  return h("ul", { class: "ml-key" }, line("▼", hereLine), line("┆", strings.key_published), line("⟷", fill(strings.key_mine, { low, high })), line("◆", strings.key_exact), line("·", strings.key_dot));
}

function tableOf({ rows }, strings) {
  const head = h("tr", {}, ["share", "ways", "exact"].map((name) => h("th", { scope: "col" }, strings[`column.${name}`])));
  const body = rows.map(([share, ...cells]) => h("tr", {}, h("th", { scope: "row" }, share), cells.map((cell) => h("td", {}, cell))));
  return h("details", {}, h("summary", { testid: "heap-table" }, strings.table), h("table", {}, h("thead", {}, head), h("tbody", {}, body)));
}

/** Return the turns so far and the questions about them: `el`, and `add`, which takes in a turn. */
function findings({ view, strings, state, save }) {
  let log = [];
  const table = h("div", { class: "ml-log" });
  const chosen = () => log.find((one) => isSame(one, state.largest)) ?? null;
  const largest = pick({ label: strings.largest, testid: "largest", onChange: (id) => { const { panel, last, now } = log[Number(id)] ?? {}; state.largest = panel ? { panel, last, now } : null; state.mover = null; show(); save(); } });
  const mover = pick({ label: strings.mover, testid: "mover", onChange: (id) => { state.mover = id || null; save(); } });
  const box = (name) => textField({ label: strings[name], value: state[name], rows: 2, testid: name, onInput: (text) => { state[name] = text; save(); } });

  function show() {
    table.replaceChildren(log.length ? turnsTable(log, strings) : h("p", { class: "ml-hint" }, strings.no_turns));
    const empty = { id: "", text: strings.choose };
    largest.offer([empty, ...log.map((one, place) => ({ id: String(place), text: fill(strings.turn_short, one) }))], String(log.indexOf(chosen())));
    const units = (chosen()?.moved ?? []).map(({ id, text }) => ({ id, text }));
    mover.offer([empty, ...units, { id: TOGETHER, text: strings.together }], state.mover ?? "");
  }
  const add = (turn) => {
    log = logged(log, turn, state.largest);
    show();
  };
  show();
  const el = part(strings.found, {}, table, h("p", {}, view.content.largest), largest.el, mover.el, box("note"), box("cost"));
  return { el, add };
}

/** Return a list whose options change: `el`, and `offer(options, value)`. */
function pick({ label, testid, onChange }) {
  const id = freshId("pick");
  const list = h("select", { id, testid, class: "ml-input", on: { change: (event) => onChange(event.target.value) } });
  const offer = (options, value) => list.replaceChildren(...options.map((one) => h("option", { value: one.id, selected: one.id === value }, one.text)));
  return { el: h("div", { class: "ml-field" }, h("label", { for: id }, label), list), offer };
}

function turnsTable(log, strings) {
  const head = h("tr", {}, ["turn", "change", "points"].map((name) => h("th", { scope: "col" }, strings[`column.${name}`])));
  const row = (one) => h("tr", {}, h("th", { scope: "row" }, one.label), h("td", {}, one.change), h("td", {}, one.points));
  return h("table", {}, h("caption", { class: "ml-hidden" }, fill(strings.turns, { n: log.length })), h("thead", {}, head), h("tbody", {}, log.map(row)));
}

export default { render: mount(draw) };
