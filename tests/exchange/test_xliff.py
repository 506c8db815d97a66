"""Texts go to translators as XLIFF 2.1 and come back into the YAML; what has changed meanwhile is not overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.exchange.translations import changed_files
from reportgen.exchange.units import file_keys
from reportgen.exchange.xliff.reader import read_xliff
from reportgen.project.load import Project, load_project
from tests.exchange.standards import XLF, xliff_faults
from tests.exchange.trips import bring_back, send
from tests.project.sample import write_project
from tests.support.meetings import RIVERS, make_meeting

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def own() -> Project:
    """The project of this repository."""
    return load_project(ROOT)


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_export_and_import_change_nothing(own: Project, language: str) -> None:
    """Every text of the project goes out and comes back; derived Chinese is not written down by that."""
    data = send(own, language)
    assert xliff_faults(data) == []
    outcome, codes = bring_back(data, own)
    assert (outcome.changes, codes) == ([], [])
    assert outcome.counts["untouched"] + outcome.counts["untranslated"] > 700
    assert (outcome.counts["untranslated"] > 500) is (language == "zh-Hans"), "what is derived is no translation yet"
    assert changed_files(own, outcome.changes) == {}


def test_a_project_is_translated_from_the_language_that_its_authors_write(tmp_path: Path) -> None:
    """Out of Simplified Chinese and into English; what comes back for another direction is refused."""
    rivers = load_project(make_meeting(tmp_path, RIVERS))
    data = send(rivers, "en", "water")
    assert xliff_faults(data) == []
    assert b'srcLang="zh-Hans" trgLang="en"' in data
    assert "两地将共同监测水质".encode() in data
    assert bring_back(data, rivers)[1] == []
    problems = Collector()
    assert read_xliff(data, "x.xlf", problems) is None
    assert problems.diagnostics[0].hint == "translations go from en, and to another language"


def test_the_structure_check_can_fail(own: Project) -> None:
    """It finds a planted fault of each kind."""
    good = send(own, "zh-Hant", "finance").decode()
    for old, new in (
        ('version="2.1"', 'version="2.2"'),
        ('generalProfile="xliff:codepoints"', 'generalProfile="pixels"'),
        ('dataRef="d1"', 'dataRef="d99"'),
        ('id="title"', 'id="a title"'),
        ("<segment ", "<group "),
        ("originalData", "notes"),
        ('state="translated"', 'state="done"'),
    ):
        assert old in good
        changed = good.replace(old, new).replace("</segment>", "</group>" if new == "<group " else "</segment>")
        try:
            assert xliff_faults(changed.encode())
        except KeyError:
            assert new == "<group "


def test_a_unit_has_what_a_translator_needs(own: Project) -> None:
    """Path, English, codes with what they stand for, glossary matches and the room for the text."""
    root = etree.fromstring(send(own, "zh-Hant", "finance"))
    units = {unit.get("id"): unit for unit in root.iter(f"{XLF}unit")}
    unit = units["takeaways.1.text"]
    assert unit.get("name") == "takeaways 1 › text"
    assert [data.text for data in unit.iter(f"{XLF}data")] == ["[[stock-connect]]", "[[mutual-market-access]]"]
    source, target = (unit.find(f"{XLF}segment/{XLF}{name}") for name in ("source", "target"))
    assert source is not None
    assert target is not None
    ids = [{code.get("dataRef"): code.get("id") for code in text} for text in (source, target)]
    assert ids[0] == ids[1], "the same name has the same code in both"
    terms = [term.text for term in unit.iter("{urn:oasis:names:tc:xliff:glossary:2.0}term")]
    assert "Shenzhen-Hong Kong Stock Connect" in terms
    note = units["headline"].find(f"{XLF}notes/{XLF}note")
    assert note is not None
    assert "36 characters" in (note.text or "")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project of one screen."""
    return load_project(write_project(tmp_path, youth=("兩地青年互相學習", "兩地**青年**[[council]]互相學習")))


def _changed(project: Project, old: str, new: str, times: int = 1) -> bytes:
    data = send(project, "zh-Hant", "youth").decode()
    assert old in data
    return data.replace(old, new, times).encode()


def test_a_translation_is_written_in_place(small: Project) -> None:
    """The changed text, and nothing else, differs in the file; it loads as the translator wrote it."""
    outcome, codes = bring_back(_changed(small, "互相學習", "一起學習"), small)
    assert (len(outcome.changes), codes) == (1, [])
    (name,) = files = changed_files(small, outcome.changes)
    old = (small.root / name).read_text(encoding="utf-8")
    assert files[name].decode() == old.replace("互相學習", "一起學習")
    (small.root / name).write_bytes(files[name])
    assert load_project(small.root).sectors["youth"].headline.get("zh-Hant") == "兩地**青年**[[council]]一起學習"


def test_a_text_in_a_new_language_is_added(small: Project) -> None:
    """A Mainland wording that differs from the conversion is written below the others."""
    data = send(small, "zh-Hans", "youth").decode().replace("互相学习", "共同学习")
    outcome, codes = bring_back(data.encode(), small)
    assert ([change.old for change in outcome.changes], codes) == ([None], [])
    (result,) = changed_files(small, outcome.changes).values()
    assert "  zh-Hans: >-\n    两地**青年**[[council]]共同学习\n" in result.decode()


