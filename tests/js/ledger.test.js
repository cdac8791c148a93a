import assert from "node:assert/strict";
import test from "node:test";

import { asText, kept, lacking, lampText, markOf, opened, parsePercent, reordered, spotted } from "../../src/medialit/widgets/ledger/index.js";

const COLUMNS = [{ id: "a", label: "A" }, { id: "b", label: "B" }];

test("a word is spotted whole in English and anywhere in Chinese", () => {
  assert.equal(spotted("She WANTS likes.", ["wants"]), "wants");
  assert.equal(spotted("unwanted wantsome", ["wants", "wanted"]), null);
  assert.equal(spotted("她想要点赞", ["希望", "想要"]), "想要");
  assert.equal(spotted("a (sic) b", ["(sic)"]), "(sic)");
  assert.equal(spotted("", ["wants"]), null);
});

test("a percentage is a whole number from 0 to 100, however it is typed", () => {
  assert.deepEqual(["0", "100", " 70 % ", "７０％", "101", "7.5", "-1", "", "many"].map(parsePercent), [0, 100, 70, 70, null, null, null, null, null]);
});

test("moving a row keeps every row once and leaves the argument alone", () => {
  const rows = ["a", "b", "c"];
  assert.deepEqual(reordered(rows, 0, 2), ["b", "c", "a"]);
  assert.deepEqual(reordered(rows, 2, 0), ["c", "a", "b"]);
  assert.deepEqual(rows, ["a", "b", "c"]);
});

test("own rows are filled up to the least number, and empty ones at the end are not kept", () => {
  const rows = opened({ rows: { min: 3, max: 8 } }, [{ cells: {} }, { cells: { a: "x" } }]);
  assert.equal(rows.length, 3);
  assert.deepEqual(kept(rows), [{ cells: {} }, { cells: { a: "x" } }]);
  assert.deepEqual(kept(opened({ rows: { min: 3, max: 8 } }, [])), []);
});

test("fixed rows are always there, and only filled ones are kept", () => {
  const fixed = [{ id: "one", label: "One" }, { id: "two", label: "Two" }];
  const rows = opened({ fixed }, [{ id: "two", cells: { a: "x", b: " " } }]);
  assert.deepEqual(rows.map((row) => row.label), ["One", "Two"]);
  assert.deepEqual(kept(rows), [{ id: "two", cells: { a: "x" } }]);
});

test("a filled row that the prompt has lost stays, under its id", () => {
  const rows = opened({ fixed: [{ id: "one", label: "One" }] }, [{ id: "old", cells: { a: "x" } }]);
  assert.deepEqual(rows.map((row) => row.label), ["One", "old"]);
  assert.deepEqual(kept(rows), [{ id: "old", cells: { a: "x" } }]);
});

test("what a row lacks is what is blank in it; nought is something", () => {
  const found = lacking([{ cells: { a: "x", b: 0 } }, { cells: { a: " ", b: null } }], COLUMNS);
  assert.deepEqual(found.map((row) => [row.index, row.columns.map((one) => one.id)]), [[1, ["a", "b"]]]);
});

const STRINGS = { found: "F.", found_four: "4.", not_found: "N.", too_short: "S.", looking: "L", no_lookup: "?", long_quotation: "{words} > {most}" };

test("a lamp says what is known of a quotation, and how long it is if it is too long", () => {
  const say = (text, found, most) => lampText({ text, found, most, strings: STRINGS });
  assert.equal(say("  ", "found"), "");
  assert.equal(say("one two three four five", undefined), "L");
  assert.equal(say("one two three four five", null), "?");
  assert.equal(say("one two three four five", "found", 5), "F.");
  assert.equal(say("one two three four", "found", 5), "4.");
  assert.equal(say("one two three four five", "not_found", 4), "N. 5 > 4");
  assert.equal(say("one", "too_short"), "S.");
  assert.equal(say("我想要一个社群", "too_short", 5), "S.", "never too short and too long at once");
});

test("the mark of a row is that of the option that was chosen", () => {
  const columns = [{ id: "a" }, { id: "b", options: [{ id: "own", mark: 1 }, { id: "other", mark: 2 }, { id: "none" }] }];
  assert.deepEqual([{}, { b: "own" }, { b: "other" }, { b: "none" }, { b: "gone" }].map((cells) => markOf(columns, cells)), [null, 1, 2, null, null]);
});

test("rows for a partner are plain text: labels and what stands there, and nothing of empty rows", () => {
  const columns = [{ id: "a", type: "text", label: "Claim" }, { id: "v", type: "choice", label: "Verdict", options: [{ id: "holds", text: "holds" }] }, { id: "n", type: "percent", label: "Certainty" }];
  const rows = [{ cells: { a: "=HYPERLINK(1) <b>", v: "holds", n: 0 } }, { cells: { a: " " } }, { cells: { v: "gone" } }];
  const told = asText({ title: "Six claims", columns, rows, names: (_, index) => `Row ${index + 1}`, strings: { share_cell: "{label}: {cell}" } });
  assert.equal(told, ["Six claims", "", "Row 1", "Claim: =HYPERLINK(1) <b>", "Verdict: holds", "Certainty: 0", "", "Row 3", "Verdict: gone", ""].join("\r\n"));
});
