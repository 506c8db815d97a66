/** At the thumb of a phone: the page before, which it is, the page after. */

import { step } from "../actions.js";
import { _ } from "../catalogue.js";
import { h, icon } from "../dom.js";
import { pages, PHONE, position } from "../facts.js";

/** The bar at the foot of a narrow screen. */
export function phoneBar() {
  if (!PHONE.matches) return null;
  const at = position();
  const total = pages().length;
  return h("div", { key: "thumb", class: "thumb-bar" },
    h("button", { class: "plain", disabled: at <= 0, onclick: () => step(-1) }, icon("left"), _("Previous")),
    h("strong", {}, _("{number} of {total}", { number: at + 1, total })),
    h("button", { class: "plain", disabled: at >= total - 1, onclick: () => step(1) }, _("Next"), icon("right")));
}
