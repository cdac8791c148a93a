import assert from "node:assert/strict";
import { test } from "node:test";

import { parseNumber } from "../../src/medialit/widgets/commit_reveal/index.js";
import { baseOf, createSaver, createShelf, withLost } from "../../src/medialit/widgets/_shared/dom.js";

const strings = { saving: "saving", saved: "saved {time}", unsaved: "not saved" };
const NOON = "2025-01-14T12:00:00+00:00";

function memory() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: (name) => kept.delete(name), kept };
}

/** A model whose other side answers when a test says so. */
function setting({ patience = 20, send } = {}) {
  const sent = [];
  const told = [];
  let listener = null;
  const model = {
    get: () => ({ saved_at: null }),
    on: (_name, call) => { listener = call; },
    off: () => { listener = null; },
    send: send ?? ((message) => sent.push(message)),
  };
  const shelf = createShelf(memory());
  const saver = createSaver({ model, strings, patience, shelf, start: 1000, onStatus: ({ state, text }) => told.push(text === "" ? "" : `${state}: ${text}`) });
  const answer = (message, status = "saved", more = {}) => listener?.({ seq: message.seq, status, t: NOON, ...more });
  return { sent, told, saver, shelf, answer, last: () => told.at(-1), isListening: () => listener !== null };
}

const pause = (ms) => new Promise((go) => setTimeout(go, ms));

test("without a reply it says not saved, and the promise still settles", async () => {
  const { saver, last } = setting();
  assert.equal(await saver.now("save", { text: "a" }, "P"), null);
  assert.equal(last(), "unsaved: not saved");
});

test("a model that throws says not saved", async () => {
  const { saver, last } = setting({ send: () => { throw new Error("the kernel is dead"); } });
  assert.equal(await saver.now("save", { text: "a" }, "P"), null);
  assert.equal(last(), "unsaved: not saved");
});

test("a reply that comes too late still reaches whoever asked, once", async () => {
  const { sent, saver, answer, last } = setting();
  const late = [];
  assert.equal(await saver.ask({ run: 1 }, "P", (reply) => late.push(reply.told)), null);
  assert.equal(last(), "unsaved: not saved");
  answer(sent[0], "told", { told: 7 });
  answer(sent[0], "told", { told: 7 });
  assert.deepEqual(late, [7]);
  assert.notEqual(last(), "unsaved: not saved");
});

test("a failed write is kept and not sent in a circle", async () => {
  const { sent, saver, answer, last, shelf } = setting();
  saver.now("save", { text: "a" }, "P");
  answer(sent[0], "failed", { message: "the disk is full" });
  assert.equal(last(), "unsaved: the disk is full");
  assert.equal(sent.length, 1);
  assert.deepEqual(shelf.take("P").value, { text: "a" });
});

test("saved is not said while something newer is still to be sent", () => {
  const { sent, saver, answer, last } = setting();
  saver.now("save", { text: "a" }, "P");
  saver.soon("save", { text: "ab" }, "P");
  answer(sent[0]);
  assert.equal(last(), "saving: saving");
  saver.flush();
  answer(sent[1]);
  assert.match(last(), /^saved/);
  saver.stop();
});

test("one answer saved does not hide another that is not", async () => {
  const { sent, saver, answer, last } = setting();
  await saver.now("save", { vote: "agree" }, "O1");
  saver.now("save", { vote: "pass" }, "O2");
  answer(sent[1]);
  assert.equal(last(), "saving: saving");
  assert.deepEqual([sent[2].prompt, sent[2].value], ["O1", { vote: "agree" }]);
  answer(sent[2]);
  assert.match(last(), /^saved/);
});

test("when only a ping was late, its answer takes the warning back", async () => {
  const { sent, saver, answer, last } = setting();
  saver.ping();
  await pause(30);
  assert.equal(last(), "unsaved: not saved");
  answer(sent[0], "alive");
  assert.equal(last(), "");
});

