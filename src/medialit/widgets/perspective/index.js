import { fill, h, mount } from "../_shared/dom.js";
import { button, question, radios, textField } from "../_shared/parts.js";

/** Return the standpoint that is left when `taken` is taken, or null. */
export function other(standpoints, taken) {
  return standpoints.find((one) => one.id !== taken) ?? null;
}

function draw({ view, strings, saver, redraw }) {
  const { standpoints, optional } = view.content;
  const now = { first: null, second: null, passed: false, change: "", ...view.draft };
  const save = (at = "soon") => saver[at]("save", { ...now }, view.id);
  const body = h("div", { class: "ml-form" });
  const fillBody = () => body.replaceChildren(...(now.passed ? passedNote() : texts()).filter(Boolean));

  function passedNote() {
    const back = button(strings.unpass, () => { now.passed = false; save("now"); fillBody(); }, { class: "ml-button ml-quiet", testid: "unpass" });
    return [h("p", {}, strings.passed), h("div", {}, back)];
  }

  function writing(turn) {
    const { text, starters, id } = standpoints.find((one) => one.id === now[turn].standpoint);
    const box = textField({ label: text, value: now[turn].text, rows: 6, testid: `text-${id}`, onInput: (given) => { now[turn] = { standpoint: id, text: given }; save(); } });
    const area = box.querySelector("textarea");
    const insert = (starter) => {
      area.value = `${area.value}${area.value && !area.value.endsWith("\n") ? "\n" : ""}${starter}`;
      area.dispatchEvent(new Event("input"));
      area.focus();
    };
    return h("div", { class: "ml-card" }, box, h("div", { class: "ml-starters", role: "group", "aria-label": strings.starters }, starters.map((one) => button(one.trim(), () => insert(one), { class: "ml-button ml-quiet" }))));
  }

  function texts() {
    const choose = radios({
      legend: strings.choose, options: standpoints, value: now.first?.standpoint, testid: "standpoint",
      onChange: (id) => {
        if (now.second) [now.first, now.second] = now.first?.standpoint === id ? [now.first, now.second] : [now.second, now.first];
        else now.first = { standpoint: id, text: now.first?.text ?? "" };
        save("now");
        fillBody();
        body.querySelector(`[data-testid="standpoint-${id}"]`)?.focus();
      },
    });
    const left = now.first ? other(standpoints, now.first.standpoint) : null;
    const go = left && !now.second
      ? button(fill(strings.switch, { other: left.text }), () => { now.second = { standpoint: left.id, text: "" }; save("now"); fillBody(); body.querySelector(`[data-testid="text-${left.id}"]`)?.focus(); }, { testid: "switch" })
      : null;
    const pass = button(strings.pass, () => { now.passed = true; save("now"); fillBody(); body.querySelector("button")?.focus(); }, { class: "ml-button ml-quiet", testid: "pass" });
    return [
      choose,
      h("div", { class: "ml-boards" }, now.first ? writing("first") : null, now.second ? writing("second") : null),
      h("div", { class: "ml-actions" }, go, pass, h("small", { class: "ml-hint" }, strings.pass_note)),
      now.second ? textField({ label: strings.change, value: now.change, rows: 2, testid: "change", onInput: (given) => { now.change = given; save(); } }) : null,
    ];
  }

  fillBody();
  return h("div", {}, question(view), optional ? h("p", { class: "ml-hint" }, strings.optional) : null, body);
}

export default { render: mount(draw) };
