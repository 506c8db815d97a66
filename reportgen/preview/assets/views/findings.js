/** What checks have found: a notice each, on the page that it is about and in the list of all. */

import { showFinding } from "../actions.js";
import { _ } from "../catalogue.js";
import { h, icon } from "../dom.js";
import { fault, findingsOf, lookOf, packName, page } from "../facts.js";
import { state } from "../store.js";
import { placeLink } from "./row_open.js";

/** A finding as a line: what is wrong, what to do, and what else there is to say. */
export function notice(finding, key, ...more) {
  const [look, picture] = lookOf(finding);
  return h("p", { key, class: `notice ${look}` }, icon(picture), h("span", {}, finding.message, finding.hint && ` – ${finding.hint}`, more));
}

/** Findings of the open page that lie on none of its texts. */
export function pageFindings() {
  const shown = JSON.stringify(fault()); // it stands above the words already
  const found = findingsOf(page()).filter((one) => JSON.stringify({ ...one, number: undefined }) !== shown);
  return found.length > 0 && h("section", { key: "findings", class: "page-findings", "aria-label": _("Findings") },
    found.map((one) => notice(one, `finding ${one.number}`, " ", where(one))));
}

/** Every finding of the project, by pack. */
export function allFindings() {
  const packs = ["", ...state.State.packs.map((one) => one.id)];
  const { problems } = state.State;
  if (!problems.length) return h("p", { class: "alone" }, _("No findings."));
  return h("div", { class: "findings-body" }, packs.map((pack) => {
    const found = problems.filter((one) => one.pack === pack);
    const name = pack ? packName(pack) : { text: _("The whole project"), lang: null };
    return found.length > 0 && h("section", { key: pack },
      h("h3", { lang: name.lang }, name.text),
      h("ul", {}, found.map((one, index) => h("li", { key: String(index) }, notice(one, "notice", " ", where(one), pack && [" ", show(one)])))));
  }));
}

function show(finding) {
  return h("button", { class: "link", onclick: () => showFinding(finding) }, _("Show it"), icon("right"));
}

/** The place of a finding, as a control that opens its file where it can be opened, and the way inside it. */
function where({ place, opens }) {
  const file = opens ? placeLink(place) : h("span", { class: "code" }, place.path);
  return [file, place.steps.length > 0 && h("span", { class: "code" }, ` › ${place.steps.join(" › ")}`)];
}
