"""The elements of XLIFF 1.2 (OASIS Standard, 1 February 2008), written and read.

One `file` a YAML document, found again by its path (`original`); one `trans-unit` a text. Names and notes are notes,
since the version has no module for names; the room for a text is its `maxwidth` in characters. The fingerprint of the
translation is a context, which the strict schema allows where it allows no element of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from reportgen.diagnostics import Location, Message
from reportgen.exchange.units import ReadUnit, State, UnitFault, text_digest
from reportgen.exchange.xliff.inline import Code, CodeIds, CodeMarkup, UnknownCode, pieces_of
from reportgen.exchange.xliff.outgoing import OURS, Documents, Outgoing, OutgoingUnit
from reportgen.exchange.xliff.version_2 import append_text
from reportgen.exchange.xml_input import number_in, qualified
from reportgen.version import __version__

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TARGET_DIGEST = "x-target-at-export"
_WRITTEN: Mapping[State, str] = MappingProxyType(
    {
        State.INITIAL: "needs-translation",
        State.TRANSLATED: "translated",
        State.REVIEWED: "signed-off",
        State.FINAL: "final",
    }
)
_READ: Mapping[str, State] = MappingProxyType(
    {
        **{written: state for state, written in _WRITTEN.items()},
        **dict.fromkeys(("new", "needs-adaptation", "needs-l10n"), State.INITIAL),
        **dict.fromkeys(("needs-review-translation", "needs-review-adaptation", "needs-review-l10n"), State.TRANSLATED),
    }
)
"""The states of 1.2 (2.3) by those of XLIFF 2; `x-…` are a tool's own, and say nothing here."""

# -- writing


def write(files: Documents, context: Outgoing) -> etree._Element:
    """The root of a file with the texts of some documents."""
    root = etree.Element(_name("xliff"), {"version": "1.2"}, nsmap={None: NAMESPACE})
    for path, units in files.values():
        languages = {"source-language": context.source, "target-language": context.language}
        attributes = {"original": path, **languages, "datatype": "plaintext", "tool-id": OURS, _SPACE: "preserve"}
        file = etree.SubElement(root, _name("file"), attributes)
        header = etree.SubElement(file, _name("header"))
        counts = etree.SubElement(header, _name("count-group"), {"name": "words"})
        count = etree.SubElement(counts, _name("count"), {"count-type": "x-source", "unit": "word"})
        count.text = str(sum(each.words for each in units))
        tool = {"tool-id": OURS, "tool-name": OURS, "tool-version": __version__}
        etree.SubElement(header, _name("tool"), tool)
        body = etree.SubElement(file, _name("body"))
        for each in units:
            _write_unit(body, each, context)
    return root


def _write_unit(body: etree._Element, each: OutgoingUnit, context: Outgoing) -> None:
    """A unit: source, target, context, notes, as the schema has them."""
    attributes = {"id": each.unit.id, "resname": each.unit.title}
    if each.limit:
        attributes |= {"maxwidth": str(each.limit), "size-unit": "char"}
    if each.state is State.FINAL:
        attributes["approved"] = "yes"
    element = etree.SubElement(body, _name("trans-unit"), attributes)
    ids = CodeIds()
    _write_text(etree.SubElement(element, _name("source")), each.unit.source, ids, context)
    if each.unit.shown is not None:
        target = etree.SubElement(element, _name("target"), {"state": _WRITTEN[each.state]})
        _write_text(target, each.unit.shown, ids, context)
    group = etree.SubElement(element, _name("context-group"), {"purpose": "information"})
    etree.SubElement(group, _name("context"), {"context-type": _TARGET_DIGEST}).text = each.digest
    names = "; ".join(f"{name.source} = {name.target}" for name in each.names)
    for text in (*([names] if names else []), *(note.text for note in each.notes)):
        etree.SubElement(element, _name("note"), {"from": OURS, "annotates": "target"}).text = text


def _write_text(element: etree._Element, text: str, ids: CodeIds, context: Outgoing) -> None:
    ids.begin()
    _write_pieces(element, pieces_of(text, context.glossary, context.source), ids)


