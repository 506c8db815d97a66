"""Each version of XLIFF goes out as its standard has it, and comes back as tools write it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.exchange.translations import changed_files
from reportgen.exchange.units import ReadUnit, Unit
from reportgen.exchange.xliff.outgoing import Outgoing, outgoing_units
from reportgen.exchange.xliff.reader import read_xliff
from reportgen.exchange.xliff.writer import XLIFF_VERSIONS, write_xliff
from reportgen.model.glossary import Glossary
from reportgen.project.load import Project, load_project
from tests.exchange.standards import SCHEMAS, SLR, XLF, XLIFF_1, schema_faults, xliff_faults
from tests.exchange.trips import bring_back, send
from tests.project.sample import write_project

ROOT = Path(__file__).parents[3]
needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="Debian's php-symfony-translation is not installed")
CHINESE = "兩地**青年**[[council]][議會](https://example.org/a)互相學習"
ENGLISH = "**Young people** learn in both cities from [[council]] and [others](https://example.org/a)"
NEW = CHINESE.replace("互相", "一起")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project of one screen, one text of which has every kind of code; its file begins with a comment."""
    root = write_project(tmp_path, youth=("兩地青年互相學習", CHINESE))
    path = root / "content/sectors/youth.yaml"
    text = path.read_text(encoding="utf-8").replace("Young people learn in both cities", ENGLISH)
    path.write_text(f"# a comment\n{text}", encoding="utf-8")
    return load_project(root)


@pytest.fixture(scope="module")
def own() -> Project:
    """The project of this repository."""
    return load_project(ROOT)


def _edited(project: Project, version: str) -> str:
    """A file in which a translator has changed two characters of the text with the codes."""
    data = send(project, "zh-Hant", "youth", version=version).decode()
    assert data.count("互相學習") == 1
    return data.replace("互相學習", "一起學習")


def _assert_taken(data: str, project: Project) -> None:
    outcome, codes = bring_back(data.encode(), project)
    assert ([change.new for change in outcome.changes], codes) == ([NEW], [])


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_a_version_is_what_its_standard_says(own: Project, version: str) -> None:
    """All texts of the project go out and come back unchanged."""
    data = send(own, "zh-Hant", version=version)
    assert xliff_faults(data) == []
    outcome, codes = bring_back(data, own)
    assert (outcome.changes, codes) == ([], [])
    assert outcome.counts["untouched"] > 700


@needs_schemas
@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_a_version_is_valid_by_the_schema_of_oasis(own: Project, version: str, language: str) -> None:
    """The schemas' own word, which fails for a planted fault."""
    data = send(own, language, version=version)
    assert schema_faults(data) == []
    assert schema_faults(re.sub(rb'(<trans-unit|<unit) id="', rb'\1 number="', data, count=1))


def test_the_structure_check_of_1_2_can_fail(small: Project) -> None:
    """It finds a planted fault of each kind."""
    good = send(small, "zh-Hant", "youth", version="1.2").decode()
    for old, new in (
        ('datatype="plaintext"', ""),
        ('id="title"', 'id="headline"'),
        ('size-unit="char"', ""),
        ('state="translated"', 'state="done"'),
        ("<ept ", "<bpt "),
        ("context-group", "group"),
    ):
        assert old in good
        assert xliff_faults(good.replace(old, new).replace("</ept>", "</bpt>" if "bpt" in new else "</ept>").encode())


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_only_the_edited_text_changes_in_the_file(small: Project, version: str) -> None:
    """With its codes as they were, and the comments and the order of everything else."""
    outcome, codes = bring_back(_edited(small, version).encode(), small)
    assert codes == []
    before = (small.root / "content/sectors/youth.yaml").read_text(encoding="utf-8")
    after = before.replace("互相學習", "一起學習").encode()
    assert changed_files(small, outcome.changes) == {"content/sectors/youth.yaml": after}


@pytest.mark.parametrize(
    ("version", "pattern", "new"),
    [
        ("2.1", r"<originalData>.*?</originalData>", ""),
        ("2.2", r' dataRef(?:Start|End)?="[^"]*"', ""),
        ("2.1", r' equiv(?:Start|End)?="[^"]*"', ""),
        ("2.1", r'(<target.*?)<pc id="1"[^>]*>(.*?)</pc>', r'\1<sc id="1" equiv="**"/>\2<ec startRef="1"/>'),
        ("2.1", r'(<target>.*?)<ph id="(\d)"[^>]*>', r'\1<ph id="9" copyOf="\2"/>'),
        ("1.2", r' equiv-text="[^"]*"', ""),
        ("1.2", r"(<target[^>]*>[^/]*/[^/]*/[^/]*)<ph ([^>]*)>[^<]*</ph>", r"\1<x \2/>"),
        ("1.2", r"(<target[^>]*>[^<]*)<bpt [^>]*>[^<]*</bpt>([^<]*)<ept [^>]*>[^<]*</ept>", r'\1<g id="1">\2</g>'),
        ("1.2", r"(<target[^>]*>)(.*?)(</target>)", r'\1<mrk mtype="seg" mid="1">\2</mrk>\3'),
    ],
)
def test_codes_survive_what_tools_make_of_them(small: Project, version: str, pattern: str, new: str) -> None:
    """Without original data, references or equivalents, in halves, copied: what is left tells what it stands for."""
    data = _edited(small, version)
    begin = data.index('id="headline"')
    cut = data[:begin] + re.sub(pattern, new, data[begin:], count=0 if "Data" in pattern else 1, flags=re.DOTALL)
    assert cut != data
    _assert_taken(cut, small)


