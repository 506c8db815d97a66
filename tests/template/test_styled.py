"""Formatting of runs, cells and paragraphs that a value decides, in both programs."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.diagnostics import ProblemsFound
from reportgen.template import RichText, Span
from tests.support.cxml import xml
from tests.support.office import POWERPOINT, WORD, Office, select

pytestmark = pytest.mark.parametrize("office", [WORD, POWERPOINT], ids=str)
TAG = "{{ x|styled(colour='C00000' if x < 0, bold=x < 0) }}"
COLOURS = "//w:color/@w:val | //a:rPr//a:srgbClr/@val"
BOLD = "//w:rPr/w:b | //a:rPr[@b='1']"


def test_a_value_decides_colour_and_weight(office: Office) -> None:
    """Where it decides for nothing, the place's own formatting stays."""
    out = office.render(office.file(TAG), x=-1)
    assert (office.lines(out), select(out, office.main, COLOURS), len(select(out, office.main, BOLD))) == (
        ["-1"], ["C00000"], 1,
    )  # fmt: skip
    out = office.render(office.file(TAG), x=0)
    assert (office.lines(out), select(out, office.main, COLOURS), select(out, office.main, BOLD)) == (["0"], [], [])


def test_rich_text_keeps_what_it_has(office: Office) -> None:
    """The filter adds to it."""
    out = office.render(office.file("{{ t|styled(colour='00FF00') }}"), t=RichText("a", Span("b", bold=True)))
    assert office.lines(out) == ["ab"]
    assert (len(select(out, office.main, BOLD)), select(out, office.main, COLOURS)) == (1, ["00FF00"] * 2)


def test_what_there_is_not_is_reported(office: Office) -> None:
    """A formatting with another name, a colour that is none, a value that is none; nothing prints nothing."""
    for arguments in ("color='FF0000'", "colour='red'"):
        assert [code for code, _ in office.faults(f"{{{{ x|styled({arguments}) }}}}", x="a")] == ["template-fault"]
    assert [code for code, _ in office.faults("{{ y|styled(bold=true) }}")] == ["unknown-name"]
    assert office.fill("a", "{{ x|styled(bold=true) }}", x=None) == ["a"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("size='big'", "'big' is not a size of type"),
        ("size=-3", "-3 is not a size of type"),
        ("size=99999", "99999 is not a size of type"),
        ("raised='up'", "'up' is not a way to raise text; write one of superscript, subscript"),
        ("highlight='neon'", "'neon' is not a"),
    ],
)
def test_what_no_program_can_show_is_reported(office: Office, arguments: str, said: str) -> None:
    """Such a size, baseline or highlight makes a file that does not open."""
    with pytest.raises(ProblemsFound, match=said):
        office.render(office.file(f"{{{{ x|styled({arguments}) }}}}"), x="a")


@pytest.mark.parametrize("style", ["Intense Emphasis", "intense emphasis", "IntenseEmphasis"])
def test_a_style_is_known_by_its_name_or_id(office: Office, style: str) -> None:
    """In Word; PowerPoint has no character styles."""
    out = office.render(office.file("{{ x|styled(style=s) }}"), x="a", s=style)
    expected = ["IntenseEmphasis"] if office is WORD else []
    assert (office.lines(out), select(out, office.main, "//w:rStyle/@w:val")) == (["a"], expected)


def test_a_style_that_is_not_there_is_reported(office: Office) -> None:
    """It would print as if nothing had been asked for; in PowerPoint nothing is."""
    file = office.file("{{ x|styled(style='Emphatic') }}")
    if office is POWERPOINT:
        assert office.lines(office.render(file, x="a")) == ["a"]
        return
    with pytest.raises(ProblemsFound, match=r"paragraph 1: error: .* there is no character style 'Emphatic'"):
        office.render(file, x="a")


def test_a_value_decides_the_colour_of_a_cell(office: Office) -> None:
    """Each row by its own."""
    rows = [["{%tr for x in xs %}{% cellbg 'FFC7CE' if x < 0 else 'C6EFCE' %}{{ x }}{%tr endfor %}"]]
    out = office.render(office.with_table(*rows), xs=[1, -1])
    assert select(out, office.main, "//w:shd/@w:fill | //a:tcPr//a:srgbClr/@val") == ["C6EFCE", "FFC7CE"]


def test_a_value_decides_alignment(office: Office) -> None:
    """By one of two paragraphs, each as it was designed."""
    right, left = (_paragraph(office, word, text) for word, text in (("right", "{{ x }}"), ("left", "no figure")))
    blocks = ("{% if x %}", right, "{% else %}", left, "{% endif %}")
    for x, alignment in ((5, ("right", "r")), (None, ("left", "l"))):
        out = office.render(office.file(*blocks), x=x)
        [found] = select(out, office.main, "//w:body//w:jc/@w:val | //a:pPr/@algn")
        assert found in alignment


def _paragraph(office: Office, alignment: str, text: str) -> etree._Element:
    if office is WORD:
        return xml(f'w:p/(w:pPr/w:jc{{w:val={alignment}}},w:r/w:t"{text}")')
    return xml(f'a:p/(a:pPr{{algn={alignment[0]}}},a:r/a:t"{text}")')
