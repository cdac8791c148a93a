/** Building blocks for widgets: elements, keyboard guard, saving with acknowledgement, mounting. */

import { keepHearing } from "./hearing.js";

/** How long an answer may go unacknowledged before we say that it is not saved. */
export const PATIENCE_MS = 2500;
const DRAFT_PAUSE_MS = 600;
const KEPT = new Set(["draft", "commit", "again", "save"]);

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

/** The part of the address that all notebooks of one person share: two people on one hub never share a tab's memory. */
export function baseOf(pathname) {
  return pathname.split(/\/(?:lab|tree|notebooks|doc)(?:\/|$)/)[0];
}

/** Return the tab's own memory, or null where the browser allows none. */
function tabMemory() {
  try {
    return globalThis.location ? globalThis.sessionStorage : null;
  } catch {
    return null;
  }
}

/**
 * Return a shelf for what is typed but not yet acknowledged, one entry `{action, value, prompt, at, after}` a prompt.
 * The tab keeps it over a reload and over “run this cell again”, which takes the old boxes and their text away.
 */
export function createShelf(memory = tabMemory()) {
  const name = (prompt) => `medialit.unsaved ${baseOf(globalThis.location?.pathname ?? "")} ${prompt}`;
  const attempt = (call) => {
    try {
      return memory ? call() : null;
    } catch {
      return null; // full, forbidden or foreign: then the shelf is empty
    }
  };
  return {
    put: (entry) => attempt(() => memory.setItem(name(entry.prompt), JSON.stringify(entry))),
    take: (prompt) => attempt(() => JSON.parse(memory.getItem(name(prompt)))),
    drop: (prompt) => attempt(() => memory.removeItem(name(prompt))),
  };
}

/**
 * Return what a new view makes of shelved `entries`: the view with their text in its boxes, and the messages that save
 * it. What was saved later elsewhere wins; a commit that nobody acknowledged comes back as a draft, to commit again.
 */
export function withLost(view, entries) {
  const isNewer = ({ at, after }) => !view.saved_at || after === view.saved_at || at > Date.parse(view.saved_at);
  const lost = entries.filter((entry) => entry && isNewer(entry) && !(entry.action === "commit" && view.stage !== "open"));
  const mine = lost.find((entry) => entry.prompt === view.id);
  const votes = Object.fromEntries(lost.filter(({ value }) => value.vote).map(({ prompt, value }) => [prompt, value.vote]));
  return {
    view: { ...view, ...(mine ? { draft: mine.value } : {}), ...(view.votes ? { votes: { ...view.votes, ...votes } } : {}) },
    messages: lost.map(({ action, value, prompt }) => ({ action: action === "save" ? "save" : "draft", value, prompt })),
  };
}

/**
 * Return a saver: it sends messages to Python, waits for each reply, and tells `onStatus` what to show:
 * `{state: "saving" | "saved" | "unsaved" | "refused", text}`. “Saved” is said only when nothing is left to save. What
 * was not acknowledged in time lies on the shelf and is sent again as soon as Python answers anything.
 */
