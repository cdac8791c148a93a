import assert from "node:assert/strict";
import test from "node:test";

import { command } from "../../src/medialit/markingdesk/page/keys.js";
import { asPhrase, createWatch, fitting, halfStep, inserted, nextWaiting, pointsOf, rungOf } from "../../src/medialit/markingdesk/page/logic.js";
import { chosen, moved, wordsOf } from "../../src/medialit/markingdesk/page/quote.js";

const LESSON = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4];
const CAPSTONE = [0, 1, 2, 3, 4, 5, 6, 7, 8];

const page = { closest: () => null };
const field = (type = "textarea") => ({ type, closest: (asked) => (asked.startsWith("textarea") ? field : null) });
const pressable = { closest: (asked) => (asked.startsWith("button") ? pressable : null) };
const key = (name, more = {}) => ({ key: name, target: page, ...more });

test("a number is a rung, whatever points it has", () => {
  assert.deepEqual(command(key("3")), { name: "level", rung: 3 });
  assert.equal(pointsOf(LESSON, 3), 3);
  assert.equal(pointsOf(CAPSTONE, 3), 6);
  assert.equal(pointsOf(LESSON, 5), null);
});

test("a half is one step from the level chosen, and the ladder ends", () => {
  assert.equal(halfStep(LESSON, 3, 1), 3.5);
  assert.equal(halfStep(CAPSTONE, 6, -1), 5);
  assert.equal(halfStep(LESSON, 4, 1), null);
  assert.equal(halfStep(LESSON, null, 1), null);
  assert.deepEqual(rungOf(LESSON, 3.5), { rung: 3, half: true });
  assert.equal(rungOf(LESSON, 9), null);
});

test("no key is taken from somebody who types, but those that leave the field", () => {
  for (const name of ["1", "n", "u", "/", "?", "ArrowRight", "Enter", "b"]) assert.equal(command(key(name, { target: field() })), null, name);
  assert.deepEqual(command(key("Escape", { target: field() })), { name: "leave" });
  assert.deepEqual(command(key("Enter", { target: field(), ctrlKey: true })), { name: "go", by: 1 });
});

test("no key is taken from an input method, inside and outside of a field", () => {
  for (const target of [page, field()])
    for (const composing of [{ isComposing: true }, { keyCode: 229 }])
      for (const name of ["Enter", "Escape", "1", "n"]) assert.equal(command(key(name, { target, ...composing })), null, name);
});

test("full-width punctuation of a Chinese keyboard means the same keys", () => {
  assert.deepEqual(command(key("。")), { name: "half", by: 1 });
  assert.deepEqual(command(key("，")), { name: "half", by: -1 });
  assert.deepEqual(command(key("？")), { name: "help" });
});

test("Enter presses a button that has the focus, and keys of the browser stay the browser's", () => {
  assert.equal(command(key("Enter", { target: pressable })), null);
  assert.deepEqual(command(key("Enter")), { name: "go", by: 1 });
  assert.equal(command(key("c", { ctrlKey: true })), null);
  assert.equal(command(key("ArrowLeft", { altKey: true })), null);
});

test("after b a digit is a phrase of the bank, and no level", () => {
  assert.deepEqual(command(key("b")), { name: "number" });
  assert.deepEqual(command(key("2"), true), { name: "bank", place: 2 });
});

test("letters mean the same with caps lock on", () => {
  assert.deepEqual(command(key("N")), { name: "unmarked" });
});

test("the next answer that waits is searched from here and round the end", () => {
  const order = [{ waits: true }, { waits: false }, { waits: false }, { waits: true }];
  assert.equal(nextWaiting(order, 0), 3);
  assert.equal(nextWaiting(order, 3), 0);
  assert.equal(nextWaiting([{ waits: false }], 0), null);
  assert.equal(nextWaiting([], -1), null);
});

test("phrases of the level chosen come first, the higher of a half, and all words of a search must occur", () => {
  const bank = [{ level: 1, en: "Name the unit", zh: "写明单位" }, { level: 4, en: "Go on", zh: "继续" }, { level: 3, en: "Name a rival", zh: "" }];
  const texts = (...asked) => fitting(bank, ...asked).map((one) => one.text);
  assert.deepEqual(texts(3, "", "en"), ["Name a rival", "Go on", "Name the unit"]);
  assert.deepEqual(texts(3.5, "", "en"), ["Go on", "Name a rival", "Name the unit"]);
  assert.deepEqual(texts(null, "NAME unit", "en"), ["Name the unit"]);
  assert.deepEqual(texts(1, "", "zh"), ["写明单位", "Name a rival", "继续"]);
});

test("a phrase goes in where the cursor is, its hole is selected, and selected words fill it", () => {
  const open = inserted("Good.", [5, 5], "You write “{quote}”: of what?", "");
  assert.equal(open.text, "Good. You write “{quote}”: of what?");
  assert.equal(open.text.slice(...open.select), "{quote}");
  const filled = inserted("", [0, 0], "You write “{quote}”.", "$& and $1");
  assert.equal(filled.text, "You write “$& and $1”.");
  assert.deepEqual(filled.select, [filled.text.length, filled.text.length]);
  assert.equal(inserted("You write “", [11, 11], "most", "").text, "You write “most");
  assert.equal(inserted("You write “most”", [16, 16], "Of what?", "").text, "You write “most” Of what?");
  assert.equal(inserted("“九成”", [4, 4], "是谁的九成？", "").text, "“九成”是谁的九成？");
  assert.equal(inserted("你写道，", [4, 4], "“{quote}”", "九成").text, "你写道，“九成”");
});

test("a comment that is kept loses the words of this one answer", () => {
  assert.equal(asPhrase("You write “most users”: of what?", "I think most users stayed"), "You write “{quote}”: of what?");
  assert.equal(asPhrase("A word like “bias” needs a sense", "nothing of the kind"), "A word like “bias” needs a sense");
});

test("words to quote are found in both scripts, moved by arrows, and made longer by Shift", () => {
  const text = "Most users, 大多数用户 stayed.";
  const words = wordsOf(text);
  assert.equal(chosen(text, words, { from: 0, to: 1 }), "Most users");
  let at = { from: 0, to: 0 };
  at = moved(at, "ArrowRight", false, words.length);
  assert.equal(chosen(text, words, at), "users");
  at = moved(at, "ArrowRight", true, words.length);
  assert.ok(chosen(text, words, at).startsWith("users, 大"));
  at = moved(at, "End", false, words.length);
  assert.equal(chosen(text, words, at), "stayed");
  assert.deepEqual(moved(at, "ArrowRight", true, words.length), at);
  assert.equal(moved(at, "x", false, words.length), null);
  assert.deepEqual(wordsOf("… 😀"), []);
});

test("time is counted only while somebody looks, and goes on from what was spent", () => {
  let [now, seen] = [0, true];
  const watch = createWatch(() => now, () => seen);
  watch.start(5);
  now = 2000;
  assert.equal(watch.seconds(), 7);
  seen = false;
  watch.seconds();
  now = 90_000;
  assert.equal(watch.seconds(), 7);
  seen = true;
  watch.seconds();
  now = 91_000;
  assert.equal(watch.seconds(), 8);
});
