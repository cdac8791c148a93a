/** What the student committed in the lesson: their first and their last answer, and how sure they were. */

import { fill, h } from "../../widgets/_shared/dom.js";

/** Return the panel. */
export function createEarlier({ strings }) {
  const list = h("div", { testid: "earlier" });
  const el = h("section", { class: "earlier", "aria-labelledby": "earlier-title" }, h("h2", { id: "earlier-title" }, strings.earlier), list);

  function told({ asked, said, when, certainty }) {
    const sure = certainty === null ? "" : fill(strings.certainty, { certainty });
    return h("div", { class: "told" },
      h("p", { class: "soft" }, asked),
      h("p", { class: "said", dir: "auto" }, said),
      h("p", { class: "soft" }, [when, sure].filter(Boolean).join(" · ")));
  }

  return {
    el,
    /** Show the answers of one student. */
    show: (answers) => list.replaceChildren(...(answers.length ? answers.map(told) : [h("p", { class: "soft" }, strings.earlier_none)])),
  };
}
