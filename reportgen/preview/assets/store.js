/**
 * What the page knows: what the server told it, and what its reader chose. Views read it; actions change it.
 *
 * Several changes in one turn become one drawing, in the next frame.
 */

const PREFERENCES = "reportgen preview";

const kept = readPreferences();

/** All that views read. The parts with a capital are the server's messages (`messages.py`) as they came. */
export const state = {
  State: null,
  Pages: null, // of the open document
  Row: null, // of the open row, or null while it is on its way
  Template: null, // of the open template
  pack: "",
  packAt: 0, // where that pack stands in the list, for when it is gone
  kind: "",
  page: "", // the key of the open page
  lost: null, // a page that was open and is gone: {title, number}
  row: "", // the row that J and K have reached
  open: false, // whether that row is open
  edit: null, // what is being written: see `editing.js`
  template: "", // the name of the open template, or none
  usedOnly: false,
  compare: 100, // the slider: 0 the last build, 100 this one
  layer: "", // what lies over the page: "find", "keys", "packs", "close-up"
  closeUp: "", // the language that fills the page
  find: "",
  hits: [], // texts of the whole content that say it
  said: "", // what is heard after a build
  notice: "", // what is told about the last thing that was done, seen and heard
  connected: true,
  shown: new Set(kept.shown ?? []), // tags; none: all
  one: kept.one ?? "", // the language of a phone
  theme: kept.theme ?? "",
  keys: kept.keys ?? true,
  name: kept.name ?? null, // who signs off; null before it was asked
  pending: null, // what waits for the name
  rename: null, // a name of the glossary that is being corrected: see `naming.js`
  spoken: kept.spoken ?? "", // the language of the interface, once it was chosen
};

let draw = () => {};
let waiting = false;
let told = null;

/** Says what draws the page. */
export function onChange(view) {
  draw = view;
}

/** Changes what the page knows, and has it drawn. */
export function update(change) {
  Object.assign(state, change);
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
}

/** Draws at once: for actions that go on to move the focus. */
export function updateNow(change) {
  Object.assign(state, change);
  draw();
}

/** Tells something about what was just done; it stays for a while. */
export function notify(notice) {
  update({ notice });
  clearTimeout(told);
  told = setTimeout(() => update({ notice: "" }), 8000);
}

/** The same, kept in this browser for the next time. */
export function prefer(change) {
  update(change);
  const { shown, one, theme, keys, spoken, name } = state;
  try {
    localStorage.setItem(PREFERENCES, JSON.stringify({ shown: [...shown], one, theme, keys, spoken, name }));
  } catch {
    // a browser that keeps nothing: the choice holds for this page
  }
}

function readPreferences() {
  try {
    return JSON.parse(localStorage.getItem(PREFERENCES)) ?? {};
  } catch {
    return {};
  }
}
