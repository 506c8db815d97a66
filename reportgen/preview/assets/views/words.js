/** Texts as they change: inserted and removed passages, told by form and not by colour alone. */

import { _ } from "../catalogue.js";
import { h, heard } from "../dom.js";

/** Passages of a text; without `withRemoved` only what stands there now. */
export function passages(all, withRemoved = true) {
  return all.filter((one) => withRemoved || one.change !== "removed").map((one) => {
    if (one.change === "inserted") return h("ins", {}, heard(_("inserted:"), " "), one.text);
    if (one.change === "removed") return h("del", {}, heard(_("removed:"), " "), one.text);
    return one.text;
  });
}
