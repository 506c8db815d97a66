"""What is wrong with a template, as `template check` puts it together."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.check.documents import DocumentChecker, review_template, with_losses
from reportgen.check.templates import template_findings
from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.pack.schema import pack_schema
from reportgen.project.load import load_project
from tests.support.cxml import xml
from tests.support.office import docx_of, parts_of, pptx_of, with_parts, with_related

PROJECT = load_project(Path(__file__).parents[2])
REMARK = xml('w:comments/w:comment{w:id="0"}/w:p/w:r/w:t"Shorten this"')
LOOP = "{{ item.lead }}"
APP = "docProps/app.xml"


def _codes(data: bytes) -> set[str]:
    found = template_findings(data, "deck.pptx", pack_schema(None, whole_sectors=True), DocumentChecker())
    return {one.code for one in found}


def _unlabelled(data: bytes, name: str = "deck.pptx") -> list[str]:
    found = DocumentChecker(PROJECT).template(review_template(data, name), name)
    return [str(one) for one in found if one.code == "unlabelled-words"]


def test_words_that_no_label_has_are_told_once_where_they_stand() -> None:
    """They would stand in English in a Chinese deck; a label has "Documents signed", and figures are no words."""
    found = _unlabelled(
        pptx_of("Documents signed", "Our promise", "{{ sector.title }}: 1", "Our  promise", "Next: {{ x }}")
    )
    assert [line.partition(": warning: ")[2] for line in found] == [
        "no label has 'Our promise', so all languages print it as it is typed; add it to templates/labels.yaml "
        "[unlabelled-words]",
        "no label has 'Next: {{ x }}', so all languages print it as it is typed; add it to templates/labels.yaml, and "
        "print it as {{ labels.KEY }} [unlabelled-words]",
    ]
    assert found[0].startswith("deck.pptx › slide 2 › shape ")


@pytest.mark.parametrize("name", ["deck.bilingual.pptx", "deck.overview.bilingual.pptx"])
def test_templates_for_two_languages_have_both_typed(name: str) -> None:
    """No label is looked for there."""
    assert _unlabelled(pptx_of("Our promise"), name) == []


def test_prompts_fields_and_remarks_are_no_typed_words() -> None:
    """Nobody who reads the finished file meets a layout's prompts or an editor's comments; Office writes fields."""
    field = xml('w:p/w:fldSimple{w:instr="DATE"}/w:r/w:t"1 June"')
    remark = with_related(
        docx_of(field), "word/document.xml", "comments.xml", REMARK, "comments", "wordprocessingml.comments+xml"
    )
    assert _unlabelled(pptx_of("{{ sector.title }}")) + _unlabelled(remark, "brief.docx") == []


def _saved_by(program: str) -> bytes:
    """A deck with a name of a loop whose tag is lost, as a program has saved it."""
    deck = pptx_of(LOOP)
    old = parts_of(deck)[APP].decode()
    start, end = old.index("<Application>"), old.index("</Application>")
    changed = f"{old[:start]}<Application>{program}{old[end:]}"
    return with_parts(deck, {APP: changed.encode()})


PROGRAMS = [("Microsoft Office PowerPoint", False), ("LibreOffice/7.4.7.2$Linux", True)]


@pytest.mark.parametrize(("program", "is_lost"), PROGRAMS)
def test_names_that_are_lost_with_alt_texts_are_told_by_the_loss(program: str, is_lost: bool) -> None:
    """What LibreOffice has dropped comes back with `restore`: the names of the loops need no word of their own."""
    codes = _codes(_saved_by(program))
    assert ("lost-alt-texts" in codes, "unknown-name" in codes) == (is_lost, not is_lost)


@pytest.mark.parametrize(("program", "is_lost"), PROGRAMS)
def test_a_build_tells_the_loss_as_well(root: Path, program: str, is_lost: bool) -> None:
    """In place of each name that no loop brings any more; what is wrong elsewhere is told beside it."""
    (root / "templates/deck.pptx").write_bytes(_saved_by(program))
    unknown = Diagnostic("unknown-name", "unknown name 'item'", Location("templates/deck.pptx"))
    other = Diagnostic("unknown-name", "unknown name 'item'", Location("templates/summary.docx"))
    told = with_losses([unknown, other], root)
    assert [one.code for one in told] == ["lost-alt-texts" if is_lost else "unknown-name", "unknown-name"]
    assert {one.severity for one in told} == {Severity.ERROR}
