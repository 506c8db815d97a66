"""Finished files as Office and their readers find them: no leftovers, titles, notes, properties, sound packages."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW, Kind, Target
from reportgen.pack.writer import Mentions, Writer
from reportgen.project.load import Project
from tests.outputs.conftest import Packs
from tests.outputs.reading import normal
from tests.support.invariants import check_package
from tests.support.kinds import DECK, KINDS

LEFTOVERS = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\[\[|\]\]|\*\*|\]\(http|%\([a-z]+\)s|\b(None|Undefined|nan|TODO|TBC|lorem)\b"
    r"|<[a-z]+ object|\(\)|（）|\( |（ | ,|\.\.(?!\.)|。。|，。|；）|, \)|（；|\(;"
)
"""What a tag, markup, an absent value or a joint between two texts leaves behind."""

CLICK = re.compile(r"click to|按一下|单击", re.IGNORECASE)


def _every(packs: Packs, kind: Kind) -> list[Target]:
    targets = [target for target in packs if target.kind == kind]
    assert targets
    return targets


def test_there_are_as_many_files_as_asked_for(packs: Packs, project: Project) -> None:
    """Twelve sectors and the overview, two kinds, three languages."""
    assert len(packs) == (len(project.sectors) + 1) * 2 * 3 == 78


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_is_a_sound_package(packs: Packs, kind: Kind) -> None:
    """Nothing that Word or PowerPoint would offer to repair."""
    faults = {str(t.path): check_package(packs[t].path.read_bytes(), False) for t in _every(packs, kind)}
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_over(packs: Packs, language: str) -> None:
    """No tag, markup, absent value or empty bracket in body, notes, headers, alternative texts and properties."""
    found = []
    for target, file in packs.items():
        if target.edition == language:
            texts = [*file.paragraphs, *file.attributes(), *(element.text or "" for element in file.core)]
            found += [f"{target.path}: {text}" for text in texts if LEFTOVERS.search(text)]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize(
    "text",
    [
        "{{ sector.title }}",
        "The [[hktdc]]",
        "**now**",
        "by None",
        "as at %(date)s",
        "（）",
        "HKTDC ()",
        "[x](https://y)",
    ],
)
def test_leftovers_are_recognised(text: str) -> None:
    """The search can fail."""
    assert LEFTOVERS.search(text)


def test_no_placeholder_is_empty(packs: Packs) -> None:
    """PowerPoint shows "Click to add text" in an empty one, and a screen reader reads it."""
    found = [
        f"{target.path} {slide}: {name}"
        for target in _every(packs, DECK)
        for slide in packs[target].slides
        for name in packs[target].empty_placeholders(slide)
    ]
    found += [f"{t.path}: {text}" for t in packs for text in packs[t].paragraphs if CLICK.search(text)]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("language", LANGUAGES)
def test_slide_titles_are_there_and_tell_slides_apart(packs: Packs, language: str) -> None:
    """Outlines, links and screen readers tell slides apart: by title, or by the page in the line above it."""
    wrong = []
    for target in _every(packs, DECK):
        if target.edition == language:
            file = packs[target]
            headings = Counter(file.heading(slide) for slide in file.slides)
            wrong += [f"{target.path}: {heading!r} ×{n}" for heading, n in headings.items() if n > 1]
            wrong += [f"{target.path} {slide}: no title" for slide in file.slides if not file.title(slide)]
    assert not wrong, "\n".join(wrong)


def test_every_slide_has_notes(packs: Packs) -> None:
    """A speaker finds on each slide what to say and where it comes from."""
    without = [
        f"{target.path} {slide}"
        for target in _every(packs, DECK)
        for slide in packs[target].slides
        if len(packs[target].notes(slide)) < 20
    ]
    assert not without, "\n".join(without)


def test_notes_are_longer_than_their_labels(packs: Packs, project: Project) -> None:
    """What to say of a section is in the notes of one of its slides, word for word."""
    for sector in project.sectors.values():
        file = packs[Target(sector.id, DECK, "en")]
        notes = " ".join(file.notes(slide) for slide in file.slides)
        for section in sector.sections.values():
            start = normal((section.say.get("en") or "").split("[[")[0])[:40]
            assert start in notes, (sector.id, start)


@pytest.mark.parametrize("kind", KINDS)
def test_properties_name_the_document(packs: Packs, project: Project, kind: Kind) -> None:
    """Title and language are those of the pack, so that a search finds it and a screen reader pronounces it."""
    for target in _every(packs, kind):
        file = packs[target]
        assert file.property("language") == target.edition, target.path
        title = file.property("title")
        pack = project.meeting.overview if target.sector == OVERVIEW else project.sectors[target.sector]
        printed = Writer(LANGUAGES[target.edition], project.glossary).write(pack.title, Mentions(), record=False)
        assert normal(str(printed)) in normal(title), f"{target.path}: {title!r}"
    titles = Counter(packs[target].property("title") for target in _every(packs, kind))
    assert len(titles) > len(project.sectors), "titles do not tell packs apart"


def test_properties_tell_nothing_of_the_template(packs: Packs) -> None:
    """No author, date or program of the template's making goes out with a public document."""
    for target, file in packs.items():
        text = " ".join(element.text or "" for element in file.core)
        assert not re.search(r"python-|Steve Canny|openpyxl|generated", text), f"{target.path}: {text}"


def test_accents_are_the_sectors(packs: Packs, project: Project) -> None:
    """The theme's first accent is the colour that the palette has for the pack."""
    for target, file in packs.items():
        themes = [data for name, data in file.data.items() if "theme/theme1" in name]
        assert themes, target.path
        colour = project.palette[target.sector]
        assert f'<a:accent1><a:srgbClr val="{colour}"' in themes[0].decode("utf-8"), target.path


def test_one_letter_short_forms_do_not_stand_alone(packs: Packs) -> None:
    """港 and 深 belong in compounds, HK in tables nobody prints: a cell or a list of doers names the place."""
    alone = re.compile(r"^(港|深|HK)$|[（、(](港|深|HK)[、；;,）)]")
    found = [
        f"{target.path}: {unit}" for target, file in packs.items() for unit in file.paragraphs if alone.search(unit)
    ]
    assert not found, "\n".join(found)


def test_the_same_slides_in_every_language(packs: Packs, project: Project) -> None:
    """A deck has the same number of slides in all editions, so that speakers can change language at any slide."""
    wrong = {}
    for sector in (*project.sectors, OVERVIEW):
        counts = [len(packs[Target(sector, DECK, language)].slides) for language in LANGUAGES]
        # English lists fewer names on a page, so the tables of names may take one slide more or less
        if max(counts) - min(counts) > 1 or counts[1] != counts[2]:
            wrong[sector] = counts
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_forms_are_introduced_where_the_audience_sees_them(packs: Packs, project: Project, language: str) -> None:
    """A full name with its short form stands on the slides, not in the notes alone, which only the speaker reads."""
    left, right = (" (", ")") if language == "en" else ("（", "）")
    hidden = []
    for sector in project.sectors:
        file = packs[Target(sector, DECK, language)]
        notes = " ".join(file.notes(slide) for slide in file.slides)
        slides = " ".join(file.slide_text(slide) for slide in file.slides)
        for term in project.glossary:
            introduction = normal(f"{term.names[language]}{left}{term.shorts.get(language)}{right}")
            if introduction in notes and introduction not in slides and term.shorts[language] in slides:
                hidden.append(f"{sector}: {introduction}")
    assert not hidden, "\n".join(hidden)
