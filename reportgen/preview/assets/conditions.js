/** The conditions of template slides in a sentence, as far as one is known; others show their tag alone. */

import { _, ngettext } from "./catalogue.js";

const SENTENCES = [
  [/^\{%-?\s*slide for \w+ in ([\w.]+)\|pages\((\d+)\)\s*-?%\}$/, ([, what, n]) => _("A slide for every {n} of {what}", { what: plain(what), n })],
  [/^\{%-?\s*slide for \w+ in ([\w.]+)\s*-?%\}$/, ([, what]) => _("A slide for each of {what}", { what: plain(what) })],
  [/^\{%-?\s*slide if ([\w.]+)\|length\s*==\s*0\s*-?%\}$/, ([, what]) => _("When there are no {what}", { what: plain(what) })],
  [/^\{%-?\s*slide if ([\w.]+)\|length\s*==\s*(\d+)\s*-?%\}$/, ([, what, n]) => ngettext("When it has {n} of {what}", "When it has {n} of {what}", Number(n), { what: plain(what) })],
  [/^\{%-?\s*slide if ([\w.]+)\|length\s*>\s*(\d+)\s*-?%\}$/, ([, what, n]) => _("When it has more than {n} of {what}", { what: plain(what), n })],
  [/^\{%-?\s*slide if not ([\w.]+)\s*-?%\}$/, ([, what]) => _("When there is no {what}", { what: plain(what) })],
  [/^\{%-?\s*slide if ([\w.]+)\s*-?%\}$/, ([, what]) => _("When there is {what}", { what: plain(what) })],
];

/** The sentence for a slide's statements; empty where there is none for the first of them. */
export function sentenceOf(conditions) {
  if (!conditions.length) return _("Always");
  for (const [pattern, say] of SENTENCES) {
    const found = conditions[0].match(pattern);
    if (found) return say(found);
  }
  return "";
}

/** The last word of a name in a template: `slides.progress` is progress. */
function plain(name) {
  return name.split(".").at(-1).replaceAll("_", " ");
}
