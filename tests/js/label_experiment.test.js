import assert from "node:assert/strict";
import test from "node:test";

import { filled } from "../../src/medialit/widgets/label_experiment/index.js";

test("an answer has every rating, empty where none was given, and the arm that Python named", () => {
  assert.deepEqual(filled(null, "none"), { arm: "none", prediction: null, certainty: null, warmth: null, clarity: null, answer: null });
  assert.deepEqual(filled({ arm: "label", warmth: 3, withdrawn: true }, "none"), { arm: "none", prediction: null, certainty: null, warmth: 3, clarity: null, answer: null });
});
