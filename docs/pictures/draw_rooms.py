"""Draws the picture of the rooms, `rooms.svg`: `python -m docs.pictures.draw_rooms`.

The tests hold the floors here against those of the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

PICTURE = Path(__file__).with_name("rooms.svg")

HOUSE: Mapping[int, Mapping[str, str]] = {
    12: {"__main__.py": "python -m reportgen"},
    11: {"cli/": "commands, progress, exit codes"},
    10: {"preview/": "the page in the browser: a server for this computer alone"},
    9: {"live/": "a project opened, checked, and kept warm between two saves"},
    8: {"build/": "what is due, who makes it, where it goes", "check/": "one function a rule"},
    7: {"pack/": "model → what a template sees", "review/": "an Office file as its readers meet it"},
    6: {
        "start/": "new projects",
        "convert/": "the other Chinese",
        "intake/": "a release → draft",
        "template/": "the engine",
    },
    5: {
        "exchange/": "XLIFF, XLSX, CSV",
        "hooks/": "own functions",
        "fit/": "made to fit",
        "compare/": "what moved",
        "doctor/": "this computer",
    },
    4: {"project/": "files → model", "lang/": "text → text", "office/": "the file format"},
    3: {"model/": "what a pack is made of", "fonts/": "widths and characters", "printing/": "LibreOffice"},
    2: {"records/": "what things were made from, and what is kept"},
    1: {
        "characters.py": "what Chinese is",
        "files.py": "whole files",
        "version.py": "the number of the program's version",
    },
    0: {
        "diagnostics/": "what is wrong, where, and what to do; a sentence, and its parts",
    },
}
"""Floor → its rooms, each with what it does in a few words."""

ENGINE: Mapping[int, Mapping[str, str]] = {
    9: {"docxtpl/": "the same under docxtpl’s names"},
    8: {"template.py": "two verbs: compile, render"},
    7: {"run.py": "the program run, its slides fitted"},
    6: {"compile/": "a package → parts → code", "appended/": "file behind file"},
    5: {"program/": "Jinja, fenced in", "assemble/": "parts → zip", "subdocuments/": "Word in Word"},
    4: {"structure/": "statements placed", "render/": "values → markup"},
    3: {"runtime/": "a run’s state, a part’s code"},
    2: {"syntax/": "tags found, read, made nodes"},
    1: {"values/": "rich text, charts", "faults.py": "help pages", "confined.py": "limits of the system"},
}
"""The same for the inner rooms of `template/`."""

_TITLE = "The rooms of reportgen on their floors, and beside them the inner rooms of the engine"
_TOP, _PITCH, _HEIGHT, _GAP = 84, 62, 54, 8
_INK, _PALE = "#1f2328", "#59636e"
_BLUE, _AMBER = ("#f0f5fb", "#6a87a8"), ("#fff8e6", "#bf8700")
"""Fill and outline of the rooms; the engine's are amber in both halves."""


def draw() -> str:
    """The picture, as SVG."""
    bottom = _TOP + _PITCH * len(HOUSE)
    height = bottom + 50
    floors = list(HOUSE)
    engine_top = _TOP + _PITCH * floors.index(6)
    engine_bottom = _TOP + _PITCH * len(ENGINE)
    dashes = f'fill="none" stroke="{_AMBER[1]}" stroke-dasharray="4 4"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1030 {height}" width="1030" height="{height}"',
        '     font-family="system-ui, \'Segoe UI\', Helvetica, Arial, sans-serif" role="img" aria-labelledby="title">',
        f'  <title id="title">{_TITLE}</title>',
        f'  <rect x="0.5" y="0.5" width="1029" height="{height - 1}" rx="12" fill="#ffffff" stroke="#d1d9e0"/>',
        f'  <text font-size="14" font-weight="600" fill="{_INK}" x="46" y="40">The house</text>',
        f'  <text x="46" y="60" font-size="12" fill="{_PALE}">'
        "A module imports from its own room and from lower floors, never sideways.</text>",
        f'  <text font-size="14" font-weight="600" fill="{_INK}" x="672" y="40">The engine’s inner rooms</text>',
        f'  <text x="672" y="60" font-size="12" fill="{_PALE}">The same rule holds inside template/.</text>',
        '  <g id="house" text-anchor="middle">',
        *_floors(HOUSE, 46, 540, _BLUE),
        "  </g>",
        f'  <path d="M586 {engine_top} L640 {_TOP - 8} M586 {engine_top + _HEIGHT} L640 {engine_bottom}" {dashes}/>',
        f'  <rect x="640" y="{_TOP - 8}" width="376" height="{engine_bottom - _TOP + 8}" rx="10" {dashes}/>',
        '  <g id="engine" text-anchor="middle">',
        *_floors(ENGINE, 672, 336, _AMBER),
        "  </g>",
        f'  <text x="46" y="{bottom + 28}" font-size="12" fill="{_PALE}">'
        "office/, lang/ and check/ are divided in the same way: ARCHITECTURE.md has their floors in a table.</text>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _floors(floors: Mapping[int, Mapping[str, str]], left: int, width: int, colours: tuple[str, str]) -> Iterator[str]:
    for index, (number, rooms) in enumerate(floors.items()):
        x, y = float(left), _TOP + _PITCH * index
        yield f'    <text x="{left - 12}" y="{y + 32}" font-size="12" text-anchor="end" fill="{_PALE}">{number}</text>'
        widths = {name: max(1.3 * len(name), len(job)) for name, job in rooms.items()}
        scale = (width - _GAP * (len(rooms) - 1)) / sum(widths.values())
        for name, job in rooms.items():
            yield from _room(name, job, x, y, widths[name] * scale, _AMBER if name == "template/" else colours)
            x += widths[name] * scale + _GAP


def _room(name: str, job: str, x: float, y: int, width: float, colours: tuple[str, str]) -> Iterator[str]:
    middle = f"{x + width / 2:.6g}"
    fill, outline = colours
    box = f'x="{x:.6g}" y="{y}" width="{width:.6g}" height="{_HEIGHT}"'
    yield f'    <rect {box} rx="6" fill="{fill}" stroke="{outline}"/>'
    yield f'    <text font-size="14" font-weight="600" fill="{_INK}" x="{middle}" y="{y + 23}">{name}</text>'
    yield f'    <text x="{middle}" y="{y + 42}" font-size="11.5" fill="{_PALE}">{job}</text>'


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
