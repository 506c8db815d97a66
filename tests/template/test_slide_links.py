"""What leads to a slide: links, custom shows, zooms, the show's range; true when slides go or are copied."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from lxml import etree

from reportgen.template import OfficeTemplate
from tests.support.cxml import NAMESPACES, qn, xml
from tests.support.drawings import related
from tests.support.office import (
    POWERPOINT,
    Slide,
    parts_of,
    pptx_of,
    select,
    texts,
    with_parts,
    with_related,
    with_sections,
    with_xml,
)  # fmt: skip

PRESENTATION = "ppt/presentation.xml"
SECTION = "{{0000000{}-0000-0000-0000-000000000000}}"


def _linked(deck: bytes, *links: tuple[int, int]) -> bytes:
    """The deck with the text of one slide linked to another (both by number)."""
    presentation = pptx.Presentation(io.BytesIO(deck))
    slides = list(presentation.slides)
    for source, target in links:
        slides[source - 1].shapes[0].click_action.target_slide = slides[target - 1]
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _leads(data: bytes) -> list[tuple[str, str]]:
    """The text of every slide, with that of the slide its first shape leads to."""

    def text(slide: Any) -> str:
        return str(slide.shapes[0].text_frame.text)

    slides = pptx.Presentation(io.BytesIO(data)).slides
    targets = [slide.shapes[0].click_action.target_slide for slide in slides]
    return [(text(slide), text(target) if target else "") for slide, target in zip(slides, targets, strict=True)]


@pytest.mark.parametrize(
    ("slides", "link", "leads"),
    [
        # dropped and repeated targets
        (["{%slide if no %}a", "b"], (2, 1), [("b", "")]),
        (["{%slide for x in xs %}{{ x }}", "b"], (2, 1), [("1", ""), ("2", ""), ("b", "1")]),
        (["a", "{%slide for x in xs %}{{ x }}"], (1, 2), [("a", "1"), ("1", ""), ("2", "")]),
        (["{%slide for x in xs %}{{ x }}", "b"], (1, 2), [("1", "b"), ("2", "b"), ("b", "")]),
        # a slide that leads to itself
        (["{%slide for x in xs %}{{ x }}"], (1, 1), [("1", "1"), ("2", "2")]),
        # both in one loop: the same round
        (["{%slide for x in xs %}{{ x }}", "to {{ x }}{%slide endfor %}"], (1, 2),
         [("1", "to 1"), ("to 1", ""), ("2", "to 2"), ("to 2", "")]),
        (["{%slide for x in xs %}to {{ x }}", "{{ x }}{%slide endfor %}"], (2, 1),
         [("to 1", ""), ("1", "to 1"), ("to 2", ""), ("2", "to 2")]),
        # a round without the target
        (["{%slide for x in xs %}{{ x }}", "{%slide if x == 2 %}to {{ x }}{%slide endif %}", "{%slide endfor %}."],
         (1, 2), [("1", ""), (".", ""), ("2", "to 2"), ("to 2", ""), (".", "")]),
        # a loop in a loop
        (["{%slide for x in xs %}top {{ x }}", "{%slide for y in xs %}{{ x }}{{ y }}{%slide endfor %}",
          "{%slide endfor %}."],
         (2, 1), [("top 1", ""), ("11", "top 1"), ("12", "top 1"), (".", ""),
                  ("top 2", ""), ("21", "top 2"), ("22", "top 2"), (".", "")]),
        # two loops over the same things
        (["{%slide for x in xs %}{{ x }}{%slide endfor %}", "{%slide for x in xs %}to {{ x }}"], (1, 2),
         [("1", "to 1"), ("2", "to 2"), ("to 1", ""), ("to 2", "")]),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_slide_that_belongs_to_it(
    slides: list[str], link: tuple[int, int], leads: list[tuple[str, str]]
) -> None:
    """Of a repeated slide it is the copy of the same round, else the first; a link to a dropped slide goes."""
    data = POWERPOINT.render(_linked(pptx_of(*slides), link), xs=[1, 2], no=False)
    assert _leads(data) == leads


def test_no_dropped_slide_is_kept_by_a_link() -> None:
    """Neither the link nor its relationship nor the slide it led to is left."""
    data = POWERPOINT.render(_linked(pptx_of("{%slide if no %}secret", "b"), (2, 1)), no=False)
    assert select(data, "ppt/slides/slide2.xml", "//a:hlinkClick") == []
    assert related(data, "ppt/slides/slide2.xml", "slide") == []
    assert not any(b"secret" in content for content in parts_of(data).values())


def test_a_link_on_a_master_leads_to_a_slide_that_is_there() -> None:
    """A button on every slide that leads home goes with its home, and stays with it."""

    def button(root: etree._Element) -> None:
        properties = root.xpath("//p:sp/p:nvSpPr/p:cNvPr", namespaces=NAMESPACES)[0]
        properties.append(xml('a:hlinkClick{r:id=rIdNew,action="ppaction://hlinksldjump"}'))

    master = "ppt/slideMasters/slideMaster1.xml"
    deck = with_xml(pptx_of("{%slide if home %}home", "b"), master, button)
    rels = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    link = f'rel:Relationship{{Id=rIdNew,Type="{kind}",Target="../slides/slide1.xml"}}'
    deck = with_xml(deck, rels, lambda root: root.append(xml(link)))
    for home, count in ((True, 1), (False, 0)):
        data = POWERPOINT.render(deck, home=home)
        assert len(select(data, master, "//a:hlinkClick")) == count
        assert len(related(data, master, "slide")) == count


def _with_shows(deck: bytes, *shows: tuple[int, ...]) -> bytes:
    """The deck with custom shows (ids from 0) of slides by number."""

    def add(root: etree._Element) -> None:
        ids = root.xpath("//p:sldId/@r:id", namespaces=NAMESPACES)
        holder = xml("p:custShowLst")
        for number, slides in enumerate(shows):
            holder.append(xml(f"p:custShow{{name=Show{number},id={number}}}/p:sldLst"))
            holder[-1][0].extend(xml(f"p:sld{{r:id={ids[slide - 1]}}}") for slide in slides)
        root.find(qn("p:notesSz")).addnext(holder)

    return with_xml(deck, PRESENTATION, add)


def _shows(data: bytes) -> list[list[str]]:
    order = select(data, PRESENTATION, "//p:sldId/@r:id")
    titles = dict(zip(order, (text for text, _ in _leads(data)), strict=True))
    return [[titles[item.get(qn("r:id"))] for item in show[0]] for show in select(data, PRESENTATION, "//p:custShow")]


def test_custom_shows_follow_their_slides() -> None:
    """A copy is shown after its original, a dropped slide is not; a show of which nothing is left goes."""
    deck = _with_shows(pptx_of("{%slide for x in xs %}{{ x }}", "{%slide if no %}b", "c"), (3, 1, 2), (2,))
    assert _shows(POWERPOINT.render(deck, xs=[1, 2], no=False)) == [["c", "1", "2"]]
    assert _shows(POWERPOINT.render(deck, xs=[], no=True)) == [["c", "b"], ["b"]]
    assert select(POWERPOINT.render(_with_shows(pptx_of("{%slide if no %}b"), (1,)), no=False), PRESENTATION,
                  "//p:custShowLst") == []  # fmt: skip


def test_a_link_to_a_custom_show_goes_with_the_show() -> None:
    """A button that starts a show stays while the show has a slide."""

    def link(slide: Any) -> None:
        properties = slide.shapes[0]._element.nvSpPr.cNvPr
        properties.append(xml('a:hlinkClick{r:id="",action="ppaction://customshow?id=0&return=true"}'))

    deck = _with_shows(pptx_of(Slide(["a"], change=link), "{%slide if x %}b"), (2,))
    for x in (True, False):
        assert len(select(POWERPOINT.render(deck, x=x), POWERPOINT.main, "//a:hlinkClick")) == x


def _settings(deck: bytes, chosen: str) -> bytes:
    return with_xml(deck, "ppt/presProps.xml", lambda root: root.insert(0, xml(f"p:showPr/{chosen}")))


@pytest.mark.parametrize(
    ("chosen", "xs", "after"),
    [
        ("p:sldRg{st=2,end=3}", [1, 2], ("sldRg", {"st": "2", "end": "4"})),
        ("p:sldRg{st=2,end=3}", [], ("sldRg", {"st": "2", "end": "2"})),
        ("p:sldRg{st=2,end=2}", [], ("sldAll", {})),
        ("p:custShow{id=0}", [1, 2], ("custShow", {"id": "0"})),
        ("p:custShow{id=0}", [], ("sldAll", {})),
    ],
)
def test_the_range_of_a_slide_show_follows_its_slides(chosen: str, xs: list[int], after: tuple[str, Any]) -> None:
    """What "Set Up Slide Show" shows is the same slides, wherever they stand; all when none of them is left."""
    deck = _settings(_with_shows(pptx_of("a", "{%slide for x in xs %}{{ x }}", "c"), (2,)), chosen)
    (found,) = select(POWERPOINT.render(deck, xs=xs), "ppt/presProps.xml", "//p:showPr/*")
    assert (etree.QName(found).localname, dict(found.attrib)) == after


def test_views_of_the_template_name_no_dropped_slide() -> None:
    """The outline view remembers which slides are collapsed, by relationship."""
    view = xml("p:viewPr/p:outlineViewPr/(p:cViewPr/(p:scale/(a:sx{n=1,d=1},a:sy{n=1,d=1}),p:origin{x=0,y=0}),"
               "p:sldLst/(p:sld{r:id=rId1,collapse=1},p:sld{r:id=rId2}))")  # fmt: skip
    deck = pptx_of("{%slide if no %}a", "b")
    assert "ppt/viewProps.xml" in parts_of(deck)
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    rels = xml(f'rel:Relationships/(rel:Relationship{{Id=rId1,Type="{base}",Target="slides/slide1.xml"}},'
               f'rel:Relationship{{Id=rId2,Type="{base}",Target="slides/slide2.xml"}})')  # fmt: skip
    deck = with_parts(
        deck, {"ppt/viewProps.xml": etree.tostring(view), "ppt/_rels/viewProps.xml.rels": etree.tostring(rels)}
    )
    data = POWERPOINT.render(deck, no=False)
    assert select(data, "ppt/viewProps.xml", "//p:sld/@r:id") == ["rId2"]


# -- zoom

ZOOM = """<mc:AlternateContent xmlns:mc="{mc}" xmlns:p="{p}" xmlns:a="{a}"><mc:Choice xmlns:z="{z}" Requires="z">
<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="Zoom"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>
<p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData uri="{z}">{inside}</a:graphicData>
</a:graphic></p:graphicFrame></mc:Choice><mc:Fallback><p:sp><p:nvSpPr><p:cNvPr id="9" name="Zoom"/><p:cNvSpPr/>
<p:nvPr/></p:nvSpPr><p:spPr/></p:sp></mc:Fallback></mc:AlternateContent>"""


def _zooming(kind: str, *targets: str) -> Any:
    """A slide's change that adds a zoom of a kind (`sld`, `section`, `summary`)."""
    uri = f"http://schemas.microsoft.com/office/powerpoint/2016/{kind}zoom"
    objects = "".join(f"<z:{kind}ZmObj {target}/>" for target in targets)
    markup = ZOOM.format(**NAMESPACES, z=uri, inside=f"<z:{kind}Zm>{objects}</z:{kind}Zm>").replace("\n", "")
    return lambda slide: slide.shapes._spTree.append(etree.fromstring(markup))


