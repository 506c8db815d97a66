"""How long the commands take that people run all day, as multiples of what starting Python with two libraries takes.

    python benchmarks/build.py [--rounds N] [--full]

Every command runs as a process of its own, on a temporary copy of this project with a cache folder of its own. Times
are medians; before each run of a command the yardstick runs too, so that whatever else the machine does slows both.
Then come the peers (needs `docxtpl`, `python-docx`, `python-pptx`), and growth: projects of more and more sectors,
generated, their packs built from nothing with compiled templates at hand. `--full` adds 12 000 files, half an hour.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import ROOT, generate, sector_options

LIBRARIES = ("-c", "import typer, yaml")
ONLY_TYPER = ("-c", "import typer")
"""The yardsticks: arguments of Python."""
REPORTGEN = ("-m", "reportgen")
SENTENCE = "content/sectors/finance.yaml"

FILES_IN_A_PACK = 6
SECTORS = (13, 50, 200)
MOST_SECTORS = 2000
ALLOWED_GROWTH = 1.15

START_WORKERS = """
import sys, time, multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from reportgen.build.work import open_project
from reportgen.project.load import load_project
project, times = load_project(Path(sys.argv[1])), []
for _ in range(5):
    start = time.perf_counter()
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(2, mp_context=context, initializer=open_project, initargs=("", project)) as workers:
        list(workers.map(abs, range(2)))
    times.append(time.perf_counter() - start)
print(sorted(times)[2] * 1000)
"""
DOCXTPL = """
import sys
from pathlib import Path
from docxtpl import DocxTemplate
for path in sorted(Path(sys.argv[1]).iterdir()):
    template = DocxTemplate(path)
    template.render({f"t{n}": f"A text with the number {n}" for n in range(2000)}, autoescape=True)
    template.save(sys.argv[2])
"""
PYTHON_PPTX = """
import sys
from pathlib import Path
from pptx import Presentation
for path in sorted(Path(sys.argv[1]).iterdir()):
    deck = Presentation(path)
    for slide in deck.slides:
        for shapes in (slide.shapes, slide.notes_slide.shapes if slide.has_notes_slide else ()):
            for shape in shapes:
                cells = shape.table.iter_cells() if getattr(shape, "has_table", False) else ()
                frames = [shape.text_frame] if shape.has_text_frame else [cell.text_frame for cell in cells]
                for run in (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs):
                    run.text = run.text + "x"
    deck.save(sys.argv[2])
