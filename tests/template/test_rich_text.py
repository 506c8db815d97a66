"""Values that carry formatting: spans become runs that add to the looks of the place where they are printed."""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from typing import Any

import docx
import pptx
import pytest

from reportgen.model.language import LANGUAGES
from reportgen.template import RichText, Span
from tests.support.cxml import NAMESPACES, qn, xml
from tests.support.office import (
    POWERPOINT,
    WORD,
    Office,
    Slide,
    docx_of,
    parts_of,
    pptx_of,
    problems_of,
    select,
    with_xml,
)

RICH = RichText("plain ", Span("bold", bold=True), Span(" & italic", italic=True), Span(""), " end")
CHINESE = Span("中文", language=LANGUAGES["zh-Hant"])


def _runs(office: Office, *blocks: Any, **context: Any) -> list[Any]:
    """The runs that python-docx or python-pptx sees."""
    data = office.render(office.file(*blocks), **context)
    if office is WORD:
        return [run for p in docx.Document(io.BytesIO(data)).paragraphs for run in p.runs]
    shape = pptx.Presentation(io.BytesIO(data)).slides[0].shapes[0]
    return [run for p in shape.text_frame.paragraphs for run in p.runs]


def _bold(run: Any) -> bool:
    return bool(run.bold if hasattr(run, "bold") else run.font.bold)


def _italic(run: Any) -> bool:
    return bool(run.italic if hasattr(run, "italic") else run.font.italic)


VALUES: dict[str, Any] = {
    "bold": True, "italic": True, "link": "https://a.hk", "language": LANGUAGES["zh-Hans"], "underline": True,
    "strike": True, "colour": "0B6B5D", "style": "Quote", "size": 8, "highlight": "yellow", "raised": "superscript",
    "typeface": "Georgia", "typeface_slots": ("cs",), "right_to_left": True, "proofing": "de-DE", "resets": True,
}  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields(Span) if field.compare and field.name != "text"])
def test_whatever_a_span_adds_alone_is_printed(name: str) -> None:
    """No addition is taken for none, and so printed as its surroundings are."""
    file = docx_of(xml('w:p/w:r/(w:rPr/w:caps,w:t"{{ x }}")'))
    common = {"typeface": "Arial"} if name == "typeface_slots" else {}
    plain, added = (
        WORD.render(file, x=RichText(Span("a", **more))) for more in (common, common | {name: VALUES[name]})
    )
    assert parts_of(plain)[WORD.main] != parts_of(added)[WORD.main]


def test_each_span_is_a_run_with_what_it_adds(office: Office) -> None:
    """Text, bold and italic come out as given; empty spans leave no run."""
    runs = _runs(office, "{{ x }}", x=RICH)
    assert [(run.text, _bold(run), _italic(run)) for run in runs] == [
        ("plain ", False, False), ("bold", True, False), (" & italic", False, True), (" end", False, False)
    ]  # fmt: skip


def test_a_span_adds_to_the_looks_of_its_place(office: Office) -> None:
    """In an italic place a bold span is bold and italic, and keeps size and colour."""
    places = {
        "w": 'w:p/w:r/(w:rPr/(w:i,w:color{w:val=FF0000},w:sz{w:val=40}),w:t"{{ x }}")',
        "a": 'a:p/a:r/(a:rPr{sz=2000,i=1}/a:solidFill/a:srgbClr{val=FF0000},a:t"{{ x }}")',
    }
    plain, bold = _runs(office, xml(places[office.prefix]), x=RichText("a", Span("b", bold=True)))
    for run, is_bold in ((plain, False), (bold, True)):
        assert (_bold(run), _italic(run), run.font.size.pt, str(run.font.color.rgb)) == (is_bold, True, 20, "FF0000")


