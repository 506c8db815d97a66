"""Office files as other programs save them: LibreOffice, python-pptx and python-docx, and an imitation of WPS."""

from __future__ import annotations

import copy
import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import docx
import pptx
from lxml import etree

from tests.support.cxml import qn
from tests.support.office import parts_of, with_related, zip_of

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
"""LibreOffice, or None where it is not installed."""

Files = Mapping[str, bytes]
"""Office files by their names."""


def saved_by_libreoffice(files: Files, folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice saves them in their own format, without an edit; `folder` is for its work."""
    found: dict[str, bytes] = {}
    for suffix in sorted({Path(name).suffix for name in files}):
        found |= converted_by_libreoffice(
            {name: data for name, data in files.items() if name.endswith(suffix)}, suffix[1:], folder
        )
    return found


def converted_by_libreoffice(files: Files, to: str, folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice saves them in a format: its ending, or an ending and a filter with its options."""
    assert SOFFICE is not None
    (folder / "in").mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / "in" / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--norestore", "--convert-to", to, "--outdir", str(folder / "out")]
    subprocess.run(
        [*command, *(str(folder / "in" / name) for name in files)], check=True, capture_output=True, timeout=300
    )
    suffix = f".{to.partition(':')[0]}"
    return {
        str(Path(name).with_suffix(suffix)): (folder / "out" / name).with_suffix(suffix).read_bytes() for name in files
    }


def saved_by_python(data: bytes, suffix: str) -> bytes:
    """A file that python-docx or python-pptx has loaded and saved."""
    stream = io.BytesIO()
    if suffix == ".docx":
        docx.Document(io.BytesIO(data)).save(stream)
    else:
        pptx.Presentation(io.BytesIO(data)).save(stream)
    return stream.getvalue()


# -- an imitation of WPS Office

_WPS = "http://www.wps.cn/officeDocument/2013/wpsCustomData"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_PROPERTIES = f"""<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">
<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="KSOProductBuildVer">
<vt:lpwstr>2052-12.1.0.16929</vt:lpwstr></property>
<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="3" name="ICV">
<vt:lpwstr>0A5B4F1C33D94C0D9C9C2C9D0F3A7A11_12</vt:lpwstr></property></Properties>"""
_TYPEFACES = {
    "Microsoft YaHei": "微软雅黑", "Microsoft JhengHei": "微軟正黑體", "SimSun": "宋体", "SimHei": "黑体",
}  # fmt: skip
_PARTS = re.compile(r"(word/(document|header\d+|footer\d+|footnotes|comments)|ppt/(slides|notesSlides)/\w+\d+)\.xml")
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_RUNS = {qn("w:r"): (qn("w:rPr"), qn("w:t")), qn("a:r"): (qn("a:rPr"), qn("a:t"))}


def saved_by_wps(data: bytes) -> bytes:
    """A file as WPS Office would have saved it, with its known habits.

    Tags are cut into runs of their own, with a hint for East Asian type or a language for it, the first with a bookmark
    (`_GoBack`) in it; quotation marks in tags are curled. Typefaces have their Chinese names. Parts declare a namespace
    of its own, which programs may ignore; slides have a transition in two versions, the file its own properties.
    """
    parts = parts_of(data)
    for name, content in parts.items():
        if _PARTS.fullmatch(name):
            root = etree.fromstring(content)
            cuts = [cut for run in list(root.iter(*_RUNS)) if (cut := _cut_tag(run)) is not None]
            if cuts and name == "word/document.xml":
                cuts[0].addnext(etree.Element(qn("w:bookmarkEnd"), {qn("w:id"): "9000"}))
                cuts[0].addnext(etree.Element(qn("w:bookmarkStart"), {qn("w:id"): "9000", qn("w:name"): "_GoBack"}))
            if name.startswith("ppt/slides/"):
                _add_transition(root)
            parts[name] = _declare_own_namespace(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
        if name.endswith(".xml") and not name.startswith("docProps/"):
            text = parts[name].decode()
            for english, chinese in _TYPEFACES.items():
                text = text.replace(f'"{english}"', f'"{chinese}"')
            parts[name] = text.encode()
    properties = etree.fromstring(_PROPERTIES)
    kind = "custom-properties"
    return with_related(zip_of(parts), "", "docProps/custom.xml", properties, kind, f"{kind}+xml")


def _cut_tag(run: etree._Element) -> etree._Element | None:
    """Cut a run in the middle of its first tag, with its quotation marks curled, and return what is before the cut."""
    properties, text = (run.find(tag) for tag in _RUNS[str(run.tag)])
    found = _TAG.search(text.text or "") if text is not None else None
    if text is None or found is None or len(run) > 1 + (properties is not None):
        return None
    curled = found.string[: found.start()] + re.sub("'([^']*)'", r"‘\1’", found[0]) + found.string[found.end() :]
    middle = (found.start() + found.end()) // 2
    rest = copy.deepcopy(run)
    for one, piece in ((run, curled[:middle]), (rest, curled[middle:])):
        (own,) = one.iterchildren(text.tag)
        own.text = piece
        if run.tag == qn("w:r"):
            own.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    _format(rest)
    run.addnext(rest)
    return run


def _format(run: etree._Element) -> None:
    """Give a run what WPS gives East Asian text."""
    tag = _RUNS[run.tag][0]
    properties = run.find(tag)
    if properties is None:
        properties = etree.Element(tag)
        run.insert(0, properties)
    if run.tag == qn("a:r"):
        properties.set("altLang", "zh-CN")
    elif properties.find(qn("w:rFonts")) is None:
        style = properties.find(qn("w:rStyle"))
        properties.insert(0 if style is None else 1, etree.Element(qn("w:rFonts"), {qn("w:hint"): "eastAsia"}))
    else:
        properties.find(qn("w:rFonts")).set(qn("w:hint"), "eastAsia")


def _add_transition(root: etree._Element) -> None:
    """A transition that PowerPoint 2010 knows, and one for older programs."""
    if root.find(qn("p:transition")) is not None:
        return
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    transition = etree.fromstring(
        f'<mc:AlternateContent xmlns:mc="{_MC}" xmlns:p="{p}"><mc:Choice xmlns:p14="{_P14}" Requires="p14">'
        '<p:transition spd="slow" p14:dur="2000"/></mc:Choice><mc:Fallback><p:transition spd="slow"/></mc:Fallback>'
        "</mc:AlternateContent>"
    )
    before = root.find(qn("p:clrMapOvr"))
    (root.find(qn("p:cSld")) if before is None else before).addnext(transition)


def _declare_own_namespace(part: bytes) -> bytes:
    """The part with WPS's namespace among those that programs may ignore."""
    text = part.decode()
    start = re.search(r"<\w+:\w+ ", text)
    assert start is not None
    ignorable = re.search(r'mc:Ignorable="', text)
    if ignorable:
        text = text.replace('mc:Ignorable="', 'mc:Ignorable="wpsCustomData ', 1)
        declared = f'xmlns:wpsCustomData="{_WPS}" '
    else:
        mc = "" if "xmlns:mc=" in text[: text.index(">", start.start())] else f'xmlns:mc="{_MC}" '
        declared = f'{mc}xmlns:wpsCustomData="{_WPS}" mc:Ignorable="wpsCustomData" '
    return (text[: start.end()] + declared + text[start.end() :]).encode()