@pytest.mark.parametrize(
    ("version", "old", "new"),
    [
        ("2.1", "<target>", '<target order="²">'),
        ("2.1", "<target>", f'<target order="{"9" * 5000}">'),
        ("2.1", 'sizeRestriction="36"', 'sizeRestriction="1,36"'),
        ("2.1", 'sizeRestriction="36"', 'sizeRestriction="*"'),
        ("1.2", 'maxwidth="36"', f'maxwidth="{"9" * 5000}"'),
        ("1.2", 'original="content/sectors/youth.yaml"', 'original="C:\\\\work\\\\youth.yaml"'),
        ("1.2", "</trans-unit>", "<alt-trans><target>字</target><note>no note</note></alt-trans></trans-unit>"),
        (
            "2.1",
            "<mda:metadata>",
            '<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match ref="#s1"><originalData>'
            '<data id="d1">x</data></originalData><source>a</source><target>b</target></m:match></m:matches>'
            "<mda:metadata>",
        ),
    ],
)
def test_what_tools_add_or_garble_does_no_harm(small: Project, version: str, old: str, new: str) -> None:
    """Numbers that are none, matches and alternatives with data of their own, the path of another computer."""
    data = _edited(small, version)
    assert old in data
    _assert_taken(data.replace(old, new), small)


@pytest.mark.parametrize(
    ("version", "old", "new"),
    [
        ("2.1", 'srcLang="en"', 'srcLang="en-US"'),
        ("2.1", 'trgLang="zh-Hant"', 'trgLang="zh-TW"'),
        ("2.2", 'trgLang="zh-Hant"', 'trgLang="zh-MO"'),
        ("2.1", 'trgLang="zh-Hant"', 'trgLang="zh-Hant-HK"'),
        ("2.1", 'trgLang="zh-Hant"', 'trgLang="zh"'),
        ("1.2", 'target-language="zh-Hant"', 'target-language="zh_TW"'),
        ("2.1", 'version="2.1"', 'version="2.0"'),
    ],
)
def test_languages_are_known_by_the_tags_of_tools(small: Project, version: str, old: str, new: str) -> None:
    """A region's English is English, a region's Chinese has its script; for `zh` the characters decide."""
    data = _edited(small, version)
    assert old in data
    _assert_taken(data.replace(old, new), small)


def test_bare_chinese_is_simplified_by_its_characters(small: Project) -> None:
    """The same tag stands for either, and the texts tell which."""
    data = send(small, "zh-Hans", "youth").decode().replace('trgLang="zh-Hans"', 'trgLang="zh"')
    read = read_xliff(data.encode(), "x.xlf", Collector())
    assert read
    assert read.language == "zh-Hans"


def test_limits_go_out_in_the_terms_of_each_version(small: Project) -> None:
    """As a restriction of the size module, each name with its printed size; as a width in characters."""
    root = etree.fromstring(send(small, "zh-Hant", "youth"))
    unit = root.find(f".//{XLF}unit[@id='headline']")
    assert unit is not None
    assert unit.get(f"{SLR}sizeRestriction") == "36"
    assert [code.get(f"{SLR}sizeInfo") for code in unit.iter(f"{XLF}ph")] == ["4", "4"], "青年議會"
    old = etree.fromstring(send(small, "zh-Hant", "youth", version="1.2"))
    assert next(
        (unit.get("maxwidth"), unit.get("size-unit"))
        for unit in old.iter(f"{XLIFF_1}trans-unit")
        if unit.get("maxwidth")
    ) == ("36", "char")


def test_words_are_counted_with_names_as_they_are_printed(small: Project) -> None:
    """Young people learn in both cities from Youth Council and others: eleven words."""
    data = etree.fromstring(send(small, "zh-Hant", "youth"))
    meta = data.find(f"{XLF}file/{{*}}metadata//{{*}}meta[@type='words']")
    assert meta is not None
    others = etree.fromstring(send(small, "zh-Hant", "rail")).findtext(f"{XLF}file/{{*}}metadata//{{*}}meta")
    assert int(meta.text or 0) - int(others or 0) == 11 - 6


_MARKUP = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=8),
        st.sampled_from(
            [
                "[[a]]",
                "[[a|short]]",
                "[[zh-Hans:信息|資訊]]",
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
@given(_MARKUP, _MARKUP, st.sampled_from(XLIFF_VERSIONS))
def test_any_markup_survives(source: str, target: str, version: str) -> None:
    """Codes and text, also faulty markup, come back character by character through XML."""
    units = outgoing_units([Unit("f", ("u",), source, target, None)], Outgoing("en", "zh-Hant", Glossary({})))
    problems = Collector()
    read = read_xliff(write_xliff({"f": ("f", units)}, Outgoing("en", "zh-Hant", Glossary({})), version), "x", problems)
    assert read, problems.diagnostics
    (unit,) = read.units
    assert isinstance(unit, ReadUnit)
    assert (unit.source, unit.target) == (source, target)
