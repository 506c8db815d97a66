"""Texts go to translators as XLIFF 2.1 and come back into the YAML; what has changed meanwhile is not overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.exchange.inline import XLIFF, UnitCodes, original_data, text_of
from reportgen.exchange.translations import TranslationImport, changed_files, compare
from reportgen.exchange.units import file_keys, units_of
from reportgen.exchange.xliff import write_xliff
from reportgen.exchange.xliff_reader import read_xliff
from reportgen.model.glossary import Glossary
from reportgen.project.load import Project, load_project
from tests.exchange.standards import XLF, xliff_faults
from tests.project.sample import write_project
from tests.support.meetings import RIVERS, make_meeting

ROOT = Path(__file__).parents[2]


def _export(project: Project, language: str, *sectors: str) -> bytes:
    keys = file_keys(project, sectors)
    files = {key: (project.documents[key].name, units_of(project, key, language)) for key in keys}
    return write_xliff(
        files,
        project.source_language,
        language,
        project.glossary,
        lambda file, path: 36 if path[-1] == "headline" else None,
    )


def _import(data: bytes, project: Project, overwrite: bool = False) -> tuple[TranslationImport, list[str]]:
    problems = Collector()
    read = read_xliff(data, "x.xlf", problems, project.source_language, project.languages)
    assert read, problems.diagnostics
    outcome = compare(read, project, problems, overwrite)
    return outcome, [fault.code for fault in problems.diagnostics]


@pytest.fixture(scope="module")
def own() -> Project:
    """The project of this repository."""
    return load_project(ROOT)


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_export_and_import_change_nothing(own: Project, language: str) -> None:
    """Every text of the project goes out and comes back; derived Chinese is not written down by that."""
    data = _export(own, language)
    assert xliff_faults(data) == []
    outcome, codes = _import(data, own)
    assert (outcome.changes, codes) == ([], [])
    assert outcome.counts["untouched"] > 700
    assert changed_files(own, outcome.changes) == {}


def test_a_project_is_translated_from_the_language_that_its_authors_write(tmp_path: Path) -> None:
    """Out of Simplified Chinese and into English; what comes back for another direction is refused."""
    rivers = load_project(make_meeting(tmp_path, RIVERS))
    data = _export(rivers, "en", "water")
    assert xliff_faults(data) == []
    assert b'srcLang="zh-Hans" trgLang="en"' in data
    assert "两地将共同监测水质".encode() in data
    assert _import(data, rivers)[1] == []
    problems = Collector()
    assert read_xliff(data, "x.xlf", problems) is None
    assert problems.diagnostics[0].hint == "translations go from en, and to another language"


def test_the_structure_check_can_fail(own: Project) -> None:
    """It finds a planted fault of each kind."""
    good = _export(own, "zh-Hant", "finance").decode()
    for old, new in (
        ('version="2.1"', 'version="2.2"'),
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
    root = etree.fromstring(_export(own, "zh-Hant", "finance"))
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


_MARKUP = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=8),
        st.sampled_from(
            [
                "[[a]]",
                "[[a|short]]",
                "**b**",
                "**[[a]] c**",
                "[d](https://e.f/?g=1&h=2)",
                "[[[a]]](mailto:i)",
                "%(n)s",
                "<&>",
            ]
        ),
    ),
    max_size=8,
).map("".join)


@settings(deadline=None)
@given(_MARKUP, _MARKUP)
def test_any_markup_survives(source: str, target: str) -> None:
    """Codes and text, also faulty markup, come back character by character through XML."""
    unit = etree.Element(f"{{{XLIFF}}}unit")
    codes = UnitCodes(Glossary({}))
    for name, text in (("source", source), ("target", target)):
        codes.fill(etree.SubElement(unit, f"{{{XLIFF}}}{name}"), text)
    codes.write_original_data(unit)
    again = etree.fromstring(etree.tostring(unit))
    data = original_data(again)
    assert [text_of(again[0], data), text_of(again[1], data)] == [source, target]


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project of one screen."""
    return load_project(write_project(tmp_path, youth=("兩地青年互相學習", "兩地**青年**[[council]]互相學習")))


def _changed(project: Project, old: str, new: str, times: int = 1) -> bytes:
    data = _export(project, "zh-Hant", "youth").decode()
    assert old in data
    return data.replace(old, new, times).encode()


