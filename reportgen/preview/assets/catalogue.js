/** The words of the interface in its language. Message ids are the English words; `locale/` has the others. */

let words = {};
let language = "en";

/** The languages of the interface, each under its own name. */
export const INTERFACE = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" };

/** The first of the reader's languages that the interface has. */
export function preferred() {
  for (const tag of navigator.languages) {
    const { language: base, script, region } = new Intl.Locale(tag).maximize();
    if (base === "zh") return script === "Hans" && !["HK", "MO", "TW"].includes(region) ? "zh-Hans" : "zh-Hant";
    if (base === "en") return "en";
  }
  return "en";
}

/** Loads a language's words; English needs none. */
export async function speak(tag) {
  words = tag === "en" ? {} : await (await fetch(`assets/words.${tag}.json`)).json();
  language = tag;
  document.documentElement.lang = tag;
}

/** The language that is spoken. */
export function spoken() {
  return language;
}

/** A message with `{names}` filled in. */
export function _(message, values = {}) {
  return fill(words[message] ?? message, values);
}

/** The same, by number: English has two forms, the Chinese catalogues one. */
export function ngettext(one, many, n, values = {}) {
  const found = words[one];
  return fill(found ?? (n === 1 ? one : many), { n, ...values });
}

/** A time of day, with the day where it is another one. */
export function clock(moment) {
  const then = new Date(moment);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(then);
  return then.toDateString() === new Date().toDateString() ? time : `${day(moment)} ${time}`;
}

/** A day, without the year where it is this one. */
export function day(moment) {
  const then = new Date(moment);
  const year = then.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", ...year }).format(then);
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
