/** A group of controls that is one stop for Tab, with arrows inside. */

const STEPS = {
  vertical: { ArrowDown: 1, ArrowUp: -1 },
  horizontal: { ArrowRight: 1, ArrowLeft: -1 },
};

/** The handler of a group's keys. `choose` clicks what is reached, as radio buttons do. */
export function rove(way, { choose = false } = {}) {
  return (event) => {
    const all = [...event.currentTarget.querySelectorAll("[data-rove]")];
    const here = all.indexOf(event.target.closest("[data-rove]"));
    const next = target(event.key, way, here, all.length);
    if (next === null || here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    for (const one of all) one.tabIndex = -1;
    all[next].tabIndex = 0;
    all[next].focus();
    if (choose) all[next].click();
  };
}

function target(key, way, here, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[way][key];
  return step === undefined ? null : Math.min(Math.max(here + step, 0), count - 1);
}
