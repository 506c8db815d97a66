/** On a phone a swipe over the picture changes its language. */

import { stepLanguage } from "./actions.js";
import { PHONE } from "./facts.js";

const FAR = 48; // px

/** Hears swipes on pictures. Swipes that go down or up are scrolling. */
export function hearSwipes() {
  let start = null;
  document.addEventListener("touchstart", (event) => {
    const isPicture = PHONE.matches && event.touches.length === 1 && event.target.closest(".sheets") && !event.target.closest(".divider");
    start = isPicture ? event.touches[0] : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (!start) return;
    const { clientX, clientY } = event.changedTouches[0];
    const [x, y] = [clientX - start.clientX, clientY - start.clientY];
    start = null;
    if (Math.abs(x) > FAR && Math.abs(x) > 2 * Math.abs(y)) stepLanguage(x < 0 ? 1 : -1);
  }, { passive: true });
}
