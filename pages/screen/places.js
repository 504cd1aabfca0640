// A link to a heading of another page: once the page stands, it is scrolled to the heading, and stays there while
// charts above still grow, until the reader scrolls or presses anything.
(() => {
  if (window.placesKept) return;
  window.placesKept = true;
  const PATIENCE = 15000; // milliseconds until a page stands
  let wanted = "", until = 0, drawn = 0;
  const go = () => {
    const heading = wanted && document.getElementById(wanted);
    if (heading && Math.abs(heading.getBoundingClientRect().top - 80) > 8) {
      heading.style.scrollMarginTop = "80px";
      heading.scrollIntoView({ block: "start" });
    }
  };
  const look = () => {
    if (!wanted || Date.now() > until) return;
    go();
    drawn = requestAnimationFrame(look);
  };
  const seek = hash => {
    cancelAnimationFrame(drawn);
    wanted = decodeURIComponent(hash.slice(1));
    until = Date.now() + PATIENCE;
    look();
  };
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    document.addEventListener(kind, () => { wanted = ""; }, { passive: true, capture: true });
  }
  document.addEventListener("click", event => {
    const link = event.target.closest?.(".view a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && plain && !link.target) seek(new URL(link.href, document.baseURI).hash);
  }, true); // links.js ends the way of the press there
  if (window.location.hash) seek(window.location.hash);
})();
