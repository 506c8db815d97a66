"""What a template sees: every name of the contract with those who edit templates, and what the names hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW
from reportgen.pack.context import make_context
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import Project
from reportgen.template import Span

CONTRACT = {
    "meeting": "title date place chairs attendees attendees_note statements release sources",
    "meeting.release": "draft classification",
    "meeting.chairs[0]": "id kind name short names verified post full",
    "meeting.statements[0]": "lead text source who",
    "meeting.statements[0].who": "name full",
    "meeting.sources[0]": "title publisher issued url language",
    "sector": "id number title colour chip headline summary takeaways progress next_steps agreements figures "
    "milestones why_it_matters sections overview terms source charts",
    "sector.takeaways[0]": "lead text source",
    "sector.progress[0]": "aspect lead text note by source",
    "sector.next_steps[0].by[0]": "id kind name short names verified",
    "sector.why_it_matters": "text source",
    "sector.agreements[0]": "title document kind parties date occasion purpose source sector",
    "sector.agreements[0].document": "name verified names",
    "sector.agreements[0].parties[0]": "name short",
    "sector.figures[0]": "amount number sentence value unit label as_of source counted",
    "sector.milestones[0]": "date lead text done source sector",
    "sector.sections": "glance progress directions agreements milestones",
    "sector.sections.glance": "headline say asked",
    "sector.sections.glance.asked": "question answer",
    "sector.overview": "progress next_step signed",
    "sector.terms[0]": "id kind name short names verified",
}
"""Where in the context → the names that are there; the finance sector of the small project has them all."""


def _context(project: Project, sector: str, tag: str) -> dict[str, Any]:
    writer = Writer(LANGUAGES[tag], project.glossary)
    return make_context(project, sector, References(project), writer)


def _at(context: dict[str, Any], way: str) -> Any:
    """The value a template gets for `sector.terms[0].name`."""
    name, *steps = way.replace("]", "").replace("[", ".").split(".")
    value = context[name]
    for step in steps:
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("way", CONTRACT)
def test_the_contract_with_template_editors_holds(small: Project, way: str, tag: str) -> None:
    """Each name that templates may use is there and holds something, in every language."""
    value = _at(_context(small, "finance", tag), way)
    for name in CONTRACT[way].split():
        assert hasattr(value, name), f"{way}.{name}"
        # a count, an aspect and the like may be absent elsewhere; the sector was written to have each of them
        assert getattr(value, name) is not None, f"{way}.{name}"


def test_the_top_of_the_context(small: Project) -> None:
    """A template can start from these names and no others."""
    context = _context(small, "youth", "zh-Hant")
    assert set(context) == {
        "lang",
        "labels",
        "meeting",
        "sectors",
        "sector",
        "slides",
        "footer",
        "edition",
        "release",
        "changes",
        "other",
    }
    assert context["lang"] == "zh-Hant"
    assert [(sector.number, sector.id) for sector in context["sectors"]] == [(1, "finance"), (2, "youth")]
    assert (context["sector"].number, context["sector"].id) == (2, "youth")
    assert not hasattr(context["sectors"][0], "headline")
    assert str(context["labels"]["done"]) == "已完成"


def test_what_a_sector_does_not_have_is_false(small: Project) -> None:
    """Optional parts can be asked for with a plain `if`."""
    sector = _context(small, "youth", "en")["sector"]
    absent = [sector.why_it_matters, sector.agreements, sector.figures, sector.next_steps, sector.overview.signed,
              sector.sections.agreements, sector.sections.glance.asked, sector.progress[0].note,
              sector.progress[0].aspect, sector.progress[0].by, sector.periods]  # fmt: skip
    assert not any(absent)


@pytest.mark.parametrize(
    ("tag", "way", "printed"),
    [
        ("en", "meeting.date", "February\u00a022,\u00a02023"),
        ("zh-Hant", "meeting.date", "2023年2月22日"),
        ("en", "meeting.title", "Co-operation Meeting 2023"),
        ("zh-Hans", "meeting.title", "2023年合作会议"),
        ("en", "meeting.chairs[0].name", "Mr Chan Kwok-ki"),
        ("en", "meeting.chairs[0].full", "Chief Secretary, Mr Chan Kwok-ki"),
        ("zh-Hant", "meeting.chairs[0].name", "陳國基"),
        ("zh-Hant", "meeting.chairs[0].full", "政務司司長陳國基"),
        ("zh-Hans", "meeting.chairs[0].full", "政务司司长陈国基"),
        ("zh-Hans", "meeting.attendees[0].full", "发展局局长甯汉豪"),
        ("en", "meeting.attendees[0].post", "Secretary for Development"),
        ("en", "meeting.sources[0].publisher", "Government of Hong Kong"),
        ("en", "sector.figures[0].amount", "10\u00a0000+"),
        ("en", "sector.figures[0].bare", "10\u00a0000"),
        ("en", "sector.figures[0].number", "10\u00a0000+"),
        ("en", "sector.figures[0].caption", "visitors to Deep Bay, as at end-2022"),
        ("zh-Hant", "sector.figures[0].number", "超過10\u00a0000名"),
        ("zh-Hant", "sector.figures[0].caption", "旅客到訪后海灣，截至2022年年底"),
        ("en", "sector.agreements[0].parties", "Government of Hong Kong, Hong Kong Trade Council"),
        ("zh-Hant", "sector.agreements[0].parties", "香港特區政府、香港貿易議會"),
        ("en", "sector.agreements[0].title_2", "實習計劃意向書\u00a0†"),
        ("zh-Hans", "sector.agreements[0].title_2", "Letter of Intent on Internships"),
        ("en", "sector.place", "Sector 1 of 2"),
        ("zh-Hant", "sector.next_steps[1].notes", "第二步（第3段）"),
        ("en", "sector.milestones[1].notes", "from end-2024: Buildings open (paragraph 6)"),
        ("zh-Hant", "sector.figures[0].amount", "超過10\u00a0000"),
        ("zh-Hans", "sector.figures[0].amount", "超过1万"),
        ("en", "sector.figures[0].as_of", "end-2022"),
        ("zh-Hans", "sector.figures[0].as_of", "2022年年底"),
        ("en", "sector.figures[1].amount", "205"),
        ("en", "sector.milestones[1].date", "from end-2024"),
        ("zh-Hant", "sector.milestones[1].date", "2024年年底起"),
        ("en", "sector.agreements[0].title", "Letter of Intent on Internships"),
        ("zh-Hant", "sector.agreements[0].title", "實習計劃意向書"),
        ("zh-Hans", "sector.agreements[0].parties[1].short", "香港贸议会"),
        ("en", "sector.progress[0].by[0].short", "HKTC"),
        ("zh-Hant", "sector.progress[1].lead", "后海灣濕地"),
        ("zh-Hans", "sector.progress[0].lead", "运行平稳"),
    ],
)
def test_values_are_printed_for_their_reader(small: Project, tag: str, way: str, printed: str) -> None:
    """Dates, amounts, names and texts come ready to print."""
    assert str(_at(_context(small, "finance", tag), way)) == printed


@pytest.mark.parametrize(
    ("way", "en", "hant"),
    [
        ("sector.progress[0].source", "paragraph 2", "第2段"),
        ("sector.progress[1].source", "paragraphs 2–3", "第2至3段"),
        ("sector.source", "paragraphs 2–6", "第2至6段"),
    ],
)
def test_sources_read_as_paragraphs(small: Project, way: str, en: str, hant: str) -> None:
    """One paragraph, a range, and the range of all that a sector uses."""
    assert _at(_context(small, "finance", "en"), way) == en
    assert _at(_context(small, "finance", "zh-Hant"), way) == hant


def test_gaps_between_paragraphs_are_told(small: Project) -> None:
    """A list of sources with a gap is a list, in each language's punctuation."""
    assert _context(small, OVERVIEW, "en")["sector"].source == "paragraphs 1–9"
    takeaway = {tag: _context(small, OVERVIEW, tag)["sector"].takeaways[0].source for tag in ("en", "zh-Hans")}
    assert takeaway == {"en": "paragraphs 1, 4–5", "zh-Hans": "第1、4至5段"}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_terms_come_by_kind(own: Project, tag: str) -> None:
    """Bodies first, then programmes, documents, places, policy and events, each kind in the glossary's order."""
    order = ["body", "programme", "document", "place", "policy", "event"]
    glossary = list(own.glossary.terms)
    for sector in own.sectors:
        terms = _context(own, sector, tag)["sector"].terms
        keys = [(order.index(term.kind), glossary.index(term.id)) for term in terms]
        assert keys == sorted(keys), sector
        assert len({term.id for term in terms}) == len(terms)


