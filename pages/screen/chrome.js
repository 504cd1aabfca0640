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
  const NAMES = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const OURS = '[data-testid="stMarkdownContainer"], [data-testid="stHtml"], [data-testid="stPlotlyChart"], script, style';
  const named = part => {
    for (const name of NAMES) {
      const said = part.getAttribute(name);
      if (said && meant(said) !== said) part.setAttribute(name, meant(said));
    }
  };
  const spelt = text => {
    const said = text.data.trim();
    if (said && meant(said) !== said) text.data = meant(said);
  };
  // What we wrote is in the viewer's language already, and is most of a page: it is not gone through.
  const THEIRS = '[data-testid="stFileUploader"], [data-testid="stHeading"]'; // a heading has their link to itself
  const isOurs = part => part.closest(OURS) !== null && part.closest(THEIRS) === null;
  const theirs = node => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches(OURS) && isOurs(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  };
  const through = root => {
    const part = root.nodeType === Node.TEXT_NODE ? root.parentElement : root;
    if (!(part instanceof HTMLElement) || isOurs(part)) return;
    if (root.nodeType === Node.TEXT_NODE) return spelt(root);
    named(root);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, theirs);
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
      else if (change.type === "characterData") through(change.target);
      else change.addedNodes.forEach(through);
    }
  });
  window.chromeSpeaks.observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
})();
