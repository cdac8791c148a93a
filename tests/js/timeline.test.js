import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { bracket, dateRows, drawn, hindrance, lanes, orderOf, placedSpans, slotRows } from "../../src/medialit/widgets/timeline/index.js";

const CASES = JSON.parse(readFileSync(new URL("./chronology.json", import.meta.url), "utf-8"));
const SLOTS = [{ id: "mon", text: "Monday" }, { id: "tue", text: "Tuesday" }];
const CARDS = [{ id: "a" }, { id: "b" }, { id: "c" }];

test("the browser tells backward from forward as Python does", () => {
  for (const { cause, effect, order } of CASES) assert.equal(orderOf(cause, effect), order, JSON.stringify([cause, effect]));
});

test("before the commit a card's time is its place on the line, and an unknown slot is no time", () => {
  const spans = placedSpans({ a: "tue", b: "mon", c: "gone" }, SLOTS);
  assert.deepEqual(spans, { a: [1, 1], b: [0, 0], c: null });
  assert.equal(orderOf(spans.a, spans.b), "backward");
  assert.equal(orderOf(spans.a, spans.c), "open");
  assert.equal(orderOf(spans.a, spans.missing), "open");
});

test("an arrow needs two different cards, is there once, and there is a most", () => {
  const arrows = [{ from: "a", to: "b" }];
  assert.equal(hindrance(arrows, { from: "a", to: null }, 5), "choose_two");
  assert.equal(hindrance(arrows, { from: "a", to: "a" }, 5), "itself");
  assert.equal(hindrance(arrows, { from: "a", to: "b" }, 5), "twice");
  assert.equal(hindrance(arrows, { from: "b", to: "a" }, 5), null);
  assert.equal(hindrance(arrows, { from: "b", to: "a" }, 1), "most");
});

test("each card stands in one row, those without a place in the first", () => {
  const rows = slotRows({ cards: CARDS, slots: SLOTS }, { a: "tue", c: "gone" }, "Not yet");
  assert.deepEqual(rows.map((row) => row.cards), [["b", "c"], [], ["a"]]);
});

test("an arrow is drawn only between cards that have a place", () => {
  const rows = slotRows({ cards: CARDS, slots: SLOTS }, { a: "tue", b: "mon" }, "Not yet");
  const arrows = [{ from: "a", to: "b" }, { from: "a", to: "c" }, { from: "a", to: "a" }, { from: "x", to: "a" }];
  assert.deepEqual(drawn(rows, arrows), arrows.slice(0, 1));
});

test("by their real dates the cards are in order, the same date is one row, and no date comes last", () => {
  const dates = { a: { when: "?", span: null }, b: { when: "9 May", span: [9, 9] }, c: { when: "2 May", span: [2, 2] }, d: { when: "9 May", span: [9, 9] } };
  const rows = dateRows([...CARDS, { id: "d" }], dates);
  assert.deepEqual(rows.map((row) => [row.text, row.cards]), [["2 May", ["c"]], ["9 May", ["b", "d"]], ["?", ["a"]]]);
});

test("no arrow covers another in its lane, and one may begin where another ends", () => {
  assert.deepEqual(lanes([[0, 2], [2, 3]]), [0, 0]);
  assert.deepEqual(lanes([[0, 5], [1, 2], [2, 4]]), [1, 0, 0]);
  assert.deepEqual(lanes([[1, 3], [1, 3]]), [0, 1]);
  assert.deepEqual(lanes([]), []);
  for (let round = 0; round < 200; round += 1) {
    const all = Array.from({ length: 8 }, () => [Math.floor(Math.random() * 9), Math.floor(Math.random() * 9)].sort((a, b) => a - b)).filter(([a, b]) => a < b);
    const found = lanes(all);
    all.forEach(([a, b], i) => all.forEach(([c, d], j) => assert.ok(i === j || found[i] !== found[j] || b <= c || d <= a)));
  }
});

test("a bracket goes out to its lane and back, up or down", () => {
  assert.match(bracket(10, 90, 20), /^M0 10H13.*V83.*20 90 13 90H6$/);
  assert.match(bracket(90, 10, 20), /^M0 90H13.*V17.*20 10 13 10H6$/);
  assert.doesNotMatch(bracket(10, 12, 20), /NaN|V9|V13/);
});