def test_terms_are_those_the_sector_uses(small: Project) -> None:
    """Named in a text, by whom, as party or document, or asked for; people and posts are listed elsewhere."""
    ids = [term.id for term in _context(small, "finance", "en")["sector"].terms]
    assert ids == ["council", "government", "letter", "hong-kong", "hou-hai"]
    assert [term.id for term in _context(small, "youth", "en")["sector"].terms] == ["council"]


def test_the_meeting_stands_before_what_was_reached_after_it(own: Project) -> None:
    """A document signed on its day was signed after it; what was reached earlier stands before, what is ahead last."""
    context = _context(own, "education", "en")
    timeline = context["sector"].timeline
    assert [(m.meeting, m.done) for m in timeline][:2] == [(True, True), (False, True)]
    assert timeline[0].date == timeline[1].date == context["meeting"].date
    for sector in own.sectors:
        kinds = [m.meeting or m.done for m in _context(own, sector, "en")["sector"].timeline]
        assert kinds == sorted(kinds, reverse=True), sector


@pytest.mark.parametrize("project", ["own", "small"])
def test_the_roadmap_holds_every_milestone_once(project: str, request: pytest.FixtureRequest) -> None:
    """Periods are a division of all milestones of all sectors, in the order of time."""
    loaded: Project = request.getfixturevalue(project)
    context = _context(loaded, OVERVIEW, "en")
    overview = context["sector"]
    laid_out = [milestone for period in overview.periods for milestone in period.milestones]
    assert [id(milestone) for milestone in laid_out] == [id(milestone) for milestone in overview.milestones]
    of_sectors = [milestone for sector in context["sectors"] for milestone in sector.milestones]
    assert sorted(map(id, laid_out)) == sorted(map(id, of_sectors))
    assert all(period.milestones for period in overview.periods), "a column of the roadmap is empty"
    dates = {id(view): model.date.last_day for sector in context["sectors"]
             for view, model in zip(sector.milestones, loaded.sectors[sector.id].milestones, strict=True)}  # fmt: skip
    in_order = [dates[id(milestone)] for milestone in laid_out]
    assert in_order == sorted(in_order)
    for period, column in zip(loaded.meeting.overview.periods, overview.periods, strict=True):
        if period.until:
            assert all(dates[id(milestone)] <= period.until.last_day for milestone in column.milestones)


