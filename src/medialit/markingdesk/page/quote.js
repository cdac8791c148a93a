/** Choosing words of the answer to quote, by keyboard: one word after the other, in any script. */

/** Return where each word of `text` begins and ends, as a list of `[start, end]`. */
export function wordsOf(text) {
  const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
  return [...segments].filter((one) => one.isWordLike).map((one) => [one.index, one.index + one.segment.length]);
}

/**
 * Return the choice after a key: `{from, to}` are places in the list of words, `to` included. Arrows move it word by
 * word, Shift makes it longer or shorter at its end; null is a key that means something else.
 */
export function moved({ from, to }, key, shift, count) {
  const last = count - 1;
  const within = (place) => Math.min(Math.max(place, 0), last);
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10, Home: -count, End: count }[key];
  if (by === undefined) return null;
  if (shift) return { from, to: Math.max(from, within(to + by)) };
  const start = within((by > 0 ? to : from) + by);
  return { from: start, to: start };
}

/** Return the words chosen, as they stand in the text. */
export function chosen(text, words, { from, to }) {
  return words.length ? text.slice(words[from][0], words[to][1]) : "";
}