"""


class Place:
    """A copy of the project with its output folder and its cache, in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project, self.cache = folder / "project", folder / "cache"
        self._sentences = 0

    def run(self, *arguments: str) -> float:
        """Run Python; the milliseconds it took."""
        start = time.perf_counter()
        done = subprocess.run([sys.executable, *arguments], env=self.environment, capture_output=True, text=True)
        spent = (time.perf_counter() - start) * 1000
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)[:200]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return spent

    def reportgen(self, *arguments: str) -> float:
        """Run the program on the copy; the milliseconds it took."""
        return self.run(*REPORTGEN, *arguments, "--quiet", "--project", str(self.project))

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a command: compiled modules are kept, as they are wherever people work."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "XDG_CACHE_HOME": str(self.cache), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}

    def change_sentence(self) -> None:
        """Write another letter into the first English summary: a text that was never there before."""
        self._sentences += 1
        path = self.project / SENTENCE
        text = path.read_text(encoding="utf-8")
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(self._sentences))
        path.write_text(re.sub(r"^(summary:\n  en: >-\n    )\w+", rf"\g<1>{letters}", text, flags=re.M), "utf-8")

    def clear_cache(self) -> None:
        """Take all caches away."""
        shutil.rmtree(self.cache, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Row:
    """A command that is measured, against a yardstick; `prepare` runs before each run, and is not measured."""

    name: str
    arguments: Sequence[str]
    aim: float
    prepare: Callable[[Place], None] = lambda place: None
    yardstick: Sequence[str] = LIBRARIES


ROWS = (
    Row("build, nothing to do", ["build"], 2.5),
    Row("build after one sentence", ["build"], 8, Place.change_sentence),
    Row("deck of one sector, --force", ["deck", "--sector", "finance", "--lang", "zh-Hant", "--force"], 6),
    Row("build --force, 78 files, -j1", ["build", "--force", "-j1"], 20),
    Row("build --force, 78 files, -j2", ["build", "--force", "-j2"], 20),
    Row("the same, caches cold, -j1", ["build", "--force", "-j1"], 45, Place.clear_cache),
    Row("the same, caches cold, -j2", ["build", "--force", "-j2"], 45, Place.clear_cache),
    Row("check, nothing changed", ["check"], 4),
    Row("check after one sentence", ["check"], 15, Place.change_sentence),
    Row("check, caches cold", ["check"], 60, Place.clear_cache),
)
SPEED_UP = 1.6
"""How much faster two processes are to be than one, where caches are warm: rows 4 and 5."""


def measure_commands(place: Place, rounds: int) -> None:
    """Print the table of commands."""
    place.reportgen("build")
    place.reportgen("check")
    print(f"{'command':32}{'ms':>9}{'yardstick':>11}{'ratio':>9}{'aim':>9}")
    spent = {row.name: _measured(place, row, rounds) for row in ROWS}
    _line("--help", *_medians(place, lambda: place.run(*REPORTGEN, "--help"), ONLY_TYPER, rounds), 1.4)
    alone, together = spent[ROWS[3].name], spent[ROWS[4].name]
    verdict = "met" if alone / together >= SPEED_UP else "NOT MET"
    print(f"-j2 is {alone / together:.2f} times as fast as -j1 (aim ≥ {SPEED_UP}: {verdict})")
    start = [sys.executable, "-c", START_WORKERS, str(place.project)]
    done = subprocess.run(start, env=place.environment, capture_output=True, text=True, check=True)
    print(f"starting two workers takes {float(done.stdout):.0f} ms")


def _measured(place: Place, row: Row, rounds: int) -> float:
    """Measure a row and print it; the median, in milliseconds."""
    if row.prepare is not Place.clear_cache:
        place.reportgen(row.arguments[0])  # warm, whatever the row before has left
    spent, yardstick = _medians(place, lambda: place.reportgen(*row.arguments), row.yardstick, rounds, row.prepare)
    _line(row.name, spent, yardstick, row.aim)
    return spent


def _medians(
    place: Place, work: Callable[[], float], yardstick: Sequence[str], rounds: int,
    prepare: Callable[[Place], None] = lambda place: None,
) -> tuple[float, float]:  # fmt: skip
    ours, theirs = [], []
    for _ in range(rounds):
        prepare(place)
        theirs.append(place.run(*yardstick))
        ours.append(work())
        theirs.append(place.run(*yardstick))
    return statistics.median(ours), statistics.median(theirs)


def _line(name: str, spent: float, yardstick: float, aim: float) -> None:
    ratio = spent / yardstick
    verdict = "met" if ratio <= aim else "NOT MET"
    print(f"{name:32}{spent:9.0f}{yardstick:11.0f}{ratio:8.1f}×{f'≤ {aim:g}×':>9}  {verdict}", flush=True)


# -- peers


def measure_peers(place: Place, rounds: int) -> None:
    """Print what two well-known libraries take for as many files of the same size, processes as ours are."""
    place.reportgen("build")
    for kind, suffix, name, script in (("summary", "docx", "docxtpl", DOCXTPL), ("deck", "pptx", "pptx", PYTHON_PPTX)):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: pip install {name}")
            continue
        folder = place.folder / name
        folder.mkdir()
        for path in (place.project / "out").glob(f"*/*.{suffix}"):
            (folder / path.name).write_bytes(path.read_bytes())
            if name == "docxtpl":
                _texts_to_tags(folder / path.name)
        number = len(list(folder.iterdir()))
        theirs, ours = [], []
        for _ in range(rounds):
            theirs.append(place.run("-c", script, str(folder), str(place.folder / f"peer.{suffix}")))
            ours.append(place.reportgen(kind, "--force", "-j1"))
        here, there = statistics.median(ours), statistics.median(theirs)
        label = f"{number} files .{suffix}, -j1"
        print(f"{label:32}{here:9.0f} ms   {name:10}{there:9.0f} ms   {there / here:6.1f} times as fast")


def _texts_to_tags(path: Path) -> None:
    """Turn a finished document into a template of the same size: every text becomes a tag."""
    import docx

    document = docx.Document(str(path))
    texts = document.element.body.xpath(".//w:t")
    for number, text in enumerate(texts):
        text.text = f"{{{{ t{number} }}}}"
    document.save(str(path))


# -- growth


def measure_growth(place: Place, sizes: Sequence[int]) -> None:
    """Print time and memory of projects of more and more sectors."""
    place.reportgen("build")  # so that templates are compiled
    print(f"{'files':>6}{'s':>8}{'ms a file':>11}{'CPU ms a file':>15}{'main MB':>9}{'worker MB':>11}", end="")
    print(f"{'nothing ms':>12}{'sentence ms':>13}")
    per_file: dict[int, float] = {}
    for size in sizes:
        place.project = place.folder / f"project-{size}"
        options = sector_options(generate(ROOT, place.project, size))
        grown = _watched(place, ["build", "-j2", *options])
        number = size * FILES_IN_A_PACK
        per_file[number] = grown.processor / number * 1000
        nothing = statistics.median(place.reportgen("build", *options) for _ in range(3))
        place.change_sentence()
        sentence = place.reportgen("build", *options)
        print(f"{number:6}{grown.wall:8.1f}{grown.wall / number * 1000:11.1f}{per_file[number]:15.1f}", end="")
        print(f"{grown.main:9.0f}{grown.worker:11.0f}{nothing:12.0f}{sentence:13.0f}", flush=True)
        shutil.rmtree(place.project)
    counts = sorted(per_file)
    growth = per_file[counts[-1]] / per_file[counts[1]]
    verdict = "met" if growth <= ALLOWED_GROWTH else "NOT MET"
    grown = f"processor time a file at {counts[-1]} is {growth:.2f} times that at {counts[1]}"
    print(f"{grown} (aim ≤ {ALLOWED_GROWTH}: {verdict})")


@dataclass(slots=True)
class Watched:
    """What a command took: seconds, seconds of processor time, and the greatest memory of its processes in MB."""

    wall: float = 0.0
    processor: float = 0.0
    main: float = 0.0
    worker: float = 0.0


def _watched(place: Place, arguments: Sequence[str]) -> Watched:
    """Run the program, and look at the memory of its processes meanwhile (only Linux tells)."""
    watched, before, start = Watched(), os.times(), time.perf_counter()
    command = [sys.executable, *REPORTGEN, *arguments, "--quiet", "--project", str(place.project)]
    process = subprocess.Popen(command, env=place.environment)
    stopped = threading.Event()
    watcher = threading.Thread(target=_watch_memory, args=(process.pid, watched, stopped))
    watcher.start()
    status = process.wait()
    stopped.set()
    watcher.join()
    if status:
        raise SystemExit(f"a build of the generated project failed ({status})")
    after = os.times()
    watched.wall = time.perf_counter() - start
    watched.processor = after.children_user + after.children_system - before.children_user - before.children_system
    return watched


def _watch_memory(pid: int, watched: Watched, stopped: threading.Event) -> None:
    while not stopped.wait(0.2):
        watched.main = max(watched.main, _peak(pid))
        watched.worker = max([watched.worker, *map(_peak, _children(pid))])


def _peak(pid: int) -> float:
    """The most memory that a process has had, in MB; 0 where that is not known."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _children(pid: int) -> Iterator[int]:
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (thread / "children").read_text(encoding="ascii").split())
    except OSError:
        return


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--full", action="store_true", help="growth up to 12 000 files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        generate(ROOT, place.project, 12)
        measure_commands(place, options.rounds)
        measure_peers(place, max(3, options.rounds // 2))
        measure_growth(place, [*SECTORS, MOST_SECTORS] if options.full else SECTORS)


if __name__ == "__main__":
    main()
