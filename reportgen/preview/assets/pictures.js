/**
 * Pictures of pages: loaded and decoded out of sight, then put in place of the old ones in one frame.
 *
 * All languages of a page change together. What is drawn over a picture (frames, pins) changes with it, not before.
 */

import { state, update } from "./store.js";

const MOST = 48; // decoded pictures that are kept; a page in three languages with the build before takes six
const PATIENCE = 3000; // ms that a finished picture waits for those of the other languages

const decoded = new Map();
const shown = new Map();
let late = null;

/** What stands on the page for a sheet: addresses, the boxes of its rows, or nothing yet. */
export function shownSheet(page, tag) {
  return shown.get(nameOf(page, tag));
}

/** Where a text stands in a column of pages: the picture it is on, and how far down, in pages. */
export function heightOf(page, tag, row) {
  const box = shownSheet(page, tag)?.boxes.get(row);
  return box ? box.picture + box.y : null;
}

/** The decoded picture of an address, as an element to put on the page. */
export function element(address) {
  return decoded.get(address);
}

/** Loads what the open page wants in these languages, and shows it when all of it is there. */
export async function bring(page, tags, isWaited = true) {
  const wanted = tags.map((tag) => [tag, page.sheets[tag]]).filter(([, sheet]) => sheet);
  const isFirst = wanted.some(([tag]) => !shownSheet(page, tag)?.now.length);
  if (isWaited && !isFirst && wanted.some(([, sheet]) => sheet.state === "stale")) {
    late ??= setTimeout(() => bring(page, tags, false), PATIENCE);
    return;
  }
  clearTimeout(late);
  late = null;
  await Promise.all(wanted.flatMap(([, sheet]) => addressesOf(sheet)).map(decode));
  for (const [tag, sheet] of wanted) {
    const isSame = sheet.state === "stale" && shownSheet(page, tag)?.now[0] === picturesOf(sheet)[0];
    if (!isSame) shown.set(nameOf(page, tag), asShown(page, tag, sheet));
  }
  forgetOldest();
  update({});
}

function nameOf(page, tag) {
  return [state.pack, state.kind, page.key, tag].join(" ");
}

/** The pictures of a sheet: its pages, and the first one's of the build before. */
function addressesOf(sheet) {
  return [...picturesOf(sheet), sheet.before].filter(Boolean);
}

function picturesOf(sheet) {
  return sheet.pictures?.length ? sheet.pictures : [sheet.picture].filter(Boolean);
}

function asShown(page, tag, sheet) {
  const boxes = page.rows.filter((row) => row.texts[tag]?.box).map((row) => [row.id, placed(row.texts[tag], sheet)]);
  return { now: picturesOf(sheet).filter((one) => decoded.has(one)), before: sheet.before, boxes: new Map(boxes) };
}

/** A text's box, with the number of the picture that it is on. */
function placed(cell, sheet) {
  return { ...cell.box, picture: Math.max(0, (cell.page || sheet.number) - sheet.number) };
}

async function decode(address) {
  if (decoded.has(address)) return;
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
    picture.alt = "";
    decoded.set(address, picture);
  } catch {
    // no picture: the sheet says so, and the next event tries again
  }
}

function forgetOldest() {
  for (const [address, picture] of decoded) {
    if (decoded.size <= MOST) return;
    if (!picture.isConnected) decoded.delete(address);
  }
}
