/** A template's slides, each with its condition in a sentence, the tag below it, and who uses it now. */

import { chooseSample, showUsed } from "../actions.js";
import { _, ngettext } from "../catalogue.js";
import { sentenceOf } from "../conditions.js";
import { h, icon } from "../dom.js";
import { inInterface } from "../facts.js";
import { state } from "../store.js";
import { sized } from "./head.js";

/** The open template. */
export function templateSlides() {
  const { Template } = state;
  if (!Template) return h("section", { key: "template", class: "template", "aria-busy": "true" }, h("h1", {}, state.template));
  const used = Template.pages.filter((one) => one.makes[state.pack]?.length);
  const shown = state.usedOnly ? used : Template.pages;
  return h("section", { key: "template", class: "template", id: "slides", tabindex: "-1", "aria-label": state.template },
    h("div", { class: "head" },
      h("h1", {}, state.template),
      h("p", { class: "second" }, ngettext("{n} template slide. A slide is made when its condition holds.", "{n} template slides. A slide is made when its condition holds.", Template.pages.length)),
      sample(),
      h("div", { class: "segments", role: "group", "aria-label": _("Slides") },
        h("button", { "aria-pressed": String(!state.usedOnly), onclick: () => showUsed(false) }, _("All"), " ", String(Template.pages.length)),
        h("button", { "aria-pressed": String(state.usedOnly), onclick: () => showUsed(true) }, _("Used here"), " ", String(used.length)))),
    Template.findings.map((one, index) => h("p", { key: `finding ${index}`, class: `notice ${one.severity === "error" ? "red" : "amber"}` },
      icon(one.severity === "error" ? "square" : "triangle"), h("span", {}, [...one.place.steps, one.message].join(" › ")))),
    groups(shown).map(([title, members]) => h("section", { key: `group ${members[0].number}`, class: "group" },
      h("h2", {}, h("span", {}, title)),
      h("ul", { class: "template-pages" }, members.map(card)))));
}

/** Slides that follow each other and have a title in common. */
function groups(all) {
  const found = [];
  for (const one of all) {
    const last = found.at(-1);
    if (last && last[0] === one.title) last[1].push(one);
    else found.push([one.title, [one]]);
  }
  return found;
}

function card(one) {
  const { Template } = state;
  const here = one.makes[state.pack] ?? [];
  const sentence = sentenceOf(one.conditions);
  return h("li", { key: String(one.number), class: here.length ? "" : "unused" },
    h("span", { class: "paper", style: { "--ratio": String(Template.width / Template.height) } },
      one.picture && h("img", { src: sized(one.picture, "small"), alt: "", loading: "lazy", decoding: "async" })),
    h("h3", {}, String(one.number), sentence && h("span", {}, ` ${sentence}`)),
    one.conditions.map((condition) => h("code", {}, condition)),
    h("p", { class: `badge ${here.length ? "green" : "grey"}` }, here.length && icon("tick"), usersOf(one, here)));
}

function usersOf(one, here) {
  if (here.length) return ngettext("Makes slide {numbers} of this deck", "Makes slides {numbers} of this deck", here.length, { numbers: here.join(", ") });
  const others = Object.keys(one.makes).filter((id) => one.makes[id].length);
  if (!others.length) return _("No pack now");
  const [first] = others;
  const name = inInterface(state.State.packs.find((pack) => pack.id === first)?.names ?? { en: first }).text;
  if (others.length === 1) return name;
  return ngettext("{name} and {n} other", "{name} and {n} others", others.length - 1, { name });
}

function sample() {
  return h("label", { class: "sample" }, h("span", { class: "second" }, _("Shown for")),
    h("select", { value: state.pack, onchange: (event) => chooseSample(event.target.value) },
      state.State.packs.map((one) => {
        const name = inInterface(one.names);
        return h("option", { key: one.id, value: one.id, lang: name.lang }, name.text);
      })));
}
