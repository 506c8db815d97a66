"""Markdown printed by `|markdown`: in Word by the template's styles, in PowerPoint by levels, bullets and emphasis."""

from __future__ import annotations

import io
from typing import Any

import docx
import pptx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import ProblemsFound
from reportgen.template import RichText, Span
from reportgen.template.values import markdown
from tests.support.cxml import qn, xml
from tests.support.office import (
    POWERPOINT,
    WORD,
    Office,
    Slide,
    docx_of,
    faults_of,
    parts_of,
    pptx_of,
    problems_of,
    select,
    table,
    texts,
    tree,
)

BODY, SLIDE = "word/document.xml", "ppt/slides/slide1.xml"
TAG = "{{ t|markdown }}"


def _page(text: str, tag: str = TAG, **options: Any) -> Document:
    return docx.Document(io.BytesIO(WORD.render(docx_of(tag, **options), t=text)))


def _styled(text: str, tag: str = TAG) -> list[tuple[str, str]]:
    return [(str(p.style and p.style.name), p.text) for p in _page(text, tag).paragraphs]


def _levels(text: str, *blocks: Any) -> list[tuple[int, list[str], str]]:
    """The paragraphs of a slide's text: level, what their bullets are, text."""
    shape = pptx.Presentation(io.BytesIO(POWERPOINT.render(pptx_of(*(blocks or (TAG,))), t=text))).slides[0].shapes[0]
    bullets = ("buNone", "buAutoNum", "buChar")
    return [
        (p.level, [b for b in bullets if p._p.find(f".//{qn('a:' + b)}") is not None], p.text)
        for p in shape.text_frame.paragraphs  # type: ignore[attr-defined]
    ]


# -- pages


def test_blocks_take_the_styles_that_word_has_for_them() -> None:
    """Those of the template, where it has one of the name."""
    text = "# One\n\n### Three\n\nplain\n\n> quoted\n\n- a\n  - b\n\n1. c\n\n   more\n\n```\nx = 1\ny\n```\n"
    assert _styled(text) == [
        ("Heading 1", "One"), ("Heading 3", "Three"), ("Normal", "plain"), ("Quote", "quoted"), ("List Bullet", "a"),
        ("List Bullet 2", "b"), ("List Number", "c"), ("List Continue", "more"), ("HTML Preformatted", "x = 1\ny"),
    ]  # fmt: skip


def test_a_text_in_a_line_brings_its_styles_along() -> None:
    """Also where no paragraph has to give way for it."""
    out = WORD.render(docx_of(f"see {TAG}"), t="`code` and [a link](https://example.org)")
    used = select(out, BODY, "//w:rStyle/@w:val")
    assert (used, set(used) - set(select(out, "word/styles.xml", "//w:style/@w:styleId"))) == (
        ["HTMLCode", "Hyperlink"], set(),
    )  # fmt: skip


def test_what_a_text_adds_to_its_words_stays() -> None:
    """A colour or a language that it brings along holds for its words, whatever Markdown makes of the others."""
    rich = RichText("- one **t", Span("wo", colour="C00000"), "** & three\nfour")
    (paragraph,) = docx.Document(io.BytesIO(WORD.render(docx_of(TAG), t=rich))).paragraphs
    runs = [(run.text, bool(run.bold), str(run.font.color.rgb)) for run in paragraph.runs]
    assert runs == [
        ("one ", False, "None"),
        ("t", True, "None"),
        ("wo", True, "C00000"),
        (" & three four", False, "None"),
    ]


def test_headings_may_begin_on_a_lower_level() -> None:
    """A text below a chapter's heading has headings of its own."""
    assert _styled("# One\n\n## Two", "{{ t|markdown(2) }}") == [("Heading 2", "One"), ("Heading 3", "Two")]


def test_plain_paragraphs_look_like_the_tag_s() -> None:
    """Their style and their font are those of the place."""

    def set_quote(document: Document) -> None:
        document.paragraphs[0].style = document.styles["Intense Quote"]
        document.paragraphs[0].runs[0].font.size = docx.shared.Pt(20)

    first, second = _page("# no\n\n**yes**", change=set_quote).paragraphs
    assert (second.style and second.style.name, second.runs[0].font.size, second.runs[0].bold) == (
        "Intense Quote", docx.shared.Pt(20), True,
    )  # fmt: skip
    assert first.runs[0].font.size is None


def test_each_numbered_list_counts_anew() -> None:
    """From where it says, in the numbering that the template's style has."""
    paragraphs = _page("1. a\n2. b\n\ntext\n\n5. c\n   1. d\n").paragraphs
    lists = [p._p.pPr.numPr.numId.val if p._p.pPr is not None and p._p.pPr.numPr is not None else 0 for p in paragraphs]
    assert lists[0] == lists[1]
    assert len({lists[0], lists[3], lists[4]}) == 3
    numbering = _page("5. c").part.numbering_part.element
    assert numbering.xpath("./w:num[last()]/w:lvlOverride[1]/w:startOverride/@w:val") == ["5"]


