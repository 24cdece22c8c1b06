// The source panel: its tabs, its highlights, and on a narrow screen the sheet that it becomes.
yuanju.source = (() => {
  const narrow = matchMedia("(max-width: 60rem)");
  const panel = () => document.getElementById("source");
  const section = () => panel().querySelector("section");
  const sheet = yuanju.sheet("source", ["masthead", "conversation", "hints", "composer"], toCitation);
  let wanted = false; // whether the reader asked for the source that is on its way
  let linked = false; // whether the passage that the page's address asks for has been shown
  let last = {}; // the citation that was looked at last: closing the sheet leads back to it
  let pressed; // its button: a quote that answers and stands in the table too has two

  function buttonOf(place, { turn, number }) {
    const buttons = [...place.querySelectorAll(`button[data-turn="${turn}"][data-number="${number}"]`)];
    return buttons.find((button) => button === pressed) ?? buttons[0];
  }

  function markOf({ turn, number }) {
    return panel().querySelector(`[data-turn="${turn}"] mark[data-numbers~="${number}"]`);
  }

  function select(tab) {
    for (const other of tab.parentElement.children) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", chosen);
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    centre(document.getElementById(tab.getAttribute("aria-controls")).querySelector("mark"));
  }

  // Only the panel scrolls, never the page behind it.
  function centre(mark) {
    const offset = mark.getBoundingClientRect().top - section().getBoundingClientRect().top;
    section().scrollTop += offset - section().clientHeight / 3;
  }

  function reveal(citation) {
    last = { turn: citation.turn, number: citation.number };
    const mark = markOf(last);
    const tab = document.getElementById(mark.closest("[role=tabpanel]")?.getAttribute("aria-labelledby"));
    if (narrow.matches) sheet.open();
    if (tab) select(tab);
    (buttonOf(mark, last) ?? mark).focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center", behavior: yuanju.behavior() });
  }

  // The citation in the answer, from its highlight in the article.
  function cite(citation) {
    last = citation;
    if (!sheet.close()) toCitation();
  }

  function toCitation() {
    const button = buttonOf(document.getElementById("conversation"), last) ?? document.querySelector("#question textarea");
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "center", behavior: yuanju.behavior() });
  }

  // A new source scrolls to its quote inside its own panel; the page moves only if the reader asked for it.
  function settle() {
    const { turn, focus } = section().dataset;
    const mark = turn && markOf({ turn, number: focus });
    const asked = wanted || (turn === "0" && !linked);
    sheet.dress();
    if (mark && asked) reveal({ turn, number: focus });
    else if (mark) centre(mark);
    else if (asked && narrow.matches) sheet.open();
    linked ||= turn === "0";
    wanted = false;
  }

  function show(citation, button) {
    pressed = button;
    const there = markOf(citation);
    if (there) reveal(citation);
    else wanted = true;
    return Boolean(there);
  }

  Object.assign(yuanju.own, {
    show,
    cite: (citation) => cite(citation) ?? true,
    back: () => sheet.close() ?? true,
    tab: (_, button) => select(button) ?? true,
  });

  narrow.addEventListener("change", sheet.close);
  document.addEventListener("click", ({ target }) => {
    const mark = target.closest("#source mark");
    if (mark && !target.closest("button") && getSelection().isCollapsed) mark.querySelector("button")?.click();
  });

  return { select, settle };
})();
