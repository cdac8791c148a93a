import assert from "node:assert/strict";
import { test } from "node:test";

import { keepHearing } from "../../src/medialit/widgets/_shared/hearing.js";

/** What ipywidgets does with a message, and what anywidget puts before it. */
class Plain {
  heard = [];
  listeners = new Map();
  comm = { on_msg: (call) => { this.say = call; } };
  constructor() { this.comm.on_msg((message) => this._handle_comm_msg(message)); }
  on(name, call) { this.listeners.set(name, call); }
  off(name) { this.listeners.delete(name); }
  set(name) { this.listeners.get(`change:${name}`)?.(this); }
  _handle_comm_msg(message) { this.heard.push(message); }
}
class Deaf extends Plain {
  _handle_comm_msg() {}
}

/** What a widget is given of its model. */
function shown(own) {
  return { on: own.on.bind(own), off: own.off.bind(own), set: own.set.bind(own) };
}

test("a model that gave up loading hears again, once and no more than once", () => {
  const own = new Deaf();
  own.say("lost");
  keepHearing(shown(own));
  keepHearing(shown(own));
  own.say("saved");
  assert.deepEqual(own.heard, ["saved"]);
  assert.equal(own.listeners.size, 0);
});

test("a model whose messages nothing holds back is left alone", () => {
  const own = new Plain();
  const before = own.say;
  keepHearing(shown(own));
  assert.equal(own.say, before);
});

test("a model without a comm, or of another kind, is no error", () => {
  keepHearing({ on: () => {}, off: () => {} });
  keepHearing(shown(Object.assign(new Deaf(), { comm: null })));
});
