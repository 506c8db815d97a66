"""Office files compared: what their parts say, and tags put where their texts stood."""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.support.cxml import qn

STORIES = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|ppt/(slides|notesSlides)/\w+\.xml"
)
_TEXTS = (qn("w:t"), qn("a:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_NAMING = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "Requires",
    "{http://www.w3.org/2001/XMLSchema-instance}type",
)  # fmt: skip
_RUNS = (qn("w:r"), qn("a:r"))
Meaning = list[tuple[str, tuple[tuple[str, str], ...], str]]
"""The elements of a part in order: their names, attributes and texts."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file; there is one of each name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def meanings(data: bytes) -> dict[str, Meaning | bytes]:
    """What each part says, however it is written; relationships and types have no order."""
    return {name: _meaning(name, part) for name, part in sorted(parts_of(data).items())}


def _meaning(name: str, part: bytes) -> Meaning | bytes:
    if not name.endswith((".xml", ".rels", ".vml")):
        return part
    root = etree.fromstring(part)
    if name.endswith(".rels"):
        _resolve(name, root)
    found = meaning(root)
    return sorted(found) if name.endswith(".rels") or name == "[Content_Types].xml" else found


def meaning(root: etree._Element) -> Meaning:
    """What the elements of a tree say; white space counts in texts alone."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return [(str(e.tag), _attributes(e), _text(e)) for e in root.iter(etree.Element)]


def _text(element: etree._Element) -> str:
    return element.text or "" if element.tag in _TEXTS else (element.text or "").strip()


def _attributes(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """The attributes, without an order; prefixes in their values are read as the namespaces they stand for."""
    values = {str(key): str(value) for key, value in element.attrib.items()}
    for name in _NAMING:
        if name in values:
            words = (word.partition(":") for word in values[name].split())
            values[name] = " ".join(f"{element.nsmap.get(prefix, prefix)}:{local}" for prefix, _, local in words)
    return tuple(sorted(values.items()))


def _resolve(name: str, root: etree._Element) -> None:
    """Every target as the full name of a part."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for item in root:
        if item.get("TargetMode") != "External":
            item.set("Target", posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))))


def differences(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, str]:
    """The parts that differ, each with what is first seen to differ in it."""
    told = dict.fromkeys(found.keys() ^ expected.keys(), "is in one file alone")
    for name in sorted(found.keys() & expected.keys()):
        if found[name] != expected[name]:
            pairs = zip([*found[name], None], [*expected[name], None], strict=False)
            told[name] = "{} is not {}".format(*next(pair for pair in pairs if pair[0] != pair[1]))
    return told


# -- texts


def texts(data: bytes) -> dict[str, list[str]]:
    """The texts of the paragraphs of each part that has any."""
    found = {}
    for name, part in parts_of(data).items():
        if name.endswith(".xml"):
            paragraphs = etree.fromstring(part).iter(qn("w:p"), qn("a:p"))
            found[name] = ["".join(t.text or "" for t in p.iter(*_TEXTS)) for p in paragraphs]
    return {name: said for name, said in found.items() if said}


# -- tags


def with_tags(data: bytes) -> tuple[bytes, list[str]]:
    """The file with a tag in the place of each text, and the texts; those of fields stay.

    The tag is `{{ t[0] }}` for the first text, so that a file filled with its own texts says what it said.
    """
    stream, said = io.BytesIO(), list[str]()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts_of(data).items():
            root = etree.fromstring(part) if STORIES.fullmatch(name) else None
            if root is not None:
                for text in _filled(root):
                    said.append(text.text or "")
                    text.text = f"{{{{ t[{len(said) - 1}] }}}}"
            archive.writestr(name, part if root is None else etree.tostring(root, encoding="UTF-8", standalone=True))
    return stream.getvalue(), said


_UNFILLED = (qn("a:fld"), qn("w:fldSimple"), qn("w:moveFrom"))


def _filled(root: etree._Element) -> Iterator[etree._Element]:
    depth = 0
    for element in list(root.iter(qn("w:t"), qn("a:t"), qn("w:fldChar"))):
        depth += {"begin": 1, "end": -1}.get(element.get(qn("w:fldCharType"), ""), 0)
        within = any(True for _ in element.iterancestors(*_UNFILLED))
        if (
            element.tag != qn("w:fldChar")
            and (element.text or "").strip()
            and not depth
            and not within
            and element.text not in "☒☐"
        ):
            yield element


_FITTED = ("lIns", "rIns", "tIns", "bIns", "marL", "marR", "marT", "marB")
"""What fitting may set of a box or cell that a tag fills; a break that it prevents is a space without one."""
_NOTED = (qn("w:proofErr"), qn("w:lastRenderedPageBreak"), qn("w:showingPlcHdr"))
"""What a program notes of its own work, and that a content control shows its placeholder, which a value replaces."""


def formatted(data: bytes) -> dict[str, Meaning]:
    """What stories say and in which formatting, however it is cut into runs, without what fitting may change."""
    parts = parts_of(data).items()
    return {name: formatting(etree.fromstring(part)) for name, part in parts if STORIES.fullmatch(name)}


def formatting(root: etree._Element) -> Meaning:
    """What a story says, as `formatted` has it."""
    etree.strip_elements(root, *_NOTED, with_tail=False)
    for element in root.iter():
        passing = _FITTED if element.tag in (qn("a:bodyPr"), qn("a:tcPr")) else ()
        for key in [k for k in element.attrib if "rsid" in k or k.endswith("}space") or k in passing]:
            del element.attrib[key]
    for field in root.iter(qn("a:fld")):
        etree.strip_elements(field, qn("a:t"))  # the number of a slide is counted anew
    for run in list(root.iter(*_RUNS)):
        _cut(run)
    for run in list(root.iter(*_RUNS)):
        _join(run)
    for text in root.iter(*_TEXTS):
        text.text = (text.text or "").replace("\N{NO-BREAK SPACE}", " ")
    return meaning(root)


def _cut(run: etree._Element) -> None:
    """Make a run of each thing in a run, all in its formatting."""
    properties = run.find(f"{run.tag}Pr")
    if properties is not None and not len(properties) and not properties.attrib:
        run.remove(properties)
        properties = None
    for child in list(run)[:0:-1]:
        if child.getprevious() is not properties or properties is None:
            run.addnext(one := etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap))
            if properties is not None:
                one.append(copy.deepcopy(properties))
            one.append(child)


def _join(run: etree._Element) -> None:
    """Take into a run of text those that follow it and look the same."""
    while (rest := run.getnext()) is not None and _look(run) is not None and _look(run) == _look(rest):
        run[-1].text = (run[-1].text or "") + (rest[-1].text or "")
        rest.getparent().remove(rest)


def _look(run: etree._Element) -> Meaning | None:
    if run.tag not in _RUNS or not len(run) or run[-1].tag not in _TEXTS:
        return None
    return [(str(run.tag), _attributes(run), ""), *(meaning(one)[0] for one in run[0].iter() if len(run) > 1)]
