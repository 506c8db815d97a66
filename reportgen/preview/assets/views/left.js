/** The left: packs, templates, and at the foot the last change. */

import { choosePack, chooseTemplate, goTo } from "../actions.js";
import { _, ngettext } from "../catalogue.js";
import { h, heard, icon } from "../dom.js";
import { inInterface, isError, isTemplate, kindName, langOf, packName } from "../facts.js";
import { rove } from "../rove.js";
import { state } from "../store.js";
import { aroundChanges, passages } from "./words.js";

const PAGES = 6; // that are listed of the last change
const ICONS = { built: "tick", building: "ring", waiting: "clock", failing: "square" };

/** The left column, also what the sheet of a phone shows. */
export function left() {
  return h("nav", { class: "left", id: "packs", "aria-label": _("Packs"), tabindex: "-1" },
    h("div", { class: "left-lists" }, packs(), templates()),
    foot());
}

/** A state's word, for the tooltip and for those who hear the page. */
export function wordOf(packState) {
  return { built: _("Built"), building: _("Building"), waiting: _("Waiting"), failing: _("Failing") }[packState];
}

/** The state of a pack: one that only a template keeps from being made waits for that. */
export function packMark(pack) {
  const isAtFault = state.State.problems.some((one) => isError(one) && (one.pack ? one.pack === pack.id : !isTemplate(one.place.path)));
  return mark(pack.state === "failing" && !isAtFault ? { ...pack, state: "waiting" } : pack);
}

/** The state of a pack or template: good news is quiet, bad news has a word. */
function mark(one) {
  if (one.state === "failing") return h("span", { class: "badge red" }, icon("square"), _("Failing"));
  if (one.state === "built" && one.findings) {
    const words = ngettext("{n} finding", "{n} findings", one.findings);
    return h("span", { class: `badge ${one.errors ? "red" : "amber"}`, title: words }, icon(one.errors ? "square" : "triangle"),
      h("span", { "aria-hidden": "true" }, String(one.findings)), heard(words));
  }
  const word = wordOf(one.state);
  return h("span", { class: "quiet", title: word }, icon(ICONS[one.state], one.state === "building" ? "turns" : ""), heard(word));
}

function packs() {
  const all = state.State.packs;
  const built = all.filter((one) => one.state === "built").length;
  const isFirst = all.some((one) => one.state === "waiting");
  return [
    h("h2", { key: "packs" }, _("Packs"), h("span", { class: "count" }, isFirst ? `${built} / ${all.length}` : String(all.length))),
    h("ul", { key: "pack list", class: "choices", onkeydown: rove("vertical") }, all.map((one) => {
      const name = inInterface(one.names);
      const isOpen = !state.template && one.id === state.pack;
      return h("li", { key: one.id }, h("button", {
        class: "choice", "aria-current": isOpen && "true", "data-rove": true, title: name.text,
        tabindex: one.id === state.pack ? "0" : "-1", onclick: () => choosePack(one.id),
      },
      h("span", { class: "colour", style: { "--colour": `#${one.colour}` } }),
      h("span", { class: "name", lang: name.lang }, name.text), packMark(one)));
    })),
  ];
}

function templates() {
  return [
    h("h2", { key: "templates" }, _("Templates")),
    h("ul", { key: "template list", class: "choices", onkeydown: rove("vertical") }, state.State.templates.map((one, index) =>
      h("li", { key: one.name }, h("button", {
        class: "choice", "aria-current": state.template === one.name && "true", "data-rove": true, title: one.name,
        tabindex: (state.template ? state.template === one.name : index === 0) ? "0" : "-1",
        onclick: () => chooseTemplate(one.name),
      }, icon("template", "colour"), h("span", { class: "name" }, one.name), mark(one))))),
  ];
}

function foot() {
  const { State } = state;
  if (!State.last_change && State.done < State.total) return firstBuild();
  const change = State.last_change;
  if (!change) return null;
  const [place] = change.places;
  const more = change.pages.length + change.more - PAGES;
  const lines = change.places.filter((one) => one.path === place?.path && one.line).map((one) => one.line).join(", ");
  return h("section", { key: `change at ${change.time}`, class: "foot", "aria-labelledby": "last-change" },
    h("h2", { id: "last-change" }, _("Last change"), h("span", { class: "count" }, change.time)),
    place && h("p", { class: "place" }, lines ? `${place.path.split("/").at(-1)}:${lines}` : place.path),
    change.passages.slice(0, 3).map((one) => h("p", { class: "change" }, passages(aroundChanges(one)))),
    h("ul", { class: "changed-pages" }, change.pages.slice(0, PAGES).map((one) => h("li", {},
      h("button", { class: "link", onclick: () => goTo(one) },
        h("span", {}, one.pack !== state.pack && [inItsLanguage(packName(one.pack)), " · "],
          `${kindName(one.kind)} ${one.number} · `, h("span", { lang: langOf(one.tag) }, nameOf(one.tag))),
        icon("right"))))),
    more > 0 && h("p", { class: "second" }, ngettext("and {n} more page", "and {n} more pages", more)),
    change.failed > 0 && h("p", { class: "red" }, ngettext("{n} file could not be made; the last good one stays", "{n} files could not be made; the last good ones stay", change.failed)),
    h("p", { class: "second" }, ngettext("{n} file written, {unchanged} unchanged · {seconds} s", "{n} files written, {unchanged} unchanged · {seconds} s",
      change.written, { unchanged: change.unchanged, seconds: change.seconds.toFixed(1) })));
}

function firstBuild() {
  const { done, total } = state.State;
  return h("section", { class: "foot", "aria-labelledby": "first-build" },
    h("h2", { id: "first-build" }, _("First build")),
    h("p", {}, _("{done} of {total} files. Files can be opened as soon as they are listed as built.", { done, total })),
    h("progress", { max: String(total), value: done, "aria-labelledby": "first-build" }));
}

function inItsLanguage({ text, lang }) {
  return h("span", { lang }, text);
}

function nameOf(tag) {
  return state.State.languages.find((one) => one.tag === tag)?.name ?? tag;
}

