"""Pictures, charts and their tables for tests: made with other people's libraries, read back without reportgen."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import pptx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part as WordPart
from docx.shared import Inches as WordInches
from lxml import etree
from PIL import Image
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.util import Inches

from tests.support.cxml import NAMESPACES, qn
from tests.support.office import Slide, docx_of, parts_of, pptx_of, select, with_parts, with_related

S = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SQUARE = 914400
"""The side, in EMU, of the frames that `picture_slide` and `picture_page` make."""

# -- picture files


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int = 4, height: int = 2, shade: int = 0, extra: bytes = b"") -> bytes:
    """A grey PNG; `extra` are chunks that stand before the pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width: int = 40, height: int = 20, orientation: int = 0, mode: str = "RGB", **options: Any) -> bytes:
    """A JPEG whose stored pixels are `width` × `height`; `orientation` is Exif's."""
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    stream = io.BytesIO()
    Image.new(mode, (width, height)).save(stream, "JPEG", exif=exif, **options)
    return stream.getvalue()


def svg(attributes: str = 'viewBox="0 0 200 100"', content: str = "<rect/>", before: str = "") -> bytes:
    """An SVG drawing."""
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>'.encode()


# -- templates with a picture in a frame of one inch by one


def add_picture(slide: Any, alt: str, left: int = SQUARE, data: bytes | None = None) -> Any:
    """Put a picture with this alt text on a slide."""
    shape = slide.shapes.add_picture(io.BytesIO(data or png(9, 9)), left, SQUARE, SQUARE, SQUARE)
    shape._element.nvPicPr.cNvPr.set("descr", alt)
    return shape


def picture_slide(alt: str = "{{ photo }}", change: Callable[[Any], None] = lambda shape: None) -> bytes:
    """A presentation of one slide with a picture; `change` may do anything to its shape."""
    return pptx_of(Slide(change=lambda slide: change(add_picture(slide, alt))))


def picture_page(alt: str = "{{ photo }}", change: Callable[[Any], None] = lambda inline: None) -> bytes:
    """A Word file with a picture in its only paragraph; `change` may do anything to its `wp:inline`."""

    def add(document: Document) -> None:
        run = document.add_paragraph().add_run()
        inline = run.add_picture(io.BytesIO(png(9, 9)), WordInches(1), WordInches(1))._inline
        inline.docPr.set("descr", alt)
        change(inline)

    return docx_of(change=add)


# -- templates with a chart


def column_data(series: int = 2, number_format: str = "General") -> CategoryChartData:
    """The template's own data: three categories, some series called Old."""
    data = CategoryChartData(number_format=number_format)
    data.categories = ["x", "y", "z"]
    for number in range(series):
        data.add_series(f"Old {number + 1}", [7, 8, 9])
    return data


def xy_data() -> XyChartData:
    """The template's own data for a scatter chart."""
    data = XyChartData()
    series = data.add_series("Old 1")
    for point in ((1, 2), (3, 4)):
        series.add_data_point(*point)
    return data


def add_chart(slide: Any, alt: str, kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED, data: Any = None) -> Any:
    """Put a chart with this alt text on a slide; returns python-pptx's chart."""
    frame = slide.shapes.add_chart(kind, 0, 0, Inches(4), Inches(3), data or column_data())
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    return frame.chart


def chart_slide(
    alt: str = "{{ chart }}",
    kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED,
    data: Any = None,
    change: Callable[[Any], None] = lambda chart: None,
) -> bytes:
    """A presentation of one slide with a chart; `change` may do anything to the chart."""
    return pptx_of(Slide(change=lambda slide: change(add_chart(slide, alt, kind, data))))


_OFFICE_BASE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD_CHART = """
<w:p xmlns:w="{w}" xmlns:wp="{wp}" xmlns:a="{a}" xmlns:c="{c}" xmlns:r="{r}"><w:r><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="4572000" cy="2743200"/>
<wp:docPr id="9" name="Chart 1"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="{c}"><c:chart r:id="rIdNew"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>
"""


