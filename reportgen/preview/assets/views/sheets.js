/** The same page in one column a language, with what lies on it: pins, frames, and the build before. */

import { canCompare, choosePage, compareAt, openLayer, openPlace, openRow, retryPicture, step } from "../actions.js";
import { _, clock, ngettext } from "../catalogue.js";
import { h, heard, icon } from "../dom.js";
import { findingsOf, page, pack, pages, position, shownLanguages } from "../facts.js";
import { element, shownSheet } from "../pictures.js";
import { downloadOf } from "../server.js";
import { state } from "../store.js";
import { ratio, sized, titleOf, unitName } from "./head.js";

const PIN = 0.13; // the least distance of two pins, as a share of the page's height

/** The columns of the open page. */
export function sheets() {
  const shown = shownLanguages();
  if (state.lost) return gone();
  return h("div", { class: "columns sheets", "data-columns": String(shown.length) }, shown.map(column));
}

/** The line under the pictures: which page, close-up, and the slider between the builds. */
export function line() {
  const at = position();
  const total = pages().length;
  const printed = printedPages();
  return h("div", { class: "line" },
    h("div", { class: "steps" },
      h("button", { class: "plain", "aria-label": _("Before"), disabled: at <= 0, onclick: () => step(-1) }, icon("left")),
      total > 0 && h("strong", {}, _("{unit} {number} of {total}", { unit: unitName(), number: at + 1, total })),
      h("button", { class: "plain", "aria-label": _("After"), disabled: at >= total - 1, onclick: () => step(1) }, icon("right")),
      printed && h("span", { class: "second" }, printed)),
    h("button", { class: "plain close-up", onclick: () => openLayer("close-up") }, icon("close-up"), h("span", {}, _("Close-up")), h("kbd", { "aria-hidden": "true" }, "Z")),
    slider());
}

/** A paper with its picture or the reason why there is none; also what the close-up shows. */
export function paper(one, { isLarge = false } = {}) {
  const open = page();
  const sheet = open.sheets[one.tag];
  if (!sheet) return h("p", { class: "paper empty" }, _("Not in this language."));
  const shown = shownSheet(open, one.tag);
  const isPortrait = sheet.height > sheet.width;
  const label = _("{unit} {number}, {language}. Its words are in the list below.", { unit: unitName(), number: sheet.number, language: one.name });
  return h("div", {
    class: `window ${isPortrait && !isLarge ? "portrait" : ""}`, style: ratio(sheet), role: "group", "aria-label": label,
    tabindex: isPortrait && !isLarge ? "0" : null, "data-window": one.tag,
  }, shown?.now.length
    ? shown.now.map((address, index) => printed(one, shown, address, index, isLarge))
    : h("div", { key: "none", class: "paper empty", style: ratio(sheet) }, reason(sheet, one.tag)));
}

function column(one) {
  const sheet = page()?.sheets[one.tag];
  const file = pack().kinds[state.kind][one.tag];
  return h("figure", { key: one.tag, class: "sheet" },
    h("figcaption", {},
      h("span", { class: "language", lang: one.lang }, one.name), progress(one), sheet && age(sheet, file, one.tag),
      h("a", { class: "download", href: downloadOf(file), download: file.path.split("/").at(-1), "aria-label": `${_("Download")}: ${one.name} ${file.path.split("/").at(-1)}` },
        icon("download"), h("span", {}, `.${file.path.split(".").at(-1)}`)),
      state.State.opens && h("button", { class: "plain tiny", "aria-label": _("Open {file}", { file: file.path.split("/").at(-1) }), title: _("Open {file}", { file: file.path.split("/").at(-1) }), onclick: () => openPlace(file) }, icon("open"))),
    page() ? paper(one) : h("div", { class: "window" }, h("div", { class: "paper empty" })));
}

/** How much is left to sign off in a language. */
function progress(one) {
  const count = state.Pages?.to_sign[one.tag];
  const cells = pages().flatMap((open) => open.rows.map((row) => row.texts[one.tag])).filter(Boolean);
  if (count) return badge("amber", "triangle", ngettext("{n} to sign off", "{n} to sign off", count), String(count));
  if (cells.some((cell) => cell.state === "derived")) return h("span", { class: "badge grey" }, _("derived"));
  if (cells.some((cell) => cell.state === "approved")) return h("span", { class: "badge green" }, icon("tick"), _("all signed off"));
  return null;
}

function age(sheet, file, tag) {
  const isFailed = sheet.state === "stale" && sheet.reason !== "";
  return [
    file.state === "failing" && sheet.written ? badge("grey", "clock", `${_("last good build")}, ${clock(sheet.written)}`, clock(sheet.written))
      : isFailed && badge("grey", "clock", _("last good build"), ""),
    isFailed && h("button", { class: "plain", title: sheet.reason, onclick: () => retryPicture(tag) }, _("Try again")),
  ];
}

/** A badge that says less where two of them have no room. */
function badge(look, picture, words, few) {
  return h("span", { class: `badge ${look}`, title: words }, icon(picture), h("span", { class: "wide" }, words), h("span", { class: "narrow" }, h("span", { "aria-hidden": "true" }, few), heard(words)));
}

function reason(sheet, tag) {
  if (sheet.state === "failed") {
    return [h("strong", {}, _("This picture could not be made.")), sheet.reason && h("span", {}, sheet.reason),
      h("button", { class: "edged", onclick: () => retryPicture(tag) }, _("Try again"))];
  }
  if (sheet.state === "none") return [h("strong", {}, _("No picture")), h("span", {}, _("The words below are complete."))];
  return heard(_("The picture is on its way."));
}

