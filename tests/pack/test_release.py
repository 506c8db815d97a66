"""Draft, classification and embargo: set once in the meeting's file, printed on every slide and page."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import docx
import pytest
from pptx import Presentation
from pydantic import ValidationError

from reportgen.build.render import Renderer
from reportgen.model.content import Text
from reportgen.model.language import LANGUAGES
from reportgen.model.meeting import Release
from reportgen.model.target import OVERVIEW, Kind, Target
from reportgen.project.load import Project
from tests.support.kinds import DECK, KINDS, SUMMARY
from tests.support.office import texts

DRAFT = {"en": "DRAFT", "zh-Hant": "擬稿", "zh-Hans": "草稿"}
EMBARGO = {
    "en": "Not for publication before 18:00 on February 22, 2023",
    "zh-Hant": "2023年2月22日18:00前不得發布",
    "zh-Hans": "2023年2月22日18:00前不得发布",
}
SET_ONLY = {"en": "Not for publication", "zh-Hant": "前不得發布", "zh-Hans": "前不得发布"}
RESTRICTED = {"en": "Restricted", "zh-Hant": "限閱", "zh-Hans": "限阅"}
PACKS = ("finance", OVERVIEW)


def _render(project: Project, release: dict[str, Any], sector: str, kind: Kind, tag: str) -> bytes:
    meeting = project.meeting.model_copy(update={"release": Release.model_validate(release)})
    return Renderer(dataclasses.replace(project, meeting=meeting)).render(Target(sector, kind, tag)).data


def _full(tag: str) -> dict[str, Any]:
    classification = {k: v for k, v in RESTRICTED.items() if k != "zh-Hans"}
    return {"status": "draft", "classification": classification, "embargo": "2023-02-22 18:00"}


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("sector", PACKS)
def test_every_slide_shows_them(own: Project, sector: str, tag: str) -> None:
    """A slide shows the shapes of its master, unless its layout has its own."""
    deck = Presentation(io.BytesIO(_render(own, _full(tag), sector, DECK, tag)))
    for slide in deck.slides:
        layout = slide.slide_layout
        own_shapes = layout._element.get("showMasterSp") == "0"
        shown = [*slide.shapes, *layout.shapes, *(() if own_shapes else layout.slide_master.shapes)]
        words = "\n".join(_plain(shape.text_frame.text) for shape in shown if shape.has_text_frame)
        for expected in (DRAFT[tag], EMBARGO[tag], RESTRICTED[tag]):
            assert expected in words, slide.name


def test_the_mark_of_a_draft_stands_above_the_headline(own: Project) -> None:
    """It is moved onto the slide from beside it, to where no shape of a slide can cover it."""
    deck = Presentation(io.BytesIO(_render(own, _full("en"), "finance", DECK, "en")))
    layouts = [slide.slide_layout for slide in deck.slides]
    holders = [one if one._element.get("showMasterSp") == "0" else one.slide_master for one in layouts]
    for slide, holder in zip(deck.slides, holders, strict=True):
        (mark,) = (shape for shape in holder.shapes if shape.name == "Draft mark")
        assert mark.left > 0
        assert mark.top + mark.height <= slide.shapes.title.top


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("sector", PACKS)
def test_every_page_shows_them(own: Project, sector: str, tag: str) -> None:
    """The watermark stands in the headers, behind the text; the lines stand in the footers. Page 1 has its own."""
    data = _render(own, _full(tag), sector, SUMMARY, tag)
    section = docx.Document(io.BytesIO(data)).sections[0]
    for header, footer in ((section.header, section.footer), (section.first_page_header, section.first_page_footer)):
        assert DRAFT[tag] in texts(data, str(header.part.partname).lstrip("/"))
        assert header._element.xpath(".//wp:anchor/@behindDoc") == ["1"]
        line = _plain("".join(texts(data, str(footer.part.partname).lstrip("/"))))
        assert f"{RESTRICTED[tag]}  |  {EMBARGO[tag]}" in line


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sector", PACKS)
def test_nothing_is_printed_when_nothing_is_set(own: Project, sector: str, kind: Kind, tag: str) -> None:
    """No watermark, no line, and no separator that would have stood before one."""
    words = [_plain(text) for text in texts(_render(own, {}, sector, kind, tag))]
    assert DRAFT[tag] not in words
    assert not any(SET_ONLY[tag] in text for text in words)
    assert not any(text.strip() == "|" for text in words)


def test_an_embargo_without_a_time_names_the_day(own: Project) -> None:
    """There is no midnight that nobody set."""
    data = _render(own, {"embargo": "2023-02-23"}, "finance", SUMMARY, "en")
    assert any(
        "Not for publication before February 23, 2023" in _plain(text) for text in texts(data, "word/footer1.xml")
    )


@pytest.mark.parametrize("written", ["2023-02", "2023-02-30", "tomorrow", "2023-02-22 25:00", "2023-02-22 6pm"])
def test_an_embargo_is_a_day_of_the_calendar(written: str) -> None:
    """Anything else is refused when the file is read."""
    with pytest.raises(ValidationError, match=r"with or without|calendar"):
        Release.model_validate({"embargo": written})


def test_a_release_is_final_and_open_by_itself() -> None:
    """A project that sets nothing prints nothing."""
    release = Release()
    assert (release.status, release.classification, release.embargo) == ("final", None, None)
    assert Release(classification=Text.model_validate(RESTRICTED)).classification
