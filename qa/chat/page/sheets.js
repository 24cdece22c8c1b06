// Panels that open over the page as dialogs: what lies behind cannot be reached, and going back closes them.
yuanju.sheet = (id, behind, closed) => {
  const panel = () => document.getElementById(id);
  const isOpen = () => "open" in panel().dataset;

  // An open sheet is an entry of its own in the browser's history.
  function open() {
    if (!isOpen()) history.pushState({ ...history.state, sheet: true }, "");
    panel().dataset.open = "";
    dress();
  }

  function close() {
    const opened = isOpen();
    if (opened) history.back();
    return opened;
  }

  // What is rendered is a region of the page; open it is a dialog.
  function dress() {
    const section = panel().querySelector("section");
    section.setAttribute("role", isOpen() ? "dialog" : "region");
    section.toggleAttribute("aria-modal", isOpen());
    if (isOpen()) section.setAttribute("aria-modal", "true");
    for (const part of behind) document.getElementById(part).inert = isOpen();
  }

  addEventListener("popstate", () => {
    if (!isOpen()) return;
    delete panel().dataset.open;
    dress();
    closed();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  document.addEventListener("click", ({ target }) => target.id === id && close());

  return { isOpen, open, close, dress };
};
