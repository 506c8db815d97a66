"""Markdown as the tests of the documentation read it: fenced blocks, tables, headings, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>.*)$")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: what follows the backticks, its text without indent, the line above it, its line number."""

    info: str
    text: str
    above: str
    line: int

    @property
    def lines(self) -> list[str]:
        """The lines of the block."""
        return self.text.split("\n") if self.text else []


def blocks(path: Path) -> Iterator[Block]:
    """The fenced blocks of a Markdown file, in order."""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        if not opening:
            number += 1
            continue
        start, indent = number, opening["indent"]
        inside = []
        number += 1
        while lines[number].strip() != "```":
            inside.append(lines[number].removeprefix(indent))
            number += 1
        number += 1
        above = next((line.strip() for line in reversed(lines[:start]) if line.strip()), "")
        yield Block(opening["info"].strip(), "\n".join(inside), above, start + 1)


def tables(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables of a Markdown file: the nearest heading above, and the rows of cells below the head."""
    heading, rows = "", []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            heading = line.lstrip("# ").strip()
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            rows.append([cell.strip().replace("\\|", "|") for cell in cells])
        elif rows:
            yield heading, rows[2:]
            rows = []


def code_in(cell: str) -> list[str]:
    """What stands between backticks."""
    return _CODE.findall(cell)


def links(path: Path) -> Iterator[str]:
    """The targets of a file's links and pictures that are neither addresses nor places in the file itself."""
    yield from _LINK.findall(path.read_text(encoding="utf-8"))


def documents() -> list[Path]:
    """Every Markdown file that belongs to the project."""
    folders = ("content", "docs", "docs/decisions", "docs/gallery", "examples", "glossary", "out", "templates", "tests")
    inside = (path for name in folders for path in (ROOT / name).glob("*.md"))
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("examples/*/*.md"), *inside])
