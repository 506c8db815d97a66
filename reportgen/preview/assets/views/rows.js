/** The words of the open page: a row a text, in the same columns as the pictures. A row opens downwards. */

import { toggleRow } from "../actions.js";
import { _ } from "../catalogue.js";
import { h, heard, icon } from "../dom.js";
import { findingsOf, findingsOfRow, lookOf, page, PHONE, wordLanguages } from "../facts.js";
import { canSign, signRow } from "../signing.js";
import { state } from "../store.js";
import { editor } from "./editor.js";
import { pageFindings } from "./findings.js";
import { labelOf, sourceOf } from "./labels.js";
import { details } from "./row_open.js";
import { passages } from "./words.js";

/** What was found about the page, and all rows. */
export function rows() {
  return [pageFindings(), page()?.rows.map(row) ?? []];
}

function row(one) {
  const isOpen = state.open && state.row === one.id;
  const isEdited = state.edit?.row === one.id;
  const findings = findingsOfRow(one);
  const name = labelOf(one);
  return h("article", {
    key: one.id, class: `row ${isOpen ? "open" : ""} ${state.row === one.id ? "reached" : ""}`, "aria-label": name, "data-row": one.id,
    onclick: (event) => isOpen || toggleByPointer(event, one),
  },
  h("div", { class: "row-head" },
    h("h3", {}, h("button", { class: "row-name", "aria-expanded": String(isOpen), onclick: (event) => { event.stopPropagation(); toggleRow(one.id); } },
      findings.length > 0 && h("span", { class: `number-pin ${findings[0].severity}` }, heard(_("finding"), " "), String(findings[0].number)),
      h("span", { class: "label" }, name))),
    one.source && h("span", { class: "second" }, sourceOf(one)),
    isChanged(one) && h("span", { class: "badge blue" }, icon("dot"), h("span", {}, _("changed"))),
    h("span", { class: "row-end" }, isEdited ? null : isOpen ? closing(one) : signing(one))),
  isEdited ? editor(one) : texts(one, isOpen));
}

/** A click anywhere on a row opens it, unless words were being selected. */
function toggleByPointer(event, one) {
  if (event.target.closest("a, button, input, textarea, select") || String(getSelection())) return;
  toggleRow(one.id);
}

function closing(one) {
  return h("button", { class: "plain", onclick: (event) => { event.stopPropagation(); toggleRow(one.id); } }, _("Close"), h("kbd", { "aria-hidden": "true" }, "Esc"));
}

function signing(one) {
  const cells = Object.values(one.texts);
  if (canSign(one)) {
    return h("button", { class: "edged small", onclick: (event) => { event.stopPropagation(); signRow(one); } }, icon("tick"), _("Sign off"));
  }
  return cells.some((cell) => cell.state === "approved") && h("span", { class: "green" }, icon("tick"), _("signed off"));
}

function texts(one, isOpen) {
  const shown = wordLanguages();
  return h("div", { class: "columns texts", "data-columns": String(PHONE.matches ? 1 : shown.length) }, shown.map((language) => {
    const cell = one.texts[language.tag];
    return h("div", { key: language.tag, class: "cell" },
      h("div", { class: "said" },
        PHONE.matches && h("span", { class: "second", lang: language.lang }, language.name),
        cell && h("p", { class: "text", lang: language.lang, "data-text": language.tag }, wording(cell)),
        cell && badges(language, cell, isOpen)),
      cell && isOpen && details(one, language));
  }));
}

/** Whether the last change altered one of the texts that are shown; said in the head, so that no row grows. */
function isChanged(one) {
  return wordLanguages().some((language) => one.texts[language.tag]?.passages.some((passage) => passage.change));
}

function wording(cell) {
  if (!cell.passages.length) return cell.text;
  return passages(cell.passages, state.compare < 100);
}

/** What there is to say of a text; of an open one also what to do about what was found. */
function badges(language, cell, isOpen) {
  const findings = findingsOf(cell);
  const isSaid = findings.some((finding) => finding.code === "stale-translation");
  const found = [
    ...findings.map((finding) => [...lookOf(finding), isOpen && finding.hint ? `${finding.message} – ${finding.hint}` : finding.message, `finding ${finding.number}`]),
    ...cell.unverified.map((name) => ["amber", "triangle", [_("name not verified"), " ", h("span", { lang: language.lang }, name)], `name ${name}`]),
    cell.state === "stale" && !isSaid && ["amber", "triangle", _("English changed since"), "stale"],
    cell.fit && !cell.fit.fits && ["red", "square", _("does not fit"), "fit"],
    cell.fit && cell.fit.fits && cell.fit.smaller < 1 && ["grey", "smaller", _("smaller type"), "smaller"],
  ].filter(Boolean);
  return found.length > 0 && h("p", { class: "badges" }, found.map(([look, picture, words, key]) => h("span", { key, class: `badge ${look}` }, icon(picture), h("span", {}, words))));
}
