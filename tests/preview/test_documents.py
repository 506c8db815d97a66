"""Documents that are made to be looked at: the same as those that are delivered, with each text's origin."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from reportgen.build.render import Renderer
from reportgen.office.markup.equal_runs import join_equal_runs
from reportgen.office.markup.marks import SCALED, TRACED
from reportgen.preview.reading.documents import Documents, Origin
from reportgen.preview.reading.words import Words
from reportgen.project.approvals import Approvals
from reportgen.project.load import Project
from tests.support.projects import all_targets

_NUMBER = re.compile(rf' (?:{TRACED}|{SCALED})="[\d.]+"'.encode())


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _plain(data: bytes) -> dict[str, str]:
    """The parts without numbers; runs that these alone kept apart are one, as they are in delivered files."""
    parts = {name: re.sub(b"<[aw]:rPr/>", b"", _NUMBER.sub(b"", part)) for name, part in _parts(data).items()}
    return {name: join_equal_runs(part.decode("utf-8", "surrogateescape")) for name, part in parts.items()}


def test_what_is_looked_at_is_what_is_delivered(own: Project) -> None:
    """Byte by byte but for the numbers of runs, and runs that these keep apart: delivered files have neither."""
    documents, renderer = Documents(own), Renderer(own)
    for target in [target for target in all_targets(own) if target.sector in ("finance", "overview")]:
        delivered = renderer.render(target).data
        assert not any(_NUMBER.search(part) for part in _parts(delivered).values())
        assert _plain(documents[target].data) == _plain(delivered), target.path


@pytest.mark.parametrize("kind", ["deck", "summary"])
def test_every_text_of_the_content_knows_where_it_is_written(own: Project, kind: str) -> None:
    """What printing recorded: each text with an origin in a file is one that its file has."""
    documents = Documents(own)
    target = next(
        one for one in all_targets(own) if (one.sector, one.kind.name, one.edition) == ("finance", kind, "en")
    )
    texts = [text for page in documents[target].pages for text in page.texts]
    origins = [text.origin for text in texts if text.origin is not None and text.origin.kind == "text"]
    assert Origin("text", "finance", ("headline",)) in origins
    assert len(origins) > 20
    for text in texts:
        if text.origin is not None and text.origin.kind == "text" and text.origin.file != "labels":
            value = own.documents[text.origin.file].value
            for step in text.origin.path:
                value = value[step]
            words = re.sub(r"\[\[[^]]*\]\]", " ", value["en"]).replace(",", "").split()
            assert all(word in text.text for word in words[:3]), words[:3]


def test_a_page_knows_the_slide_of_the_template_that_made_it(own: Project) -> None:
    """Also where it goes on over several."""
    documents = Documents(own)
    for target in [one for one in all_targets(own) if one.sector == "finance" and one.kind.name == "deck"]:
        assert all(page.template_step.startswith("slide ") for page in documents[target].pages)


def test_a_text_says_how_it_fills_its_shape(own: Project) -> None:
    """By the measure of fitting: in delivered decks every text fits, and no line is counted that is not there."""
    documents = Documents(own)
    target = next(one for one in all_targets(own) if one.path.name == "finance-deck.en.pptx")
    rooms = [text.paragraph.room for page in documents[target].pages for text in page.texts]
    measured = [room for room in rooms if room is not None]
    assert len(measured) > 20
    assert all(room.fits and 1 <= room.lines <= room.room for room in measured)


def test_a_text_that_was_made_smaller_to_fit_says_so(own: Project) -> None:
    """By the share of its designed size, in the file that is looked at."""
    documents = Documents(own)
    decks = [target for target in all_targets(own) if target.kind.name == "deck" and target.sector == "overview"]
    scales = {text.paragraph.scale for deck in decks for page in documents[deck].pages for text in page.texts}
    assert min(scales) < 1 == max(scales)


def test_two_languages_side_by_side_are_written_and_derived_from_nothing(own: Project) -> None:
    """A text of both is written where both stand, and nobody signs it off there."""
    words = Words(Documents(own), Approvals())
    target = next(
        one for one in all_targets(own) if (one.sector, one.kind.name, one.edition) == ("finance", "deck", "en")
    )
    both = replace(target, edition="en+zh-Hant")
    cells = [cell for page in words.pages([both], 1).pages for row in page.rows for cell in row.texts.values()]
    assert {cell.state for cell in cells} == {"written"}
    assert {("headline",), ("title",)} <= {cell.place.key for cell in cells if cell.place}
