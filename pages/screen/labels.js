// The names on a map, written over what plotly has drawn: as texts of plotly's own they took the browser longer than the map,
// and twice. A figure brings them in `layout.meta`, as JSON: `names`, for each frame as [lon, lat, lines, size]. No name lies over another,
// however wide the map is and however large its letters: where two meet, the later one says its last lines alone, and where that
// still meets another it is left out. The pointer and the list beside tell it all the same.
(() => {
  if (window.viewLabels) return;
  window.viewLabels = true;
  const SVG = "http://www.w3.org/2000/svg", LINE = 1.3; // of the size of letters: from line to line
  const PHONE = 640, LEAST = 12.5, SMALL = 10.5; // pixels: of a map so narrow the smallest names are left to the list, the others are small
  const pen = document.createElement("canvas").getContext("2d");
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  // What remains of a name at a place among those kept, and the room it takes.
  const fitted = ({ x, y, lines, size, widths }, kept) => {
    const top = y - lines.length * size * LINE / 2;
    for (let first = 0; first < lines.length; first++) {
      const wide = Math.max(...widths.slice(first)) / 2;
      const box = { left: x - wide, right: x + wide, top: top + first * size * LINE, bottom: top + lines.length * size * LINE };
      if (!kept.some(other => meet(box, other))) { kept.push(box); return first; }
    }
    return lines.length;
  };
  const text = (name, first, family) => {
    const one = document.createElementNS(SVG, "text");
    one.setAttribute("style", `font: 600 ${name.size}px ${family}`);
    name.lines.slice(first).forEach((words, at) => {
      const line = document.createElementNS(SVG, "tspan");
      line.setAttribute("x", name.x);
      line.setAttribute("y", name.y + (first + at + 0.5 - name.lines.length / 2) * name.size * LINE + name.size * 0.35);
      line.textContent = words;
      one.append(line);
    });
    return one;
  };
  const measured = ([lon, lat, lines, told], project, isPhone, family) => {
    const size = isPhone ? SMALL : told, [x, y] = project([lon, lat]);
    pen.font = `600 ${size}px ${family}`;
    return { x, y, lines, size, widths: lines.map(words => pen.measureText(words).width) };
  };
  const drawn = map => {
    const { meta, font } = map._fullLayout, { names } = JSON.parse(meta);
    const isPhone = window.innerWidth <= PHONE;
    for (const { geo: frame, points, font: { size, color } } of names) {
      const place = map.querySelector(`.geolayer > .${frame}`), subplot = map._fullLayout[frame]?._subplot;
      if (!place || !subplot?.projection) continue;
      const kept = [], layer = document.createElementNS(SVG, "g");
      layer.setAttribute("class", "names");
      layer.setAttribute("fill", color);
      points.forEach(([lon, lat, lines], at) => {
        if (isPhone && size[at] < LEAST) return;
        const name = measured([lon, lat, lines, size[at]], subplot.projection, isPhone, font.family);
        const first = fitted(name, kept);
        if (first < lines.length) layer.append(text(name, first, font.family));
      });
      place.querySelector(":scope > .names")?.remove();
      place.append(layer);
    }
  };
  // Once the map has its width: plotly draws it before, unseen.
  const known = map => {
    const layout = map._fullLayout, told = layout?.meta;
    const frames = [...map.querySelectorAll(".choroplethlayer")].filter(frame => frame.querySelector("path")).length;
    if (!told || map.style.visibility === "hidden" || !frames) return;
    const looks = `${layout.width} ${layout.height} ${window.innerWidth <= PHONE} ${frames}`; // an inset comes after the map
    if (map.named === told && map.looks === looks && map.querySelector(".names")) return;
    if (map.looks === undefined) for (const moved of ["plotly_relayouting", "plotly_relayout"]) map.on(moved, () => drawn(map));
    [map.named, map.looks] = [told, looks];
    document.fonts.load(`600 ${SMALL}px ${layout.font.family}`).then(() => drawn(map)); // names are measured in their own type
  };
  let isAsked = false;
  const asked = changes => {
    const isOfMap = ({ type, target }) => type === "childList" ? target.closest?.(".js-plotly-plot") : target.matches(".js-plotly-plot");
    if (isAsked || !changes.some(isOfMap)) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      for (const map of document.querySelectorAll(".js-plotly-plot")) known(map);
    });
  };
  new MutationObserver(asked).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] }); // shown at last
})();
