// On a map no name lies over another, however wide the map is and however large its letters: where two meet, the later one
// says its figure alone, and where that still meets another it is left out. The pointer and the list beside tell it all the same.
(() => {
  if (window.viewLabels) return;
  window.viewLabels = true;
  const NAMES = ".geo text";
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const thinned = map => {
    const kept = [];
    const isFree = name => {
      const box = name.getBoundingClientRect();
      return box.width === 0 || !kept.some(other => meet(box, other));
    };
    for (const name of map.querySelectorAll(NAMES)) {
      const lines = [...name.querySelectorAll("tspan.line")];
      name.style.display = "";
      for (const line of lines) line.style.display = "";
      for (const line of lines.slice(0, -1)) if (!isFree(name)) line.style.display = "none";
      if (isFree(name)) kept.push(name.getBoundingClientRect());
      else name.style.display = "none";
    }
  };
  let isAsked = false;
  const asked = changes => {
    if (isAsked || !changes.some(change => change.target.closest?.(".js-plotly-plot"))) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      for (const map of document.querySelectorAll(".js-plotly-plot")) thinned(map);
    });
  };
  new MutationObserver(asked).observe(document.body, { childList: true, subtree: true });
})();