def test_properties_stay_in_the_order_of_the_schema() -> None:
    """Word repairs a run whose properties stand in another order than the schema's."""
    place = xml('w:p/w:r/(w:rPr/(w:rStyle{w:val=Strong},w:rFonts{w:ascii=Arial},w:caps,w:sz{w:val=40}),w:t"{{ x }}")')
    span = Span("x", bold=True, italic=True, language=LANGUAGES["zh-Hant"])
    data = WORD.render(docx_of(place), x=RichText(span))
    names = [child.tag for child in select(data, WORD.main, "//w:r/w:rPr")[0]]
    assert names == [qn(f"w:{n}") for n in ("rStyle", "rFonts", "b", "i", "caps", "sz", "lang")]


def test_breaks_and_tabs_in_spans(office: Office) -> None:
    """A line feed in a span is a break in its own looks."""
    assert office.fill("{{ x }}", x=RichText(Span("a\nb", bold=True), "\tc")) == ["a\nb\tc"]


@dataclass
class Name:
    """A value of somebody else's that can be printed as rich text."""

    first: str
    calls: int = 0

    def __rich__(self) -> RichText:
        self.calls += 1
        return RichText(Span(self.first, bold=True))

    def __str__(self) -> str:
        return f"str {self.first}"


def test_any_value_may_know_its_rich_text(office: Office) -> None:
    """`__rich__` is asked where the value is printed, once each time."""
    name = Name("Ada")
    runs = _runs(office, "{{ x }}", "{{ x }}", x=name)
    assert [(run.text, _bold(run)) for run in runs] == [("Ada", True), ("Ada", True)]
    assert name.calls == 2


def test_rich_text_is_text_where_only_text_can_stand() -> None:
    """In properties and alternative texts its plain text is printed."""
    data = docx_of("x", properties={"title": "{{ x }}!"})
    assert docx.Document(io.BytesIO(WORD.render(data, x=RICH))).core_properties.title == "plain bold & italic end!"


def test_rich_text_acts_like_text_in_conditions(office: Office) -> None:
    """Emptiness, length and joining are those of its text."""
    line = "{% if x %}{{ x|length }}{% endif %}{% if not none_ %} none{% endif %}"
    assert office.fill(line, x=RICH, none_=RichText(Span(""))) == [f"{len(str(RICH))} none"]


def test_rich_text_is_a_value() -> None:
    """Equal spans are equal, and a set holds them once."""
    assert RichText("a") == RichText(Span("a")) != RichText(Span("a", bold=True))
    assert len({RichText("a"), RichText("a")}) == 1
    assert [span.text for span in RichText("a", "b")] == ["a", "b"]


# -- links


def _links(data: bytes, part: str) -> dict[str, str]:
    folder, _, leaf = part.rpartition("/")
    rels = f"{folder}/_rels/{leaf}.rels"
    found = select(data, rels, "//rel:Relationship[contains(@Type, '/hyperlink')]")
    assert all(item.get("TargetMode") == "External" for item in found)
    return {item.get("Id"): item.get("Target") for item in found}


LINKED = RichText("see ", Span("the page", link='https://example.org/a?b=c&d="e"'), " now")


def test_a_link_leads_to_its_address_in_word() -> None:
    """The address is a relationship of the part; the text stands in `w:hyperlink`."""
    data = WORD.render(docx_of("{{ x }}"), x=LINKED)
    (link,) = docx.Document(io.BytesIO(data)).paragraphs[0].hyperlinks
    assert (link.text, link.url) == ("the page", "https://example.org/a?b=c&d=%22e%22")
    assert WORD.lines(data) == ["see the page now"]


def test_a_link_leads_to_its_address_in_powerpoint() -> None:
    """The address is a relationship of the slide; the run refers to it."""
    data = POWERPOINT.render(pptx_of("{{ x }}"), x=LINKED)
    runs = pptx.Presentation(io.BytesIO(data)).slides[0].shapes[0].text_frame.paragraphs[0].runs
    assert [run.hyperlink.address for run in runs] == [None, "https://example.org/a?b=c&d=%22e%22", None]


