"""What every .docx and .pptx must hold for Office to open it without a repair prompt.

Written with `zipfile` and `lxml` alone, from the standard and from what Word and PowerPoint refuse:
nothing here asks reportgen. A rule is a function that yields faults; what can be said in a table is.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from tests.support.cxml import NAMESPACES, qn

CONTENT_TYPES = "[Content_Types].xml"
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
LEFTOVERS = ("{{", "{%", "{#", *map(chr, range(0xFDD0, 0xFDF0)))
"""What is never part of a finished text, but where a test prints it."""
OWN_NAME = re.compile("rg[A-Z]")

_BLOCKS = "w:body w:tc w:hdr w:ftr w:footnote w:endnote w:comment w:txbxContent w:sdtContent w:customXml w:docPartBody"
_RUN_HOLDERS = (
    "w:p w:hyperlink w:ins w:del w:moveFrom w:moveTo w:smartTag w:sdtContent w:fldSimple w:customXml w:dir w:bdo "
    "w:rt w:rubyBase"
)
_SHAPE_HOLDERS = "p:spTree p:grpSp mc:Choice mc:Fallback"
PARENTS = {
    "w:p": _BLOCKS, "w:tbl": _BLOCKS, "w:r": _RUN_HOLDERS, "w:t": "w:r", "w:tr": "w:tbl w:sdtContent w:customXml",
    "w:tc": "w:tr w:sdtContent w:customXml", "a:r": "a:p", "a:br": "a:p", "a:fld": "a:p", "a:t": "a:r a:fld",
    "a:tr": "a:tbl", "a:tc": "a:tr", "p:sp": _SHAPE_HOLDERS, "p:pic": _SHAPE_HOLDERS + " p:oleObj",
    "p:grpSp": _SHAPE_HOLDERS,
    "p:graphicFrame": _SHAPE_HOLDERS, "p:cxnSp": _SHAPE_HOLDERS, "p:sldId": "p:sldIdLst",
}  # fmt: skip
"""Element → the elements it may stand in."""

FIRST = {"w:pPr": "w:p", "w:rPr": "w:r", "w:tcPr": "w:tc", "a:pPr": "a:p", "a:rPr": "a:r", "a:bodyPr": "p:txBody"}
"""Element → the parent in which it comes first."""
LAST = {"a:endParaRPr": "a:p", "w:sectPr": "w:body", "a:tcPr": "a:tc"}
"""Element → the parent in which it comes last (but for `a:extLst`)."""

NEEDS = {
    "w:tc": "w:p", "w:hdr": "w:p w:tbl w:sdt", "w:ftr": "w:p w:tbl w:sdt", "w:footnote": "w:p", "w:endnote": "w:p",
    "w:comment": "w:p", "w:txbxContent": "w:p w:tbl", "p:txBody": "a:p", "a:txBody": "a:p", "c:rich": "a:p",
    "w:tr": "w:tc w:sdt w:customXml", "w:tbl": "w:tr w:sdt w:customXml", "a:tbl": "a:tr", "a:tr": "a:tc",
}  # fmt: skip
"""Element → one of which children it must hold."""
ENDS_WITH_PARAGRAPH = ("w:tc", "w:txbxContent")
RANGE_MARKS = ("}bookmarkStart", "}bookmarkEnd", "RangeStart", "RangeEnd", "}permStart", "}permEnd")
"""What may stand behind the last paragraph: the ends of the names of elements."""

TEXT_HOLDERS = "w:t w:delText w:instrText w:delInstrText w:fldData a:t p:text p:attrName a:tableStyleId"
"""The elements of Word's, DrawingML's and PowerPoint's namespaces that may hold text."""

