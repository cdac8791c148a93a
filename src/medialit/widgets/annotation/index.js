import { fill, h, mount } from "../_shared/dom.js";
import { marker } from "../_shared/marking.js";
import { flow, select, sources } from "../_shared/parts.js";
import { spanOf, stands } from "../_shared/spans.js";

/** Tell whether a saved mark is one of this passage, in whichever language or copy. */
export function isIn(passage, { text }) {
  if (text.startsWith("article-")) return (passage.paragraphs ?? []).includes(Number(text.slice("article-".length)));
  return text.slice(0, text.lastIndexOf(".")) === passage.id;
}

/** Return what is said of a mark of which only the place was saved. */
function unquoted({ text, words }, strings) {
  return fill(strings.unquoted, { words, number: text.slice("article-".length) });
}

/**
 * Return a saved mark as the marker takes it, with `saved`: what to send back where it stands in none of `texts`. `here`
 * says whether it stands in its text; what was typed and not yet saved when the page was left does not say so.
 */
export function shownMark({ here, ...saved }, texts, strings) {
  const { text, kind, start, end, note, exact } = saved;
  const known = texts.find(({ id }) => id === text);
  const isHere = known && (here ?? (exact !== undefined && stands(known.text, { start, end, quote: exact })));
  const quote = isHere ? spanOf(known.text, start, end).quote : (exact ?? unquoted(saved, strings));
  return { text, kind, start, end, note, quote, saved };
}

/** Return a mark of the marker as it is sent: with its words where it stands in a text, else as it was saved. */
export function sentMark({ text, kind, start, end, note, quote, saved }, texts) {
  const known = texts.find(({ id }) => id === text);
  if (known && stands(known.text, { start, end, quote })) return { text, kind, start, end, note, exact: quote, here: true };
  return { ...saved, note, here: false };
}

function draw({ view, strings, saver }) {
  const { passages, labels } = view.content;
  const names = Object.fromEntries(labels.map(({ id, text }) => [id, text]));

  function form({ value, changed }) {
    let passage = value?.passage ?? (passages.length === 1 ? passages[0].id : null);
    let marks = value?.marks ?? [];
    let made = null; // the marker, its texts, and the marks of other passages
    let turn = 0;
    const place = h("div", { class: "ml-passage", testid: "passage" });

    const all = () => (made ? [...made.aside, ...made.marker.read().map((mark) => sentMark(mark, made.texts))] : marks);
    const read = () => ({ passage, marks: all().map(({ here, ...saved }) => saved) });

    function show(texts, notes) {
      const one = passages.find(({ id }) => id === passage);
      const mine = marks.filter((mark) => isIn(one, mark)).map((mark) => shownMark(mark, texts, strings));
      const aside = marks.filter((mark) => !isIn(one, mark));
      const words = { ...strings, span_older: strings.elsewhere };
      made = { texts, aside, marker: marker({ texts: texts.map((text) => ({ ...text, kinds: labels.map(({ id }) => id) })), kinds: labels, marks: mine, strings: words, uiLang: view.lang, onChange: changed }) };
      place.replaceChildren(...notes, made.marker.el);
    }

    async function open() {
      turn += 1;
      const mine = turn;
      made = null;
      const one = passages.find(({ id }) => id === passage);
      if (!one) return place.replaceChildren();
      const { whole, lacks } = view.copy[one.id];
      if (!whole) return show([{ id: `${one.id}.${view.lang === "en" ? "en" : "zh"}`, label: one.title, lang: view.lang, text: one.text, note: one.source }], copyNotes(one, lacks));
      place.replaceChildren(h("p", { role: "status" }, strings.loading));
      const reply = await saver.ask({ passage: one.id }, view.id);
      if (mine !== turn) return undefined;
      if (reply?.status !== "told") return place.replaceChildren(h("p", { role: "alert", testid: "no-answer" }, strings.no_answer));
      const texts = reply.told.texts.map(({ id, number, text }) => ({ id, label: fill(strings.copy_label, { number }), lang: "en", text }));
      return show(texts, [h("p", { class: "ml-hint", testid: "from-copy" }, strings.from_copy)]);
    }

    function copyNotes({ paragraphs }, lacks) {
      if (!paragraphs) return [];
      const told = lacks.length ? fill(strings.lacks, { numbers: lacks.join(strings.comma) }) : strings.add_copy;
      return [h("p", { class: "ml-hint", testid: "no-copy" }, told)];
    }

    function choose(id) {
      marks = all();
      passage = id;
      open();
      changed();
    }

    const parts = passages.length > 1 ? select({ label: strings.part, options: passages.map(({ id, title }) => ({ id, text: title })), value: passage, onChange: choose, empty: strings.choose_part, testid: "part" }) : null;
    open();
    return { el: h("div", { class: "ml-form" }, parts, helped(labels), place), read };
  }

  const quoteOf = (mark) => (mark.exact === undefined ? unquoted(mark, strings) : h("q", { class: "ml-quote" }, mark.exact));
  const summary = ({ passage, marks }) =>
    h(
      "div",
      {},
      h("p", { class: "ml-heading" }, passages.find(({ id }) => id === passage)?.title ?? passage),
      marks.length ? h("ul", { testid: "told" }, marks.map((mark) => h("li", {}, h("strong", {}, names[mark.kind] ?? mark.kind), " ", quoteOf(mark), mark.note ? h("div", { class: "ml-hint" }, mark.note) : null))) : h("p", {}, strings.nothing),
    );

  const reveal = () => {
    const { text, words, sources: cited } = view.reveal;
    return h("div", {}, h("p", {}, text), words.length ? h("p", {}, strings.compare) : null, words.length ? h("ol", { class: "ml-compared", testid: "compared" }, words.map(compared)) : null, sources(cited, strings));
  };

  function compared({ quote, lang, label, mine, why, claim }) {
    const yours = mine.length ? fill(strings.yours, { labels: mine.join(strings.comma) }) : strings.yours_none;
    const ours = label ? h("span", { class: "ml-badge" }, fill(strings.ours, { label })) : null;
    const head = [h("q", { class: "ml-quote", lang }, quote), " ", ours, h("span", { class: "ml-badge ml-mine" }, yours)];
    const more = claim ? h("details", {}, h("summary", {}, claim.title), h("ul", {}, claim.lines.map((line) => h("li", {}, line))), sources(claim.sources, strings)) : null;
    return h("li", {}, h("p", {}, head), why ? h("p", {}, why) : null, more);
  }

  return flow({ view, strings, saver, form, summary, reveal, folds: true });
}

/** Return the labels that need a word of explanation, with it; nothing where none does. */
function helped(labels) {
  const told = labels.filter(({ help }) => help);
  return told.length ? h("dl", { class: "ml-help" }, told.map(({ text, help }) => [h("dt", {}, text), h("dd", {}, help)])) : null;
}

export default { render: mount(draw) };
