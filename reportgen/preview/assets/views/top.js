/** The top: whose project it is, how the build stands, find, language, light or dark, keys. */

import { openLayer, setInterface, toggleTheme } from "../actions.js";
import { _, INTERFACE, ngettext, spoken } from "../catalogue.js";
import { h, heard, icon } from "../dom.js";
import { inInterface, isError } from "../facts.js";
import { isDark } from "../theme.js";
import { state } from "../store.js";

/** The ways past what repeats on every page. */
export function skipLinks() {
  const ways = [["packs", _("To the packs")], ["slides", _("To the slides")], ["words", _("To the words")]];
  return h("div", { class: "skips" }, ways.map(([id, words]) => h("a", { href: `#${id}`, onclick: (event) => skip(event, id) }, words)));
}

/** The page's head. */
export function top() {
  const title = inInterface(state.State.title);
  return h("header", { class: "top" },
    h("button", { class: "plain drawer", "aria-label": _("Packs"), onclick: () => openLayer("packs") }, icon("list")),
    icon("brand", "brand"), h("span", { class: "product" }, "reportgen"),
    h("span", { class: "project", lang: title.lang }, title.text),
    status(), h("span", { class: "found" }, findings()),
    h("button", { class: "edged find", "aria-label": _("Find"), onclick: () => openLayer("find") }, icon("find"), h("span", {}, _("Find")), h("kbd", { "aria-hidden": "true" }, "/")),
    h("label", { class: "menu" }, icon("globe"), heard(_("Language of this page")),
      h("select", { value: spoken(), onchange: (event) => setInterface(event.target.value) },
        Object.entries(INTERFACE).map(([tag, name]) => h("option", { value: tag, lang: tag }, name))), icon("down")),
    h("button", { class: "plain", "aria-label": isDark() ? _("Light") : _("Dark"), onclick: toggleTheme }, icon(isDark() ? "sun" : "moon")),
    h("button", { class: "plain keys", "aria-label": _("Keys"), onclick: () => openLayer("keys") }, icon("keys")));
}

function status() {
  const { State } = state;
  const [look, picture, words] = statusOf(State);
  return h("p", { class: `status ${look}`, title: words }, icon(picture, picture === "ring" ? "turns" : ""), h("span", {}, words));
}

/** How many findings there are, and the way to them. */
function findings() {
  const { problems } = state.State;
  const [look, picture] = problems.some(isError) ? ["red", "square"] : ["amber", "triangle"];
  const words = ngettext("{n} finding", "{n} findings", problems.length);
  return problems.length > 0 && h("button", { class: "plain", title: words, "aria-label": words, onclick: () => openLayer("findings") },
    h("span", { class: `badge ${look}` }, icon(picture), String(problems.length)));
}

function statusOf(State) {
  if (!state.connected || State.state === "stopped") return ["red", "square", _("Stopped")];
  const fault = State.problems.find(isError);
  if (fault) return ["red", "square", _("{file} has a fault", { file: fault.place.path.split("/").at(-1) })];
  if (State.state === "building") {
    const { done, total } = State;
    return ["second", "ring", State.last_change || done === total ? _("Building") : _("First build, {done} of {total}", { done, total })];
  }
  return ["green", "tick", `${_("Up to date")} · ${State.time}`];
}

function skip(event, id) {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
