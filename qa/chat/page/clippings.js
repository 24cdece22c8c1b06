// Clippings: this browser keeps where the quotes stand, and the server makes them from the articles each time.
yuanju.clippings = (() => {
  const KEY = "yuanju.clippings";
  const VERSION = 1;
  const MOST = 200;
  const sheet = yuanju.sheet("clippings", ["masthead", "desk"], () => opener().focus());
  const section = () => document.querySelector("#clippings section");
  const opener = () => document.querySelector("#masthead [data-event=clippings]");
  const rows = () => [...section().querySelectorAll("ol > li")];
  let unkept = null; // what is kept where the browser keeps nothing: it lasts as long as the page
  let wanted = false; // whether the reader asked for the clippings that are on their way

  // Whatever else is found in the browser's storage is no clipping.
  function read() {
    try {
      const { version, pins } = JSON.parse(unkept ?? localStorage.getItem(KEY));
      const texts = pins.filter((pin) => typeof pin === "string");
      return version === VERSION ? [...new Set(texts)].slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function write(pins) {
    const kept = JSON.stringify({ version: VERSION, pins });
    try {
      localStorage.setItem(KEY, kept);
      unkept = null;
    } catch {
      unkept = kept;
    }
    dress();
  }

  // How many there are, which quotes are among them, and which rows can go no further.
  function dress() {
    const pins = read();
    for (const count of document.querySelectorAll("#masthead .count")) count.textContent = pins.length || "";
    for (const button of document.querySelectorAll("[data-event=pin]")) {
      button.setAttribute("aria-pressed", pins.includes(button.dataset.pin));
    }
    for (const button of document.querySelectorAll("#clippings .handling button")) {
      const row = button.closest("li");
      const last = { "clipping-up": !row.previousElementSibling, "clipping-down": !row.nextElementSibling };
      button.setAttribute("aria-disabled", last[button.dataset.event] ?? false);
    }
  }

  function toggle({ pin, clipped, unclipped, full }, button) {
    const pins = read();
    const had = pins.includes(pin);
    const room = had || pins.length < MOST;
    if (room) write(had ? pins.filter((other) => other !== pin) : [...pins, pin]);
    yuanju.say(button, room ? (had ? unclipped : clipped) : full);
    return true;
  }

  function announce(words) {
    section().querySelector(".said").textContent = words;
  }

  // The neighbour moves, not the row itself, so that the focus stays where it is.
  function move(button, up) {
    const row = button.closest("li");
    if (up && row.previousElementSibling) row.after(row.previousElementSibling);
    if (!up && row.nextElementSibling) row.before(row.nextElementSibling);
    const shown = rows().map(({ dataset }) => dataset.pin);
    const pins = read();
    // What another window has removed or added meanwhile stays removed, or comes last.
    write([...shown.filter((pin) => pins.includes(pin)), ...pins.filter((pin) => !shown.includes(pin))]);
    const { moved } = section().dataset;
    announce(moved.replace("{place}", rows().indexOf(row) + 1).replace("{count}", rows().length));
    row.scrollIntoView({ block: "nearest", behavior: yuanju.behavior() });
    return true;
  }

  function remove(button) {
    const row = button.closest("li");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    write(read().filter((pin) => pin !== row.dataset.pin));
    (next?.querySelector("[data-event=clipping-remove]") ?? section()).focus();
    announce(section().dataset.removed);
    return true;
  }

  // Everything is removed only after it has been asked whether that is meant.
  function ask(asking) {
    const really = section().querySelector(".really");
    really.hidden = !asking;
    section().querySelector(asking ? "[data-event=clippings-kept]" : "[data-event=clippings-remove]").focus();
    return true;
  }

  function removeAll() {
    for (const row of rows()) row.remove();
    write([]);
    ask(false);
    section().focus();
    announce(section().dataset.removed);
    return true;
  }

  function copy(button) {
    const text = rows().map(({ dataset }) => dataset.markdown).join("\n\n");
    return yuanju.own.copy({ text: `${text}\n` }, button);
  }

  function settle() {
    if (wanted) sheet.open();
    wanted = false;
    sheet.dress();
    if (sheet.isOpen()) section().focus();
  }

  // The file comes as text in an attribute, so that nothing of it is served, and leaves through the browser's own door.
  function save(element) {
    const file = element.querySelector("output");
    const bytes = Uint8Array.from(atob(file.dataset.content), (char) => char.charCodeAt(0));
    const href = URL.createObjectURL(new Blob([bytes], { type: file.dataset.type }));
    Object.assign(document.createElement("a"), { href, download: file.dataset.name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000); // milliseconds: some browsers read it after the click
    delete file.dataset.content;
    announce(section().dataset.exported);
  }

  // The server needs to know what there is: the pins go along with the event.
  function along(data) {
    data.pins = read();
    return false;
  }

  Object.assign(yuanju.own, {
    pin: toggle,
    clippings: (data) => {
      wanted = true;
      return along(data);
    },
    export: along,
    "clippings-close": () => sheet.close() ?? true,
    "clippings-copy": (_, button) => copy(button),
    "clippings-remove": () => ask(true),
    "clippings-kept": () => ask(false),
    "clippings-removed": removeAll,
    "clipping-up": (_, button) => move(button, true),
    "clipping-down": (_, button) => move(button, false),
    "clipping-remove": (_, button) => remove(button),
  });

  document.addEventListener("rendered", dress);
  addEventListener("storage", dress); // another window of this browser

  return { settle, save };
})();
