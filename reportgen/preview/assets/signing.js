/** Translations are signed off, each as it stands against its English, and that can be withdrawn. */

import { _ } from "./catalogue.js";
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

/** Signs texts of a row off, or takes that back. Who signs is asked once. */
export async function signTexts(row, tags, withdraw) {
  if (!withdraw && state.name === null) {
    updateNow({ layer: "name", pending: () => signTexts(row, tags, withdraw) });
    return;
  }
  const { pack, kind, page } = state;
  const Row = state.Row?.id === row.id ? state.Row : await readRow(row.id);
  const english = Object.values(Row.texts)[0].written;
  for (const tag of tags) {
    const { cell, written } = Row.texts[tag];
    const message = { place: cell.place, wording: written, english, name: state.name ?? "", withdraw };
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

function waiting(row) {
  return Object.entries(row.texts).filter(([, cell]) => WAITS.has(cell.state)).map(([tag]) => tag);
}
