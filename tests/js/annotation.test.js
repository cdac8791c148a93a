import assert from "node:assert/strict";
import test from "node:test";

import { isIn, sentMark, shownMark } from "../../src/medialit/widgets/annotation/index.js";

const STRINGS = { unquoted: "{words} words of paragraph {number}" };
const TEXTS = [{ id: "ferry.en", text: "The ferry stopped." }, { id: "article-9", text: "😀 It was the water." }];
const MARK = { text: "ferry.en", kind: "nobody", start: 4, end: 9, note: "n" };

test("a mark is one of a passage in whichever language, and of the paragraphs that it stands for", () => {
  const passage = { id: "the.ferry", paragraphs: [9, 10] };
  const is = (text) => isIn(passage, { text });
  assert.deepEqual(["the.ferry.en", "the.ferry.zh", "article-9"].map(is), [true, true, true]);
  assert.deepEqual(["the.en", "article-1", "article-", "article-90"].map(is), [false, false, false, false]);
  assert.equal(isIn({ id: "a" }, { text: "article-9" }), false);
});

test("a mark comes back as it was sent", () => {
  for (const saved of [{ ...MARK, exact: "ferry" }, { text: "article-9", kind: "study", start: 2, end: 8, note: "", exact: "It was" }]) {
    const shown = shownMark({ ...saved, prefix: "", suffix: "", here: true }, TEXTS, STRINGS);
    assert.equal(shown.quote, saved.exact);
    assert.deepEqual(sentMark(shown, TEXTS), { ...saved, here: true });
  }
});

test("a mark of which only the place was saved gets its words from the copy", () => {
  const saved = { text: "article-9", kind: "study", start: 2, end: 8, note: "", words: 2, hash: "0".repeat(16) };
  assert.equal(shownMark({ ...saved, here: true }, TEXTS, STRINGS).quote, "It was");
});

test("a mark that stands in no text is listed in words, keeps its place and may get a note", () => {
  const saved = { text: "article-9", kind: "study", start: 2, end: 8, note: "", words: 2, hash: "0".repeat(16) };
  const shown = shownMark({ ...saved, here: false }, [TEXTS[0]], STRINGS);
  assert.equal(shown.quote, "2 words of paragraph 9");
  assert.deepEqual(sentMark({ ...shown, note: "new" }, [TEXTS[0]]), { ...saved, note: "new", here: false });
  const other = shownMark({ ...MARK, exact: "渡船", here: false }, TEXTS, STRINGS);
  assert.equal(other.quote, "渡船", "its text was changed");
  assert.deepEqual(sentMark(other, TEXTS), { ...MARK, exact: "渡船", here: false });
});

test("what was typed before the page was left is looked at anew", () => {
  assert.equal(shownMark({ ...MARK, exact: "ferry" }, TEXTS, STRINGS).quote, "ferry");
  const stale = shownMark({ ...MARK, exact: "barge" }, TEXTS, STRINGS);
  assert.deepEqual(sentMark(stale, TEXTS), { ...MARK, exact: "barge", here: false });
});
