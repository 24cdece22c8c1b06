// What the browser keeps of the conversation: the questions, for the server to answer anew when the page is loaded
// again, and which answers were called right or wrong. A tab keeps its own for as long as it lives; a tab that is opened afterwards begins with the conversation that
// was changed last in any of them. A tab that a link opened shows what is linked, and keeps that to itself.
yuanju.kept = (() => {
  const NAME = "yuanju.conversation";
  const VERSION = 1;
  // Turns, and characters of all: the server reads no more (conversation.py, inputs.py).
  const MOST = 40;
  const LONGEST = 200_000;
  const query = new URLSearchParams(location.search);
  const linked = query.has("q") || query.has("article");
  const address = linked ? location.search : "";
  let rescued = false; // whether the page is about to be loaded again
  let begun = false; // whether the tab has shown a conversation: an empty page before that is none to be kept
  let id = `${Date.now()}-${Math.random()}`;

  // A store may be switched off, full, or hold anything at all; the page works without.
  function read(store) {
    try {
      const kept = JSON.parse(window[store].getItem(NAME));
      return kept.version === VERSION && kept.address === address && Array.isArray(kept.turns) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  function write(store, turns, verdicts = {}) {
    const last = turns.slice(-MOST);
    while (JSON.stringify(last).length > LONGEST) last.shift();
    try {
      window[store].setItem(NAME, JSON.stringify({ version: VERSION, address, id, turns: last, verdicts }));
    } catch {
      remove(store);
    }
  }

  function remove(store) {
    try {
      window[store].removeItem(NAME);
    } catch { /* switched off: nothing is kept there */ }
  }

  // Once, when the page is up: what it begins with.
  function begin(trigger) {
    const own = read("sessionStorage");
    id = own?.id ?? id;
    const { turns = [], verdicts } = own ?? (linked ? undefined : read("localStorage")) ?? {};
    yuanju.feedback.recall(verdicts);
    if (turns.length) trigger("restore", { turns, linked });
    if (query.has("article") || (query.has("q") && !own)) trigger("follow", {});
  }

  const turnsOf = (conversation) =>
    [...conversation.querySelectorAll(".turn[data-kept]")].map(({ dataset }) => JSON.parse(dataset.kept));

  function keep(conversation) {
    const turns = turnsOf(conversation);
    begun ||= turns.length > 0;
    if (!begun || rescued) return;
    if (!turns.length) return forget();
    const verdicts = yuanju.feedback.given();
    write("sessionStorage", turns, verdicts);
    if (!linked) write("localStorage", turns, verdicts);
  }

  // The server has forgotten the tab, as it does when too many others came after it or its computer slept too long:
  // the page is loaded again with what was kept and what has been asked since. Returns whether anything was kept.
  function rescue(conversation) {
    const kept = read("sessionStorage");
    if (rescued || !kept?.turns.length) return rescued;
    rescued = true;
    write("sessionStorage", [...kept.turns, ...turnsOf(conversation)], kept.verdicts);
    location.reload();
    return true;
  }

  // An empty conversation is the tab's own too; that of another tab stays.
  function forget() {
    write("sessionStorage", []);
    if (!linked && read("localStorage")?.id === id) remove("localStorage");
  }

  document.addEventListener("click", ({ target }) => target.closest?.("#clear") && forget());

  return { begin, keep, rescue };
})();
