/** What the texts of a page are called in the language of the interface. */

import { _ } from "../catalogue.js";
import { inInterface } from "../facts.js";

/** "Takeaway 2": what a text is part of, its number there, and which part it is where it is not the text itself. */
export function labelOf(row) {
  const known = names();
  const steps = row.label.split("/");
  const last = steps.at(-1);
  const [whole, part] = steps.filter((step) => step in known || step === last); // not where it is kept
  const name = numbered(known[whole] ?? whole, row.number);
  return !part || part === "text" ? name : `${name} · ${known[part] ?? part}`;
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
    agreements: _("Document signed"), answer: _("Answer"), aspect: _("Aspect"), classification: _("Classification"), date: _("Date"),
    due: _("Due"), figures: _("Figure"), headline: _("Headline"), issued: _("Date of issue"), kind: _("Kind"), label: _("Label"),
    lead: _("Lead"), milestones: _("Milestone"), name: _("Name"), next_step: _("Direction"), next_steps: _("Direction"), note: _("Note"),
    occasion: _("Occasion"), parties: _("Parties"), place: _("Place"), progress: _("Progress"), publisher: _("Publisher"),
    purpose: _("Purpose"), question: _("Question"), reckoned: _("Filled in"), say: _("To say"), signed: _("Document signed"),
    sources: _("Source"), statements: _("Statement"), summary: _("In brief"), takeaways: _("Takeaway"), text: _("Text"),
    title: _("Title"), typed: _("Fixed words"), unit: _("Unit"), url: _("Web address"), who: _("Speaker"), why_it_matters: _("Why it matters"),
  };
}
