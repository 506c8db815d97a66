"""Draw the contact sheets of all packs, or compare them with those that are there.

    python -m docs.gallery.draw [--check] [--work FOLDER] [PACK …]

Without `--check`, sheets on which people would see a change are replaced, and the table in README.md is written anew.
With it, nothing here is touched: new sheets and pictures of what changed go to `build/gallery`, and the exit status is
1 if there are any. `make gallery` and `.ci/run` run it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from docs.gallery.compare import Change, changes, draw_changes
from docs.gallery.sheet import PAGE_WIDTH, NoSheet, Page, Sheet, read_sheet, save_sheet
from docs.printed import PROJECT, draw_pages, print_packs
from reportgen.build.targets import UnknownChoice, select_targets
from reportgen.diagnostics import ProblemsFound
from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW, Target
from reportgen.printing.libreoffice import find_libreoffice
from reportgen.project.load import load_project

HERE = Path(__file__).resolve().parent
CHANGED = PROJECT / "build" / "gallery"
"""Where `--check` puts what changed; it is emptied first."""

OWN = "own"
"""Where the packs of this project are printed, in the folder for that."""
EXAMPLES = sorted(path.parent for path in (PROJECT / "examples").glob("*/content"))

_TABLE = re.compile(r"(?<=<!-- sheets -->\n).*?(?=<!-- end of sheets -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """A sheet that is not what it was: what is said of it, its pages that changed, whether it is drawn no more."""

    name: str
    message: str
    changes: Sequence[Change] = ()
    gone: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; its exit status."""
    parser = argparse.ArgumentParser(prog="python -m docs.gallery.draw", description="Draw or compare contact sheets.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a sheet changed")
    parser.add_argument(
        "--work", type=Path, metavar="FOLDER", help="build and print in this folder, and leave it there"
    )
    parser.add_argument("packs", nargs="*", metavar="PACK", help="these packs only")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gallery-") as name:
        work = options.work or Path(name)
        fresh = work / "sheets"
        fresh.mkdir(parents=True)
        try:
            draw_sheets(options.packs, work, fresh)
        except (ProblemsFound, UnknownChoice) as fault:
            sys.exit(f"error: {fault}")
        except subprocess.CalledProcessError:
            sys.exit("error: the packs were not printed, so no sheet was drawn")
        found = compare_folders(HERE, fresh, whole=not options.packs)
        if options.check:
            return report(found, HERE, fresh, CHANGED)
        accept(found, HERE, fresh)
    return 0


def draw_sheets(packs: Sequence[str], work: Path, fresh: Path) -> None:
    """Build and print packs below `work`, and put a sheet for each pack and language into `fresh`.

    Unless packs are chosen, an example meeting has a sheet for each language too: of its overview, or of its only
    sector.
    """
    draw_project(PROJECT, packs, work / OWN, fresh, sheet_of)
    for example in EXAMPLES if not packs else ():
        meeting = load_project(example).meeting
        shown = OVERVIEW if meeting.overview else meeting.sectors[0]
        draw_project(example, [shown], work / example.name, fresh, partial(sheet_of, pack=example.name))


def draw_project(
    project: Path, packs: Sequence[str], work: Path, fresh: Path, name_of: Callable[[Target], str]
) -> None:  # fmt: skip
    """Build and print packs of a project below `work`, and put their sheets into `fresh`."""
    program = find_libreoffice().version
    targets = select_targets(load_project(project).catalogue, packs)
    print_packs(sorted({target.sector for target in targets}), work, project)
    by_sheet = sorted(targets, key=name_of)
    with ProcessPoolExecutor() as pool:
        drawn = [
            pool.submit(draw_sheet, list(group), work, program, fresh / name)
            for name, group in groupby(by_sheet, key=name_of)
        ]
    for sheet in drawn:
        sheet.result()


def sheet_of(target: Target, pack: str = "") -> str:
    """The file name of the sheet that a deck or summary is on; `pack` is what an example is called there."""
    return f"{pack or target.sector}.{target.edition}.png"


