// Keys of the wall beside those of its buttons: Home and End, a number and Enter, "o" for the overview of slides, "b" for a
// black screen. The first press on Escape closes what lies over the slide; the meeting goes on.
(() => {
  if (window.stageKeys) return;
  window.stageKeys = true;
  const body = document.body.classList;
  const isOn = () => document.querySelector(".st-key-stage-banner") !== null;
  const slides = () => [...document.querySelectorAll(".slides a")];
  const typed = document.createElement("b");
  typed.className = "stage-number";
  document.body.append(typed);
  const cleared = () => { typed.textContent = ""; };
  const uncovered = () => body.remove("stage-black", "stage-overview");
  const went = at => {
    const links = slides();
    uncovered();
    cleared();
    links[Math.max(Math.min(at, links.length) - 1, 0)]?.click();
  };
  const KEYS = {
    Home: () => went(1),
    End: () => went(slides().length),
    b: () => body.toggle("stage-black"),
    o: () => { body.toggle("stage-overview"); if (body.contains("stage-overview")) slides().find(one => one.matches("[aria-current]"))?.focus(); },
  };
  window.addEventListener("keydown", event => {
    if (!isOn()) return uncovered();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, textarea, [contenteditable=true]")) return;
    const isCovered = body.contains("stage-black") || body.contains("stage-overview");
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const taken = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    if (/^\d$/.test(key)) { typed.textContent = (typed.textContent + key).slice(-3); taken(); }
    else if (key === "Enter" && typed.textContent) { taken(); went(Number(typed.textContent)); }
    else if (key === "Escape" && (isCovered || typed.textContent)) { taken(); uncovered(); cleared(); }
    else if (KEYS[key]) { taken(); KEYS[key](); }
    else if (body.contains("stage-overview") && key.startsWith("Arrow")) {
      const links = slides(), at = links.indexOf(document.activeElement);
      taken();
      links[Math.max(Math.min(at + (key === "ArrowRight" || key === "ArrowDown" ? 1 : -1), links.length - 1), 0)].focus();
    } else if (!(body.contains("stage-overview") && key === "Enter")) { cleared(); uncovered(); }
  }, true);
  window.addEventListener("click", event => { if (event.target.closest?.(".slides a")) uncovered(); }, true);
  window.addEventListener("popstate", () => { if (!isOn()) uncovered(); });
})();
