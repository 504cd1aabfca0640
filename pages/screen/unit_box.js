// A box that lists units and finds one by its name with or without marks, with the district in brackets, or misspelt by a letter.
// `window.viewUnits` has every unit as [code, level, words]; the page says which levels it shows.
const fold = words => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase()
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const MOST = 300;
const apart = (one, other) => {
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return Math.min(...row); // the end of the other is free
};
const rated = (asked, words) => {
  const starts = words.split(" ").map((_, at, all) => all.slice(at).join(" "));
  if (starts[0].startsWith(asked)) return 4;
  if (starts.some(one => one.startsWith(asked))) return 3;
  const close = asked.replaceAll(" ", "");
  if (words.replaceAll(" ", "").includes(close)) return 2;
  return asked.length > 3 && starts.some(one => apart(asked, one.slice(0, asked.length + 1)) <= 1) ? 1 : 0;
};
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".unit-box");
  root.data = data;
  root.send = setTriggerValue;
  const input = root.querySelector("input"), list = root.querySelector("ul");
  root.querySelector("label").firstChild.data = data.label;
  input.setAttribute("aria-label", data.label);
  if (list.hidden) input.value = data.words;
  if (root.isReady) return;
  root.isReady = true;
  let active = -1;
  const offered = () => (window.viewUnits ?? []).filter(([, level]) => root.data.levels.includes(level));
  const closed = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = root.data.words;
  };
  const chosen = item => {
    root.data = { ...root.data, words: item.textContent };
    closed();
    root.send("chosen", item.dataset.code);
  };
  const marked = at => {
    const items = [...list.querySelectorAll("[data-code]")];
    active = Math.max(Math.min(at, items.length - 1), -1);
    items.forEach((item, index) => item.setAttribute("aria-selected", index === active));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  };
  const listed = asked => {
    const folded = fold(asked);
    const found = offered().map(([code, , words], order) => [folded ? rated(folded, fold(words)) : 1, order, code, words])
      .filter(([rate]) => rate > 0).sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, MOST);
    list.replaceChildren(...found.map(([, , code, words], at) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${at}`;
      item.role = "option";
      item.dataset.code = code;
      item.textContent = words;
      return item;
    }));
    if (!found.length) {
      const none = document.createElement("li");
      none.textContent = root.data.none;
      list.append(none);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    marked(-1);
  };
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => { if (list.hidden) listed(""); });
  input.addEventListener("input", () => listed(input.value));
  input.addEventListener("blur", closed);
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) listed("");
      marked(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden) {
      const item = list.querySelectorAll("[data-code]")[Math.max(active, 0)];
      if (item) chosen(item);
    } else if (event.key === "Escape") closed();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const item = event.target.closest("[data-code]");
    if (item) chosen(item);
  });
}
