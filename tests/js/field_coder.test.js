import assert from "node:assert/strict";
import test from "node:test";

import { faceOf, firstOpen, isCoded, opening, snippet, valueOf, withCode } from "../../src/medialit/widgets/field_coder/index.js";

const VARIABLES = [{ id: "code" }, { id: "to" }];
const ITEMS = [{ id: "a" }, { id: "b" }];

test("a code is set and the argument is left alone", () => {
  const codes = { a: { code: "x" } };
  assert.deepEqual(withCode(codes, "a", "to", "y"), { a: { code: "x", to: "y" } });
  assert.deepEqual(withCode(codes, "b", "code", "y"), { a: { code: "x" }, b: { code: "y" } });
  assert.deepEqual(codes, { a: { code: "x" } });
});

test("an item is coded once each variable has a code, and the first that is not is opened", () => {
  const codes = { a: { code: "x", to: "y" }, b: { code: "x" } };
  assert.equal(isCoded(codes, "a", VARIABLES), true);
  assert.equal(isCoded(codes, "b", VARIABLES), false);
  assert.equal(firstOpen(codes, ITEMS, VARIABLES), 1);
  assert.equal(firstOpen({}, ITEMS, VARIABLES), 0);
  assert.equal(firstOpen({ a: codes.a, b: codes.a }, ITEMS, VARIABLES), 0);
});

test("a snippet cuts a long text and no character in two", () => {
  assert.equal(snippet("short"), "short");
  assert.equal(snippet("😀😀😀😀", 3), "😀😀…");
  assert.equal(snippet("one two three", 5), "one…");
});

test("an item of several voices is known by what was posted first, in its own language", () => {
  const talk = [{ who: "Host", lang: "zh-Hans", text: "你好" }, { who: "Guest", lang: "en", text: "hi" }];
  assert.equal(faceOf({ text: "a reading", talk }), talk[0]);
  assert.equal(faceOf({ text: "a post" }).text, "a post");
});

test("one's newest codes are compared with the partner's, or else with the first invented coder", () => {
  const coders = [{ id: "first" }, { id: "again" }, { id: "example-A" }];
  assert.deepEqual(opening(coders, true), { first: "again", second: "partner" });
  assert.deepEqual(opening(coders, false), { first: "again", second: "example-A" });
  assert.deepEqual(opening([{ id: "first" }], false), { first: "first", second: null });
});

test("what is saved has no blank notes and nothing of a comparison but what was put there", () => {
  const now = { codes: {}, notes: { a: " ", b: "x" }, splits: "", compared: null, partner: "secret" };
  assert.deepEqual(valueOf(now), { codes: {}, notes: { b: "x" }, splits: "", compared: null });
});
