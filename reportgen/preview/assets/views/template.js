/** A template's slides, each with its condition in a sentence, and what it makes of a pack. */

import { chooseSample, openPlace, showUsed } from "../actions.js";
import { _, ngettext } from "../catalogue.js";
import { h, icon } from "../dom.js";
import { inInterface } from "../facts.js";
import { state } from "../store.js";
import { notice } from "./findings.js";
import { sized } from "./head.js";
import { placeOf } from "./sheets.js";

/** The open template. */
export function templateSlides() {
  const { Template } = state;
  if (!Template) return h("section", { key: "template", class: "template", "aria-busy": "true" }, h("h1", {}, state.template));
  const used = Template.pages.filter((one) => makesHere(one).length);
  const isDeck = Template.name.endsWith(".pptx");
  const shown = state.usedOnly ? used : Template.pages;
  return h("section", { key: "template", class: "template", id: "slides", tabindex: "-1", "aria-label": state.template },
    h("div", { class: "head" },
      h("h1", {}, state.template),
      h("p", { class: "second" }, !isDeck ? _("Its statements stand in comments on the text.") : ngettext("{n} template slide. A slide is made when its condition holds.", "{n} template slides. A slide is made when its condition holds.", Template.pages.length)),
      h("button", { class: "edged", onclick: () => openPlace({ path: `templates/${Template.name}` }) }, _("Open {file}", { file: Template.name })),
      isDeck && sample(),
      isDeck && h("div", { class: "segments", role: "group", "aria-label": _("Slides") },
        h("button", { "aria-pressed": String(!state.usedOnly), onclick: () => showUsed(false) }, _("All"), " ", String(Template.pages.length)),
        h("button", { "aria-pressed": String(state.usedOnly), onclick: () => showUsed(true) }, _("Used here"), " ", String(used.length)))),
    Template.findings.map((one, index) => notice(one, `finding ${index}`, " ", h("span", { class: "code" }, one.place.steps.join(" › ")))),
    groups(shown).map(([title, members]) => h("section", { key: `group ${members[0].number}`, class: "group" },
      title && h("h2", {}, h("span", {}, title)),
      h("ul", { class: "template-pages" }, members.map(card)))));
}

/** The picture of a template's slide, with frames around the shapes that have faults. */
export function templateSlide(one, address) {
  return h("span", { class: "paper", style: { "--ratio": String(state.Template.width / state.Template.height) } },
    address && h("img", { src: address, alt: "", loading: "lazy", decoding: "async" }),
    address && one.faults.map((box) => h("span", { class: "frame error", style: placeOf(box) })));
}

/** Slides that follow each other in one section of the template. */
function groups(all) {
  const found = [];
  for (const one of all) {
    const last = found.at(-1);
    if (last && last[0] === one.section) last[1].push(one);
    else found.push([one.section, [one]]);
  }
  return found;
}

function card(one) {
  const { Template } = state;
  const isDeck = Template.name.endsWith(".pptx");
  const here = makesHere(one);
  const isUsed = here.length > 0;
  const rules = one.rules.length ? one.rules : isDeck ? [_("Always")] : [];
  return h("li", { key: String(one.number), class: isUsed || !isDeck ? "" : "unused" },
    templateSlide(one, sized(one.picture, "small")),
    h("h3", {}, String(one.number), one.name && h("span", {}, ` ${one.name}`)),
    rules.map((rule) => h("p", { class: "rule" }, rule)),
    one.conditions.map((condition) => h("code", {}, condition)),
    isDeck && h("p", { class: `badge ${isUsed ? "green" : "grey"}` }, isUsed && icon("tick"),
      isUsed ? ngettext("Makes slide {numbers} of this deck", "Makes slides {numbers} of this deck", here.length, { numbers: here.join(", ") }) : othersOf(one)));
}

/** The slides that a template's slide makes for the pack that is shown. */
function makesHere(one) {
  return one.makes[state.pack] ?? [];
}

/** Who else uses a slide. */
function othersOf(one) {
  const [first, ...others] = Object.keys(one.makes);
  if (!first) return _("No pack now");
  const name = inInterface(state.State.packs.find((pack) => pack.id === first)?.names ?? { en: first }).text;
  return others.length ? ngettext("{name} and {n} other", "{name} and {n} others", others.length, { name }) : name;
}

function sample() {
  return h("label", { class: "sample" }, h("span", { class: "second" }, _("Shown for")),
    h("select", { value: state.pack, onchange: (event) => chooseSample(event.target.value) },
      state.State.packs.map((one) => {
        const name = inInterface(one.names);
        return h("option", { key: one.id, value: one.id, lang: name.lang }, name.text);
      })));
}
