"""Tags in a text: where each begins and ends, and what it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Location
from reportgen.template.syntax.keywords import LEVELS
from reportgen.template.syntax.tags import TagKind, find_tags, read_tag, straight_quotes
from tests.support.office import Office

HERE = Location("letter.docx")


def _found(text: str) -> list[str]:
    return [text[match.start : match.end] for match in find_tags(text) if not match.fault]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Dear {{ name }},", ["{{ name }}"]),
        ("{{a}}{{b}} {% if c %}{# d #}", ["{{a}}", "{{b}}", "{% if c %}", "{# d #}"]),
        ("{{ '}}' }} rest", ["{{ '}}' }}"]),
        ('{{ "%}" }}{% set x = "}}" %}', ['{{ "%}" }}', '{% set x = "}}" %}']),
        (r"{{ 'it\'s }}' }}", [r"{{ 'it\'s }}' }}"]),
        ("{# it's {{ no }} tag #}{{ b }}", ["{# it's {{ no }} tag #}", "{{ b }}"]),
        ("{ {a} } { { a } }", []),
        ("}} %} #}", []),
        ("{{ {'a': 1}['a'] }}", ["{{ {'a': 1}['a'] }}"]),
        ("50 % {of} 100 {", []),
        ("", []),
    ],
)
def test_tags_are_found_and_nothing_else(text: str, tags: list[str]) -> None:
    """Delimiters inside quoted strings and single braces are text."""
    assert _found(text) == tags


@pytest.mark.parametrize("text", ["{{ name", "{% if x", "{# note", "{{ 'open }}", "{{ a {{ b }}", "{{ a %}"])
def test_a_tag_that_does_not_end_is_a_fault(text: str) -> None:
    """The first match names the delimiter that is missing."""
    first = next(find_tags(text))
    assert first.start == 0
    assert "is missing" in first.fault


def test_what_follows_an_unclosed_tag_is_still_found() -> None:
    """One missing brace does not hide the tags behind it."""
    assert _found("{{ a  {{ b }} {% c %}") == ["{{ b }}", "{% c %}"]


@given(text=st.text("{}%#'\"\\ ab", max_size=40))
@settings(deadline=None, max_examples=300)
def test_matches_lie_in_order_inside_the_text(text: str) -> None:
    """Whatever is typed, matches do not overlap and each begins with a delimiter."""
    position = 0
    for match in find_tags(text):
        assert position <= match.start < match.end <= len(text)
        assert text[match.start : match.start + 2] == match.kind
        position = match.end


@pytest.mark.parametrize("level", LEVELS)
def test_a_statement_may_name_what_it_takes_with_it(level: str) -> None:
    """The level is split off the statement, with and without a space and with trimming dashes."""
    for text in (f"{{%{level} for x in y %}}", f"{{%-{level} for x in y -%}}"):
        tag = read_tag(next(find_tags(text)), HERE)
        assert (tag.level, tag.inside, tag.keyword, tag.opens) == (level, "for x in y", "for", True)


@pytest.mark.parametrize(
    ("text", "kind", "inside"),
    [
        ("{{ a }}", TagKind.OUTPUT, "a"),
        ("{{- a -}}", TagKind.OUTPUT, "a"),
        ("{{r a }}", TagKind.OUTPUT, "a"),
        ("{{rate}}", TagKind.OUTPUT, "rate"),
        ("{%if a%}", TagKind.STATEMENT, "if a"),
        ("{% print_it %}", TagKind.STATEMENT, "print_it"),
        ("{{\u00a0a\u3000+\u202fb\n}}", TagKind.OUTPUT, "a + b"),
        ("{# a #}", TagKind.COMMENT, "a"),
    ],
)
def test_a_tag_is_read(text: str, kind: TagKind, inside: str) -> None:
    """Dashes and docxtpl's `r` go; the spaces that Word puts in become plain ones."""
    tag = read_tag(next(find_tags(text)), HERE)
    assert (tag.kind, tag.inside, tag.text) == (kind, inside, text)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("{% if a %}", True, ""), ("{% endif %}", False, "if"), ("{% else %}", False, ""),
        ("{% set a = 1 %}", False, ""),
        ("{% with a = 1 %}", True, ""), ("{% endset %}", False, "set"), ("{% endive %}", False, "ive"),
        ("{{ if }}", False, ""),
    ],
)  # fmt: skip
def test_a_statement_knows_whether_it_has_an_end(text: str, opens: bool, closes: str) -> None:
    """`set` has an end only when it captures what follows."""
    tag = read_tag(next(find_tags(text)), HERE)
    assert (tag.opens, tag.closes) == (opens, closes)


