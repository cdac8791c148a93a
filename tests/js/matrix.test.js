import assert from "node:assert/strict";
import test from "node:test";

import { blanks, differing, marked } from "../../src/medialit/widgets/matrix/index.js";

const CARDS = [{ id: "a" }, { id: "b" }];
const COLUMNS = [{ id: "x" }, { id: "y" }];

test("a cell is marked, marked anew and emptied, and the argument is left alone", () => {
  const one = marked({}, "a", "x", "supports");
  const two = marked(one, "a", "x", "cannot");
  assert.deepEqual(two, { a: { x: "cannot" } });
  assert.deepEqual(marked(two, "a", "x", null), { a: {} });
  assert.deepEqual(one, { a: { x: "supports" } });
});

test("empty cells are those of the matrix, whatever else was marked", () => {
  assert.equal(blanks({}, CARDS, COLUMNS), 4);
  assert.equal(blanks({ a: { x: "supports", z: "supports" }, c: { x: "supports" } }, CARDS, COLUMNS), 3);
});

test("a cell left empty differs from no suggestion", () => {
  assert.equal(differing({ a: { x: "supports" } }, { a: { x: "cannot", y: "cannot" }, b: { x: "supports" } }), 1);
});
