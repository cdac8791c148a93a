"use strict";
for (const place of document.querySelectorAll(".drawing")) {
  const fail = () => {
    place.hidden = true;
    place.nextElementSibling.hidden = false;
  };
  /** A label may not lead anywhere; Python took links out, this is for one that plotly put together itself. */
  const unlink = () => {
    for (const one of place.querySelectorAll("a")) for (const name of one.getAttributeNames()) one.removeAttribute(name);
  };
  try {
    const { data, layout } = JSON.parse(document.getElementById(place.dataset.spec).textContent);
    Plotly.newPlot(place, data, layout, { displayModeBar: false, responsive: true, staticPlot: true })
      .then(() => {
        unlink();
        place.on("plotly_afterplot", unlink);
        place.dataset.drawn = "";
      })
      .catch(fail);
  } catch {
    fail();
  }
}
