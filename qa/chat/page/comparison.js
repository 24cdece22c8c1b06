// The table of figures: a click anywhere on a row is a click on its source, unless text is being selected.
document.addEventListener("click", ({ target }) => {
  const row = target.closest(".comparison tbody tr");
  if (row && !target.closest("button") && getSelection().isCollapsed) row.querySelector("button").click();
});
