/** A text being corrected: what is typed, what it would print, and how it is saved. Nothing is overwritten unseen. */

import { _ } from "./catalogue.js";
import { row, wordLanguages } from "./facts.js";
import { readRow, refresh } from "./reading.js";
import { signSaved } from "./signing.js";
import { tell } from "./server.js";
import { state, update, updateNow } from "./store.js";

const QUIET = 250; // ms without a key before the server is asked what it would print

let timer = null;

/** Opens the editor of the open row with the caret in a language's text; false where nobody writes it. */
export async function edit(one, tag) {
  if (state.Row?.id !== one.id) await readRow();
  const details = state.Row?.texts ?? {};
  const shown = wordLanguages().map((language) => language.tag).filter((each) => details[each]?.editable);
  const wanted = tag ?? shown.find((each) => details[each].cell.state !== "derived");
  if (!wanted || !shown.includes(wanted)) return false;
  const written = shown.filter((each) => each === wanted || details[each].cell.state !== "derived");
  updateNow({
    row: one.id, open: true,
    edit: {
      row: one.id, drafts: Object.fromEntries(written.map((each) => [each, draftOf(details[each], each)])), preview: null, conflict: null,
      findings: [], failed: "", isBusy: false, isChanged: false, canWrite: new Set(shown.filter((each) => !written.includes(each))), touches: state.Row.touches,
    },
  });
  focusDraft(wanted);
  return true;
}

/** Opens a derived text to be written by hand, beside what is being corrected. */
export function writeByHand(tag) {
  const { edit: open } = state;
  open.canWrite.delete(tag);
  updateNow({ edit: { ...open, drafts: { ...open.drafts, [tag]: draftOf(state.Row.texts[tag], tag) } } });
  focusDraft(tag);
}

/** Notes what was typed, and asks what it prints as when the keys rest. */
export function typed(tag, text) {
  const open = state.edit;
  open.drafts[tag].text = text;
  clearTimeout(timer);
  timer = setTimeout(tryOut, QUIET);
  if (!open.isChanged) update({ edit: { ...open, isChanged: true } });
}

/** Writes what changed, all of it or nothing, and signs the row's translations off if asked. */
export async function save(isSigned) {
  const open = state.edit;
  if (!open || open.isBusy) return;
  clearTimeout(timer);
  const one = row();
  const { Row } = state;
  const written = Object.keys(open.drafts).filter((tag) => open.drafts[tag].text !== open.drafts[tag].shown);
  update({ edit: { ...open, isBusy: true, failed: "", findings: [] } });
  if (written.length && !(await write(written.map((tag) => open.drafts[tag])))) return;
  close();
  if (isSigned && one) await signSaved(one, Row, open.drafts, written);
  await refresh();
}

/** Whether nothing is being written, so that one may go elsewhere; an editor without changes closes by itself. */
export function isFree() {
  const { edit: open } = state;
  if (!open) return true;
  if (!open.isChanged) {
    updateNow({ edit: null });
    return true;
  }
  update({ edit: { ...open, failed: _("Save or cancel this first.") } });
  return false;
}

/** Leaves the editor; what was typed is gone. */
export function cancelEdit() {
  close();
}

/** Writes what was typed here over what the file says now. */
export function keepMine() {
  const { conflict, drafts } = state.edit;
  const draft = drafts[conflict.tag];
  draft.old = conflict.theirs;
  update({ edit: { ...state.edit, conflict: null } });
  save(false);
}

/** Takes what the file says now into the editor. */
export function takeTheirs() {
  const { conflict, drafts } = state.edit;
  const taken = { ...drafts[conflict.tag], text: conflict.theirs, shown: conflict.theirs, old: conflict.theirs };
  updateNow({ edit: { ...state.edit, conflict: null, drafts: { ...drafts, [conflict.tag]: taken } } });
  focusDraft(conflict.tag);
  refresh();
}

/** What is written in a language. A derived text has nothing of its own yet: it will stand beside its source. */
function draftOf(detail, tag) {
  const { path, line, key } = detail.cell.place;
  const isOwn = key.at(-1) === tag;
  return { text: detail.written, shown: detail.written, old: isOwn ? detail.written : null, place: { path, line, key: [...key.slice(0, -1), tag] } };
}

/** Writes the texts of a row; false where there is something to decide first. */
async function write(drafts) {
  const texts = drafts.map(({ place, old, text }) => ({ key: place.key, old, new: text }));
  const { status, answer } = await tell("correct", { path: drafts[0].place.path, texts });
  if (status === 200) return true;
  const asked = { ...state.edit, isBusy: false };
  if (status === 409) update({ edit: { ...asked, conflict: { ...answer, tag: answer.key.at(-1) } } });
  else if (status === 422) update({ edit: { ...asked, findings: answer.findings } });
  else update({ edit: { ...asked, failed: status ? _("This could not be saved.") : _("The command has ended. Copy what you wrote before you close this page.") } });
  return false;
}

async function tryOut() {
  const open = state.edit;
  if (!open) return;
  const { pack, kind, page } = state;
  const texts = Object.fromEntries(Object.entries(open.drafts).map(([tag, draft]) => [tag, draft.text]));
  const { status, answer } = await tell("try", { pack, kind, page, row: open.row, texts });
  if (status === 200 && state.edit?.row === open.row) update({ edit: { ...state.edit, preview: answer } });
}

function close() {
  clearTimeout(timer);
  const id = state.edit?.row;
  updateNow({ edit: null });
  document.querySelector(`[data-row="${CSS.escape(id ?? "")}"] .row-name`)?.focus({ preventScroll: true });
}

function focusDraft(tag) {
  const field = document.querySelector(`[data-draft="${CSS.escape(tag)}"]`);
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
