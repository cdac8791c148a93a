const PATIENCE_MS = 15000;

/** Name the last chart above `el` in the same output, and mark it for the theme's colours; tell whether one was found. */
export function frame(el, name) {
  const area = el.closest(".jp-OutputArea") ?? el.parentElement;
  const charts = area ? [...area.querySelectorAll(".js-plotly-plot")] : [];
  const above = charts.filter((chart) => chart.compareDocumentPosition(el) & 4);
  const chart = above[above.length - 1];
  if (!chart) return false;
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", name);
  chart.classList.add("medialit-chart");
  for (const one of chart.querySelectorAll(".modebar a, .modebar button")) one.setAttribute("tabindex", "-1");
  return true;
}

function render({ model, el }) {
  const attempt = () => frame(el, model.get("name"));
  const start = requestAnimationFrame(attempt);
  const watcher = new MutationObserver(attempt);
  const area = el.closest(".jp-OutputArea") ?? document.body;
  watcher.observe(area, { childList: true, subtree: true });
  const stop = setTimeout(() => watcher.disconnect(), PATIENCE_MS);
  return () => {
    cancelAnimationFrame(start);
    clearTimeout(stop);
    watcher.disconnect();
  };
}

export default { render };
