"""`content/approvals.yaml` says which English a translation was signed off against, and by whom where that is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Collector
from reportgen.project.approvals import Approvals, Pair, Signature, fingerprint, load_approvals, write_approvals
from reportgen.project.places import APPROVALS_FILE

PAIR = Pair("finance", "zh-Hant", "takeaways/lead", "運作順暢", "Smooth operation")
SIGNED = Signature("陳大文 Chan Tai Man", date(2026, 11, 29))


def _read(root: Path, text: str) -> tuple[Approvals, list[str]]:
    path = root / APPROVALS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    problems = Collector()
    return load_approvals(root, problems), [str(fault) for fault in problems.diagnostics]


_NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=20)


@given(name=_NAMES.filter(lambda name: name == " ".join(name.split()) and name))
def test_any_name_comes_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Whatever a person is called, quotation marks and colons included."""
    approvals = Approvals().with_pairs([PAIR], Signature(name, date(2026, 1, 2)))
    again, faults = _read(tmp_path_factory.mktemp("names"), write_approvals(approvals))
    assert faults == []
    assert again == approvals


def test_a_file_without_names_is_read_and_written_as_before(tmp_path: Path) -> None:
    """Those who have no names in it keep their lines."""
    approvals = Approvals().with_pairs([PAIR, PAIR._replace(english="Running smoothly")])
    text = write_approvals(approvals)
    english = " ".join(sorted(fingerprint(words) for words in (PAIR.english, "Running smoothly")))
    assert text.splitlines()[-1] == f'      "{fingerprint(PAIR.wording)}": "{english}"'
    again, faults = _read(tmp_path, text)
    assert (again, faults) == (approvals, [])
    assert again.covers(PAIR)
    assert again.signature_of(PAIR) is None


def test_a_signature_stays_when_the_text_is_signed_off_again_without_a_name() -> None:
    """It is replaced by another name alone; a text of another state has no signature."""
    approvals = Approvals().with_pairs([PAIR], SIGNED).with_pairs([PAIR])
    assert approvals.signature_of(PAIR) == SIGNED
    other = Signature("Lee", date(2026, 12, 1))
    assert approvals.with_pairs([PAIR], other).signature_of(PAIR) == other
    assert approvals.signature_of(PAIR._replace(wording="運作暢順")) is None
    assert approvals.signature_of(PAIR._replace(english="Smooth operations")) is None


def test_what_is_no_longer_written_goes() -> None:
    """Of the languages that are renewed; the others keep all."""
    old, hans = PAIR._replace(wording="順暢"), PAIR._replace(tag="zh-Hans", wording="顺畅")
    approvals = Approvals().with_pairs([PAIR, old, hans], SIGNED).restricted([PAIR], [("finance", "zh-Hant")])
    assert [approvals.signature_of(pair) for pair in (PAIR, old, hans)] == [SIGNED, None, SIGNED]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('"short"', "'short' is not a fingerprint"),
        ('{"8c41e0aa31d2": "yesterday Lee"}', "'yesterday Lee' is not a day and a name"),
        ('{"8c41e0aa31d2": "2026-13-45 Lee"}', "'2026-13-45 Lee' is not a day and a name"),
        ('{"xyz": ""}', "'xyz' is not a fingerprint"),
    ],
)
def test_a_line_that_is_none_is_reported_with_its_place(tmp_path: Path, value: str, words: str) -> None:
    """The file is merged by hand at times."""
    _, faults = _read(tmp_path, f'finance:\n  zh-Hant:\n    title:\n      "2f1d5a0c9b7e": {value}\n')
    assert len(faults) == 1
    assert words in faults[0]
    assert faults[0].startswith(f"{APPROVALS_FILE}:4")


def test_nothing_signed_off_is_a_file_too(tmp_path: Path) -> None:
    """The last sign-off can be withdrawn."""
    assert _read(tmp_path, write_approvals(Approvals())) == (Approvals(), [])


def test_a_sign_off_is_withdrawn_alone() -> None:
    """The same translation stays signed off against other English."""
    other = PAIR._replace(english="Smooth operations")
    approvals = Approvals().with_pairs([PAIR, other], SIGNED).without([PAIR])
    assert not approvals.covers(PAIR)
    assert approvals.signature_of(other) == SIGNED
    assert approvals.without([other]) == Approvals()