test("a commit sends a waiting draft first", () => {
  const { sent, saver } = setting();
  saver.soon("draft", { reason: "because" }, "P");
  saver.now("commit", { reason: "because" }, "P");
  assert.deepEqual(sent.map((one) => one.action), ["draft", "commit"]);
  saver.stop();
});

test("replies to another view of the same model are not taken", () => {
  const { told, saver, answer } = setting();
  saver.now("save", { text: "a" }, "P");
  answer({ seq: 1 });
  assert.equal(told.length, 1);
  saver.stop();
});

test("every keystroke lies on the shelf until it is acknowledged", () => {
  const { sent, saver, answer, shelf } = setting();
  saver.soon("save", { text: "a" }, "P");
  assert.deepEqual(shelf.take("P").value, { text: "a" });
  saver.flush();
  answer(sent[0]);
  assert.equal(shelf.take("P"), null);
});

test("a refused text stays on the shelf, a refused commit does not", () => {
  const { sent, saver, answer, shelf } = setting();
  saver.now("save", { text: "too long" }, "P");
  answer(sent[0], "refused", { message: "too long" });
  assert.deepEqual(shelf.take("P").value, { text: "too long" });
  saver.now("commit", {}, "Q");
  answer(sent[1], "refused", { message: "incomplete" });
  assert.equal(shelf.take("Q"), null);
});

test("a browser without a memory, or with a full one, only lacks the shelf", () => {
  const full = { getItem: () => "{broken", setItem: () => { throw new Error("full"); }, removeItem: () => { throw new Error("no"); } };
  for (const shelf of [createShelf(null), createShelf(full)]) {
    shelf.put({ prompt: "P" });
    shelf.drop("P");
    assert.equal(shelf.take("P"), null);
  }
});

test("two people on one hub have different shelves", () => {
  assert.equal(baseOf("/user/ana/lab/tree/a.ipynb"), "/user/ana");
  assert.equal(baseOf("/lab/tree/01/x.ipynb"), "");
  assert.equal(baseOf("/user/bo/notebooks/x.ipynb"), "/user/bo");
});

const VIEW = { id: "P", stage: "open", draft: { text: "old" }, saved_at: NOON };
const late = { action: "save", value: { text: "new" }, prompt: "P", at: Date.parse(NOON) + 1, after: null };

test("what was lost comes back into the box and is saved", () => {
  const { view, messages } = withLost(VIEW, [late, null]);
  assert.deepEqual(view.draft, { text: "new" });
  assert.deepEqual(messages, [{ action: "save", value: { text: "new" }, prompt: "P" }]);
});

test("what was saved later elsewhere wins, whatever the clocks say about what followed the last save", () => {
  const early = { ...late, at: Date.parse(NOON) - 1 };
  assert.deepEqual(withLost(VIEW, [early]).view.draft, { text: "old" });
  assert.deepEqual(withLost(VIEW, [{ ...early, after: NOON }]).view.draft, { text: "new" });
});

test("a lost commit comes back as a draft, and not at all where one was locked meanwhile", () => {
  const commit = { ...late, action: "commit" };
  assert.equal(withLost(VIEW, [commit]).messages[0].action, "draft");
  assert.deepEqual(withLost({ ...VIEW, stage: "committed" }, [commit]).messages, []);
});

test("lost votes come back, each to its statement", () => {
  const view = { id: "O", stage: "open", votes: { O1: "agree" }, saved_at: null };
  const vote = { action: "save", value: { vote: "pass" }, prompt: "O2", at: 1, after: null };
  assert.deepEqual(withLost(view, [vote]).view.votes, { O1: "agree", O2: "pass" });
});

test("the latest value is sent again, once", async () => {
  const { sent, saver, answer } = setting();
  await saver.now("save", { text: "one" }, "P");
  await saver.now("save", { text: "two" }, "P");
  saver.ping();
  answer(sent.at(-1), "alive");
  assert.deepEqual(sent.slice(3).map((one) => one.value.text), ["two"]);
  saver.stop();
});

test("what is no finite number is no answer", () => {
  assert.deepEqual(["many", "1e999", "NaN"].map(parseNumber), [null, null, null]);
});
