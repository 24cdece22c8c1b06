// Enter belongs to an input method for as long as that composes; only the next one sends. Gradio sends on keypress,
// which browsers leave out while composing; but Safari ends the composition before it tells of the key that ended it,
// and only the code 229 gives that key away.
(() => {
  let taken = false;
  const byInputMethod = ({ isComposing, keyCode }) => isComposing || keyCode === 229;

  // On the window, so before any other script of the page.
  addEventListener("keydown", (event) => { taken = byInputMethod(event); }, true);
  for (const kind of ["keydown", "keypress"]) {
    addEventListener(kind, (event) => {
      const meant = ["Enter", "Escape"].includes(event.key) && event.target.matches?.("#question textarea");
      if (!meant || !(taken || byInputMethod(event))) return;
      event.stopImmediatePropagation();
      if (kind === "keypress") event.preventDefault();
    }, true);
  }
})();
