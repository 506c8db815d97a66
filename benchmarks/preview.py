"""How soon what was saved is there to look at, as a multiple of the work that cannot be done without.

    python benchmarks/preview.py [--rounds N]

All is measured in one run, in one process that keeps a temporary copy of this project, with a cache folder of its own.
An editor saves a sentence of one sector while the process waits; the clock runs from the end of that write until the
file somebody looks at is on disk. The yardstick is that file rendered again by the same process a moment later, so that
whatever else the machine does slows both. Figures are medians.

Where LibreOffice is installed, the clock runs on until the picture of the open page is there. The yardstick is that
file printed by a LibreOffice of its own whose profile and files were just used. Last comes the longest overview that
the template has room for.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.build import Place
from benchmarks.generate import ROOT, generate
from reportgen.build.outcome import Result
from reportgen.build.work import make, open_project
from reportgen.diagnostics import ProblemsFound
from reportgen.live.live_project import LiveProject, Wanted
from reportgen.live.saves import saves
from reportgen.model.target import Target
from reportgen.preview.desk import Desk
from reportgen.preview.events import Events
from reportgen.printing.libreoffice import LibreOffice, find_libreoffice
from reportgen.project.load import Project
from reportgen.records.questions import digest

LOOKED_AT = "finance-deck.en.pptx"
ALLOWED = 3.0
"""From the save until the file is on disk, in renderings of that file."""
_SECONDS_FOR_A_SPARE = 4.0
_SECTORS_OF_A_LONG_OVERVIEW = 140
"""The most whose lists still have room on the slides of the shipped template: some thirty slides."""
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
        measure_pictures(place, max(3, rounds // 5))
        generate(ROOT, place.project, _SECTORS_OF_A_LONG_OVERVIEW)
        measure_long_overview(place)


def measure_pictures(place: Place, rounds: int) -> None:
    """Print how long it takes from a saved sentence to the picture of a page that is looked at."""
    office = _office()
    if office is None:
        return
    spent, alone = [], []
    with _shown(place, Wanted(sectors=["finance"], languages=["en"])) as shown:
        target = next(target for target in shown.live.targets if target.path.name == LOOKED_AT)
        shown.picture(target, page=2)
        profile = place.project / "profile"
        for _ in range(rounds):
            time.sleep(_SECONDS_FOR_A_SPARE)  # as long as somebody takes to read what has changed, at the least
            before = digest((shown.live.out / target.path).read_bytes())
            place.change_sentence()
            begun = time.monotonic()
            shown.picture(target, page=2, after=before)
            spent.append((time.monotonic() - begun) * 1000)
            alone.append(_printed_alone(office, shown.live.out / target.path, profile))
    _line("sentence saved → picture of the open page", statistics.median(spent), statistics.median(alone[1:]), 1.5)


def measure_long_overview(place: Place) -> None:
    """Print how soon the words and the first picture of a long deck are there."""
    if _office() is None:
        return
    begun = time.monotonic()
    with _shown(place, Wanted(sectors=["overview"], languages=["zh-Hant"], kinds=["deck"])) as shown:
        pages = len(asyncio.run(shown.desk.pages("overview", "deck")).pages)
        words = time.monotonic() - begun
        shown.picture(shown.live.targets[0], page=pages // 2)
        picture = time.monotonic() - begun
        again = time.monotonic()
        asyncio.run(shown.desk.pages("overview", "deck"))
        again = time.monotonic() - again
    print(f"an overview of {pages} slides: words after {words:.1f} s, the picture of one in the middle after "
          f"{picture:.1f} s, asked again {again * 1000:.0f} ms")  # fmt: skip


class _Shown(NamedTuple):
    """A project on a desk."""

    live: LiveProject
    desk: Desk

    def picture(self, target: Target, page: int, after: str = "") -> bytes:
        """The picture of a page of a file, as soon as the file is another than `after` (a digest) and printed."""
        while True:
            found = digest((self.live.out / target.path).read_bytes())
            outcome = self.desk.pictures.outcome(str(target.path), found) if found != after else None
            picture = self.desk.pictures.picture(outcome.key, page, "page") if outcome is not None else None
            if picture is not None:
                return picture
            time.sleep(0.01)


@contextlib.contextmanager
def _shown(place: Place, wanted: Wanted) -> Iterator[_Shown]:
    """A project that is shown and built; what is wanted is looked at."""
    live = LiveProject(place.project, place.project / "out", wanted)
    desk = Desk(live, Events())
    desk.start()
    try:
        while desk.state().state != "ready":
            time.sleep(0.05)
        target = live.targets[0]
        asyncio.run(desk.pages(target.sector, target.kind.name))
        yield _Shown(live, desk)
    finally:
        desk.close()


def _office() -> LibreOffice | None:
    try:
        return find_libreoffice()
    except ProblemsFound:
        print("no LibreOffice: pictures are not measured")
        return None


def _printed_alone(office: LibreOffice, file: Path, profile: Path) -> float:
    """Milliseconds that LibreOffice takes for a file when nothing was started beforehand."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        office.convert([file], "pdf", Path(folder), profile, 120, threading.Event())
        return (time.monotonic() - begun) * 1000


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
