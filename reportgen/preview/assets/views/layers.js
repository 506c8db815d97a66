/** What lies over the page: find, keys, the packs of a narrow screen, and the close-up. One at a time. */

import { closeLayer, follow, search, step, switchKeys, zoomTo } from "../actions.js";
import { _, ngettext } from "../catalogue.js";
import { h, icon, isComposing } from "../dom.js";
import { languages, page, position, shownLanguages } from "../facts.js";
import { results } from "../finding.js";
import { KEYS } from "../keys.js";
import { signAs } from "../signing.js";
import { state } from "../store.js";
import { allFindings } from "./findings.js";
import { left } from "./left.js";
import { paper } from "./sheets.js";
import { unitName } from "./head.js";

const LAYERS = {
  find: [() => _("Find"), find],
  findings: [() => _("Findings"), allFindings],
  keys: [() => _("Keys"), keyTable],
  packs: [() => _("Packs"), () => left(true)],
  "close-up": [() => _("Close-up"), closeUp],
  name: [() => _("Sign off"), signer],
};

/** The open layer, as a dialog that keeps the focus and gives it back. */
export function layer() {
  if (!(state.layer in LAYERS)) return null;
  const [name, content] = LAYERS[state.layer];
  return h("dialog", {
    key: `layer ${state.layer}`, class: `layer ${state.layer}`, "aria-label": name(), "data-layer": true,
    oncancel: (event) => { event.preventDefault(); closeLayer(); },
    onclick: (event) => { if (event.target === event.currentTarget) closeLayer(); },
  }, h("div", { class: "layer-head" }, h("h2", {}, name()),
    h("button", { class: "plain", onclick: closeLayer }, icon("close"), h("span", {}, _("Close")), h("kbd", { "aria-hidden": "true" }, "Esc"))),
  content());
}

function find() {
  const found = results(state.find);
  return h("div", { class: "find-body" },
    h("label", { for: "find-text", class: "heard" }, _("A pack, a slide or a word")),
    h("input", {
      id: "find-text", type: "search", autofocus: true, initial: state.find, autocomplete: "off", placeholder: _("A pack, a slide or a word"),
      oninput: (event) => search(event.target.value),
      onkeydown: (event) => { if (event.key === "Enter" && !isComposing(event) && found.length) follow(found[0]); },
    }),
    h("p", { class: "second", role: "status" }, state.find ? ngettext("{n} place", "{n} places", found.length) : ""),
    h("ul", { class: "found" }, found.slice(0, 50).map((one, index) => h("li", { key: `${index} ${one.id}` },
      h("button", { class: "choice", onclick: () => follow(one) },
        h("span", { class: "name", lang: one.lang }, one.before, h("mark", {}, one.hit), one.after), h("span", { class: "second" }, one.where))))));
}

function signer() {
  const sign = (event) => {
    event.preventDefault();
    const name = event.target.querySelector("input").value;
    closeLayer();
    signAs(name);
  };
  return h("form", { class: "find-body", onsubmit: sign },
    h("label", { for: "signer" }, _("Who signs off? The name and the day are kept with each text.")),
    h("input", { id: "signer", type: "text", autofocus: true, initial: "", autocomplete: "name" }),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "filled" }, _("Sign off"))));
}

function keyTable() {
  return h("div", { class: "keys-body" },
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: state.keys, onchange: (event) => switchKeys(event.target.checked) }),
      _("Single letters are keys. They work only outside text fields.")),
    h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, _("Key")), h("th", { scope: "col" }, _("What it does")))),
      h("tbody", {}, KEYS.map((one) => h("tr", { key: one.shown.join() },
        h("td", {}, one.shown.map((key) => h("kbd", {}, key))), h("td", {}, one.says()))))));
}

function closeUp() {
  const all = languages();
  const one = all.find((language) => language.tag === state.closeUp) ?? shownLanguages()[0];
  return h("div", { class: "close-up-body" },
    h("div", { class: "segments", role: "group", "aria-label": _("Language") }, all.map((language) => h("button", {
      key: language.tag, lang: language.lang, "aria-pressed": String(language.tag === one.tag), onclick: () => zoomTo(language.tag),
    }, language.name))),
    h("div", { class: "steps" },
      h("button", { class: "plain", "aria-label": _("Before"), onclick: () => step(-1) }, icon("left")),
      h("span", {}, `${unitName()} ${position() + 1}`),
      h("button", { class: "plain", "aria-label": _("After"), onclick: () => step(1) }, icon("right"))),
    page() && h("div", { class: "close-up-paper", tabindex: "0", role: "group", "aria-label": one.name, "data-ratio": "" }, paper(one, { isLarge: true })));
}