def _write_pieces(element: etree._Element, pieces: tuple[str | Code, ...], ids: CodeIds) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            append_text(element, piece)
            continue
        code_id = ids.of(piece)
        if piece.end is None:
            etree.SubElement(element, _name("ph"), {"id": code_id, "equiv-text": piece.display}).text = piece.start
            continue
        kind = "bold" if piece.start == "**" else "link"
        start = etree.SubElement(element, _name("bpt"), {"id": code_id, "rid": code_id, "ctype": kind})
        start.text = piece.start
        _write_pieces(element, piece.inner, ids)
        etree.SubElement(element, _name("ept"), {"id": f"{code_id}-end", "rid": code_id}).text = piece.end


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


# -- reading


def languages(root: etree._Element) -> tuple[str, str]:
    """The tags of the languages that a file translates from and into: those of its first document."""
    file = root.find(_name("file"))
    if file is None:
        return "", ""
    return file.get("source-language", ""), file.get("target-language", "")


def read_units(root: etree._Element, name: str) -> Iterator[ReadUnit | UnitFault]:
    """The units of a file, in their order."""
    for file in root.iter(_name("file")):
        path = file.get("original", "")
        for element in file.iter(_name("trans-unit")):
            location = Location(name, element.sourceline or 0, (path, element.get("id", "")))
            yield _read_unit(element, path, location)


def _read_unit(element: etree._Element, file: str, location: Location) -> ReadUnit | UnitFault:
    codes = CodeMarkup()
    try:
        source = _text(element.find(_name("source")), codes) or ""
        target = _text(element.find(_name("target")), codes)
    except UnknownCode as fault:
        return UnitFault("inline-code", str(fault), location, Message("insert the codes of the source again"))
    width = number_in(element.get("maxwidth"))
    return ReadUnit(
        file,
        element.get("id", ""),
        text_digest(" ".join(source.split())),
        target,
        _digest(element),
        location,
        source=source,
        state=_state(element),
        notes=tuple(_notes(element)),
        limit=width if element.get("size-unit") == "char" else None,
    )


def _state(element: etree._Element) -> State:
    """The state of a unit; one that says nothing of it is not approved, and translated if it has a target."""
    target = element.find(_name("target"))
    if element.get("approved") == "yes":
        return State.FINAL
    if target is None:
        return State.INITIAL
    return _READ.get(target.get("state", ""), State.TRANSLATED)


def _text(element: etree._Element | None, codes: CodeMarkup) -> str | None:
    """The text of an element with its markup; None where there is no element. Raises `UnknownCode`."""
    if element is None:
        return None
    parts = [element.text or ""]
    for child in element:
        parts += (_code_text(child, codes), child.tail or "")
    return "".join(parts)


def _code_text(element: etree._Element, codes: CodeMarkup) -> str:
    """The markup of a code: by what it holds, or by the source's code of the same id."""
    namespace, local = qualified(element)
    ids = [code_id for code_id in (element.get("id"), element.get("xid")) if code_id]
    paired = [code_id for code_id in (element.get("rid"), element.get("id")) if code_id]
    if namespace == NAMESPACE:
        match local:
            case "ph" | "x":
                return codes.find(ids, True, None, element.text, element.get("equiv-text"))
            case "bpt" | "bx":
                return codes.find(paired, True, None, element.text, element.get("equiv-text"))
            case "ept" | "ex":
                return codes.find(paired, False, None, element.text, element.get("equiv-text"))
            case "it":
                return codes.find(ids, element.get("pos") != "close", None, element.text, element.get("equiv-text"))
            case "g":
                inner = _text(element, codes) or ""
                return codes.find(ids, True, None) + inner + codes.find(ids, False, None)
            case "mrk":  # segments and annotations of tools: the text in them counts
                return _text(element, codes) or ""
    raise UnknownCode(Message("the inline element <{local}> is not one that was exported", local=local))


def _digest(element: etree._Element) -> str:
    for context in element.iter(_name("context")):
        if context.get("context-type") == _TARGET_DIGEST:
            return (context.text or "").strip()
    return ""


def _notes(element: etree._Element) -> Iterator[str]:
    """The notes that are not ours."""
    for note in element.iterfind(_name("note")):
        text = " ".join((note.text or "").split())
        if text and note.get("from") != OURS:
            yield text
