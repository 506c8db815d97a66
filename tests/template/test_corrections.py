"""What is typed instead of Jinja: the message says what to type, and nothing follows from the slip."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.template import OfficeTemplate
from tests.support.office import WORD, problems_of

SLIPS = {
    "{% if lang = 'en' %}": "{% if lang == 'en' %}",
    "{% if lang === 'en' %}": "{% if lang == 'en' %}",
    "{% if lang ＝＝ “en” %}": '{% if lang == "en" %}',
    '{% if lang = "a = b" %}': '{% if lang == "a = b" %}',
    "{% end for %}": "{% endfor %}",
    "{%p end if %}": "{%p endif %}",
    "{% end-for %}": "{% endfor %}",
    "{% endforeach %}": "{% endfor %}",
    "{% /if %}": "{% endif %}",
    "{% else if lang %}": "{% elif lang %}",
    "{% elseif lang %}": "{% elif lang %}",
    "{% elsif lang %}": "{% elif lang %}",
    "{% endif }": "{% endif %}",
    "{% endif }}": "{% endif %}",
    "{% endif": "{% endif %}",
    "{%if lang% and more": "{%if lang %}",
    "{{ lang }": "{{ lang }}",
    "{{ lang %}": "{{ lang }}",
    "{{ lang": "{{ lang }}",
    "{% for x of xs %}": "{% for x in xs %}",
    "{% for x : xs %}": "{% for x in xs %}",
    "{% for x xs %}": "{% for x in xs %}",
    "{% for x In xs %}": "{% for x in xs %}",
    "{% FOR x IN xs %}": "{% for x in xs %}",
    "{% foreach x in xs %}": "{% for x in xs %}",
    "{% for each x in xs %}": "{% for x in xs %}",
    "{% for x in range（3） %}": "{% for x in range(3) %}",
    "{%slide for page of xs|pages(6) %}": "{%slide for page in xs|pages(6) %}",
    "{% p for x in xs %}": "{%p for x in xs %}",
    "{% tr endfor %}": "{%tr endfor %}",
    "{% if xs && lang %}": "{% if xs and lang %}",
    "{% if xs || !lang %}": "{% if xs or not lang %}",
    "{% if xs AND lang %}": "{% if xs and lang %}",
    "{% if lang <> 'en' %}": "{% if lang != 'en' %}",
    "{% if lang is not null %}": "{% if lang is not none %}",
    "{% if lang then %}": "{% if lang %}",
    "{{ if lang }}": "{% if lang %}",
    "{{ endfor }}": "{% endfor %}",
    "{% sector.title %}": "{{ sector.title }}",
    "{{ xs[0]–1 }}": "{{ xs[0]-1 }}",
    "{{ xs｜join（“，”） }}": '{{ xs|join("，") }}',
    "{{ sector。title }}": "{{ sector.title }}",
    "{{ 'it’s' ~ “x” }}": "{{ 'it’s' ~ \"x\" }}",
    "{{ lang ? 'a' : 'b' }}": "{{ 'a' if lang else 'b' }}",
    "{% set x == 1 %}": "{% set x = 1 %}",
    "{% set x = xs && lang %}": "{% set x = xs and lang %}",
    "{%– if lang –%}": "{% if lang %}",
    "{%– endif –%}": "{% endif %}",
    "{{— lang –}}": "{{ lang }}",
    "{{ lang… }}": "{{ lang }}",
    "{{ sector.lead... }}": "{{ sector.lead }}",
    "{{ lang lang }}": "",
}
"""What is typed → what the message says to write; nothing where nobody can know."""


@pytest.mark.parametrize(("typed", "meant"), SLIPS.items(), ids=list(SLIPS))
def test_the_message_says_what_to_type(typed: str, meant: str) -> None:
    """It is the first that is said about the template."""
    problem = problems_of(WORD.file(typed), WORD.name)[0]
    assert problem.code in ("template-syntax", "unknown-statement", "unclosed-tag", "unknown-test")
    assert problem.hint == (f"write '{meant}'" if meant else "")


@pytest.mark.parametrize(
    "lines",
    [
        ("{% for x in xs %}", "{{ x }}", "{% end for %}"),
        ("{% foreach x in xs %}", "{{ x }}", "{% endfor %}"),
        ("{% if xs %}", "a", "{% else if lang %}", "b", "{% endif %}"),
        ("{% if xs %}", "a", "{% endif }"),
        ("{{ if xs }}", "a", "{% endif %}"),
    ],
)
def test_nothing_follows_from_a_slip_whose_meaning_is_clear(lines: tuple[str, ...]) -> None:
    """A statement is paired as it was meant, so that no end is missed."""
    assert len(problems_of(WORD.file(*lines), WORD.name)) == 1


def test_a_field_beside_a_name_wants_a_point() -> None:
    """Where the word is a known field; others may be anything."""
    for typed, hint in {"item lead": "write '{{ item.lead }}'", "item else": "", "item led": ""}.items():
        with pytest.raises(ProblemsFound) as found:
            OfficeTemplate(WORD.file(f"{{{{ {typed} }}}}"), WORD.name, names=("item", ".lead")).compile()
        assert found.value.diagnostics[0].hint == hint
