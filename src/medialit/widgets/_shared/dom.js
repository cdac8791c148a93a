/** Building blocks for widgets: elements, keyboard guard, saving with acknowledgement, mounting. */

/** How long an answer may go unacknowledged before we say that it is not saved. */
export const PATIENCE_MS = 2500;
const DRAFT_PAUSE_MS = 600;

/**
 * Return a new element. `on` holds listeners, `class` the class names, `testid` a handle for tests;
 * every other property is an attribute (`true` sets it, `false`, `null` and `undefined` leave it out).
 */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") for (const [event, call] of Object.entries(value)) el.addEventListener(event, call);
    else if (name === "value") el.value = value;
    else if (name === "testid") el.dataset.testid = value;
    else if (value !== false && value !== null && value !== undefined) el.setAttribute(name, value === true ? "" : value);
  }
  el.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return el;
}

/** Return `text` with each `{name}` replaced by `values[name]`. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Return hours and minutes of an ISO time on this machine's clock. */
export function clock(iso) {
  const when = new Date(iso);
  return `${String(when.getHours()).padStart(2, "0")}:${String(when.getMinutes()).padStart(2, "0")}`;
}

let ids = 0;
const family = Math.random().toString(36).slice(2, 10);
/** Return an id that no other element of the page has, also where several widgets carry this code. */
export function freshId(stem) {
  ids += 1;
  return `medialit-${family}-${stem}-${ids}`;
}

/**
 * Return a saver: it sends messages to Python, waits for each reply, and tells `onStatus` what to show:
 * `{state: "saving" | "saved" | "unsaved" | "refused", text}`. What was not acknowledged is sent again as soon as
 * Python answers anything.
 */
export function createSaver({ model, strings, onStatus, patience = PATIENCE_MS }) {
  let seq = 0;
  let draft = null;
  let timer = 0;
  let lastPing = 0;
  const waiting = new Map();
  const unsaved = new Map();

  function send(message) {
    seq += 1;
    const mine = seq;
    const late = setTimeout(() => onStatus({ state: "unsaved", text: strings.unsaved }), patience);
    const reply = new Promise((resolve) => waiting.set(mine, { message, late, resolve }));
    if (message.action !== "ping") unsaved.set(`${message.prompt}/${message.action}`, { ...message, seq: mine });
    try {
      model.send({ ...message, seq: mine });
    } catch {
      clearTimeout(late);
      onStatus({ state: "unsaved", text: strings.unsaved });
    }
    return reply;
  }

  function settle(message) {
    const key = `${message.prompt}/${message.action}`;
    return { key, kept: unsaved.get(key) };
  }

  function onReply(reply) {
    const asked = waiting.get(reply.seq);
    if (!asked) return;
    waiting.delete(reply.seq);
    clearTimeout(asked.late);
    const { key, kept } = settle(asked.message);
    if (kept && kept.seq <= reply.seq && reply.status !== "failed") unsaved.delete(key);
    if (reply.status === "saved") onStatus({ state: "saved", text: fill(strings.saved, { time: clock(reply.t) }) });
    else if (reply.status === "alive") resendLost();
    else onStatus({ state: reply.status === "refused" ? "refused" : "unsaved", text: reply.message });
    asked.resolve(reply);
  }

  function resendLost() {
    const pending = new Set([...waiting.values()].map((one) => `${one.message.prompt}/${one.message.action}`));
    for (const [key, message] of [...unsaved]) {
      if (pending.has(key)) continue;
      unsaved.delete(key);
      const { seq: _old, ...again } = message;
      send(again);
    }
  }

  function flush() {
    clearTimeout(timer);
    if (!draft) return Promise.resolve(null);
    const message = draft;
    draft = null;
    return send(message);
  }

  model.on("msg:custom", onReply);
  return {
    /** Send now; resolves with the reply. */
    now(action, value, prompt) {
      draft = null;
      clearTimeout(timer);
      onStatus({ state: "saving", text: strings.saving });
      return send({ action, value, prompt });
    },
    /** Send soon, once the person pauses; a later call replaces an earlier one. */
    soon(action, value, prompt) {
      draft = { action, value, prompt };
      clearTimeout(timer);
      timer = setTimeout(flush, DRAFT_PAUSE_MS);
      onStatus({ state: "saving", text: strings.saving });
    },
    flush,
    /** Ask whether anybody is there, at most every five seconds. */
    ping() {
      if (Date.now() - lastPing < 5000) return;
      lastPing = Date.now();
      send({ action: "ping" });
    },
    stop() {
      flush();
      for (const { late } of waiting.values()) clearTimeout(late);
      model.off("msg:custom", onReply);
    },
  };
}

/** What must change for the widget to be drawn anew: never what is being typed. */
export function signature(view) {
  const { stage, first, again, id, lang } = view;
  return JSON.stringify([id, lang, stage, first, again, view.class]);
}

/**
 * Return anywidget's `render` for a widget whose body `draw({view, strings, saver, redraw})` returns.
 * The root has the language, stops keydowns (JupyterLab's shortcuts would edit the notebook) and holds the status line.
 */
export function mount(draw) {
  return ({ model, el }) => {
    const strings = model.get("strings");
    const status = h("p", { class: "ml-status", role: "status", "aria-live": "polite", testid: "status" });
    const body = h("div", { class: "ml-body" });
    const root = h("section", { class: `medialit ml-${model.get("view").kind}`, lang: model.get("view").lang, "aria-label": strings.region }, body, status);
    const show = ({ state, text }) => {
      status.dataset.state = state;
      if (status.textContent !== text) status.textContent = text;
    };
    const saver = createSaver({ model, strings, onStatus: show });
    let drawn = null;
    const redraw = (force = false) => {
      const view = model.get("view");
      if (!force && signature(view) === drawn) return;
      const moved = drawn !== null;
      drawn = signature(view);
      body.replaceChildren(draw({ view, strings, saver, redraw, root }));
      if (moved) body.querySelector("[data-focus]")?.focus();
    };
    const onView = () => redraw();
    const guard = (event) => event.stopPropagation();
    const leave = () => saver.flush();
    root.addEventListener("keydown", guard);
    root.addEventListener("focusin", saver.ping);
    root.addEventListener("focusout", leave);
    window.addEventListener("pagehide", leave);
    model.on("change:view", onView);
    redraw();
    const { saved_at: savedAt } = model.get("view");
    if (savedAt) show({ state: "saved", text: fill(strings.saved, { time: clock(savedAt) }) });
    el.replaceChildren(root);
    return () => {
      saver.stop();
      window.removeEventListener("pagehide", leave);
      model.off("change:view", onView);
    };
  };
}
