// Clicks on what the server rendered, and bringing the right place into view. Nothing here makes HTML.
const yuanju = (() => {
  const behavior = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  let wanted = false; // whether the reader asked for the source that is on its way

  function reveal(place) {
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center", behavior: behavior() });
  }

  function markOf(turn, number) {
    return document.querySelector(`#source [data-turn="${turn}"] mark[data-numbers~="${number}"]`);
  }

  // Where the page is not served securely there is no clipboard, and only what is selected can be copied.
  async function copy(button, text) {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copySelected(text);
    const said = button.closest(".copying").querySelector("[role=status]");
    said.textContent = said.dataset.done;
    setTimeout(() => { said.textContent = ""; }, 3000);
  }

  function copySelected(text) {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  // A toolbar is one stop of the Tab key (ARIA Authoring Practices, toolbar pattern).
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const toolbar = step && event.target.closest?.("[role=toolbar]");
    if (!toolbar) return;
    const buttons = [...toolbar.children];
    const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    event.preventDefault();
  });

  // Buttons say what they do in data-event; what the page can do by itself never reaches the server.
  function listen(element, trigger, events) {
    element.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-event]");
      if (!button) return;
      const { event, ...data } = button.dataset;
      const mark = event === "show" && markOf(data.turn, data.number);
      if (event === "copy") copy(button, data.text);
      else if (event === "back") document.getElementById(`turn-${data.turn}`)?.scrollIntoView({ behavior: behavior() });
      else if (mark) reveal(mark);
      else if (events.includes(event)) {
        wanted = event === "show";
        trigger(event, data);
      }
    });
  }

  // A new source scrolls to its quote inside its own panel; the page moves only if the reader asked for it.
  function focus(element) {
    const section = element.querySelector("section");
    const mark = section && markOf(section.dataset.turn, section.dataset.focus);
    if (mark && wanted) reveal(mark);
    else if (mark) {
      const offset = mark.getBoundingClientRect().top - section.getBoundingClientRect().top;
      section.scrollTop += offset - section.clientHeight / 3;
    }
    wanted = false;
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

  return { listen, focus, newest, translate };
})();
