"""The styles of a document by their names: the template's, and for Markdown Word's usual ones where it has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import W, parse_xml, qn
from reportgen.template.subdocuments.styles_and_lists import AddedDefinitions, Definitions
from reportgen.template.values.rich_text import Span

_DEEPEST = {"List Bullet": 5, "List Number": 5, "List Continue": 5, "heading": 9}
"""How many levels Word has styles for, by the name of the first of them."""
_STEP = 360
"""How far a level of a list is indented, in twips, and what its bullet takes of that."""
_BULLETS = "•◦▪"
_NUMBERS = (("decimal", "%{}."), ("lowerLetter", "%{})"), ("lowerRoman", "%{}."))
_RUNS = {
    "Hyperlink": '<w:color w:val="0563C1" w:themeColor="hyperlink"/><w:u w:val="single"/>',
    "HTML Code": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>',
    "HTML Preformatted": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>',
    "Quote": "<w:i/><w:iCs/>",
}
"""The run properties of styles."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_GRID = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)


class HouseStyles:
    """The styles of one rendered document, by the names that Word has for them (§17.7.4.9)."""

    def __init__(self, added: AddedDefinitions) -> None:
        self._added = added

    def style(self, name: str, level: int = 0) -> str:
        """The id of a style; `level` is how deep it stands, from 0, where there is one for each level."""
        return self._added.style(_usual(), _id(_levelled(name, level)))

    def of_runs(self, name: str) -> str:
        """The id of the character style that has this name or id; raises `ValueError` for none."""
        id_ = self._added.named("character", name)
        if not id_:
            raise ValueError(Message("there is no character style '{name}' in the template", name=name))
        return id_

    def styled(self, spans: Sequence[Span]) -> list[Span]:
        """Spans with the id of their style in the place of its name."""
        return [replace(span, style=self.style(span.style)) if span.style else span for span in spans]

    def table(self) -> str:
        """The id of the style that a new table has: the template's default, or a plain grid."""
        return self._added.default_table or self.style("Table Grid")

    def list_(self, name: str, level: int, start: int | None) -> tuple[str, int]:
        """The number of a list in this style, and its level; empty where the style has it. It begins at `start`."""
        numbered = self._added.list_of(self.style(name, level))
        if numbered is None:  # the template's style has no bullet or number
            usual = _usual().styles[_id(_levelled(name, level))].find(f".//{qn('w:numId')}")
            assert usual is not None
            numbered = self._added.list_(_usual(), usual.get(qn("w:val"), ""), 0), min(level, _DEEPEST[name] - 1)
        elif start is None:
            return "", 0
        list_, depth = numbered
        return (list_ if start is None else self._added.restarted(list_, depth, start)), depth


def _levelled(name: str, level: int) -> str:
    """A style's name: `heading 2`, `List Bullet`, `List Bullet 2`."""
    number = min(level + 1, _DEEPEST.get(name, 1))
    return name if number == 1 and name != "heading" else f"{name} {number}"


def _id(name: str) -> str:
    return name[0].upper() + name[1:].replace(" ", "")


@cache
def _usual() -> Definitions:
    """Styles and lists as Word has them in a new document, set as the text around them."""
    styles = parse_xml(f'<w:styles xmlns:w="{W}">{"".join(_styles())}</w:styles>'.encode())
    numbering = parse_xml(f'<w:numbering xmlns:w="{W}">{"".join(_numbering())}</w:numbering>'.encode())
    return Definitions.read(styles, numbering, "usual")


def _styles() -> Iterator[str]:
    yield f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{_names("Normal")}</w:style>'
    for number in range(1, 10):
        outline = f'<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{number - 1}"/>'
        size = f'<w:b/><w:bCs/><w:sz w:val="{max(36 - 4 * number, 22)}"/>'
        yield _paragraph_style(f"heading {number}", outline, size)
    for list_, name in (("1", "List Bullet"), ("2", "List Number"), ("", "List Continue")):
        for level in range(_DEEPEST[name]):
            indent = f'<w:ind w:left="{_STEP * (level + 1)}"' + f' w:hanging="{_STEP}"' * bool(list_) + "/>"
            numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>' if list_ else ""
            yield _paragraph_style(_levelled(name, level), f"{numbering}{indent}<w:contextualSpacing/>", "")
    yield _paragraph_style("Quote", f'<w:ind w:left="{2 * _STEP}" w:right="{2 * _STEP}"/>', _RUNS["Quote"])
    yield _paragraph_style("HTML Preformatted", "", _RUNS["HTML Preformatted"])
    for name in ("Hyperlink", "HTML Code"):
        yield (
            f'<w:style w:type="character" w:styleId="{_id(name)}">{_names(name)}<w:rPr>{_RUNS[name]}</w:rPr></w:style>'
        )
    yield (
        f'<w:style w:type="table" w:styleId="TableGrid">{_names("Table Grid")}'
        f'<w:tblPr><w:tblBorders>{_GRID}</w:tblBorders><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _names(name: str) -> str:
    return f'<w:name w:val="{name}"/>'


def _paragraph_style(name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{_id(name)}">{_names(name)}<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _numbering() -> Iterator[str]:
    for id_ in ("1", "2"):
        levels = "".join(_level(id_, level) for level in range(9))
        yield f'<w:abstractNum w:abstractNumId="{id_}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    for id_ in ("1", "2"):
        yield f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{id_}"/></w:num>'


def _level(list_: str, level: int) -> str:
    kind, text = ("bullet", _BULLETS[level % 3]) if list_ == "1" else _NUMBERS[level % 3]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_STEP * (level + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )
