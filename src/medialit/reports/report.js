"use strict";
for (const place of document.querySelectorAll(".plot")) {
  const spec = JSON.parse(document.getElementById(place.dataset.spec).textContent);
  Plotly.newPlot(place, spec.data, spec.layout, { displayModeBar: false, responsive: true, staticPlot: true });
}
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details")) one.open = true;
});
