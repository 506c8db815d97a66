/** A row that is being corrected: the wording as it stands in the file, what it prints as, and whether it fits. */

import { cancelEdit, keepMine, save, takeTheirs, typed, writeByHand } from "../actions.js";
import { _, ngettext } from "../catalogue.js";
import { h, icon } from "../dom.js";
import { CONTROL, PHONE, wordLanguages } from "../facts.js";
import { state } from "../store.js";
import { notice } from "./findings.js";
import { fitWords } from "./row_open.js";

/** The editor of a row, in the columns of its languages. */
export function editor(row) {
  const { edit } = state;
  const shown = wordLanguages();
  return h("form", { key: "editor", class: "editor", onsubmit: (event) => { event.preventDefault(); save(false); } },
    h("div", { class: "columns", "data-columns": String(PHONE.matches ? 1 : shown.length) }, shown.map((language) => h("div", { key: language.tag, class: "cell" },
      edit.conflict?.tag === language.tag ? conflict(language) : edit.drafts[language.tag] ? field(row, language) : follows(row, language)))),
    notices(row),
    h("div", { class: "buttons end-line" },
      h("button", { type: "button", class: "filled", disabled: edit.isBusy, onclick: () => save(true) }, _("Save and sign off"), h("kbd", { "aria-hidden": "true" }, `${CONTROL} ⇧ ↵`)),
      h("button", { type: "submit", class: "edged", disabled: edit.isBusy }, _("Save"), h("kbd", { "aria-hidden": "true" }, `${CONTROL} ↵`)),
      h("button", { type: "button", class: "plain", onclick: cancelEdit }, _("Cancel"), h("kbd", { "aria-hidden": "true" }, "Esc")),
      touched().size > 0 && h("p", { class: "second" }, ngettext("Changes {n} file.", "Changes {n} files.", touched().size))));
}

/** The files that print what was changed; before anything is, those that print what can be. */
function touched() {
  const { drafts, touches } = state.edit;
  const all = Object.keys(drafts);
  const changed = all.filter((tag) => drafts[tag].text !== drafts[tag].shown);
  return new Set((changed.length ? changed : all).flatMap((tag) => touches[tag] ?? []));
}

function field(row, language) {
  const draft = state.edit.drafts[language.tag];
  const fit = draft.text === draft.shown && row.texts[language.tag]?.fit; // it was measured as it is printed now
  const id = `draft-${language.tag}`;
  return [
    h("div", { class: "field-head" },
      h("label", { for: id }, h("span", { lang: language.lang }, language.name), draft.place.line ? ` · ${_("line {n}", { n: draft.place.line })}` : ""),
      fit && fitBar(fit)),
    h("textarea", {
      id, lang: language.lang, initial: draft.text, rows: "3", spellcheck: language.tag === "en" ? "true" : "false", "data-draft": language.tag,
      "aria-invalid": fit && !fit.fits ? "true" : null, oninput: (event) => typed(language.tag, event.target.value),
    }),
    printsAs(language),
  ];
}

function fitBar(fit) {
  return h("span", { class: `fit ${fit.fits ? "green" : "red"}` },
    h("meter", { min: "0", max: String(Math.max(fit.room, fit.lines)), value: fit.lines, "aria-hidden": "true" }), fitWords(fit));
}

function printsAs(language) {
  const text = state.edit.preview?.texts[language.tag];
  return text && h("p", { class: "prints" }, h("span", { class: "second" }, _("Prints as"), " "), h("span", { lang: language.lang }, text));
}

function follows(row, language) {
  const cell = row.texts[language.tag];
  const text = state.edit.preview?.texts[language.tag] ?? cell?.text;
  const isDerived = cell?.state === "derived";
  return [
    h("div", { class: "field-head" }, isDerived && h("span", { class: "second" }, _("Follows the Hong Kong text")),
      state.edit.canWrite.has(language.tag) && h("button", { type: "button", class: "plain", onclick: () => writeByHand(language.tag) }, _("Write by hand"))),
    text && h("p", { class: "text", lang: language.lang }, text),
    isDerived && h("p", { class: "badges" }, h("span", { class: "badge grey" }, _("derived")), " ", h("span", { class: "second" }, _("Updated as you type."))),
  ];
}

function notices(row) {
  const { edit } = state;
  const findings = [...(edit.findings ?? []), ...(edit.preview?.findings ?? [])];
  const isSigned = Object.values(row.texts).some((cell) => cell.state === "approved");
  return [
    edit.failed && h("p", { key: "failed", class: "notice red", role: "alert" }, icon("square"), h("span", {}, edit.failed)),
    findings.map((finding, index) => notice(finding, `finding ${index}`)),
    isSigned && edit.isChanged && h("p", { key: "signed", class: "notice amber" }, icon("triangle"),
      h("span", {}, _("The translation was signed off as it was. Sign it off again when both say the same."))),
  ];
}

/** Both versions, where the file says something else than what was corrected. */
function conflict(language) {
  const { theirs, mine } = state.edit.conflict;
  return h("div", { class: "conflict", role: "alert" },
    h("p", {}, h("strong", {}, _("The file changed while this was corrected."))),
    h("p", { class: "second" }, _("In the file now")), h("p", { class: "text", lang: language.lang }, theirs),
    h("p", { class: "second" }, _("Written here")), h("p", { class: "text", lang: language.lang }, mine),
    h("div", { class: "buttons" },
      h("button", { type: "button", class: "edged", onclick: keepMine }, _("Keep mine")),
      h("button", { type: "button", class: "edged", onclick: takeTheirs }, _("Take theirs"))));
}
