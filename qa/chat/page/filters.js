// The filters over the question box: the form that sets them, and the chips that lead to it.
yuanju.filters = (() => {
  const panel = () => document.getElementById("filters");
  const details = () => panel().querySelector("details");
  let acted = false; // whether the panel that is on its way is the answer to something done in it

  // What the form holds goes with the event of its button.
  function filter(data, button) {
    acted = true;
    if (button.form) Object.assign(data, Object.fromEntries(new FormData(button.form)));
    return false;
  }

  // From a chip to its field.
  function edit({ field }) {
    details().open = true;
    panel().querySelector(`[name="${field}"]`).focus();
    return true;
  }

  // What had the focus is gone with the panel that held it: on to what is wrong, or to the next question.
  function settle() {
    const wrong = panel().querySelector("[role=alert]");
    if (acted) (wrong ? panel().querySelector("input, select") : document.querySelector("#question textarea"))?.focus();
    acted = false;
  }

  Object.assign(yuanju.own, { filter, edit });

  document.addEventListener("submit", (event) => event.target.closest("#filters") && event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest?.("#filters details")) return;
    details().open = false;
    details().querySelector("summary").focus();
  });

  return { settle };
})();
