/** The marking desk begins here: who may look, what is said, and where keys go. */

import { h } from "../../widgets/_shared/dom.js";
import { createDesk } from "./desk.js";
import { createHelp } from "./help.js";
import { command } from "./keys.js";
import { createSender } from "./saver.js";
import { createSplits } from "./splits.js";
import { createTop } from "./top.js";

const NUMBER_WAITS_MS = 4000;
const SAID_FOR_MS = 6000;
const TOKEN = "medialit desk token";

function tabMemory() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}

/** Return the token of the address, which is then taken out of it, or the one that this tab had before a reload. */
function takeToken(memory) {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!given) return memory?.getItem(TOKEN) ?? "";
  memory?.setItem(TOKEN, given);
  history.replaceState(null, "", location.pathname);
  return given;
}

async function begin(root) {
  const memory = tabMemory();
  const send = createSender({ token: takeToken(memory) });
  const reply = await send("/desk");
  if (reply?.status !== 200) {
    root.append(h("p", { class: "empty", role: "alert", testid: "refused" }, reply?.status === 403 ? root.dataset.stranger : (reply?.body?.message ?? root.dataset.gone)));
    return;
  }
  const desk = reply.body;
  const strings = desk.words;
  const said = h("p", { class: "said-aloud", role: "status", testid: "said" });
  const aloud = h("p", { class: "unseen", "aria-live": "polite", testid: "aloud" });
  let fading = 0;
  const tell = (text) => {
    said.textContent = text;
    said.classList.add("fresh");
    clearTimeout(fading);
    fading = setTimeout(() => said.classList.remove("fresh"), SAID_FOR_MS);
  };
  tell.aloud = (text) => { aloud.textContent = text; }; // what an eye sees anyway
  const parts = {};
  const help = createHelp({ strings });
  const top = createTop({
    strings, desk, onCriterion: (id) => { toSplits(false); parts.desk.open(id); }, onSplits: () => toSplits(!parts.splits.el.isConnected),
    onHelp: () => help.showModal(), onUnsaved: () => { toSplits(false); parts.desk.goUnsaved(); },
  });
  parts.desk = createDesk({ desk, send, strings, tell, memory, onFar: top.show, onUnsaved: top.unsaved });
  parts.splits = createSplits({ desk, send, strings, tell });

  function toSplits(is) {
    if (is === parts.splits.el.isConnected) return;
    parts.desk.flush();
    (is ? parts.desk : parts.splits).el.replaceWith((is ? parts.splits : parts.desk).el);
    top.place(is);
    document.querySelector(".skip").href = is ? "#splits-main" : "#answer";
    if (is) parts.splits.open();
    else parts.desk.refresh();
  }

  let number = 0;
  const awaitNumber = (is) => {
    clearTimeout(number);
    number = is ? setTimeout(() => awaitNumber(false), NUMBER_WAITS_MS) : 0;
    parts.desk.awaitNumber(is);
  };

  document.addEventListener("keydown", (event) => {
    if (help.open) return;
    const onDesk = parts.desk.el.isConnected;
    if (onDesk && parts.desk.key(event)) return event.preventDefault();
    const asked = command(event, number !== 0);
    if (!asked) return;
    const wasWaiting = number !== 0;
    awaitNumber(asked.name === "number" && onDesk);
    if (asked.name === "leave" && wasWaiting) return;
    if (asked.name === "help") help.showModal();
    else if (asked.name === "splits") toSplits(onDesk);
    else if (asked.name !== "number" && !(onDesk && parts.desk.command(asked))) return;
    event.preventDefault();
  });
  window.addEventListener("focus", () => parts.desk.el.isConnected && parts.desk.refresh());
  window.addEventListener("beforeunload", (event) => {
    parts.desk.flush();
    if (parts.desk.unsaved().length) event.preventDefault();
  });

  root.replaceChildren(top.el, parts.desk.el, said, aloud, help);
  top.place(false);
  await parts.desk.open(desk.start);
  document.body.dataset.ready = "true";
}

begin(document.getElementById("desk"));
