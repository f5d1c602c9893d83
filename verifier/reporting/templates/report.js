// Filter, search, order, keys, theme. The page reads whole without it. A closed claim's evidence waits in a <noscript>,
// which a browser with scripts keeps as one string: thousands of claims open at once. unfold() turns that string, which
// is markup this page shipped with and already escaped, into elements; no other markup is ever made from text.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.remove("no-script");
  const $ = (id) => document.getElementById(id);
  const list = $("list");
  const claims = Array.from(list.querySelectorAll(".claim"));
  const bars = Array.from(document.querySelectorAll(".bar"));
  const ticks = Array.from(document.querySelectorAll(".tick"));
  const tickOf = new Map(ticks.map((tick) => [tick.dataset.to, tick]));
  const state = { verdicts: new Set(), human: false, words: [] };
  const texts = new Map();
  let here = null;

  const own = window.trustedTypes ? trustedTypes.createPolicy("own-markup", { createHTML: (text) => text }) : { createHTML: (text) => text };
  function unfold(claim) {
    const waiting = claim.querySelector("noscript");
    if (!waiting) return;
    const holder = document.createElement("template");
    holder.innerHTML = own.createHTML(waiting.textContent);
    waiting.replaceWith(holder.content);
    claim.dispatchEvent(new CustomEvent("unfolded", { bubbles: true }));
  }
  // The rest is unfolded while nobody scrolls, so that the browser's own find-in-page sees every word.
  let scrolled = 0;
  addEventListener("scroll", () => { scrolled = performance.now(); }, { passive: true });
  function unfoldIdly(at) {
    const again = () => (window.requestIdleCallback ? requestIdleCallback(rest) : setTimeout(rest, 50));
    const rest = (deadline) => {
      if (performance.now() - scrolled < 400) { setTimeout(again, 400); return; }
      const until = deadline ? () => deadline.timeRemaining() > 4 : ((end) => () => performance.now() < end)(performance.now() + 6);
      while (at < claims.length && until()) unfold(claims[at++]);
      if (at < claims.length) again();
    };
    again();
  }
  const ENTITIES = { "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&amp;": "&" };
  const bare = (markup) => markup.replace(/<[^>]*>/g, " ").replace(/&(?:lt|gt|amp|#34|#39);/g, (name) => ENTITIES[name]);

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (claim) => {
    if (!texts.has(claim)) {
      const waiting = claim.querySelector("noscript");
      const said = claim.textContent.replace(/\s+/g, " ");
      texts.set(claim, fold((waiting ? bare(claim.textContent) : said) + " " + claim.dataset.source));
    }
    return texts.get(claim);
  };
  const wanted = (claim) =>
    (!state.verdicts.size || state.verdicts.has(claim.dataset.verdict)) &&
    (!state.human || "human" in claim.dataset) &&
    state.words.every((word) => textOf(claim).includes(word));
  const shown = () => Array.from(list.children).filter((claim) => !claim.hidden);

  function apply() {
    let count = 0;
    for (const claim of claims) {
      const show = wanted(claim);
      if (claim.hidden === show) claim.hidden = !show;
      if (show) count += 1;
      const tick = tickOf.get(claim.id);
      if (tick) tick.classList.toggle("dim", !show);
    }
    for (const bar of bars) bar.setAttribute("aria-pressed", String(state.verdicts.has(bar.dataset.verdict)));
    $("only-human").setAttribute("aria-pressed", String(state.human));
    $("shown").textContent = count === claims.length ? count + " shown" : count + " of " + claims.length + " shown";
    $("nothing").hidden = count > 0 || claims.length === 0;
  }
  function clear() {
    state.verdicts.clear();
    state.human = false;
    state.words = [];
    $("search").value = "";
    apply();
  }
  function toggle(verdict) {
    if (!state.verdicts.delete(verdict)) state.verdicts.add(verdict);
    apply();
  }
  function order(by) {
    const number = (claim) => Number(claim.dataset[by]);
    const position = (a, b) => Number(a.dataset.position) - Number(b.dataset.position);
    const ways = {
      source: (a, b) => a.dataset.source.localeCompare(b.dataset.source) || position(a, b),
      position,
    };
    list.append(...claims.slice().sort(ways[by] || ((a, b) => number(a) - number(b) || position(a, b))));
  }

  function show(claim, open) {
    if (open) unfold(claim);
    claim.firstElementChild.open = open;
  }
  function stand(claim, open) {
    if (!claim) return;
    if (here) here.classList.remove("here");
    here = claim;
    claim.classList.add("here");
    const details = claim.firstElementChild;
    if (open) show(claim, true);
    details.firstElementChild.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "start", behavior: "instant" });
  }
  function step(by) {
    const all = shown();
    const at = all.indexOf(here);
    stand(all[Math.min(Math.max(at + by, 0), all.length - 1)], false);
  }
  function toHash() {
    const claim = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    if (!claim || !claim.classList.contains("claim")) return;
    if (claim.hidden) clear();
    stand(claim, true);
  }
  function go(anchor) {
    if (location.hash === "#" + anchor) toHash();
    else location.hash = anchor;
  }

  let opened = [];
  function openForPrint() {
    const closed = shown().filter((claim) => !claim.firstElementChild.open);
    for (const claim of closed) show(claim, true);
    for (const image of document.images) image.loading = "eager";
    opened.push(...closed);
  }
  function closeAfterPrint() {
    for (const claim of opened) show(claim, false);
    opened = [];
  }
  // A picture unfolded a moment ago may not be read yet; the packet waits for all of them.
  async function printPacket() {
    openForPrint();
    await Promise.allSettled(shown().flatMap((claim) => Array.from(claim.querySelectorAll("img"), (image) => image.decode())));
    window.print();
  }
  function expand() {
    const open = $("expand").getAttribute("aria-pressed") !== "true";
    $("expand").setAttribute("aria-pressed", String(open));
    for (const claim of shown()) show(claim, open);
  }
  function theme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("verifier-theme", root.dataset.theme); } catch { /* a file may have no storage */ }
  }
  const human = () => { state.human = !state.human; apply(); };
  const help = () => ($("keys").open ? $("keys").close() : $("keys").showModal());
  const keys = {
    j: () => step(1), k: () => step(-1), h: human, a: clear, e: expand, t: theme, p: printPacket, "?": help,
    "/": () => $("search").focus(),
    o: () => { if (here) show(here, !here.firstElementChild.open); },
  };
  "1234567890".split("").forEach((key, at) => { if (bars[at]) keys[key] = () => { if (!bars[at].disabled) toggle(bars[at].dataset.verdict); }; });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || ($("keys").open && event.key !== "?")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  for (const bar of bars) bar.addEventListener("click", () => toggle(bar.dataset.verdict));
  for (const tick of ticks) tick.addEventListener("click", () => go(tick.dataset.to));
  list.addEventListener("click", (event) => {
    const claim = event.target.closest(".claim");
    if (claim && claim !== here) { if (here) here.classList.remove("here"); here = claim; claim.classList.add("here"); }
  });
  list.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.parentElement.classList.contains("claim")) unfold(event.target.parentElement);
  }, true);
  let waiting = 0;
  $("search").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.words = fold(event.target.value).split(/\s+/).filter(Boolean); apply(); }, 120);
  });
  $("sort").addEventListener("change", (event) => order(event.target.value));
  $("only-human").addEventListener("click", human);
  $("clear").addEventListener("click", clear);
  $("clear-too").addEventListener("click", clear);
  $("expand").addEventListener("click", expand);
  $("theme").addEventListener("click", theme);
  $("print").addEventListener("click", printPacket);
  $("help").addEventListener("click", help);
  $("keys-close").addEventListener("click", help);
  addEventListener("hashchange", toHash);
  addEventListener("beforeprint", openForPrint);
  addEventListener("afterprint", closeAfterPrint);
  try { const kept = localStorage.getItem("verifier-theme"); if (kept) root.dataset.theme = kept; } catch { /* no storage */ }
  toHash();
  addEventListener("load", () => unfoldIdly(0));
})();
