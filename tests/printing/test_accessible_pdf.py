"""PDF files say to a screen reader what they are: tags, headings of tables, links, metadata (PDF/UA-1)."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from reportgen.printing.reproducible_pdf import make_reproducible
from tests.support.pdf_tags import PART, elements

LINE = "/Figure <</MCID 0>> BDC q 1 w 0 0 m 9 9 l S Q EMC"
AREA = "/Figure <</MCID 1>> BDC 1 0 0 rg 0 0 9 9 re f* EMC"
WORDS = "/Figure <</MCID 2>> BDC BT /F1 9 Tf (x) Tj ET EMC"
BACKGROUND = "0.5 g 0 0 200 100 re f"


def _pdf(content: str, *elements: Mapping[str, Any], title: str = "Toy", note: bool = False) -> bytes:
    """A page of some content, whose structure elements stand at the top: kind, content, what else they have."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.Contents = pdf.make_stream(content.encode())
    page.StructParents = 0
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made = [_element(pdf, tree, page, dict(element)) for element in elements]
    tree.K = Array(made)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array(made)])))
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.docinfo.Title = title
    if note:
        action = Dictionary(S=Name.URI, URI="https://example.org/")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action, Contents="example")
        page.Annots = Array([pdf.make_indirect(link)])
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def _element(pdf: pikepdf.Pdf, parent: Any, page: Any, values: dict[str, Any]) -> Any:
    """A structure element with its kids, which are contents or elements."""
    kids = values.pop("K", [])
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, P=parent, Pg=page.obj, **values))
    element.K = Array([_element(pdf, element, page, dict(k)) if isinstance(k, dict) else k for k in kids])
    return element


def _made(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(make_reproducible(data, "en")))


def _content(pdf: pikepdf.Pdf) -> str:
    return " ".join(pdf.pages[0].Contents.read_bytes().decode().split())


def test_lines_and_areas_are_artifacts_and_words_stay_figures() -> None:
    """They leave the tags and the page's list of them; a figure with words needs an alternative text."""
    figures = [{"S": Name.Figure, "K": [number]} for number in range(3)]
    pdf = _made(_pdf(f"{LINE} {AREA} {WORDS}", *figures))
    assert [list(figure.K) for figure in elements(pdf.Root.StructTreeRoot)] == [[2]]
    assert [parent is not None for parent in pdf.Root.StructTreeRoot.ParentTree.Nums[1]] == [False, False, True]
    content = _content(pdf)
    assert content.startswith("/Artifact BMC q 1 w 0 0 m 9 9 l S Q EMC /Artifact BMC 1 0 0 rg 0 0 9 9 re f* EMC")
    assert re.search(r"/Figure << /MCID 2 >> BDC BT .* ET EMC", content)
    with pdf.open_metadata() as metadata:
        assert PART not in metadata


def test_a_figure_with_words_of_its_own_stays() -> None:
    """Whoever wrote an alternative text meant it to be read."""
    pdf = _made(_pdf(LINE, {"S": Name.Figure, "K": [0], "Alt": "A timeline"}))
    assert "/Figure" in _content(pdf)
    with pdf.open_metadata() as metadata:
        assert metadata[PART] == "1"


def test_what_is_drawn_in_no_tag_is_an_artifact() -> None:
    """The background of a slide, for one; text in no tag stays for somebody to see."""
    content = _content(_made(_pdf(f"{BACKGROUND} BT (x) Tj ET {LINE}", {"S": Name.Figure, "K": [0], "Alt": "x"})))
    assert content.startswith("0.5 g /Artifact BMC 0 0 200 100 re f EMC BT (x) Tj ET /Figure")


def _table(*rows: str) -> dict[str, Any]:
    cells = [[{"S": Name(f"/T{kind}"), "K": []} for kind in row] for row in rows]
    return {"S": Name.Table, "K": [{"S": Name.TR, "K": row} for row in cells]}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("DD",), "Column Column"),
        (("DD", "DD"), "Column Column - -"),
        (("HH", "DD"), "Column Column - -"),
        (("HH", "HD"), "Column Column Row -"),
        ((), ""),
    ],
)
def test_headings_say_what_they_head(rows: tuple[str, ...], expected: str) -> None:
    """A row of headings heads columns, others their row; key figures, which have none, are headings themselves."""
    pdf = _made(_pdf("", _table(*rows)))
    cells = [element for element in elements(pdf.Root.StructTreeRoot) if str(element.S) in ("/TH", "/TD")]
    assert " ".join(str(cell.A[0].Scope)[1:] if str(cell.S) == "/TH" else "-" for cell in cells) == expected


def test_links_are_in_the_tags() -> None:
    """Behind the text of their page, and the page says that tabs follow the tags."""
    pdf = _made(_pdf("", {"S": Name.P, "K": []}, note=True))
    tree, (page,) = pdf.Root.StructTreeRoot, pdf.pages
    paragraph, link = tree.K
    (note,) = page.Annots
    assert (str(paragraph.S), str(link.S), str(page.Tabs), int(note.F)) == ("/P", "/Link", "/S", 4)
    assert link.K.Obj.objgen == note.objgen
    assert pikepdf.NumberTree(tree.ParentTree)[int(note.StructParent)].objgen == link.objgen


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("二○二三年深港合作會議: 金融服務", "二○二三年深港合作會議：金融服務"),
        ("Meeting 2023: Finance", "Meeting 2023: Finance"),
        ("會議 2023: Finance", "會議 2023: Finance"),
    ],
)
def test_the_title_stands_in_both_places(title: str, expected: str) -> None:
    """In the document's information and in its metadata, with a Chinese colon between Chinese words."""
    pdf = _made(_pdf("", title=title))
    assert str(pdf.docinfo.Title) == expected
    with pdf.open_metadata() as metadata:
        assert metadata["{http://purl.org/dc/elements/1.1/}title"] == expected
