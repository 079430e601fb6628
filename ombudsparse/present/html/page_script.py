"""The script of the reading view. The page works without it: links lead to and fro, and CSS lights what they name."""

SCRIPT = """
(() => {
  "use strict";
  const root = document.documentElement;
  const wide = matchMedia("(min-width: 64rem) and (min-height: 36rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const keys = document.getElementById("keys");
  const at = () => document.getElementById(location.hash.slice(1));
  const partner = (id) => document.getElementById(id.startsWith("text-") ? id.slice(5) : "text-" + id);
  const links = () => [...document.querySelectorAll(".record .place")].filter((link) => link.offsetParent);
  const recordOf = (element) => element.closest(".record");

  // Each pane scrolls by itself: the browser brings the target into sight, this does so for both sides.
  function reveal(element) {
    const pane = element.closest("#records, #report");
    if (!pane || !element.getClientRects().length) return;
    const behavior = calm.matches ? "auto" : "smooth";
    if (!wide.matches) { element.scrollIntoView({ block: "center", behavior }); return; }
    const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    const room = Math.max(24, (frame.height - box.height) / 3);
    pane.scrollTo({ top: pane.scrollTop + box.top - frame.top - room, behavior });
  }

  function show() {
    const target = at();
    document.querySelectorAll("[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    if (!target || !target.closest("#records, #report") || target.matches("section, article")) return;
    const other = partner(target.id);
    for (const each of [target, other]) {
      const record = each && recordOf(each);
      if (record) record.setAttribute("aria-current", "true");
    }
    reveal(target);
    if (other && wide.matches) reveal(other);
  }

  function step(by) {
    const all = links();
    if (!all.length) return;
    const target = at();
    const current = target && all.findIndex((link) => {
      const id = link.hash.slice(1);
      return id === target.id || partner(id) === target || recordOf(link) === target;
    });
    const begin = target && current >= 0 ? current + by : by > 0 ? 0 : all.length - 1;
    const next = all[Math.min(all.length - 1, Math.max(0, begin))];
    location.replace(next.hash);
    next.focus({ preventScroll: true });
  }

  // The clipboard is there for safe addresses only; elsewhere what is copied goes through a field.
  async function copy(words) {
    try { await navigator.clipboard.writeText(words); return true; } catch { /* the older way */ }
    const field = document.createElement("textarea");
    field.value = words;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const told = button.textContent;
    button.textContent = (await copy(button.dataset.quote)) ? "copied" : "copying is not allowed here";
    setTimeout(() => { button.textContent = told; }, 2000);
  });

  addEventListener("hashchange", show);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) show();
    if (event.target.closest("a, input, label, button") || String(getSelection())) return;
    const record = event.target.closest("#records .record");
    const place = record && record.querySelector(".place");
    if (place) { if (place.hash === location.hash) show(); else location.hash = place.hash; }
  });
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); }
  });
  root.classList.add("scripted");
  addEventListener("load", () => requestAnimationFrame(show));
})();
"""