def test_a_translation_is_written_in_place(small: Project) -> None:
    """The changed text, and nothing else, differs in the file; it loads as the translator wrote it."""
    outcome, codes = _import(_changed(small, "互相學習", "一起學習"), small)
    assert (len(outcome.changes), codes) == (1, [])
    (name,) = files = changed_files(small, outcome.changes)
    old = (small.root / name).read_text(encoding="utf-8")
    assert files[name].decode() == old.replace("互相學習", "一起學習")
    (small.root / name).write_bytes(files[name])
    assert load_project(small.root).sectors["youth"].headline.get("zh-Hant") == "兩地**青年**[[council]]一起學習"


def test_a_text_in_a_new_language_is_added(small: Project) -> None:
    """A Mainland wording that differs from the conversion is written below the others."""
    data = _export(small, "zh-Hans", "youth").decode().replace("互相学习", "共同学习")
    outcome, codes = _import(data.encode(), small)
    assert ([change.old for change in outcome.changes], codes) == ([None], [])
    (result,) = changed_files(small, outcome.changes).values()
    assert "  zh-Hans: >-\n    两地**青年**[[council]]共同学习\n" in result.decode()


def test_english_that_has_changed_is_not_overwritten(small: Project) -> None:
    """The text is reported with its place; the others of the file are taken."""
    data = _changed(small, "互相學習", "一起學習").replace(b"<target>\xe5\xad\x97<", b"<target>\xe8\xa9\x9e<", 1)
    path = small.root / "content/sectors/youth.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Young people", "The young"), encoding="utf-8")
    outcome, codes = _import(data, load_project(small.root))
    assert codes == ["stale-translation"]
    assert [change.new for change in outcome.changes] == ["詞"]


def test_chinese_that_a_colleague_has_changed_is_not_overwritten(small: Project) -> None:
    """Unless it is asked for; a colleague who made the same change is no conflict."""
    data = _changed(small, "互相學習", "一起學習")
    path = small.root / "content/sectors/youth.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("互相學習", "共同學習"), encoding="utf-8")
    changed = load_project(small.root)
    assert _import(data, changed)[1] == ["import-conflict"]
    outcome, codes = _import(data, changed, overwrite=True)
    assert (len(outcome.changes), codes) == (1, [])
    path.write_text(before.replace("互相學習", "一起學習"), encoding="utf-8")
    outcome, codes = _import(data, load_project(small.root))
    assert (outcome.changes, codes) == ([], [])


def test_a_file_that_changes_during_the_import_is_not_written(small: Project) -> None:
    """What was compared is what is replaced."""
    outcome, _ = _import(_changed(small, "互相學習", "一起學習"), small)
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
        ('dataRef="d2"', 'dataRef="d9"', "inline-code"),
    ],
)
def test_what_cannot_be_taken_is_reported(small: Project, old: str, new: str, code: str) -> None:
    """With a code, and without a change."""
    outcome, codes = _import(_changed(small, old, new, 2), small)
    assert (outcome.changes, codes) == ([], [code])


def test_a_lost_name_is_pointed_out(small: Project) -> None:
    """The translation is taken, the translator told."""
    data = _changed(small, "互相學習", "一起學習").decode()
    start = data.index("<ph", data.index("<target>", data.index('id="headline"')))
    outcome, codes = _import((data[:start] + data[data.index("/>", start) + 2 :]).encode(), small)
    assert ([change.new for change in outcome.changes], codes) == (["兩地**青年**一起學習"], ["inline-code"])


def test_segments_and_annotations_of_tools_are_read(small: Project) -> None:
    """A unit that a tool has split, with marks and a reordered target, is one text again."""
    data = _export(small, "zh-Hant", "youth").decode()
    start = data.index("<segment", data.index('id="headline"'))
    end = data.index("</unit>", start)
    english = "Young people learn in both cities"
    split = (
        f'<segment id="a"><source>{english[:12]}</source><target order="3">學習</target></segment>'
        f"<ignorable><source> </source></ignorable>"
        f'<segment id="b"><source>{english[13:]}</source><target order="1">兩地'
        '<mrk id="m1" type="term">青年</mrk></target></segment>'
    ).replace("<ignorable><source> </source>", '<ignorable><source> </source><target order="2"/>')
    outcome, codes = _import((data[:start] + split + data[end:]).encode(), small)
    assert ([change.new for change in outcome.changes], codes) == (["兩地青年學習"], ["inline-code"])


def test_untranslated_units_are_counted(small: Project) -> None:
    """An empty or missing target changes nothing."""
    data = _export(small, "zh-Hant", "youth").decode().replace("<target>字</target>", "")
    outcome, codes = _import(data.encode(), small)
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
