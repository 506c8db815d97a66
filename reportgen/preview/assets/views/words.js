/** Texts as they change: inserted and removed passages, told by form and not by colour alone, and heard but not copied. */

import { _ } from "../catalogue.js";
import { h } from "../dom.js";

const AROUND = 16; // characters on each side of a change

/** Passages of a text; without `withRemoved` only what stands there now. */
export function passages(all, withRemoved = true) {
  return all.filter((one) => withRemoved || one.change !== "removed").map((one) => {
    if (one.change === "inserted") return h("ins", { "data-says": _("inserted:") }, one.text);
    if (one.change === "removed") return h("del", { "data-says": _("removed:") }, one.text);
    return one.text;
  });
}

/** The changed passages with some words around them, where the rest has no room. */
export function aroundChanges(all) {
  return all.map((one, index) => (one.change ? one : { ...one, text: cut(one.text, index > 0, index < all.length - 1) }));
}

function cut(text, hasBefore, hasAfter) {
  if (text.length <= AROUND * 2) return text;
  const start = hasBefore ? text.slice(0, AROUND) : "";
  const end = hasAfter ? text.slice(-AROUND) : "";
  return `${start}…${end}`;
}
