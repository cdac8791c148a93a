/** The desk: one answer at a time, what a key or a click does with it, and what is said about it. */

import { clock, fill, h } from "../../widgets/_shared/dom.js";
import { createAnswer } from "./answer.js";
import { createBank } from "./bank.js";
import { createComment } from "./comment.js";
import { createEarlier } from "./earlier.js";
import { asPhrase, createWatch, halfStep, nextWaiting, pointsOf, shown } from "./logic.js";
import { createRubric } from "./rubric.js";
import { createSaver, createShelf } from "./saver.js";

const REFETCH_MS = 2000;

const nameOf = (item) => `${item.criterion}/${item.pseudonym}`;

/** Return the desk; `onFar(told, id)`, `onUnsaved(count)` and `tell(text)` carry what others show. */
export function createDesk({ desk, send, strings, tell, onFar, onUnsaved, memory }) {
  const saver = createSaver({ send, shelf: createShelf(memory, `medialit desk ${desk.lesson} ${desk.marker} `), onChange: changed });
  const answer = createAnswer({ strings, tell, onQuote: (words) => comment.words(words) });
  const rubric = createRubric({ strings, onPoints: setPoints });
  const bank = createBank({ strings, language: desk.language, onPick: (one) => comment.phrase(one.text, answer.selected()) });
  const comment = createComment({
    strings, onInput: (text) => save({ comment: text }), onBlur: () => item && saver.flush(nameOf(item)),
    onQuote: () => answer.quote(), onRemember: remember, onTake: take, onKeep: () => save({}, true),
  });
  const earlier = createEarlier({ strings });
  const status = h("p", { class: "status", role: "status", testid: "status" });
  const steps = [["previous", -1, "←"], ["next", 1, "→"]].map(([word, by, key]) => button(word, key, () => run(() => go(by))));
  const el = h("main", { id: "desk-main" },
    h("div", { class: "middle" }, answer.el, comment.el, bank.el),
    h("div", { class: "side" }, rubric.el, earlier.el),
    h("footer", {}, h("div", { class: "actions" }, steps, button("unmarked", "n", () => run(unmarked)), button("undo", "u", () => run(undo))), status));
  const empty = h("p", { class: "empty", testid: "empty" });
  const watch = createWatch(() => performance.now(), () => document.visibilityState === "visible");

  let criterion = null;
  let queue = { order: [], blank: 0 };
  let at = 0;
  let item = null;
  let ahead = null;
  let chain = Promise.resolve();

  document.addEventListener("visibilitychange", () => { watch.seconds(); if (document.visibilityState === "hidden") saver.flush(); });

  function button(word, key, call) {
    return h("button", { type: "button", class: "quiet", testid: word, on: { click: call } }, strings[word], " ", h("kbd", { "aria-hidden": "true" }, key));
  }

  /** Do one thing after the other: a key pressed while an answer is on its way is for that answer. */
  function run(call) {
    chain = chain.then(call).catch((problem) => { tell(fill(strings.broken, { problem: String(problem) })); throw problem; });
    return chain;
  }

  /** Ask until the desk answers; null is what is not there any more, and what it refuses is said. */
  async function ask(path) {
    for (;;) {
      const reply = await send(path);
      if (reply?.status === 200) return reply.body;
      if (reply?.status === 404) return null;
      say(reply?.status === 403 ? "stranger" : "gone", reply?.body?.message ?? "");
      if (reply && reply.status !== 403 && reply.status < 500) throw new Error(reply.body.message);
      await new Promise((go_on) => setTimeout(go_on, REFETCH_MS));
    }
  }

  const query = (one, who) => `criterion=${encodeURIComponent(one)}${who ? `&pseudonym=${encodeURIComponent(who)}` : ""}`;

  async function open(id, who = null) {
    await saver.flush();
    queue = await ask(`/queue?${query(id)}`);
    criterion = desk.criteria.find((one) => one.id === id);
    rubric.show(criterion);
    bank.show(queue.bank);
    onFar(queue, id);
    const named = queue.order.findIndex((one) => one.pseudonym === who);
    await show(named >= 0 ? named : (nextWaiting(queue.order, -1) ?? 0));
  }

  async function show(place) {
    el.classList.toggle("none", queue.order.length === 0);
    if (queue.order.length === 0) {
      item = null;
      empty.textContent = fill(strings.empty, { count: queue.progress.criteria[criterion.id].blank });
      el.prepend(empty);
      return;
    }
    empty.remove();
    const who = queue.order[place].pseudonym;
    const fetched = ahead?.who === who && ahead.id === criterion.id ? await ahead.item : null;
    const next = fetched ?? (await ask(`/item?${query(criterion.id, who)}`))?.item;
    if (!next) return open(criterion.id);
    at = place;
    draw(next);
    const [after, id] = [queue.order[(place + 1) % queue.order.length].pseudonym, criterion.id];
    ahead = { who: after, id, item: send(`/item?${query(id, after)}`).then((reply) => (reply?.status === 200 ? reply.body.item : null)) };
  }

  function draw(next) {
    item = next;
    watch.start(item.mark?.seconds ?? 0);
    const entry = saver.know(nameOf(item), { place: placeOf(item), mark: item.mark, seconds: watch.seconds });
    answer.show(item, at, queue.order.length);
    earlier.show(item.answers);
    comment.show(entry.want.comment ?? item.mark?.comment ?? "");
    drawSaving(entry);
    answer.focus();
    tell.aloud(fill(item.mark ? strings.now_marked : strings.now_open, { name: item.pseudonym, at: at + 1, count: queue.order.length, points: shown(item.mark?.points) }));
  }

  const placeOf = ({ criterion: id, pseudonym, digest }) => ({ criterion: id, pseudonym, digest });
  const levelNow = () => { const place = criterion.allowed.indexOf(points()); return place < 0 ? null : place / 2; };
  const points = () => saver.entry(nameOf(item)).want.points ?? item.mark?.points ?? null;

  function drawSaving(entry) {
    rubric.choose(criterion, points());
    bank.level(levelNow());
    comment.wrong(entry.problem && ["refused", "met"].includes(entry.state) ? entry.problem : "", entry.state === "met" && entry.theirs !== null);
    say(entry.state, entry.problem);
    onUnsaved(saver.troubled().length);
  }

  function say(state, problem = "") {
    const time = clock(new Date().toISOString());
    const said = { saved: item?.mark ? fill(strings.saved, { time: clock(item.mark.at) }) : "", gone: fill(problem ? strings.gone_because : strings.gone, { time, problem }), refused: strings.mend, met: strings.mend }[state] ?? strings[state];
    if (status.textContent !== said) status.textContent = said;
    status.dataset.state = said ? state : ""; // nothing is saved yet, and nothing is to be saved
  }

  /** Hear from the saver: of the answer that is shown, and of those behind it. */
  function changed(entry, reply) {
    const known = reply?.body?.item;
    if (known) noted(known, reply.body);
    if (item && entry.name === nameOf(item)) {
      if (known) Object.assign(item, { mark: known.mark, earlier: known.earlier, elsewhere: known.elsewhere, waits: known.waits });
      if (known && known.digest !== item.digest) draw(known);
      drawSaving(entry);
    }
    onUnsaved(saver.troubled().length);
  }

  function noted(known, body) {
    const line = queue.order.find((one) => one.pseudonym === known.pseudonym);
    if (line && known.criterion === criterion?.id) Object.assign(line, { points: known.mark?.points ?? null, waits: known.waits });
    if (ahead && ahead.who === known.pseudonym && ahead.id === known.criterion) ahead = null;
    if (body.progress && criterion) onFar(body, criterion.id);
  }

  function save(change, now = false) {
    if (item) saver.save(nameOf(item), change, { now });
    if (item) drawSaving(saver.entry(nameOf(item)));
  }

  function setPoints(chosen) {
    if (!item) return;
    if (chosen === null) tell(strings.no_such_level);
    else save({ points: chosen }, true);
  }

  function go(by) {
    if (item) saver.flush(nameOf(item));
    const place = at + by;
    if (place < 0 || place >= queue.order.length) return tell(by > 0 ? strings.last : strings.first);
    return show(place);
  }

  async function unmarked() {
    await saver.flush();
    const place = nextWaiting(queue.order, at);
    if (place === null) return tell(strings.all_marked);
    return show(place);
  }

  function step(by) {
    const place = desk.criteria.findIndex((one) => one.id === criterion.id) + by;
    const next = desk.criteria[(place + desk.criteria.length) % desk.criteria.length];
    return open(next.id);
  }

  /** Take the last action back, and show the answer that it was about. */
  async function undo() {
    await saver.flush();
    const reply = await send("/undo", {});
    if (reply === null || reply.status !== 200) return tell(fill(strings.not_undone, { problem: reply?.body?.message ?? strings.no_answer }));
    const { item: back, undone, was_decision } = reply.body;
    if (!undone) return tell(strings.nothing_to_undo);
    if (back === null || was_decision) return tell(was_decision ? strings.undone_decision : strings.no_page);
    ahead = null;
    if (back.criterion !== criterion.id) await open(back.criterion, back.pseudonym);
    else {
      noted(back, reply.body);
      at = queue.order.findIndex((one) => one.pseudonym === back.pseudonym);
      draw(back);
    }
    return tell(fill(back.mark ? strings.undone_to : strings.undone, { name: back.pseudonym, points: shown(back.mark?.points) }));
  }

  async function remember(text) {
    if (!text.trim()) return tell(strings.remember_nothing);
    if (points() === null) return tell(strings.half_of_what);
    const phrase = asPhrase(text, item?.text ?? "");
    const reply = await send("/remember", { criterion: criterion.id, points: points(), text: phrase, language: bank.language });
    if (reply?.status !== 200) return tell(fill(strings.not_remembered, { problem: reply?.body?.message ?? strings.no_answer }));
    bank.show(reply.body.bank);
    return tell(fill(strings.remembered, { phrase }));
  }

  function take() {
    saver.drop(nameOf(item));
    comment.show(item.mark?.comment ?? "");
    drawSaving(saver.entry(nameOf(item)));
  }

  const commands = {
    level: ({ rung }) => setPoints(pointsOf(criterion.allowed, rung)),
    half: ({ by }) => (points() === null ? tell(strings.half_of_what) : setPoints(halfStep(criterion.allowed, points(), by))),
    go: ({ by }) => go(by),
    unmarked, undo,
    comment: () => comment.box.focus(),
    search: () => { bank.search.focus(); bank.search.select(); },
    leave: () => { if (item) saver.flush(nameOf(item)); answer.focus(); },
    criterion: ({ by }) => step(by),
    view: () => answer.toggle(),
    language: () => bank.turn(),
    quote: () => answer.quote(),
    bank: ({ place }) => {
      const found = bank.at(place);
      if (found) comment.phrase(found.text, answer.selected());
      else tell(fill(strings.no_phrase, { number: place }));
    },
  };

  return {
    el,
    open: (id) => run(() => open(id)),
    /** Do what a key asks; tell whether the desk knows the command. */
    command(asked) {
      if (!(asked.name in commands) || (!item && !["criterion", "undo"].includes(asked.name))) return false;
      run(() => commands[asked.name](asked));
      return true;
    },
    key: (event) => answer.key(event),
    awaitNumber: (is) => bank.el.classList.toggle("awaits", is),
    flush: () => saver.flush(),
    unsaved: () => saver.unsaved(),
    /** Go to the first answer of which something is not saved. */
    goUnsaved: () => run(() => { const [id, who] = saver.troubled()[0]?.split("/") ?? []; return id ? open(id, who) : null; }),
    /** Look again what is saved: another tab may have marked meanwhile. */
    refresh: () => run(async () => {
      if (!criterion || !item) return;
      const fresh = await send(`/queue?${query(criterion.id)}`);
      const own = await send(`/item?${query(criterion.id, item.pseudonym)}`);
      if (fresh?.status !== 200 || own?.status !== 200) return;
      queue = fresh.body;
      at = Math.max(0, queue.order.findIndex((one) => one.pseudonym === item.pseudonym));
      ahead = null;
      onFar(queue, criterion.id);
      const entry = saver.know(nameOf(item), { place: placeOf(own.body.item), mark: own.body.item.mark, seconds: watch.seconds });
      if (own.body.item.digest !== item.digest) return draw(own.body.item);
      Object.assign(item, { mark: own.body.item.mark });
      if (entry.want.comment === undefined) comment.show(item.mark?.comment ?? "");
      drawSaving(entry);
    }),
  };
}
