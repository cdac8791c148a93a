import assert from "node:assert/strict";
import test from "node:test";

import { hasMark } from "../../src/medialit/widgets/_shared/marking.js";
import { inOrder, spanBetween, spanOf, stands, tokensOf, unitsOf } from "../../src/medialit/widgets/_shared/spans.js";

const ZH = "新人报到，先交猫税。";
const words = (text, lang, spans) => tokensOf(text, lang, spans).filter((one) => one.word).map((one) => one.text);
const without = (call) => {
  const { Segmenter } = Intl;
  delete Intl.Segmenter;
  try {
    return call();
  } finally {
    Intl.Segmenter = Segmenter;
  }
};

test("tokens are the whole text, in order, each at its place", () => {
  for (const [text, lang] of [[ZH, "zh-Hans"], ["Hi 👩‍👩‍👧 – “don't” stop… ", "en"], ["", "en"], ["  ", "en"]]) {
    for (const read of [(call) => call(), without]) {
      const tokens = read(() => tokensOf(text, lang));
      assert.equal(tokens.map((one) => one.text).join(""), text);
      for (const { text: piece, start, end } of tokens) assert.equal(spanOf(text, start, end).quote, piece);
    }
  }
});

test("Chinese is cut into words, and into characters where the browser has no word list", () => {
  assert.ok(words(ZH, "zh-Hans").length < 8);
  assert.deepEqual(without(() => words("IP属地, then 3天", "zh-Hans")), ["IP", "属", "地", "then", "3", "天"]);
});

test("places count characters as Python does, also behind an emoji", () => {
  const text = "😀 猫税 paid";
  const paid = tokensOf(text, "en").at(-1);
  assert.deepEqual([paid.start, paid.end], [5, 9]);
  assert.equal(spanOf(text, 2, 4).quote, "猫税");
});

test("a mark that another browser cut differently is cut out where it lies", () => {
  const span = spanOf("understand", 5, 10);
  assert.deepEqual(words("understand", "en", [span]), ["under", "stand"]);
});

test("an emoji is a word, a sign is none", () => {
  assert.deepEqual(words("yes! 🙂 — no", "en"), ["yes", "🙂", "no"]);
});

test("a quote stands only at its own place", () => {
  assert.ok(stands("a cat", { start: 2, end: 5, quote: "cat" }));
  assert.ok(!stands("a dog", { start: 2, end: 5, quote: "cat" }));
  assert.ok(!stands("a cat", { start: 2, end: 2, quote: "" }));
  assert.ok(!stands("a cat", { start: 2, end: 9, quote: "cat" }));
});

test("a choice may be made from right to left", () => {
  const tokens = tokensOf("one two three", "en").filter((one) => one.word);
  assert.deepEqual(spanBetween("one two three", tokens[2], tokens[1]), { start: 4, end: 13, quote: "two three" });
});

test("signs go with the word they touch, and no unit is lost", () => {
  for (const text of ["(Hello), said “the cat”. — Bye!", ZH, "“", "……嗯", "(a", "a ("]) {
    const units = unitsOf(tokensOf(text, "en"));
    assert.equal(units.flatMap(({ parts }) => parts.map((one) => one.text)).join(""), text);
    assert.equal(units.filter(({ word }) => word).length, words(text, "en").length);
  }
  const spoken = unitsOf(tokensOf("(Hello), said “the cat”.", "en")).filter(({ word }) => word).map(({ parts }) => parts.map((one) => one.text).join(""));
  assert.deepEqual(spoken, ["(Hello),", "said", "“the", "cat”."]);
});

test("marks stand in reading order, those of a text that is gone last", () => {
  const [first, second, gone] = [{ text: "b", start: 0, end: 2 }, { text: "a", start: 5, end: 6 }, { text: "x", start: 0, end: 1 }];
  assert.deepEqual(inOrder([gone, first, second], [{ id: "a" }, { id: "b" }]), [second, first, gone]);
});

test("the same mark twice is noticed, another kind at its place is not the same", () => {
  const mark = { text: "a", kind: "lost", start: 0, end: 2 };
  assert.ok(hasMark([mark], { ...mark }));
  assert.ok(!hasMark([mark], { ...mark, kind: "gained" }));
});
