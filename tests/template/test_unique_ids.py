"""What has an id that stands once in a part has its own in each copy, however often its text is repeated or inserted.

For every file that a test writes `tests/support/invariants.py` looks whether ids are unique; here is what has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from lxml import etree

from reportgen.template import Subdocument
from reportgen.template.appended.append import append
from tests.support.cxml import NAMESPACES, qn
from tests.support.office import POWERPOINT, WORD, Slide, docx_of, parts_of, pptx_of, select, with_related, with_xml

DOCUMENT = WORD.main
_BOX = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"


def _shape(number: int, inside: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline wp14:anchorId="1A2B3C4{number}" wp14:editId="5A6B7C8{number}">'
        f'<wp:extent cx="1" cy="1"/><wp:docPr id="{number}" name="n"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        f"<wps:spPr/>{inside}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


PLACES = {
    "tracked changes": (
        '<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="E"/></w:rPr><w:pPrChange w:id="2" w:author="E"><w:pPr/>'
        '</w:pPrChange></w:pPr><w:ins w:id="3" w:author="E"><w:r><w:rPr><w:b/><w:rPrChange w:id="4" '
        'w:author="E"><w:rPr/></w:rPrChange></w:rPr><w:t>new</w:t></w:r></w:ins><w:del w:id="5" w:author="E"><w:r>'
        "<w:delText>old</w:delText></w:r></w:del></w:p>"
    ),
    "a move": (
        '<w:p><w:moveFromRangeStart w:id="1" w:author="E" w:name="move1"/><w:moveFrom w:id="2" w:author="E"><w:r><w:t>a'
        '</w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id="1"/><w:moveToRangeStart w:id="3" w:author="E" '
        'w:name="move1"/><w:moveTo w:id="4" w:author="E"><w:r><w:t>a</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="3"/>'
        "</w:p>"
    ),
    "old shapes": (
        '<w:p><w:r><w:pict><v:shape id="Text Box 2" o:spid="_x0000_s1026">'
        f'<v:textbox style="mso-next-textbox:#_x0000_s1027">{_BOX}</v:textbox></v:shape>'
        '<v:rect id="_x0000_s1027"/></w:pict></w:r></w:p>'
    ),
    "an embedded object": (
        '<w:p><w:r><w:object><v:shape id="_x0000_i1025"/><o:OLEObject Type="Embed" ShapeID="_x0000_i1025" '
        'ObjectID="_1468075725" DrawAspect="Content"/></w:object></w:r></w:p>'
    ),
    "linked text boxes": (
        "<w:p>" + _shape(7, f'<wps:txbx id="1">{_BOX}</wps:txbx>')
        + _shape(8, '<wps:linkedTxbx id="1" seq="1"/>') + "</w:p>"
    ),
    "a named paragraph": '<w:p w14:paraId="1A2B3C4D" w14:textId="5A6B7C8D"><w:r><w:t>a</w:t></w:r></w:p>',
}  # fmt: skip
"""What there is → a paragraph with it."""


def _block(place: str) -> etree._Element:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "xml")
    return etree.fromstring(f"<root {declared}>{PLACES[place]}</root>")[0]


def _ids(data: bytes) -> list[str]:
    """The ids and names of the body in its order, but for those of drawings."""
    names = "//@w:id|//@w:name|//v:*/@id|//@o:spid|//@ShapeID|//@ObjectID|//wps:*/@id"
    return [str(found) for found in select(data, DOCUMENT, names)]


def _are_apart(found: Sequence[str], copies: int) -> None:
    """Each copy has ids that no other has, and shares them within itself as the others do."""
    count = len(found) // copies
    each = [found[start : start + count] for start in range(0, len(found), count or 1)]
    assert len({tuple(ids.index(one) for one in ids) for ids in each}) <= 1
    assert len(set(found)) == sum(len(set(ids)) for ids in each)


@pytest.mark.parametrize("place", PLACES)
def test_a_loop_repeats_no_id(place: str) -> None:
    """What shares one in the template shares one in each copy."""
    data = WORD.render(docx_of("{% for x in xs %}", _block(place), "{{ x }}", "{% endfor %}"), xs="abc")
    _are_apart(_ids(data), 3)


@pytest.mark.parametrize("place", ["tracked changes", "a move", "old shapes", "linked text boxes", "a named paragraph"])
def test_a_document_that_is_inserted_twice_repeats_no_id(place: str) -> None:
    """Nor one of the template's, which has the same."""
    inner = docx_of(_block(place))
    data = WORD.render(docx_of(_block(place), "{{ x }}", "{{ x }}"), x=Subdocument(inner))
    _are_apart(_ids(data), 3)
    _are_apart(_ids(append(inner, inner, inner)), 3)
    chained = [str(style)[-5:] for style in select(data, DOCUMENT, "//v:textbox/@style")]
    assert chained == [str(id_)[-5:] for id_ in select(data, DOCUMENT, "//v:rect/@id")]


def test_permission_to_edit_is_given_for_each_copy() -> None:
    """Its ends share an id."""
    marked = etree.fromstring(
        f'<w:p xmlns:w="{NAMESPACES["w"]}"><w:permStart w:id="5" w:edGrp="everyone"/><w:r><w:t>a</w:t></w:r>'
        '<w:permEnd w:id="5"/></w:p>'
    )
    data = WORD.render(docx_of("{% for x in xs %}", marked, "{{ x }}", "{% endfor %}"), xs="abc")
    assert select(data, DOCUMENT, "//w:permStart/@w:id") == select(data, DOCUMENT, "//w:permEnd/@w:id")


