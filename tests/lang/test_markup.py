"""The markup of a text."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.lang.markup import Link, MarkupError, Plain, Strong, TermRef, Token, parse_markup, term_ids


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", ()),
        ("plain [1] * 2 * 3", (Plain("plain [1] * 2 * 3"),)),
        ("[[hktdc]]", (TermRef("hktdc"),)),
        ("the [[hktdc|short]].", (Plain("the "), TermRef("hktdc", "short"), Plain("."))),
        ("[[14th-five-year-plan|full]]", (TermRef("14th-five-year-plan", "full"),)),
        ("[[chan-kwok-ki|post]]", (TermRef("chan-kwok-ki", "post"),)),
        ("**超過[[gba]]**", (Strong((Plain("超過"), TermRef("gba"))),)),
        ("[見[[vtc]]](https://a.hk/b_(c))", (Link((Plain("見"), TermRef("vtc")), "https://a.hk/b_(c)"),)),
        ("[write](mailto:a@b.hk)!", (Link((Plain("write"),), "mailto:a@b.hk"), Plain("!"))),
        ("[[a]][[b]]**c****d**", (TermRef("a"), TermRef("b"), Strong((Plain("c"),)), Strong((Plain("d"),)))),
    ],
)
def test_tokens(text: str, tokens: tuple[Token, ...]) -> None:
    """References, strong text and links are recognised; other brackets and stars are plain."""
    assert parse_markup(text) == tokens


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("see [[hktdc", 4, "not closed"),
        ("[[hktdc [[vtc]]", 0, "not closed"),
        ("[[HKTDC]]", 0, "'HKTDC' is not a term id"),
        ("[[]]", 0, "'' is not a term id"),
        ("[[hktdc|long]]", 0, "unknown form 'long'"),
        ("[[hktdc|]]", 0, "unknown form ''"),
        ("a **b", 2, "not closed"),
        ("a ****", 2, "empty"),
        ("**[[gba**", 2, "not closed"),
        ("[a](file:///etc)", 0, "'file:///etc' is not a link target"),
        ("[a](https://)", 0, "not a link target"),
        ("[ ](https://a.hk)", 0, "no label"),
        ("[a](https://a.hk", 0, "not closed"),
        ("**see [a](https://a.hk)**", 6, "inside strong text"),
        ("[a **b**](https://a.hk)", 3, "inside a link"),
    ],
)
def test_faults(text: str, offset: int, message: str) -> None:
    """A fault is named and located."""
    with pytest.raises(MarkupError, match=message) as fault:
        parse_markup(text)
    assert fault.value.offset == offset


def test_term_ids() -> None:
    """Every term is listed once, in order of first mention, also inside strong text and links."""
    assert term_ids("[[vtc]] **[[gba]]** [x [[eeb]]](https://a.hk) [[vtc|short]]") == ("vtc", "gba", "eeb")


def test_error_travels() -> None:
    """A fault found in a worker process arrives with its place."""
    error = pickle.loads(pickle.dumps(MarkupError("wrong", 7)))
    assert (str(error), error.offset) == ("wrong", 7)


def tokens_or_offset(text: str) -> tuple[Token, ...] | int:
    """What the parser makes of a text, or where it finds it at fault."""
    try:
        return parse_markup(text)
    except MarkupError as fault:
        return fault.offset


@given(st.text() | st.text("[]*()|a: /h", max_size=30))
def test_any_text_parses_or_is_faulted(text: str) -> None:
    """No text makes the parser fail in any other way, faults lie inside it, and plain text is kept whole."""
    found = tokens_or_offset(text)
    if isinstance(found, int):
        assert 0 <= found < len(text)
    elif all(isinstance(token, Plain) for token in found):
        assert "".join(token.text for token in found if isinstance(token, Plain)) == text
