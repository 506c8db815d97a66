/** Which texts of a row wait for a translator's sign-off, and which have it. */

const WAITS = new Set(["unapproved", "stale"]);

/** Whether a row has a translation that waits. */
export function canSign(row) {
  return waiting(row).length > 0;
}

/** The tags of a row's texts that wait to be signed off. */
export function waiting(row) {
  return tagsIn(row, (cell) => WAITS.has(cell.state));
}

/** The tags of a row's texts that are signed off. */
export function signed(row) {
  return tagsIn(row, (cell) => cell.state === "approved");
}

function tagsIn(row, holds) {
  return Object.entries(row.texts).filter(([, cell]) => holds(cell)).map(([tag]) => tag);
}
