import assert from "node:assert/strict";
import test from "node:test";

import { strip } from "../../src/medialit/widgets/rank_sort/index.js";

test("a strip has a mark for each place: the middle half, the median, one's own", () => {
  const marks = strip({ low: 2, median: 2, high: 3 }, 4, 4);
  assert.deepEqual(marks.map((one) => one.half), [false, true, true, false]);
  assert.deepEqual(marks.map((one) => one.median), [false, true, false, false]);
  assert.deepEqual(marks.map((one) => one.mine), [false, false, false, true]);
});