export function createSaver({ model, strings, onStatus, patience = PATIENCE_MS, shelf = createShelf(), start = 0 }) {
  let seq = start;
  let draft = null;
  let timer = 0;
  let lastPing = 0;
  let silent = false;
  let good = { state: "saved", text: "" };
  const waiting = new Map();
  const unsaved = new Map();

  function hold(message, number) {
    unsaved.set(message.prompt, { message, seq: number, late: false });
    shelf.put({ ...message, at: Date.now(), after: model.get?.("view")?.saved_at ?? null });
  }

  function giveUp(mine) {
    const asked = waiting.get(mine);
    if (!asked) return;
    clearTimeout(asked.late);
    silent = true;
    for (const kept of unsaved.values()) if (kept.seq === mine) kept.late = true;
    onStatus({ state: "unsaved", text: strings.unsaved });
    asked.resolve(null);
    asked.resolve = asked.whenLate;
  }

  function send(message, whenLate = () => {}) {
    seq += 1;
    const mine = seq;
    const reply = new Promise((resolve) => {
      waiting.set(mine, { message, resolve, whenLate, late: setTimeout(() => giveUp(mine), patience) });
    });
    if (KEPT.has(message.action)) hold(message, mine);
    try {
      model.send({ ...message, seq: mine });
    } catch {
      giveUp(mine);
    }
    return reply;
  }

  function onReply(reply) {
    const asked = waiting.get(reply.seq);
    if (!asked) return;
    waiting.delete(reply.seq);
    clearTimeout(asked.late);
    const wasSilent = silent;
    silent = false;
    const kept = unsaved.get(asked.message.prompt);
    const isLatest = Boolean(kept) && kept.seq === reply.seq;
    if (reply.status === "failed" && isLatest) kept.late = true;
    else if (isLatest) forget(asked.message, reply.status);
    if (reply.status === "saved") {
      good = { state: "saved", text: fill(strings.saved, { time: clock(reply.t) }) };
      for (const { message } of unsaved.values()) shelf.put({ ...message, at: Date.now(), after: reply.t });
    }
    tell(reply, wasSilent);
    if (reply.status !== "failed") resendLost();
    asked.resolve(reply);
  }

  /** A refused text stays on the shelf: it is not saved, and the person may still want to shorten it. */
  function forget({ prompt, action }, status) {
    unsaved.delete(prompt);
    if (status === "saved" || action === "commit" || action === "again") shelf.drop(prompt);
  }

  function tell(reply, wasSilent) {
    if (reply.status === "refused") onStatus({ state: "refused", text: reply.message });
    else if (reply.status === "failed") onStatus({ state: "unsaved", text: reply.message });
    else if (unsaved.size) onStatus({ state: "saving", text: strings.saving });
    else if (reply.status === "saved" || wasSilent) onStatus(good);
  }

  function resendLost() {
    for (const { message, late } of [...unsaved.values()]) if (late) send(message);
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
    /** Send now; resolves with the reply, or with null when none came in time. */
    now(action, value, prompt) {
      if (draft && (draft.action !== action || draft.prompt !== prompt)) flush();
      draft = null;
      clearTimeout(timer);
      onStatus({ state: "saving", text: strings.saving });
      return send({ action, value, prompt });
    },
    /** Send soon, once the person pauses; a later call replaces an earlier one. */
    soon(action, value, prompt) {
      if (draft && draft.prompt !== prompt) flush();
      draft = { action, value, prompt };
      hold(draft, Infinity);
      clearTimeout(timer);
      timer = setTimeout(flush, DRAFT_PAUSE_MS);
      onStatus(silent ? { state: "unsaved", text: strings.unsaved } : { state: "saving", text: strings.saving });
    },
    /**
     * Ask something that saves nothing, after what is waiting was sent; resolves with the reply, or with null. A reply
     * that comes after that, when other cells had to finish first, goes to `whenLate`.
     */
    ask(value, prompt, whenLate) {
      flush();
      return send({ action: "check", value, prompt }, whenLate);
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
      clearTimeout(timer);
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

/** Keep keys inside `root`: JupyterLab's shortcuts would edit the notebook. Ctrl+S saves here, as it does there. */
export function keyguard(root, onSave) {
  root.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      onSave();
    }
  });
}

/** Return a line that says whether what is in the boxes is saved: `el`, and `show({state, text})`. */
export function statusLine() {
  const el = h("p", { class: "ml-status", role: "status", "aria-live": "polite", testid: "status" });
  let announced = "";
  const show = ({ state, text }) => {
    // A screen reader hears each news once, not “Saving…” and “Saved” after every pause in typing.
    const isNews = state !== "saving" && text !== announced;
    el.setAttribute("aria-live", isNews ? "polite" : "off");
    if (isNews) announced = text;
    el.dataset.state = state;
    if (el.textContent !== text) el.textContent = text;
  };
  return { el, show };
}

/**
 * Return anywidget's `render` for a widget whose body `draw({view, strings, saver, redraw})` returns.
 * The root has the language, stops keydowns and holds the status line.
 */
export function mount(draw) {
  return ({ model, el }) => {
    keepHearing(model);
    const strings = model.get("strings");
    const given = model.get("view");
    const { el: status, show } = statusLine();
    const body = h("div", { class: "ml-body" });
    const root = h("section", { class: `medialit ml-${given.kind}`, lang: given.lang, "aria-label": fill(strings.region, { text: given.text }) }, body, status);
    const shelf = createShelf();
    const prompts = [given.id, ...(given.content.statements ?? []).map((one) => one.id)];
    const lost = withLost(given, prompts.map(shelf.take));
    // Replies reach every view of a model: a start of its own keeps two views from taking each other's.
    const start = Math.floor(Math.random() * 2 ** 40);
    const saver = createSaver({ model, strings, onStatus: show, shelf, start });
    let drawn = null;
    const redraw = (force = false) => {
      const isFirst = drawn === null;
      const view = isFirst ? lost.view : model.get("view");
      if (!force && signature(view) === drawn) return;
      drawn = signature(view);
      body.replaceChildren(draw({ view, strings, saver, redraw, root }));
      if (!isFirst) body.querySelector("[data-focus]")?.focus();
    };
    const onView = () => redraw();
    const leave = () => saver.flush();
    keyguard(root, leave);
    root.addEventListener("focusin", saver.ping);
    root.addEventListener("focusout", leave);
    window.addEventListener("pagehide", leave);
    model.on("change:view", onView);
    redraw();
    if (given.saved_at) show({ state: "saved", text: fill(strings.saved, { time: clock(given.saved_at) }) });
    for (const { action, value, prompt } of lost.messages) saver.now(action, value, prompt);
    el.replaceChildren(root);
    return () => {
      saver.stop();
      window.removeEventListener("pagehide", leave);
      model.off("change:view", onView);
    };
  };
}
