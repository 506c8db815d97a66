"""Word and PowerPoint files with what no library writes, in the markup that Word and PowerPoint write for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document
from lxml import etree
from pptx.util import Inches

from tests.corpus.words import CHINESE, ENGLISH, MORE
from tests.support.cxml import NAMESPACES, qn
from tests.support.drawings import add_diagram, chart_page, picture_slide, png, svg
from tests.support.office import Slide, docx_of, parts_of, pptx_of, with_parts, with_related, with_sections, with_xml

_NAMESPACES = {
    **NAMESPACES,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items() if prefix != "xml")


def elements(markup: str) -> list[etree._Element]:
    """The elements of some markup; the usual prefixes are known."""
    return list(etree.fromstring(f"<x {_DECLARED}>{markup}</x>"))


def _body(markup: str) -> bytes:
    return docx_of(*elements(markup))


def run(text: str, properties: str = "") -> str:
    """A run of Word's."""
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def _field(code: str, result: str, data: str = "") -> str:
    def mark(kind: str, inside: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'

    return (
        f'{mark("begin", data)}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f"{mark('separate')}{run(result)}{mark('end')}"
    )


_BY = 'w:author="Ada Wong" w:date="2023-02-22T10:00:00Z"'
_LISTING = (
    '<w:sdtPr><w:alias w:val="Party"/><w:tag w:val="party"/><w:id w:val="{}"/>{}</w:sdtPr><w:sdtContent>{}'
    "</w:sdtContent>"
)
_TABLE = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'


def _sdt(number: int, content: str, kind: str = "") -> str:
    return f"<w:sdt>{_LISTING.format(number, kind, content)}</w:sdt>"


def _cell(content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{content}</w:tc>'


_DOCUMENTS: Mapping[str, str] = {
    "equations": _p(run(ENGLISH), "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r>"
                    "</m:den></m:f></m:oMath>", run(CHINESE))
    + _p("<m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
         "</m:sSup></m:oMath></m:oMathPara>"),
    "content controls": _p(_sdt(11, run(CHINESE), "<w:text/>"), run(" and "), _sdt(
        12, run("☒"), '<w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'))
    + _sdt(13, _p(run(ENGLISH)) + _sdt(14, _p(run(MORE))))
    + f"<w:tbl>{_TABLE}{_sdt(15, f'<w:tr>{_cell(_p(run(CHINESE)))}</w:tr>')}<w:tr>{_sdt(16, _cell(_p(run(MORE))))}"
      "</w:tr></w:tbl>"
    + _p(_sdt(17, run("one"), '<w:dropDownList><w:listItem w:displayText="one" w:value="1"/></w:dropDownList>')),
    "smart tags": _p('<w:smartTag w:uri="urn:x" w:element="place"><w:smartTag w:uri="urn:x" w:element="city">'
                     f'{run("Hong ")}{run("Kong")}</w:smartTag></w:smartTag>', run(f" {CHINESE}"))
    + f'<w:customXml w:uri="urn:x" w:element="part">{_p(run(ENGLISH))}</w:customXml>',
    "fields": _p(_field('IF 1 = 1 "x" "y"', CHINESE), f'<w:fldSimple w:instr=" AUTHOR ">{run("Ada")}</w:fldSimple>')
    + _p(_field("FORMTEXT", MORE, '<w:ffData><w:name w:val="f"/><w:enabled/><w:calcOnExit w:val="0"/><w:textInput>'
                '<w:default w:val="x"/></w:textInput></w:ffData>'))
    + _p('<w:bookmarkStart w:id="5" w:name="_Ref1"/>', run(ENGLISH), '<w:bookmarkEnd w:id="5"/>', _field("REF _Ref1 \\h", ENGLISH)),
    "tracked changes": _p(f'<w:pPr><w:rPr><w:ins w:id="1" {_BY}/></w:rPr></w:pPr>', run(ENGLISH), f'<w:ins w:id="2" {_BY}>'
                          f'{run(CHINESE)}</w:ins><w:del w:id="3" {_BY}><w:r><w:delText>gone</w:delText></w:r></w:del>')
    + _p(run(MORE, f'<w:b/><w:rPrChange w:id="4" {_BY}><w:rPr><w:i/><w:lang w:val="en-GB"/></w:rPr></w:rPrChange>'))
    + _p(f'<w:moveFromRangeStart w:id="6" {_BY} w:name="move1"/><w:moveFrom w:id="7" {_BY}>{run("moved")}</w:moveFrom>'
         '<w:moveFromRangeEnd w:id="6"/>')
    + _p(f'<w:moveToRangeStart w:id="8" {_BY} w:name="move1"/><w:moveTo w:id="9" {_BY}>{run("moved")}</w:moveTo>'
         '<w:moveToRangeEnd w:id="8"/>'),
    "Asian layout": _p('<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="12"/><w:hpsRaise w:val="20"/>'
                       '<w:hpsBaseText w:val="24"/><w:lid w:val="zh-HK"/></w:rubyPr><w:rt><w:r><w:t>Hoeng</w:t></w:r></w:rt>'
                       "<w:rubyBase><w:r><w:t>香港</w:t></w:r></w:rubyBase></w:ruby></w:r>",
                       run("12", '<w:eastAsianLayout w:id="1" w:vert="1" w:vertCompress="1"/>'),
                       run(CHINESE, '<w:em w:val="dot"/><w:lang w:eastAsia="zh-HK" w:val="en-GB"/>'))
    + f'<w:p><w:pPr><w:kinsoku w:val="0"/><w:autoSpaceDE w:val="0"/><w:textAlignment w:val="center"/></w:pPr>{run(MORE)}</w:p>',
    "frames and tabs": f'<w:p><w:pPr><w:framePr w:w="3000" w:hSpace="180" w:wrap="around" w:vAnchor="text" w:hAnchor="page" '
    f'w:x="1000" w:y="200"/></w:pPr>{run(CHINESE)}</w:p>' + _p(
        '<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs></w:pPr>', run(ENGLISH),
        '<w:r><w:tab/><w:t>1</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0E0"/><w:ptab w:relativeTo="margin" '
        'w:alignment="right" w:leader="none"/><w:softHyphen/><w:t>z</w:t></w:r>'),
    "text boxes": _p(run(ENGLISH), '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent '
                     'cx="3000000" cy="900000"/><wp:docPr id="31" name="Box" descr="' + CHINESE + '"/><a:graphic><a:graphicData '
                     'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
                     '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
                     f"<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{_p(run(CHINESE))}</w:txbxContent></wps:txbx>"
                     "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
                     f'<w:pict><v:shape style="width:236pt;height:71pt"><v:textbox><w:txbxContent>{_p(run(CHINESE))}'
                     "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
    "watermark": _p(run(ENGLISH), '<w:r><w:pict><v:shape id="wm" type="#_x0000_t136" alt="' + CHINESE + '" style="position:'
                    'absolute;width:300pt;height:80pt;rotation:315" fillcolor="silver" stroked="f"><v:textpath '
                    'style="font-family:&quot;Calibri&quot;" string="' + CHINESE + '"/></v:shape></w:pict></w:r>'),
}  # fmt: skip


def _footnotes() -> bytes:
    notes = "".join(
        f'<w:footnote w:id="{i}"{kind}>{_p(f"<w:r>{mark}</w:r>")}</w:footnote>'
        for i, kind, mark in (
            (-1, ' w:type="separator"', "<w:separator/>"),
            (0, ' w:type="continuationSeparator"', "<w:continuationSeparator/>"),
            (1, "", f"<w:footnoteRef/><w:t>{CHINESE}</w:t>"),
        )
    )
    data = _body(_p(run(ENGLISH), '<w:r><w:footnoteReference w:id="1"/></w:r>', run(MORE)))
    part = f"<w:footnotes {_DECLARED}>{notes}</w:footnotes>".encode()
    return with_related(data, "word/document.xml", "footnotes.xml", part, "footnotes", "wordprocessingml.footnotes+xml")


def _settings() -> bytes:
    def change(document: Document) -> None:
        settings = document.settings.element
        settings.find(qn("w:zoom")).addnext(elements('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>')[0])
        document.add_paragraph(CHINESE)

    return docx_of(change=change)


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    **{name: (lambda markup=markup: _body(markup)) for name, markup in _DOCUMENTS.items()},
    "footnotes": _footnotes,
    "protection": _settings,
    "chart": lambda: chart_page(CHINESE),
}
"""Word files by what they show."""

# -- decks


def _box(slide: Any, *paragraphs: str, top: float = 1) -> Any:
    shape = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(7), Inches(1))
    shape.text_frame.text = "\n".join(paragraphs)
    return shape


def _with_shape(markup: str, after: str = "") -> bytes:
    def change(slide: Any) -> None:
        _box(slide, CHINESE, ENGLISH)
        slide.shapes._spTree.extend(elements(markup))
        slide._element.extend(elements(after))

    return pptx_of(Slide(change=change))


def _sp(number: int, paragraph: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Shape {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        '<a:xfrm><a:off x="914400" y="3000000"/><a:ext cx="6000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</p:txBody></p:sp>"
    )


def _timing(target: str) -> str:
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst><p:seq '
        'concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par><p:cTn id="3" '
        'fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="4" '
        f'dur="1" fill="hold"/><p:tgtEl>{target}</p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName>'
        '</p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
        "</p:childTnLst></p:cTn></p:seq></p:childTnLst></p:cTn></p:par></p:tnLst>"
        '<p:bldLst><p:bldP spid="2" grpId="0" build="p"/></p:bldLst></p:timing>'
    )


def _svg_picture() -> bytes:
    def change(shape: Any) -> None:
        blip = next(shape._element.iter(qn("a:blip")))
        blip.extend(elements('<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
                             'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rIdNew"/>'
                             "</a:ext></a:extLst>"))  # fmt: skip

    data = picture_slide(CHINESE, change)
    drawn = with_related(data, "ppt/slides/slide1.xml", "../media/image9.svg", svg(), "image", "x")
    parts = parts_of(drawn)
    types = parts["[Content_Types].xml"].decode()
    at = types.index('<Override PartName="/ppt/slides/../media')
    types = types[:at] + types[types.index("/>", at) + 2 :]
    types = types.replace("<Override", '<Default Extension="svg" ContentType="image/svg+xml"/><Override', 1)
    picture = parts.pop("ppt/slides/../media/image9.svg")
    return with_parts(drawn, {"ppt/slides/../media/image9.svg": None, "ppt/media/image9.svg": picture,
                              "[Content_Types].xml": types.encode()})  # fmt: skip


def _shows() -> bytes:
    def change(root: etree._Element) -> None:
        show = (
            '<p:custShowLst><p:custShow name="'
            + CHINESE
            + '" id="0"><p:sldLst><p:sld r:id="{}"/></p:sldLst></p:custShow>'
        )
        (shows,) = elements(show.format(root[1][0].get(qn("r:id"))) + "</p:custShowLst>")
        root.find(qn("p:notesSz")).addnext(shows)

    slides = [Slide(change=lambda slide: _box(slide, CHINESE, MORE) and None), Slide([ENGLISH], notes=CHINESE)]
    data = with_sections(pptx_of(*slides), {CHINESE: [1], ENGLISH: [2]})
    return with_xml(data, "ppt/presentation.xml", change)


_ID = (
    '<a:extLst><a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}"><a16:creationId xmlns:a16="http://schemas.microsoft.com/'
    'office/drawing/2014/main" id="{{00000000-0000-0000-0000-00000000000{}}}"/></a:ext></a:extLst>'
)


def _ids() -> bytes:
    def change(slide: Any) -> None:
        for number, text in enumerate((CHINESE, ENGLISH), 1):
            shape = _box(slide, text, top=number * 2)
            shape._element.nvSpPr.cNvPr.extend(elements(_ID.format(number)))
        table = slide.shapes.add_table(2, 2, Inches(1), Inches(5), Inches(6), Inches(1))
        table.table.cell(0, 0).text = MORE
        picture = slide.shapes.add_picture(io.BytesIO(png(20, 20)), Inches(8), Inches(5))
        picture._element.nvPicPr.cNvPr.set("descr", CHINESE)

    return pptx_of(Slide(change=change))


DECKS: dict[str, Callable[[], bytes]] = {
    "SmartArt": lambda: pptx_of(Slide(change=lambda slide: add_diagram(slide, CHINESE, ENGLISH))),
    "equation": lambda: _with_shape(
        f'<mc:AlternateContent><mc:Choice Requires="a14">{_sp(7, "<a:p><a14:m><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></a14:m><a:r><a:t>" + MORE + "</a:t></a:r></a:p>")}'
        f'</mc:Choice><mc:Fallback>{_sp(7, "<a:p><a:r><a:t>x</a:t></a:r></a:p>")}</mc:Fallback></mc:AlternateContent>'),
    "paragraph animations": lambda: _with_shape(
        "", _timing('<p:spTgt spid="2"><p:txEl><p:pRg st="1" end="1"/></p:txEl></p:spTgt>')),
    "transition": lambda: _with_shape(
        "", '<mc:AlternateContent><mc:Choice Requires="p14"><p:transition spd="slow" p14:dur="2000"><p14:ripple/>'
        '</p:transition></mc:Choice><mc:Fallback><p:transition spd="slow"><p:fade/></p:transition></mc:Fallback>'
        "</mc:AlternateContent>"),
    "text properties": lambda: _with_shape(_sp(
        7, '<a:p><a:pPr marL="342900" indent="-342900" rtl="0" eaLnBrk="0"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc>'
        '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/></a:pPr><a:r><a:rPr lang="zh-HK" altLang="en-US" '
        f'b="1" spc="-50" baseline="30000"><a:ea typeface="DFKai-SB"/></a:rPr><a:t>{CHINESE}</a:t></a:r><a:br><a:rPr lang="en-US"/>'
        f'</a:br><a:fld id="{{B5CEABB6-07DC-46E8-9B57-56EC44A396E5}}" type="slidenum"><a:rPr lang="en-US"/><a:t>1</a:t></a:fld>'
        '<a:endParaRPr lang="zh-TW"/></a:p>')),
    "SVG picture": _svg_picture,
    "shows and sections": _shows,
    "ids": _ids,
}  # fmt: skip
"""PowerPoint files by what they show."""
