import assert from "node:assert/strict";
import test from "node:test";

import { createSaver, createSender, createShelf } from "../../src/medialit/markingdesk/page/saver.js";

const PLACE = { criterion: "measures", pseudonym: "KDRTW", digest: "d1" };
const NAME = "measures/KDRTW";

/** A desk that keeps one mark; `answers` are what it says next instead of saving. */
function aDesk(answers = [], mark = null) {
  const heard = [];
  let saved = mark;
  async function send(path, body) {
    heard.push([path, body]);
    const next = answers.shift();
    if (next !== undefined) return next;
    if (path === "/check") return { status: 200, body: {} };
    saved = { points: body.points ?? saved.points, comment: body.comment ?? saved?.comment ?? "", at: `t${heard.length}` };
    return { status: 200, body: { item: { ...PLACE, mark: saved } } };
  }
  return { send, heard, saved: () => saved };
}

/** A tab's memory, as `sessionStorage` is. */
function aMemory() {
  const kept = new Map();
  return {
    get length() { return kept.size; },
    key: (place) => [...kept.keys()][place],
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
}

/** A clock that runs when it is told to. */
function aClock() {
  const due = new Map();
  let ids = 0;
  return {
    later: (call) => { due.set((ids += 1), call); return ids; },
    cancel: (id) => due.delete(id),
    async run() {
      const calls = [...due.values()];
      due.clear();
      for (const call of calls) await call();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function aSaver(desk, { memory = aMemory(), mark = null } = {}) {
  const clock = aClock();
  const states = [];
  const saver = createSaver({ ...clock, send: desk.send, shelf: createShelf(memory, "desk "), onChange: (entry) => states.push(entry.state) });
  saver.know(NAME, { place: { ...PLACE }, mark, seconds: () => 12 });
  return { saver, clock, states, memory };
}

test("a level is saved at once, with the time it took", async () => {
  const desk = aDesk();
  const { saver, states } = aSaver(desk);
  await saver.save(NAME, { points: 3 }, { now: true });
  assert.deepEqual(desk.heard, [["/mark", { ...PLACE, points: 3, seen: null, seconds: 12 }]]);
  assert.equal(states.at(-1), "saved");
  assert.deepEqual(saver.unsaved(), []);
});

test("asking to save when nothing is to be saved does not keep the next level from being saved", async () => {
  const desk = aDesk();
  const { saver } = aSaver(desk);
  await saver.flush();
  await saver.save(NAME, { points: 3 }, { now: true });
  assert.deepEqual(desk.saved().points, 3);
});

test("a comment is saved after a pause, and only its last words", async () => {
  const desk = aDesk();
  const { saver, clock } = aSaver(desk);
  await saver.save(NAME, { points: 3 }, { now: true });
  saver.save(NAME, { comment: "Of" });
  saver.save(NAME, { comment: "Of what?" });
  assert.equal(desk.heard.length, 1);
  await clock.run();
  assert.equal(desk.heard.length, 2);
  assert.equal(desk.saved().comment, "Of what?");
});

test("a comment without a level is held, is said to be, and goes out behind the level", async () => {
  const desk = aDesk();
  const { saver, clock, states } = aSaver(desk);
  saver.save(NAME, { comment: "Of what?" });
  await clock.run();
  assert.deepEqual([desk.heard.map(([path]) => path), states.at(-1)], [["/check"], "held"]);
  assert.deepEqual(saver.unsaved(), [NAME]);
  await saver.save(NAME, { points: 2 }, { now: true });
  assert.deepEqual([desk.saved().points, desk.saved().comment, states.at(-1)], [2, "Of what?", "saved"]);
});

test("a comment that is refused leaves the level saved, and is saved once it is mended", async () => {
  const desk = aDesk();
  const { saver, clock } = aSaver(desk);
  await saver.save(NAME, { points: 2 }, { now: true });
  const refusing = { status: 422, body: { message: "nine words" } };
  const strict = aDesk([undefined, refusing]);
  const second = aSaver(strict);
  await second.saver.save(NAME, { points: 2, comment: "nine words" }, { now: true });
  assert.equal(second.saver.entry(NAME).state, "refused");
  assert.equal(second.saver.entry(NAME).problem, "nine words");
  assert.deepEqual([strict.saved().points, second.saver.unsaved()], [2, [NAME]]);
  second.saver.save(NAME, { comment: "two words" });
  await second.clock.run();
  assert.deepEqual([strict.saved().comment, second.saver.unsaved()], ["two words", []]);
  await clock.run();
});

test("when nobody answers, it says so, keeps what was typed over a reload, and sends it again", async () => {
  const desk = aDesk([null, null]);
  const memory = aMemory();
  const { saver, clock, states } = aSaver(desk, { memory });
  await saver.save(NAME, { points: 4 }, { now: true });
  assert.deepEqual([states.at(-1), saver.unsaved()], ["gone", [NAME]]);
  await clock.run();
  assert.equal(states.at(-1), "gone");
  const reloaded = aSaver(aDesk(), { memory });
  assert.equal(reloaded.saver.entry(NAME).want.points, 4);
  await clock.run();
  assert.deepEqual([states.at(-1), saver.unsaved(), desk.saved().points], ["saved", [], 4]);
  assert.equal(memory.length, 0);
});

test("a desk that cannot write says why, and what else is due goes on", async () => {
  const desk = aDesk([{ status: 507, body: { message: "the disk is full" } }]);
  const { saver, clock } = aSaver(desk);
  await saver.save(NAME, { points: 4 }, { now: true });
  assert.deepEqual([saver.entry(NAME).state, saver.entry(NAME).problem], ["gone", "the disk is full"]);
  await clock.run();
  assert.equal(desk.saved().points, 4);
});

test("a level that met one of another tab is pressed again on top of it", async () => {
  const theirs = { points: 1, comment: "theirs", at: "t0" };
  const desk = aDesk([{ status: 409, body: { reason: "mark", message: "another tab", item: { ...PLACE, mark: theirs } } }]);
  const { saver } = aSaver(desk);
  await saver.save(NAME, { points: 3 }, { now: true });
  assert.deepEqual(desk.heard.at(-1)[1], { ...PLACE, points: 3, seen: "t0", seconds: 12 });
  assert.equal(saver.entry(NAME).state, "saved");
});

test("a comment that met another one waits for a person, who can keep either", async () => {
  const mine = { points: 3, comment: "", at: "t0" };
  const theirs = { points: 3, comment: "theirs", at: "t1" };
  const meeting = () => ({ status: 409, body: { reason: "mark", message: "another tab: theirs", item: { ...PLACE, mark: theirs } } });
  const desk = aDesk([meeting()], theirs);
  const { saver, clock } = aSaver(desk, { mark: mine });
  saver.save(NAME, { comment: "mine" });
  await clock.run();
  assert.deepEqual([saver.entry(NAME).state, saver.entry(NAME).theirs, desk.heard.length], ["met", theirs, 1]);
  await saver.save(NAME, {}, { now: true });
  assert.deepEqual([desk.heard.at(-1)[1].comment, desk.heard.at(-1)[1].seen], ["mine", "t1"]);
  const other = aSaver(aDesk([meeting()]), { mark: mine });
  other.saver.save(NAME, { comment: "mine" });
  await other.clock.run();
  other.saver.drop(NAME);
  assert.deepEqual([other.saver.unsaved(), other.memory.length], [[], 0]);
});

test("a level pressed while a comment is being refused is saved all the same", async () => {
  const desk = aDesk([{ status: 422, body: { message: "nine words" } }]);
  const { saver, states } = aSaver(desk);
  const checked = saver.save(NAME, { comment: "nine words" }, { now: true });
  await saver.save(NAME, { points: 3 }, { now: true });
  await checked;
  assert.deepEqual([desk.saved().points, states.at(-1), saver.entry(NAME).problem], [3, "refused", "nine words"]);
});

test("a comment typed before any mark was known does not cover one of another tab", async () => {
  const theirs = { points: 1, comment: "theirs", at: "t0" };
  const meeting = { status: 409, body: { reason: "mark", message: "another tab: theirs", item: { ...PLACE, mark: theirs } } };
  const desk = aDesk([undefined, meeting], theirs);
  const { saver, clock } = aSaver(desk);
  saver.save(NAME, { comment: "mine" });
  await clock.run();
  await saver.save(NAME, { points: 3 }, { now: true });
  assert.deepEqual([desk.saved().points, desk.saved().comment, saver.entry(NAME).state], [3, "theirs", "met"]);
});

test("what was saved although its reply was lost is not taken for somebody else's", async () => {
  const saved = { points: 3, comment: "mine", at: "t1" };
  const desk = aDesk([null, { status: 409, body: { reason: "mark", message: "", item: { ...PLACE, mark: saved } } }]);
  const { saver, clock } = aSaver(desk, { mark: { points: 3, comment: "", at: "t0" } });
  saver.save(NAME, { comment: "mine " });
  await clock.run();
  await clock.run();
  assert.deepEqual([saver.entry(NAME).state, saver.unsaved()], ["saved", []]);
});

test("a text that changed stops a level too, and the next press is for the new text", async () => {
  const item = { ...PLACE, digest: "d2", mark: null };
  const desk = aDesk([{ status: 409, body: { reason: "text", message: "the text changed", item } }]);
  const { saver } = aSaver(desk);
  await saver.save(NAME, { points: 3 }, { now: true });
  assert.deepEqual([saver.entry(NAME).state, desk.saved()], ["met", null]);
  await saver.save(NAME, { points: 2 }, { now: true });
  assert.equal(desk.heard.at(-1)[1].digest, "d2");
  assert.deepEqual([desk.saved().points, saver.entry(NAME).state], [2, "saved"]);
});

test("the sender resolves with null for a network that fails and for a reply that is no JSON", async () => {
  const failing = createSender({ token: "t", fetch: async () => { throw new TypeError("no network"); } });
  assert.equal(await failing("/desk"), null);
  const odd = createSender({ token: "t", fetch: async () => ({ status: 200, json: async () => JSON.parse("<html>") }) });
  assert.equal(await odd("/desk"), null);
});
