import assert from "node:assert/strict";
import test from "node:test";

import { forecast, leftAt, points, scales, within, withChoice } from "../../src/medialit/widgets/migration_simulator/index.js";

const SIZE = { width: 500, height: 200, left: 50, right: 50, top: 10, bottom: 30 };
const CHART = { days: ["a", "b", "c", "d", "e"], range: [1000, 100000] };

test("a typed number counts within its bounds only, also in full width and with a comma", () => {
  assert.equal(within("12", 0, 20), 12);
  assert.equal(within(" ２.5 ", 0, 20), 2.5);
  assert.equal(within("2,5", 0, 20), 2.5);
  assert.equal(within("0", 0, 20), 0);
  for (const text of ["", "  ", "21", "-1", "many", "1e999"]) assert.equal(within(text, 0, 20), null, text);
});

test("a forecast is open, all together, or a pair", () => {
  assert.deepEqual([null, undefined, [], ["", ""], ["x", "y"]].map(forecast), [null, null, "all", "pair", "pair"]);
});

test("a choice takes its place and leaves the other alone", () => {
  assert.deepEqual(withChoice(null, 1, "x"), ["", "x"]);
  assert.deepEqual(withChoice(["a", "b"], 0, null), ["", "b"]);
  const pair = ["a", "b"];
  withChoice(pair, 0, "c");
  assert.deepEqual(pair, ["a", "b"]);
});

test("the chart spreads the days evenly and makes equal factors equal steps", () => {
  const { x, y } = scales(CHART, SIZE);
  assert.deepEqual([x(0), x(4)], [50, 450]);
  assert.deepEqual([y(1000), y(100000)], [170, 10]);
  assert.ok(Math.abs(y(1000) - y(10000) - (y(10000) - y(100000))) < 1e-9);
});

test("what is below or above the range stays on the chart", () => {
  const { y } = scales(CHART, SIZE);
  for (const value of [0, -5, 1, 10 ** 12]) assert.ok(y(value) <= 170 && y(value) >= 10, String(value));
});

test("a line has a point for each day", () => {
  assert.equal(points([1000, 100000], scales({ ...CHART, days: ["a", "b"] }, SIZE)), "50.0,170.0 450.0,10.0");
});

test("the sliders stand where they were left, also if only the browser knows, and anew if no slider has it", () => {
  const view = { setting: { push: 1, extra: "" }, controls: [{ id: "push", least: 0, most: 5 }], extras: [{ id: "monday" }] };
  const left = (setting) => leftAt({ ...view, draft: setting && { setting } });
  assert.deepEqual(left(null), view.setting);
  assert.deepEqual(leftAt({ ...view, draft: {} }), view.setting);
  assert.deepEqual(left({ push: 3, extra: "monday" }), { push: 3, extra: "monday" });
  assert.deepEqual(left({ push: 9, extra: "" }), view.setting);
  assert.deepEqual(left({ push: 3, extra: "sunday" }), view.setting);
  assert.deepEqual(left({ extra: "" }), view.setting);
});
