// Streamlit and its date field speak English only: what they say is put into the viewer's language as it appears.
// WORDS is the list of [as they say it, as it is to be said]; {what} stands for anything.
(() => {
  const words = WORDS;
  const plain = new Map(words.filter(([said]) => !said.includes("{what}")));
  const patterns = words.filter(([said]) => said.includes("{what}")).map(([said, meant]) => [
    new RegExp("^" + said.split("{what}").map(part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("(.+)") + "$", "s"), meant,
  ]);
  const meant = said => {
    if (plain.has(said)) return plain.get(said);
    for (const [pattern, shape] of patterns) {
      const found = pattern.exec(said);
      if (found) return shape.replace("{what}", () => meant(found[1]));
    }
    return said;
  };
  const NAMES = ["aria-label", "title", "placeholder"];
  const OURS = '[data-testid="stMarkdownContainer"], [data-testid="stHtml"], [data-testid="stPlotlyChart"], script, style';
  const named = part => {
    for (const name of NAMES) {
      const said = part.getAttribute(name);
      if (said && meant(said) !== said) part.setAttribute(name, meant(said));
    }
  };
  const spelt = text => {
    const said = text.data.trim();
    const part = text.parentElement;
    const theirs = part?.closest('[data-testid="stFileUploader"]') || !part?.closest(OURS);
    if (said && theirs && meant(said) !== said) text.data = meant(said);
  };
  const through = root => {
    if (root.nodeType === Node.TEXT_NODE) return spelt(root);
    if (!(root instanceof HTMLElement)) return;
    named(root);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) walk.currentNode.nodeType === Node.TEXT_NODE ? spelt(walk.currentNode) : named(walk.currentNode);
  };
  document.documentElement.lang = "LANGUAGE";
  // Calendars and numbers go by what the browser says its language is: here it is the page's, weeks begin on Monday.
  const locale = { vi: "vi-VN", en: "en-GB" }["LANGUAGE"];
  if (navigator.language !== locale) {
    Object.defineProperty(navigator, "language", { configurable: true, get: () => locale });
    Object.defineProperty(navigator, "languages", { configurable: true, get: () => [locale] });
    window.dispatchEvent(new Event("resize")); // what is drawn already is drawn anew
  }
  window.chromeSpeaks?.disconnect();
  through(document.body);
  window.chromeSpeaks = new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === "attributes") named(change.target);
      else if (change.type === "characterData") spelt(change.target);
      else change.addedNodes.forEach(through);
    }
  });
  window.chromeSpeaks.observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
})();
