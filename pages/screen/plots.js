// What a plot of curves or weeks says under the pointer: the place across, and the value of each line there. A plot brings its
// values along (`data-said`): `at` in parts of the width, `heads` how each place is written, `lines` as [name, colour, values].
(() => {
  if (window.viewPlots) return;
  window.viewPlots = true;
  const NEAR = 20; // pixels: a line without a value so near says nothing
  const GAP = 12; // pixels from the place to what is said of it
  let field = null, shown = -1;
  const made = (kind, words, parent) => {
    const one = document.createElement("div");
    one.className = kind;
    one.textContent = words;
    parent.append(one);
    return one;
  };
  const left = () => {
    field?.querySelectorAll(".said, .here").forEach(one => one.remove());
    field = null;
    shown = -1;
  };
  const nearest = (places, x, has) => places.reduce((best, at, place) =>
    has(place) && (best < 0 || Math.abs(at - x) < Math.abs(places[best] - x)) ? place : best, -1);
  const pointed = event => {
    const over = event.target.closest?.(".plane .field");
    if (!over) return left();
    const { at, heads, lines } = over.values ??= JSON.parse(over.dataset.said);
    const { left: start, width } = over.getBoundingClientRect();
    const place = nearest(at, (event.clientX - start) / width, () => true);
    if (place < 0 || (over === field && place === shown)) return;
    left();
    [field, shown] = [over, place];
    made("here", "", over).style.left = `${at[place] * 100}%`;
    const box = made("said", "", over);
    made("head", heads[place], box);
    for (const [name, colour, values] of lines) {
      const own = nearest(at, at[place], one => values[one] !== "");
      if (own < 0 || Math.abs(at[own] - at[place]) * width > NEAR) continue;
      const line = made("line", `${name}: ${values[own]}`, box);
      line.style.setProperty("--mark", colour);
    }
    const beside = at[place] > 0.5 ? -GAP - box.offsetWidth : GAP;
    box.style.left = `${Math.min(at[place] * width + beside, width - box.offsetWidth)}px`;
  };
  for (const kind of ["pointermove", "pointerdown"]) document.addEventListener(kind, pointed);
  document.addEventListener("pointerleave", left);
})();
