/** What a reader can do, by pointer or key. */

import { _, speak } from "./catalogue.js";
import { findingsOfRow, page, pack, pages, languages, position, row, shownLanguages } from "./facts.js";
import { read, readRow, readTemplate, refresh, showPictures } from "./reading.js";
import { askWords, tell } from "./server.js";
import { heightOf } from "./pictures.js";
import { printedAt, spotOf } from "./finding.js";
import { edit, isFree } from "./editing.js";
import { cancelRename } from "./naming.js";
import { canSign, signRow } from "./signing.js";
import { notify, prefer, state, update, updateNow } from "./store.js";
import { isDark } from "./theme.js";

export { cancelEdit, edit, keepMine, save, takeTheirs, typed, writeByHand } from "./editing.js";

const QUIET = 200; // ms without a key before the whole content is searched

let asked = null;

// -- where one is

/** Opens a pack in the kind that is open, as far as the pack has it. */
export async function choosePack(id) {
  if (!isFree()) return;
  const chosen = state.State.packs.find((one) => one.id === id);
  const kind = state.kind in chosen.kinds ? state.kind : Object.keys(chosen.kinds)[0];
  await read(id, kind);
}

/** Opens the pack before or after. */
export function stepPack(by) {
  const { packs } = state.State;
  const next = packs[packs.indexOf(pack()) + by];
  if (next) choosePack(next.id);
  else notifyEnd(by);
}

/** Opens another kind of document of the pack. */
export function chooseKind(kind) {
  if (!isFree()) return;
  if (!(kind in (pack()?.kinds ?? {}))) notify(_("This pack has no document of this kind."));
  else if (kind !== state.kind || state.template) read(state.pack, kind);
}

