/** When a template slide is shown: the server's sentence, in the language of the interface where its form is known. */

import { _ } from "./catalogue.js";

const FORMS = [
  [/^if there is something in '(.+)', up to (\d+) on a slide$/, ([, what, n]) => _("When there is something in {what}, up to {n} on a slide", { what, n })],
  [/^if there is something in '(.+)'$/, ([, what]) => _("When there is something in {what}", { what })],
  [/^otherwise$/, () => _("Otherwise")],
  [/^otherwise, if (.+)$/, ([, condition]) => _("Otherwise, when {condition}", { condition })],
  [/^if (.+)$/, ([, condition]) => _("When {condition}", { condition })],
  [/^for each (.+) in (.+)$/, ([, one, all]) => _("For each {one} in {all}", { one, all })],
];

/** A rule as a sentence. */
export function sentenceOf(rule) {
  for (const [form, say] of FORMS) {
    const found = rule.match(form);
    if (found) return say(found);
  }
  return rule;
}
