/**
 * Saving: one message at a time, a level before the comment beside it. What was not acknowledged is kept in the page and
 * on the tab's shelf, is sent again, and is said to be not saved until the desk answers.
 */

export const PAUSE_MS = 700;
export const RETRY_MS = 2000;
const PATIENCE_MS = 8000;

/** Return a `send(path, body)` that resolves with `{status, body}`, or with null when nobody answered. */
export function createSender({ token, fetch = globalThis.fetch.bind(globalThis) }) {
  return async function send(path, body) {
    const headers = { "X-Desk-Token": token, ...(body === undefined ? {} : { "Content-Type": "application/json" }) };
    const asks = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    // A page that is being closed may still send what is small.
    const keepalive = globalThis.document?.visibilityState === "hidden" && (asks.body ?? "").length < 60_000;
    try {
      const reply = await fetch(path, { ...asks, headers, keepalive, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      return { status: reply.status, body: await reply.json() };
    } catch {
      return null;
    }
  };
}

/** Return a shelf in the tab's memory: entries by name, over a reload; where memory is forbidden, an empty one. */
export function createShelf(memory, prefix) {
  const attempt = (call, otherwise) => {
    try {
      return memory ? call() : otherwise;
    } catch {
      return otherwise; // full or forbidden
    }
  };
  const names = () => Array.from({ length: memory.length }, (_, place) => memory.key(place)).filter((key) => key.startsWith(prefix));
  return {
    put: (name, entry) => attempt(() => memory.setItem(prefix + name, JSON.stringify(entry)), null),
    drop: (name) => attempt(() => memory.removeItem(prefix + name), null),
    all: () => attempt(() => names().map((key) => [key.slice(prefix.length), JSON.parse(memory.getItem(key))]), []),
  };
}

const TROUBLE = new Set(["gone", "stranger", "refused", "met", "held"]);
const isLost = (entry) => entry.state === "gone" || entry.state === "stranger";
const isEmpty = (want) => want.points === undefined && want.comment === undefined;

/**
 * Return a saver. `onChange(entry, reply)` hears of every change in the saving of an answer. `entry.state` is
 * `pausing`, `saving`, `saved`, `held` (a comment that waits for a level), `gone` (nobody answers), `stranger` (the desk
 * was started anew elsewhere), `refused` (with `problem`), or `met` (saved elsewhere meanwhile, with `theirs`).
 */
export function createSaver({ send, shelf, onChange, later = setTimeout, cancel = clearTimeout, pause = PAUSE_MS, retry = RETRY_MS }) {
  const entries = new Map();
  let running = null;
  let again = null;

  const fresh = (name) => ({ name, place: null, want: {}, seen: null, hasMark: false, due: false, stuck: null, state: "saved", problem: "", theirs: null });
  const entryOf = (name) => entries.get(name) ?? entries.set(name, fresh(name)).get(name);
  const tell = (entry, state, { problem = "", theirs = null, reply = null } = {}) => {
    Object.assign(entry, { state, problem, theirs });
    onChange(entry, reply);
  };

  for (const [name, kept] of shelf.all()) Object.assign(entryOf(name), kept, { state: "gone", due: true });

  function keep(entry) {
    if (isEmpty(entry.want)) shelf.drop(entry.name);
    else shelf.put(entry.name, { place: entry.place, want: entry.want, seen: entry.seen, hasMark: entry.hasMark });
  }

  /** Send whatever is due, one after the other; resolves when nothing is left that can be sent now. */
  function pump() {
    running ??= sendAll().finally(() => { running = null; });
    return running;
  }
  async function sendAll() {
    for (let entry = next(); entry; entry = next()) if (!(await step(entry))) break;
  }
  const canGo = (entry) => entry.want.points !== undefined || (entry.want.comment !== undefined && !entry.stuck);
  const next = () => [...entries.values()].find((entry) => entry.due && entry.place && canGo(entry));

  async function step(entry) {
    const field = entry.want.points !== undefined ? "points" : "comment";
    const value = entry.want[field];
    const path = field === "points" || entry.hasMark ? "/mark" : "/check";
    const more = path === "/mark" ? { seen: entry.seen, seconds: entry.seconds?.() ?? 0 } : {};
    if (!isLost(entry)) tell(entry, "saving");
    const reply = await send(path, { ...entry.place, [field]: value, ...more });
    if (reply === null || reply.status >= 500 || reply.status === 403) return lost(entry, reply);
    if (reply.status === 409) met(entry, field, reply);
    else if (reply.status !== 200) refused(entry, field, value, reply);
    else if (path === "/check") held(entry, value);
    else saved(entry, field, value, reply);
    keep(entry);
    return true;
  }

  /** Nobody took it: try again soon. A desk that answers with a failure may still take what else is due. */
  function lost(entry, reply) {
    entry.due = false;
    tell(entry, reply?.status === 403 ? "stranger" : "gone", { problem: reply?.body?.message ?? "" });
    again ??= later(retryLost, retry);
    return (reply?.status ?? 0) >= 500;
  }

  function retryLost() {
    again = null;
    for (const entry of entries.values()) if (isLost(entry)) entry.due = canGo(entry);
    pump();
  }

  /** One message was answered: say how things stand, and go on with what can still be sent. */
  function settled(entry, reply) {
    entry.due = canGo(entry);
    if (entry.due) tell(entry, "saving", { reply });
    else tell(entry, entry.stuck?.state ?? "saved", { ...entry.stuck, reply });
  }

  function saved(entry, field, value, reply) {
    Object.assign(entry, { seen: reply.body.item.mark.at, hasMark: true });
    if (entry.want[field] === value) delete entry.want[field];
    if (entry.stuck?.state === "held") entry.stuck = null;
    settled(entry, reply);
  }

  function held(entry, value) {
    if (entry.want.comment === value) entry.stuck = { state: "held" };
    settled(entry, null);
  }

  function refused(entry, field, value, reply) {
    if (entry.want[field] === value) entry.stuck = { state: "refused", problem: reply.body.message };
    if (field === "points") delete entry.want.points;
    settled(entry, null);
  }

  /** Saved elsewhere meanwhile: a level pressed here is pressed again on top, a comment is for a person to settle. */
  function met(entry, field, reply) {
    const { item, reason, message } = reply.body;
    const { want } = entry;
    Object.assign(entry, { seen: item.mark?.at ?? null, hasMark: Boolean(item.mark), place: { ...entry.place, digest: item.digest } });
    if (item.mark && want.points === item.mark.points) delete want.points;
    if (item.mark && want.comment?.trim() === item.mark.comment) delete want.comment;
    const isTheirs = Boolean(item.mark?.comment) && want.comment !== undefined;
    if (reason === "text") delete want.points; // it was for a text that is gone
    if (reason === "text" || isTheirs) entry.stuck = { state: "met", reason, problem: message, theirs: item.mark };
    settled(entry, reply);
  }

  return {
    /** Note what is wanted of an answer (nothing new is “send mine”); `now` sends at once, else after a pause in typing. */
    save(name, change, { now = false } = {}) {
      const entry = entryOf(name);
      Object.assign(entry.want, change);
      if (change.points === undefined || entry.stuck?.state === "held" || entry.stuck?.reason === "text") entry.stuck = null;
      keep(entry);
      cancel(entry.timer);
      if (isLost(entry)) tell(entry, entry.state, { problem: entry.problem });
      else tell(entry, "pausing");
      if (now) return this.flush(name);
      entry.timer = later(() => this.flush(name), pause);
      return null;
    },
    /** Send what waits for a pause: of one answer, or of all; resolves when it was answered. */
    flush(name) {
      for (const entry of name ? [entryOf(name)] : entries.values()) {
        if (entry.state === "pausing" || name) entry.due = canGo(entry);
        cancel(entry.timer);
      }
      return pump();
    },
    /**
     * Tell where an answer stands on the server: `place` is what a message needs, `mark` what is saved, `seconds()` the
     * time spent. Of an answer with something unsaved, what the person saw when they typed stays.
     */
    know(name, { place, mark, seconds }) {
      const entry = entryOf(name);
      Object.assign(entry, { place: entry.place && !isEmpty(entry.want) ? entry.place : place, seconds });
      if (isEmpty(entry.want)) Object.assign(entry, { seen: mark?.at ?? null, hasMark: Boolean(mark) });
      return entry;
    },
    entry: entryOf,
    /** Forget what was typed and not saved: the person took what is saved. */
    drop(name) {
      const entry = entryOf(name);
      cancel(entry.timer);
      Object.assign(entry, { want: {}, due: false, stuck: null });
      keep(entry);
      tell(entry, "saved");
    },
    /** Names of the answers of which something is not saved. */
    unsaved: () => [...entries.values()].filter((entry) => !isEmpty(entry.want)).map((entry) => entry.name),
    /** Names of those that will not be saved unless a person does something, or the desk comes back. */
    troubled: () => [...entries.values()].filter((entry) => !isEmpty(entry.want) && TROUBLE.has(entry.state)).map((entry) => entry.name),
  };
}
