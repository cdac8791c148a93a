/** What the desk works out: levels and halves, who comes next, which phrases fit, how long it still takes. */

/** Return the points of rung `rung`; `allowed` holds every level and, between two of them, the half. */
export function pointsOf(allowed, rung) {
  return allowed[2 * rung] ?? null;
}

/** Return the rung whose points these are; a half gives the rung below it and `half: true`. */
export function rungOf(allowed, points) {
  const place = allowed.indexOf(points);
  return place < 0 ? null : { rung: Math.floor(place / 2), half: place % 2 === 1 };
}

/** Return the points half a level up or down, or null where the ladder ends or nothing was chosen. */
export function halfStep(allowed, points, by) {
  const place = allowed.indexOf(points);
  return place < 0 ? null : (allowed[place + by] ?? null);
}

/** Return the place of the next answer that waits, from behind `at` and round the end; null if none does. */
export function nextWaiting(order, at) {
  for (let step = 1; step <= order.length; step += 1) {
    const place = (at + step) % order.length;
    if (order[place].waits) return place;
  }
  return null;
}

/**
 * Return the phrases to show in `language`: those nearest to the level chosen first (3.5 lies between two; null is none
 * yet); every word asked for must occur. A phrase that was written in one language only is shown in that one.
 */
export function fitting(bank, level, asked, language) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const far = (one) => (level === null ? 0 : Math.abs(one.level - level));
  return bank
    .map((entry, place) => ({ ...entry, place, text: entry[language] || entry.en || entry.zh }))
    .filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
    .sort((a, b) => far(a) - far(b) || b.level - a.level || a.place - b.place);
}

/** Return minutes for a person: whole ones, at least 1. */
export function minutes(seconds) {
  return Math.max(1, Math.round(seconds / 60));
}

/** Return points as people write them: 3, 3.5. */
export function shown(points) {
  return points === null || points === undefined ? "–" : String(Math.round(points * 100) / 100);
}

/**
 * Return `text` with `phrase` put in at `[start, end]`, and what is then selected: the hole to be filled, if there is
 * one, else the place behind the phrase. Words that are selected in the answer fill the hole at once.
 */
export function inserted(text, [start, end], phrase, quote) {
  const filled = quote ? phrase.replace("{quote}", () => quote) : phrase;
  const before = text.slice(0, start);
  const gap = !before || /[\s“‘「『（(，。！？；：、]$/.test(before) || (/[”’」』]$/.test(before) && /^\p{Script=Han}/u.test(phrase)) ? "" : " ";
  const hole = filled.indexOf("{quote}");
  const at = start + gap.length;
  const select = hole < 0 ? [at + filled.length, at + filled.length] : [at + hole, at + hole + "{quote}".length];
  return { text: before + gap + filled + text.slice(end), select };
}

/** Return a time that grows only while somebody looks: `now()` in ms, `visible()` tells whether the page is shown. */
export function createWatch(now, visible) {
  let spent = 0;
  let since = visible() ? now() : null;
  const count = () => {
    if (since !== null) spent += now() - since;
    since = visible() ? now() : null;
    return spent / 1000;
  };
  return { seconds: count, start: (already) => { spent = already * 1000; since = visible() ? now() : null; } };
}

/** Return a comment as a phrase for others: the first words it quotes from `answer` become a hole to be filled. */
export function asPhrase(comment, answer) {
  for (const [whole, words] of comment.matchAll(/[“"「]([^“”"「」]+)[”"」]/g)) {
    if (answer.includes(words.trim())) return comment.replace(whole, () => whole.replace(words, () => "{quote}"));
  }
  return comment.trim();
}
