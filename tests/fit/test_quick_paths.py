"""What bounds tell without measuring is what measuring tells."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.fit.bounds import Bounds
from reportgen.fit.measure import WIDTH_USED
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
_ROWS = st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS), min_size=1, max_size=9)


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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.integers(1, 2), more=st.integers(-3, 4), width=st.integers(60, 600), size=st.sampled_from([12, 20, 28]))
def test_a_text_of_whole_lines_needs_no_inset(
    lines: int, more: int, width: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where bounds tell that no paragraph wraps, a slide is the same as if each had been set in lines."""
    text = ("深港兩地攜手推進各項合作" * 20)[: max(lines * int(width * WIDTH_USED / size) + more, 1)]
    made = deck_of(lambda slide: box(slide, text, width=width, height=380, size=size))
    template = OfficeTemplate(made, "deck.pptx").compile(LANGUAGES["zh-Hant"])
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
