/** The keyboard: one table, for the keys themselves and for the page that lists them. */

import {
  cancelEdit, chooseKind, compareEnd, editReached, leave, nextChanged, openLayer, openSource, save, signOpen, step, stepFinding, stepPack, stepRow, toggleLanguageAt,
} from "./actions.js";
import { _ } from "./catalogue.js";
import { isComposing } from "./dom.js";
import { CONTROL } from "./facts.js";
import { notify, state } from "./store.js";

/** Each key: how it is shown, what it does in words, and what it does; `isLetter` can be switched off, `isOfPage` needs a page of a document. */
export const KEYS = [
  { shown: ["←", "→"], isOfPage: true, says: () => _("slide before, after"), keys: { ArrowLeft: () => step(-1), ArrowRight: () => step(1) } },
  { shown: ["J", "K"], isOfPage: true, says: () => _("text after, before"), isLetter: true, keys: { j: () => stepRow(1), k: () => stepRow(-1) } },
  { shown: ["Enter"], says: () => _("open the text"), keys: {} }, // the text's own button does that
  { shown: ["Esc"], says: () => _("close, cancel, leave close-up"), keys: { Escape: leave } },
  { shown: ["E"], isOfPage: true, says: () => _("correct"), isLetter: true, keys: { e: editReached } },
  { shown: [`${CONTROL} Enter`], says: () => _("save"), keys: {} },
  { shown: [`${CONTROL} Shift Enter`], says: () => _("save and sign off"), keys: {} },
  { shown: ["A"], isOfPage: true, says: () => _("sign off the text, when it is open"), isLetter: true, keys: { a: signOpen } },
  { shown: ["N", "Shift N"], says: () => _("finding after, before"), isLetter: true, keys: { n: () => stepFinding(1), N: () => stepFinding(-1) } },
  { shown: ["F"], says: () => _("all findings"), isLetter: true, keys: { f: () => openLayer("findings") } },
  { shown: ["C"], says: () => _("to the next changed page"), isLetter: true, keys: { c: nextChanged } },
  { shown: ["1", "2", "3"], isOfPage: true, says: () => _("a language on or off"), isLetter: true, keys: { 1: () => toggleLanguageAt(0), 2: () => toggleLanguageAt(1), 3: () => toggleLanguageAt(2) } },
  { shown: [",", "."], isOfPage: true, says: () => _("slider to the last, to this build"), isLetter: true, keys: { ",": () => compareEnd(0), ".": () => compareEnd(100) } },
  { shown: ["D", "S"], says: () => _("deck, summary"), isLetter: true, keys: { d: () => chooseKind("deck"), s: () => chooseKind("summary") } },
  { shown: ["Z"], isOfPage: true, says: () => _("close-up: one language fills the page"), isLetter: true, keys: { z: () => openLayer("close-up") } },
  { shown: ["/"], says: () => _("find a pack, slide or word"), isLetter: true, keys: { "/": () => openLayer("find") } },
  { shown: ["[", "]"], says: () => _("pack before, after"), isLetter: true, keys: { "[": () => stepPack(-1), "]": () => stepPack(1) } },
  { shown: ["O"], isOfPage: true, says: () => _("open the source in the editor"), isLetter: true, keys: { o: openSource } },
  { shown: ["?"], says: () => _("all keys; there they can be switched off"), isLetter: true, keys: { "?": () => openLayer("keys") } },
];

const ACTIONS = new Map(KEYS.flatMap((one) => Object.entries(one.keys).map(([key, action]) => [key, { ...one, action }])));
const FIELDS = "input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]";

/** Hears the keys of the whole page. */
export function hearKeys() {
  document.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    if (state.edit ? inEditor(event) : onPage(event)) event.preventDefault();
  });
}

/** A template is open: arrows scroll it, and the other keys of pages say that they have none. */
function elsewhere(found) {
  if (found.isLetter) notify(_("Open a pack first."));
  return false;
}

function inEditor(event) {
  if (event.key === "Escape") cancelEdit();
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event.shiftKey);
  else return false;
  return true;
}

function onPage(event) {
  const found = ACTIONS.get(event.key) ?? ACTIONS.get(event.key.toLowerCase());
  if (!found || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const isField = event.target.matches?.(FIELDS) || (event.target.type === "range" && event.key.startsWith("Arrow"));
  if (isField && event.key !== "Escape") return false;
  if (found.isLetter && !state.keys) return false;
  if (state.layer && !["Escape", "ArrowLeft", "ArrowRight"].includes(event.key)) return false;
  if (event.key.startsWith("Arrow") && event.target.closest?.(".window.portrait, [role=radiogroup], .choices")) return false;
  if (state.template && found.isOfPage) return elsewhere(found);
  found.action();
  return true;
}
