// What the pointer or the keyboard is at marks the same unit wherever else it stands: on the map, its bar, its row, its name.
// Nothing runs on the server. A unit's places say its code (`data-unit`, a link's `unit=`, the shape on a map).
(() => {
  if (window.viewPointed) return;
  window.viewPointed = true;
  const PLACES = ".view [data-unit]:not(button), .view .outline a";
  const codeOf = place => place.dataset.unit ?? new URL(place.href).searchParams.get("unit");
  const shapes = () => [...document.querySelectorAll(".choroplethlayer path")];
  const marked = code => {
    for (const place of document.querySelectorAll(PLACES)) place.classList.toggle("pointed", code !== null && codeOf(place) === code);
    for (const shape of shapes()) shape.classList.toggle("pointed", code !== null && shape.__data__?.loc === code);
  };
  let last = null;
  const at = code => { if (code !== last) marked(last = code); };
  const pointed = event => {
    const map = event.target.closest?.(".js-plotly-plot");
    if (map) return listened(map);
    const place = event.target.closest?.(PLACES);
    at(place ? codeOf(place) : null);
  };
  const listened = map => {
    if (map.isListened || !map.on) return;
    map.isListened = true;
    map.on("plotly_hover", event => at(event.points[0]?.location ?? null));
    map.on("plotly_unhover", () => at(null));
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, pointed);
  document.addEventListener("focusout", () => at(null));
})();
