/** Asks the server, tells it, and hears from it. Nothing here goes anywhere but to where the page came from. */

import { spoken } from "./catalogue.js";

const EVENTS = ["state", "file", "picture"]; // what the server tells
const FORBIDDEN = 403;

/** What every question says: the language that sentences are to be in. */
function inLanguage() {
  return { "Accept-Language": spoken() };
}

let token = tokenOf(document);

/** What the server answers to a question; `null` for what is not there. */
export async function ask(...path) {
  const answer = await fetch(["api", ...path.map(encodeURIComponent)].join("/"), { headers: inLanguage() });
  return answer.ok ? answer.json() : null;
}

/** The texts of the whole content that say some words. */
export async function askWords(words) {
  const answer = await fetch(`api/find?${new URLSearchParams({ words })}`);
  return answer.ok ? (await answer.json()).hits : [];
}

/** A template's slides, and for which pack the pictures are. */
export async function askTemplate(name, pack) {
  const answer = await fetch(`api/template/${encodeURIComponent(name)}?${new URLSearchParams({ pack })}`, { headers: inLanguage() });
  return answer.ok ? answer.json() : null;
}

/**
 * Asks for something to be done: `status` 200, or 409 with both texts, or 422 with findings, and the `answer`.
 * 0 stands for a server that does not answer.
 */
export async function tell(verb, message) {
  try {
    let answer = await post(verb, message);
    if (answer.status === FORBIDDEN && await renewToken()) answer = await post(verb, message);
    return { status: answer.status, answer: await answer.json().catch(() => null) };
  } catch {
    return { status: 0, answer: null };
  }
}

function post(verb, message) {
  const headers = { ...inLanguage(), "Content-Type": "application/json", "X-Reportgen-Token": token };
  return fetch(`api/${verb}`, { method: "POST", headers, body: JSON.stringify(message) });
}

/** Takes the token of a command that was started anew since this page was opened; whether it is another one. */
async function renewToken() {
  const before = token;
  token = tokenOf(new DOMParser().parseFromString(await (await fetch("./")).text(), "text/html"));
  return token !== before;
}

function tokenOf(page) {
  return page.querySelector("meta[name=reportgen-token]").content;
}

/** Calls `heard` with what changed, whenever something has, and `connected` with whether the server is there. */
export function listen(heard, connected) {
  const events = new EventSource("events");
  events.onopen = () => connected(true);
  events.onerror = () => connected(false);
  for (const name of EVENTS) events.addEventListener(name, (event) => heard(JSON.parse(event.data)));
}

/** The address of a file to download. */
export function downloadOf(file) {
  return `download/${file.path.split("/").map(encodeURIComponent).join("/")}`;
}
