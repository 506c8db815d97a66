"""How soon what was saved is there to look at, as a multiple of the work that cannot be done without.

    python benchmarks/preview.py [--rounds N]

All is measured in one run, in one process that keeps a temporary copy of this project, with a cache folder of its own.
An editor saves a sentence of one sector while the process waits; the clock runs from the end of that write until the
file somebody looks at is on disk. The yardstick is that file rendered again by the same process a moment later, so that
whatever else the machine does slows both. Figures are medians.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.build import Place
from benchmarks.generate import ROOT, generate
from reportgen.build.outcome import Result
from reportgen.build.work import make, open_project
from reportgen.live.live_project import LiveProject
from reportgen.live.saves import saves
from reportgen.model.target import Target
from reportgen.project.load import Project

LOOKED_AT = "finance-deck.en.pptx"
ALLOWED = 3.0
"""From the save until the file is on disk, in renderings of that file."""
_PAUSE_SECONDS = 0.3
"""Between two saves, as if somebody typed very fast: what the save before has touched is made by then."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    gc.set_threshold(200_000, 20, 20)  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        os.environ["XDG_CACHE_HOME"] = str(place.cache)
        generate(ROOT, place.project, 12)
        measure_save(place, rounds)


def measure_save(place: Place, rounds: int) -> None:
    """Print how long it takes from a saved sentence to the file that is looked at."""
    live = LiveProject(place.project, place.project / "out")
    live.rebuild()
    target = next(target for target in live.targets if target.path.name == LOOKED_AT)
    seen, made, rendered = [], [], []
    for _ in range(rounds):
        on_disk, all_made = _saved(place, live, target)
        seen.append(on_disk)
        made.append(all_made)
        assert live.project is not None
        rendered.append(_rendered(live.project, target))
    looked_at, everything, yardstick = map(statistics.median, (seen, made, rendered))
    print(f"{'':44}{'ms':>9}{'yardstick':>11}{'ratio':>9}{'aim':>9}")
    _line("sentence saved → the open file on disk", looked_at, yardstick, ALLOWED)
    _line("the same → all files on disk, rules run", everything, yardstick)


def _line(name: str, spent: float, yardstick: float, allowed: float | None = None) -> None:
    ratio = spent / yardstick
    aim = "" if allowed is None else f"{f'≤ {allowed:g}×':>9}  {'met' if ratio <= allowed else 'NOT MET'}"
    print(f"{name:44}{spent:9.0f}{yardstick:11.0f}{ratio:8.1f}×{aim}", flush=True)


def _saved(place: Place, live: LiveProject, target: Target) -> tuple[float, float]:
    """Save a sentence while a watcher waits; milliseconds until a file is on disk, and until all are."""
    written: list[float] = []
    on_disk: list[float] = []

    def edit() -> None:
        time.sleep(_PAUSE_SECONDS)
        place.change_sentence()
        written.append(time.perf_counter())

    def progress(result: Result) -> None:
        if result.target == target and result.is_made:
            on_disk.append(time.perf_counter())

    editor = threading.Thread(target=edit)
    heard = saves(live, threading.Event())
    editor.start()
    while not on_disk:  # an editor that empties a file before it writes it may be heard of twice
        next(heard)
        live.rebuild([target], progress)
    end = time.perf_counter()
    editor.join()
    heard.close()
    return (on_disk[-1] - written[0]) * 1000, (end - written[0]) * 1000


def _rendered(project: Project, target: Target) -> float:
    """Render a file as the process has it open; milliseconds."""
    open_project("", project)
    begun = time.perf_counter()
    make("", target)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
