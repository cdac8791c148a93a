import { fill, h, mount } from "../_shared/dom.js";
import { howToMark, marker, quoteOf } from "../_shared/marking.js";
import { flow, sources } from "../_shared/parts.js";

const KINDS = ["gained", "lost", "added"];
const KINDS_IN = { original: ["lost"], gloss: ["lost"], fluent: ["gained", "added"], machine: [] };

/** Return the marks of one passage, each with the name of its text only. */
export function ofPassage(marks, passage) {
  const head = `${passage}.`;
  return marks.filter(({ text }) => text.startsWith(head)).map((mark) => ({ ...mark, text: mark.text.slice(head.length) }));
}

/** Return the marks of one passage with full names of their texts, as they are saved. */
export function named(marks, passage) {
  return marks.map((mark) => ({ ...mark, text: `${passage}.${mark.text}` }));
}

/** Return a text cut where runs `{from, to, count}` begin or end: `{text, count}`, the count 0 where there is no run. */
export function heated(text, runs) {
  const signs = [...text];
  const cuts = [...new Set([0, ...runs.flatMap(({ from, to }) => [from, to]), signs.length])].filter((cut) => cut <= signs.length).sort((one, other) => one - other);
  return cuts.slice(0, -1).map((from, place) => {
    const over = runs.filter((run) => run.from <= from && run.to >= cuts[place + 1]);
    return { text: signs.slice(from, cuts[place + 1]).join(""), count: Math.max(0, ...over.map(({ count }) => count)) };
  });
}

function passageHeading(tag, view, strings, number) {
  const { title } = view.content.passages[number - 1];
  return h(tag, { class: "ml-heading" }, fill(strings.passage, { number, title }), " ", view.content.invented ? h("span", { class: "ml-badge" }, strings.invented) : null);
}

function form({ view, strings, value, changed }) {
  const { passages, captions, at_least: least } = view.content;
  const known = value?.marks ?? [];
  const kinds = KINDS.map((id) => ({ id, text: strings[id] }));
  const how = howToMark(kinds, strings);
  const textsOf = ({ texts }) =>
    Object.entries(KINDS_IN)
      .filter(([name]) => texts[name])
      .map(([name, marked]) => ({ id: name, label: strings[name], kinds: marked, note: captions?.[name], ...texts[name] }));
  const markers = passages.map((passage) =>
    marker({ texts: textsOf(passage), kinds, marks: ofPassage(known, passage.id), strings, uiLang: view.lang, how, onChange: changed, testid: passage.id }),
  );
  const lost = known.filter(({ text }) => !passages.some(({ id }) => text.startsWith(`${id}.`)));
  const meaning = h("dl", { class: "ml-meaning" }, KINDS.map((kind) => [h("dt", {}, strings[kind]), h("dd", {}, strings[`${kind}_means`])]));
  const el = h(
    "div",
    { class: "ml-form" },
    meaning,
    how,
    markers.map((one, place) => h("details", { class: "ml-passage", open: place < least || one.read().length > 0 }, passageHeading("summary", view, strings, place + 1), one.el)),
  );
  return { el, read: () => ({ marks: [...markers.flatMap((one, place) => named(one.read(), passages[place].id)), ...lost] }) };
}

function draw({ view, strings, saver }) {
  const { passages } = view.content;
  const numbers = Object.fromEntries(passages.map(({ id }, place) => [id, place + 1]));

  function told({ text, kind, quote, note }) {
    const [, passage, name] = /^(.*)\.([^.]*)$/.exec(text) ?? ["", "", text];
    const where = passage in numbers ? fill(strings.where, { number: numbers[passage], text: strings[name] ?? name }) : text;
    const lang = passages.find(({ id }) => id === passage)?.texts[name]?.lang;
    return h("li", {}, h("strong", {}, strings[kind] ?? kind), " ", quoteOf(quote, lang), " ", h("small", {}, where), note ? h("div", {}, note) : null);
  }

  const summary = ({ marks }) => h("ul", { testid: "told" }, marks.map(told));

  function ofClass(passage) {
    if (!view.class) return null;
    if (!view.class.runs) return h("p", { class: "ml-hint", testid: "too-few" }, fill(strings.too_few, { count: view.class.n }));
    const strips = Object.keys(KINDS_IN).flatMap((name) => KINDS_IN[name].map((kind) => strip(passage, name, kind, view.class)));
    return h("div", { testid: `class-${passage.id}` }, h("p", { class: "ml-heading" }, strings.class_heading), strips.some(Boolean) ? strips : h("p", { class: "ml-hint" }, strings.class_none));
  }

  /** One text as the class marked it: darker where more people did, with the number beside it. */
  function strip(passage, name, kind, { n, runs }) {
    const mine = runs.filter((run) => run.text === `${passage.id}.${name}` && run.kind === kind);
    if (mine.length === 0) return null;
    const { text, lang } = passage.texts[name];
    const heat = ({ text: piece, count }) => (count ? h("span", { class: "ml-heat", style: `--heat:${Math.round((40 * count) / n)}%` }, piece, h("sup", { class: "ml-span-number" }, count)) : piece);
    return h("div", { class: "ml-strip" }, h("small", {}, fill(strings.class_of, { kind: strings[kind], text: strings[name], count: n })), h("p", { lang }, heated(text, mine).map(heat)));
  }

  function reveal() {
    const of = (passage) => {
      const { note, ...suggested } = view.reveal.passages[passage.id];
      return h(
        "div",
        { class: "ml-passage", testid: `suggested-${passage.id}` },
        passageHeading("h3", view, strings, numbers[passage.id]),
        h("dl", {}, KINDS.filter((kind) => suggested[kind]).map((kind) => [h("dt", {}, strings[kind]), h("dd", {}, suggested[kind])])),
        h("p", {}, h("strong", {}, strings.translator_note), " ", note),
        ofClass(passage),
      );
    };
    return h("div", {}, h("p", {}, view.reveal.text), passages.map(of), sources(view.reveal.sources, strings));
  }

  return flow({ view, strings, saver, form, summary, reveal, folds: true });
}

export default { render: mount(draw) };
