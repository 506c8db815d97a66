/** Questions about what the page knows, which several views ask. */

import { _, spoken } from "./catalogue.js";
import { state } from "./store.js";

export const PHONE = matchMedia("(max-width: 700px)");

/** The key that saves, as this computer's keyboard calls it. */
export const CONTROL = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** The open pack, or nothing before the first answer. */
export function pack() {
  return state.State?.packs.find((one) => one.id === state.pack);
}

/** The pages of the open document. */
export function pages() {
  return state.Pages?.pages ?? [];
}

/** The open page. */
export function page() {
  return pages().find((one) => one.key === state.page);
}

/** Where the open page stands among the others, from 0. */
export function position() {
  return pages().findIndex((one) => one.key === state.page);
}

/** The open row. */
export function row() {
  return page()?.rows.find((one) => one.id === state.row);
}

/** The languages of the open document, as the server lists them. */
export function languages() {
  const tags = pack()?.kinds[state.kind] ?? {};
  return (state.State?.languages ?? []).filter((one) => one.tag in tags);
}

/** The languages that are shown: the chosen ones, and on a phone one. */
export function shownLanguages() {
  const all = languages();
  if (PHONE.matches) return all.filter((one) => one.tag === phoneLanguage());
  const chosen = all.filter((one) => state.shown.has(one.tag));
  return chosen.length ? chosen : all;
}

/** The languages whose words are shown: on a phone the source stands above the chosen one. */
export function wordLanguages() {
  if (!PHONE.matches) return shownLanguages();
  return languages().filter((one, index) => index === 0 || one.tag === phoneLanguage());
}

/** The language of a phone's picture: the chosen one, else that of the interface. */
export function phoneLanguage() {
  const all = languages();
  return (all.find((one) => one.tag === state.one) ?? all.find((one) => one.tag === spoken()) ?? all[0])?.tag;
}

/** The text of a mapping by tag in the language of the interface, else in the first there is. */
export function inInterface(texts) {
  const tag = spoken() in texts ? spoken() : Object.keys(texts)[0];
  return { text: texts[tag] ?? "", lang: langOf(tag) };
}

/** What stands in `lang` for a tag of the project. */
export function langOf(tag) {
  return state.State?.languages.find((one) => one.tag === tag)?.lang ?? tag;
}

/** The findings of texts, or of a page, each with its position, which is its number on the page; errors first. */
export function findingsOf(...all) {
  const found = new Set(all.flatMap((one) => one?.findings ?? []));
  return [...found].map((index) => ({ ...state.Pages.findings[index], number: index + 1 })).sort((one, other) => isError(other) - isError(one));
}

/** The findings of a row in all languages. */
export function findingsOfRow(aRow) {
  return findingsOf(...Object.values(aRow.texts));
}

/** Whether a finding is more than a warning. */
export function isError(finding) {
  return finding.severity === "error";
}

/** How a finding looks: colour and icon. */
export function lookOf(finding) {
  return isError(finding) ? ["red", "square"] : ["amber", "triangle"];
}

/** The name of a kind of documents in the language of the interface, as far as it has one. */
export function kindName(kind) {
  return { deck: _("Deck"), summary: _("Summary") }[kind] ?? state.State.kinds[kind] ?? kind;
}

/** The name of a pack in the language of the interface; none for what is about no pack. */
export function packName(id) {
  const names = state.State.packs.find((one) => one.id === id)?.names;
  return names ? inInterface(names) : { text: id, lang: "en" };
}

/** The row of the open page that an error of the content lies in: the last one written before its line. */
export function rowWith(finding) {
  const { path, line } = finding.place;
  const written = (page()?.rows ?? []).flatMap((one) => Object.values(one.texts).map((cell) => [one, cell.place]))
    .filter(([, place]) => place?.path === path && place.line && place.line <= line);
  return written.sort(([, one], [, other]) => other.line - one.line)[0]?.[0];
}

/** Whether a file of the project is a template. */
export function isTemplate(path) {
  return /\.(pptx|docx)$/.test(path);
}

/** Errors of the open document's template or content, the first of which takes the place of the words. */
export function fault() {
  const kind = state.kind;
  return (state.State?.problems ?? []).find((one) =>
    isError(one) && (!one.pack || one.pack === state.pack) && (!one.kind || one.kind === kind));
}
