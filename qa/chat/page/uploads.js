// The articles that a reader adds: files are read here and sent with one event; nothing of them is kept in the browser.
yuanju.uploads = (() => {
  const FLAG = "yuanju.uploads"; // whether this tab has added any: a page that is loaded again says that they are gone
  const sheet = yuanju.sheet("uploads", ["masthead", "desk"], () => opener()?.focus());
  const section = () => document.querySelector("#uploads section");
  const opener = () => document.querySelector("#own [data-event=uploads], #own-add [data-event=uploads]");
  const input = () => section()?.querySelector("input[type=file]");
  let send; // sends an event of the panel to the server
  let wanted = false; // whether the reader asked for the panel that is on its way
  let begun = false; // whether the page knows what it began with
  let line; // the connection that tells the server, when it breaks off, that the page is closed

  // A store may be switched off; the page works without.
  function flag(change) {
    try {
      if (change === undefined) return sessionStorage.getItem(FLAG) !== null;
      if (change) sessionStorage.setItem(FLAG, "");
      else sessionStorage.removeItem(FLAG);
    } catch { /* then nothing is said of what is gone */ }
    return false;
  }

  // The content in Base64; null where the browser cannot read it, as it cannot a folder.
  function encoded(file) {
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(file.size ? reader.result.slice(reader.result.indexOf(",") + 1) : "");
      reader.onerror = () => resolve(null);
      reader.readAsDataURL(file);
    });
  }

  // What is too much is not read at all; the server says so.
  function isTooMuch(files) {
    const { mostFiles, largestFile, largestTogether } = section().dataset;
    const sizes = files.map(({ size }) => size);
    const together = sizes.reduce((sum, size) => sum + size, 0);
    return files.length > mostFiles || Math.max(...sizes) > largestFile || together > largestTogether;
  }

  async function add(list) {
    const files = [...list];
    if (!files.length || !input()) return;
    say(section().dataset.sending);
    hold();
    const read = isTooMuch(files) ? () => null : encoded;
    const sent = files.map(async (file) => ({ name: file.name, size: file.size, content: await read(file) }));
    send("files", { files: await Promise.all(sent) });
  }

  // Not before there is something to delete: a browser opens six connections to a server, all its tabs together.
  function hold() {
    const { root, api_prefix: prefix } = window.gradio_config;
    line ??= new EventSource(`${root}${prefix}/heartbeat/${section().dataset.session}`);
  }

  function say(words) {
    section().querySelector(".said").textContent = words;
  }

  function settle(element, trigger) {
    send = trigger;
    if (wanted) sheet.open();
    wanted = false;
    sheet.dress();
    if (sheet.isOpen()) (section().querySelector("[data-event=halt]") ?? section()).focus();
  }

  function progress(element) {
    const { dataset, textContent } = element.querySelector("output");
    const bar = section().querySelector("progress");
    if (!bar) return;
    say(textContent);
    bar.max = dataset.total;
    bar.value = dataset.done;
  }

  // The word on what is asked now; it is there for as long as something is.
  function notice(element) {
    if (element.querySelector("[data-held]")) flag(true);
  }

  // The button by which the first articles are added: while it is there, there are none.
  function begin(element, trigger) {
    if (!element.querySelector("button")) return;
    if (flag()) {
      flag(false);
      if (!begun) trigger("lost", {});
    }
    begun = true;
  }

  // What is pressed there disappears: on to the next question.
  function leave({ target }) {
    if (target.closest?.("#own [data-event=remove], #own [data-event=understood]")) {
      document.querySelector("#question textarea").focus();
    }
  }

  Object.assign(yuanju.own, {
    uploads: () => {
      wanted = true;
      return false;
    },
    "uploads-choose": () => {
      input().click();
      return true;
    },
    "uploads-close": () => sheet.close() ?? true,
  });

  document.addEventListener("change", ({ target }) => {
    if (target === input()) add(target.files);
  });
  document.addEventListener("click", leave);
  // A file that is dropped beside the panel's field would be opened in the page's place.
  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!sheet.isOpen() || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      section().querySelector(".drop")?.toggleAttribute("data-over", name === "dragover");
      if (name === "drop") add(event.dataTransfer.files);
    });
  }

  return { begin, notice, progress, settle };
})();
