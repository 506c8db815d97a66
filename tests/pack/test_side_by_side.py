"""Two languages side by side: what a template sees of the second, and how it is printed."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest

from reportgen.build.render import Renderer
from reportgen.diagnostics import ProblemsFound
from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW, Target
from reportgen.pack.context import make_context
from reportgen.pack.fields import View, field_types
from reportgen.pack.references import References
from reportgen.pack.slide_views.slide_view import SlideView
from reportgen.pack.writer import TaggedText, Writer
from reportgen.project.load import Project, load_project
from reportgen.template import RichText, Span
from tests.golden.small import change
from tests.support.cxml import qn
from tests.support.kinds import DECK, SUMMARY
from tests.support.office import docx_of

PAIRS = [("en", "zh-Hant"), ("zh-Hans", "en"), ("zh-Hant", "zh-Hans")]


def _context(project: Project, sector: str, first: str, second: str) -> dict[str, Any]:
    writers = [Writer(LANGUAGES[tag], project.glossary, second=tag == second) for tag in (first, second)]
    return make_context(project, sector, References(project), *writers)


def _views(value: Any) -> list[View]:
    """Every view below a value, each once."""
    found: dict[int, View] = {}

    def walk(one: Any) -> None:
        if isinstance(one, View) and id(one) not in found:
            found[id(one)] = one
            for name in field_types(type(one)):
                walk(getattr(one, name))
            walk(list(one) if isinstance(one, SlideView) else [])
        elif isinstance(one, list | tuple):
            for item in one:
                walk(item)

    walk(value)
    return list(found.values())


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
@pytest.mark.parametrize("sector", ["finance", OVERVIEW])
def test_each_view_leads_to_the_same_thing_in_the_second_language(
    small: Project, sector: str, pair: tuple[str, str]
) -> None:
    """Whatever a template loops over, `.other` is its counterpart, and has no other itself."""
    context = _context(small, sector, *pair)
    views = _views([context["meeting"], context["sector"], context["sectors"], context["slides"]])
    assert len(views) > 60
    for view in views:
        assert type(view.other) is type(view)
        assert view.other is not None
        assert view.other.other is None
        assert getattr(view, "id", "") == getattr(view.other, "id", "")


def test_the_names_of_the_second_language_stand_in_other(small: Project) -> None:
    """`other` holds the same names; in an edition of one language it is there, and false."""
    context = _context(small, "finance", "en", "zh-Hant")
    assert set(context["other"]) | {"other"} == set(context)
    assert (context["lang"], context["other"]["lang"]) == ("en", "zh-Hant")
    assert context["sector"].other is context["other"]["sector"]
    assert (str(context["labels"]["done"]), str(context["other"]["labels"]["done"])) == ("Done", "已完成")
    writer = Writer(LANGUAGES["en"], small.glossary)
    single = make_context(small, "finance", References(small), writer)
    assert single["other"] is None
    assert single["sector"].other is None


@pytest.mark.parametrize(
    ("way", "en", "hant"),
    [
        ("meeting.date", "February\u00a022,\u00a02023", "2023年2月22日"),
        ("sector.source", "paragraphs 2–6", "第2至6段"),
        ("sector.figures.0.amount", "10\u00a0000+", "超過10\u00a0000"),
        ("sector.figures.0.as_of", "end-2022", "2022年年底"),
        ("sector.agreements.0.title", "Letter of Intent on Internships", "實習計劃意向書"),
        ("sector.agreements.0.parties.1.short", "HKTC", "貿議會"),
        ("slides.directions.0.who", "Government of Hong Kong, Hong Kong Trade Council", "香港特區政府、香港貿易議會"),
        ("slides.milestones.2.when", "From end-2024", "2024年年底起"),
        ("slides.document.0.title", "Letter of Intent on Internships", "實習計劃意向書\u00a0†"),
        ("meeting.date_and_place", "February\u00a022,\u00a02023, Hong Kong", "2023年2月22日　香港"),
        ("meeting.chairs_heading", "Co-chairs", "共同主持"),
        ("sector.place", "Sector 1 of 2", "第1個範疇，共2個"),
        ("meeting.chairs.0.full", "Chief Secretary, Mr Chan Kwok-ki", "政務司司長陳國基"),
    ],
)
def test_ready_texts_carry_the_second_language(small: Project, way: str, en: str, hant: str) -> None:
    """Dates, amounts, names and sources: plain in the first language, with a language of their own in the second."""

    def at(value: Any) -> Any:
        for step in way.split("."):
            value = (
                value[step] if isinstance(value, dict) else value[int(step)] if step.isdigit() else getattr(value, step)
            )
        return value

    context = _context(small, "finance", "en", "zh-Hant")
    first, second = at(context), at(context["other"])
    assert (type(first), first) == (str, en)
    assert second.__rich__() == RichText(Span(hant, language=LANGUAGES["zh-Hant"]))


def test_a_filled_label_keeps_its_language(small: Project) -> None:
    """`format` is how sentences are put together; other filters make plain letters."""
    labels = _context(small, "finance", "en", "zh-Hant")["other"]["labels"]
    filled = str(labels["as_at"]) % {"date": "2022年"}
    assert isinstance(filled, TaggedText)
    assert filled.__rich__() == RichText(Span("截至2022年", language=LANGUAGES["zh-Hant"]))


def _document(root: Path, edition: str, *paragraphs: str) -> Any:
    (root / "templates/summary.bilingual.docx").write_bytes(docx_of(*paragraphs))
    made = Renderer(load_project(root)).render(Target("finance", SUMMARY, edition)).data
    return docx.Document(io.BytesIO(made))


def test_first_mentions_are_counted_in_each_language(root: Path) -> None:
    """The reader of one column does not read the other: both introduce a short form."""
    document = _document(root, "en+zh-Hant", "{{ sector.summary }}", "{{ sector.other.summary }}",
                         "{{ sector.summary }}", "{{ sector.other.summary }}")  # fmt: skip
    first, other, again, other_again = (paragraph.text for paragraph in document.paragraphs)
    assert "Hong Kong Trade Council (HKTC)" in first
    assert "香港貿易議會（貿議會）" in other
    assert "Council" not in again
    assert "香港貿易議會" not in other_again


@pytest.mark.parametrize(("edition", "tags"), [("en+zh-Hans", ("en-HK", "zh-CN")), ("zh-Hant+en", ("zh-HK", "en-HK"))])
def test_each_run_has_the_tag_of_its_language(root: Path, edition: str, tags: tuple[str, str]) -> None:
    """Texts, names, dates, filled labels and terms: each in its own language, the document in the first."""
    names = ("sector.title", "sector.figures[0].amount", "labels.as_at|format(date=meeting.date)",
             "sector.agreements[0].parties[0]")  # fmt: skip
    lines = [f"{{{{ {name} }}}}" for name in names]
    others = [re.sub(r"^|(?<==)", "other.", name) for name in names]
    document = _document(root, edition, *lines, *(f"{{{{ {name} }}}}" for name in others))
    found = [{_language(run) for run in paragraph.runs} for paragraph in document.paragraphs]
    assert found == [{tags[0]}] * len(names) + [{tags[1]}] * len(names)
    assert document.core_properties.language == edition.split("+")[0]


def _language(run: Any) -> str:
    """What Word reads the run's words as: its East Asian language where it has one."""
    element = run._r.find(qn("w:rPr")).find(qn("w:lang")) if run._r.find(qn("w:rPr")) is not None else None
    return "en-HK" if element is None else element.get(qn("w:eastAsia")) or element.get(qn("w:val"))


