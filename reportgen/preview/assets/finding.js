/** Finds a pack, a slide or a word in what the page has read: all packs' names, and the words of every document asked for. */

import { inInterface, langOf } from "./facts.js";
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
  return [...packsWith(wanted), ...textsWith(wanted)];
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
    const name = inInterface(state.State.packs.find((one) => one.id === pack)?.names ?? {}).text;
    for (const [index, page] of pages.entries()) {
      for (const row of page.rows) {
        for (const [tag, cell] of Object.entries(row.texts)) {
          const hit = cut(cell.text, wanted);
          if (hit) yield { ...hit, id: `${pack} ${kind} ${page.key} ${row.id} ${tag}`, pack, kind, page: page.key, row: row.id, lang: langOf(tag), where: `${name} · ${index + 1}` };
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
