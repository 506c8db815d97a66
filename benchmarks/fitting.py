"""What fitting costs: a deck rendered with and without it, in one run.

    python benchmarks/fitting.py

Prints, for the sector and overview decks of this project in each language, the medians of rendering alone and of
fitting, and the share that fitting adds. Each deck is rendered once, so only what decks have in common has been
measured before, as in a build.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import reportgen.template.run as engine
from reportgen.build.render import Renderer
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import load_project

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure and print."""
    project = load_project(ROOT)
    deck = next(kind for kind in project.catalogue.kinds if kind.name == "deck")
    spent: list[float] = []
    engine.fit_deck = _timed(engine.fit_deck, spent)
    renderer = Renderer(project)
    print(f"{'language':<10}{'rendering':>12}{'fitting':>10}{'adds':>8}")
    for language in project.meeting.languages:
        targets = [Target(sector, deck, language) for sector in (*project.meeting.sectors, OVERVIEW)]
        for target in (targets[0], targets[-1]):
            renderer.render(target)  # compiled, and widths looked up, before anything is measured
        alone, fitting = [], []
        for target in targets[1:-1]:
            spent.clear()
            start = time.process_time()
            renderer.render(target)
            alone.append(time.process_time() - start - sum(spent))
            fitting.append(sum(spent))
        rendering, fit = statistics.median(alone) * 1000, statistics.median(fitting) * 1000
        print(f"{language:<10}{rendering:>9.1f} ms{fit:>7.1f} ms{fit / rendering:>8.0%}")


def _timed(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent.append(time.process_time() - start)

    return timed


if __name__ == "__main__":
    main()
