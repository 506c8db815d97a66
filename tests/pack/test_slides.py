"""The slides of a pack: which items each has, in which order, and what stands beside them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from reportgen.build.render import Renderer
from reportgen.model.dates import parse_date
from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW, Target
from reportgen.pack.context import make_context
from reportgen.pack.fields import field_types
from reportgen.pack.references import KEY_TERMS, References
from reportgen.pack.slide_views import lanes
from reportgen.pack.slide_views.lanes import LABEL, MOST_STEPS, label_places
from reportgen.pack.slide_views.slide_items import is_long_number
from reportgen.pack.slide_views.slides import SlidesView
from reportgen.pack.writer import Writer
from reportgen.project.load import Project, load_project
from reportgen.template import Chart
from reportgen.template.runtime.pages import Paging
from tests.golden.small import change
from tests.support.kinds import DECK
from tests.support.office import Slide, pptx_of

NAMES = list(field_types(SlidesView))
OF_SECTORS = {"progress", "directions", "milestones"}
OF_THE_MEETING = {"statements", "sectors", "roadmap", "lanes", "attendees"}


def _context(project: Project, pack: str, tag: str = "en") -> dict[str, Any]:
    return make_context(project, pack, References(project), Writer(LANGUAGES[tag], project.glossary))


def _slide(project: Project, pack: str, name: str, tag: str = "en") -> Any:
    return getattr(_context(project, pack, tag)["slides"], name)


def _texts(slide: Any, *names: str) -> list[tuple[str, ...]]:
    return [tuple(str(getattr(item, name)) for name in names) for item in slide]


@pytest.fixture
def changed(root: Path) -> Callable[..., Project]:
    """Changes a text of the small project, and loads it."""

    def load(*changes: tuple[str, str, str]) -> Project:
        for name, old, new in changes:
            change(root, name, old, new)
        return load_project(root)

    return load


FINANCE = "content/sectors/finance.yaml"
YOUTH = "content/sectors/youth.yaml"


def test_a_long_number_says_so_and_may_end_its_line_between_words(changed: Callable[..., Project]) -> None:
    """Templates set all numbers of the strip smaller then; digits stay together."""
    short = _slide(changed((FINANCE, "value: 10000", "value: 12")), "finance", "glance").figures
    assert not any(figure.is_long for figure in short[:2])
    glance = _slide(changed((FINANCE, "value: 12", "value: 12500000\n    currency: USD")), "finance", "glance")
    assert glance.long_figures
    assert glance.figures[0].loose == "US$12.5 million+"
    digits = changed((FINANCE, "value: 12500000\n    currency: USD", "value: 1234567"))
    assert _slide(digits, "finance", "glance").figures[0].loose == "1\u00a0234\u00a0567+"


@pytest.mark.parametrize(
    ("number", "is_long"), [("≈ 400", False), ("205名", False), ("約400名", True), ("10 000+", False)]
)
def test_a_number_is_as_long_as_programs_set_it(number: str, is_long: bool) -> None:
    """They leave a space between Chinese and digits, for which a strip of four numbers has no room."""
    assert is_long_number(number) is is_long


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_slide_of_every_pack_has_a_headline_of_its_own(own: Project, tag: str) -> None:
    """A slide that is shown has a sentence and something to say; no two of a deck have the same sentence."""
    for pack in (OVERVIEW, *own.sectors):
        slides = _context(own, pack, tag)["slides"]
        names = [name for name in NAMES if name != "roadmap"]  # tells the dates of the lanes in columns
        shown = [slide for name in names if (slide := getattr(slides, name))]
        headlines = [str(slide.headline) for slide in shown]
        assert len(set(headlines)) == len(headlines), pack
        for slide in shown:
            assert str(slide.say).strip()
            assert len(slide.notes) >= 4
            assert str(slide.headline) not in [str(getattr(item, "text", "")) for item in slide]


def test_one_template_serves_sectors_and_the_whole_meeting(own: Project) -> None:
    """Slides of the meeting are empty for a sector, and the other way round; an empty slide has no page."""
    paging = Paging()
    for pack in (OVERVIEW, *own.sectors):
        slides = _context(own, pack)["slides"]
        empty = {name for name in NAMES if not getattr(slides, name)}
        assert empty >= (OF_SECTORS if pack == OVERVIEW else OF_THE_MEETING)
        assert all(not paging.pages(getattr(slides, name)) for name in empty)
        assert empty & {"glance", "names", "sources"} == set()


def test_a_page_of_a_slide_knows_the_slide(own: Project) -> None:
    """Its headline and what stands beside; its items count on, and what changes a list is not handed on."""
    slide = _slide(own, "innovation", "progress")
    first, second = Paging().pages(slide, 3)
    assert (first.headline, first.why, second.number, second.count) == (slide.headline, slide.why, 2, 2)
    assert [item.number for page in (first, second) for item in page] == [1, 2, 3, 4, 5, 6]
    with pytest.raises(AttributeError):
        Paging().pages([1])[0].append  # noqa: B018 - asked for, as a template does


# -- at a glance


def test_the_numbers_of_a_glance_are_figures_then_the_next_date_then_what_was_signed(own: Project) -> None:
    """At most four, or else the next step; a count of our own making is not among them, and a zero is none."""
    innovation = _slide(own, "innovation", "glance").figures
    assert _texts(innovation, "number") == [("4",), ("2",), ("First half of 2023",)]
    assert str(innovation[2].label) == "Science Park branch to open"
    assert _texts(_slide(own, "finance", "glance").figures, "number", "label") == [
        ("1", "letter of intent signed, February\u00a022,\u00a02023")
    ]
    assert _texts(_slide(own, "finance", "glance", "zh-Hant").figures, "number", "label") == [
        ("1份", "意向書，2023年2月22日簽署")
    ]
    assert _texts(_slide(own, "northern-metropolis", "glance").figures, "number", "label") == [
        ("Next step", "First meeting in Shenzhen shortly")
    ]
    assert len(_slide(own, "professional-services", "glance").figures) == 4


def test_a_figure_of_nothing_is_not_shown(changed: Callable[..., Project]) -> None:
    """A slide says what there is."""
    project = changed((FINANCE, "value: 205", "value: 0"))
    numbers = [str(one.number) for one in _slide(project, "finance", "glance").figures]
    assert numbers == ["10\u00a0000+", "From end-2024", "1"]


# -- directions


def test_directions_of_the_same_bodies_stand_together(changed: Callable[..., Project]) -> None:
    """In the order in which bodies first appear; each begins with a capital, and numbers follow the rows."""
    project = changed((FINANCE, "探討保險。\n    by: [government]", "探討保險。\n    by: [council]"),
                      (FINANCE, "探討債券。\n", "探討債券。\n    by: [government, council]\n"))  # fmt: skip
    rows = _texts(_slide(project, "finance", "directions"), "number", "lead", "who", "due")
    both = "Government of Hong Kong, Hong Kong Trade Council"
    assert rows == [
        ("1", "First step", both, "None"),
        ("2", "Third step", both, "None"),
        ("3", "Second step", "Hong Kong Trade Council", "None"),
    ]


@pytest.mark.parametrize(
    ("tag", "due"),
    [("en", ["From June\u00a02024", "Not stated", "Not stated"]), ("zh-Hant", ["2024年6月起", "未載明", "未載明"])],
)
def test_where_a_date_is_known_the_others_say_that_theirs_is_not(
    changed: Callable[..., Project], tag: str, due: list[str]
) -> None:
    """Without any there is nothing, and the column goes."""
    project = changed((FINANCE, "探討金融科技。\n", "探討金融科技。\n    due: from 2024-06\n"))
    assert [step.due for step in _slide(project, "finance", "directions", tag)] == due
    assert [step.due for step in _context(project, "finance", tag)["sector"].next_steps][1:] == [None, None]


def test_a_name_with_a_capital_inside_keeps_its_small_letter(changed: Callable[..., Project]) -> None:
    """The iAM Smart service does not become IAM Smart."""
    project = changed(("glossary/bodies.csv", "Hong Kong Trade Council,HKTC", "iAM Smart,iAM"),
                      ("glossary/bodies.csv", "Government of Hong Kong,", "government of Hong Kong,"))  # fmt: skip
    rows = [step.who for step in _slide(project, "finance", "directions")]
    assert rows[:2] == ["Government of Hong Kong, iAM Smart", "Government of Hong Kong"]


# -- documents


def test_one_document_has_a_slide_of_its_own_and_several_share_one(own: Project) -> None:
    """Never both."""
    for pack, one, several in (("finance", 1, 0), ("innovation", 0, 0), (OVERVIEW, 0, 4)):
        slides = _context(own, pack)["slides"]
        assert (len(slides.document), len(slides.documents)) == (one, several)


@pytest.mark.parametrize(
    ("tag", "titles"),
    [
        ("en", ("Letter of Intent on Internships", "實習計劃意向書\u00a0†")),
        ("zh-Hant", ("實習計劃意向書\u00a0†", "Letter of Intent on Internships")),
    ],
)
def test_a_document_has_its_name_in_both_languages_of_the_record(
    small: Project, tag: str, titles: tuple[str, str]
) -> None:
    """The mark stands at the Chinese name, and a note says what it means."""
    slide = _slide(small, "finance", "document", tag)
    assert _texts(slide, "title", "title_2") == [titles]
    assert slide.unchecked
    assert "†" in slide.note


# -- milestones


def test_a_timeline_is_to_scale(own: Project) -> None:
    """Days and months are points, periods are as long as they are, what is open goes on to the end."""
    slide = _slide(own, "innovation", "milestones")
    entries = {entry.kind: entry for entry in slide}
    assert [entry.kind for entry in slide] == ["reached", "meeting", "ahead", "ahead"]
    assert (entries["meeting"].lead, slide[2].start < slide[2].end) != (None, False)
    assert slide[0].start == slide[0].end < slide[1].start == slide[1].end
    assert slide[2].start < slide[1].start < slide[2].end  # the first half of 2023 has begun
    assert (slide[3].open, slide[3].end) == (True, 1.0)
    assert all(0 <= entry.start <= entry.end <= 1 for entry in slide)
    assert [str(tick.name) for tick in slide.years] == ["2023", "2024", "2025"]
    starts = [tick.start for tick in slide.years]
    assert starts[1] - starts[0] == pytest.approx(starts[2] - starts[1], abs=0.01)


@pytest.mark.parametrize("pack", ["finance", "northern-metropolis"])
def test_fewer_than_two_dates_make_no_timeline(own: Project, pack: str) -> None:
    """One date beside the meeting is told elsewhere."""
    slide = _slide(own, pack, "milestones")
    assert not slide
    assert not slide.years


def test_a_short_timeline_has_ticks_for_months(own: Project) -> None:
    """Few enough to be read, each on the line."""
    for pack in own.sectors:
        slide = _slide(own, pack, "milestones")
        assert len(slide.years) <= 7
        assert all(0 <= tick.start < 1 for tick in slide.years)
    assert [str(tick.name) for tick in _slide(own, "environment", "milestones").years] == [
        "January\u00a02023", "February\u00a02023", "March\u00a02023"
    ]  # fmt: skip


# -- figures


def test_figures_have_a_slide_where_three_can_be_compared(changed: Callable[..., Project]) -> None:
    """As the chart decides, the largest first."""
    assert not _slide(changed(), "finance", "figures")
    figure = "  - {value: %s, unit: {en: places}, label: {en: For %s}, source: record#5}\n"
    more = "".join(figure % (value, value) for value in (30, 50, 40))
    slide = _slide(changed((FINANCE, "\nfigures:\n", f"\nfigures:\n{more}")), "finance", "figures")
    assert isinstance(slide.chart, Chart)
    assert (
        [str(figure.label) for figure in slide]
        == list(map(str, slide.chart.categories))
        == ["For 50", "For 40", "For 30"]
    )


# -- lanes


@pytest.mark.parametrize("tag", LANGUAGES)
def test_lanes_hold_every_date_of_the_meeting_once(own: Project, tag: str) -> None:
    """A lane for each sector with dates, in the meeting's order and its colour; a note names the others."""
    context = _context(own, OVERVIEW, tag)
    slide, sectors = context["slides"].lanes, context["sectors"]
    dated = [sector for sector in sectors if sector.milestones]
    assert [lane.sector.id for lane in slide] == [sector.id for sector in dated]
    assert [{span.colour for span in lane.name.spans} for lane in slide] == [{sector.colour} for sector in dated]
    steps = [step._node for lane in slide for step in lane.steps]
    dates = [one._node for one in context["sector"].milestones]
    assert sorted((node.file, node.path) for node in steps) == sorted((node.file, node.path) for node in dates)
    assert all(str(sector.title) in slide.note for sector in sectors if not sector.milestones)