@pytest.mark.parametrize("project", ["own", "small"])
def test_the_overview_is_the_whole_meeting(project: str, request: pytest.FixtureRequest) -> None:
    """Number 0, agreements of all sectors by date, each leading back to its sector."""
    context = _context(request.getfixturevalue(project), OVERVIEW, "zh-Hant")
    overview = context["sector"]
    assert (overview.id, overview.number) == (OVERVIEW, 0)
    of_sectors = [agreement for sector in context["sectors"] for agreement in sector.agreements]
    assert sorted(map(id, overview.agreements)) == sorted(map(id, of_sectors))
    for item in (*overview.agreements, *overview.milestones):
        assert item in (*item.sector.agreements, *item.sector.milestones)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_text_of_the_repository_is_empty(own: Project, tag: str) -> None:
    """Every lead, text and headline prints something, and only in characters of this language's kind."""
    for sector in _context(own, OVERVIEW, tag)["sectors"]:
        texts = [sector.title, sector.headline, sector.summary, sector.overview.progress, sector.overview.next_step]
        texts += [text for item in (*sector.takeaways, *sector.progress, *sector.next_steps)
                  for text in (item.lead, item.text)]  # fmt: skip
        for text in texts:
            printed = str(text)
            assert printed.strip(), sector.id
            assert "[[" not in printed
            assert any("\u4e00" <= character <= "\u9fff" for character in printed) == (tag != "en"), printed


def test_names_by_language_carry_their_language(small: Project) -> None:
    """A table of names can set each in its own typeface."""
    chair = _context(small, "finance", "en")["meeting"].chairs[0]
    assert {tag: rich.spans for tag, rich in chair.names.items()} == {
        "en": (Span("Chan Kwok-ki", language=LANGUAGES["en"]),),
        "zh-Hant": (Span("陳國基", language=LANGUAGES["zh-Hant"]),),
        "zh-Hans": (Span("陈国基", language=LANGUAGES["zh-Hans"]),),
    }


def test_the_only_sector_of_a_meeting_has_no_place_among_others(small: Project) -> None:
    """“Sector 1 of 1” says nothing."""
    alone = replace(small, meeting=small.meeting.model_copy(update={"sectors": ["finance"]}))
    context = make_context(alone, "finance", References(alone), Writer(LANGUAGES["en"], alone.glossary))
    assert context["sector"].place == ""


@pytest.mark.parametrize(("chairs", "heading"), [([], None), (["chan"], "Chair"), (["chan", "qin"], "Co-chairs")])
def test_the_heading_above_the_chairs_follows_their_number(
    small: Project, chairs: list[str], heading: str | None
) -> None:
    """One chairs alone, several together, and without any there is no heading."""
    meeting = replace(small, meeting=small.meeting.model_copy(update={"chairs": chairs}))
    context = make_context(meeting, "finance", References(meeting), Writer(LANGUAGES["en"], meeting.glossary))
    assert context["meeting"].chairs_heading == heading


def test_the_questions_of_all_sections_are_in_the_order_of_the_slides(small: Project) -> None:
    """Those of a pack that has some; sections without a question have no place among them."""
    context = make_context(small, "finance", References(small), Writer(LANGUAGES["en"], small.glossary))
    sections = context["sector"].sections
    asked = [one for one in (sections.glance, sections.progress, sections.directions) if one and one.asked]
    assert asked
    assert [str(one.question) for one in sections.questions][: len(asked)] == [str(one.asked.question) for one in asked]


def test_the_register_has_every_name_of_a_pack(small: Project) -> None:
    """Also the places that an appendix leaves out, and those of the whole meeting."""
    for pack in ("finance", OVERVIEW):
        context = make_context(small, pack, References(small), Writer(LANGUAGES["en"], small.glossary))
        assert len(context["slides"].names.register) == len(context["sector"].terms) > 0
