"""What bounds tell without measuring is what measuring tells."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.fit.bounds import Bounds
from reportgen.fit.slide import SlideFitter
from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of, table

_TEXTS = st.sampled_from([
    "", "Both sides", "深港兩地攜手推進", "HKTDC 與深圳市商務局", "a/b", "2023年2月23日",
    "Both sides will explore further measures to deepen co-operation in financial services and innovation. " * 2,
    "雙方將探討進一步措施，深化金融服務和創科合作，並按實際情況適時公布新的安排。" * 2,
    "February\u00a023,\u00a02023",
])  # fmt: skip
_ANY_LENGTH = st.one_of(
    st.integers(3, 60).map(lambda count: ("深港兩地攜手推進各項合作" * 5)[:count]),
    st.integers(2, 30).map(lambda count: "both sides agreed to go on " * count),
)
_ROWS = st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS | _ANY_LENGTH), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS, height=st.integers(20, 60), room=st.integers(80, 380), statements=st.sampled_from(["", "merge 1"]),
       language=st.sampled_from(["en", "zh-Hant"]))  # fmt: skip
def test_rows_get_the_heights_that_measuring_gives_them(
    rows: list[tuple[str, str, str]], height: int, room: int, statements: str, language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Whatever stands in a table that shares the room of a frame: its bytes are those without the bounds of rows."""

    def build(slide: object) -> None:
        frame = box(slide, "", width=864, height=room, name="Room")
        frame._element.nvSpPr.cNvPr.set("descr", "{%shape guide %}")
        made = table(slide, [("Who", "What", "When"), *rows], row=height)
        merge = "{%shape merge 1 %}" if statements else ""
        alt = f'{{%shape rows in "Room" %}}{merge}'
        made._element.nvGraphicFramePr.cNvPr.set("descr", alt)

    template = OfficeTemplate(deck_of(build), "deck.pptx").compile(LANGUAGES[language])
    with monkeypatch.context() as patched:
        quick = _outcome(template)
        patched.setattr(SlideFitter, "_settle_rows", lambda *arguments: False)
        assert _outcome(template) == quick


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(_ANY_LENGTH | _TEXTS, min_size=1, max_size=2), width=st.integers(60, 600), size=st.sampled_from([12, 20, 28]),
       cells=_ROWS)  # fmt: skip
def test_a_text_of_whole_lines_needs_no_inset(
    texts: list[str], width: int, size: int, cells: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where bounds tell that no paragraph wraps, the slide is the same as if each had been set in lines."""

    def text(slide: object) -> None:
        box(slide, *texts, width=width, height=380, size=size, alt="{%shape fit shrink 4 %}")

    template = OfficeTemplate(deck_of(text, lambda slide: table(slide, cells[:2])), "deck.pptx")
    template = template.compile(LANGUAGES["zh-Hant"])
    with monkeypatch.context() as patched:
        quick = _outcome(template)
        patched.setattr(Bounds, "wraps", lambda *arguments: True)
        assert _outcome(template) == quick


def _outcome(template: object) -> bytes | str:
    """The bytes of a deck, or what is said of the texts that do not fit."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.fit import known_shapes

    known_shapes._KNOWN.clear()  # what was looked up before would answer for both
    try:
        return template.render({})  # type: ignore[attr-defined, no-any-return]
    except ProblemsFound as found:
        return str(found.diagnostics)