@pytest.mark.parametrize(
    ("tag", "note"),
    [("en", "2 of 4 sectors have no dated milestone"), ("zh-Hant", "4個範疇中，有2個沒有訂明日期"),
     ("zh-Hans", "4个领域中，有2个未说明日期")],
)  # fmt: skip
def test_of_many_sectors_without_dates_the_number_is_said(
    own: Project, tag: str, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of forty names has no room below the lanes."""
    undated = [sector for sector in _context(own, OVERVIEW)["sectors"] if not sector.milestones]
    total = len(own.meeting.sectors)
    assert all(str(sector.title) in _slide(own, OVERVIEW, "lanes").note for sector in undated)
    monkeypatch.setattr(lanes, "MOST_NAMED", 2 * len(undated))
    assert _slide(own, OVERVIEW, "lanes", tag).note == note.replace("2", str(len(undated))).replace("4", str(total))


def test_all_lanes_stand_along_one_line(own: Project) -> None:
    """Days and months are points, periods reach as far as they do, also in another lane; what lay ahead comes later."""
    slide = _slide(own, OVERVIEW, "lanes")
    steps = [step for lane in slide for step in lane.steps]
    assert all(0 <= step.start <= step.end <= 1 for step in steps)
    signed = {step.start for step in steps if step.stored_date == parse_date("2023-02-22")}
    assert signed == {slide.today}
    assert min(step.end for step in steps if not step.done) > slide.today
    assert {step.start == step.end for step in steps} == {True, False}
    assert [str(year.name) for year in slide.years][:2] == ["2019", "2020"]


def test_the_words_of_a_lane_stand_beside_one_another(own: Project) -> None:
    """Each has a sixth of the line at the least; where nobody is in the way they begin where their step does."""
    for lane in _slide(own, OVERVIEW, "lanes"):
        places = [(step.label_start, step.label_end) for step in lane.steps]
        assert all(end - start >= LABEL - 1e-9 for start, end in places)
        assert all(end <= start for (_, end), (start, _) in pairwise(places))
        assert len(places) > 1 or places[0][0] == lane.steps[0].start


@given(st.lists(st.floats(0, 1), min_size=1, max_size=MOST_STEPS).map(sorted))
def test_words_lie_within_the_line_wherever_steps_begin(starts: list[float]) -> None:
    """Also four of them at one end."""
    places = label_places(starts)
    assert all(start >= -1e-9 and end <= 1 + 1e-9 and end - start >= LABEL - 1e-9 for start, end in places)


def test_a_sector_with_many_dates_has_several_lanes(changed: Callable[..., Project]) -> None:
    """Four dates in each at the most."""
    step = "  - {date: 2023-0%s, status: planned, lead: {en: Step}, text: {en: A step}, source: record#7}\n"
    more = "".join(step % month for month in range(4, 9))
    project = changed((YOUTH, "\nmilestones:\n", f"\nmilestones:\n{more}"))
    lanes = [(lane.sector.id, len(lane.steps)) for lane in _slide(project, OVERVIEW, "lanes")]
    dates = len(_context(project, "youth")["sector"].milestones)
    assert [count for sector, count in lanes if sector == "youth"] == [MOST_STEPS, dates - MOST_STEPS]


def test_dates_of_one_sector_make_no_lanes(root: Path, changed: Callable[..., Project]) -> None:
    """They have a timeline of their own."""
    assert _slide(changed(), OVERVIEW, "lanes")
    dates = re.search(r"\nmilestones:\n(?: .*\n)+", (root / YOUTH).read_text(encoding="utf-8"))
    assert dates
    slide = _slide(changed((YOUTH, dates[0], "\n")), OVERVIEW, "lanes")
    assert (list(slide), list(slide.years), slide.today) == ([], [], None)


# -- names, people


@pytest.mark.parametrize("pack", ["finance", OVERVIEW])
def test_a_deck_shows_the_names_to_know(own: Project, pack: str) -> None:
    """At most eight, the same in every language, as the whole list has them; documents that were signed are there."""
    names = {tag: _slide(own, pack, "names", tag) for tag in LANGUAGES}
    ids = [[name._node.path for name in slide] for slide in names.values()]
    assert ids[0] == ids[1] == ids[2]
    assert len(ids[0]) == KEY_TERMS
    sector = _context(own, pack)["sector"]
    assert {one.document.id for one in sector.agreements} <= {path[0] for path in ids[0]}
    order = [term.id for term in sector.terms]
    assert sorted(ids[0], key=lambda path: order.index(path[0])) == ids[0]


def test_a_place_that_texts_name_by_its_short_form_is_a_name_to_know(own: Project) -> None:
    """HSITP is in the list, so that the audience sees what it stands for; Hong Kong, a place named as often, is not."""
    ids = [name._node.path[0] for name in _slide(own, "innovation", "names", "en")]
    assert "hsitp" in ids
    assert "hong-kong" not in ids


@pytest.mark.parametrize(
    ("tag", "languages"),
    [
        ("en", ["English", "繁體中文（香港）", "简体中文（内地）"]),
        ("zh-Hant", ["繁體中文（香港）", "简体中文（内地）", "English"]),
        ("zh-Hans", ["简体中文（内地）", "繁體中文（香港）", "English"]),
    ],
)
def test_names_begin_with_the_language_of_the_deck(small: Project, tag: str, languages: list[str]) -> None:
    """Each column says its language, and unchecked Chinese names have their mark."""
    slide = _slide(small, "finance", "names", tag)
    assert [str(slide.language_1), str(slide.language_2), str(slide.language_3)] == languages
    letter = next(name for name in slide if name.unchecked)
    marked = [str(name).endswith("\u00a0†") for name in (letter.name_1, letter.name_2, letter.name_3)]
    assert marked == [language != "English" for language in languages]


def test_who_said_it_is_a_short_post_and_a_name(small: Project) -> None:
    """Initials are no post that every reader knows."""
    assert _texts(_slide(small, OVERVIEW, "statements"), "who") == [("Chief Secretary, Mr Chan Kwok-ki",)]
    assert _texts(_slide(small, OVERVIEW, "statements", "zh-Hans"), "who") == [("政务司司长陈国基",)]


# -- what every slide has


@pytest.mark.parametrize(
    ("pack", "tag", "footer", "edition", "place"),
    [
        ("finance", "en", "Co-operation Meeting 2023  |  Finance  |  February\u00a022,\u00a02023",
         "Sector deck, English edition", "Sector 1 of 2"),
        (OVERVIEW, "zh-Hant", "二○二三年合作會議  |  總覽  |  2023年2月22日",
         "總覽簡報　繁體中文（香港）版", "各範疇總覽"),
    ],
)  # fmt: skip
def test_lines_of_every_slide(small: Project, pack: str, tag: str, footer: str, edition: str, place: str) -> None:
    """Footer, edition, place and release need no logic."""
    context = _context(small, pack, tag)
    assert str(context["footer"]) == footer
    assert str(context["edition"]) == edition
    assert str(context["sector"].place) == place
    assert str(context["release"]) == ("Public" if tag == "en" else "公開資料")
    assert [sector.current for sector in context["sectors"]] == [pack == "finance", False]


def test_a_release_without_limits_is_false(changed: Callable[..., Project]) -> None:
    """What prints it may ask whether there is one."""
    classification = "  classification:\n    en: >-\n      Public\n    zh-Hant: >-\n      公開資料\n"
    project = changed(("content/meeting.yaml", f"release:\n{classification}", ""))
    assert not _context(project, "finance")["release"]


def test_notes_are_a_paragraph_each(small: Project) -> None:
    """What to say, the source and a likely question, with their headings in bold."""
    notes = _slide(small, "finance", "glance").notes
    assert str(notes).split("\u2029") == [
        "Say", "The Hong Kong Trade Council (HKTC) reports that access works.",
        "Source", "Press release of February\u00a023,\u00a02023", "paragraphs 2–6",
        "If asked", "How many places?", "The record does not say.",
    ]  # fmt: skip
    assert [span.text for span in notes.__rich_aside__() if span.bold] == ["Say", "Source", "If asked"]


def test_what_an_author_noted_about_an_item_is_in_the_notes(own: Project) -> None:
    """With the item's lead and source, behind the sources of the slide; items without a note have no line."""
    lines = str(_slide(own, OVERVIEW, "statements").notes).split("\u2029")
    (noted,) = [line for line in lines if "entrepreneurship" in line]
    assert lines.index("Source") < lines.index(noted) < lines.index("If asked")
    assert noted.startswith("Key areas named: ")
    assert noted.endswith("(paragraph\u00a03)")
    assert lines.index("If asked") - lines.index(noted) == 1


def test_what_stands_alone_in_its_paragraph_is_one_text_unless_it_is_a_list(root: Path) -> None:
    """Parties and notes make a paragraph each; a number with its measure word, a caption and a name make one."""
    lone = ("slide.notes", "slide[0].parties", "slide[0].title_2", "slide[0].notes", "sector.figures[0].number",
            "sector.figures[0].caption", "footer", "release", "meeting.chairs")  # fmt: skip
    body = [f"{{{{ {name} }}}}" for name in lone]
    deck = pptx_of(Slide(body, notes="{%slide for slide in slides.document|pages %}\n{{ slide.notes }}"))
    (root / "templates/deck.pptx").write_bytes(deck)
    made = Renderer(load_project(root)).render(Target("finance", DECK, "zh-Hant")).data
    slide = Presentation(io.BytesIO(made)).slides[0]
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    texts = [paragraph.text for frame in frames for paragraph in frame.paragraphs if paragraph.text]
    notes = [paragraph.text for paragraph in slide.notes_slide.notes_text_frame.paragraphs]
    assert notes == ["講稿", "已簽署一份文件。", "資料來源", "2023年2月23日新聞公報", "第2至6段"]
    assert texts == [
        *notes, "香港特區政府", "香港貿易議會", "Letter of Intent on Internships",
        "實習計劃意向書：提供實習機會（第5段）",
        "超過10\u00a0000名", "旅客到訪后海灣，截至2022年年底",
        "二○二三年合作會議  |  金融服務  |  2023年2月22日", "公開資料", "陳國基", "覃偉中",
    ]  # fmt: skip