def test_a_slide_zoom_leads_to_the_copy_or_goes() -> None:
    """The zoom names a slide by the id that the list of slides gives it."""
    zoomed = Slide(
        ["{%slide for x in xs %}{{ x }}"],
        change=_zooming(
            "sld",
            'sldId="257"',
        ),
    )
    deck = pptx_of(zoomed, "{%slide if y %}to {{ x }}", "{%slide endfor %}.")
    data = POWERPOINT.render(deck, xs=[1, 2], y=True)
    ids = select(data, PRESENTATION, "//p:sldId/@id")
    zooms = [select(data, part, "//*/@sldId") for part in ("ppt/slides/slide1.xml", "ppt/slides/slide4.xml")]
    assert ([[text for text, _ in _leads(data)][number] for number in (1, 4)]) == ["to 1", "to 2"]
    assert zooms == [[ids[1]], [ids[4]]]
    data = POWERPOINT.render(deck, xs=[1, 2], y=False)
    assert select(data, "ppt/slides/slide1.xml", "//mc:AlternateContent") == []


@pytest.mark.parametrize(("kind", "left"), [("section", 0), ("summary", 1)])
def test_a_zoom_to_a_section_goes_when_the_section_is_empty(kind: str, left: int) -> None:
    """A summary keeps its other sections, a zoom to one section has nothing else to show."""
    targets = [f'sectionId="{SECTION.format(n)}"' for n in ((1, 0) if kind == "summary" else (1,))]
    deck = pptx_of(Slide(["a"], change=_zooming(kind, *targets)), "{%slide if x %}b")
    deck = with_sections(deck, {"A": [1], "B": [2]})
    for x, count in ((True, len(targets)), (False, left)):
        assert len(select(POWERPOINT.render(deck, x=x), POWERPOINT.main, "//@sectionId")) == count


