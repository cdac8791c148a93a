/** Name the last chart above `el` in the same output, and mark it for the theme's colours; tell whether one was found. */
export function frame(el, name) {
  const area = el.closest(".jp-OutputArea") ?? el.parentElement;
  const charts = area ? [...area.querySelectorAll(".js-plotly-plot")] : [];
  const above = charts.filter((chart) => chart.compareDocumentPosition(el) & 4);
  const chart = above[above.length - 1];
  if (!chart) return false;
  if (chart.getAttribute("aria-label") !== name) {
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", name);
    chart.classList.add("medialit-chart");
  }
  for (const one of chart.querySelectorAll(".modebar :is(a, button):not([tabindex='-1'])")) one.setAttribute("tabindex", "-1");
  return true;
}

function render({ model, el }) {
  let next = 0;
  // A chart may be drawn late, and again: each change of the output is looked at once, before the next frame.
  const soon = () => {
    cancelAnimationFrame(next);
    next = requestAnimationFrame(() => frame(el, model.get("name")));
  };
  const watcher = new MutationObserver(soon);
  const begin = requestAnimationFrame(() => {
    watcher.observe(el.closest(".jp-OutputArea") ?? el.parentElement ?? el, { childList: true, subtree: true });
    soon();
  });
  model.on("change:name", soon);
  return () => {
    cancelAnimationFrame(begin);
    cancelAnimationFrame(next);
    watcher.disconnect();
    model.off("change:name", soon);
  };
}

export default { render };
