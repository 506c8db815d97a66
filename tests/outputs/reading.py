"""Reading finished files: every text a reader can find in them, with the language and typefaces of its runs.

Only `zipfile` and `lxml`, so that nothing here shares a mistake with the program.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
NS = {
    "w": _W, "a": _A, "p": _P, "dc": "http://purl.org/dc/elements/1.1/",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}  # fmt: skip
_SHOWN = re.compile(
    r"ppt/(slides/slide|notesSlides/notesSlide|slideMasters/slideMaster|slideLayouts/slideLayout"
    r"|notesMasters/notesMaster|charts/chart)\d+\.xml|word/(document|header\d+|footer\d+|footnotes|endnotes|comments)\.xml"
)
_WRITTEN_HERE = re.compile(
    r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml|word/(document|header\d+|footer\d+)\.xml"
)
_SPACE = re.compile(r"[\s\u00a0\u2002\u2003\u2009\u202f\u3000]+")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def normal(text: str) -> str:
    """A text with every kind and number of spaces as one."""
    return _SPACE.sub(" ", text).strip()


@dataclass(frozen=True)
class Run:
    """A run: its text, the language tag of its East Asian text, and its East Asian typeface."""

    part: str
    text: str
    language: str
    typeface: str


class OfficeFile:
    """A finished .pptx or .docx."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as package:
            self.data = {name: package.read(name) for name in package.namelist()}

    @cached_property
    def parts(self) -> dict[str, etree._Element]:
        """The parts a reader sees, parsed."""
        return {name: etree.fromstring(data) for name, data in self.data.items() if _SHOWN.fullmatch(name)}

    @cached_property
    def own_parts(self) -> dict[str, etree._Element]:
        """Those of them that were written for this document: slides, notes, body, headers and footers."""
        return {name: root for name, root in self.parts.items() if _WRITTEN_HERE.fullmatch(name)}

    @cached_property
    def core(self) -> etree._Element:
        """The document properties."""
        return etree.fromstring(self.data["docProps/core.xml"])

    def property(self, name: str) -> str:
        """A document property of the Dublin Core (`title`, `language`)."""
        return self.core.findtext(f"dc:{name}", default="", namespaces=NS)

    @cached_property
    def units(self) -> list[str]:
        """The texts of all paragraphs, table rows and notes, each as one string with single spaces."""
        found: list[str] = []
        for name, root in self.own_parts.items():
            for holder in root.iter(f"{{{_W}}}p", f"{{{_A}}}p", f"{{{_W}}}tr", f"{{{_A}}}tr"):
                found.append(normal(_text(holder)))
            if "notesSlide" in name:
                found.append(normal(_text(root)))
        return [unit for unit in found if unit]

    @cached_property
    def paragraphs(self) -> list[str]:
        """The texts of all paragraphs."""
        roots = self.own_parts.values()
        return [normal(_text(p)) for root in roots for p in root.iter(f"{{{_W}}}p", f"{{{_A}}}p")]

    def runs(self) -> Iterator[Run]:
        """Every run with text, with what it says of itself."""
        for part, root in self.own_parts.items():
            for run in root.iter(f"{{{_A}}}r", f"{{{_A}}}fld"):
                text = "".join(t.text or "" for t in run.iter(f"{{{_A}}}t"))
                properties = run.find("a:rPr", NS)
                if text and properties is None:
                    yield Run(part, text, "", "")
                elif text:
                    east = properties.find("a:ea", NS)
                    yield Run(
                        part, text, properties.get("lang", ""), east.get("typeface", "") if east is not None else ""
                    )
            for run in root.iter(f"{{{_W}}}r"):
                text = "".join(t.text or "" for t in run.iter(f"{{{_W}}}t"))
                if text:
                    language = run.find("w:rPr/w:lang", NS)
                    fonts = run.find("w:rPr/w:rFonts", NS)
                    yield Run(
                        part,
                        text,
                        language.get(f"{{{_W}}}eastAsia", "") if language is not None else "",
                        (fonts.get(f"{{{_W}}}eastAsia") or fonts.get(f"{{{_W}}}eastAsiaTheme") or "")
                        if fonts is not None
                        else "",
                    )

    # -- slides

    @cached_property
    def slides(self) -> list[str]:
        """The names of the slide parts in the order of the presentation."""
        presentation = etree.fromstring(self.data["ppt/presentation.xml"])
        targets = self._targets("ppt/presentation.xml")
        ids = presentation.iterfind("p:sldIdLst/p:sldId", NS)
        return [targets[slide.get(f"{{{NS['r']}}}id")] for slide in ids]

    def title(self, slide: str) -> str:
        """The text of a slide's title placeholder."""
        return self._title_and_above(slide)[0]

    def heading(self, slide: str) -> str:
        """A slide's title behind the line above it, which the outline shows too and a screen reader reads first."""
        title, above = self._title_and_above(slide)
        return normal(f"{above} {title}")

    def _title_and_above(self, slide: str) -> tuple[str, str]:
        above = ""
        for shape in self.parts[slide].iter(f"{{{_P}}}sp"):
            kind = "" if (ph := shape.find("p:nvSpPr/p:nvPr/p:ph", NS)) is None else ph.get("type", "obj")
            if kind in ("title", "ctrTitle"):
                return normal(_text(shape)), above
            if kind == "body":
                above = normal(_text(shape))
        return "", ""

    def slide_text(self, slide: str) -> str:
        """Everything written on a slide."""
        return normal(_text(self.parts[slide]))

    def notes(self, slide: str) -> str:
        """The text of a slide's notes, without the number and other fields of the page."""
        part = next((t for t in self._targets(slide).values() if "notesSlides/" in t), "")
        for shape in self.parts[part].iter(f"{{{_P}}}sp") if part else ():
            if (ph := shape.find("p:nvSpPr/p:nvPr/p:ph", NS)) is not None and ph.get("type") == "body":
                return normal(_text(shape))
        return ""

    def empty_placeholders(self, slide: str) -> list[str]:
        """The names of placeholders for text that hold none: PowerPoint would ask to click there."""
        found = []
        for shape in self.parts[slide].iter(f"{{{_P}}}sp"):
            if shape.find("p:nvSpPr/p:nvPr/p:ph", NS) is not None and not _text(shape).strip():
                found.append(shape.find("p:nvSpPr/p:cNvPr", NS).get("name", ""))
        return found

    def attributes(self) -> Iterator[str]:
        """Alternative texts, titles and names: what readers hear and programs show."""
        for root in self.parts.values():
            for element in root.iter():
                for key in ("descr", "title", "name"):
                    if value := element.get(key):
                        yield value

    def _targets(self, part: str) -> dict[str, str]:
        folder, leaf = part.rsplit("/", 1)
        rels = etree.fromstring(self.data[f"{folder}/_rels/{leaf}.rels"])
        return {
            rel.get("Id", ""): re.sub(r"[^/]+/\.\./", "", f"{folder}/{rel.get('Target')}") for rel in rels
            if rel.get("TargetMode") != "External"
        }  # fmt: skip


def _text(element: etree._Element) -> str:
    """The text below an element, with a space where a paragraph, line or cell ends."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag in (f"{{{_W}}}t", f"{{{_A}}}t"):
            parts.append(node.text or "")
        elif node.tag in (
            f"{{{_W}}}p",
            f"{{{_A}}}p",
            f"{{{_A}}}br",
            f"{{{_W}}}br",
            f"{{{_W}}}tab",
            f"{{{_W}}}tc",
            f"{{{_A}}}tc",
        ):
            parts.append(" ")
    return "".join(parts)
