import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { counted, together } from "../../src/medialit/widgets/_shared/lengths.js";
import { asPlain, inUnits, passage, sorted, told } from "../../src/medialit/widgets/studio/index.js";

const CASES = JSON.parse(readFileSync(new URL("./lengths.json", import.meta.url), "utf-8"));
const STRINGS = { length_plain: "{total}.", length_mixed: "{words} + {han} / {ratio} = {total}.", length_asked: "{length} asked {low} to {high}" };

test("the browser counts as the draft check does", () => {
  for (const { text, words, han } of CASES) assert.deepEqual(counted(text), { words, han }, text);
});

test("both scripts together are told in words or in characters", () => {
  assert.equal(together({ words: 10, han: 16 }, 1.6, false), 20);
  assert.equal(together({ words: 10, han: 16 }, 1.6, true), 32);
});

test("a text in the other script shows its arithmetic, another one only the sum, and what is asked for", () => {
  const measure = { strings: STRINGS, ratio: 1.6, inHan: false };
  assert.equal(told("two words", measure), "2.");
  assert.equal(told("猫税 is a joke", { ...measure, asked: [3, 5] }), "3 + 2 / 1.6 = 4. asked 3 to 5");
  assert.equal(told("猫税", { ...measure, inHan: true }), "2.");
  assert.equal(told("two words", { ...measure, inHan: true }), "2 + 0 / 1.6 = 3.");
});

test("a span of characters is found again behind an emoji", () => {
  const text = "😀 grew by 200%";
  const [start, end] = inUnits(text, [10, 14]);
  assert.equal(text.slice(start, end), "200%");
  assert.equal(passage(text, [10, 14]), "200%");
});

test("a long passage is cut between words, and one without spaces is cut all the same", () => {
  const text = "one two three four five six ".repeat(9);
  assert.match(passage(text, [0, text.length]), /^(one|two|three|four|five|six| )+ … (one|two|three|four|five|six| )+$/);
  assert.equal(passage("字".repeat(99), [0, 99]), `${"字".repeat(50)} … ${"字".repeat(20)}`);
});

test("the plain draft holds filled boxes under their labels", () => {
  const boxes = [{ id: "a", label: "A" }, { id: "b", label: "B" }, { id: "c", label: "C" }];
  assert.equal(asPlain(boxes, { a: " one\n", b: "  ", c: "three" }), "A\n\none\n\n\nC\n\nthree");
  assert.equal(asPlain(boxes, {}), "");
});

test("results are sorted by what there is to say", () => {
  const results = ["clear", "points", "asks", "not_applicable"].map((outcome) => ({ outcome }));
  const { open, clear, other } = sorted(results);
  assert.deepEqual([open.length, clear.length, other.length], [2, 1, 1]);
});
