// Links and sortable tables of a view, and the menu. A link goes to its page without loading the application anew, and takes
// along what the viewer keeps (language, theme, type, frozen snapshot) and looks at (unit, indicator, day, phase): the address
// of each page holds all of it, so that Back and Forward retrace what was seen. What a link states empty is let go.
(() => {
  if (window.viewLinks) return;
  window.viewLinks = true;
  const KEPT = ["lang", "theme", "size", "snapshot"];
  const UNIT = ["unit", "district", "commune"]; // the last two in links of old
  const CARRIED = [...UNIT, "indicator", "day", "phase", "left", "agenda", "pace"]; // the last three: where and in which order a meeting goes on
  const MENU = '[data-testid="stSidebarNavLink"]';
  const within = element => element.closest?.(`.view a[href], ${MENU}`);
  const addressed = link => {
    const here = new URL(window.location.href);
    const there = new URL(link.getAttribute("href"), document.baseURI);
    const staysHere = there.pathname === here.pathname && !link.matches(MENU);
    // On the wall a unit is looked at beside its slide: nobody is led out of the meeting.
    const wanted = there.searchParams.get("unit");
    if (here.searchParams.has("slide") && wanted && there.pathname.endsWith("/unit")) {
      here.searchParams.set("beside", wanted);
      return here;
    }
    const along = [...KEPT, ...CARRIED.filter(name => !(staysHere && UNIT.includes(name)))];
    const states = UNIT.some(name => there.searchParams.has(name));
    if (link.closest(".slides")) return there;
    for (const name of along) {
      if (there.searchParams.has(name) || !here.searchParams.has(name) || (states && UNIT.includes(name))) continue;
      there.searchParams.set(name, here.searchParams.get(name));
    }
    for (const [name, value] of [...there.searchParams]) if (value === "") there.searchParams.delete(name);
    return there;
  };
  // Streamlit puts the page of an answer into the address. One that comes late is of a page that was left meanwhile (Back
  // pressed twice): it would take its place in the history, and Forward would be lost. Only a viewer goes to another page.
  const push = window.history.pushState.bind(window.history);
  window.history.pushState = (state, title, address) => {
    if (new URL(address, window.location.href).pathname === window.location.pathname) push(state, title, address);
  };
  const went = address => {
    if (address.href !== window.location.href) push({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, event => {
      const link = within(event.target);
      if (link && new URL(link.href).origin === window.location.origin) link.href = addressed(link);
    });
  }
  // Before Streamlit hears of it: its own menu would leave behind what stands in the address.
  document.addEventListener("click", event => {
    const link = within(event.target);
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    event.preventDefault();
    event.stopPropagation();
    went(addressed(link));
    if (link.matches(MENU) && window.matchMedia("(max-width: 768px)").matches) closed();
    if (link.closest(".found")) document.activeElement.blur();
  }, true);
  const closed = () => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  document.addEventListener("click", event => {
    const head = event.target.closest?.(".view th");
    if (head) sorted(head);
    const button = event.target.closest?.("button.mine");
    if (button) remembered(button);
  });
  const sorted = head => {
    const table = head.closest("table"), body = table.tBodies[0], at = head.cellIndex;
    const falls = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falls ? "descending" : "ascending");
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const worth = row => row.cells[at].dataset.value ?? row.cells[at].textContent;
    const compared = (one, other) => {
      const [a, b] = [worth(one), worth(other)];
      if (a === "" || b === "") return (a === "") - (b === ""); // what is missing stands last either way
      const by = head.classList.contains("number") && !isNaN(a) && !isNaN(b) ? a - b : order.compare(a, b);
      return falls ? -by : by;
    };
    body.append(...[...body.rows].sort(compared));
  };
  // The unit that this browser begins with: kept here, for there is no sign-in. A tab begins with it once.
  const START = "startUnit";
  const start = () => JSON.parse(window.localStorage.getItem(START) ?? "null");
  const remembered = button => {
    const { unit, name } = button.dataset;
    if (start()?.unit === unit) window.localStorage.removeItem(START);
    else window.localStorage.setItem(START, JSON.stringify({ unit, name }));
    shown();
  };
  const shown = () => {
    const own = start();
    for (const button of document.querySelectorAll("button.mine")) {
      const is = own?.unit === button.dataset.unit;
      button.textContent = is ? button.dataset.on : button.dataset.off;
      button.setAttribute("aria-pressed", is);
    }
    for (const place of document.querySelectorAll(".start")) {
      place.hidden = !own;
      if (!own) continue;
      const link = document.createElement("a");
      link.href = `./unit?unit=${encodeURIComponent(own.unit)}`;
      link.textContent = place.dataset.words.replace("{name}", own.name);
      place.replaceChildren(link);
    }
  };
  const begins = () => {
    const here = new URL(window.location.href), own = start();
    if (window.sessionStorage.getItem(START)) return;
    window.sessionStorage.setItem(START, "begun");
    if (!own || [...here.searchParams.keys()].some(name => !KEPT.includes(name))) return;
    here.searchParams.set("unit", own.unit);
    window.history.replaceState({}, "", here);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  // Enter in the search opens the best of what was found for the words that stand there, as soon as it is found.
  let waiting = null;
  const SEARCH = ".st-key-search-box input";
  const opened = () => {
    const found = document.querySelector(".found[data-asked]");
    if (waiting === null || found?.dataset.asked !== waiting) return;
    waiting = null;
    found.querySelector("a")?.click();
  };
  document.addEventListener("keydown", event => {
    if (!event.target.matches?.(SEARCH)) return keyed(event);
    if (event.key === "Enter" && event.target.value.trim()) { waiting = event.target.value.trim(); opened(); }
    else waiting = null;
    if (event.key === "ArrowDown") { event.preventDefault(); document.querySelector(".found a")?.focus(); }
    if (event.key === "Escape") event.target.blur();
  });
  // Between the results by the arrows; a slash leads to the search from anywhere.
  const keyed = event => {
    const link = event.target.closest?.(".found a");
    if (link && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const links = [...document.querySelectorAll(".found a")], at = links.indexOf(link) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      (at < 0 ? document.querySelector(SEARCH) : links[Math.min(at, links.length - 1)]).focus();
    }
    if (event.key === "/" && !event.target.matches?.("input, textarea, select, [contenteditable=true]")) {
      const box = document.querySelector(SEARCH);
      if (box?.checkVisibility()) { event.preventDefault(); box.focus(); }
    }
  };
  // A server that was started anew knows nothing of the page: it is asked for at once, and nothing can be pressed until it
  // stands again, so that the first click is heard.
  const app = document.querySelector('[data-testid="stApp"]');
  const PATIENCE = 5000; // milliseconds
  let wasApart = false;
  const again = () => {
    app.dataset.again = "asked";
    window.dispatchEvent(new PopStateEvent("popstate"));
    setTimeout(() => delete app.dataset.again, PATIENCE);
  };
  new MutationObserver(() => {
    const { testConnectionState: connection, testScriptState: script } = app.dataset;
    if (connection === "CONNECTED" && wasApart) again();
    else if (app.dataset.again === "asked" && script === "running") app.dataset.again = "running";
    else if (app.dataset.again === "running" && script !== "running") delete app.dataset.again;
    wasApart = connection !== "CONNECTED";
  }).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state", "data-test-script-state"] });
  begins();
  shown();
  const OURS = "button.mine, .start, .found";
  new MutationObserver(changes => {
    const added = changes.flatMap(change => [...change.addedNodes]).filter(node => node instanceof HTMLElement);
    if (!added.some(node => node.matches(OURS) || node.querySelector(OURS))) return;
    shown();
    opened();
  }).observe(document.body, { childList: true, subtree: true });
})();
