// On a map no name lies over another, however wide the map is and however large its letters: where two meet, the later one
// says its figure alone, and where that still meets another it is left out. The pointer and the list beside tell it all the same.
(() => {
  if (window.viewLabels) return;
  window.viewLabels = true;
  const NAMES = ".geo text";
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const linesOf = name => { const lines = [...name.querySelectorAll("tspan.line")]; return lines.length ? lines : [name]; };
  const around = boxes => ({
    left: Math.min(...boxes.map(box => box.left)), right: Math.max(...boxes.map(box => box.right)),
    top: Math.min(...boxes.map(box => box.top)), bottom: Math.max(...boxes.map(box => box.bottom)),
  });
  // All is measured before anything is hidden: the browser lays the map out once.
  const thinned = map => {
    const names = [...map.querySelectorAll(NAMES)].map(name => ({ name, lines: linesOf(name) }));
    for (const { name, lines } of names) for (const part of [name, ...lines]) part.style.display = "";
    const measured = names.map(one => ({ ...one, boxes: one.lines.map(line => line.getBoundingClientRect()) }));
    const kept = [], hidden = [];
    for (const { name, lines, boxes } of measured) {
      const from = boxes.findIndex((_, first) => !kept.some(other => meet(around(boxes.slice(first)), other)));
      if (from < 0) { hidden.push(name); continue; }
      hidden.push(...lines.slice(0, from));
      kept.push(around(boxes.slice(from)));
    }
    for (const part of hidden) part.style.display = "none";
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
