/** The head of the middle: the pack, deck or summary, the languages shown, and small pictures of all pages. */

import { chooseKind, choosePage, chooseLanguage, openLayer, toggleLanguage } from "../actions.js";
import { _, ngettext } from "../catalogue.js";
import { h, heard, icon } from "../dom.js";
import { inInterface, kindName, languages, pack, pages, PHONE, phoneLanguage, shownLanguages } from "../facts.js";
import { rove } from "../rove.js";
import { state } from "../store.js";
import { packMark } from "./left.js";

const MARKS = { changed: "dot", finding: "triangle", continues: "continues", smaller: "smaller", full: "square", fault: "square" };

/** Name, kind and languages. */
export function head() {
  const name = inInterface(pack().names);
  return h("div", { class: "head" },
    PHONE.matches
      ? h("h1", { key: "phone" }, h("button", { class: "edged pack-choice", "aria-haspopup": "dialog", onclick: () => openLayer("packs") },
        h("span", { class: "colour", style: { "--colour": `#${pack().colour}` } }),
        h("span", { class: "name", lang: name.lang }, name.text), packMark(pack()), icon("down")))
      : h("h1", { key: "wide", lang: name.lang }, name.text),
    kinds(), languageChoice());
}

/** What a mark says. */
export function wordOfMark(one) {
  return {
    changed: _("changed"), finding: _("finding"), continues: _("continues"), smaller: _("smaller type"), full: _("does not fit"), fault: _("fault of the template"),
  }[one];
}

/** Small pictures of all pages, with their marks. */
export function strip() {
  const [first] = shownLanguages();
  const isDeck = state.Pages?.unit === "slide";
  if (!pages().length) return h("div", { class: "strip" }, h("span", { class: "paper" }));
  return h("ol", { class: `strip ${isDeck ? "" : "of-sections"}`, "aria-label": unitName(true), onkeydown: rove("horizontal", { choose: true }) },
    pages().map((page, index) => {
      const sheet = page.sheets[first?.tag] ?? Object.values(page.sheets)[0];
      const isOpen = page.key === state.page;
      const address = sheet?.pictures?.[0] ?? sheet?.picture;
      return h("li", { key: page.key }, h("button", {
        class: "thumb", "data-rove": true, "aria-current": isOpen && "true", tabindex: isOpen ? "0" : "-1",
        "data-page": page.key, onclick: () => choosePage(page.key),
      },
      h("span", { class: "paper", style: ratio(sheet) },
        address && h("img", { src: sized(address, "small"), alt: "", loading: "lazy", decoding: "async" })),
      h("span", { class: "marks" }, heard(unitName(), " "), String(index + 1),
        page.marks.map((one) => h("span", { key: one, class: `mark of-${one}`, title: wordOfMark(one) }, icon(MARKS[one]), heard(" ", wordOfMark(one)))),
        isDeck && heard(" ", titleOf(page).text)),
      !isDeck && h("span", { class: "title", lang: titleOf(page).lang }, titleOf(page).text)));
    }));
}

/** "Slide" or "Section", as the kind has it. */
export function unitName(isMany = false) {
  if (state.Pages?.unit === "slide") return isMany ? _("Slides") : _("Slide");
  return isMany ? _("Sections") : _("Section");
}

/** A page's title in the language of the interface; without one, a slide's first words, and of a section before all headings the pack's name. */
export function titleOf(page) {
  const title = inInterface(page.title);
  if (title.text) return title;
  if (state.Pages.unit !== "slide") return inInterface(pack().names);
  return inInterface(Object.fromEntries(Object.entries(page.rows[0]?.texts ?? {}).map(([tag, cell]) => [tag, cell.text])));
}

/** The shape of a sheet, known before there is a picture of it. */
export function ratio(sheet) {
  return sheet ? { "--ratio": String(sheet.width / sheet.height) } : {};
}

/** The address of a picture in another size: "small" or "close". */
export function sized(address, size) {
  return address.replace(/\w+\.png$/, `${size}.png`);
}

/** A language in a letter or two: 繁 for 繁體中文, EN for English. */
function letters(one) {
  return /^\p{Script=Han}/u.test(one.short) ? one.short[0] : one.tag.toUpperCase();
}

function kinds() {
  const names = Object.keys(pack().kinds);
  if (names.length < 2) return null;
  return h("div", { key: "kinds", class: "segments", role: "radiogroup", "aria-label": _("Document"), onkeydown: rove("horizontal", { choose: true }) },
    names.map((kind) => h("button", {
      key: kind, role: "radio", "aria-checked": String(kind === state.kind), "data-rove": true,
      tabindex: kind === state.kind ? "0" : "-1", onclick: () => chooseKind(kind),
    }, kindName(kind), kind === state.kind && h("span", { class: "count" }, String(Math.max(0, ...Object.values(state.Pages?.totals ?? {})) || "")))));
}

function languageChoice() {
  const all = languages();
  if (all.length < 2) return null;
  if (PHONE.matches) {
    return h("div", { key: "one language", class: "segments", role: "radiogroup", "aria-label": _("Language"), onkeydown: rove("horizontal", { choose: true }) },
      all.map((one) => h("button", {
        key: one.tag, role: "radio", "aria-checked": String(one.tag === phoneLanguage()), "data-rove": true, lang: one.lang,
        tabindex: one.tag === phoneLanguage() ? "0" : "-1", "aria-label": one.name, onclick: () => chooseLanguage(one.tag),
      }, letters(one))));
  }
  const shown = new Set(shownLanguages().map((one) => one.tag));
  return h("div", { key: "languages", class: "switches", role: "group", "aria-label": ngettext("{n} language shown", "{n} languages shown", shown.size) },
    all.map((one) => h("button", {
      key: one.tag, lang: one.lang, "aria-pressed": String(shown.has(one.tag)), title: one.name, onclick: () => toggleLanguage(one.tag),
    }, icon("tick"), one.short)));
}