def draw_sheet(targets: Sequence[Target], work: Path, program: str, path: Path) -> None:
    """Draw one sheet from its PDF files."""
    pages = (
        Page(target.kind.name, number, image)
        for target in sorted(targets)
        for number, image in enumerate(draw_pages(work / target.pdf, PAGE_WIDTH), 1)
    )
    save_sheet(Sheet(tuple(pages), program), path)


def compare_folders(before: Path, now: Path, whole: bool) -> list[Finding]:
    """What differs between two folders of sheets. Only if `now` is the whole gallery may a sheet be gone."""
    names = {path.name for path in now.glob("*.png")}
    found = [finding for name in sorted(names) if (finding := compare_files(before / name, now / name))]
    gone = {path.name for path in before.glob("*.png")} - names if whole else set()
    return found + [Finding(name, "no pack and language has this sheet any more", gone=True) for name in sorted(gone)]


def compare_files(before: Path, now: Path) -> Finding | None:
    """What differs between two files of a sheet, if anything does."""
    if not before.exists():
        return Finding(now.name, "new sheet")
    if before.read_bytes() == now.read_bytes():
        return None
    new = read_sheet(now)
    try:
        old = read_sheet(before)
    except NoSheet as fault:
        return Finding(now.name, f"not compared: {fault}")
    found = changes(old, new)
    if not found:
        return None
    message = ", ".join(map(str, found))
    if old.printed_by != new.printed_by:
        message += f" (printed by {new.printed_by}, before by {old.printed_by})"
    return Finding(now.name, message, found)


def report(found: Sequence[Finding], before: Path, now: Path, out: Path) -> int:
    """Name what changed, and show it in `out`: the new sheets, and a picture of each one's changes."""
    shutil.rmtree(out, ignore_errors=True)
    say(found)
    if not found:
        print(f"{len(list(now.glob('*.png')))} contact sheets look as in {before}")
        return 0
    out.mkdir(parents=True)
    for finding in found:
        if not finding.gone:
            shutil.copyfile(now / finding.name, out / finding.name)
        if finding.changes:
            draw_changes(finding.changes).save(out / f"{Path(finding.name).stem}.changes.png", optimize=True)
    print(f"{len(found)} contact sheets changed. See {out}: the new sheets, and *.changes.png with before, now and")
    print("red around what differs. If that is what was meant, 'make gallery' accepts it.")
    return 1


def accept(found: Sequence[Finding], gallery: Path, now: Path) -> None:
    """Put what changed into the gallery; sheets that look the same keep their bytes."""
    say(found)
    for finding in found:
        if finding.gone:
            (gallery / finding.name).unlink()
        else:
            shutil.copyfile(now / finding.name, gallery / finding.name)
    write_table(gallery)
    print(f"{len(list(gallery.glob('*.png')))} contact sheets in {gallery}: {len(found)} changed")


def say(found: Iterable[Finding]) -> None:
    """A line for each sheet."""
    for finding in found:
        print(f"{finding.name}: {finding.message}")


def write_table(gallery: Path) -> None:
    """Show all sheets of a gallery in the table of its README.md."""
    page = gallery / "README.md"
    sheets = sorted(path.stem.split(".", 1) for path in gallery.glob("*.png"))
    drawn = {language for _, language in sheets}
    languages = [*(tag for tag in LANGUAGES if tag in drawn), *sorted(drawn.difference(LANGUAGES))]
    rows = [f"| pack | {' | '.join(languages)} |", f"|---{'|---' * len(languages)}|"]
    for pack, group in groupby(sheets, key=lambda sheet: sheet[0]):
        names = {language: f"{pack}.{language}.png" for _, language in group}
        shown = {language: f"[![{pack}, {language}]({name})]({name})" for language, name in names.items()}
        rows.append(f"| {pack} | {' | '.join(shown.get(language, '') for language in languages)} |")
    text = page.read_text(encoding="utf-8")
    page.write_text(_TABLE.sub(lambda _: "\n" + "\n".join(rows) + "\n\n", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