def chart_page(alt: str = "{{ chart }}", kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED, data: Any = None) -> bytes:
    """A Word file with a chart in its only paragraph: python-docx makes none, so it comes from a slide."""
    source = parts_of(chart_slide("", kind, data))
    chart, book = chart_parts(source)[0], book_parts(source)[0]
    markup = "".join(_WORD_CHART.format(**NAMESPACES).split("\n"))
    paragraph = etree.fromstring(markup)
    next(paragraph.iter(qn("wp:docPr"))).set("descr", alt)
    document = with_related(docx_of(paragraph), "word/document.xml", "charts/chart1.xml", source[chart], "chart",
                            "drawingml.chart+xml")  # fmt: skip
    types = parts_of(document)["[Content_Types].xml"].replace(
        b"<Override ", b'<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sheet"/><Override ', 1
    )  # fmt: skip
    rels = source[chart.replace("charts/", "charts/_rels/") + ".rels"]
    return with_parts(
        document,
        {
            "[Content_Types].xml": types,
            "word/charts/_rels/chart1.xml.rels": rels,
            f"word/embeddings/{book.rpartition('/')[2]}": source[book],
        },
    )


# -- templates with a SmartArt diagram

_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DRAWING = "http://schemas.microsoft.com/office/drawing/2008/diagram"
_DIAGRAM_TYPES = {
    "data": ("diagramData", "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"),
    "layout": ("diagramLayout", "application/vnd.openxmlformats-officedocument.drawingml.diagramLayout+xml"),
    "quickStyle": ("diagramQuickStyle", "application/vnd.openxmlformats-officedocument.drawingml.diagramStyle+xml"),
    "colors": ("diagramColors", "application/vnd.openxmlformats-officedocument.drawingml.diagramColors+xml"),
    "drawing": ("diagramDrawing", "application/vnd.ms-office.drawingml.diagramDrawing+xml"),
}
_PARAGRAPH = '<a:p><a:r><a:rPr lang="en-GB"{size}/><a:t>{text}</a:t></a:r></a:p>'


def _diagram_parts(texts: Sequence[str], drawing_id: str) -> dict[str, str]:
    """The five parts of a diagram with one node for each text; the drawing says the texts in its own formatting."""
    names = f'xmlns:dgm="{_DIAGRAM}" xmlns:dsp="{_DRAWING}" xmlns:a="{NAMESPACES["a"]}" xmlns:r="{NAMESPACES["r"]}"'
    points, shapes = ['<dgm:pt modelId="0" type="doc"><dgm:prSet/><dgm:spPr/></dgm:pt>'], []
    for number, text in enumerate(texts, 1):
        said, drawn = (_PARAGRAPH.format(text=escape(text), size=size) for size in ("", ' sz="1800"'))
        points.append(f'<dgm:pt modelId="{number}"><dgm:prSet/><dgm:spPr/>'
                      f"<dgm:t><a:bodyPr/><a:lstStyle/>{said}</dgm:t></dgm:pt>")  # fmt: skip
        shapes.append(f'<dsp:sp modelId="p{number}"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/></dsp:nvSpPr>'
                      f"<dsp:spPr/><dsp:txBody><a:bodyPr/><a:lstStyle/>{drawn}</dsp:txBody></dsp:sp>")  # fmt: skip
    extension = f'<a:ext uri="http://x"><dsp:dataModelExt relId="{drawing_id}" minVer="http://x"/></a:ext>'
    return {
        "drawing": f"<dsp:drawing {names}><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id='0' name=''/><dsp:cNvGrpSpPr/>"
                   f"</dsp:nvGrpSpPr><dsp:grpSpPr/>{''.join(reversed(shapes))}</dsp:spTree></dsp:drawing>",
        "data": f"<dgm:dataModel {names}><dgm:ptLst>{''.join(points)}</dgm:ptLst><dgm:cxnLst/><dgm:bg/><dgm:whole/>"
                f"<dgm:extLst>{extension}</dgm:extLst></dgm:dataModel>",
        "layout": f'<dgm:layoutDef {names} uniqueId="x"/>',
        "quickStyle": f'<dgm:styleDef {names} uniqueId="x"/>',
        "colors": f'<dgm:colorsDef {names} uniqueId="x"/>',
    }  # fmt: skip


def _relate_diagram(owner: Any, texts: Sequence[str], make: Callable[[str, str, bytes], Any]) -> dict[str, str]:
    """Make the parts of a diagram that `owner` refers to; return the ids by the names of the parts."""
    ids: dict[str, str] = {}
    for name in ("drawing", "data", "layout", "quickStyle", "colors"):
        kind, mime = _DIAGRAM_TYPES[name]
        content = _diagram_parts(texts, ids.get("drawing", ""))[name].encode()
        base = "http://schemas.microsoft.com/office/2007" if name == "drawing" else _OFFICE_BASE
        ids[name] = owner.relate_to(make(name, mime, content), f"{base}/relationships/{kind}")
    return ids


