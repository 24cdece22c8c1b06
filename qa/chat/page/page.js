// Clicks and keys on what the server rendered, and bringing the right place into view. Nothing here makes HTML.
const yuanju = (() => {
  const behavior = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  // What the page does by itself; each returns whether it has done it, or else the event goes to the server.
  // The other scripts add theirs.
  const own = {
    copy: ({ text }, button) => copy(button, text),
    link: ({ link }, button) => copy(button, new URL(link, location).href),
  };

  // Where the page is not served securely there is no clipboard, and only what is selected can be copied.
  function copy(button, text) {
    const { done } = button.closest(".copying").querySelector("[role=status]").dataset;
    const copied = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.resolve(copySelected(text));
    copied.then(() => say(button, done));
    return true;
  }

  // A word beside a toolbar on what its button has done.
  function say(button, words) {
    const said = button.closest(".copying").querySelector("[role=status]");
    said.textContent = words;
    setTimeout(() => { if (said.textContent === words) said.textContent = ""; }, 3000);
  }

  function copySelected(text) {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  // Toolbars and tab lists are one stop of the Tab key each (ARIA Authoring Practices).
  document.addEventListener("keydown", (event) => {
    const group = event.target.closest?.("[role=toolbar], [role=tablist]");
    const buttons = group ? [...group.children] : [];
    const at = buttons.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || at < 0) return;
    const next = buttons.at(to % buttons.length);
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    if (next.role === "tab") yuanju.source.select(next);
    event.preventDefault();
  });

  // Buttons say what they do in data-event; what the page can do by itself never reaches the server.
  function listen(element, trigger, events) {
    element.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-event]");
      if (!button) return;
      const { event, ...data } = button.dataset;
      if (!own[event]?.(data, button) && events.includes(event)) trigger(event, data);
    });
  }

  function newest(element) {
    const turn = element.querySelector(".turn:last-child");
    const seen = turn && `${turn.id} ${turn.dataset.state}`;
    if (turn && seen !== element.dataset.seen) turn.scrollIntoView({ block: "start", behavior: behavior() });
    element.dataset.seen = seen ?? "";
  }

  function translate(element) {
    document.documentElement.lang = element.querySelector("header").lang;
  }

  function focus() {
    yuanju.source.settle();
  }

  // For what comes by itself: nothing moves.
  function still() {}

  return { own, behavior, say, listen, focus, newest, still, translate };
})();
