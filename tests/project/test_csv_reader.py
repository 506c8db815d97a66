"""Glossary tables become terms and rules with their lines; every bad row is named."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Collector, Location
from reportgen.model.glossary import Term
from reportgen.model.language import LANGUAGES
from reportgen.project.csv_reader import build_glossary, read_terms, read_vocabulary

HEADER = "id,en,en_short,zh-Hant,zh-Hant_short,zh-Hans,zh-Hans_short,status,source,note\n"
ROW = "council,Youth Council,YC,青年議會,,青年议会,,verified,https://x.example,a note\n"
VOCABULARY = "zh-Hant,zh-Hans,direction,action,note,source\n"


def _read(text: str | bytes, kind: str = "body") -> tuple[list[Term], list[tuple[str, int]], Collector]:
    problems = Collector()
    data = text.encode() if isinstance(text, str) else text
    terms = read_terms(data, "glossary/t.csv", kind, problems, needed=tuple(LANGUAGES))
    return terms, [(found.code, found.location.line) for found in problems.diagnostics], problems


def test_a_row_becomes_a_term() -> None:
    """Names are kept exactly, absent short forms are absent, the line is known."""
    (term,), faults, _ = _read(HEADER + "\n" + ROW)
    assert not faults
    assert term == Term(
        id="council",
        kind="body",
        names={"en": "Youth Council", "zh-Hant": "青年議會", "zh-Hans": "青年议会"},
        shorts={"en": "YC"},
        verified=True,
        source="https://x.example",
        note="a note",
        location=Location("glossary/t.csv", 3),
    )


def test_people_have_an_honorific_and_a_post() -> None:
    """The two columns of people are read, in any order of columns."""
    header = "post,honorific," + HEADER
    (term,), faults, _ = _read(header + "mayor,Mr," + ROW, "person")
    assert (term.post, term.honorific, faults) == ("mayor", "Mr", [])


def test_quoted_cells_and_byte_order_marks_are_read() -> None:
    """A table as Excel writes it: BOM, CRLF, commas, doubled quotation marks and line breaks in cells."""
    row = 'council,"Council, ""Youth""",,青,,青,,unverified,,"one\r\ntwo"\r\n'
    terms, faults, _ = _read(("\ufeff" + HEADER).encode() + (row + ROW.replace("council", "next")).encode())
    assert not faults
    assert terms[0].names["en"] == 'Council, "Youth"'
    assert [term.location.line for term in terms] == [2, 4]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("empty-file", 0)]),
        (HEADER.replace("zh-Hans,", ""), [("missing-column", 1)]),
        (HEADER.replace("note", "notes"), [("missing-column", 1), ("unknown-column", 1)]),
        (HEADER.replace("note", "note,note"), [("duplicate-column", 1)]),
        (HEADER.replace(",", ";"), [("csv-syntax", 1)]),
        (HEADER + ROW + "a,b\n", [("wrong-number-of-cells", 3)]),
        (HEADER + ROW.replace("Youth ", "Youth, "), [("wrong-number-of-cells", 2)]),
        (HEADER + ROW.replace("Youth", '"Youth"'), [("csv-syntax", 2)]),
        (HEADER + ROW.replace("Youth", '"Youth'), [("csv-syntax", 2)]),
        (HEADER + ROW.replace("青年议会", " "), [("empty-name", 2)]),
        (HEADER + ROW.replace("verified", "verifed"), [("wrong-value", 2)]),
        (HEADER + ROW.replace("Youth Council", '"Youth\nCouncil"'), [("wrong-value", 2)]),
        (HEADER + ROW.replace("council", "Council"), [("wrong-id", 2)]),
        (HEADER + ROW.replace("council", ""), [("wrong-id", 2)]),
        (HEADER + ROW.replace("Youth", "\x1f"), [("forbidden-character", 2)]),
        (HEADER.encode() + "青".encode("big5"), [("not-utf8", 2)]),
    ],
)
def test_faults_have_a_code_and_a_line(text: str | bytes, faults: list[tuple[str, int]]) -> None:
    """Each fault of a table is found where it is."""
    assert _read(text)[1] == faults


def test_good_rows_around_a_bad_one_are_read() -> None:
    """A bad row is left out; it does not hide the faults of the rows after it."""
    terms, faults, _ = _read(HEADER + ROW + 'b,"x"y,\n' + ROW.replace("council", "C") + ROW.replace("council", "last"))
    assert [term.id for term in terms] == ["council", "last"]
    assert faults == [("csv-syntax", 3), ("wrong-id", 4)]


def test_one_id_in_two_files_is_reported_with_both_places() -> None:
    """The second term names the place of the first."""
    problems = Collector()
    first = read_terms((HEADER + ROW).encode(), "glossary/bodies.csv", "body", problems)
    second = read_terms((HEADER + ROW).encode(), "glossary/places.csv", "place", problems)
    glossary = build_glossary(first + second, [], problems)
    (fault,) = problems.diagnostics
    assert (fault.code, fault.location) == ("duplicate-id", Location("glossary/places.csv", 2))
    assert "glossary/bodies.csv:2" in fault.message
    assert glossary["council"].kind == "body"


def test_an_unknown_post_is_reported_with_the_nearest_one() -> None:
    """A misspelt post is found at the person."""
    problems = Collector()
    people = read_terms(
        (HEADER.strip() + ",honorific,post\n" + ROW.strip() + ",Mr,mayr\n").encode(), "p", "person", problems
    )
    posts = read_terms((HEADER + ROW.replace("council", "mayor")).encode(), "q", "post", problems)
    build_glossary(people + posts, [], problems)
    (fault,) = problems.diagnostics
    assert (fault.code, fault.hint) == ("unknown-post", "did you mean 'mayor'?")


def test_vocabulary_rules_are_read() -> None:
    """A rule says which way it applies, and whether a person decides."""
    problems = Collector()
    text = VOCABULARY + "資訊,信息,both,convert,,\n數碼,数字,to-hans,flag,maybe,\n"
    first, second = read_vocabulary(text.encode(), "v.csv", problems)
    assert not problems.diagnostics
    assert (first.hant, first.hans, first.direction, first.convert) == ("資訊", "信息", "both", True)
    assert (second.direction, second.convert, second.note, second.location.line) == ("to-hans", False, "maybe", 3)


@pytest.mark.parametrize(
    ("row", "code"),
    [("資訊,,both,flag,,", "empty-name"), ("甲,乙,hans,flag,,", "wrong-value"), ("甲,乙,both,maybe,,", "wrong-value")],
)
def test_bad_vocabulary_rules_are_left_out(row: str, code: str) -> None:
    """A rule that cannot be understood is reported, and not applied."""
    problems = Collector()
    assert read_vocabulary(f"{VOCABULARY}{row}\n".encode(), "v.csv", problems) == []
    assert [(fault.code, fault.location.line) for fault in problems.diagnostics] == [(code, 2)]


def test_longer_words_of_a_rule_hold_its_word() -> None:
    """`not_in` lists longer words of either script, `register` is for people, and a word that is none is named."""
    problems = Collector()
    header = VOCABULARY.strip() + ",not_in,register\n"
    good, bad = "質素,质量,both,convert,,,木質素 木质量,government\n", "質素,质量,both,convert,,,木質,government\n"
    (rule,) = read_vocabulary((header + good + bad).encode(), "v.csv", problems)
    assert rule.not_in == ("木質素", "木质量")
    assert [(found.code, found.location.line) for found in problems.diagnostics] == [("wrong-value", 3)]
