import assert from "node:assert/strict";
import test from "node:test";

import { heated, named, ofPassage } from "../../src/medialit/widgets/translation_triptych/index.js";

test("marks of a passage lose its name and get it back", () => {
  const marks = [{ text: "P1.fluent", kind: "added" }, { text: "P11.fluent", kind: "added" }];
  assert.deepEqual(ofPassage(marks, "P1"), [{ text: "fluent", kind: "added" }]);
  assert.deepEqual(named(ofPassage(marks, "P1"), "P1"), [marks[0]]);
});

test("a text is cut where runs begin and end, counted in characters, and comes back whole", () => {
  const pieces = heated("😀猫税 ok", [{ from: 1, to: 3, count: 9 }, { from: 2, to: 6, count: 5 }]);
  assert.deepEqual(pieces, [{ text: "😀", count: 0 }, { text: "猫", count: 9 }, { text: "税", count: 9 }, { text: " ok", count: 5 }]);
  assert.deepEqual(heated("ab", []), [{ text: "ab", count: 0 }]);
  assert.equal(heated("ab", [{ from: 1, to: 99, count: 5 }]).map((one) => one.text).join(""), "ab");
});