_CHANGES = (
    "w:ins w:del w:moveFrom w:moveTo w:rPrChange w:pPrChange w:sectPrChange w:tblPrChange w:tblPrExChange w:trPrChange "
    "w:tcPrChange w:tblGridChange w:numberingChange w:cellIns w:cellDel w:cellMerge w14:conflictIns w14:conflictDel"
)
_VML = "v:shape v:group v:rect v:roundrect v:oval v:line v:polyline v:curve v:arc v:image"
_FILE, _PART, _TABLE, _TREE, _SHOWS = "", "part", "a:tbl", "p:spTree", "p:custShowLst"
UNIQUE = (
    (_TREE, "p:cNvPr", "id"), (_PART, "wp:docPr", "id"), (_PART, "c:chart", "r:id"),
    (_PART, "w:bookmarkStart", "w:id"), (_PART, "w:bookmarkStart", "w:name"), (_PART, "w:bookmarkEnd", "w:id"),
    (_PART, _CHANGES, "w:id"), (_PART, "w:moveFromRangeStart", "w:id"), (_PART, "w:moveFromRangeEnd", "w:id"),
    (_PART, "w:moveToRangeStart", "w:id"), (_PART, "w:moveToRangeEnd", "w:id"),
    (_PART, "w:moveFromRangeStart", "w:name"), (_PART, "w:moveToRangeStart", "w:name"),
    (_PART, "w:permStart", "w:id"), (_PART, "w:permEnd", "w:id"), (_PART, "w:id", "w:val"),
    (_PART, "w:p w:tr", "w14:paraId"), (_PART, "wp:inline wp:anchor", "wp14:anchorId"), (_PART, "wps:txbx", "id"),
    (_PART, "w:tc", "w:id"), (_PART, "w:div", "w:id"),
    (_PART, _VML, "id"), (_PART, _VML, "o:spid"), (_PART, "o:OLEObject", "ShapeID"), (_PART, "o:OLEObject", "ObjectID"),
    (_PART, "w:footnote", "w:id"), (_PART, "w:endnote", "w:id"), (_PART, "w:comment", "w:id"),
    (_PART, "w:commentRangeStart", "w:id"), (_PART, "w:commentReference", "w:id"),
    (_PART, "w15:commentEx", "w15:paraId"), (_PART, "w16cid:commentId", "w16cid:paraId"),
    (_PART, "w16cid:commentId", "w16cid:durableId"), (_PART, "w16cex:commentExtensible", "w16cex:durableId"),
    (_PART, "w15:person", "w15:author"),
    (_PART, "w:style", "w:styleId"), (_PART, "w:num", "w:numId"), (_PART, "w:num", "w16cid:durableId"),
    (_PART, "w:abstractNum", "w:abstractNumId"), (_PART, "w:nsid", "w:val"),
    (_FILE, "p:sldId", "id"), (_FILE, "p:sldId", "r:id"), (_FILE, "p:sldMasterId p:sldLayoutId", "id"),
    (_FILE, "p14:section", "id"), (_SHOWS, "p:custShow", "id"),
    (_FILE, "p:cmAuthor p188:author", "id"), (_FILE, "p188:cm p188:reply", "id"),
    (_PART, "p:cTn", "id"), (_PART, "p:oleObj", "spid"), (_PART, "p:control", "spid"),
    (_TREE, "a16:creationId", "id"), (_TABLE, "a16:rowId", "val"), (_TABLE, "a16:colId", "val"),
    (_PART, "a:tblStyle", "styleId"),
    (_PART, "c16:uniqueId", "val"), (_PART, "dgm:pt dgm:cxn", "modelId"),
    (_PART, "op:property", "pid"), (_PART, "op:property", "name"), (_FILE, "ds:datastoreItem", "ds:itemID"),
)  # fmt: skip
"""Scope, elements and the attribute whose values are unique among all of these in it; copies in `mc:Fallback` do not
count. A scope is the file, a part, or an element."""

REFERENCES = (
    ("w:footnoteReference", "w:id", "footnotes", "w:footnote", "w:id"),
    ("w:endnoteReference", "w:id", "endnotes", "w:endnote", "w:id"),
    ("w:commentReference", "w:id", "comments", "w:comment", "w:id"),
    ("w:bookmarkEnd", "w:id", "", "w:bookmarkStart", "w:id"),
    ("w:commentRangeEnd", "w:id", "", "w:commentRangeStart", "w:id"),
    ("p:spTgt", "spid", "", "p:cNvPr", "id"),
    ("p:bldP", "spid", "", "p:cNvPr", "id"),
    ("p:bldGraphic", "spid", "", "p:cNvPr", "id"),
    ("a:stCxn", "id", "", "p:cNvPr", "id"),
    ("a:endCxn", "id", "", "p:cNvPr", "id"),
)
"""An attribute whose value must be that of an element in the part, or in the part so related."""

_AROUND = (qn("w:sdtContent"), qn("w:customXml"))
"""What may stand around the paragraphs of a cell and the rows of a table."""

OWNED = ("chart", "notesSlide", "diagramData")
"""Kinds of parts that belong to one slide alone."""


@dataclass
class _Relationship:
    id: str
    kind: str
    target: str
    external: bool