def test_a_template_without_the_styles_gets_word_s_own() -> None:
    """With their bullets and numbers, each under a name that Word knows."""

    def remove(document: Document) -> None:
        for style in list(document.styles.element.findall(qn("w:style"))):
            if style.find(qn("w:name")).get(qn("w:val")) not in ("Normal", "Normal Table"):
                document.styles.element.remove(style)

    page = _page("# H\n\n- a\n  1. b\n\n[l](https://x.org) `c`\n\n| h |\n|---|\n| 1 |", change=remove)
    assert [str(p.style and p.style.name) for p in page.paragraphs] == [
        "Heading 1", "List Bullet", "List Number 2", "Normal", "Normal",
    ]  # fmt: skip
    numbered = page.styles["List Number 2"].element.pPr.numPr
    assert numbered is not None
    assert page.paragraphs[2]._p.pPr.numPr.ilvl.val == 1
    assert {"Hyperlink", "HTML Code", "Table Grid"} <= {str(style.name) for style in page.styles}


def test_emphasis_code_and_links_are_runs() -> None:
    """Links in the style that Word has for them, with their address."""
    page = _page("# x\n\na **b** *c* ~~d~~ `e` [**f**](https://example.org/?a=1&b=2)")
    runs = {run.text: run for run in page.paragraphs[1].runs}
    assert (runs["b"].bold, runs["c"].italic, runs["d"].font.strike) == (True, True, True)
    assert runs["e"].style.name == "HTML Code"
    (link,) = page.paragraphs[1].hyperlinks
    assert (link.address, link.text, link.runs[0].bold) == ("https://example.org/?a=1&b=2", "f", True)
    assert link.runs[0].style.name == "Hyperlink"


def test_a_table_has_a_head_and_alignments() -> None:
    """In the style that a new table of the template has."""
    page = _page("| a | b |\n|---|--:|\n| 1 | **2** |\n\n| c |\n|---|")
    first, _ = page.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [["a", "b"], ["1", "2"]]
    assert first._tbl.tr_lst[0].find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert str(first.rows[1].cells[1].paragraphs[0].alignment) == "RIGHT (2)"
    assert first.style is not None
    assert first.style.name == "Table Grid"


def test_a_table_takes_the_template_s_default_style() -> None:
    """Where that is more than Word's bare one."""

    def choose(document: Document) -> None:
        styles = document.styles.element
        for style in styles.findall(qn("w:style")):
            if style.get(qn("w:type")) == "table":
                style.attrib.pop(qn("w:default"), None)
        styles.append(xml("w:style{w:type=table,w:default=1,w:styleId=House}/w:name{w:val=House}"))

    style = _page("| a |\n|---|", change=choose).tables[0].style
    assert style is not None
    assert style.name == "House"


def test_other_places_of_word_take_blocks_too() -> None:
    """A cell that ends with a table gets a paragraph behind it; a header has links of its own."""
    assert texts(WORD.render(docx_of(table([TAG])), t="- a\n\n| b |\n|---|"), BODY) == ["a", "b", ""]
    out = WORD.render(docx_of("x", header=TAG), t="- [a](https://x.org)")
    assert select(out, "word/_rels/header1.xml.rels", "//@Target") == ["https://x.org"]


# -- slides


def test_lists_on_slides_have_levels_and_bullets() -> None:
    """As PowerPoint's own buttons make them; other paragraphs have none."""
    assert _levels("# h\n\n- a\n  1. b\n\n     more\n\n> q") == [
        (0, ["buNone"], "h"), (0, ["buChar"], "a"), (1, ["buAutoNum"], "b"), (1, ["buNone"], "more"),
        (0, ["buNone"], "q"),
    ]  # fmt: skip


def test_a_placeholder_s_levels_keep_their_bullets() -> None:
    """They are the design's."""
    data = POWERPOINT.render(_content_slide(), t="- a\n  - b\n\n1. c")
    _title, *paragraphs = tree(data, SLIDE).iter(qn("a:p"))
    properties = [p.find(qn("a:pPr")) for p in paragraphs]
    assert [[child.tag for child in p] for p in properties] == [[], [], [qn("a:buFont"), qn("a:buAutoNum")]]
    assert [p.attrib for p in properties] == [{}, {"lvl": "1"}, {}]


def _content_slide() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.placeholders[1].text = TAG
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def test_emphasis_on_slides_is_formatting() -> None:
    """Bold, italic, links; a heading is bold and code has a typeface."""
    data = POWERPOINT.render(pptx_of(TAG), t="# h\n\n*i* [l](https://x.org) `c`")
    assert select(data, SLIDE, "//a:r[a:t='h']/a:rPr/@b") == ["1"]
    assert select(data, SLIDE, "//a:r[a:t='i']/a:rPr/@i") == ["1"]
    assert select(data, SLIDE, "//a:r[a:t='c']/a:rPr/a:latin/@typeface") == ["Consolas"]
    assert len(select(data, SLIDE, "//a:hlinkClick")) == 1


