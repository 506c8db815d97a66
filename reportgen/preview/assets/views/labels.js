/** What the texts of a page are called in the language of the interface. */

import { _ } from "../catalogue.js";
import { inInterface } from "../facts.js";

/** "Takeaway 2": what a text is part of, its number there, and which part it is where it is not the text itself. */
export function labelOf(row) {
  const steps = row.label.split("/");
  const known = names();
  const last = steps.at(-1);
  if (steps.length === 1 || !(steps[0] in known)) return numbered(known[last] ?? last, row.number);
  const whole = numbered(known[steps[0]], row.number);
  return last === "text" ? whole : `${whole} · ${known[last] ?? last}`;
}

/** "Press release, paragraph 8", in the language of the interface where the project has it. */
export function sourceOf({ source }) {
  return _("{source}, paragraph {number}", { source: inInterface(source.names).text, number: source.paragraphs });
}

function numbered(name, number) {
  return number ? `${name} ${number}` : name;
}

function names() {
  return {
    agreements: _("Document signed"), answer: _("Answer"), aspect: _("Aspect"), date: _("Date"), figures: _("Figure"),
    headline: _("Headline"), kind: _("Kind"), label: _("Label"), lead: _("Lead"), milestones: _("Milestone"), name: _("Name"),
    next_steps: _("Direction"), note: _("Note"), occasion: _("Occasion"), place: _("Place"), progress: _("Progress"),
    publisher: _("Publisher"), purpose: _("Purpose"), question: _("Question"), reckoned: _("Filled in"), say: _("To say"),
    sources: _("Source"), statements: _("Statement"), summary: _("In brief"), takeaways: _("Takeaway"), text: _("Text"),
    title: _("Title"), typed: _("Fixed words"), why_it_matters: _("Why it matters"),
  };
}
