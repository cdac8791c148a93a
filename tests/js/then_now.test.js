import assert from "node:assert/strict";
import test from "node:test";

import { chosen, grouped, named, written } from "../../src/medialit/widgets/then_now/index.js";

test("answers stand in the group of their lesson, in order", () => {
  const all = [{ group: "L1", prompt: "a" }, { group: "L2", prompt: "b" }, { group: "L1", prompt: "c" }];
  assert.deepEqual(grouped(all).map(([group, inside]) => [group, inside.map((one) => one.prompt)]), [["L1", ["a", "c"]], ["L2", ["b"]]]);
});

test("a long question is cut between characters, and a lost one leaves the id", () => {
  assert.equal(named({ prompt: "L1-C1", question: "Why?" }), "L1-C1 · Why?");
  assert.equal([...named({ prompt: "L1-C1", question: "😀".repeat(99) })].length, "L1-C1 · ".length + 61);
  assert.equal(named({ prompt: "L1-C1", question: "" }), "L1-C1");
});

test("a choice can be taken back and keeps what was written", () => {
  const start = { choices: {}, texts: {} };
  const one = written(chosen(start, "early", { lesson: "l", prompt: "p" }), "early", "met", "a study");
  assert.deepEqual(one, { choices: { early: { lesson: "l", prompt: "p" } }, texts: { early: { met: "a study" } } });
  assert.deepEqual(chosen(one, "early", null), { choices: {}, texts: { early: { met: "a study" } } });
  assert.deepEqual(written(one, "early", "now", "x").texts.early, { met: "a study", now: "x" });
  assert.deepEqual(start, { choices: {}, texts: {} });
});
