/** Translations are signed off, each as it stands against its English, and that can be withdrawn. */

import { _ } from "./catalogue.js";
import { wordLanguages } from "./facts.js";
import { readRow, refresh } from "./reading.js";
import { tell } from "./server.js";
import { notify, prefer, state, updateNow } from "./store.js";

const WAITS = new Set(["unapproved", "stale"]);

/** Whether a row has a translation that waits. */
export function canSign(row) {
  return waiting(row).length > 0;
}

/** Signs off all translations of a row that wait. */
export function signRow(row) {
  return signTexts(row, waiting(row), false);
}

/**
 * Signs off a row's translations as they were just saved: those that waited, and those of which a side was `written`.
 * What was saved is known here before the server has read it again.
 */
export function signSaved(row, Row, drafts, written) {
  const [source, ...others] = Object.keys(Row.texts);
  const waits = new Set(waiting(row));
  const isAltered = (tag) => written.includes(tag) || (written.includes(source) && Row.texts[tag].signable && tag in drafts);
  const saved = Object.fromEntries(written.map((tag) => [tag, { written: drafts[tag].text, place: drafts[tag].place }]));
  return signTexts(row, others.filter((tag) => waits.has(tag) || isAltered(tag)), false, { Row, saved });
}

/** Signs texts of a row off, or takes that back; `shown` has them as they were read and saved. Who signs is asked once. */
export async function signTexts(row, tags, withdraw, shown = {}) {
  if (!tags.length) return;
  if (!withdraw && state.name === null) {
    updateNow({ layer: "name", pending: () => signTexts(row, tags, withdraw, shown) });
    return;
  }
  const { pack, kind, page } = state;
  const Row = shown.Row ?? (state.Row?.id === row.id ? state.Row : await readRow(row.id));
  const said = (tag) => shown.saved?.[tag] ?? { written: Row.texts[tag].written, place: Row.texts[tag].cell.place };
  const english = said(Object.keys(Row.texts)[0]).written;
  for (const tag of tags) {
    const { written, place } = said(tag);
    const message = { place, wording: written, english, name: state.name ?? "", withdraw };
    const { status } = await tell("sign", message);
    if (status !== 200) notify(status === 409 ? _("The file changed meanwhile. Read the text again, then sign it off.") : _("This could not be saved."));
  }
  if (pack === state.pack && kind === state.kind && page === state.page) await refresh();
}

/** Notes who signs, and goes on with what was asked for. */
export function signAs(name) {
  const { pending } = state;
  prefer({ name, pending: null });
  pending?.();
}

/** The translations of a row that wait, as far as they are shown: nobody signs off what they do not see. */
function waiting(row) {
  return wordLanguages().map((one) => one.tag).filter((tag) => WAITS.has(row.texts[tag]?.state));
}
