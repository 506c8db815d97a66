"""The same Office file written in another way: what XML leaves to its writer is done as we never do it.

Each mutation changes the markup of every part and nothing of what it means. The XML is written here by hand, since
lxml would bring some of it back into its own form.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from lxml import etree

from reportgen.office.markup.dialect import PPR_ORDER, RPR_ORDER

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XML = "http://www.w3.org/XML/1998/namespace"
_A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHAPES = {f"{{{_P}}}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp")}
_SHAPE_HOLDERS = {f"{{{_P}}}{name}" for name in ("spTree", "grpSp")}
_NESTING = {f"{{{_W}}}{name}" for name in ("body", "tbl", "tr", "tc", "p")}
_PREFIX_ATTRIBUTES = {f"{{{MC}}}{name}" for name in ("Ignorable", "MustUnderstand", "ProcessContent")}
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


class _Writer:
    """Writes one part in a form of its own."""

    def __init__(self, *, prefixes: str = "", nested: bool = False, reverse: bool = False, quote: str = '"',
                 long: bool = False, references: bool = False, noise: bool = False) -> None:  # fmt: skip
        self._stem = prefixes
        self._nested = nested
        self._reverse = reverse
        self._quote = quote
        self._long = long
        self._references = references
        self._noise = noise
        self._names: dict[str, str] = {}

    def write(self, root: etree._Element) -> bytes:
        """The part; what stands around its root is left out."""
        if not self._nested:
            for element in root.iter(etree.Element):
                for prefix, uri in element.nsmap.items():
                    self._names.setdefault(uri, self._prefix(prefix))
        inside = self._element(root, {} if self._nested else self._names, top=True)
        return f"<?xml version='1.0' encoding='UTF-8'?>\n{inside}".encode()

    def _prefix(self, prefix: str | None) -> str:
        if self._stem:
            return f"{self._stem}{len(self._names)}"
        taken = set(self._names.values())
        free = prefix or "d"
        while free in taken:
            free += "x"
        return free

    def _element(self, node: etree._Element, names: Mapping[str, str], top: bool = False) -> str:
        declared = dict(names)
        own: dict[str, str] = dict(names) if top else {}

        def name(qualified: str) -> str:
            uri, _, local = qualified[1:].rpartition("}") if qualified.startswith("{") else ("", "", qualified)
            if not uri:
                return local
            if uri == _XML:
                return f"xml:{local}"
            if uri not in declared:
                declared[uri] = own[uri] = f"{self._stem or 'n'}{len(declared)}"
            return f"{declared[uri]}:{local}"

        tag = name(str(node.tag))
        attributes = [
            (name(str(key)), self._value(node, str(key), str(value), name)) for key, value in node.attrib.items()
        ]
        attributes = attributes[::-1] if self._reverse else attributes
        if self._noise and node.text and node.text.strip():
            half = len(node.text) // 2
            inside = f"{escape(node.text[:half])}<!-- <a:t> --><?rg 7?><![CDATA[{node.text[half:]}]]>"
        else:
            inside = escape(node.text or "")
        for child in node.iterchildren(etree.Element):
            inside += self._element(child, declared) + escape(child.tail or "")
        q = self._quote
        head = "".join(f" xmlns:{prefix}={q}{uri}{q}" for uri, prefix in own.items())
        head += "".join(f" {key} = {q}{self._escaped(value)}{q}" for key, value in attributes)
        return f"<{tag}{head}>{inside}</{tag}>" if inside or self._long else f"<{tag}{head}/>"

    def _value(self, node: etree._Element, key: str, value: str, name: Callable[[str], str]) -> str:
        """A value, with the prefixes that it names as they are here."""
        if key not in _PREFIX_ATTRIBUTES and key not in ("Requires", _TYPE):
            return value
        words = (word.partition(":") for word in value.split())
        known = node.nsmap
        return " ".join(
            (name(f"{{{known[p]}}}x").removesuffix(":x") if p in known else p) + colon + local
            for p, colon, local in words
        )

    def _escaped(self, value: str) -> str:
        text = escape(value, {"'": "&apos;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
        if self._references and value:
            return f"&#x{ord(value[0]):x};" + text[len(escape(value[0], {"'": "&apos;", '"': "&quot;"})) :]
        return text


def _with_alternatives(root: etree._Element) -> etree._Element:
    """Every shape of a slide in `mc:AlternateContent`, as PowerPoint has those that older programs cannot show."""
    for shape in [s for s in root.iter(*_SHAPES) if s.getparent() is not None and s.getparent().tag in _SHAPE_HOLDERS]:
        parent = shape.getparent()
        alternatives = etree.Element(f"{{{MC}}}AlternateContent", nsmap={"mc": MC})
        choice = etree.SubElement(alternatives, f"{{{MC}}}Choice", nsmap={"a14": _A14})
        choice.set("Requires", "a14")
        parent.replace(shape, alternatives)
        choice.append(shape)
    return root


def _with_nesting(root: etree._Element) -> etree._Element:
    """Every paragraph, table, row, cell and run of a document in elements that mark it and change nothing."""
    for name in ("p", "tbl", "tr", "tc", "r"):
        marker = "smartTag" if name == "r" else "customXml"
        for element in list(root.iter(f"{{{_W}}}{name}")):
            parent = element.getparent()
            if parent is not None and parent.tag in _NESTING:
                around = etree.Element(f"{{{_W}}}{marker}", {f"{{{_W}}}element": "nested"}, nsmap=parent.nsmap)
                around.tail, element.tail = element.tail, None
                parent.replace(element, around)
                around.append(element)
    return root


def without_nesting(root: etree._Element) -> etree._Element:
    """The tree without elements that mark others."""
    etree.strip_tags(root, f"{{{_W}}}customXml", f"{{{_W}}}smartTag")
    return root


def in_strict_order(root: etree._Element) -> etree._Element:
    """The tree with the properties of paragraphs and runs in the schema's sequence, which not all programs keep to."""
    for name, order in (("rPr", RPR_ORDER), ("pPr", PPR_ORDER)):
        places = {f"{{{_W}}}{child}": place for place, child in enumerate(order)}
        for properties in root.iter(f"{{{_W}}}{name}"):
            properties[:] = sorted(properties, key=lambda child: places.get(str(child.tag), len(places)))
    return root


