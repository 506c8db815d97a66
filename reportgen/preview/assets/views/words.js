/** Texts as they change: inserted and removed passages, told by form and not by colour alone, and heard but not copied. */

import { _ } from "../catalogue.js";
import { h } from "../dom.js";

/** Passages of a text; without `withRemoved` only what stands there now. */
export function passages(all, withRemoved = true) {
  return all.filter((one) => withRemoved || one.change !== "removed").map((one) => {
    if (one.change === "inserted") return h("ins", { "data-says": _("inserted:") }, one.text);
    if (one.change === "removed") return h("del", { "data-says": _("removed:") }, one.text);
    return one.text;
  });
}
