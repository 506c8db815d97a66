/** Finds a pack, a slide or a word: in the names of packs, the documents that were read, and the whole content. */

import { kindName, langOf, packName } from "./facts.js";
import { state } from "./store.js";

const AROUND = 40;
const read = new Map(); // "pack kind" → its Pages

/** Remembers a document that was read, so that its words are found. */
export function remember(Pages) {
  read.set(`${Pages.pack} ${Pages.kind}`, Pages);
}

/** Forgets what was read: the project has changed. */
export function forget() {
  read.clear();
}

/** Where `words` stand: packs first, then texts of pages. */
export function results(words) {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return [];
  const read = [...textsWith(wanted)];
  const known = new Set(read.map((one) => one.place));
  return [...packsWith(wanted), ...read, ...[...contentWith(wanted)].filter((one) => !known.has(one.place))];
}

/** The row of the open document in which a text of the content is printed. */
export function printedAt(place) {
  for (const page of state.Pages?.pages ?? []) {
    for (const row of page.rows) {
      if (Object.values(row.texts).some((cell) => cell.place && placeOf(cell.place) === place)) return { page: page.key, row: row.id };
    }
  }
  return null;
}

/** Where a finding lies in the open document: its page, and its row where it lies on one. */
export function spotOf(finding) {
  const { findings = [], pages = [] } = state.Pages ?? {};
  const number = findings.findIndex((one) => JSON.stringify(one) === JSON.stringify(finding));
  for (const page of number < 0 ? [] : pages) {
    const row = page.rows.find((one) => Object.values(one.texts).some((cell) => cell.findings.includes(number)));
    if (row || page.findings.includes(number)) return { page: page.key, row: row?.id ?? "" };
  }
  return null;
}

function* contentWith(wanted) {
  for (const { pack, tag, text, place } of state.hits) {
    const hit = cut(text, wanted);
    if (hit) yield { ...hit, id: placeOf(place), pack, place: placeOf(place), lang: langOf(tag), where: packName(pack).text };
  }
}

function placeOf(place) {
  return `${place.path}:${place.line}`;
}

function* packsWith(wanted) {
  for (const pack of state.State.packs) {
    for (const [tag, name] of Object.entries(pack.names)) {
      const hit = cut(name, wanted);
      if (hit) {
        yield { ...hit, id: pack.id, pack: pack.id, lang: langOf(tag), where: "" };
        break;
      }
    }
  }
}

function* textsWith(wanted) {
  for (const { pack, kind, pages } of read.values()) {
    const name = `${packName(pack).text} · ${kindName(kind)}`;
    for (const [index, page] of pages.entries()) {
      for (const row of page.rows) {
        for (const [tag, cell] of Object.entries(row.texts)) {
          const hit = cut(cell.text, wanted);
          if (hit) yield { ...hit, id: `${pack} ${kind} ${page.key} ${row.id} ${tag}`, pack, kind, page: page.key, row: row.id, place: cell.place && placeOf(cell.place), lang: langOf(tag), where: `${name} · ${index + 1}` };
        }
      }
    }
  }
}

function cut(text, wanted) {
  const at = text.toLocaleLowerCase().indexOf(wanted);
  if (at < 0) return null;
  const end = at + wanted.length;
  const start = Math.max(0, at - AROUND);
  return { before: (start ? "…" : "") + text.slice(start, at), hit: text.slice(at, end), after: text.slice(end, end + AROUND) + (text.length > end + AROUND ? "…" : "") };
}
