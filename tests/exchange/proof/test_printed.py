"""A text is shown without its markup, and a corrected text gets its markup again."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.exchange.proof.printed import Printed, print_text, restore_markup
from reportgen.lang.markup import MarkupError, parse_markup
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import LANGUAGES

TERMS = (
    Term("hktdc", "body", {"en": "Trade Development Council", "zh-Hant": "香港貿易發展局"}, {"zh-Hant": "貿發局"}),
    Term("chan", "person", {"en": "Chan Kwok-ki", "zh-Hant": "陳國基"}, honorific="Mr", post="cs"),
    Term("cs", "post", {"en": "Chief Secretary", "zh-Hant": "政務司司長"}),
)
GLOSSARY = Glossary({term.id: term for term in TERMS})


def _printed(markup: str, tag: str = "zh-Hant") -> Printed:
    return print_text(markup, LANGUAGES[tag], GLOSSARY)


@pytest.mark.parametrize(
    ("markup", "tag", "text"),
    [
        ("[[hktdc]]與[[hktdc|short]]", "zh-Hant", "香港貿易發展局與貿發局"),
        ("[[chan|post]] spoke", "en", "Chief Secretary, Mr Chan Kwok-ki spoke"),
        ("**[[hktdc]]** 的[網頁](https://a.b/(c))", "zh-Hant", "香港貿易發展局 的網頁"),
        ("[[keep:后]]及[[zh-Hans:信息|資訊]]", "zh-Hant", "后及資訊"),
        ("[[nobody]] and **half", "en", "[[nobody]] and **half"),
        ("[[nobody]]", "en", "nobody"),
    ],
)
def test_a_reader_sees_names_and_no_markup(markup: str, tag: str, text: str) -> None:
    """In full unless the short form is asked for; faulty markup is shown as it is."""
    assert _printed(markup, tag).text == text


_WORDS = st.text(st.sampled_from("資訊發展局 a陳國基香港*[]:|"), max_size=6)
_MARKUP = st.lists(
    st.one_of(
        _WORDS,
        st.sampled_from(
            ["[[hktdc]]", "[[hktdc|short]]", "[[chan|post]]", "[[keep:局]]", "[[zh-Hans:信息|資訊]]", "[[keep:甲]]"]
        ),
        st.tuples(_WORDS, st.sampled_from(["[[hktdc]]", "局", "[[zh-Hans:x|]]"])).map(lambda p: f"**{''.join(p)}**"),
        st.tuples(_WORDS, st.sampled_from(["[[chan]]", "局"])).map(lambda p: f"[{''.join(p)}](https://a.b/)"),
    ),
    max_size=7,
).map("".join)


def _is_valid(markup: str) -> bool:
    try:
        parse_markup(markup)
    except MarkupError:
        return False
    return True


@given(_MARKUP)
def test_what_nobody_has_changed_comes_back_as_it_was(markup: str) -> None:
    """Every reference, wording, strong text and link, wherever it stands."""
    printed = _printed(markup)
    assert restore_markup(printed, printed.text) == (markup, (), ())


@given(_MARKUP, _MARKUP)
def test_what_is_restored_prints_what_was_written(old: str, new: str) -> None:
    """A correction may change anything: its letters are never lost, and no letters come in."""
    assume(_is_valid(old))
    wanted = _printed(new).text
    restored = restore_markup(_printed(old), wanted)
    assume(_is_valid(restored.markup) and not set(wanted) & set("[]*"))
    assert _printed(restored.markup).text == wanted


@pytest.mark.parametrize(
    ("markup", "corrected", "expected"),
    [
        ("[[hktdc]]開設辦事處。", "香港貿易發展局開設兩個辦事處。", "[[hktdc]]開設兩個辦事處。"),
        ("[[hktdc]]與[[chan]]會面", "陳國基與香港貿易發展局會面", "[[chan]]與[[hktdc]]會面"),
        ("由[[hktdc|short]]主辦", "由香港貿發局主辦", "由香港[[hktdc|short]]主辦"),
        ("**重要**的會議", "極為重要的會議", "極為**重要**的會議"),
        ("見[網頁](https://a.b)。", "參見官方網頁。", "參見官方[網頁](https://a.b)。"),
        ("[[zh-Hans:信息|資訊]]科技", "資訊科技發展", "[[zh-Hans:信息|資訊]]科技發展"),
    ],
)
def test_a_correction_keeps_the_markup_around_it(markup: str, corrected: str, expected: str) -> None:
    """Names are found where they have moved to; what is strong or a link stays so."""
    assert restore_markup(_printed(markup), corrected) == (expected, (), ())


def test_a_name_that_was_taken_out_is_told() -> None:
    """The text can do without it; whoever imports it is told."""
    restored = restore_markup(_printed("[[hktdc]]開設辦事處"), "本局開設辦事處")
    assert restored == ("本局開設辦事處", ("[[hktdc]]",), ())


def test_a_name_that_was_written_differently_is_told_apart() -> None:
    """It would be right in this text alone, and is the glossary's to change."""
    restored = restore_markup(_printed("由[[hktdc]]開設"), "由香港貿易發展總局開設")
    assert restored.altered == (("香港貿易發展局", "香港貿易發展總局"),)
