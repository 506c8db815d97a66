/** A name of the glossary being corrected where it is printed: one cell of its row changes, and nothing else. */

import { _ } from "./catalogue.js";
import { refresh } from "./reading.js";
import { tell } from "./server.js";
import { state, update, updateNow } from "./store.js";

/** Opens a name of the open row to be corrected in a language. */
export function rename(name, tag) {
  updateNow({ rename: { term: name.id, column: tag, old: name.text, text: name.text, theirs: null, failed: "" } });
  document.getElementById("rename")?.focus();
}

/** Notes what was typed. */
export function typedName(text) {
  state.rename.text = text;
}

/** Leaves the name as it is. */
export function cancelRename() {
  update({ rename: null });
}

/** Writes the name; where the file says something else by now, that is shown first. */
export async function saveName() {
  const { term, column, old, text } = state.rename;
  const { status, answer } = await tell("term", { term, column, old, new: text });
  if (status === 200) {
    update({ rename: null });
    await refresh();
  } else if (status === 409) {
    update({ rename: { ...state.rename, old: answer.theirs, theirs: answer.theirs } });
  } else {
    update({ rename: { ...state.rename, failed: answer?.findings?.[0]?.message ?? _("This could not be saved.") } });
  }
}