/** Opens a page of the document. */
export function choosePage(key) {
  if ((key === state.page && !state.lost) || !isFree()) return;
  update({ page: key, row: "", open: false, Row: null, lost: null });
  showPictures().then(() => showInWindows(page()?.rows[0]?.id));
  requestAnimationFrame(() => document.querySelector(`[data-page="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" }));
}

/** Opens the page before or after. */
export function step(by) {
  const next = pages()[position() + by];
  if (next) choosePage(next.key);
  else notifyEnd(by);
}

/** Opens a page, by its key or by its number in a language, and a text on it, wherever it is. */
export async function goTo({ pack: id, kind, page: key, tag, number, row: text }) {
  if (!isFree()) return;
  if (id !== state.pack || kind !== state.kind || state.template) await read(id, kind, key);
  const wanted = key ?? pages().filter((one) => tag in one.sheets)[number - 1]?.key;
  if (wanted) choosePage(wanted);
  if (text) openRow(text);
}

/** The next page that the last change altered. */
export function nextChanged() {
  const all = pages();
  const turned = [...all.slice(position() + 1), ...all.slice(0, position() + 1)];
  const next = turned.find((one) => one.marks.includes("changed"));
  if (next) return choosePage(next.key);
  const other = state.State.last_change?.pages[0];
  if (other) goTo(other);
  else notify(_("Nothing has changed since this page was opened."));
}

/** Shows a template's slides. */
export async function chooseTemplate(name) {
  if (isFree()) await readTemplate(name);
}

/** Shows a template with the content of another pack. */
export async function chooseSample(id) {
  update({ pack: id, Pages: null });
  await readTemplate(state.template);
}

/** All slides of a template, or those that make one here. */
export function showUsed(usedOnly) {
  update({ usedOnly });
}

// -- texts

/** The text before or after, in the list. */
export function stepRow(by) {
  const all = page()?.rows ?? [];
  const at = all.findIndex((one) => one.id === state.row);
  const next = all[at < 0 && by < 0 ? all.length - 1 : at + by];
  if (next) reach(next);
  else notifyEnd(by);
}

/** The finding before or after in the document, and from the last on to the first: its text is opened. */
export function stepFinding(by) {
  const spots = pages().flatMap((one) => ["", ...one.rows.map((each) => each.id)].map((id) => ({ page: one, row: id })));
  const here = spots.findIndex((one) => one.page.key === state.page && one.row === state.row);
  const turned = [...spots.slice(here + 1), ...spots.slice(0, here + 1)];
  if (by < 0) turned.reverse().push(turned.shift());
  const next = turned.find((one) => (one.row ? findingsOfRow(one.page.rows.find((each) => each.id === one.row)) : one.page.findings).length);
  if (next) goTo({ pack: state.pack, kind: state.kind, page: next.page.key, row: next.row });
  else notify(_("No findings in this document."));
}

/** Opens the document that a finding is about, and its text. */
export async function showFinding(finding) {
  closeLayer();
  if (!isFree()) return;
  const { id, kinds } = state.State.packs.find((one) => one.id === finding.pack);
  for (const kind of finding.kind in kinds ? [finding.kind] : Object.keys(kinds)) {
    await read(id, kind);
    const spot = spotOf(finding);
    if (spot) return goTo({ pack: id, kind, ...spot });
  }
}

/** Opens a text. */
export function openRow(id) {
  if (isFree()) reach(page()?.rows.find((one) => one.id === id), true);
}

/** Opens or closes a text. */
export function toggleRow(id) {
  if (state.edit?.row === id || !isFree()) return;
  if (state.open && state.row === id) closeRow();
  else openRow(id);
}

/** Closes the open text. */
export function closeRow() {
  update({ open: false, Row: null });
}

/** Corrects the text that was reached. */
export async function editReached() {
  if (!row()) notify(_("Choose a text first."));
  else if (!await edit(row())) notify(notWrittenHere());
}

/** Why the text that was reached cannot be corrected. */
function notWrittenHere() {
  const isOfContent = Object.values(row().texts).some((cell) => cell.place?.key.length);
  return isOfContent ? _("Two languages stand side by side here. Correct the text where one stands alone, or in its file.")
    : _("This text is not written here: the template says it, or the glossary.");
}

/** Signs off what waits in the text that is open. */
export function signOpen() {
  if (!row() || !state.open) notify(_("Open a text first."));
  else if (canSign(row())) signRow(row());
  else notify(_("Nothing is left to sign off in this text."));
}

/** Opens a place in the editor or program that the system has for it. */
export async function openPlace(place) {
  const { answer } = await tell("open", { path: place.path });
  if (!answer?.opened) notify(_("This computer has nothing to open {path} with.", { path: place.path }));
}

/** Opens where the open text is written. */
export function openSource() {
  const cell = Object.values(row()?.texts ?? {}).find((one) => one.place);
  if (cell) openPlace(cell.place);
  else notify(row() ? _("This text is written in the template.") : _("Choose a text first."));
}

/** Copies a place, to paste it where one asks for help. */
export async function copyPlace(place) {
  const words = [place.line ? `${place.path}:${place.line}` : place.path, ...place.steps].join(" › ");
  await navigator.clipboard?.writeText(words);
  notify(_("Copied."));
}

function notifyEnd(by) {
  notify(by > 0 ? _("This is the last one.") : _("This is the first one."));
}

function reach(one, isOpened = state.open) {
  if (!one) return;
  updateNow({ row: one.id, open: isOpened, Row: state.Row?.id === one.id ? state.Row : null });
  const place = document.querySelector(`[data-row="${CSS.escape(one.id)}"]`);
  place?.querySelector(".row-name")?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "nearest" });
  showInWindows(one.id);
  if (isOpened) readRow().then(() => place?.scrollIntoView({ block: "nearest" }));
}

/** Scrolls the windows of portrait pages to a text. */
function showInWindows(id) {
  for (const area of document.querySelectorAll(".window.portrait")) {
    const height = heightOf(page(), area.dataset.window, id);
    if (height !== null) area.scrollTop = height * (area.scrollHeight / area.childElementCount) - area.clientHeight / 3;
  }
}

// -- pictures

/** Puts the slider at an end, where there is one. */
export function compareEnd(value) {
  if (canCompare()) compareAt(value);
  else notify(_("This page has not changed"));
}

/** Whether the open page has pictures of the build before. */
export function canCompare() {
  return shownLanguages().some((one) => page()?.sheets[one.tag]?.before);
}

/** Puts the slider between the last build and this one. */
export function compareAt(value, least = 0, most = 100) {
  update({ compare: Math.min(Math.max(value, least), most) });
}

/** Asks for a picture again that could not be made. */
export async function retryPicture(tag) {
  await tell("print", { name: pack().kinds[state.kind][tag].path });
  refresh();
}

// -- languages, and how the page looks

/** Shows a language or hides it; one always stays. */
export function toggleLanguage(tag) {
  const shown = new Set(shownLanguages().map((one) => one.tag));
  if (!shown.delete(tag)) shown.add(tag);
  if (!shown.size) return notify(_("One language stays."));
  prefer({ shown });
  showPictures();
}

/** Shows or hides the language at a place in the list. */
export function toggleLanguageAt(index) {
  const one = languages()[index];
  if (one) toggleLanguage(one.tag);
  else notify(_("This document has no language {number}.", { number: index + 1 }));
}

/** The language of a phone's picture. */
export function chooseLanguage(tag) {
  prefer({ one: tag });
  showPictures();
}

/** The language before or after, on a phone. */
export function stepLanguage(by) {
  const all = languages().map((one) => one.tag);
  const next = all[all.indexOf(shownLanguages()[0]?.tag) + by];
  if (next) chooseLanguage(next);
}

/** Puts the interface into a language. */
export async function setInterface(tag) {
  await speak(tag);
  prefer({ spoken: tag });
  await refresh();
}

/** Light or dark. */
export function toggleTheme() {
  prefer({ theme: isDark() ? "light" : "dark" });
}

/** Whether single letters are keys. */
export function switchKeys(keys) {
  prefer({ keys });
}

// -- layers

/** Lays something over the page. */
export function openLayer(layer) {
  if (layer === "close-up" && !page()) return notify(_("There is nothing in this document yet."));
  updateNow({ layer, closeUp: layer === "close-up" ? shownLanguages()[0]?.tag : "" }); // what is typed next is for it
}

/** Takes it away again. */
export function closeLayer() {
  document.querySelector("dialog[data-layer]")?.close(); // gives the focus back
  update({ layer: "" });
}

/** The language that the close-up shows. */
export function zoomTo(tag) {
  update({ closeUp: tag });
}

/** What is looked for: at once in what was read, and a moment later in the whole content. */
export function search(words) {
  update({ find: words });
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const hits = words.trim() ? await askWords(words) : [];
    if (words === state.find) update({ hits });
  }, QUIET);
}

/** Goes to what was found; a text of the content is looked for in each kind of the pack's documents. */
export async function follow(found) {
  closeLayer();
  if (found.kind) return goTo(found);
  if (!found.place || !isFree()) return choosePack(found.pack);
  const kinds = Object.keys(state.State.packs.find((one) => one.id === found.pack)?.kinds ?? {});
  for (const kind of kinds) {
    await read(found.pack, kind);
    const printed = printedAt(found.place);
    if (printed) return goTo({ pack: found.pack, kind, ...printed });
  }
  return notify(_("No document prints this text."));
}

/** Esc: the nearest thing that can be left. */
export function leave() {
  if (state.layer) closeLayer();
  else if (state.rename) cancelRename();
  else if (state.open) closeRow();
}

