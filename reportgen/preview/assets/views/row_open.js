/** A row that is open: where each text is written, what it rests on, its names, its shape, and why it says what it says. */

import { edit, openPlace } from "../actions.js";
import { _, day } from "../catalogue.js";
import { h, icon } from "../dom.js";
import { langOf } from "../facts.js";
import { cancelRename, rename, saveName, typedName } from "../naming.js";
import { signTexts } from "../signing.js";
import { state } from "../store.js";
import { sourceOf } from "./labels.js";

const RULES = { character: "character", punctuation: "character", glossary: "glossary", person: "a person decides" };

/** What is known of a text, under it. */
export function details(row, language) {
  const detail = state.Row?.id === row.id ? state.Row.texts[language.tag] : null;
  return h("div", { key: `details ${language.tag}`, class: "details", "aria-busy": detail ? null : "true" }, detail && one(row, language, detail));
}

/** A place in a file as a control that opens it. */
export function placeLink(place) {
  const words = place.line ? `${place.path}:${place.line}` : place.path;
  return h("button", { class: "link place", onclick: () => openPlace(place) }, words);
}

function one(row, language, detail) {
  const { cell } = detail;
  const fit = row.texts[language.tag]?.fit; // as the findings of this build have it
  const isDerived = cell.state === "derived";
  return [
    isDerived && detail.reasons.length > 0 && why(language, detail),
    h("dl", { class: "facts" },
      !isDerived && cell.place && fact(_("Written in"), placeLink(cell.place)),
      row.source && cell.state === "written" && fact(_("Rests on"), sourceOf(row)),
      stateFact(detail),
      detail.names.length > 0 && fact(_("Names"), detail.names.map((name) => nameOf(name, language))),
      detail.template && cell.state === "written" && fact(_("Template"), [detail.template.path.split("/").at(-1), ...detail.template.steps].join(" › ")),
      fit && fact(_("Room"), fitWords(fit))),
    h("div", { class: "buttons" },
      detail.editable && h("button", { key: "edit", class: "edged", "data-edit": language.tag, onclick: () => edit(row, language.tag) },
        icon("pencil"), isDerived ? _("Write by hand") : _("Correct"), cell.state === "written" && h("kbd", { "aria-hidden": "true" }, "E")),
      cell.place && cell.state === "written" && h("button", { key: "open", class: "plain", onclick: () => openPlace(cell.place) }, _("Open file"), h("kbd", { "aria-hidden": "true" }, "O")),
      detail.signable && signButton(row, language, cell)),
  ];
}

/** A name with its row of the glossary, and the way to correct it. */
function nameOf(name, language) {
  const { rename: open } = state;
  if (open?.term === name.id && open.column === language.tag) return renaming(language);
  return h("span", { key: name.id, class: "name" },
    h("span", { lang: language.lang }, name.text), " ", placeLink(name.place), " ",
    h("button", { class: "plain tiny", "aria-label": _("Correct the name {name}", { name: name.text }), title: _("Correct"), onclick: () => rename(name, language.tag) }, icon("pencil")));
}

function renaming(language) {
  const { text, theirs, failed } = state.rename;
  return h("form", { key: "rename", class: "name", onsubmit: (event) => { event.preventDefault(); saveName(); } },
    h("label", { for: "rename", class: "heard" }, _("Name")),
    h("input", { id: "rename", type: "text", lang: language.lang, initial: text, oninput: (event) => typedName(event.target.value) }),
    theirs !== null && h("p", { class: "notice amber", role: "alert" }, icon("triangle"), h("span", {}, _("The file changed while this was corrected."), " ", _("In the file now"), ": ", h("span", { lang: language.lang }, theirs))),
    failed && h("p", { class: "notice red", role: "alert" }, icon("square"), h("span", {}, failed)),
    h("div", { class: "buttons" },
      h("button", { type: "submit", class: "edged small" }, theirs === null ? _("Save") : _("Keep mine")),
      h("button", { type: "button", class: "plain small", onclick: cancelRename }, theirs === null ? _("Cancel") : _("Take theirs"))));
}

/** How a text fits, in words. */
export function fitWords(fit) {
  if (!fit.fits) return _("Does not fit: {lines} lines, room for {room}", { lines: fit.lines, room: fit.room });
  return _("Fits, {lines} of {room} lines", { lines: fit.lines, room: fit.room });
}

function signButton(row, language, cell) {
  if (cell.state === "approved") {
    return h("button", { key: "sign", class: "plain", onclick: () => signTexts(row, [language.tag], true) }, _("Withdraw sign-off"));
  }
  return h("button", { key: "sign", class: "edged", onclick: () => signTexts(row, [language.tag], false) }, icon("tick"), _("Sign off"), h("kbd", { "aria-hidden": "true" }, "A"));
}

function fact(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

function stateFact({ cell, signed }) {
  if (cell.state === "stale") return fact(_("State"), _("English changed since"));
  if (cell.state === "unapproved") return fact(_("State"), _("to sign off"));
  if (cell.state !== "approved") return null;
  const who = signed?.name ? _("signed off by {name}", { name: signed.name }) : _("signed off");
  return fact(_("State"), signed?.date ? _("{signed} on {date}, against this English", { signed: who, date: day(signed.date) }) : _("{signed}, against this English", { signed: who }));
}

/** A converted text word by word: above, what it was made from; below, by a line, what made it. Also as a list. */
function why(language, { cell, reasons }) {
  return h("section", { key: "why", class: "why", "aria-label": _("Why it says this") },
    h("h4", {}, _("Why it says this")),
    h("p", { class: "reasons", lang: language.lang, "aria-hidden": "true" }, pieces(cell.text, reasons).map((piece) => (typeof piece === "string"
      ? piece
      : h("ruby", { class: RULES[piece.why].replaceAll(" ", "-"), title: piece.rule }, piece.text, h("rt", { lang: langOf("zh-Hant") }, piece.source))))),
    h("ul", { class: "heard" }, reasons.map((reason) => h("li", {},
      h("span", { lang: langOf("zh-Hant") }, reason.source), " ", _("becomes"), " ", h("span", { lang: language.lang }, reason.text), `: ${nameOfRule(reason.why)}`))),
    h("p", { class: "legend", "aria-hidden": "true" }, ["character", "glossary", "person"].map((rule) => h("span", { class: RULES[rule].replaceAll(" ", "-") }, nameOfRule(rule)))));
}

function nameOfRule(rule) {
  return { character: _("character"), punctuation: _("character"), glossary: _("glossary"), person: _("a person decides") }[rule];
}

function pieces(text, reasons) {
  const found = [];
  let at = 0;
  const characters = [...text]; // places count characters, as the server does
  for (const reason of reasons) {
    if (reason.start > at) found.push(characters.slice(at, reason.start).join(""));
    found.push({ ...reason, text: characters.slice(reason.start, reason.end).join("") });
    at = reason.end;
  }
  return [...found, characters.slice(at).join("")].filter((piece) => piece !== "");
}

