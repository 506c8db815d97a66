"""`check` and `template check` look at templates and at what comes of them."""

from __future__ import annotations

from pathlib import Path

import pptx
import pytest
from lxml import etree

from tests.cli.conftest import Shell
from tests.support.cxml import qn
from tests.support.office import parts_of, pptx_of, with_parts, with_xml

APP = "docProps/app.xml"
PLACE = 'templates/deck.pptx › slide 1 › shape "Meeting"'


@pytest.fixture
def faulty(shell: Shell) -> Shell:
    """A project whose deck has two faults: one that the template shows, and one that only its outputs show."""
    shell.write_english_only()
    path = shell.root / "templates" / "deck.pptx"
    deck = pptx.Presentation(str(path))
    first, last = deck.slides[0], deck.slides[len(deck.slides) - 2]  # the last one is for sectors with directions alone
    tree = first.shapes._spTree
    tree.insert(2, next(shape._element for shape in first.shapes if shape.name == "Meeting"))
    last.shapes.title.text = "{{ sector.title }}: {{ sector.headline }}"
    deck.save(str(path))
    return shell


def test_check_tells_a_templates_fault_once_and_an_outputs_too(faulty: Shell) -> None:
    """The shape in the wrong order is the template's; two tags that print the same are seen in the finished deck."""
    done = faulty("check")
    lines = done.err.splitlines()
    assert done.code == 0
    assert len(lines) == 3
    assert lines[0].startswith(f'{PLACE}: warning: it is read before "Title 1"')
    assert all("-deck.en.pptx › slide " in line and ": warning: the title " in line for line in lines[1:])
    assert faulty("check --strict").code == 1


def test_severities_and_acceptances_count_for_documents(faulty: Shell) -> None:
    """As for content: by the rule's code, and by the word the rule asks about."""
    (faulty.root / "reportgen.yaml").write_text(
        "check:\n  severity: {repeated-slide-title: 'off', reading-order: error}\n", encoding="utf-8"
    )
    done = faulty("check")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert faulty("template check").code == 1
    (faulty.root / "reportgen.yaml").write_text(
        "check:\n  severity: {repeated-slide-title: 'off'}\n"
        "  accepted: [{rule: reading-order, words: [Meeting], reason: the meeting is the kicker}]\n",
        encoding="utf-8",
    )
    assert faulty("check --strict").code == 0


def test_template_check_warns_and_succeeds(faulty: Shell) -> None:
    """A single file can be asked about, by its name as it was typed."""
    done = faulty(f"template check {Path('templates', 'deck.pptx')}")
    assert done.code == 0
    assert done.err.startswith(PLACE)
    assert done.lines == ["1 template: 1 problem"]


@pytest.mark.tags_as_data
def test_what_libreoffice_drops_is_told_and_put_back(shell: Shell) -> None:
    """`template check` names the command that brings alt texts back, and after it finds nothing."""
    path = shell.root / "templates" / "deck.pptx"
    before = path.read_bytes()
    (shell.root / "before.pptx").write_bytes(before)
    saved = with_xml(before, "docProps/app.xml", _name_libreoffice)
    for name in (name for name in parts_of(before) if name.startswith("ppt/slides/slide")):
        saved = with_xml(saved, name, _drop_descriptions)
    path.write_bytes(saved)
    warned = shell("template check templates/deck.pptx").err
    assert "reportgen template restore templates/deck.pptx --from BEFORE" in warned
    done = shell("template restore templates/deck.pptx --from before.pptx --json")
    assert done.code == 0, done
    assert done.report["restored"] > 0
    assert shell("template check templates/deck.pptx").lines == ["1 template: no problems"]
    assert shell("template restore templates/deck.pptx --from gone.pptx").code == 1


def _name_libreoffice(root: etree._Element) -> None:
    for name in root.iter("{*}Application"):
        name.text = "LibreOffice/7.4.7.2$Linux_X86_64"


def _drop_descriptions(root: etree._Element) -> None:
    for properties in root.iter(qn("p:cNvPr")):
        properties.attrib.pop("descr", None)


@pytest.mark.parametrize("command", ["check", "template check templates/deck.pptx"])
def test_names_lost_with_alt_texts_are_told_as_the_one_loss(shell: Shell, command: str) -> None:
    """Loops went with the alt texts that LibreOffice drops; until they are put back, nothing can be made."""
    shell.write_english_only()
    deck = pptx_of("{{ item.lead }}", "{{ item.text }}", properties={"title": "Deck"})
    app = parts_of(deck)[APP].replace(b"Microsoft Macintosh PowerPoint", b"LibreOffice/7.4.7.2$Linux")
    (shell.root / "templates" / "deck.pptx").write_bytes(with_parts(deck, {APP: app}))
    done = shell(command)
    assert (done.code, "unknown-name" in done.err) == (1, False)
    assert done.err.count("error: LibreOffice 7.4 has saved it without alternative texts") == 1