def test_english_quotation_marks_take_the_english_typeface(root: Path) -> None:
    """Word sets “ and ” in the Chinese face where a run says that it is East Asian."""
    change(root, "content/sectors/finance.yaml", "Finance\n", "“Finance”\n")
    runs = [run for paragraph in _document(root, "zh-Hant+en", "{{ sector.other.title }}").paragraphs
            for run in paragraph.runs]  # fmt: skip
    fonts = [run._r.find(qn("w:rPr")).find(qn("w:rFonts")) for run in runs]
    assert [run.text for run in runs] == ["“Finance”"]
    assert [font.get(qn("w:hint")) for font in fonts] == [None]


def test_a_name_of_the_second_language_is_unknown_in_an_edition_of_one(root: Path) -> None:
    """The same message as for any other name that is not there."""
    (root / "templates/summary.docx").write_bytes(docx_of("{{ sector.other.title }}"))
    with pytest.raises(ProblemsFound) as raised:
        Renderer(load_project(root)).render(Target("finance", SUMMARY, "en"))
    assert [d.message for d in raised.value.diagnostics] == ["unknown name 'sector.other.title'"]


def test_editions_do_not_share_what_they_print(small: Project) -> None:
    """A single edition rendered after a bilingual one is as if it were alone."""
    alone = Renderer(small).render(Target("finance", DECK, "zh-Hant")).data
    renderer = Renderer(small)
    renderer.render(Target("finance", DECK, "en+zh-Hant"))
    assert renderer.render(Target("finance", DECK, "zh-Hant")).data == alone