def _show_diagram(data: Any, ids: dict[str, str]) -> None:
    """Let the data of a graphic refer to the parts of a diagram, by their names, in place of what it shows."""
    data.set("uri", _DIAGRAM)
    for child in list(data):
        data.remove(child)
    attributes = zip(("dm", "lo", "qs", "cs"), ("data", "layout", "quickStyle", "colors"), strict=True)
    related_ids = {qn(f"r:{name}"): ids[part] for name, part in attributes}
    etree.SubElement(data, f"{{{_DIAGRAM}}}relIds", related_ids, nsmap={"dgm": _DIAGRAM, "r": NAMESPACES["r"]})


def add_diagram(slide: Any, *texts: str, alt: str = "") -> None:
    """Put a SmartArt diagram with these texts on a slide."""
    package = slide.part.package

    def make(name: str, mime: str, content: bytes) -> Part:
        return Part(package.next_partname(f"/ppt/diagrams/{name}%d.xml"), mime, package, content)

    ids = _relate_diagram(slide.part, texts, make)
    frame = slide.shapes.add_table(1, 1, 0, 0, SQUARE, SQUARE)._element
    frame.nvGraphicFramePr.cNvPr.set("descr", alt)
    _show_diagram(frame.graphic.graphicData, ids)


def diagram_page(*texts: str, alt: str = "") -> bytes:
    """A Word file with a SmartArt diagram in its only paragraph."""

    def add(document: Document) -> None:
        def make(name: str, mime: str, content: bytes) -> WordPart:
            return WordPart(PackURI(f"/word/diagrams/{name}1.xml"), mime, content, document.part.package)

        ids = _relate_diagram(document.part, texts, make)
        run = document.add_paragraph().add_run()
        inline = run.add_picture(io.BytesIO(png(9, 9)))._inline
        inline.docPr.set("descr", alt)
        _show_diagram(inline.graphic.graphicData, ids)

    return docx_of(change=add)


# -- reading


def frames(data: bytes, slide: int = 0) -> list[Any]:
    """The shapes of a slide, as python-pptx reads them."""
    return list(pptx.Presentation(io.BytesIO(data)).slides[slide].shapes)


def chart_on(data: bytes, slide: int = 0) -> Any:
    """The first chart of a slide, as python-pptx reads it."""
    return next(shape.chart for shape in frames(data, slide) if shape.has_chart)


def chart_parts(parts: dict[str, bytes]) -> list[str]:
    """The names of a package's chart parts."""
    return sorted(name for name in parts if "/charts/chart" in name and name.endswith(".xml"))


def book_parts(parts: dict[str, bytes]) -> list[str]:
    """The names of a package's embedded workbooks."""
    return sorted(name for name in parts if name.endswith(".xlsx"))


def media_parts(data: bytes) -> list[str]:
    """The names of a package's pictures."""
    return sorted(name for name in parts_of(data) if "/media/" in name)


def cells_of(workbook: bytes) -> dict[str, str | float]:
    """The cells of a workbook's only sheet: texts as they are shown, numbers as numbers."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    cells: dict[str, str | float] = {}
    for cell in sheet.iter(f"{{{S['s']}}}c"):
        assert cell.find(f"{{{S['s']}}}f") is None, "a formula"
        if cell.get("t") == "inlineStr":
            cells[str(cell.get("r"))] = str(cell.xpath("string(s:is/s:t)", namespaces=S))
        else:
            cells[str(cell.get("r"))] = float(str(cell.xpath("string(s:v)", namespaces=S)))
    return cells


def caches(chart: bytes) -> list[tuple[str, int, dict[int, str]]]:
    """What a chart part refers to, in order: formula, number of points, and the points that are not gaps."""
    found = []
    for formula in etree.fromstring(chart).iter(qn("c:f")):
        cache = formula.getnext()
        assert cache is not None
        count = int(str(cache.xpath("string(c:ptCount/@val)", namespaces=NAMESPACES)))
        points = {int(p.get("idx")): p.findtext(qn("c:v")) or "" for p in cache.iter(qn("c:pt"))}
        found.append((formula.text or "", count, points))
    return found


def related(data: bytes, part: str, kind: str) -> list[str]:
    """The targets of a part's relationships of a kind."""
    folder, _, leaf = part.rpartition("/")
    root = etree.fromstring(parts_of(data)[f"{folder}/_rels/{leaf}.rels"])
    return [str(item.get("Target")) for item in root if str(item.get("Type")).endswith("/" + kind)]


def values(data: bytes, part: str, path: str) -> Sequence[str]:
    """The texts or attributes an XPath finds in a part."""
    return [str(found) for found in select(data, part, path)]
