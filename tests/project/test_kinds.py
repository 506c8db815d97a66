"""Kinds of documents stand in the settings; what is wrong with one is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.model.target import Kind
from reportgen.project.load import load_catalogue, load_project
from tests.project.sample import write_project


def _kinds(root: Path, settings: str, *templates: str) -> tuple[Kind, ...]:
    """The kinds of a project with these settings and files of these names in templates/."""
    write_project(root)
    (root / "reportgen.yaml").write_text(settings, encoding="utf-8")
    for name in templates:
        (root / "templates" / name).write_bytes(b"")
    assert load_project(root).catalogue == load_catalogue(root)
    return load_catalogue(root).kinds


@pytest.mark.parametrize("settings", ["check: {}\n", None])
def test_a_project_that_says_nothing_has_decks_and_summaries(tmp_path: Path, settings: str | None) -> None:
    """With settings about other matters, and without any."""
    write_project(tmp_path)
    if settings:
        (tmp_path / "reportgen.yaml").write_text(settings, encoding="utf-8")
    kinds = load_catalogue(tmp_path).kinds
    assert kinds == (Kind("deck", "deck.pptx"), Kind("summary", "summary.docx"))
    assert all(kind.built and kind.packs == "all" and not kind.shares_name for kind in kinds)


def test_a_kind_is_made_of_what_the_settings_say(tmp_path: Path) -> None:
    """Its templates, its packs, whether it is made unasked; files that are there give it its variants."""
    settings = "kinds:\n  brief: {templates: [one.docx, one.pptx], packs: sectors, build: false}\n"
    word, slides = _kinds(tmp_path, settings, "one.docx", "one.bilingual.docx", "one.pptx", "ones.docx", "~$one.docx")
    assert (word.name, word.template, slides.name, slides.template) == ("brief", "one.docx", "brief", "one.pptx")
    assert all(kind.packs == "sectors" and not kind.built and kind.shares_name for kind in (word, slides))
    assert (word.present, slides.present) == ({"one.docx", "one.bilingual.docx"}, {"one.pptx"})


@pytest.mark.parametrize(
    ("settings", "line", "words"),
    [
        (
            "kinds:\n  One-page: {templates: [a.docx]}",
            2,
            "'One-page' is no name for a kind; use up to 30 small letters",
        ),
        ("kinds:\n  all: {templates: [a.docx]}", 2, "'all' is a reserved name; choose another name"),
        ("kinds:\n  brief: {}", 2, "the key 'templates' is missing"),
        ("kinds:\n  brief:\n    templates: []", 3, "'templates' has 0 entries and needs at least 1"),
        ("kinds: {}", 1, "'kinds' has 0 entries and needs at least 1"),
        (
            "kinds:\n  brief:\n    templates:\n      - a.pdf",
            4,
            "'a.pdf' is no template of a kind; name a .docx or .pptx",
        ),
        ("kinds:\n  a:\n    templates: [a.overview.docx]", 3, "'a.overview.docx' is no template of a kind"),
        ("kinds:\n  a:\n    templates: [../a.docx]", 3, "'../a.docx' is no template of a kind"),
        ("kinds:\n  a:\n    templates: [.docx]", 3, "'.docx' is no template of a kind"),
        (
            "kinds:\n  a:\n    templates:\n      - a.docx\n      - b.pptx\n      - c.docx",
            6,
            "'c.docx' and 'a.docx' would make files of the same names; leave one out, or give it a kind of its own",
        ),
        ("kinds:\n  a: {templates: [a.docx], packs: sector}", 2, "'packs' cannot be 'sector'; did you mean 'sectors'?"),
        ("kinds:\n  a: {templates: [a.docx], build: maybe}", 2, "'build' is 'maybe'; write true or false"),
        ("kinds:\n  a: {templates: [a.docx], pack: all}", 2, "unknown key 'pack'; did you mean 'packs'?"),
        ("kind:\n  a: {templates: [a.docx]}", 1, "unknown key 'kind'; did you mean 'kinds'?"),
    ],
)
def test_a_mistake_about_a_kind_is_located(tmp_path: Path, settings: str, line: int, words: str) -> None:
    """A project that has one cannot be read: nobody would know which files it makes, and which it makes no more."""
    write_project(tmp_path)
    (tmp_path / "reportgen.yaml").write_text(settings, encoding="utf-8")
    for read in (load_project, load_catalogue):
        with pytest.raises(ProblemsFound) as found:
            read(tmp_path)
        (fault, *_) = found.value.diagnostics
        assert words in str(fault)
        assert (fault.location.path, fault.location.line) == ("reportgen.yaml", line)
