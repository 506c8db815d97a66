"""Reads every run of a Word file with the styles that format it (ECMA-376 part 1 §17.7.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from lxml import etree

from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.review.text_runs import TextRun, WordFormatting, markup
from reportgen.review.visible_text import VisibleText

_TEXT_BOX = qn("w:txbxContent")
_STYLE, _OUTLINE_LEVEL = qn("w:pStyle"), qn("w:outlineLvl")
_VALUE = qn("w:val")


@dataclass(frozen=True, slots=True, eq=False)
class RunParent:
    """What all runs in one element share.

    `paragraph` is the nearest one around them, if any, and `style` the id of its style.
    """

    paragraph: etree._Element | None
    style: str
    is_in_text_box: bool


@dataclass(frozen=True, slots=True, eq=False)
class WordRun(TextRun[WordFormatting]):
    """A run of a Word file."""

    parent: RunParent


class WordStyles:
    """The styles of a Word file, with what each is based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = styles.iter(qn("w:style")) if styles is not None else ()
        self._styles: Mapping[str, etree._Element] = {style.get(qn("w:styleId"), ""): style for style in found}
        self._root = styles
        self._chains: dict[str, list[etree._Element]] = {}
        self._heading_levels: dict[str, int] = {}
        self._formattings: dict[tuple[bytes, str], WordFormatting] = {}

    @cached_property
    def defaults(self) -> list[etree._Element]:
        """The run properties of the whole file (`w:docDefaults`), at most one element."""
        path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{WORD.run_properties}"
        found = self._root.find(path) if self._root is not None else None
        return [found] if found is not None else []

    @cached_property
    def default_paragraph(self) -> str:
        """The id of the style of paragraphs that name none."""
        for name, style in self._styles.items():
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                return name
        return ""

    def chain(self, name: str) -> list[etree._Element]:
        """Return a style and those it is based on, the nearest first; a circle ends where it closes."""
        if name not in self._chains:
            found: list[etree._Element] = []
            current = name
            while current in self._styles and self._styles[current] not in found:
                found.append(self._styles[current])
                based = self._styles[current].find(qn("w:basedOn"))
                current = based.get(_VALUE, "") if based is not None else ""
            self._chains[name] = found
        return self._chains[name]

    def formatting(self, own: etree._Element | None, of_paragraph: str) -> WordFormatting:
        """Return the formatting of a run with these properties of its own, in a paragraph of this style."""
        key = (markup(own), of_paragraph)
        if key not in self._formattings:
            named = own.find(qn("w:rStyle")) if own is not None else None
            of_run = self.properties(named.get(_VALUE, "")) if named is not None else []
            inherited = [*of_run, *self.properties(of_paragraph), *self.defaults]
            self._formattings[key] = WordFormatting(own, inherited)
        return self._formattings[key]

    def properties(self, name: str) -> list[etree._Element]:
        """Return the run properties of a style and of those it is based on, the nearest first."""
        found = (style.find(WORD.run_properties) for style in self.chain(name))
        return [properties for properties in found if properties is not None]

    def heading_level(self, paragraph: etree._Element) -> int:
        """Return the outline level of a paragraph, its own or that of its style; 0 for body text."""
        own = _outline_level(paragraph)
        return own if own is not None else self._heading_level(self.named_style(paragraph) or "")

    def _heading_level(self, style: str) -> int:
        if style not in self._heading_levels:
            levels = (level for level in map(_outline_level, self.chain(style)) if level is not None)
            self._heading_levels[style] = next(levels, 0)
        return self._heading_levels[style]

    def paragraph_style(self, paragraph: etree._Element | None) -> str:
        """Return the id of a paragraph's style, which is the default one where it names none."""
        named = self.named_style(paragraph) if paragraph is not None else None
        return named if named is not None else self.default_paragraph

    @staticmethod
    def named_style(paragraph: etree._Element) -> str | None:
        """Return the id of the style that a paragraph names, or None."""
        named = _paragraph_property(paragraph, _STYLE)
        return named.get(_VALUE, "") if named is not None else None


def _outline_level(element: etree._Element) -> int | None:
    """Return the outline level that a paragraph or a style states, from 1; 0 for body text, None where it states none.

    A file counts levels from 0, and 9 means body text (ECMA-376 part 1 §17.3.1.20).
    """
    level = _paragraph_property(element, _OUTLINE_LEVEL)
    return (whole(level.get(_VALUE), 9) + 1) % 10 if level is not None else None


def _paragraph_property(element: etree._Element, name: str) -> etree._Element | None:
    """Return a property that a paragraph or a style gives to paragraphs, or None."""
    properties = next(element.iterchildren(WORD.paragraph_properties), None)
    return next(properties.iterchildren(name), None) if properties is not None else None


def read_word_runs(
    parts: Iterable[tuple[etree._Element, tuple[str, ...]]], styles: WordStyles, texts: VisibleText
) -> Iterator[WordRun]:
    """Yield the runs of parts, each given with its steps, without those of tracked deletions."""
    for root, steps in parts:
        for _, paragraph in groupby(_kept_runs(root, styles), lambda kept: kept[1].paragraph):
            runs = list(paragraph)
            seen = texts.of_runs(
                ["".join([node.text or "" for node in run.iterchildren(WORD.text)]) for run, _ in runs]
            )
            for (run, parent), text in zip(runs, seen, strict=True):
                own = next(run.iterchildren(WORD.run_properties), None)
                yield WordRun(text, run, steps, styles.formatting(own, parent.style), parent)


def _kept_runs(root: etree._Element, styles: WordStyles) -> Iterator[tuple[etree._Element, RunParent]]:
    """Yield the runs of a part with what they share with their neighbours, without those of tracked deletions."""
    parents: dict[etree._Element, RunParent | None] = {}
    for run in root.iter(WORD.run):
        element = run.getparent()
        assert element is not None  # the root of a part is no run
        if element not in parents:
            parents[element] = _run_parent(element, styles)
        if (parent := parents[element]) is not None:
            yield run, parent


def _run_parent(element: etree._Element, styles: WordStyles) -> RunParent | None:
    """Return what the runs in an element share; None where they were deleted with tracked changes."""
    around = (element, *element.iterancestors())
    if any(one.tag in WORD.hidden for one in around):
        return None
    paragraph = next((one for one in around if one.tag == WORD.paragraph), None)
    return RunParent(paragraph, styles.paragraph_style(paragraph), any(one.tag == _TEXT_BOX for one in around))
