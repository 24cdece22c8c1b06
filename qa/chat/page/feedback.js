// What readers think of answers: which toggle is pressed, and the remark that is being written.
yuanju.feedback = (() => {
  // By the id of the answer, for as long as that is on the page: every new rendering of the conversation is without it.
  const known = new Map();
  let writing = null; // the turn whose remark has the focus

  const conversation = () => document.getElementById("conversation");
  const rowOf = (id) => [...conversation().querySelectorAll(".opinion")].find((row) => row.dataset.id === id);
  const pressed = (row) => row.querySelector("[aria-pressed=true]");

  function dress(row, { verdict, open, remark }) {
    for (const toggle of row.querySelectorAll("[aria-pressed]")) {
      toggle.setAttribute("aria-pressed", toggle.dataset.verdict === verdict);
    }
    row.querySelector(".remark").hidden = !open;
    row.querySelector("textarea").value = remark;
  }

  // Pressing a toggle again takes the verdict back; the button beside the remark sends it with the verdict as it is.
  function verdict(data, button) {
    const row = button.closest(".opinion");
    if (button === pressed(row)) data.verdict = "withdrawn";
    if (!data.verdict) Object.assign(data, { verdict: pressed(row).dataset.verdict, remark: row.querySelector("textarea").value });
    return false; // the server has to note it
  }

  // Nothing is shown as given before the server has noted it.
  function receive(element) {
    const receipt = element.querySelector("[data-receipt]");
    const { id, verdict, noted, remarked } = receipt?.dataset ?? {};
    const row = id && rowOf(id);
    if (!row) return;
    if (noted !== undefined) {
      const remark = remarked === undefined ? row.querySelector("textarea").value : "";
      const open = verdict !== "withdrawn" && remarked === undefined;
      known.set(id, { verdict, open, remark });
      yuanju.kept.keep(conversation());
      const left = row.querySelector(".remark").contains(document.activeElement);
      dress(row, known.get(id));
      if (left && !open) pressed(row)?.focus();
      if (open) row.scrollIntoView({ block: "nearest", behavior: yuanju.behavior() });
    }
    row.querySelector("[role=status]").textContent = receipt.textContent;
  }

  // What has been given, by the id of the answer, to be kept; and what was kept.
  const given = () => Object.fromEntries([...known].map(([id, { verdict }]) => [id, verdict]));
  function recall(verdicts) {
    for (const [id, verdict] of Object.entries(verdicts ?? {})) {
      if (["right", "wrong"].includes(verdict)) known.set(id, { verdict, open: false, remark: "" });
    }
  }

  // After a new rendering a remark stays open only if something has been written into it.
  function restore() {
    // An answer that is still to come, as all are on a page that is only just up, may be one of them.
    const settled = conversation().querySelector(".turn") && !conversation().querySelector(".turn[data-state=pending]");
    for (const [id, state] of known) {
      const row = rowOf(id);
      if (!row && settled) known.delete(id);
      if (row) dress(row, Object.assign(state, { open: state.open && state.remark !== "" }));
    }
    if (writing && document.activeElement === document.body) rowOf(writing)?.querySelector("textarea").focus({ preventScroll: true });
  }

  Object.assign(yuanju.own, { verdict });
  document.addEventListener("rendered", ({ target }) => target.closest("#conversation") && restore());
  document.addEventListener("input", ({ target }) => {
    const state = known.get(target.closest?.(".opinion")?.dataset.id);
    if (state) state.remark = target.value;
  });
  document.addEventListener("focusin", ({ target }) => {
    writing = target.matches(".opinion textarea") ? target.closest(".opinion").dataset.id : null;
  });

  return { receive, given, recall };
})();