def test_properties_of_the_paragraph_stay() -> None:
    """Alignment and spacing of the tag's paragraph are those of all, in the order of the schema."""
    paragraph = xml(
        'a:p/(a:pPr{algn=ctr,marL=9}/(a:spcBef/a:spcPts{val=600},a:buNone,a:tabLst),a:r/a:t"{{ t|markdown }}")'
    )
    data = POWERPOINT.render(pptx_of(Slide([paragraph])), t="- a\n- b")
    assert select(data, SLIDE, "//a:pPr/@algn") == ["ctr", "ctr"]
    names = [child.tag.rpartition("}")[2] for child in select(data, SLIDE, "//a:p[1]/a:pPr")[0]]
    assert names == ["spcBef", "buFont", "buChar", "tabLst"]


# -- both


@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_a_plain_text_stands_in_a_sentence(office: Office) -> None:
    """One paragraph without more is printed where the tag stands."""
    assert office.fill(f"See {TAG}.", t="the **annex**") == ["See the annex."]


@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_raw_html_is_text(office: Office) -> None:
    """Nobody's tags get into a document, and entities are what they stand for."""
    assert office.fill(TAG, t="<b>x</b> &amp; R&D <Core>\n\n<div>y</div>") == ["<b>x</b> & R&D <Core>", "<div>y</div>"]


@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_a_line_end_between_chinese_characters_is_no_space(office: Office) -> None:
    """Between other words it is one; two spaces at its end make a line break."""
    assert office.fill(TAG, t="第一行\n第二行\nand\nmore  \nend") == ["第一行第二行 and more\nend"]


@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_nothing_to_print_takes_the_paragraph_away(office: Office) -> None:
    """As with any tag alone."""
    assert office.fill("a", TAG, "b", t=" \n") == ["a", "b"]
    assert office.fill("a", TAG, "b", t=None) == ["a", "b"]


@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_each_round_of_a_loop_prints_its_own(office: Office) -> None:
    """Several texts in a list each take their places."""
    lines = office.fill("{% for t in ts %}", TAG, "{% endfor %}", "end", ts=["- a\n- b", "c", "# d"])
    assert lines == ["a", "b", "c", "d", "end"]


@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_blocks_beside_words_are_reported(office: Office) -> None:
    """They would tear the paragraph apart."""
    place = " › ".join((*office.place, "paragraph 1"))
    assert office.faults(f"See {TAG}", t="- a") == [("misplaced-document", place)]


@pytest.mark.parametrize(
    ("office", "text", "code"),
    [(POWERPOINT, "| a |\n|---|\n| b |", "unusable-markdown"), (POWERPOINT, "a\n\n---\n\nb", "unusable-markdown"),
     (WORD, "![p](a.png)", "template-fault"), (POWERPOINT, "![p](a.png)", "template-fault"),
     (WORD, "[a](file.exe)", "template-fault"), (WORD, "- a\n- [a](#top)", "template-fault")],
    ids=str,
)  # fmt: skip
def test_what_a_place_cannot_take_is_reported(office: Office, text: str, code: str) -> None:
    """With the place of the tag."""
    place = " › ".join((*office.place, "paragraph 1"))
    assert office.faults(TAG, t=text) == [(code, place)]


@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_a_text_is_parsed_once(office: Office) -> None:
    """To see whether there is anything to print, and to print it."""
    markdown._tokens.cache_clear()
    assert office.fill(TAG, t="**once**") == ["once"]
    assert markdown._tokens.cache_info().misses == 1


@pytest.mark.parametrize(("opening", "most"), [("> ", 99), ("- ", 49)])
def test_what_stands_too_deep_is_reported_and_never_left_out(office: Office, opening: str, most: int) -> None:
    """The parser leaves out what is deeper than its bound."""
    for depth in (9, 10, 11, 20, most):
        assert office.fill(TAG, t=opening * depth + "deep") == ["deep"]
    for depth in (most + 1, most + 2, 2_000):
        assert [code for code, _ in office.faults(TAG, t=opening * depth + "deep")] == ["template-fault"]


def test_a_name_that_is_not_there_is_reported() -> None:
    """Before anything is made of it."""
    assert [p.message for p in problems_of(docx_of(TAG), "a.docx")] == ["unknown name 't'"]
    assert faults_of(docx_of(TAG), "a.docx")[0][0] == "unknown-name"


@given(text=st.text(st.sampled_from("#*-_`>|~[]()!<&1. \n\tab中文"), max_size=60))
@settings(deadline=None, max_examples=150)
@pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
def test_any_text_gives_a_document_or_a_located_fault(office: Office, text: str) -> None:
    """Never another failure, and never a mark of the engine's."""
    try:
        data = office.render(office.file("x", TAG), t=text)
    except ProblemsFound:
        data = office.render(office.file("x", TAG), t=".")
        assert all(place for _, place in office.faults("x", TAG, t=text))
    assert office.lines(data)[0] == "x"
    assert not any(b"rgInserted" in part for part in parts_of(data).values())
