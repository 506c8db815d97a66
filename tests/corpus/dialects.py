"""The habits of Word and PowerPoint for Mac, Google's and Apple's programs, and the Open XML SDK, put onto a file.

WPS is imitated in `tests/support/other_programs.py`. A habit is what the program is known to write where others write
something else or nothing: ids of its own, wrappers, properties in every run, lacking parts, another kind of zip.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from tests.support.cxml import NAMESPACES, qn
from tests.support.office import parts_of, zip_of
from tests.support.other_programs import saved_by_wps

Parts = dict[str, bytes]
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_W16CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_A16 = "http://schemas.microsoft.com/office/drawing/2014/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|comments|footnotes)\.xml")
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_SHOWN = re.compile(r"ppt/(slides/slide|slideLayouts/slideLayout|slideMasters/slideMaster)\d+\.xml")


def _roots(parts: Parts, names: re.Pattern[str]) -> Iterator[tuple[str, etree._Element]]:
    """The trees of the parts so named, which are written back when the next is asked for."""
    for name in [name for name in parts if names.fullmatch(name)]:
        root = etree.fromstring(parts[name])
        yield name, root
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _declare(part: bytes, ignorable: str, **namespaces: str) -> bytes:
    """The part with namespaces at its root, of which programs may ignore those named in `ignorable`."""
    root = etree.fromstring(part)
    known = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    wider = etree.Element(root.tag, dict(root.attrib), nsmap=known | namespaces | {"mc": _MC})
    wider.extend(list(root))
    words = [*wider.get(f"{{{_MC}}}Ignorable", "").split(), *ignorable.split()]
    wider.set(f"{{{_MC}}}Ignorable", " ".join(dict.fromkeys(words)))
    return etree.tostring(wider, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_part(parts: Parts, source: str, name: str, content: bytes, relation: str, mime: str) -> str:
    """Add a part that `source` refers to; return the id of the relationship."""
    folder, _, leaf = source.rpartition("/")
    rels = f"{folder}/_rels/{leaf}.rels".lstrip("/")
    identifier = f"rId{900 + len(parts)}"
    entry = f'<Relationship Id="{identifier}" Type="{relation}" Target="/{name}"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", entry.encode())
    override = f'<Override PartName="/{name}" ContentType="{mime}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    parts[name] = content
    return identifier


def _without_properties(parts: Parts) -> None:
    """Leave out `docProps` and all that leads there."""
    for name in [name for name in parts if name.startswith("docProps/")]:
        del parts[name]
    for name, pattern in (
        ("[Content_Types].xml", rb'<Override [^>]*PartName="/docProps/[^>]*/>'),
        ("_rels/.rels", rb'<Relationship [^>]*Target="/?docProps/[^>]*/>'),
    ):
        parts[name] = re.sub(pattern, b"", parts[name])


def _streamed(parts: Parts) -> bytes:
    """A zip whose sizes stand behind the parts, as a program writes it that sends while it packs."""

    class _Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += data
            return len(data)

    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return bytes(pipe.written)


def _properties(run: etree._Element, tag: str) -> etree._Element:
    found = run.find(tag)
    if found is None:
        found = etree.Element(tag)
        run.insert(0, found)
    return found


# -- Word


def word_for_mac(data: bytes) -> bytes:
    """Ids of paragraphs and of editing sessions, proofing marks, and the parts beside comments."""
    parts = parts_of(data)
    ids = iter(range(0x10000001, 0x7FFFFFFF))
    last = {}
    for name, root in _roots(parts, _STORY):
        for paragraph in root.iter(qn("w:p")):
            last[name] = f"{next(ids):08X}"
            paragraph.set(f"{{{_W14}}}paraId", last[name])
            paragraph.set(f"{{{_W14}}}textId", "77777777")
            paragraph.set(qn("w:rsidR"), "00A12B3C")
            _mark_proofing(paragraph)
    for name in [name for name in parts if _STORY.fullmatch(name)]:
        parts[name] = _declare(parts[name], "w14 w15 w16cid", w14=_W14, w15=_W15, w16cid=_W16CID)
    if "word/comments.xml" in parts:
        extended = f'<w15:commentsEx xmlns:w15="{_W15}"><w15:commentEx w15:paraId="{last["word/comments.xml"]}" w15:done="0"/></w15:commentsEx>'
        people = f'<w15:people xmlns:w15="{_W15}"><w15:person w15:author="Ben"><w15:presenceInfo w15:providerId="None" w15:userId="Ben"/></w15:person></w15:people>'
        for leaf, content in (("commentsExtended", extended), ("people", people)):
            relation = f"http://schemas.microsoft.com/office/2011/relationships/{leaf}"
            mime = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{leaf}+xml"
            _add_part(parts, "word/document.xml", f"word/{leaf}.xml", content.encode(), relation, mime)
    return zip_of(parts)


def _mark_proofing(paragraph: etree._Element) -> None:
    """Cut the first run in two, as after an edit, with marks of the spelling checker around the first half."""
    run = next(paragraph.iterchildren(qn("w:r")), None)
    text = run.find(qn("w:t")) if run is not None else None
    if run is None or text is None or len(text.text or "") < 4 or run[-1] is not text:
        return
    words, half = text.text or "", len(text.text or "") // 2
    rest = etree.fromstring(etree.tostring(run, with_tail=False))
    for one, piece in ((run, words[:half]), (rest, words[half:])):
        own = one[-1]
        own.text = piece
        own.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for element in list(rest)[:-1]:
        if element.tag != qn("w:rPr"):
            rest.remove(element)
    rest.set(qn("w:rsidRPr"), "00D4E5F6")
    run.addprevious(etree.Element(qn("w:proofErr"), {qn("w:type"): "spellStart"}))
    run.addnext(rest)
    run.addnext(etree.Element(qn("w:proofErr"), {qn("w:type"): "spellEnd"}))


_BEHIND_RTL = [qn(f"w:{name}") for name in ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")]


def google_docs(data: bytes) -> bytes:
    """A content control around runs, a direction in each, no properties of the document, a streamed zip."""
    parts = parts_of(data)
    _without_properties(parts)
    number = 0
    for _, root in _roots(parts, re.compile(r"word/(document|header\d*)\.xml")):
        for run in list(root.iter(qn("w:r"))):
            properties = _properties(run, qn("w:rPr"))
            behind = next((one for one in properties if one.tag in _BEHIND_RTL), None)
            direction = etree.Element(qn("w:rtl"), {qn("w:val"): "0"})
            properties.append(direction) if behind is None else behind.addprevious(direction)
            if run.getparent().tag == qn("w:p"):
                number += 1
                run.getparent().replace(run, control := _google_control(number))
                control[1].append(run)
    return _streamed(parts)


def _google_control(number: int) -> etree._Element:
    w = NAMESPACES["w"]
    return etree.fromstring(
        f'<w:sdt xmlns:w="{w}"><w:sdtPr><w:id w:val="{number + 1000}"/><w:tag w:val="goog_rdk_{number}"/></w:sdtPr>'
        "<w:sdtContent/></w:sdt>"
    )


def apple_pages(data: bytes) -> bytes:
    """Typefaces, language and outline of the text in every run, borders of no kind in every paragraph, few parts."""
    parts = parts_of(data)
    _without_properties(parts)
    for _, root in _roots(parts, _STORY):
        for run in root.iter(qn("w:r")):
            properties = _properties(run, qn("w:rPr"))
            if properties.find(qn("w:rFonts")) is None:
                style = properties.find(qn("w:rStyle"))
                fonts = {qn(f"w:{slot}"): "Arial Unicode MS" for slot in ("eastAsia", "cs")}
                properties.insert(0 if style is None else 1, etree.Element(qn("w:rFonts"), fonts))
            outline = etree.SubElement(properties, f"{{{_W14}}}textOutline", {f"{{{_W14}}}w": "12700"})
            etree.SubElement(outline, f"{{{_W14}}}noFill")
    for name in [name for name in parts if _STORY.fullmatch(name)]:
        parts[name] = _declare(parts[name], "w14", w14=_W14)
    return _streamed(parts)


def wps_writer(data: bytes) -> bytes:
    """WPS's habits, and its styles, whose ids are numbers."""
    parts = parts_of(saved_by_wps(data))
    named = [
        str(style.get(qn("w:styleId"))) for style in etree.fromstring(parts["word/styles.xml"]).iter(qn("w:style"))
    ]
    numbers = {name: str(number) for number, name in enumerate(named, 1)}
    using = [qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink")]
    for _, root in _roots(parts, re.compile(r"word/\w+\.xml")):
        for element in root.iter(*using):
            value = element.get(qn("w:val"), "")
            element.set(qn("w:val"), numbers.get(value, value))
        for style in root.iter(qn("w:style")):
            style.set(qn("w:styleId"), numbers[style.get(qn("w:styleId"), "")])
    return zip_of(parts)


# -- any file


def open_xml_sdk(data: bytes) -> bytes:
    """Absolute targets, ids like `R0f`, a byte order mark in every part, nothing compressed, the types at the end."""
    parts = parts_of(data)
    for name in [name for name in parts if name.endswith(".rels")]:
        folder = re.sub(r"_rels/[^/]*$", "", name)
        root = etree.fromstring(parts[name])
        for item in root:
            target = item.get("Target", "")
            if item.get("TargetMode") != "External" and not target.startswith("/"):
                item.set("Target", _absolute(folder, target))
        parts[name] = etree.tostring(root)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            body = etree.tostring(etree.fromstring(content), encoding="unicode")
            parts[name] = b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode()
    types = parts.pop("[Content_Types].xml")
    return zip_of({**parts, "[Content_Types].xml": types}, zipfile.ZIP_STORED)


def _absolute(folder: str, target: str) -> str:
    steps: list[str] = []
    for step in f"{folder}{target}".split("/"):
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/" + "/".join(steps)


# -- PowerPoint


def powerpoint_for_mac(data: bytes) -> bytes:
    """An id for every slide and shape, and marks of the spelling checker in runs."""
    parts = parts_of(data)
    number = 0
    for name, root in _roots(parts, _SHOWN):
        for shape in root.iter(qn("p:cNvPr")):
            if shape.find(qn("a:extLst")) is None:
                number += 1
                shape.append(_extension("a", "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}", _A16, "a16:creationId",
                                        f'id="{{00000000-0000-0000-0000-{number:012X}}}"'))  # fmt: skip
        for run in root.iter(qn("a:r")):
            _properties(run, qn("a:rPr")).set("dirty", "0")
            _properties(run, qn("a:rPr")).set("err", "1")
        content = root.find(qn("p:cSld"))
        if _SLIDE.fullmatch(name) and content.find(qn("p:extLst")) is None:
            number += 1
            content.append(
                _extension("p", "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}", _P14, "p14:creationId", f'val="{number}"')
            )
    return zip_of(parts)


def _extension(prefix: str, uri: str, namespace: str, name: str, attributes: str) -> etree._Element:
    own = name.partition(":")[0]
    return etree.fromstring(
        f'<{prefix}:extLst xmlns:{prefix}="{NAMESPACES[prefix]}"><{prefix}:ext uri="{uri}"><{name} xmlns:{own}="{namespace}" '
        f"{attributes}/></{prefix}:ext></{prefix}:extLst>"
    )


def google_slides(data: bytes) -> bytes:
    """Names that count shapes, all properties in every paragraph, metadata that is no XML, a streamed zip."""
    parts = parts_of(data)
    _without_properties(parts)
    for slide, (_, root) in enumerate(_roots(parts, _SLIDE), 1):
        for number, shape in enumerate(root.iter(qn("p:cNvPr")), 50):
            shape.set("name", f"Google Shape;{number};p{slide}")
        for body in root.iter(qn("a:bodyPr")):
            for key, value in (("spcFirstLastPara", "1"), ("anchorCtr", "0")):
                body.set(key, value)
        for paragraph in root.iter(qn("a:p")):
            properties = _properties(paragraph, qn("a:pPr"))
            for key in ("marL", "indent"):
                properties.set(key, properties.get(key, "0"))
            properties.set("rtl", properties.get("rtl", "0"))
    metadata = _add_part(parts, "ppt/presentation.xml", "ppt/metadata", b"\x0a\x02ok", "http://customschemas.google.com/"
                         "relationships/presentationmetadata", "application/binary")  # fmt: skip
    root = etree.fromstring(parts["ppt/presentation.xml"])
    made = _extension("p", "GoogleSlidesCustomDataVersion2", "http://customooxmlschemas.google.com/",
                      "go:slidesCustomData", f'xmlns:r="{_OFFICE}" r:id="{metadata}" roundtripDataSignature="x"')  # fmt: skip
    old = root.find(qn("p:extLst"))
    root.append(made) if old is None else old.extend(made)
    parts["ppt/presentation.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _streamed(parts)


def apple_keynote(data: bytes) -> bytes:
    """Runs without a language, typefaces of every kind in them, a transition on every slide, no properties."""
    parts = parts_of(data)
    _without_properties(parts)
    for _, root in _roots(parts, _SLIDE):
        for run in root.iter(qn("a:r")):
            properties = _properties(run, qn("a:rPr"))
            properties.attrib.pop("lang", None)
            if not len(properties):
                for slot in ("latin", "ea", "cs", "sym"):
                    etree.SubElement(properties, qn(f"a:{slot}"), typeface="Helvetica Neue")
        if root.find(qn("p:transition")) is None and root.find(f"{{{_MC}}}AlternateContent") is None:
            before = root.find(qn("p:clrMapOvr"))
            after = root.find(qn("p:cSld")) if before is None else before
            after.addnext(etree.Element(qn("p:transition"), spd="med", advClick="1"))
    return _streamed(parts)


def wps_presentation(data: bytes) -> bytes:
    """WPS's habits."""
    return saved_by_wps(data)