@dataclass
class _File:
    """A package taken apart: `trees` are its XML parts, `rels` what each part refers to."""

    archive: zipfile.ZipFile
    tags_as_data: bool
    trees: dict[str, etree._Element] = field(default_factory=dict)
    rels: dict[str, list[_Relationship]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return self.archive.namelist()

    def related(self, part: str, kind: str) -> list[str]:
        return [r.target for r in self.rels.get(part, ()) if r.kind == kind and not r.external]

    def main(self) -> str:
        return next(iter(self.related("", "officeDocument")), "")


def check_package(data: bytes, tags_as_data: bool = False) -> list[str]:
    """Every fault of a package, as `part: what is wrong`; the empty list for a sound one.

    `tags_as_data` is for a text that is meant to look like a tag, or like a mark of the engine's.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        damaged = archive.testzip()
    except (zipfile.BadZipFile, EOFError) as fault:
        return [f"the file is no zip archive: {fault}"]
    if damaged:
        return [f"{damaged}: damaged"]
    file = _File(archive, tags_as_data)
    faults = list(_read(file))
    return faults or [fault for rule in RULES for fault in rule(file)]


def _read(file: _File) -> Iterator[str]:
    """Every XML part is well formed, without a document type declaration."""
    for name in file.names:
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            root = etree.fromstring(file.archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as fault:
            yield f"{name}: not well formed: {fault}"
            continue
        if root.getroottree().docinfo.doctype:
            yield f"{name}: has a document type declaration"
        file.trees[name] = root
        if name.endswith(".rels"):
            file.rels[_source(name)] = [_relationship(name, element) for element in root]


def _source(rels: str) -> str:
    folder, _, leaf = rels.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))


def _relationship(rels: str, element: etree._Element) -> _Relationship:
    target, base = element.get("Target", ""), "/" + posixpath.dirname(_source(rels))
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join(base, unquote(target))).lstrip("/")
    return _Relationship(element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target, external)


def _repeated(values: Iterator[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


# -- the package


def archive_is_plain(file: _File) -> Iterator[str]:
    """No name occurs twice, and nothing tells when the file was made."""
    for name in _repeated(name.lower() for name in file.names):
        yield f"{name}: twice in the archive"
    for info in file.archive.infolist():
        if info.date_time != FIRST_DATE:
            yield f"{info.filename}: dated {info.date_time}"


def content_types_are_complete(file: _File) -> Iterator[str]:
    """Every part has a content type, and every override a part."""
    if file.names[0] != CONTENT_TYPES:
        yield f"{CONTENT_TYPES} is not the first part"
        return
    types = file.trees[CONTENT_TYPES]
    defaults = {e.get("Extension", "").lower() for e in types.iter(qn("ct:Default"))}
    overrides = [e.get("PartName", "").lstrip("/") for e in types.iter(qn("ct:Override"))]
    for name in file.names:
        if name != CONTENT_TYPES and name not in overrides and name.rsplit(".", 1)[-1].lower() not in defaults:
            yield f"{name}: has no content type"
    for name in overrides:
        if name not in file.names:
            yield f"{name}: has a content type and is not there"
    for name in _repeated(iter(overrides)):
        yield f"{name}: has two content types"


def relationships_lead_somewhere(file: _File) -> Iterator[str]:
    """Relationship ids are unique, targets exist, and so does what a part refers to by id."""
    for source, relationships in file.rels.items():
        if source and source not in file.names:
            yield f"{source}: has relationships and is not there"
        for repeated in _repeated(r.id for r in relationships):
            yield f"{source}: two relationships '{repeated}'"
        for item in relationships:
            if not item.external and item.target not in file.names and item.target != "NULL":
                yield f"{source}: '{item.id}' points at '{item.target}', which is not there"
    for name, root in file.trees.items():
        known = {r.id for r in file.rels.get(name, ())}
        for element in root.iter(etree.Element):
            for attribute, value in element.attrib.items():
                if attribute.startswith(f"{{{NAMESPACES['r']}}}") and value and value not in known:
                    yield f"{name}: {_short(element)} refers to '{value}', which is no relationship"


def nothing_is_orphaned(file: _File) -> Iterator[str]:
    """Every part can be reached from the package's own relationships."""
    reached, waiting = set(), [""]
    while waiting:
        part = waiting.pop()
        for item in file.rels.get(part, ()):
            if not item.external and item.target not in reached:
                reached.add(item.target)
                waiting.append(item.target)
    for name in file.names:
        if name != CONTENT_TYPES and not name.endswith(".rels") and name not in reached:
            yield f"{name}: nothing leads to it"


# -- any part


def no_tag_is_left(file: _File) -> Iterator[str]:
    """No tag, placeholder or mark of the engine is left in a text, an attribute or the markup."""
    leftovers = () if file.tags_as_data else LEFTOVERS
    for name, root in file.trees.items():
        for node in root.iter(etree.PI):
            if node.target == "rg":
                yield f"{name}: the placeholder {etree.tostring(node, with_tail=False).decode()}"
        texts = list(_texts(root))
        everything = "\n".join(texts)  # asked first: a part with a leftover is rare
        for leftover in leftovers:
            for text in texts if leftover in everything else ():
                if leftover in text:
                    yield f"{name}: {leftover!r} is left in {text[:60]!r}"


def no_name_of_the_engine_is_left(file: _File) -> Iterator[str]:
    """No attribute or element is the engine's own: names of its begin with `rg` and a capital letter."""
    for name, root in file.trees.items():
        for element in root.iter(etree.Element):
            for own in (str(one).rpartition("}")[2] for one in (element.tag, *element.attrib)):
                if OWN_NAME.match(own):
                    yield f"{name}: {_short(element)} has the engine's own name '{own}'"


def _texts(root: etree._Element) -> Iterator[str]:
    """Every attribute and text of a part; the texts of a paragraph in one."""
    paragraphs, pieces = (qn("w:p"), qn("a:p")), (qn("w:t"), qn("a:t"))
    for element in root.iter(etree.Element):
        yield from element.attrib.values()
        if element.tag in paragraphs:
            yield "".join(t.text or "" for t in element.iter(*pieces))
        elif element.text:
            yield element.text


def elements_stand_where_they_may(file: _File) -> Iterator[str]:
    """Runs stand in paragraphs, rows in tables, properties first; text stands in text elements alone."""
    parents = {qn(child): {qn(p) for p in holders.split()} for child, holders in PARENTS.items()}
    texts = {qn(name) for name in TEXT_HOLDERS.split()}
    wordless = tuple(f"{{{NAMESPACES[p]}}}" for p in "wap")
    for name, root in file.trees.items():
        for element in root.iter(etree.Element):
            parent = element.getparent()
            if parent is not None and element.tag in parents and parent.tag not in parents[element.tag]:
                yield f"{name}: {_short(element)} stands in {_short(parent)}"
            stray = (element.text or "") if element.tag.startswith(wordless) and element.tag not in texts else ""
            stray += (element.tail or "") if element.tag.startswith(wordless) else ""
            if stray.strip():
                yield f"{name}: the text {stray.strip()[:40]!r} stands in or behind {_short(element)}"
        for table, index in ((FIRST, 0), (LAST, -1)):
            for child, parent_name in table.items():
                for element in root.iter(qn(child)):
                    holder = element.getparent()
                    if holder is not None and holder.tag == qn(parent_name) and _real(holder)[index] is not element:
                        yield f"{name}: {child} is not {'last' if index else 'first'} in {parent_name}"


def _real(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent.iterchildren(etree.Element) if child.tag != qn("a:extLst")]


def nothing_is_empty(file: _File) -> Iterator[str]:
    """Cells, notes, headers and text bodies hold a paragraph; tables hold rows, rows hold cells."""
    for name, root in file.trees.items():
        for holder, wanted in NEEDS.items():
            for element in root.iter(qn(holder)):
                if _is_listed_separator(element):
                    continue
                if not any(child.tag in {qn(w) for w in wanted.split()} for child in _unwrapped(element)):
                    yield f"{name}: {holder} holds no {wanted}"
        for holder in ENDS_WITH_PARAGRAPH:
            for element in root.iter(qn(holder)):
                content = [child for child in _unwrapped(element) if not str(child.tag).endswith(RANGE_MARKS)]
                if content and content[-1].tag != qn("w:p"):
                    yield f"{name}: {holder} ends with {_short(content[-1])}"
        for table in root.iter(qn("a:tbl")):
            columns = len(table.findall(f"{qn('a:tblGrid')}/{qn('a:gridCol')}"))
            for row in table.iter(qn("a:tr")):
                if len(row.findall(qn("a:tc"))) != columns:
                    yield f"{name}: a row of {len(row.findall(qn('a:tc')))} cells in a table of {columns} columns"


def _unwrapped(holder: etree._Element) -> list[etree._Element]:
    """The children of an element; in the place of a content control or of a mark what stands in it."""
    children: list[etree._Element] = []
    for child in holder:
        inner = child.find(qn("w:sdtContent")) if child.tag == qn("w:sdt") else child
        children += _unwrapped(inner) if inner is not None and inner.tag in _AROUND and len(inner) else [child]
    return children


def ids_are_unique(file: _File) -> Iterator[str]:
    """An id occurs once in what it is unique in."""
    used: set[tuple[object, object, str]] = set()
    for part, root in file.trees.items():
        for element in root.iter(*_UNIQUE_BY_TAG):
            around = [holder.tag for holder in element.iterancestors()]
            for row in _UNIQUE_BY_TAG[element.tag] if qn("mc:Fallback") not in around else ():
                scope, names, attribute = row
                value = element.get(qn(attribute))
                if value is None or (":" in scope and qn(scope) not in around):
                    continue
                within = {_FILE: None, _PART: root}[scope] if ":" not in scope else _outermost(element, qn(scope))
                if (row, within, value) in used:
                    yield f"{part}: two {names} with {attribute} '{value}'"
                used.add((row, within, value))


_UNIQUE_BY_TAG: dict[str, list[tuple[str, str, str]]] = {}
for _row in UNIQUE:
    for _name in _row[1].split():
        _UNIQUE_BY_TAG.setdefault(qn(_name), []).append(_row)


def _outermost(element: etree._Element, tag: str) -> etree._Element:
    return list(element.iterancestors(tag))[-1]


def references_are_answered(file: _File) -> Iterator[str]:
    """A note, comment, bookmark end, connector or animation refers to something that is there."""
    for name, root in file.trees.items():
        for element_name, attribute, kind, target, target_attribute in REFERENCES:
            asked = {e.get(qn(attribute), "") for e in root.iter(qn(element_name))}
            places = [file.trees[part] for part in file.related(name, kind)] if kind else [root]
            there = {e.get(qn(target_attribute), "") for place in places for e in place.iter(qn(target))}
            for value in sorted(asked - there):
                yield f"{name}: {element_name} refers to {target} '{value}', which is not there"


# -- presentations


def slides_are_listed(file: _File) -> Iterator[str]:
    """The list of slides names every slide part, with ids PowerPoint allows; sections name slides of the list."""
    main = file.main()
    if main not in file.trees or file.trees[main].tag != qn("p:presentation"):
        return
    root = file.trees[main]
    by_id = {r.id: r.target for r in file.rels.get(main, ())}
    listed = [by_id.get(e.get(qn("r:id"), "")) for e in root.iter(qn("p:sldId"))]
    parts = {name for name in file.trees if file.trees[name].tag == qn("p:sld")}
    for name in sorted(parts - set(listed)):
        yield f"{name}: is in no list of slides"
    for name in _repeated(n for n in listed if n):
        yield f"{name}: twice in the list of slides"
    ids = {e.get("id", "") for e in root.iter(qn("p:sldId"))}
    for number in ids:
        if not number.isdigit() or not 256 <= int(number) < 2**31:
            yield f"{main}: slide id '{number}'"
    for item in root.iter(qn("p14:sldId")):
        if item.get("id") not in ids:
            yield f"{main}: a section lists the slide id '{item.get('id')}', which no slide has"


def slides_share_nothing_of_their_own(file: _File) -> Iterator[str]:
    """A chart, the notes and an id of its creation belong to one slide, and the notes point back at it."""
    owners: dict[str, str] = {}
    for name, root in file.trees.items():
        if root.tag != qn("p:sld"):
            continue
        for kind in OWNED:
            for part in file.related(name, kind):
                if owners.setdefault(part, name) != name:
                    yield f"{part}: shared by {owners[part]} and {name}"
        for id_ in (element.get("val", "") for element in root.iter(qn("p14:creationId"))):
            if owners.setdefault(id_, name) != name:
                yield f"{name}: created as '{id_}', as {owners[id_]} is"
        for notes in file.related(name, "notesSlide"):
            if file.related(notes, "slide") != [name]:
                yield f"{notes}: points at {file.related(notes, 'slide')}, not at {name}"


RULES: tuple[Callable[[_File], Iterator[str]], ...] = (
    archive_is_plain,
    content_types_are_complete,
    relationships_lead_somewhere,
    nothing_is_orphaned,
    no_tag_is_left,
    no_name_of_the_engine_is_left,
    elements_stand_where_they_may,
    nothing_is_empty,
    ids_are_unique,
    references_are_answered,
    slides_are_listed,
    slides_share_nothing_of_their_own,
)


def _is_listed_separator(note: etree._Element) -> bool:
    """Whether a `w:footnote` is no note but names one in the settings (CT_FtnEdnSepRef)."""
    parent = note.getparent()
    return parent is not None and parent.tag in (qn("w:footnotePr"), qn("w:endnotePr"))


def _short(element: etree._Element) -> str:
    tag = etree.QName(element)
    prefix = next((p for p, uri in NAMESPACES.items() if uri == tag.namespace), "")
    return re.sub("^:", "", f"{prefix}:{tag.localname}")
