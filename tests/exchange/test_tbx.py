"""TBX-Basic as the standard has it, and as other tools write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from reportgen.diagnostics import Collector, Location
from reportgen.exchange.files import TBX_EDITIONS
from reportgen.exchange.merge import merge
from reportgen.exchange.rows import Row, rows_of
from reportgen.exchange.tables import read_glossary
from reportgen.exchange.tbx import write_tbx
from reportgen.exchange.tbx_reader import read_tbx
from tests.exchange.standards import TBX, tbx_faults

OWN = read_glossary(Path(__file__).parents[2])

DCA = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>tool</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><!-- of a tool --><descrip type="subjectField">body</descrip>
<langSec xml:lang="zh-HK"><termSec><term>青年<hi>議會</hi></term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
<termSec><term>青議</term><termNoteGrp><termNote type="termType">abbreviation</termNote></termNoteGrp></termSec>
<termSec><term>青年會</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>Conseil</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>tool</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><min:subjectField>body</min:subjectField><basic:source>a page</basic:source>
<langSec xml:lang="en"><termSec><term>Council</term><basic:termType>fullForm</basic:termType>
<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>YC</term><basic:termType>acronym</basic:termType></termSec></langSec>
</conceptEntry></body></text></tbx>"""

MARTIF = """<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1"><langSet xml:lang="en"><ntig><termGrp>
<term>Council</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""


def _read(text: str) -> tuple[Row, list[str]]:
    problems = Collector()
    (row,) = read_tbx(text.encode(), "x.tbx", problems)
    return row, [fault.code for fault in problems.diagnostics]


@pytest.mark.parametrize("edition", TBX_EDITIONS)
def test_what_is_written_is_tbx_basic(edition: str) -> None:
    """The whole glossary has the structure that the standard requires, and comes back as it was."""
    data = write_tbx(rows_of(OWN.terms(), OWN.languages), tuple(OWN.languages), edition)
    assert tbx_faults(data) == []
    problems = Collector()
    outcome = merge(read_tbx(data, "x.tbx", problems, OWN.languages), OWN.glossary, problems)
    assert (outcome.changes, outcome.untouched, problems.diagnostics) == ([], len(OWN.terms()), [])


def test_the_older_edition_names_its_document_type() -> None:
    """As tools of 2008 expect it; there is no namespace."""
    data = write_tbx(rows_of(OWN.terms()[:1], OWN.languages), tuple(OWN.languages), "2008")
    assert data.splitlines()[1] == b'<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
    assert data.splitlines()[2] == b'<martif xml:lang="en" type="TBX-Basic">'


def test_the_structure_check_can_fail() -> None:
    """It finds a planted fault of each kind."""
    good = write_tbx(rows_of(OWN.terms()[:2], OWN.languages)).decode()
    for old, new in (
        ("conceptEntry id=", "conceptEntry ident="),
        ("preferredTerm-admn-sts", "preferred"),
        ('type="subjectField"', 'type="topic"'),
        ('xml:lang="zh-Hans"', 'xml:lang="zh-Hant"'),
        ("sourceDesc", "description"),
        ('style="dca"', 'style="dct"'),
        ("conceptEntry", "termEntry"),
    ):
        assert old in good
        assert tbx_faults(good.replace(old, new).encode())


def test_statuses_say_what_may_be_used() -> None:
    """A verified name is preferred; an unverified one and every short form are admitted."""
    cells = {"en": "Council", "en_short": "YC", "zh-Hant": "議會", "zh-Hans": "议会"}
    for status, expected in (("verified", "preferredTerm"), ("unverified", "admittedTerm")):
        root = etree.fromstring(write_tbx([Row("14th", "body", {**cells, "status": status}, Location("x"))]))
        notes = [note.text for note in root.iter(f"{TBX}termNote") if note.get("type") == "administrativeStatus"]
        admitted = "admittedTerm-admn-sts"
        assert notes == [f"{expected}-admn-sts", admitted, f"{expected}-admn-sts", f"{expected}-admn-sts"]
        assert root.find(f".//{TBX}conceptEntry").get("id") == "_14th"


def test_the_style_of_attributes_is_read() -> None:
    """DCA: with inline markup, groups and comments; other languages and deprecated words are reported."""
    row, codes = _read(DCA)
    assert (row.id, row.kind, row.discouraged) == ("c1", "body", ("青年會",))
    assert row.cells == {"zh-Hant": "青年議會", "zh-Hant_short": "青議", "status": "verified"}
    assert codes == ["not-imported", "not-imported"]


def test_the_style_of_elements_is_read() -> None:
    """DCT: the data categories are elements of the modules' namespaces."""
    row, codes = _read(DCT)
    assert row.cells == {"en": "Council", "en_short": "YC", "status": "unverified", "source": "a page"}
    assert (row.kind, codes) == ("body", [])