function printed(one, shown, address, index, isLarge) {
  const isNow = state.compare === 100 || !shown.before;
  const picture = isLarge ? h("img", { key: "now", src: sized(address, "close"), alt: "" }) : h("img", { key: address, node: element(address), leaf: true, alt: "" });
  return h("div", { key: `page ${index}`, class: "paper", style: { "--ratio": String(page().sheets[one.tag].width / page().sheets[one.tag].height) } },
    picture,
    index === 0 && shown.before && !isNow && h("div", { key: "before", class: "before", style: { "--cut": `${100 - state.compare}%` } }, h("img", { src: shown.before, alt: "" })),
    index === 0 && shown.before && !isNow && !isLarge && state.compare > 0 && divider(),
    isNow && h("div", { key: "over", class: "over", "aria-hidden": "true" }, over(one, shown, index, address)));
}

/** Frames of the open text and of findings, and the findings' pins in the nearer margin. */
function over(one, shown, index, address) {
  const frames = [];
  const pins = [];
  for (const row of page().rows) {
    const box = shown.boxes.get(row.id);
    if (!box || box.picture !== index) continue;
    const findings = findingsOf(row.texts[one.tag]);
    const isOpen = row.id === state.row && state.open;
    if (isOpen || findings.length) frames.push(frame(row, box, isOpen, findings[0], address));
    if (findings.length) pins.push({ row, box, finding: findings[0], address });
  }
  return [frames, spread(pins).map(pin)];
}

function frame(row, box, isOpen, finding, address) {
  const look = isOpen ? "open" : finding.severity;
  return h("div", { key: `frame ${row.id} ${address}`, class: `frame ${look}`, style: placeOf(box), "data-frame": row.id });
}

/** Where a box of the server's stands on a paper. */
export function placeOf(box) {
  const percent = (share) => `${(share * 100).toFixed(3)}%`;
  return { "--x": percent(box.x), "--y": percent(box.y), "--w": percent(box.width), "--h": percent(box.height) };
}

/** Pins of one margin, from the top, none on another. */
function spread(pins) {
  const lowest = { left: -1, right: -1 };
  return pins.map((one) => ({ ...one, side: one.box.x + one.box.width / 2 < 0.5 ? "left" : "right", y: one.box.y + one.box.height / 2 }))
    .sort((one, other) => one.y - other.y)
    .map((one) => {
      lowest[one.side] = Math.max(one.y, lowest[one.side] + PIN);
      return { ...one, y: lowest[one.side] };
    });
}

function pin({ row, finding, side, y, address }) {
  return h("button", {
    key: `pin ${row.id} ${address}`, class: `pin ${side} ${finding.severity}`, tabindex: "-1", title: finding.message,
    style: { "--y": `${(y * 100).toFixed(3)}%` }, onclick: () => openRow(row.id),
  }, String(finding.number));
}

function divider() {
  return h("div", { key: "divider", class: "divider", "aria-hidden": "true", style: { "--cut": `${100 - state.compare}%` }, onpointerdown: grab });
}

/** The line between two builds follows the pointer, in all columns. */
function grab(event) {
  const area = event.currentTarget.parentElement;
  event.currentTarget.setPointerCapture(event.pointerId);
  event.currentTarget.onpointermove = (move) => {
    const { left, width } = area.getBoundingClientRect();
    compareAt(100 - Math.round(((move.clientX - left) / width) * 100), 0, 99);
  };
  event.currentTarget.onpointerup = (up) => { up.currentTarget.onpointermove = null; };
}

function slider() {
  const isChanged = page()?.marks.includes("changed"); // a new page has none of the build before
  if (!canCompare()) return h("p", { key: "same", class: "second compare" }, page() && (isChanged ? _("changed") : _("This page has not changed")));
  return h("div", { key: "slider", class: "compare" },
    h("span", { class: "second" }, _("Last build")),
    h("input", {
      type: "range", min: "0", max: "100", step: "1", value: String(state.compare), "aria-label": _("Between the last build and this build"),
      "aria-valuetext": state.compare === 100 ? _("This build") : state.compare === 0 ? _("Last build") : `${state.compare} %`,
      oninput: (event) => compareAt(Number(event.target.value)),
    }),
    h("span", {}, _("This build")));
}

/** Which printed page a section begins on, and how many other languages have where they have more or fewer. */
function printedPages() {
  const totals = state.Pages?.totals ?? {};
  const [first, ...others] = shownLanguages().filter((one) => totals[one.tag]);
  if (!first) return "";
  const number = page()?.sheets[first.tag]?.number;
  const own = state.Pages.unit === "page" && number ? _("page {number} of {total}", { number, total: totals[first.tag] }) : "";
  const different = others.filter((one) => totals[one.tag] !== totals[first.tag]).map((one) => `${one.short} ${totals[one.tag]}`);
  return [own, ...different].filter(Boolean).join(" · ");
}

function gone() {
  const { title, number } = state.lost;
  const near = pages()[Math.min(number, pages().length - 1)];
  return h("div", { key: "gone", class: "gone" },
    h("p", {}, h("strong", {}, _("This page is no longer there.")), " ", h("span", { lang: title.lang }, title.text)),
    near && h("button", { class: "edged", onclick: () => choosePage(near.key) }, _("Go to {unit} {number}", { unit: unitName(), number: pages().indexOf(near) + 1 }), " · ", titleOf(near).text));
}