_FORMS: Mapping[str, Callable[[], _Writer]] = {
    "prefixes": lambda: _Writer(prefixes="q"),
    "usual prefixes for others": lambda: _Writer(prefixes="a"),
    "nested declarations": lambda: _Writer(prefixes="n", nested=True),
    "reversed attributes": lambda: _Writer(reverse=True),
    "single quotes": lambda: _Writer(quote="'"),
    "long empty elements": lambda: _Writer(long=True),
    "character references": lambda: _Writer(references=True),
    "comments and CDATA": lambda: _Writer(noise=True),
    "everything": lambda: _Writer(
        prefixes="q", nested=True, reverse=True, quote="'", long=True, references=True, noise=True
    ),
}
MUTATIONS = tuple(_FORMS)
"""The names of what can be done to a part without a change to what it means."""
ALTERNATIVES = "alternatives"
"""Puts shapes into `mc:AlternateContent`: another file, which looks the same."""


NESTING = "nesting"
"""Puts paragraphs, tables, rows, cells and runs into `w:customXml` and `w:smartTag`, which mark them."""
ORDER = "strict order of properties"
"""Puts properties into the schema's sequence."""
_CHANGES: Mapping[str, tuple[str, Callable[[etree._Element], etree._Element]]] = {
    ALTERNATIVES: (f"{{{_P}}}sld", _with_alternatives),
    NESTING: (f"{{{_W}}}document", _with_nesting),
    ORDER: (f"{{{_W}}}document", in_strict_order),
}
"""What changes the tree of a part, with the name of the root of the parts that it is for."""


def mutate_xml(data: bytes, mutation: str) -> bytes:
    """A part written in another way."""
    return _FORMS[mutation]().write(etree.fromstring(data))


def mutate(data: bytes, mutation: str) -> bytes:
    """A .docx or .pptx whose parts are written in another way."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.endswith((".xml", ".rels")):
                content = _mutated(content, mutation)
            written.writestr(info, content)
    return target.getvalue()


def _mutated(content: bytes, mutation: str) -> bytes:
    if mutation not in _CHANGES:
        return mutate_xml(content, mutation)
    name, change = _CHANGES[mutation]
    root = etree.fromstring(content)
    return etree.tostring(change(root), encoding="UTF-8", standalone=True) if root.tag == name else content
