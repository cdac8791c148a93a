import assert from "node:assert/strict";
import test from "node:test";

import { blanks, placed } from "../../src/medialit/widgets/board/index.js";
import { filled } from "../../src/medialit/widgets/claim_fields/index.js";
import { answered, withAnswer } from "../../src/medialit/widgets/classify/index.js";
import { parseNumber } from "../../src/medialit/widgets/commit_reveal/index.js";
import { inWords } from "../../src/medialit/widgets/opinion_map/index.js";
import { other } from "../../src/medialit/widgets/perspective/index.js";
import { moved } from "../../src/medialit/widgets/rank_sort/index.js";
import { ofCard, phrases, pieces, placesOf } from "../../src/medialit/widgets/source_tracer/index.js";

test("a number may be typed with a percent sign, a comma or in full width", () => {
  assert.deepEqual(["40", " 40 % ", "32,5", "40％", "", "many"].map(parseNumber), [40, 40, 32.5, 40, null, null]);
});

test("moving a card keeps every card once and leaves the argument alone", () => {
  const order = ["a", "b", "c"];
  assert.deepEqual(moved(order, "c", 0), ["c", "a", "b"]);
  assert.deepEqual(moved(order, "a", 99), ["b", "c", "a"]);
  assert.deepEqual(moved(order, "a", -5), ["a", "b", "c"]);
  assert.deepEqual(order, ["a", "b", "c"]);
});

test("a card without a column is a blank, also after it was taken back", () => {
  const cards = [{ id: "a" }, { id: "b" }];
  const places = placed({}, "a", "push");
  assert.equal(blanks(places, cards), 1);
  assert.equal(blanks(placed(places, "a", null), cards), 2);
});

test("answers are counted one by one and can be taken back", () => {
  const one = withAnswer({}, "Q1", "object", "posts");
  const two = withAnswer(one, "Q1", "window", "period");
  assert.equal(answered(two), 2);
  assert.equal(answered(withAnswer(two, "Q1", "object", null)), 1);
  assert.equal(answered(one), 1);
});

test("a lamp is lit by anything but spaces", () => {
  assert.deepEqual(filled({ unit: "a", window: "  ", denominator: "", sentence: "x" }), { unit: true, window: false, denominator: false, sentence: true });
});

test("Chinese is split into words, and a text comes back whole", () => {
  const text = "没有说明方法，也没有说清。";
  const all = pieces(text, "zh-Hans");
  assert.equal(all.map((one) => one.text).join(""), text);
  assert.ok(all.filter((one) => one.word).length > 3);
});

test("marked neighbours are one phrase, and a phrase is found again", () => {
  const all = pieces("The period compared is stated; the number is not.", "en");
  const marked = placesOf(all, ["period compared", "not"]);
  assert.deepEqual(phrases(all, marked), ["period compared", "not"]);
  assert.deepEqual(phrases(all, new Set()), []);
});

test("a phrase belongs to one card only", () => {
  assert.deepEqual(ofCard(["N1: no method", "N2: relaying"], "N2"), ["relaying"]);
});

test("the other standpoint is the one that was not taken", () => {
  assert.equal(other([{ id: "host" }, { id: "newcomer" }], "host").id, "newcomer");
});

test("counts are said in words, merged ones together", () => {
  const strings = { agree: "agree", disagree: "disagree", pass: "pass" };
  assert.equal(inWords([{ votes: ["agree"], count: 9 }, { votes: ["disagree", "pass"], count: 6 }], strings), "agree 9 · disagree / pass 6");
});
