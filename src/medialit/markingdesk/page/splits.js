/** Where two markers split: the answer, both marks, and a decision; and how far markers agree, criterion by criterion. */

import { fill, h } from "../../widgets/_shared/dom.js";
import { shown } from "./logic.js";

/** Return the view; `open()` asks for what is to be shown. */
export function createSplits({ desk, send, strings, tell }) {
  const list = h("div", { testid: "split-list" });
  const numbers = h("div", { testid: "agreement" });
  const title = h("h2", { tabindex: "-1" }, strings.splits);
  const el = h("main", { class: "splits", id: "splits-main" }, title, h("p", {}, strings.splits_why), list, h("h2", {}, strings.agreement), numbers);

  const nameOf = (id) => desk.criteria.find((one) => one.id === id)?.title ?? id;

  function mark(one) {
    return h("div", {}, h("p", { class: "soft" }, one.marker), h("p", { class: "big" }, fill(strings.points, { points: shown(one.points) })), h("p", { dir: "auto" }, one.comment || strings.no_comment));
  }

  function split(one) {
    const criterion = desk.criteria.find(({ id }) => id === one.criterion);
    let points = one.decision?.points ?? null;
    const status = h("p", { class: "status", role: "status" }, one.decision ? fill(strings.decided, { points: shown(points) }) : one.needs ? "" : strings.close_enough);
    const box = h("textarea", { rows: "2", maxlength: "5000", "aria-label": strings.comment, testid: "decision-comment" });
    box.value = one.decision?.comment ?? "";
    const choices = criterion.allowed.map((own) => [own, h("button", { type: "button", class: "quiet", testid: `decide-${shown(own)}`, on: { click: () => choose(own) } }, shown(own))]);
    const decide = h("button", { type: "button", class: "primary", testid: "decide", on: { click: send_decision } }, strings.decide);

    function choose(own) {
      points = own;
      for (const [value, button] of choices) button.setAttribute("aria-pressed", String(value === own));
    }

    async function send_decision() {
      if (points === null) return tell(strings.decide_first);
      const reply = await send("/decide", { criterion: one.criterion, pseudonym: one.pseudonym, digest: one.digest, points, comment: box.value });
      const isSaved = reply?.status === 200;
      status.textContent = isSaved ? fill(strings.decided, { points: shown(points) }) : fill(strings.refused, { problem: reply?.body?.message ?? strings.no_answer });
      status.dataset.state = isSaved ? "saved" : "refused";
      return undefined;
    }

    choose(points);
    return h("section", { class: "split", "aria-label": `${nameOf(one.criterion)} · ${one.pseudonym}`, testid: "split" },
      h("h3", {}, `${nameOf(one.criterion)} · ${one.pseudonym}`),
      h("iframe", { sandbox: "", src: one.frame, title: fill(strings.frame, { name: one.pseudonym }), referrerpolicy: "no-referrer", tabindex: "-1" }),
      h("div", { class: "two" }, one.marks.map(mark)),
      h("div", { class: "choices", role: "group", "aria-label": strings.decision }, choices.map(([, button]) => button)),
      box, h("div", { class: "actions" }, decide, status));
  }

  function agreement(one) {
    return h("section", { class: "split" }, h("h3", {}, nameOf(one.criterion)), one.sentences.map((text) => h("p", {}, text)));
  }

  return {
    el,
    async open() {
      title.focus();
      const reply = await send("/splits");
      if (reply?.status !== 200) return tell(fill(strings.not_loaded, { problem: reply?.body?.message ?? strings.no_answer }));
      const { splits, agreement: rows } = reply.body;
      list.replaceChildren(...(splits.length ? splits.map(split) : [h("p", { testid: "no-splits" }, strings.no_splits)]));
      numbers.replaceChildren(...(rows.length ? rows.map(agreement) : [h("p", {}, strings.no_agreement)]));
      return undefined;
    },
  };
}
