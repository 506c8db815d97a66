"""Makes a project of any size out of a small one: its sectors again and again, under new names.

    python benchmarks/generate.py FOLDER --sectors 2000 [--project FOLDER]

Each copy of a sector has an id and titles of its own and the colour of its origin; all other files are as they are.
The project checks as its origin does.

The overview prints every sector, and a deck about 2 000 sectors is no deck that anybody wants: it has thousands of
slides, its pages overflow, and its time says nothing about a pack. A build of a generated project is therefore meant
to name its sectors, which leaves the overview out: `sector_options` has the options for that.
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SECTORS = "content/sectors"
_COPIED = ("content", "glossary", "templates", "reportgen.yaml", "languages.toml")


def generate(project: Path, folder: Path, number: int) -> list[str]:
    """Write a project with so many sectors into a folder, and return their ids in order.

    The first ones are those of the origin; `project` is its folder.
    """
    for name in _COPIED:
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name, dirs_exist_ok=True)
        elif (project / name).exists():
            shutil.copy(project / name, folder / name)
    meeting, palette = folder / "content/meeting.yaml", folder / "templates/palette.yaml"
    text = meeting.read_text(encoding="utf-8")
    listed = re.search(r"^sectors:\n((?:  - .*\n)+)", text, re.MULTILINE)
    if not listed:
        raise ValueError(f"{meeting}: the sectors are not listed a line each")
    origins = re.findall(r"- (\S+)", listed[1])
    sectors = [_copied(folder, origins[index % len(origins)], index // len(origins)) for index in range(number)]
    lines = "".join(f"  - {sector}\n" for sector in sectors)
    meeting.write_text(text[: listed.start(1)] + lines + text[listed.end(1) :], encoding="utf-8")
    _extend_palette(palette, sectors[len(origins) :])
    settings = folder / "reportgen.yaml"
    if settings.exists():  # what is accepted in a sector is accepted in its copies
        accepted = settings.read_text(encoding="utf-8")
        settings.write_text(re.sub(rf"^ *file: {_SECTORS}/.*\n", "", accepted, flags=re.MULTILINE), encoding="utf-8")
    for left_out in origins[number:]:
        (folder / _SECTORS / f"{left_out}.yaml").unlink()
    return sectors


def sector_options(sectors: Sequence[str]) -> list[str]:
    """The options of `reportgen build` that make every sector's pack, and not the overview."""
    return [word for sector in sectors for word in ("--sector", sector)]


def _copied(folder: Path, origin: str, number: int) -> str:
    """Write the copy of a sector with a number, and return its id; copy 0 is the origin."""
    if number == 0:
        return origin
    sector = f"{origin}-{number}"
    text = (folder / _SECTORS / f"{origin}.yaml").read_text(encoding="utf-8")
    text = re.sub(rf"^id: {origin}$", f"id: {sector}", text, count=1, flags=re.MULTILINE)
    title = re.search(r"^title:\n(?:  .*\n)+", text, re.MULTILINE)
    if not title:
        raise ValueError(f"{origin}.yaml: there is no title")

    def numbered(line: re.Match[str]) -> str:
        return f"{line[0]} {number}" if line[0].isascii() else f"{line[0]}{number}"  # no space beside Chinese

    new_title = re.sub(r"^    .*$", numbered, title[0], flags=re.MULTILINE)
    (folder / _SECTORS / f"{sector}.yaml").write_text(text.replace(title[0], new_title, 1), encoding="utf-8")
    return sector


def _extend_palette(palette: Path, copies: Sequence[str]) -> None:
    """Give each copy the colour of its origin."""
    colours = dict(re.findall(r'^([a-z][a-z0-9-]*): ("[^"]*")', palette.read_text(encoding="utf-8"), re.MULTILINE))
    with palette.open("a", encoding="utf-8") as stream:
        for copy in copies:
            stream.write(f"{copy}: {colours[copy.rpartition('-')[0]]}\n")


def main() -> None:
    """Write a project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sectors", type=int, default=100)
    parser.add_argument("--project", type=Path, default=ROOT)
    options = parser.parse_args()
    print(f"{len(generate(options.project, options.folder, options.sectors))} sectors in {options.folder}")


if __name__ == "__main__":
    main()
