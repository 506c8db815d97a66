"""Flat OpenDocument files, for LibreOffice to save as Word and PowerPoint files: each shows one thing of its programs."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from tests.corpus.words import CHINESE, ENGLISH, HEBREW, MORE
from tests.support.drawings import png

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    **{prefix: f"{_OASIS}{name}:1.0" for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("chart", "chart"), ("number", "datastyle"),
        ("presentation", "presentation"), ("anim", "animation"), ("smil", "smil-compatible"), ("meta", "meta"),
    )},
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_PICTURE = f"<office:binary-data>{base64.b64encode(png(60, 30, 90)).decode()}</office:binary-data>"
_BY = "<dc:creator>Ada Wong</dc:creator><dc:date>2023-02-22T10:00:00</dc:date>"


def _flat(kind: str, styles: str, automatic: str, masters: str, body: str) -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_DECLARED} office:version="1.3" '
        f'office:mimetype="{mime}"><office:styles>{styles}</office:styles>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


# -- what texts and slides share


def _p(text: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{text}</text:p>"


def _style(name: str, family: str, properties: str, more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{properties}</style:style>'


def _text_style(name: str, properties: str) -> str:
    return _style(name, "text", f"<style:text-properties {properties}/>")


def _paragraph_style(name: str, properties: str) -> str:
    return _style(name, "paragraph", f"<style:paragraph-properties {properties}/>")


def _cell(content: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}>{content}</table:table-cell>'


_COVERED = "<table:covered-table-cell/>"


def _table(*rows: str, columns: int = 3) -> str:
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table><table:table-column table:number-columns-repeated="{columns}"/>{inside}</table:table>'


def _frame(content: str, attributes: str = 'text:anchor-type="as-char"', size: tuple[int, int] = (8, 4)) -> str:
    width, height = size
    return f'<draw:frame svg:width="{width}cm" svg:height="{height}cm" {attributes}>{content}</draw:frame>'


def _chart(kind: str) -> str:
    def value(number: float) -> str:
        return (
            f'<table:table-cell office:value-type="float" office:value="{number}">{_p(str(number))}</table:table-cell>'
        )

    rows = "".join(
        f"<table:table-row>{_cell(_p(name))}{value(one)}{value(two)}</table:table-row>"
        for name, one, two in ((ENGLISH, 3, 5), (CHINESE, 4, 2), ("2023", 6, 7.5))
    )
    series = "".join(
        f'<chart:series chart:values-cell-range-address="local-table.{c}2:.{c}4" '
        f'chart:label-cell-address="local-table.{c}1" chart:class="chart:{kind}"/>'
        for c in "BC"
    )
    return (
        '<draw:object><office:document office:mimetype="application/vnd.oasis.opendocument.chart" office:version="1.3">'
        "<office:automatic-styles/><office:body><office:chart>"
        f'<chart:chart chart:class="chart:{kind}" svg:width="8cm" svg:height="5cm"><chart:title>{_p(CHINESE)}'
        f'</chart:title><chart:legend chart:legend-position="end"/><chart:plot-area chart:data-source-has-labels="both">'
        f'<chart:axis chart:dimension="x" chart:name="primary-x"><chart:categories '
        f'table:cell-range-address="local-table.A2:.A4"/></chart:axis><chart:axis chart:dimension="y" '
        f'chart:name="primary-y"/>{series}</chart:plot-area><table:table table:name="local-table">'
        f"<table:table-header-columns><table:table-column/></table:table-header-columns><table:table-columns>"
        f'<table:table-column table:number-columns-repeated="2"/></table:table-columns><table:table-header-rows>'
        f"<table:table-row>{_cell(_p(''))}{_cell(_p('Old'))}{_cell(_p('New'))}</table:table-row>"
        f"</table:table-header-rows><table:table-rows>{rows}</table:table-rows></table:table></chart:chart>"
        "</office:chart></office:body></office:document></draw:object>"
    )


def _list(style: str, *items: str) -> str:
    return f'<text:list text:style-name="{style}">{"".join(f"<text:list-item>{i}</text:list-item>" for i in items)}</text:list>'


_LIST_STYLES = (
    '<text:list-style style:name="N">'
    + "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-suffix="." '
        f'text:display-levels="{level}"><style:list-level-properties text:space-before="{level}cm" '
        'text:min-label-width="1cm"/></text:list-level-style-number>'
        for level, form in ((1, "1"), (2, "a"), (3, "i"))
    )
    + '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" '
    'text:bullet-char="●"><style:list-level-properties text:min-label-width="0.6cm"/></text:list-level-style-bullet>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="–"><style:list-level-properties '
    'text:space-before="1cm" text:min-label-width="0.6cm"/></text:list-level-style-bullet></text:list-style>'
)

# -- texts

_PAGE = (
    '<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
    'fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>'
)
_FIELDS = _p(
    "Page <text:page-number>1</text:page-number> of <text:page-count>1</text:page-count>, <text:title>T</text:title>"
) + _p('Chapter <text:chapter text:display="name">1</text:chapter>')
_TEXTS: Mapping[str, tuple[str, str, str]] = {
    # name: automatic styles, master page, body
    "paragraphs": (
        _text_style("b", 'fo:font-weight="bold"') + _text_style("c", 'fo:color="#aa0000" fo:font-size="16pt"')
        + _paragraph_style("r", 'fo:text-align="end" fo:margin-left="2cm" fo:background-color="#eeeeee"'), "",
        f'<text:h text:outline-level="1">{CHINESE}</text:h>' + _p(f'{ENGLISH} <text:span text:style-name="b">bold'
        f'</text:span><text:tab/>tab<text:line-break/>break <text:span text:style-name="c">{CHINESE}</text:span>', "r"),
    ),
    "tables": (
        "", "", _table(_cell(_p(ENGLISH), 'table:number-columns-spanned="2"') + _COVERED + _cell(_p(CHINESE)),
        _cell(_p("a")) + _cell(_p(MORE), 'table:number-rows-spanned="2"') + _cell(_p("c")),
        _cell(_p("d")) + _COVERED + _cell(_p("f"))) + _p("after"),
    ),
    "nested tables": ("", "", _table(_cell(_table(_cell(_p(CHINESE)), columns=1) + _p(ENGLISH)) * 3) + _p("after")),
    "lists": (
        _LIST_STYLES, "", _list("N", _p(ENGLISH), _p(CHINESE) + _list("N", _p("deeper") + _list("N", _p("deepest"))))
        + _p("between") + _list("B", _p("one"), _p(MORE) + _list("B", _p("two"))),
    ),
    "notes": (
        "", "", _p(f'{ENGLISH}<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f'<text:note-body>{_p(CHINESE)}</text:note-body></text:note> and <text:note text:note-class="endnote">'
        f"<text:note-citation>i</text:note-citation><text:note-body>{_p(MORE)}</text:note-body></text:note> end."),
    ),
    "fields": (
        _PAGE, f'<style:master-page style:name="Standard" style:page-layout-name="P"><style:header>{_FIELDS}'
        f"</style:header><style:footer>{_p(CHINESE)}{_FIELDS}</style:footer></style:master-page>",
        _FIELDS + _p('<text:bookmark-start text:name="here"/>' + CHINESE + '<text:bookmark-end text:name="here"/>')
        + _p('See <text:bookmark-ref text:reference-format="text" text:ref-name="here">x</text:bookmark-ref>, '
             '<text:sequence text:ref-name="s" text:name="Table" style:num-format="1">1</text:sequence>'),
    ),
    "contents": (
        "", "", '<text:table-of-content text:name="C"><text:table-of-content-source text:outline-level="2"/>'
        "<text:index-body>" + _p(f"{CHINESE}<text:tab/>1") + "</text:index-body></text:table-of-content>"
        f'<text:h text:outline-level="1">{CHINESE}</text:h><text:h text:outline-level="2">{ENGLISH}</text:h>' + _p(MORE),
    ),
    "text boxes": (
        _style("g", "graphic", '<style:graphic-properties style:wrap="parallel" draw:fill="solid" '
        'draw:fill-color="#ddeeff"/>'), "",
        _p(_frame(f'<draw:text-box fo:min-height="2cm">{_p(CHINESE)}{_p(ENGLISH)}</draw:text-box>',
                  'text:anchor-type="paragraph" draw:style-name="g" draw:name="Frame 1"') + MORE),
    ),
    "shapes": (
        "", "", _p('<draw:g text:anchor-type="paragraph"><draw:rect svg:x="1cm" svg:y="1cm" svg:width="4cm" '
        f'svg:height="2cm">{_p(CHINESE)}</draw:rect><draw:ellipse svg:x="6cm" svg:y="1cm" svg:width="3cm" '
        f'svg:height="2cm">{_p("round")}</draw:ellipse><draw:line svg:x1="1cm" svg:y1="4cm" svg:x2="9cm" svg:y2="4cm"/>'
        f"</draw:g>{ENGLISH}"),
    ),
    "pictures": (
        "", "", _p(_frame(f"<draw:image>{_PICTURE}</draw:image><svg:title>{ENGLISH}</svg:title><svg:desc>{CHINESE}"
        "</svg:desc>") + ENGLISH),
    ),
    "charts": ("", "", _p(_frame(_chart("bar"))) + _p(_frame(_chart("line"))) + _p(MORE)),
    "tracked changes": (
        "", "", f'<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info>{_BY}'
        f'</office:change-info></text:insertion></text:changed-region><text:changed-region text:id="c2"><text:deletion>'
        f"<office:change-info>{_BY}</office:change-info>{_p('gone')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>" + _p(f'{ENGLISH} <text:change-start text:change-id="c1"/>{CHINESE}<text:change-end '
        'text:change-id="c1"/> kept <text:change text:change-id="c2"/>end'),
    ),
    "comments": (
        "", "", _p(f'<office:annotation office:name="a1">{_BY}{_p(CHINESE)}</office:annotation>{ENGLISH}'
        f'<office:annotation-end office:name="a1"/> and <office:annotation>{_BY}{_p(MORE)}</office:annotation>more'),
    ),
    "right to left": (
        _paragraph_style("rl", 'style:writing-mode="rl-tb" fo:text-align="start"')
        + _text_style("he", 'style:language-complex="he" style:country-complex="IL" style:font-size-complex="14pt"'),
        "", _p(f'<text:span text:style-name="he">{HEBREW}</text:span> 12', "rl") + _p(ENGLISH),
    ),
    "Asian layout": (
        _style("ru", "ruby", '<style:ruby-properties style:ruby-position="above" style:ruby-align="center"/>')
        + _text_style("em", 'style:text-emphasize="dot below" style:language-asian="zh" style:country-asian="HK"')
        + _text_style("co", 'style:text-combine="letters"') + _text_style("sp", 'fo:letter-spacing="0.1cm"'), "",
        _p(f'<text:ruby text:style-name="ru"><text:ruby-base>香港</text:ruby-base><text:ruby-text>Hoeng</text:ruby-text>'
           f'</text:ruby><text:span text:style-name="em">{CHINESE}</text:span><text:span text:style-name="co">12'
           f'</text:span><text:span text:style-name="sp">{MORE}</text:span>'),
    ),
    "sections": (
        _style("two", "section", '<style:section-properties><style:columns fo:column-count="2" fo:column-gap="1cm"/>'
        "</style:section-properties>"), "",
        _p(ENGLISH) + f'<text:section text:name="S1" text:style-name="two">{_p(CHINESE) * 3}</text:section>' + _p(MORE),
    ),
    "page styles": (
        _PAGE + _style("L", "paragraph", '<style:paragraph-properties style:page-number="1"/>',
        'style:master-page-name="Wide"') + '<style:page-layout style:name="W"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1cm"/>'
        "<style:header-style/></style:page-layout>",
        '<style:master-page style:name="Standard" style:page-layout-name="P"/><style:master-page style:name="Wide" '
        f'style:page-layout-name="W"><style:header>{_p(CHINESE)}</style:header><style:header-left>{_p(ENGLISH)}'
        "</style:header-left></style:master-page>", _p(ENGLISH) + _p(CHINESE, "L") + _p(MORE),
    ),
    "links": (
        "", "", _p(f'<text:a xlink:type="simple" xlink:href="https://example.org/a?b=c&amp;d=e">{ENGLISH}</text:a> '
        f'<text:a xlink:type="simple" xlink:href="#here">{CHINESE}</text:a>') + _p('<text:bookmark text:name="here"/>x'),
    ),
    "form fields": (
        "", "", _p(f'{ENGLISH} <text:placeholder text:placeholder-type="text">&lt;name&gt;</text:placeholder> '
        '<text:drop-down text:name="d"><text:label text:value="one"/><text:label text:value="two"/>one'
        '</text:drop-down> <text:text-input text:description="d">typed</text:text-input>'),
    ),
}  # fmt: skip
TEXTS = {name: _flat("text", "", *parts) for name, parts in _TEXTS.items()}
"""Texts by what they show."""

# -- decks

_SLIDE_PAGE = (
    '<style:page-layout style:name="PM"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" '
    'style:print-orientation="landscape" fo:margin="0cm"/></style:page-layout>'
)
_DRAWN = _style("gr", "graphic", '<style:graphic-properties draw:fill="solid" draw:fill-color="#ccddee"/>')
_AT = 'draw:style-name="gr" svg:x="{}cm" svg:y="{}cm"'


def _masters(content: str = "", extra: str = "") -> str:
    return f'<style:master-page style:name="M" style:page-layout-name="PM">{content}</style:master-page>{extra}'


def _slide(content: str, name: str = "one", attributes: str = "", master: str = "M") -> str:
    return f'<draw:page draw:name="{name}" draw:master-page-name="{master}" {attributes}>{content}</draw:page>'


def _title(text: str) -> str:
    attributes = 'presentation:class="title" svg:x="1cm" svg:y="0.5cm"'
    return _frame(f"<draw:text-box>{_p(text)}</draw:text-box>", attributes, (26, 2))


def _box(content: str, x: int = 2, y: int = 4, size: tuple[int, int] = (18, 8), more: str = "") -> str:
    return _frame(f"<draw:text-box>{content}</draw:text-box>", f"{_AT.format(x, y)} {more}", size)


def _effect(target: str) -> str:
    return (
        '<anim:par presentation:node-type="timing-root"><anim:seq presentation:node-type="main-sequence"><anim:par '
        'smil:begin="next"><anim:par smil:begin="0s"><anim:par smil:begin="0s" smil:fill="hold" '
        'presentation:node-type="on-click" presentation:preset-class="entrance" presentation:preset-id="ooo-entrance-'
        f'appear"><anim:set smil:begin="0s" smil:dur="0.001s" smil:fill="hold" smil:targetElement="{target}" '
        'anim:sub-item="whole" smil:attributeName="visibility" smil:to="visible"/></anim:par></anim:par></anim:par>'
        "</anim:seq></anim:par>"
    )


_NOTES = '<presentation:notes><draw:frame presentation:class="notes" svg:x="2cm" svg:y="14cm" svg:width="16cm" svg:height="10cm">'
_DECKS: Mapping[str, tuple[str, str, str]] = {
    "titles and boxes": ("", _masters(), _slide(_title(CHINESE) + _box(_p(ENGLISH) + _p(MORE)))
                         + _slide(_title(ENGLISH) + _box(_p(CHINESE)), "two")),
    "masters": (
        '<style:style style:name="dp" style:family="drawing-page"><style:drawing-page-properties draw:fill="solid" '
        'draw:fill-color="#ffeecc"/></style:style>',
        _masters(_box(_p("On every slide"), 1, 13, (10, 1)), '<style:master-page style:name="Other" '
                 f'style:page-layout-name="PM" draw:style-name="dp">{_box(_p(CHINESE), 1, 13, (10, 1))}</style:master-page>'),
        _slide(_title(CHINESE)) + _slide(_title(ENGLISH), "two", master="Other"),
    ),
    "animations": ("", _masters(), _slide(_title(ENGLISH) + _box(_p(CHINESE), more='xml:id="i1" draw:id="i1"')
                                          + _effect("i1"))),
    "transitions": (
        '<style:style style:name="dp" style:family="drawing-page"><style:drawing-page-properties '
        'presentation:transition-type="automatic" presentation:duration="PT3S" smil:type="fade" smil:subtype="crossfade" '
        'presentation:visibility="hidden"/></style:style>', _masters(),
        _slide(_title(CHINESE)) + _slide(_title(ENGLISH), "hidden", 'draw:style-name="dp"'),
    ),
    "tables": ("", _masters(), _slide(_frame(_table(
        _cell(_p(ENGLISH), 'table:number-columns-spanned="2"') + _COVERED + _cell(_p(CHINESE)),
        _cell(_p("a")) * 3), _AT.format(2, 2), (20, 6)))),
    "charts": ("", _masters(), _slide(_title(ENGLISH) + _frame(_chart("bar"), _AT.format(2, 4), (12, 8)))
               + _slide(_frame(_chart("circle"), _AT.format(2, 4), (12, 8)), "two")),
    "groups": ("", _masters(), _slide(f'<draw:g draw:name="Outer">{_box(_p(CHINESE), 2, 2, (10, 2))}<draw:g>'
        f"{_box(_p(ENGLISH), 2, 5, (10, 2))}{_box(_p(MORE), 2, 8, (10, 2))}</draw:g></draw:g>")),
    "drawing": ("", _masters(), _slide(
        f'<draw:rect draw:id="a" xml:id="a" {_AT.format(1, 1)} svg:width="6cm" svg:height="3cm">{_p(CHINESE)}</draw:rect>'
        f'<draw:ellipse draw:id="b" xml:id="b" {_AT.format(16, 8)} svg:width="6cm" svg:height="3cm">{_p("b")}</draw:ellipse>'
        '<draw:connector svg:x1="7cm" svg:y1="2cm" svg:x2="16cm" svg:y2="9cm" draw:start-shape="a" '
        'draw:start-glue-point="1" draw:end-shape="b" draw:end-glue-point="3"/>')),
    "notes": ("", _masters(), _slide(_title(ENGLISH) + f"{_NOTES}<draw:text-box>{_p(CHINESE)}{_p(MORE)}</draw:text-box>"
                                     "</draw:frame></presentation:notes>")),
    "pictures": ("", _masters(), _slide(_frame(f"<draw:image>{_PICTURE}</draw:image><svg:desc>{CHINESE}</svg:desc>",
                                               _AT.format(2, 2)) + _title(MORE))),
    "lists": (_LIST_STYLES, _masters(), _slide(_title(CHINESE) + _box(
        _list("B", _p(ENGLISH), _p(CHINESE) + _list("B", _p("deeper"))) + _list("N", _p("one"), _p("two"))))),
    "fields and links": ("", _masters(_box(_p("<text:page-number>#</text:page-number>"), 25, 14, (2, 1))), _slide(_box(
        _p(f'<text:a xlink:href="https://example.org/">{ENGLISH}</text:a> <text:date>22 February 2023</text:date>')
        + _p("<text:page-number>1</text:page-number>/<text:page-count>1</text:page-count>")))),
    "right to left": (_paragraph_style("rl", 'style:writing-mode="rl-tb" fo:text-align="end"'), _masters(),
                      _slide(_box(_p(HEBREW, "rl") + _p(CHINESE)))),
    "upright text": (_style("up", "graphic", '<style:graphic-properties draw:textarea-vertical-align="middle"/>'
                     '<style:paragraph-properties style:writing-mode="tb-rl"/>'), _masters(),
                     _slide(_title(ENGLISH) + _box(_p(CHINESE), more="").replace('"gr"', '"up"'))),
}  # fmt: skip
DECKS = {
    name: _flat("presentation", "", _SLIDE_PAGE + _DRAWN + automatic, masters, body)
    for name, (automatic, masters, body) in _DECKS.items()
}
"""Decks by what they show."""
