"""States and notes of XLIFF mean something: what is final is signed off, what nobody has edited is no translation."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from reportgen.exchange.units import units_of
from reportgen.exchange.xliff.writer import XLIFF_VERSIONS
from reportgen.project.approvals import Approvals, Signature
from reportgen.project.load import Project, load_project
from tests.exchange.trips import bring_back, send
from tests.project.sample import write_project

SIGNED = Signature("Chan Tai Man", date(2026, 1, 2))
STATES_1 = {"initial": "needs-translation", "translated": "translated", "reviewed": "signed-off", "final": "final"}


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project of one screen."""
    return load_project(write_project(tmp_path))


def _approvals(project: Project, language: str = "zh-Hant") -> Approvals:
    """Approvals of one text."""
    (headline,) = (unit for unit in units_of(project, "youth", language) if unit.path == ("headline",))
    return Approvals().with_pairs([headline.pair(language)], SIGNED)


def _states(data: bytes) -> dict[str, str]:
    root = etree.fromstring(data)
    ones = {unit.get("id", ""): (unit.find("{*}target"), unit.get("approved")) for unit in root.iter("{*}trans-unit")}
    old = {key: f"{target.get('state')} {approved}" for key, (target, approved) in ones.items() if target is not None}
    return old or {
        unit.get("id", ""): segment.get("state", "")
        for unit in root.iter("{*}unit")
        for segment in unit.iter("{*}segment")
    }


def _with_state(data: bytes, unit: str, state: str) -> str:
    """A file in which a unit has another state, in the terms of its version."""
    text = data.decode()
    if "trans-unit" in text:
        return re.sub(
            rf'(id="{unit}".*?<target state=")[^"]*', rf"\g<1>{STATES_1[state]}", text, count=1, flags=re.DOTALL
        )
    return re.sub(rf'(id="{unit}".*?<segment id="s1" state=")[^"]*', rf"\g<1>{state}", text, count=1, flags=re.DOTALL)


def test_a_state_says_how_far_a_text_is(small: Project) -> None:
    """Signed off is final, written is translated, converted is initial; so is what is no longer right."""
    approvals = _approvals(small)
    assert _states(send(small, "zh-Hant", "youth", approvals=approvals))["headline"] == "final"
    assert _states(send(small, "zh-Hant", "youth", approvals=approvals))["summary"] == "translated"
    assert _states(send(small, "zh-Hans", "youth"))["headline"] == "initial"
    old = _states(send(small, "zh-Hant", "youth", approvals=approvals, version="1.2"))
    assert (old["headline"], old["summary"]) == ("final yes", "translated None")
    _change_english(small)
    stale = send(load_project(small.root), "zh-Hant", "youth", approvals=approvals)
    assert _states(stale)["headline"] == "initial"
    assert "has changed since this translation was signed off" in stale.decode()
    outcome, _ = bring_back(stale, load_project(small.root), approvals=approvals)
    assert (outcome.counts["untranslated"], outcome.counts["untouched"]) == (1, 23), "it waits still"


def _change_english(project: Project) -> None:
    path = project.root / "content/sectors/youth.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Young people", "The young"), encoding="utf-8")


def test_only_new_and_stale_texts_go_out_if_asked(small: Project) -> None:
    """A document without any is left out; into the other Chinese, all that nobody has read."""
    approvals = _approvals(small)
    assert list(etree.fromstring(send(small, "zh-Hant", approvals=approvals, changed_only=True))) == []
    _change_english(small)
    stale = send(load_project(small.root), "zh-Hant", approvals=approvals, changed_only=True)
    assert list(_states(stale)) == ["headline"]
    signed = _approvals(small, "zh-Hans")
    new = _states(send(small, "zh-Hans", "youth", approvals=signed, changed_only=True))
    assert "headline" not in new
    assert set(new.values()) == {"initial"}


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_what_is_final_is_signed_off(small: Project, version: str) -> None:
    """As it will stand: unchanged, edited, or converted from the other Chinese; what was signed before is not again."""
    data = _with_state(send(small, "zh-Hant", "youth", version=version), "headline", "final")
    outcome, codes = bring_back(data.encode(), small)
    assert ([pair.wording for pair in outcome.signed], outcome.changes, codes) == (["兩地青年互相學習"], [], [])
    outcome, _ = bring_back(data.replace("互相學習", "一起學習").encode(), small)
    assert [pair.wording for pair in outcome.signed] == ["兩地青年一起學習"]
    assert [change.new for change in outcome.changes] == ["兩地青年一起學習"]
    outcome, _ = bring_back(data.encode(), small, approvals=_approvals(small))
    assert outcome.signed == []
    converted = _with_state(send(small, "zh-Hans", "youth", version=version), "headline", "final")
    outcome, _ = bring_back(converted.encode(), small)
    assert ([pair.wording for pair in outcome.signed], outcome.changes) == (["两地青年互相学习"], [])


