// The decision forms of a served report. Every text that comes back is set as text.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const said = { accept: "Accepted", dispute: "Disputed", note: "Noted" };
  const name = $("checker");
  try { name.value = localStorage.getItem("verifier-checker") || ""; } catch { /* no storage */ }

  function line(review) {
    const item = document.createElement("li");
    const strong = document.createElement("strong");
    strong.textContent = said[review.decision] || review.decision;
    item.append(strong, " by " + review.name + (review.second ? " and " + review.second : "") + ", " + review.date);
    if (review.reason) item.append(": " + review.reason);
    if (review.pending) item.append(" Waits for a second person.");
    if (review.stale) { item.className = "stale"; item.append(" Reopened."); }
    return item;
  }
  function shown(claim, answer) {
    let list = claim.querySelector(".reviews");
    if (!list) {
      list = document.createElement("ul");
      list.className = "reviews";
      list.setAttribute("aria-label", "Decisions");
      claim.querySelector(".decide").before(list);
    }
    list.replaceChildren(...answer.reviews.map(line));
    if (answer.needs_human) claim.dataset.human = ""; else delete claim.dataset.human;
    $("decided-count").textContent = answer.decided;
  }
  async function decide(button) {
    const form = button.closest(".decide");
    const reason = form.querySelector("input");
    const state = $("saved");
    if (!name.value.trim()) { state.textContent = "Your name first."; name.focus(); return; }
    try { localStorage.setItem("verifier-checker", name.value); } catch { /* no storage */ }
    const body = JSON.stringify({ claim: form.dataset.id, decision: button.value, name: name.value, reason: reason.value });
    try {
      const reply = await fetch("decide", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const answer = await reply.json();
      if (!reply.ok) throw new Error(answer.error);
      shown(form.closest(".claim"), answer);
      reason.value = "";
      state.textContent = said[button.value] + ": " + form.dataset.id;
    } catch (error) {
      state.textContent = "Not saved: " + error.message;
    }
  }
  $("list").addEventListener("click", (event) => {
    const button = event.target.closest(".decide button");
    if (button) decide(button);
  });
})();