def test_english_that_has_changed_is_not_overwritten(small: Project) -> None:
    """The text is reported with its place; the others of the file are taken."""
    data = _changed(small, "互相學習", "一起學習").replace(b"<target>\xe5\xad\x97<", b"<target>\xe8\xa9\x9e<", 1)
    path = small.root / "content/sectors/youth.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Young people", "The young"), encoding="utf-8")
    outcome, codes = bring_back(data, load_project(small.root))
    assert codes == ["stale-translation"]
    assert [change.new for change in outcome.changes] == ["詞"]


def test_chinese_that_a_colleague_has_changed_is_not_overwritten(small: Project) -> None:
    """Unless it is asked for; a colleague who made the same change is no conflict."""
    data = _changed(small, "互相學習", "一起學習")
    path = small.root / "content/sectors/youth.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("互相學習", "共同學習"), encoding="utf-8")
    changed = load_project(small.root)
    assert bring_back(data, changed)[1] == ["import-conflict"]
    outcome, codes = bring_back(data, changed, overwrite=True)
    assert (len(outcome.changes), codes) == (1, [])
    path.write_text(before.replace("互相學習", "一起學習"), encoding="utf-8")
    outcome, codes = bring_back(data, load_project(small.root))
    assert (outcome.changes, codes) == ([], [])


def test_a_file_that_changes_during_the_import_is_not_written(small: Project) -> None:
    """What was compared is what is replaced."""
    outcome, _ = bring_back(_changed(small, "互相學習", "一起學習"), small)
    path = small.root / "content/sectors/youth.yaml"
    path.write_bytes(path.read_bytes() + b"# more\n")
    with pytest.raises(Exception, match="import-conflict"):
        changed_files(small, outcome.changes)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<unit id="headline"', '<unit id="headlines"', "unknown-unit"),
        ("互相學習", "[[nobody]]", "unknown-term"),
        ("互相學習", "**學習", "markup-error"),
        ("互相學習", "\u2028", "forbidden-character"),
        ("互相學習", '<cp hex="0007"/>', "inline-code"),
        ('id="2" dataRef="d2" equiv="[[council]]"', 'id="9" dataRef="d9" equiv="&lt;br/&gt;"', "inline-code"),
    ],
)
def test_what_cannot_be_taken_is_reported(small: Project, old: str, new: str, code: str) -> None:
    """With a code, and without a change."""
    outcome, codes = bring_back(_changed(small, old, new, 2), small)
    assert (outcome.changes, codes) == ([], [code])


def test_a_lost_name_is_pointed_out(small: Project) -> None:
    """The translation is taken, the translator told."""
    data = _changed(small, "互相學習", "一起學習").decode()
    start = data.index("<ph", data.index("<target>", data.index('id="headline"')))
    outcome, codes = bring_back((data[:start] + data[data.index("/>", start) + 2 :]).encode(), small)
    assert ([change.new for change in outcome.changes], codes) == (["兩地**青年**一起學習"], ["inline-code"])


def test_segments_and_annotations_of_tools_are_read(small: Project) -> None:
    """A unit that a tool has split, with marks and a reordered target, is one text again."""
    data = send(small, "zh-Hant", "youth").decode()
    start = data.index("<segment", data.index('id="headline"'))
    end = data.index("</unit>", start)
    english = "Young people learn in both cities"
    split = (
        f'<segment id="a"><source>{english[:12]}</source><target order="3">學習</target></segment>'
        f"<ignorable><source> </source></ignorable>"
        f'<segment id="b"><source>{english[13:]}</source><target order="1">兩地'
        '<mrk id="m1" type="term">青年</mrk></target></segment>'
    ).replace("<ignorable><source> </source>", '<ignorable><source> </source><target order="2"/>')
    outcome, codes = bring_back((data[:start] + split + data[end:]).encode(), small)
    assert ([change.new for change in outcome.changes], codes) == (["兩地青年學習"], ["inline-code"])


def test_untranslated_units_are_counted(small: Project) -> None:
    """An empty or missing target changes nothing."""
    data = send(small, "zh-Hant", "youth").decode().replace("<target>字</target>", "")
    outcome, codes = bring_back(data.encode(), small)
    assert (outcome.changes, codes) == ([], [])
    assert outcome.counts["untranslated"] > 10


@pytest.mark.parametrize(
    ("old", "new"),
    [('version="2.1"', 'version="1.2"'), ('srcLang="en"', 'srcLang="fr"'), ('trgLang="zh-Hant"', 'trgLang="en"')],
)
def test_other_versions_and_languages_are_refused(small: Project, old: str, new: str) -> None:
    """The file says why it is not taken."""
    problems = Collector()
    assert read_xliff(_changed(small, old, new), "x.xlf", problems) is None
    assert [fault.code for fault in problems.diagnostics] == ["wrong-format"]


def test_sectors_are_named_as_on_the_command_line(small: Project) -> None:
    """`overview` is the meeting, `labels` the templates' words; the rest is refused."""
    assert file_keys(small, ["overview", "rail", "rail"]) == ["meeting", "rail"]
    assert file_keys(small, ["all"]) == file_keys(small, []) == ["meeting", "youth", "rail", "labels"]
    with pytest.raises(ValueError, match="unknown sector 'yout'"):
        file_keys(small, ["yout"])