@pytest.mark.parametrize(
    "properties",
    [
        "a:rPr{lang=en-HK}", "a:rPr/a:latin{typeface=Arial}", "a:rPr{b=1}/(a:rtl{val=0})",
        'a:rPr/(a:ln/a:extLst,a:hlinkMouseOver{r:id="",action="ppaction://noaction"},a:extLst)',
        'a:rPr/a:hlinkClick{r:id="",action="ppaction://noaction"}',
    ],
)  # fmt: skip
def test_a_link_keeps_the_looks_of_its_place(properties: str) -> None:
    """The link is put among the run's properties where the schema wants it."""
    element = xml(f'a:p/a:r/({properties},a:t"{{{{ x }}}}")')
    data = POWERPOINT.render(POWERPOINT.file(element), x=RichText(Span("a", link="https://b.c")))
    (link,) = select(data, POWERPOINT.main, "//a:rPr/a:hlinkClick")
    following = [child.tag for child in link.itersiblings()]
    assert not {child.tag for child in link.itersiblings(preceding=True)} & set(following)
    assert set(following) <= {qn("a:hlinkMouseOver"), qn("a:rtl"), qn("a:extLst")}
    assert not {qn("a:hlinkMouseOver"), qn("a:rtl")} & {child.tag for child in link.itersiblings(preceding=True)}
    assert len(link.getparent()) >= 1


def test_the_same_address_is_related_once(office: Office) -> None:
    """A loop over links to one page adds one relationship."""
    link = RichText(Span("a", link="https://b.c"))
    data = office.render(office.file("{% for x in xs %}{{ x }}{% endfor %}"), xs=[link] * 5)
    assert list(_links(data, office.main).values()) == ["https://b.c"]


def test_links_in_headers_and_notes_belong_to_their_parts() -> None:
    """A relationship is looked up in the part that uses it."""
    link = RichText(Span("a", link="https://b.c"))
    data = WORD.render(docx_of("x", header="{{ x }}"), x=link)
    assert list(_links(data, "word/header1.xml").values()) == ["https://b.c"]


def test_every_copy_of_a_slide_has_its_own_links() -> None:
    """Copies do not share relationships."""
    data = POWERPOINT.render(
        pptx_of("{%slide for x in xs %}{{ x }}"),
        xs=[RichText(Span("a", link=f"https://b.c/{n}")) for n in range(3)],
    )
    found = [list(_links(data, f"ppt/slides/slide{n}.xml").values()) for n in (1, 2, 3)]
    assert found == [["https://b.c/0"], ["https://b.c/1"], ["https://b.c/2"]]


def test_links_of_the_template_stay() -> None:
    """A slide's own relationships keep their ids when links are added."""

    def link(slide: Any) -> None:
        run = slide.shapes[0].text_frame.paragraphs[1].runs[0]
        run.hyperlink.address = "https://old.example"

    deck = pptx_of(Slide(["{{ x }}", "old"], change=link))
    data = POWERPOINT.render(deck, x=RichText(Span("new", link="https://new.example")))
    assert set(_links(data, POWERPOINT.main).values()) == {"https://old.example", "https://new.example"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "\\\\server\\share",
        "C:\\a.exe",
        "vbscript:x",
        "../../a.pptx",
        "a/b.exe",
    ],
)
def test_links_that_could_run_something_are_refused(office: Office, address: str) -> None:
    """A link from content leads to a page or an address, nowhere else; the place is named."""
    (problem,) = problems_of(office.file("{{ x }}"), office.name, x=RichText(Span("a", link=address)))
    assert problem.location.steps == (*office.place, "paragraph 1")
    assert address in problem.message


