// Links and sortable tables of a view. A link goes to its page without loading the application anew, and keeps what the
// viewer keeps: language, theme, frozen snapshot. A press on the head of a column sorts by it.
(() => {
  if (window.viewLinks) return;
  window.viewLinks = true;
  const KEPT = ["lang", "theme", "snapshot"];
  const within = element => element.closest?.(".view a[href]");
  const addressed = link => {
    const here = new URL(window.location.href).searchParams;
    const there = new URL(link.getAttribute("href"), document.baseURI);
    for (const name of KEPT) if (here.has(name) && !there.searchParams.has(name)) there.searchParams.set(name, here.get(name));
    return there;
  };
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, event => {
      const link = within(event.target);
      if (link && new URL(link.href).origin === window.location.origin) link.href = addressed(link);
    });
  }
  document.addEventListener("click", event => {
    const link = within(event.target);
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !link.target) {
      event.preventDefault();
      window.history.pushState({}, "", addressed(link));
      window.dispatchEvent(new PopStateEvent("popstate"));
      return;
    }
    const head = event.target.closest?.(".view th");
    if (head) sorted(head);
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
})();