def test_the_first_edition_is_read() -> None:
    """What older tools export differs in names only."""
    row, codes = _read(MARTIF)
    assert (row.cells, codes) == ({"en": "Council", "status": "verified"}, [])


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">',
        '<!DOCTYPE martif PUBLIC "ISO 30042:2008A//DTD TBX core//EN" "x">',
    ],
)
def test_the_document_type_of_the_first_edition_may_be_named(declared: str) -> None:
    """It is not fetched, and its file is read."""
    row, codes = _read(declared + MARTIF)
    assert (row.cells, codes) == ({"en": "Council", "status": "verified"}, [])


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE martif SYSTEM "x.dtd" [<!ENTITY a "b">]>',
        '<!DOCTYPE martif [<!ENTITY % a SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE martif [<!ELEMENT martif ANY>]>",
        '<!DOCTYPE html SYSTEM "x.dtd">',
    ],
)
def test_a_document_type_that_declares_anything_is_refused(declared: str) -> None:
    """And so is another one than that of the format."""
    problems = Collector()
    assert read_tbx((declared + MARTIF).encode(), "x.tbx", problems) == []
    assert [fault.code for fault in problems.diagnostics] == ["unsafe-file"]


def test_an_entity_that_only_the_document_type_could_declare_is_refused() -> None:
    """It would be lost from the name."""
    problems = Collector()
    text = '<!DOCTYPE martif SYSTEM "x.dtd">' + MARTIF.replace("Council", "Caf&eacute;")
    assert read_tbx(text.encode(), "x.tbx", problems) == []
    (fault,) = problems.diagnostics
    assert "the file holds &eacute;" in fault.message


@pytest.mark.parametrize(
    ("tag", "name", "own"), [("en-US", "Council", "en"), ("zh-TW", "議會", "zh-Hant"), ("zh", "议会", "zh-Hans")]
)
def test_languages_are_known_by_the_tags_of_tools(tag: str, name: str, own: str) -> None:
    """A region's tag, and bare Chinese by its characters."""
    row, codes = _read(MARTIF.replace('langSet xml:lang="en"', f'langSet xml:lang="{tag}"').replace("Council", name))
    assert (row.cells[own], codes) == (name, [])


def test_of_two_regions_the_one_of_the_project_is_read() -> None:
    """The other is reported, and is no short form."""
    section = '<langSet xml:lang="{}"><tig><term>{}</term></tig></langSet></termEntry>'
    both = section.format("zh-TW", "議會").replace("</termEntry>", section.format("zh-HK", "青年議會"))
    row, codes = _read(MARTIF.replace("</termEntry>", both))
    assert (row.cells["zh-Hant"], codes) == ("青年議會", ["not-imported"])
    assert "zh-Hant_short" not in row.cells


def test_a_further_synonym_is_reported() -> None:
    """The glossary has one full name a language; the second is not taken for a short form without being told."""
    row, codes = _read(MARTIF.replace("</termGrp></ntig>", "</termGrp></ntig><tig><term>Board</term></tig>" * 1))
    assert row.cells["en_short"] == "Board"
    row, codes = _read(DCT.replace("acronym", "fullForm"))
    assert (row.cells["en"], codes) == ("Council", ["not-imported"])


def test_a_term_that_a_tool_has_verified_becomes_verified() -> None:
    """The status comes back with the name."""
    term = next(term for term in OWN.terms() if not term.verified)
    changed = write_tbx(rows_of([term], OWN.languages)).replace(b"admittedTerm", b"preferredTerm")
    problems = Collector()
    outcome = merge(read_tbx(changed, "x.tbx", problems), OWN.glossary, problems)
    assert [change.values for change in outcome.changes] == [{"status": "verified"}]
