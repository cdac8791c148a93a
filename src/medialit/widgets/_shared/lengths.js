/** Counting a text as the draft check F3 counts it: words, Han characters, and both together. */

const HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
const LETTERS = `(?:(?![${HAN}])[\\p{L}\\p{N}])+`;
const TOKEN = new RegExp(`[${HAN}]|${LETTERS}(?:(?:['’\\-]|(?<=\\p{Nd})[.,](?=\\p{Nd}))${LETTERS})*`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]$`, "u");

/** Return the words and the Han characters in `text`. */
export function counted(text) {
  const tokens = text.match(TOKEN) ?? [];
  const han = tokens.filter((one) => IS_HAN.test(one)).length;
  return { words: tokens.length - han, han };
}

/** Return the length of `{words, han}` in Han characters if `inHan`, else in words; `ratio` characters are one word. */
export function together({ words, han }, ratio, inHan) {
  return Math.round(inHan ? han + words * ratio : words + han / ratio);
}
