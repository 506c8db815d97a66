"""A kind of document made of files alone, from its line in the settings to its removal, as people type it."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from reportgen.cli.completion import complete_kind
from tests.cli.conftest import Shell
from tests.support.office import Slide, docx_of, pptx_of

SETTINGS = """\
kinds:
  deck: {templates: [deck.pptx]}
  agenda: {templates: [agenda.docx, agenda.pptx], packs: %s, build: false}
"""
AGENDA = {
    f"{pack}/{pack}-agenda.en.{suffix}" for pack in ("finance", "youth", "overview") for suffix in ("docx", "pptx")
}


def _settle(shell: Shell, packs: str = "all") -> None:
    (shell.root / "reportgen.yaml").write_text(SETTINGS % packs, encoding="utf-8")


@pytest.fixture
def agenda(shell: Shell) -> Shell:
    """A shell in a small project in English that has decks, and agendas that are made on request."""
    shell.write_english_only()
    _settle(shell)
    templates = shell.root / "templates"
    (templates / "agenda.docx").write_bytes(docx_of("{{ sector.title }}", "{% for step in sector.next_steps %}",
                                                    "{{ step.lead }}", "{% endfor %}"))  # fmt: skip
    (templates / "agenda.pptx").write_bytes(pptx_of(Slide(["{{ sector.title }}"])))
    return shell


def test_it_is_made_when_it_is_asked_for(agenda: Shell) -> None:
    """In both formats, for every pack, the overview from the same templates; a plain build leaves it alone."""
    assert agenda("build -s youth").lines[-1] == "1 file in out: 1 written"
    done = agenda("build --kind agenda")
    assert (done.code, done.err) == (0, "")
    assert agenda.made() == AGENDA | {"youth/youth-deck.en.pptx"}
    assert agenda("build --kind agenda").lines[-1] == "6 files in out: 6 unchanged"
    assert agenda("build -s youth -k all -n").lines[-1] == "3 files in out: 3 up to date"


def test_a_template_for_the_overview_alone_goes_before_the_common_one(agenda: Shell) -> None:
    """From the moment it is there, and to the moment it goes."""
    agenda("build -k agenda -s overview")
    own = agenda.root / "templates" / "agenda.overview.docx"
    own.write_bytes(docx_of("All"))
    said = agenda("build -k agenda -s overview -n")
    assert said.lines[0].split() == [
        "due",
        "overview/overview-agenda.en.docx",
        "templates/agenda.overview.docx",
        "in",
        "en",
    ]
    assert agenda("build -k agenda -s overview").lines[-1] == "2 files in out: 1 unchanged, 1 written"
    own.unlink()
    assert agenda("build -k agenda -s overview").lines[-1] == "2 files in out: 1 unchanged, 1 written"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("build --kind agend", "unknown kind 'agend'; did you mean 'agenda'?"),
        ("check --kind agend", "unknown kind 'agend'; did you mean 'agenda'?"),
        ("summary", "unknown kind 'summary'; there are deck, agenda"),
        ("build -k agenda -l en -s yuth", "unknown sector 'yuth'; did you mean 'youth'?"),
        ("build --why youth-agendas.en.docx", "did you mean 'youth-agenda.en.docx'?"),
        ("build --why youth-agenda.en.pdf", "'youth-agenda.en.pdf' is no file that this project makes"),
    ],
)
def test_a_slip_is_answered_with_the_kinds_there_are(agenda: Shell, line: str, words: str) -> None:
    """Also to the command of a kind that this project does not have."""
    done = agenda(line)
    assert done.code == 2
    assert words in " ".join(re.sub(r"[│╭╮╰╯─]", "", done.err).split())


def test_why_knows_it(agenda: Shell) -> None:
    """By its bare name, as every file; one that is not made unasked too."""
    assert "never made here" in agenda("build --why youth-agenda.en.docx").out
    assert "never made here" in agenda("build --why youth-agenda.en.docx.pdf").out


def test_files_of_a_kind_that_is_gone_are_removed(agenda: Shell) -> None:
    """A build names them, `verify` too, and `clean` removes them; made on request, they are not stale before."""
    agenda("build -s youth -k all")
    assert agenda("build -s youth").err == ""
    assert agenda("verify").lines[-1] == "3 files in out: 3 intact"
    _settle(agenda, packs="overview")
    assert "no build makes 2 files any more" in agenda("build -s youth").err
    assert agenda("verify").lines[-1] == "3 files in out: 1 intact, 2 stale"
    assert agenda("clean").lines[-1] == "2 files removed from out"
    assert agenda.made() == {"youth/youth-deck.en.pptx"}


def test_nothing_is_removed_while_the_kinds_cannot_be_read(agenda: Shell) -> None:
    """Nobody would know which files are still made."""
    agenda("build -s youth -k agenda")
    (agenda.root / "reportgen.yaml").write_text("kinds: {agenda: {}}", encoding="utf-8")
    for command in ("clean", "build", "check"):
        done = agenda(command)
        assert (done.code, "the key 'templates' is missing" in done.err) == (1, True)
    assert len(agenda.made()) == 2


def test_what_is_missing_is_made_by_the_command_that_verify_names(agenda: Shell) -> None:
    """Of any kind, with or without the project."""
    agenda("build -s youth -k agenda")
    (agenda.out / "youth" / "youth-agenda.en.docx").unlink()
    assert "'reportgen build --kind agenda --sector youth --lang en' makes it anew" in agenda("verify").err
    (agenda.root / "content" / "meeting.yaml").rename(agenda.root / "elsewhere.yaml")
    assert "'reportgen build --kind agenda --sector youth --lang en' makes it anew" in agenda("verify -o out").err


def test_a_check_looks_at_its_templates_and_makes_it_when_it_is_asked_for(agenda: Shell) -> None:
    """By its kind or by its template: what is not made unasked does not make a plain check slower."""
    wrong = agenda.root / "templates" / "agenda.docx"
    wrong.write_bytes(docx_of("{{ sector.titel }}"))
    assert "titel" not in agenda("check").err
    for line in ("check --kind agenda", "check templates/agenda.docx"):
        done = agenda(line)
        assert done.code == 1
        assert "titel" in done.err
    wrong.unlink()
    assert "templates/agenda.docx: error: the file is missing" in agenda("check").err


def test_the_shell_completes_kinds(agenda: Shell) -> None:
    """Those of the project around the folder; where there is none, nothing."""
    context: Any = SimpleNamespace(params={})
    assert [word for word, _ in complete_kind(context, "")] == ["deck", "agenda"]
    assert [word for word, _ in complete_kind(context, "ag")] == ["agenda"]
    (agenda.root / "content" / "meeting.yaml").unlink()
    assert complete_kind(context, "") == []