@pytest.mark.parametrize("state", ["initial", "translated", "reviewed"])
def test_other_states_sign_nothing(small: Project, state: str) -> None:
    """A text that was read is not yet one that somebody answers for."""
    for version in XLIFF_VERSIONS:
        data = _with_state(send(small, "zh-Hant", "youth", version=version), "headline", state)
        assert bring_back(data.encode(), small)[0].signed == []


def test_a_signature_counts_for_the_text_that_was_translated(small: Project) -> None:
    """Where it has changed since, nothing is signed, and the file says so; unless it had been signed before."""
    data = _with_state(send(small, "zh-Hant", "youth"), "headline", "final").encode()
    approvals = _approvals(small)
    _change_english(small)
    changed = load_project(small.root)
    outcome, codes = bring_back(data, changed)
    assert (outcome.signed, codes) == ([], ["not-signed"])
    outcome, codes = bring_back(data, changed, approvals=approvals)
    assert (outcome.signed, codes) == ([], [])


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_what_nobody_has_edited_is_no_translation(small: Project, version: str) -> None:
    """A proposal in the state initial, and a copy of the source; an edited text is one whatever its state."""
    data = send(small, "zh-Hans", "youth", version=version).decode()
    outcome, codes = bring_back(data.encode(), small)
    assert (outcome.changes, outcome.counts["untouched"], codes) == ([], 0, [])
    untranslated = outcome.counts["untranslated"]
    outcome, _ = bring_back(data.replace("互相学习", "一起学习").encode(), small)
    assert ([change.new for change in outcome.changes], outcome.counts["untranslated"]) == (
        ["两地青年一起学习"],
        untranslated - 1,
    )
    outcome, codes = bring_back(data.replace("两地青年互相学习", "Young people learn in both cities").encode(), small)
    assert (outcome.changes, outcome.counts["untranslated"], codes) == ([], untranslated, [])
    outcome, codes = bring_back(_with_state(data.encode(), "headline", "reviewed").encode(), small)
    assert (outcome.changes, outcome.counts["untouched"]) == ([], 1), "the conversion was found right"


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_notes_of_translators_come_back_and_ours_do_not(small: Project, version: str) -> None:
    """Each with the place of its text."""
    data = send(small, "zh-Hant", "youth", version=version, findings=lambda file, path: ["half-width punctuation"])
    text = data.decode()
    assert text.count("half-width punctuation") == 24
    assert bring_back(data, small)[0].notes == []
    text = re.sub(r"(<note [^>]*>At most 36)", r"<note>Which cities?</note>\1", text, count=1)
    assert text != data.decode()
    (note,) = bring_back(text.encode(), small)[0].notes
    assert (str(note.location), note.text) == ("content/sectors/youth.yaml:3 › headline", "Which cities?")


def test_a_comment_on_words_comes_back_as_a_note(small: Project) -> None:
    """As tools write it into the target of XLIFF 2; the text counts without it."""
    data = send(small, "zh-Hant", "youth").decode()
    marked = data.replace("兩地青年互", '<mrk id="m1" type="comment" value="Which ones?">兩地</mrk>青年互')
    assert marked != data
    outcome, codes = bring_back(marked.encode(), small)
    assert ([note.text for note in outcome.notes], outcome.changes, codes) == (["Which ones?"], [], [])
