import assert from "node:assert/strict";
import test from "node:test";

import { across, diamonds, dots } from "../../src/medialit/widgets/_shared/heap.js";
import { isSame, logged, percentage, standing } from "../../src/medialit/widgets/definition_dial/index.js";

const turn = (from, to, panel = "file") => ({ panel, last: { ban: from }, now: { ban: to }, label: `${from} to ${to}` });

test("a share is a whole number from 0 to 100, however it is typed", () => {
  assert.deepEqual(["0", "100", " 20 % ", "８０％", "101", "2.5", "-1", "", "most"].map(percentage), [0, 100, 20, 80, null, null, null, null, null]);
});

test("the dials stand as saved where that position still exists, else where they start", () => {
  const dials = { ban: ["public", "all"], west: ["nato"] };
  assert.deepEqual(standing({ ban: "all", west: "moon", more: "x" }, { ban: "public", west: "nato" }, dials), { ban: "all", west: "nato" });
  assert.deepEqual(standing(undefined, { ban: "public", west: "nato" }, dials), { ban: "public", west: "nato" });
});

test("the newest turn is first, each turn is there once, and the chosen one is never forgotten", () => {
  const chosen = turn("0", "1");
  let log = [chosen];
  for (let at = 1; at < 30; at += 1) log = logged(log, turn(String(at), String(at + 1)), chosen);
  assert.equal(log[0].label, "29 to 30");
  assert.ok(log.some((one) => isSame(one, chosen)));
  assert.equal(log.length, 13);
  assert.equal(logged(log, turn("29", "30"), null).length, 12);
});

test("turns of two panels are never the same", () => {
  assert.ok(isSame(turn("a", "b"), turn("a", "b")));
  assert.ok(!isSame(turn("a", "b"), turn("a", "b", "cards")));
  assert.ok(!isSame(null, null));
});

test("a heap has one dot for each thing, and none over another", () => {
  for (const count of [0, 1, 10, 952]) {
    const drawn = dots(count, 300, 250).split("M").filter(Boolean);
    assert.equal(drawn.length, count);
    assert.equal(new Set(drawn).size, count);
  }
});

test("special things are heaped downward, one mark each", () => {
  const drawn = diamonds(17, 300, 250).split("M").filter(Boolean);
  assert.equal(new Set(drawn).size, 17);
  assert.equal(diamonds(0, 300, 250), "");
});

test("a heap is narrower than the way to its neighbour on the scale", () => {
  const xs = dots(952, 0, 0).match(/M(-?[\d.]+) /g).map((one) => Number(one.slice(1)));
  assert.ok(Math.max(...xs) - Math.min(...xs) < across(5) - across(0));
});
