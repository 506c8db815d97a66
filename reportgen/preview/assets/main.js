/** Starts the page: its language, what it shows first, and what it listens to. */

import { INTERFACE, preferred, speak } from "./catalogue.js";
import { inInterface, PHONE } from "./facts.js";
import { loadIcons, patch } from "./dom.js";
import { hearKeys } from "./keys.js";
import { read, readTemplate, refresh } from "./reading.js";
import { ask, listen } from "./server.js";
import { onChange, state, update } from "./store.js";
import { hearSwipes } from "./swipe.js";
import { onThemeChange, showTheme } from "./theme.js";
import { view } from "./views/page.js";

const root = document.getElementById("page");
let remembered = "";
let isOpened = false;
const live = document.getElementById("said");

function draw() {
  showTheme();
  patch(root, view());
  openDialog();
  if (live.textContent !== state.said) live.textContent = state.said;
  rememberPlace();
  openFirst();
}

/** Opens what the address names as soon as the project has packs: it may take a while to be read, or have faults. */
function openFirst() {
  if (isOpened || !state.State?.packs.length) return;
  isOpened = true;
  openAddress();
}

/** A layer that has just been drawn becomes modal: the browser keeps the focus in it, and gives it back. */
function openDialog() {
  const dialog = root.querySelector("dialog[data-layer]");
  if (dialog && !dialog.open) dialog.showModal();
}

/** The address says what is open, for a reload and for the way back. */
function rememberPlace() {
  const { pack, kind, page, template, State } = state;
  if (!State || (!pack && !template)) return;
  const place = template ? ["template", template] : [pack, kind, page].filter(Boolean);
  const address = `#${place.map(encodeURIComponent).join("/")}`;
  if (address === remembered) return; // a drawing on the way back must not lead forward again
  remembered = address;
  if (address === location.hash) return;
  const isSame = address.split("/").slice(0, 2).join() === location.hash.split("/").slice(0, 2).join();
  history[isSame || !location.hash ? "replaceState" : "pushState"](null, "", address);
  const one = State.packs.find((each) => each.id === pack);
  document.title = `${template || (one ? inInterface(one.names).text : "")} · reportgen`;
}

async function openAddress() {
  const [pack, kind, page] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const { packs } = state.State;
  const first = packs[0];
  if (pack === "template" && kind) {
    if (!state.pack) update({ pack: first.id, kind: Object.keys(first.kinds)[0] });
    return readTemplate(kind);
  }
  const found = packs.find((one) => one.id === pack) ?? first;
  return read(found.id, kind in found.kinds ? kind : Object.keys(found.kinds)[0], page);
}

async function start() {
  onChange(draw);
  await loadIcons();
  await speak(state.spoken in INTERFACE ? state.spoken : preferred());
  draw();
  for (;;) {
    const State = await ask("state").catch(() => null);
    update({ State, connected: State !== null });
    if (State) break;
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
  }
  addEventListener("hashchange", openAddress);
  listen(refresh, (connected) => {
    if (connected && !state.connected) refresh();
    if (connected !== state.connected) update({ connected });
  });
  PHONE.addEventListener("change", () => update({}));
  onThemeChange(() => update({}));
  addEventListener("beforeunload", (event) => { if (state.edit?.isChanged) event.preventDefault(); });
  hearKeys();
  hearSwipes();
}

start();
