"""A check box of Word with a tag in it is checked, or not, by what the tag prints."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.support.cxml import xml
from tests.support.office import WORD, docx_of, select

STATES = "w14:checkedState{w14:val=2612,w14:font=Signs},w14:uncheckedState{w14:val=2610,w14:font=Signs}"
TICKS = 'w14:checkedState{w14:val=00FE,w14:font="Wingdings"},w14:uncheckedState{w14:val=25CB,w14:font="Arial"}'


def _control(inside: str, states: str = STATES, state: str = "w14:checked{w14:val=0}", around: str = "w:p/") -> Any:
    boxes = ",".join(filter(None, (state, states)))
    properties = f"w14:checkbox/({boxes})" if boxes else "w14:checkbox"
    return xml(f"{around}w:sdt/(w:sdtPr/(w:alias{{w:val=Agreed}},{properties}),w:sdtContent/{inside})")


def _run(text: str) -> str:
    return f'w:r/(w:rPr/(w:rFonts{{w:ascii=Old,w:hint=eastAsia}},w:b),w:t"{text}")'


def _box(*blocks: etree._Element, **context: Any) -> tuple[list[str], list[str], list[str]]:
    """State, sign and typeface of the check boxes of a rendered document."""
    data = WORD.render(docx_of(*blocks), **context)
    paths = ("//w14:checked/@w14:val", "//w:sdtContent//w:t/text()", "//w:sdtContent//w:rFonts/@w:ascii")
    state, sign, typeface = (select(data, WORD.main, path) for path in paths)
    return state, sign, typeface


CHECKED, EMPTY = (["1"], ["☒"], ["Signs"]), (["0"], ["☐"], ["Signs"])


@pytest.mark.parametrize("value", [True, 1, "yes", "☒", "☑", "X"])
def test_a_value_checks_the_box(value: Any) -> None:
    """Whatever is printed, the sign is the check box's own, so that Word can uncheck it."""
    assert _box(_control(_run("{{ x }}")), x=value) == CHECKED


@pytest.mark.parametrize("value", [False, 0, None, "", "☐", "□", " "])
def test_nothing_and_an_empty_box_leave_it_empty(value: Any) -> None:
    """False, zero, nothing and the sign of an empty box say that it is not checked."""
    assert _box(_control(_run("{{ x }}"), state="w14:checked{w14:val=1}"), x=value) == EMPTY


@pytest.mark.parametrize(("yes", "box"), [(True, CHECKED), (False, EMPTY)])
def test_signs_in_a_statement_say_the_state(yes: bool, box: Any) -> None:
    """The sign may be chosen in a tag, or typed between statements, as a character or as Word's symbol."""
    assert _box(_control(_run("{{ '☒' if yes else '☐' }}")), yes=yes) == box
    assert _box(_control(_run("{% if yes %}☒{% else %}☐{% endif %}")), yes=yes) == box
    symbol = "w:r/w:sym{w:font=Wingdings,w:char=F0FE}"
    assert _box(_control(f'(w:r/w:t"{{% if yes %}}",{symbol},w:r/w:t"{{% endif %}}")'), yes=yes) == box


def test_a_check_box_with_signs_of_its_own_shows_them() -> None:
    """Each state has its character and typeface; the empty one's says that the box is empty, too."""
    assert _box(_control(_run("{{ x }}"), TICKS), x=True) == (["1"], ["þ"], ["Wingdings"])
    assert _box(_control(_run("{{ x }}"), TICKS), x="○") == (["0"], ["○"], ["Arial"])


def test_a_check_box_that_says_nothing_has_words_own_signs() -> None:
    """State and signs may be missing: the format has defaults."""
    assert _box(_control(_run("{{ x }}"), states="", state=""), x=True) == (["1"], ["☒"], ["Old"])


@pytest.mark.parametrize("in_table", [False, True])
def test_a_check_box_around_a_paragraph_or_a_cell_keeps_them(in_table: bool) -> None:
    """The control stands where it stood, with the paragraph's and the run's properties."""
    paragraph = f"w:p/(w:pPr/w:jc{{w:val=center}},{_run('{{ x }}')})"
    inside = f"w:tc/(w:tcPr/w:tcW{{w:w=9,w:type=dxa}},{paragraph})" if in_table else paragraph
    control = _control(f"({inside})", around="")
    if in_table:
        table = xml("w:tbl/(w:tblPr,w:tblGrid/w:gridCol,w:tr)")
        table[-1].append(control)
        control = table
    assert _box(control, x=True) == CHECKED
    data = WORD.render(docx_of(control), x=True)
    assert select(data, WORD.main, "//w:sdtContent//w:p/w:pPr/w:jc/@w:val") == ["center"]
    assert len(select(data, WORD.main, "//w:sdtContent//w:r/w:rPr/w:b")) == 1


def test_each_copy_in_a_loop_has_its_own_state() -> None:
    """A list of questions with a box each."""
    box = _control(_run("{{ x }}"))
    box.insert(0, xml('w:r/w:t"{%p for x in xs %}"'))
    box.append(xml('w:r/w:t"{%p endfor %}"'))
    assert _box(box, xs=[True, False]) == (["1", "0"], ["☒", "☐"], ["Signs", "Signs"])


def test_a_check_box_without_a_tag_stays_as_it_is() -> None:
    """Also where its sign and its state differ."""
    box = _control(_run("☒"))
    assert _box(box, x=1) == (["0"], ["☒"], ["Old"])
