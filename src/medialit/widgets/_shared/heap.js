/** A heap of dots over a scale from 0 to 100: one dot per thing, and marks beside it. Its words stand outside, in HTML. */

import { h } from "./dom.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const LEFT = 56; // of the scale's 0; the things without a place on the scale are heaped before it
const RIGHT = 616;
const NOWHERE = 18;
const PITCH = 2.5;
const IN_A_ROW = 10;
const TOP = 16;
const SPECIAL = 8; // height of a row of special ones, which stand below the heap
const SPECIAL_IN_A_ROW = 8;

/** Return a new element of an SVG drawing. */
function shape(tag, props, ...children) {
  const el = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(props)) el.setAttribute(name, value);
  el.append(...children);
  return el;
}

/** Return where a percentage lies across the drawing. */
export function across(percent) {
  return LEFT + ((RIGHT - LEFT) * percent) / 100;
}

/** Return the path of `count` dots, heaped upward from `bottom` around `middle`: one move and one dot each. */
export function dots(count, middle, bottom) {
  const parts = [];
  for (let place = 0; place < count; place += 1) {
    const x = middle + ((place % IN_A_ROW) - (IN_A_ROW - 1) / 2) * PITCH;
    const y = bottom - (Math.floor(place / IN_A_ROW) + 0.5) * PITCH;
    parts.push(`M${round(x)} ${round(y)}h0`);
  }
  return parts.join("");
}

/** Return the path of `count` diamonds in rows below `top`, around `middle`. */
export function diamonds(count, middle, top) {
  const parts = [];
  for (let place = 0; place < count; place += 1) {
    const row = Math.floor(place / SPECIAL_IN_A_ROW);
    const inRow = Math.min(SPECIAL_IN_A_ROW, count - row * SPECIAL_IN_A_ROW);
    const x = middle + ((place % SPECIAL_IN_A_ROW) - (inRow - 1) / 2) * 7;
    parts.push(`M${round(x)} ${round(top + row * SPECIAL + 1)}l3 3l-3 3l-3 -3z`);
  }
  return parts.join("");
}

function round(number) {
  return Math.round(number * 100) / 100;
}

/**
 * Return a drawing: `el`, and `stand(percent)`, which moves the mark of where one stands (null takes it away).
 *
 * `steps` are `{ways, exact}` at equal distances from 0 to 100, `none` counts what has no place on the scale,
 * `published` is a percentage, `low` and `high` are the ends of a range, and `ticks` are `{at, text}`.
 */
export function heap({ steps, none, published, low, high, name, ticks }) {
  const rows = Math.ceil(Math.max(none, ...steps.map((one) => one.ways)) / IN_A_ROW);
  const bottom = TOP + rows * PITCH;
  const specials = Math.ceil(Math.max(...steps.map((one) => one.exact)) / SPECIAL_IN_A_ROW);
  const axis = bottom + specials * SPECIAL + 4;
  const height = axis + 16;
  const at = (place) => across((100 * place) / (steps.length - 1));
  const paths = steps.map(({ ways }, place) => dots(ways, at(place), bottom)).join("");
  const exact = steps.map((one, place) => diamonds(one.exact, at(place), bottom)).join("");
  const here = shape("g", { class: "ml-heap-here" }, shape("path", { d: `M0 ${TOP - 3}V${axis}` }), shape("path", { class: "ml-heap-solid", d: `M-7 ${TOP - 14}h14l-7 11z` }));
  const drawing = shape(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": name, class: "ml-heap" },
    shape("path", { class: "ml-heap-dots", d: paths + dots(none, NOWHERE, bottom) }),
    shape("path", { class: "ml-heap-exact", d: exact }),
    shape("path", { class: "ml-heap-axis", d: `M${LEFT - 14} ${axis}H${RIGHT + 14}${ticks.map((tick) => `M${across(tick.at)} ${axis}v5`).join("")}` }),
    shape("path", { class: "ml-heap-published", d: `M${across(published)} ${TOP}V${axis}` }),
    shape("path", { class: "ml-heap-range", d: `M${across(low)} ${axis + 4}v9M${across(low)} ${axis + 8.5}H${across(high)}M${across(high)} ${axis + 4}v9` }),
    here,
  );
  const stand = (percent) => {
    here.style.display = percent === null ? "none" : "";
    if (percent !== null) here.setAttribute("transform", `translate(${round(across(percent))} 0)`);
  };
  stand(null);
  const labels = h("div", { class: "ml-heap-ticks", "aria-hidden": "true" }, ticks.map(({ at: percent, text }) => tick(across(percent), text)), tick(NOWHERE, ticks.nowhere));
  return { el: h("div", {}, drawing, labels), drawing, stand };
}

function tick(x, text) {
  const el = h("span", {}, text);
  el.style.insetInlineStart = `${(100 * x) / WIDTH}%`;
  return el;
}
