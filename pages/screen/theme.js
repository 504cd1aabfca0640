// Streamlit takes a theme from the address only while it loads, as ?embed_options=dark_theme; ours stands there as ?theme=dark.
(() => {
  const address = new URL(window.location.href);
  const justLoaded = window.themeAsked === undefined && address.searchParams.has("embed_options");
  if (justLoaded) {
    address.searchParams.delete("embed_options");
    window.history.replaceState(window.history.state, "", address);
  } else if ("ASKED" && "ASKED" !== "SHOWN" && window.themeAsked !== "ASKED") {
    address.searchParams.set("theme", "ASKED");
    address.searchParams.set("embed_options", "ASKED_theme");
    window.location.replace(address);
  }
  window.themeAsked = "ASKED";
})();
