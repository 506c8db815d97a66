/** Reads from the server what the page shows, and again when something changed. What the reader chose stays as it is. */

import { _, ngettext } from "./catalogue.js";
import { fault, page, pages, rowWith, shownLanguages } from "./facts.js";
import { forget, remember } from "./finding.js";
import { bring } from "./pictures.js";
import { ask, askTemplate } from "./server.js";
import { state, update, updateNow } from "./store.js";

const SOON = 150; // ms until a document that takes its time is shown without its words

let isReading = false;
let isAsked = false;
let isOld = false; // whether what is open may say something else by now
let turn = 0;

/** Reads what is open again, as far as news are about it; several calls at a time become one more reading. */
export async function refresh(news = {}) {
  isAsked = true;
  isOld ||= !news.pack || state.template !== "" || (news.pack === state.pack && news.kind === state.kind);
  if (isReading) return;
  isReading = true;
  while (isAsked) {
    const isWhole = isOld;
    isAsked = isOld = false;
    await readOpen(isWhole).catch(() => {}); // a server that is gone is told by the events
  }
  isReading = false;
}

/** Opens a document, and in it a page: the one named, else the first. */
export async function read(pack, kind, wanted = "") {
  const mine = ++turn;
  const packAt = state.State.packs.findIndex((one) => one.id === pack);
  const opened = { pack, packAt, kind, row: "", open: false, Row: null, lost: null, compare: 100, template: "", layer: "" };
  const slow = setTimeout(() => update({ ...opened, Pages: null, page: "" }), SOON);
  const Pages = await ask("pack", pack, kind).catch(() => null);
  clearTimeout(slow);
  if (mine !== turn) return;
  if (Pages) remember(Pages);
  const first = Pages?.pages.find((one) => one.key === wanted) ?? Pages?.pages[0];
  update({ ...opened, Pages, page: first?.key ?? "" });
  showPictures();
}

/** Opens a template. */
export async function readTemplate(name) {
  const mine = ++turn;
  update({ template: name, Template: null, layer: "" });
  const Template = await askTemplate(name, state.pack);
  if (mine === turn) update({ Template });
}

/** Reads what is known of a row: of the open one, or another. */
export async function readRow(row = state.row) {
  const { pack, kind, page: key } = state;
  const Row = await ask("row", pack, kind, key, row);
  if (row === state.row && key === state.page) updateNow({ Row });
  return Row;
}

/** Has the open page's pictures brought. */
export function showPictures() {
  const open = page();
  return open ? bring(open, shownLanguages().map((one) => one.tag)) : Promise.resolve();
}

async function readOpen(isWhole) {
  const before = state.State;
  const State = await ask("state");
  const isStarting = State?.state === "building" && !State.packs.length && before?.packs.length; // a command anew
  if (!State || isStarting) return;
  if (State.epoch !== before?.epoch) forget();
  openFaulty(before, State);
  update({ State, said: announcement(before, State) ?? state.said });
  if (!isWhole) return;
  if (state.template) update({ Template: (await askTemplate(state.template, state.pack)) ?? state.Template });
  else if (state.pack) await readPages();
  await readFaultyTemplate();
}

/** The slides of a template with a fault, to show where the fault is. */
async function readFaultyTemplate() {
  const file = fault()?.place.path.match(/([^/]+\.pptx)$/)?.[1];
  if (file && !state.template) update({ Template: await askTemplate(file, state.pack) });
}

async function readPages() {
  const { pack, kind } = state;
  const Pages = await ask("pack", pack, kind);
  if (!Pages || pack !== state.pack || kind !== state.kind) return;
  const { page: key } = state; // the reader may have gone on meanwhile
  const isThere = Pages.pages.some((one) => one.key === key);
  if (state.edit && !Pages.pages.some((one) => one.key === key && one.rows.some((row) => row.id === state.edit.row))) return; // what is being typed keeps its place
  const lost = isThere || !key ? null : (state.lost ?? lostPage());
  remember(Pages);
  update({ Pages, lost });
  if (!key && Pages.pages.length) update({ page: Pages.pages[0].key });
  showPictures();
  if (state.open && !state.edit) await readRow();
}

/** A new error of the content opens its row, unless somebody is writing; nothing scrolls, and no focus moves. */
function openFaulty(before, State) {
  const isNew = (one) => !before?.problems.some((old) => old.code === one.code && old.place.path === one.place.path && old.place.line === one.place.line);
  const found = State.problems.find((one) => one.severity === "error" && isNew(one) && rowWith(one));
  if (found && !state.edit && !state.template) update({ row: rowWith(found).id, open: true, Row: null });
}

function lostPage() {
  const open = page();
  const [tag, text] = Object.entries(open?.title ?? { en: "" })[0];
  return { title: { text, lang: tag }, number: pages().indexOf(open) };
}

/** One sentence a build, for those who hear the page. */
function announcement(before, State) {
  if (State.state !== "ready" || (before?.state === "ready" && before.epoch === State.epoch)) return null;
  const change = State.last_change;
  const findings = State.packs.reduce((sum, one) => sum + one.findings, 0);
  return [
    _("Built."),
    change && ngettext("{n} file", "{n} files", change.written),
    change && ngettext("{n} page changed", "{n} pages changed", change.pages.length + change.more),
    ngettext("{n} finding", "{n} findings", findings),
  ].filter(Boolean).join(" ");
}
