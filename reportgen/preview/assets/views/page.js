/** The whole page: top, packs, slides, words, and what lies over them. */

import { choosePack } from "../actions.js";
import { _ } from "../catalogue.js";
import { h, icon } from "../dom.js";
import { fault, inInterface, isTemplate, pack, page } from "../facts.js";
import { refresh } from "../reading.js";
import { state } from "../store.js";
import { contentFault, templateFault } from "./fault.js";
import { head, strip, unitName } from "./head.js";
import { layer } from "./layers.js";
import { left } from "./left.js";
import { phoneBar } from "./phone.js";
import { rows } from "./rows.js";
import { line, sheets } from "./sheets.js";
import { templateSlides } from "./template.js";
import { skipLinks, top } from "./top.js";

/** Everything, from what the page knows. */
export function view() {
  if (!state.State) return [h("p", { class: "alone", role: "status" }, state.connected ? _("The project is being read.") : _("Stopped"))];
  return [
    h("div", { key: "frame", class: `frame-of-all ${state.template ? "of-template" : ""}` },
      skipLinks(), top(), left(),
      h("main", { key: "main" }, state.template ? templateSlides() : pack() ? documents() : nothing())),
    h("p", { key: "notice", class: `toast ${state.notice ? "" : "empty"}`, role: "status" }, state.notice),
    layer(),
  ];
}

function documents() {
  const broken = fault();
  const isWhole = broken && isTemplate(broken.place.path);
  return [
    h("section", { key: "slides", class: "slides", id: "slides", "aria-label": unitName(true), tabindex: "-1" }, head(), strip(), sheets(), !state.lost && line()),
    !state.State.printer.available && missingPrinter(),
    h("section", { key: "words", class: "words", id: "words", "aria-labelledby": "words-title", tabindex: "-1" },
      h("h2", { id: "words-title", class: "heard" }, _("Words")),
      broken && (isWhole ? templateFault(broken) : contentFault(broken)),
      !isWhole && (page() || state.lost ? rows() : h("p", { class: "alone" }, state.Pages ? _("There is nothing in this document yet.") : _("The words are being read.")))),
    phoneBar(),
  ];
}

function gone(near) {
  const { text, lang } = inInterface(near.names);
  return h("div", { key: "gone", class: "gone" },
    h("p", {}, h("strong", {}, _("This pack is no longer there.")), " ", h("span", { class: "code" }, state.pack)),
    h("button", { class: "edged", onclick: () => choosePack(near.id) }, h("span", { lang }, _("Go to {name}", { name: text }))));
}

function missingPrinter() {
  return h("section", { key: "printer", class: "bar", "aria-labelledby": "printer-title" },
    icon("triangle"),
    h("div", {}, h("p", { id: "printer-title" }, h("strong", {}, _("Pictures need LibreOffice, and this computer has none."))),
      h("p", { class: "second" }, state.State.printer.hint || _("Files are built, checked and can be downloaded. Install LibreOffice 7.4 or newer with Impress and Writer; pictures appear by themselves."))),
    h("a", { class: "edged", href: "https://www.libreoffice.org/download/", rel: "noreferrer noopener", target: "_blank" }, _("How to install")),
    h("button", { class: "plain", onclick: refresh }, _("Look again")));
}

/** In place of a pack: it is gone, or there is none. */
function nothing() {
  const broken = fault();
  const near = state.pack && state.State.packs[Math.min(state.packAt, state.State.packs.length - 1)];
  if (near) return [broken && contentFault(broken), gone(near)];
  return broken ? contentFault(broken) : h("p", { class: "alone" }, state.State.state === "building" ? _("The project is being read.") : _("This project has no packs yet."));
}