def test_curled_quotation_marks_are_made_straight() -> None:
    """Both pairs that Word's autocorrection uses."""
    assert straight_quotes("“a” ‘b’") == "\"a\" 'b'"


# -- in files


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{{ a|default(“none”) }}", "A"),
        ("{{ {‘k’: a}[‘k’] }}", "A"),
        ("{{ a ~ '“' }}", "A“"),
        ("{{\u00a0a\u00a0}}", "A"),
        ("{{\u3000a\u3000|\u3000lower\u3000}}", "a"),
        ("{% if\u00a0a %}yes{% endif %}", "yes"),
        ("{{ '{{ }}' ~ a }}", "{{ }}A"),
        ("{{ '%}' }}{{ a }}", "%}A"),
    ],
)
@pytest.mark.tags_as_data
def test_tags_work_as_people_and_autocorrection_type_them(office: Office, typed: str, shown: str) -> None:
    """Curly quotes, no-break and full-width spaces, and braces in strings all do what was meant."""
    assert office.fill(typed, a="A") == [shown]


def test_an_unclosed_tag_is_reported_with_its_place(office: Office) -> None:
    """A missing brace names the paragraph and what was typed."""
    place = " › ".join((*office.place, "paragraph 2"))
    assert office.faults("Fine", "Dear {{ name,") == [("unclosed-tag", place)]


def test_a_tag_over_two_paragraphs_is_reported(office: Office) -> None:
    """A tag cannot begin in one paragraph and end in the next."""
    place = " › ".join((*office.place, "paragraph 1"))
    assert office.faults("{{ name", "}}")[0] == ("unclosed-tag", place)


@pytest.mark.parametrize("empty", ["{{ }}", "{{}}", "{% %}", "{%  %}", "{{-  -}}"])
def test_an_empty_tag_is_reported(office: Office, empty: str) -> None:
    """A tag without anything in it is a slip of the pen."""
    assert [code for code, _ in office.faults(empty)] == ["empty-tag"]


def _end_by_character(text: str, position: int, kind: TagKind) -> int:
    """Where a tag ends, behind its closing delimiter, read one character at a time; -1 for one that does not end."""
    closing, quote = {"{{": "}}", "{%": "%}", "{#": "#}"}[kind], ""
    while position < len(text):
        char = text[position]
        if quote:
            position += char == "\\"
            quote = "" if char == quote else quote
        elif char in "\"'" and kind is not TagKind.COMMENT:
            quote = char
        elif text.startswith(closing, position):
            return position + 2
        elif kind is not TagKind.COMMENT and text.startswith(("{{", "{%"), position):
            return -1
        position += 1
    return -1


@given(st.text(alphabet="{}%#\"'\\a\n", max_size=24), st.sampled_from(TagKind))
def test_a_tag_ends_where_reading_it_by_character_says(inside: str, kind: TagKind) -> None:
    """Quoted strings with escapes hide delimiters, and an opening delimiter says that the tag was left open."""
    found = next(find_tags(kind + inside))
    end = _end_by_character(kind + inside, 2, kind)
    assert (found.start, found.kind, 2 if found.fault else found.end) == (0, kind, 2 if end < 0 else end)
