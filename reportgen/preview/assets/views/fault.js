/** A fault: what is wrong, where, and what to do about it, in the place of the words or above them. */

import { chooseTemplate, copyPlace, openPlace, showFinding } from "../actions.js";
import { _, ngettext } from "../catalogue.js";
import { h, icon } from "../dom.js";
import { state } from "../store.js";
import { templateSlide } from "./template.js";

/** A fault of a template: the words of its documents wait for it. */
export function templateFault(finding) {
  const file = finding.place.path.split("/").at(-1);
  return h("section", { key: "fault", class: "fault of-template-file", "aria-labelledby": "fault-title" },
    slideOf(finding),
    headline(finding, finding.place.steps.length ? _("{file}, {where}", { file, where: finding.place.steps[0] }) : file),
    h("p", {}, finding.message),
    h("ol", {}, (WAYS_OUT[finding.code] ?? wayOut)(finding, file).map((step) => h("li", {}, step))),
    h("div", { class: "buttons" },
      finding.opens && h("button", { class: "filled", onclick: () => openPlace(finding.place) }, _("Open {file}", { file })),
      h("button", { class: "edged", onclick: () => copyPlace(finding.place) }, _("Copy the place")),
      h("button", { class: "plain", onclick: () => chooseTemplate(file) }, _("The template’s slides"))),
    h("p", { class: "code" }, [finding.place.path, ...finding.place.steps].join(" › ")),
    h("p", { class: "code-name second" }, finding.code));
}

/** The steps to mend a template; files that cannot be read at all have ways of their own. */
const WAYS_OUT = {
  "missing-file": (finding) => [_("Put {path} back. It is read by itself.", { path: finding.place.path })],
  "not-a-template": (finding, file) => [
    _("It may be being saved just now: wait a moment, it is read again by itself."),
    _("If this stays, open {file} in its own program and save it once more.", { file }),
  ],
};

function wayOut(finding, file) {
  const where = finding.place.steps.join(" › ");
  const waiting = state.State.packs.flatMap((pack) => Object.values(pack.kinds[state.kind] ?? {})).filter((one) => one.state !== "built").length;
  return [
    where ? _("Open {file} and go to {where}.", { file, where }) : _("Open {file}.", { file }),
    finding.hint,
    waiting ? ngettext("Save. The file that waits is built by itself.", "Save. The {n} files that wait are built by themselves.", waiting) : _("Save."),
  ].filter(Boolean);
}

/** A fault of the content or the glossary: the words stay under it. */
export function contentFault(finding) {
  const { path, line } = finding.place;
  return h("section", { key: "fault", class: "fault", "aria-labelledby": "fault-title" },
    headline(finding, line ? `${path}:${line}` : path),
    h("p", {}, finding.message),
    finding.hint && h("p", {}, finding.hint),
    h("div", { class: "buttons" },
      finding.opens && h("button", { class: "filled", onclick: () => openPlace(finding.place) }, _("Open file")),
      h("button", { class: "edged", onclick: () => copyPlace(finding.place) }, _("Copy the place")),
      finding.pack && h("button", { class: "plain", onclick: () => showFinding(finding) }, _("Show it"))));
}

/** The template's slide that the fault is on, once it is printed. */
function slideOf(finding) {
  const number = finding.place.slide;
  const slide = state.Template?.pages.find((one) => one.number === number);
  return slide?.picture && h("figure", { class: "fault-slide" }, templateSlide(slide, slide.picture),
    h("figcaption", { class: "second" }, _("Template slide {number}", { number }), slide.name && ` · ${slide.name}`));
}

function headline(finding, where) {
  return h("h2", { id: "fault-title" }, icon("square", "red"), h("span", { role: "alert" }, where));
}