@pytest.mark.parametrize(
    "address",
    [
        "https://a.b/(c);d=e,f/~g?q='h'&i=%E5%AD%97",
        "http://a.b/%20c#d",
        "http://[2001:db8::1]:80/",
        "mailto:a@b.c?subject=x+y",
        "HTTPS://A.B",
        "../finance/finance-deck.en+zh-Hant.pptx",
    ],
)
def test_addresses_are_kept_as_given(office: Office, address: str) -> None:
    """What is a URI already is not rewritten: its fragments, queries and percent signs stay."""
    data = office.render(office.file("{{ x }}"), x=RichText(Span("a", link=address)))
    assert list(_links(data, office.main).values()) == [address]


# -- spans in another language


def test_a_chinese_span_in_an_english_document_is_tagged(office: Office) -> None:
    """Word and PowerPoint learn the language and the typeface of the span."""
    data = office.render(office.file("{{ x }}"), x=RichText("Name: ", CHINESE))
    if office is WORD:
        (properties,) = select(data, office.main, "//w:r[w:t='中文']/w:rPr")
        assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-HK"
        assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia"))
    else:
        (properties,) = select(data, office.main, "//a:r[a:t='中文']/a:rPr")
        assert properties.get("lang") == "zh-HK"
        assert properties.find(qn("a:ea")).get("typeface")


def test_the_span_takes_the_typeface_that_the_theme_names_for_its_script(office: Office) -> None:
    """What the editor chose for Traditional Chinese in the theme is used."""
    theme = next(name for name in parts_of(office.file("x")) if name.endswith("theme1.xml"))

    def choose(root: Any) -> None:
        for font in root.xpath("//a:minorFont/a:font[@script='Hant']", namespaces=NAMESPACES):
            font.set("typeface", "Noto Serif TC")

    data = office.render(with_xml(office.file("{{ x }}"), theme, choose), x=RichText(CHINESE))
    path = {"w": "//w:r/w:rPr/w:rFonts/@w:eastAsia", "a": "//a:r/a:rPr/a:ea/@typeface"}
    assert select(data, office.main, path[office.prefix]) == ["Noto Serif TC"]


# -- further formatting

ADDITIONS = [
    (Span("x", underline=True), "w:u/@w:val", "single", "@u", "sng"),
    (Span("x", strike=True), "boolean(w:strike)", True, "@strike", "sngStrike"),
    (Span("x", colour="1f4e79"), "w:color/@w:val", "1F4E79", "a:solidFill/a:srgbClr/@val", "1F4E79"),
]


@pytest.mark.parametrize(("span", "word", "in_word", "drawing", "in_drawing"), ADDITIONS)
def test_underline_strike_and_colour(span: Span, word: str, in_word: Any, drawing: str, in_drawing: str) -> None:
    """Each addition is spelt as its program wants it."""
    data = WORD.render(docx_of("{{ x }}"), x=RichText(span))
    (properties,) = select(data, WORD.main, "//w:r/w:rPr")
    found = properties.xpath(word, namespaces=NAMESPACES)
    assert (found if isinstance(found, bool) else found[0]) == in_word
    data = POWERPOINT.render(pptx_of("{{ x }}"), x=RichText(span))
    assert select(data, POWERPOINT.main, f"//a:r/a:rPr/{drawing}") == [in_drawing]


def test_a_colour_that_is_none_is_refused(office: Office) -> None:
    """The message says how a colour is written."""
    (problem,) = problems_of(office.file("{{ x }}"), office.name, x=RichText(Span("a", colour="reddish")))
    assert "'reddish' is not a colour" in problem.message


def test_a_colour_replaces_the_one_of_its_place() -> None:
    """One fill is left, whatever fill the place had."""
    element = xml('a:p/a:r/(a:rPr/(a:ln{w=1},a:gradFill/a:gsLst,a:latin{typeface=Arial}),a:t"{{ x }}")')
    data = POWERPOINT.render(POWERPOINT.file(element), x=RichText(Span("a", colour="112233")))
    (properties,) = select(data, POWERPOINT.main, "//a:r/a:rPr")
    assert [child.tag for child in properties] == [qn("a:ln"), qn("a:solidFill"), qn("a:latin")]
