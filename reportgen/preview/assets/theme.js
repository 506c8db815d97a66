/** Light or dark: as the system has it, until the reader chooses. */

import { state } from "./store.js";

const system = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark now. */
export function isDark() {
  return state.theme ? state.theme === "dark" : system.matches;
}

/** Puts the reader's choice on the page. */
export function showTheme() {
  document.documentElement.dataset.theme = state.theme;
}

/** Calls `view` when the system changes its mind. */
export function onThemeChange(view) {
  system.addEventListener("change", view);
}
