"""Fixed words typed in a template are printed in the edition's language where a label says the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from reportgen.model.content import Text
from reportgen.model.glossary import Glossary
from reportgen.model.language import LANGUAGES
from reportgen.pack.writer import TypedWords, Writer
from reportgen.template import OfficeTemplate
from tests.support.cxml import xml
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, select

LABELS: Mapping[str, Mapping[str, str]] = {
    "signed": {"en": "Signed on", "zh-Hant": "簽署日期"},
    "chair": {"en": "Chair’s remarks", "zh-Hant": "主席發言"},
    "event": {"en": "Event", "zh-Hant": "活動"},
    "event_kind": {"en": "Event", "zh-Hant": "事項"},
    "due": {"en": "Due", "zh-Hant": "限期"},
    "due_again": {"en": "Due", "zh-Hant": "限期"},
    "as_at": {"en": "as at %(date)s", "zh-Hant": "截至%(date)s"},
    "english_only": {"en": "Footnote"},
}


def _words(own: Mapping[str, Text] = MappingProxyType({})) -> TypedWords:
    return TypedWords({key: Text(dict(label)) for key, label in LABELS.items()}, own)


def _writer(tag: str) -> Writer:
    return Writer(LANGUAGES[tag], Glossary({}))


@pytest.mark.parametrize(
    ("typed", "traditional", "simplified"),
    [
        ("Signed on", "簽署日期", "签署日期"),
        ("  Signed  on ", "簽署日期", "签署日期"),
        ("Chair's remarks", "主席發言", "主席发言"),
        ("Due", "限期", "限期"),
        ("Event", None, None),
        ("signed on", None, None),
        ("as at %(date)s", None, None),
        ("Footnote", None, None),
        ("Somewhere", None, None),
    ],
)
def test_a_typed_text_is_what_its_label_says(typed: str, traditional: str | None, simplified: str | None) -> None:
    """Quotation marks and outer spaces do not matter; a text that labels translate in two ways is left alone."""
    words = _words()
    assert words.written(typed, _writer("zh-Hant")) == traditional
    assert words.written(typed, _writer("zh-Hans")) == simplified


def test_a_template_may_be_written_in_any_language_of_the_labels() -> None:
    """Templates in English serve a project whose authors write Chinese, and the reverse."""
    assert _words().written("簽署日期", _writer("en")) == "Signed on"
    assert _words().written("Signed on", _writer("en")) == "Signed on"


def test_what_a_meeting_words_otherwise_is_printed_for_the_words_of_the_templates() -> None:
    """Whether a template has the words of `labels.yaml` typed or those of the meeting."""
    words = _words({"signed": Text({"en": "Agreed on", "zh-Hant": "議定日期"})})
    for typed in ("Signed on", "Agreed on"):
        assert words.written(typed, _writer("en")) == "Agreed on"
        assert words.written(typed, _writer("zh-Hant")) == "議定日期"


def _chinese(data: bytes, office: Office) -> bytes:
    words, writer = _words(), _writer("zh-Hant")
    template = OfficeTemplate(data, "a.docx" if office is WORD else "a.pptx")
    return template.compile(LANGUAGES["zh-Hant"], None, lambda text: words.written(text, writer)).render({"x": "X"})


def test_whole_paragraphs_cells_and_alt_texts_are_replaced(office: Office) -> None:
    """However many runs a paragraph has; words in a sentence or beside a tag are left alone."""
    data = office.with_table(["Signed on", "Signed on\nSigned on {{ x }}", "It was Signed on"])
    assert office.rows(_chinese(data, office)) == [["簽署日期", "簽署日期\nSigned on X", "It was Signed on"]]


def test_runs_and_alt_texts() -> None:
    """The words take the place of the first run, with its formatting."""
    cut = xml('w:p/(w:r/(w:rPr/w:b,w:t"Signed "),w:r/w:t"on")')
    assert WORD.lines(_chinese(docx_of(cut, "1"), WORD)) == ["簽署日期", "1"]

    def describe(slide: object) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "Due")  # type: ignore[attr-defined]

    data = _chinese(pptx_of(Slide(["{{ x }}"], change=describe)), POWERPOINT)
    assert "限期" in select(data, POWERPOINT.main, "//p:cNvPr/@descr")