def test_a_list_that_counts_anew_has_no_lasting_id_of_another() -> None:
    """Word gives it one."""

    def change(document: Any) -> None:
        document.paragraphs[0].style = "List Number"
        for each in document.part.numbering_part.element.iter(qn("w:num")):
            each.set(qn("w16cid:durableId"), each.get(qn("w:numId")))

    inner = docx_of("a", change=change)
    data = WORD.render(docx_of("{{ x }}", "{{ x }}", change=change), x=Subdocument(inner))
    durable = select(data, "word/numbering.xml", "//w:num/@w16cid:durableId")
    assert 0 < len(durable) == len(set(durable))


def _created(root: etree._Element) -> None:
    """Say when a slide was created, as PowerPoint does."""
    extension = etree.SubElement(root[0], qn("p:extLst"))
    extension = etree.SubElement(extension, qn("p:ext"), uri="{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}")
    etree.SubElement(extension, qn("p14:creationId"), val="123456")


def test_slides_are_created_once_each() -> None:
    """Copies of one, and those of a deck that is appended to itself."""
    slide = "ppt/slides/slide1.xml"
    deck = with_xml(pptx_of(Slide(["{{ x }}"], notes="{%slide for x in xs %}{%slide endfor %}")), slide, _created)
    rendered = POWERPOINT.render(deck, xs="ab")
    for data in (rendered, append(rendered, rendered, rendered)):
        created = [tree.xpath("string(//p14:creationId/@val)", namespaces=NAMESPACES) for tree in _slides(data)]
        assert len(created) == len(set(created)) > 1


def _slides(data: bytes) -> list[etree._Element]:
    return [etree.fromstring(part) for name, part in parts_of(data).items() if name.startswith("ppt/slides/slide")]


def _commented(deck: bytes, authors: str, comments: str, mime: str) -> bytes:
    """A deck with comments on its first slide."""
    names = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("p", "p188", "pc"))
    lists = [etree.fromstring(text.replace(" ", f" {names} ", 1)) for text in (authors, comments)]
    newer = "vnd.ms-powerpoint" in mime
    kind = "authors" if newer else "commentAuthors"
    deck = with_related(deck, "ppt/presentation.xml", f"{kind}.xml", lists[0], kind, f"{mime}{kind}+xml")
    return with_related(deck, "ppt/slides/slide1.xml", "comments/comment1.xml", lists[1], "comments",
                        f"{mime}comments+xml")  # fmt: skip


def _comments(data: bytes) -> list[etree._Element]:
    return [etree.fromstring(part) for name, part in parts_of(data).items() if "/comments/comment" in name]


LOOP = "{%slide for x in xs %}{%slide endfor %}"
OLDER = (
    '<p:cmAuthorLst ><p:cmAuthor id="0" name="E" initials="E" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>',
    '<p:cmLst ><p:cm authorId="0" idx="1"><p:pos x="1" y="1"/><p:text>a</p:text></p:cm></p:cmLst>',
    "presentationml.",
)
NEWER = (
    '<p188:authorLst ><p188:author id="{00000000-0000-0000-0000-000000000001}" name="E" userId="E" providerId="None"/>'
    "</p188:authorLst>",
    '<p188:cmLst ><p188:cm id="{00000000-0000-0000-0000-00000000000A}" created="2026-01-01T00:00:00"'
    ' authorId="{00000000-0000-0000-0000-000000000001}"><pc:sldMkLst><pc:docMk/><pc:sldMk cId="123456" sldId="256"/>'
    '</pc:sldMkLst><p188:replyLst><p188:reply id="{00000000-0000-0000-0000-00000000000B}" '
    'authorId="{00000000-0000-0000-0000-000000000001}" created="2026-01-01T00:00:00"/></p188:replyLst></p188:cm>'
    "</p188:cmLst>",
    "application/vnd.ms-powerpoint.",
)


def test_comments_of_one_author_are_numbered_through() -> None:
    """Whatever deck they come from, and on each copy of a slide."""
    deck = _commented(pptx_of(Slide(["a"])), *OLDER)
    copied = POWERPOINT.render(_commented(pptx_of(Slide(["{{ x }}"], notes=LOOP)), *OLDER), xs="abc")
    for data in (append(deck, deck, deck), copied):
        assert sorted(one.xpath("string(//@idx)") for one in _comments(data)) == ["1", "2", "3"]
        assert b'lastIdx="3"' in parts_of(data)["ppt/commentAuthors.xml"]


def test_newer_comments_have_ids_of_their_own() -> None:
    """Whatever deck they come from, and on each copy of a slide; those of a copy say that they are on it."""
    deck = _commented(with_xml(pptx_of(Slide(["{{ x }}"], notes=LOOP)), "ppt/slides/slide1.xml", _created), *NEWER)
    copied = POWERPOINT.render(deck, xs="abc")
    for data in (append(copied, copied), copied):
        ids = [id_ for one in _comments(data) for id_ in one.xpath("//@id")]
        assert len(ids) == len(set(ids)) > 4
    slides = {
        (entry.get("id"), tree.xpath("string(//p14:creationId/@val)", namespaces=NAMESPACES))
        for entry, tree in zip(select(copied, "ppt/presentation.xml", "//p:sldId"), _slides(copied), strict=True)
    }
    assert {(one.xpath("string(//@sldId)"), one.xpath("string(//@cId)")) for one in _comments(copied)} == slides