# -- comments


def test_a_comment_names_the_copy_it_stands_on() -> None:
    """PowerPoint's comments of today say by id which slide they belong to."""
    namespace = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    mark = "http://schemas.microsoft.com/office/powerpoint/2013/main/command"
    comments = (
        f'<c:cmLst xmlns:c="{namespace}" xmlns:pc="{mark}" xmlns:a="{NAMESPACES["a"]}"><c:cm id="1" authorId="1">'
        '<pc:sldMkLst><pc:sldMk cId="1" sldId="256"/></pc:sldMkLst><c:txBody><a:bodyPr/><a:p><a:r><a:t>See {{ x }}'
        "</a:t></a:r></a:p></c:txBody></c:cm></c:cmLst>"
    )
    deck = with_related(
        pptx_of("{%slide for x in xs %}{{ x }}"), POWERPOINT.main, "comments/modern1.xml", comments.encode(),
        "comments", "comments+xml",
    )  # fmt: skip
    data = OfficeTemplate(deck, "a.pptx").render({"xs": [1, 2]})
    parts = sorted(name for name in parts_of(data) if "comments/modern" in name)
    ids = select(data, PRESENTATION, "//p:sldId/@id")
    assert [select(data, part, "//@sldId") for part in parts] == [[ids[0]], [ids[1]]]
    assert [texts(data, part) for part in parts] == [["See 1"], ["See 2"]]
