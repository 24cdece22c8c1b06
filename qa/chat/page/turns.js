// What a reader does with turns: stop, ask again, reword, take away; and the question that waits for the one before it.
yuanju.turns = (() => {
  const conversation = () => document.getElementById("conversation");
  const turnOf = (number) => document.getElementById(`turn-${number}`);
  const box = () => document.querySelector("#question textarea");
  const waiting = () => conversation()?.querySelector(".turn[data-state=pending]");
  let trigger; // sends an event of the conversation to the server
  let editing = null; // the turn whose question is in the box, and what was in the box before
  let held = false; // whether what is in the box is to be asked as soon as no question waits
  let sent = false; // whether what is in the box has been sent, be it in vain
  let wanted = null; // the number of the turn that is asked again: the one to look at
  let tab = ""; // whose conversation is on the page, as the server calls it
  let shown = 0; // the revision of that conversation
  let leaving = null; // the number of the turn that is being taken away

  function fill(text) {
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  function rephrase({ turn, question }) {
    editing = { turn, question, draft: editing?.draft ?? box().value };
    fill(question);
    box().focus();
    box().select();
    note();
    return true;
  }

  function left() {
    const { turn, draft } = editing;
    editing = null;
    held = false;
    fill(draft);
    note();
    return turn;
  }

  function leave() {
    const turn = left();
    (toolOf(turn, "rephrase") ?? box()).focus();
    return true;
  }

  function reword() {
    const question = box().value;
    wanted = left();
    trigger("reword", { turn: wanted, question });
  }

  // Whether the page sends by itself what is in the box, or holds it back; everything else is Gradio's.
  function send(event) {
    sent = box().value !== "";
    if (waiting()) sent = held = Boolean(box().value.trim());
    else if (editing) reword();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    note();
  }

  // A question has come to its end: the next one is that which was held back, or sent in vain, since Gradio takes none
  // while it is still busy with one that was just stopped. It is next until the box is empty: where Gradio is busy even
  // now, this is called once more.
  function free() {
    setTimeout(() => {
      held &&= Boolean(box().value.trim());
      sent &&= box().value !== "";
      if ((held || sent) && !waiting()) document.getElementById("ask").click();
    });
  }

  // The notes above the box, and the turn that is being reworded.
  function note() {
    if (!document.querySelector("#notes [data-note]")) return; // a question can overtake the greeting that brings them
    if (editing && !turnOf(editing.turn)) left();
    const show = (name, shown) => { document.querySelector(`#notes [data-note=${name}]`).hidden = !shown; };
    show("editing", editing);
    show("held", held);
    document.querySelector("#notes .reworded").textContent = editing?.question ?? "";
    for (const turn of conversation().querySelectorAll(".turn")) {
      turn.toggleAttribute("data-editing", turn.id === `turn-${editing?.turn}`);
    }
  }

  function toolOf(number, event) {
    return turnOf(number)?.querySelector(`[role=toolbar] [data-event=${event}]`);
  }

  // Where the keyboard goes when what it was on has left the page: on to the turn behind, else to the one before.
  function refocus() {
    const active = document.activeElement;
    if (leaving && !turnOf(leaving)) {
      const turns = [...conversation().querySelectorAll(".turn")];
      const next = turns.find(({ id }) => Number(id.slice(5)) > leaving) ?? turns.at(-1);
      (next?.querySelector("[role=toolbar] button") ?? box()).focus({ preventScroll: true });
      leaving = null;
    }
    const hidden = active.matches("#ask, #stop") && getComputedStyle(active).display === "none";
    if (hidden && active.matches(":focus-visible")) box().focus();
  }

  function settle(element, send) {
    if (!trigger) {
      trigger = send;
      yuanju.kept.begin(trigger);
    }
    const { tab: from, revision } = element.querySelector(".turns").dataset;
    if (from && tab && from !== tab) {
      if (yuanju.kept.rescue(element)) return;
      shown = 0;
    }
    if (Number(revision) < shown) return trigger("refresh", {});
    tab = from;
    shown = Number(revision);
    yuanju.newest(element);
    turnOf(wanted)?.scrollIntoView({ block: "nearest", behavior: yuanju.behavior() });
    if (turnOf(wanted)?.dataset.state !== "pending") wanted = null;
    refocus();
    held &&= Boolean(box().value.trim());
    note();
    yuanju.kept.keep(element);
  }

  document.addEventListener("keypress", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target === box()) send(event);
  }, true);
  document.addEventListener("click", (event) => { if (event.target.closest?.("#ask")) send(event); }, true);
  document.addEventListener("input", ({ target }) => {
    if (target !== box()) return;
    sent = false;
    if (!held) return;
    held = false;
    note();
  });
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && editing && target === box()) leave();
  });

  Object.assign(yuanju.own, {
    rephrase,
    leave,
    retry: ({ turn }) => { wanted = turn; },
    delete: ({ turn }) => { leaving = turn; },
  });

  return { free, note, settle };
})();
