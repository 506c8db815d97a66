"""A project's own functions: filters, rules and steps after rendering, in everything that the program does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import docx
import pptx
import pytest
import typer
from typer.testing import CliRunner

import reportgen.build.crew
from reportgen.build.build import Options, build
from reportgen.build.outcome import Outcome, Result
from reportgen.build.render import Renderer
from reportgen.build.state import ProjectState
from reportgen.build.targets import select_targets
from reportgen.check import check_project
from reportgen.check.own_rules import own_rules
from reportgen.check.templates import compile_template
from reportgen.cli.completion import complete_code
from reportgen.cli.main import app
from reportgen.diagnostics import ProblemsFound
from reportgen.live.checked import Choice
from reportgen.live.live_project import LiveProject, Wanted
from reportgen.live.opened_project import OpenedProject
from reportgen.live.project_check import check_everything
from reportgen.model.target import Target
from reportgen.preview.reading.documents import Documents
from reportgen.project.load import Project, load_project
from tests.golden.small import change, files_below
from tests.hooks.projects import ALL, DOCUMENT, FILTER, HEAD, PRESENTATION, RULE, write_hooks
from tests.support import kinds

DECK, SUMMARY = "finance/finance-deck.en.pptx", "finance/finance-summary.en.docx"


def _targets(project: Project, kinds: Iterable[str] = (), sector: str = "finance") -> list[Target]:
    return select_targets(project.catalogue, [sector], ["en"], list(kinds))


def _build(root: Path, out: Path) -> dict[str, Result]:
    """Build the English files of finance as the command does; results by path."""
    state, opened = ProjectState(root), OpenedProject.open(root)
    targets = _targets(opened.project)
    results = build(opened.project, targets, out, state=state, find_blocked=lambda: opened.blocked(targets))
    state.keep(opened.known(state.state))
    return {str(result.path): result for result in results}


def _outcomes(results: dict[str, Result]) -> set[Outcome]:
    return {result.outcome for result in results.values()}


def _paragraphs(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def _title(path: Path) -> str:
    return docx.Document(str(path)).core_properties.title


def _notes(path: Path) -> list[str]:
    return [slide.notes_slide.notes_text_frame.text for slide in pptx.Presentation(str(path)).slides]


def _problems(results: dict[str, Result]) -> list[str]:
    return sorted({str(one) for result in results.values() for one in result.diagnostics})


# -- what they do


def test_steps_after_rendering_finish_documents_and_presentations(root: Path, tmp_path: Path) -> None:
    """Each gets the object of its library, and the target."""
    write_hooks(root)
    assert _outcomes(_build(root, tmp_path)) == {Outcome.WRITTEN}
    assert _paragraphs(tmp_path / SUMMARY)[-1] == "finance / summary / en"
    assert all(note.endswith("for finance") for note in _notes(tmp_path / DECK))


def test_a_filter_is_there_in_templates(root: Path, tmp_path: Path) -> None:
    """In those of the project and, checked alone, in one that has it."""
    write_hooks(root, HEAD + FILTER)
    change(root, "templates/summary.docx", "{{ sector.title }}", "{{ sector.title|loud }}")
    _build(root, tmp_path)
    assert _title(tmp_path / SUMMARY) == "FINANCE"
    project = load_project(root)
    data = (root / "templates/summary.docx").read_bytes()
    compile_template(data, "summary.docx", project)
    with pytest.raises(ProblemsFound, match="loud"):
        compile_template(data, "summary.docx")


def test_a_filter_may_ask_for_the_names_that_the_template_sees(root: Path, tmp_path: Path) -> None:
    """`pass_context` works as it does in Jinja."""
    source = "\n\n@hooks.filter\n@pass_context\ndef told(context, value):\n    return f\"{context['lang']}: {value}\"\n"
    write_hooks(root, HEAD + source)
    change(root, "templates/summary.docx", "{{ sector.title }}", "{{ 'a'|told }}")
    _build(root, tmp_path)
    assert _title(tmp_path / SUMMARY) == "en: a"


def test_a_rule_finds_what_it_finds_where_it_stands(root: Path) -> None:
    """The project's settings weigh it like any rule, `--explain` has its page, and acceptances accept."""
    write_hooks(root, HEAD + RULE)
    project = load_project(root)
    found = [one for one in check_project(project) if one.code == "smooth-word"]
    said = {str(one).partition(": ")[2] for one in found}
    assert said == {"warning: 'smoothly' says little; say what was done [smooth-word]"}
    assert "content/sectors/finance.yaml" in {one.location.path for one in found}
    assert own_rules(project.settings)["smooth-word"].help == "A text says 'smoothly'."
    write_hooks(root, HEAD + RULE, "hooks: true\ncheck: {severity: {smooth-word: 'off'}}\n")
    assert not [one for one in check_project(load_project(root)) if one.code == "smooth-word"]


def test_an_error_of_a_rule_keeps_its_files_from_being_made(root: Path, tmp_path: Path) -> None:
    """As one of the program's does: those of its sector, and no others."""
    write_hooks(root, HEAD + RULE.replace('"smooth-word")', '"smooth-word", "error")'))
    assert _outcomes(_build(root, tmp_path)) == {Outcome.FAILED}
    state, opened = ProjectState(root), OpenedProject.open(root)
    assert state.known() is None or not opened.is_sound
    others = _targets(opened.project, sector="youth")
    assert dict(opened.blocked(others)) == {}


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ('"x-y", reads="glossary")\ndef f(file):\n    yield file.texts[0].finding("no") if file.texts else '
         'Finding(file.location(()), "no")', "glossary"),
        ('"x-y", reads="project")\ndef f(project: CheckedProject):\n'
         '    yield Finding(project.location("finance"), f"{len(project.sectors)} sectors")',
         "content/sectors/finance.yaml"),
    ],
)  # fmt: skip
def test_a_rule_reads_what_it_says(root: Path, rule: str, path: str) -> None:
    """The glossary, or the whole project."""
    write_hooks(root, f"{HEAD}\n\n@hooks.rule({rule}\n")
    assert {one.location.path for one in check_project(load_project(root)) if one.code == "x-y"} == {path}


# -- on and off, and what is made again


def test_hooks_are_off_unless_the_settings_say_so(root: Path, tmp_path: Path, small: Project) -> None:
    """A file that is only there is not run, and changes nothing."""
    write_hooks(root, "raise SystemExit(1)", "check: {}\n")
    assert _outcomes(_build(root, tmp_path)) == {Outcome.WRITTEN}
    build(small, _targets(small), tmp_path / "small")
    assert (tmp_path / SUMMARY).read_bytes() == (tmp_path / "small" / SUMMARY).read_bytes()


def test_what_changes_the_hooks_makes_files_again(root: Path, tmp_path: Path) -> None:
    """They are turned on, changed and turned off, and each time the files are those of a build from nothing."""
    steps = [
        ("", "check: {}\n"),
        (ALL, "hooks: true\n"),
        (ALL.replace("for {", "of {"), "hooks: true\n"),
        (ALL, "{}\n"),
    ]
    out = tmp_path / "out"
    for number, (source, settings) in enumerate(steps):
        write_hooks(root, source, settings)
        assert _outcomes(_build(root, out)) <= {Outcome.WRITTEN, Outcome.SAME}
        _build(root, tmp_path / f"anew{number}")
        anew = files_below(tmp_path / f"anew{number}")
        assert {name: (out / name).read_bytes() for name in (DECK, SUMMARY)}.items() <= anew.items()
        assert _outcomes(_build(root, out)) == {Outcome.UNCHANGED}


def test_why_a_file_is_made_again_names_the_hooks(root: Path, tmp_path: Path) -> None:
    """Not the templates, which are compiled anew for their filters."""
    from reportgen.build.changes import Changes
    from reportgen.build.due import why
    from reportgen.build.manifest import Manifest

    write_hooks(root)
    _build(root, tmp_path)
    write_hooks(root, ALL + "\n# changed\n")
    project = load_project(root)
    changes = Changes(project, ProjectState(root))
    target = _targets(project, ["deck"])[0]
    assert why(target, Manifest(tmp_path), Renderer(project).answers, changes) == ["reportgen_hooks.py"]


def test_only_filters_are_in_compiled_templates(root: Path) -> None:
    """Hooks without filters leave what is compiled as it was; a filter that is changed does not."""
    write_hooks(root, HEAD + DOCUMENT)
    target = _targets(load_project(root), ["deck"])[0]
    templates = [target.template]

    def missing() -> list[str]:
        return list(Renderer(load_project(root)).templates_to_compile([target]))

    Renderer(load_project(root)).compile(target.template, ["en"])
    write_hooks(root, HEAD + PRESENTATION)
    assert missing() == []
    write_hooks(root, HEAD + FILTER + "# which no other test has\n")
    assert missing() == templates
    Renderer(load_project(root)).compile(target.template, ["en"])
    assert missing() == []
    write_hooks(root, HEAD + FILTER.replace("upper", "title"))
    assert missing() == templates


def test_what_a_check_has_found_is_not_kept_for_other_hooks(root: Path) -> None:
    """The rule, and the step that a finished file went through, are looked at as they are now."""
    for word in ("little", "nothing"):
        write_hooks(root, ALL.replace("says little", f"says {word}"))
        found = check_everything(root, Choice(), 1).diagnostics
        assert {one.message for one in found if one.code == "smooth-word"} == {f"'smoothly' says {word}"}
    write_hooks(root, ALL.replace("add_paragraph(f", "add_paragraf(f"))
    assert "hook-fault" in {one.code for one in check_everything(root, Choice(), 1).diagnostics}


def test_a_project_that_is_kept_warm_follows_its_hooks(root: Path, tmp_path: Path) -> None:
    """A save of the file is a save like any other: what it breaks is told, what mends it makes the files."""
    live = LiveProject(root, tmp_path / "out", Wanted(["finance"], ["en"], ["summary"]))
    assert {result.outcome for result in live.rebuild().results} == {Outcome.WRITTEN}
    for source, outcome in ((ALL, Outcome.WRITTEN), (ALL + "\n1/0\n", Outcome.FAILED), (ALL, Outcome.SAME)):
        write_hooks(root, source)
        done = live.rebuild()
        assert {result.outcome for result in done.results} <= {outcome, Outcome.UNCHANGED}
        told = [str(one) for one in done.diagnostics]
        assert any("ZeroDivisionError" in one for one in told) == (outcome is Outcome.FAILED)
    assert _paragraphs(tmp_path / "out" / SUMMARY)[-1] == "finance / summary / en"


def test_the_page_shows_what_hooks_have_added(root: Path) -> None:
    """And still knows where the other texts come from."""
    write_hooks(root)
    project = load_project(root)
    texts = [text for page in Documents(project)[_targets(project, ["summary"])[0]].pages for text in page.texts]
    assert [text.origin for text in texts if text.text == "finance / summary / en"] == [None]
    assert any(text.origin and text.origin.file == "finance" for text in texts)


# -- the same bytes


def test_the_same_input_gives_the_same_bytes_with_hooks(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one process and in several, now and a while later: no clock gets into a file."""
    write_hooks(root)
    change(root, "templates/summary.docx", "{{ sector.title }}", "{{ sector.title|loud }}")
    project = load_project(root)
    build(project, _targets(project), tmp_path / "one")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(reportgen.build.crew, "_START_MILLISECONDS", 0)
    build(project, _targets(project), tmp_path / "two", Options(jobs=2))
    assert files_below(tmp_path / "one") == files_below(tmp_path / "two")


def test_another_computer_makes_the_same_of_the_bundle(root: Path, tmp_path: Path) -> None:
    """The file of the hooks goes to the workers of a cluster with the project."""
    from reportgen.build.bundle import bundle_of, opened
    from reportgen.build.work import make_all

    write_hooks(root)
    state, project = ProjectState(root), load_project(root)
    bundle = bundle_of(root, state.record)
    assert "reportgen_hooks.py" in bundle
    with opened(bundle, state.state) as sent:
        assert sent.settings.hooks == project.settings.hooks
    made = make_all(state.state, tuple(_targets(project)), bundle)
    assert made is not None
    build(project, _targets(project), tmp_path)
    assert {str(one.target.path): one.data for one in made} == {
        name: (tmp_path / name).read_bytes() for name in (DECK, SUMMARY)
    }


# -- what goes wrong

_SLIDES = "\n\n@hooks.finish_presentation\ndef sign(show, target):\n    show.slides._sldIdLst.clear()"
_STEP = "\n\n@hooks.finish_document\ndef sign(document, target):\n    "


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("def f(:", 7, "the file cannot be run: SyntaxError: invalid syntax; correct it, or take "),
        ("1 / 0", 7, "the file cannot be run: ZeroDivisionError: division by zero; "),
        ("import helpers", 7, "ModuleNotFoundError: No module named 'helpers'; install 'helpers' where reportgen is "),
        ("raise SystemExit", 7, "the file cannot be run: SystemExit; "),
        ("\0", 0, "the file cannot be run: "),
        (f"{_STEP}document.add_paragraf('a')", 11, "'sign' fails: AttributeError: 'Document' object has no attribute "),
        (f"{_STEP}return document", 9, "'sign' fails: it returns a value of the type 'Document'; "),
        (f"{_STEP}raise SystemExit(2)", 11, "'sign' fails: SystemExit: 2; "),
        (f"{_STEP}document._part = None", 9, "what 'sign' has left cannot be saved: AttributeError: "),
        (f"{_STEP}raise ValueError(document)", 11, "'sign' fails: <docx.document.Document object>; "),
        ("@hooks.rule\ndef f(file):\n    yield", 7, "a rule has a code: write @hooks.rule('two-or-three-words')"),
        ("@hooks.rule('a')\nclass A: ...", 7, "TypeError: a hook is a function with a name: write it with 'def'"),
        ("loud = hooks.filter(lambda value: value)", 7, "TypeError: a hook is a function with a name"),
        ("hooks.finish_document(type('Step', (), {})())", 7, "TypeError: a hook is a function with a name"),
        ("@hooks.rule('Big')\ndef f(file):\n    yield", 7, "'Big' is no code of a rule; use small letters"),
        ("@hooks.rule('bare-name')\ndef f(file):\n    yield", 7, "the program has a rule 'bare-name'; give yours "),
        ("@hooks.rule('a', 'grave')\ndef f(file):\n    yield", 7, "has the severity 'grave'; use one of warning, "),
        ("@hooks.rule('a', 'eror')\ndef f(file):\n    yield", 7, "has the severity 'eror'; did you mean 'error'?"),
        ("@hooks.rule('a', reads=1)\ndef f(file):\n    yield", 7, "the reads 1; use one of file, glossary, project"),
        ("raise KeyboardInterrupt", 7, "the file cannot be run: KeyboardInterrupt; "),
        (f"{_STEP}raise KeyboardInterrupt('no')", 11, "'sign' fails: KeyboardInterrupt: no; "),
        (f"class Stop(BaseException): ...\n{_STEP}raise Stop", 12, "'sign' fails: Stop; "),
        (f"{_STEP}document._body.clear_content()", 9, "a file that cannot be used: there is no paragraph "),
        (f"{_STEP}document.element.clear()", 9, "'sign' leaves a file that cannot be used: there is no paragraph "),
        (f"{_STEP}document.part.rels.clear()", 9, "a file that cannot be used: 'word/document.xml' refers "),
        (_SLIDES, 9, "'sign' leaves a file that cannot be used: there is no slide in it; correct it: the file is not "),
        ("@hooks.rule('a')\ndef f(file):\n    yield 'x'", 7, "the rule 'a' fails: it yields a value of the "),
        ("@hooks.rule('a')\ndef f(file):\n    pass", 7, "the rule 'a' fails: it returns nothing; let it "),
        ("@hooks.rule('a')\ndef f(file):\n    yield file.wording", 9, "'CheckedFile' object has no attribute "),
    ],
)  # fmt: skip
def test_faults_of_hooks_are_told_with_their_line(
    root: Path, tmp_path: Path, source: str, line: int, said: str
) -> None:  # fmt: skip
    """Once, in a build and in a check, with what to do; the files that need them are not made."""
    write_hooks(root, f"{HEAD}{source}\n")
    results = _build(root, tmp_path)
    assert Outcome.FAILED in _outcomes(results)
    told = _problems(results)
    assert [one for one in told if not one.startswith("reportgen_hooks.py")] == []
    assert len(told) == 1
    assert told[0].startswith(f"reportgen_hooks.py:{line}: error: " if line else "reportgen_hooks.py: error: ")
    assert said in told[0]
    assert told[0].endswith("[hook-fault]")
    checked = check_everything(root, Choice(), 1).diagnostics
    counted = [str(one) for one in checked if one.code == "hook-fault"]
    assert [re.sub(r" \(in \d+ files\)", "", one) for one in counted] == told


def test_somebody_who_stops_the_program_while_a_hook_runs_stops_it(root: Path, tmp_path: Path) -> None:
    """Ctrl+C, which comes from outside, is no fault of the hook."""
    body = "import _thread, time\n    _thread.interrupt_main()\n    time.sleep(9)"
    write_hooks(root, f"{HEAD}{_STEP}{body}\n")
    with pytest.raises(KeyboardInterrupt):
        _build(root, tmp_path)


def test_a_step_that_breaks_a_file_leaves_the_one_of_before(root: Path, tmp_path: Path) -> None:
    """Another step, before or after it, is not blamed."""
    write_hooks(root)
    _build(root, tmp_path)
    before = (tmp_path / SUMMARY).read_bytes()
    empties = "\n\n@hooks.finish_document\ndef empty(document, target):\n    document._body.clear_content()\n"
    write_hooks(root, f"{HEAD}{DOCUMENT}{empties}{_STEP}document.add_paragraph('Yours')\n")
    (told,) = _problems(_build(root, tmp_path))
    assert "'empty' leaves a file that cannot be used" in told
    assert (tmp_path / SUMMARY).read_bytes() == before


def test_a_file_that_cannot_be_run_runs_once(root: Path, tmp_path: Path) -> None:
    """Whoever asks later is told the same."""
    log = tmp_path / "log"
    write_hooks(root, f"with open({str(log)!r}, 'a') as log:\n    log.write('x')\n1 / 0\n")
    _build(root, tmp_path / "out")
    check_everything(root, Choice(), 1)
    assert log.read_text(encoding="utf-8") == "x"


def test_other_programs_and_the_shell_know_the_rules_of_a_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SARIF has the page and the severity of each; completion offers its code."""
    write_hooks(root, ALL.replace('"smooth-word"', '"smooth-word", "error"'))
    done = CliRunner().invoke(app, ["check", "--format", "sarif", "--project", str(root)])
    rules = json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"]
    (own,) = [each for each in rules if each["id"] == "smooth-word"]
    assert own["help"]["text"].split("\n")[0] == "A text says 'smoothly'."
    assert own["defaultConfiguration"]["level"] == "error"
    monkeypatch.chdir(root)
    context = typer.Context(click.Command("check"))
    assert complete_code(context, "smooth") == [("smooth-word", "A text says 'smoothly'.")]


def test_a_fault_of_a_step_costs_the_files_that_it_is_for(root: Path, tmp_path: Path) -> None:
    """The others are made."""
    write_hooks(root, f"{HEAD}{_STEP}1 / 0\n")
    results = _build(root, tmp_path)
    assert {path: result.outcome for path, result in results.items()} == {
        DECK: Outcome.WRITTEN, SUMMARY: Outcome.FAILED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ValueError(f'{value} is no size')", "'{{ 'a'|loud }}' failed: a is no size (reportgen_hooks.py:10)"),
        ("value.b", "failed: AttributeError: 'str' object has no attribute 'b' (reportgen_hooks.py:10)"),
        ("pass", "failed: it returns nothing; let it return a value, '' for none (reportgen_hooks.py:8)"),
        ("exit(3)", "failed: SystemExit: 3 (reportgen_hooks.py:10)"),
    ],
)
def test_a_fault_of_a_filter_is_told_where_it_is_used(root: Path, tmp_path: Path, body: str, said: str) -> None:
    """The place is the tag's in the template; the message has the line of the hooks."""
    write_hooks(root, f"{HEAD}\n@hooks.filter\ndef loud(value):\n    {body}\n")
    change(root, "templates/summary.docx", "{{ sector.title }}", "{{ 'a'|loud }}")
    results = _build(root, tmp_path)
    assert results[DECK].outcome is Outcome.WRITTEN
    told = _problems(results)
    assert len(told) == 1
    assert told[0].startswith("templates/summary.docx › ")
    assert said in told[0]


def test_hooks_that_are_asked_for_and_not_there_are_told(root: Path) -> None:
    """The message names both ways out."""
    write_hooks(root)
    (root / "reportgen_hooks.py").unlink()
    with pytest.raises(
        ProblemsFound, match=r"reportgen_hooks\.py: error: the file is missing; write it, or take 'hooks"
    ):
        load_project(root)


def test_a_severity_for_the_fault_itself_is_refused(root: Path) -> None:
    """It is an error, or nobody would hear of it."""
    write_hooks(root, HEAD + RULE, "hooks: true\ncheck: {severity: {hook-fault: 'off'}}\n")
    found = [one for one in check_project(load_project(root)) if one.location.path == "reportgen.yaml"]
    assert [one.code for one in found] == ["wrong-value"]


def test_what_a_hook_prints_does_not_get_into_json(root: Path) -> None:
    """It goes to standard error, where a person who looks for a fault sees it."""
    write_hooks(root, HEAD + "print('hello')\n")
    script = "import sys; from reportgen.hooks.own_hooks import load_hooks; load_hooks(sys.stdin.buffer.read())"
    source = (root / "reportgen_hooks.py").read_bytes()
    done = subprocess.run([sys.executable, "-c", script], input=source, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"hello\n")


def test_a_dataclass_may_stand_among_hooks(root: Path, tmp_path: Path) -> None:
    """Python looks for the module of a class whose annotations are strings."""
    head = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    write_hooks(root, f"{head}{HEAD}\n@dataclass\nclass A:\n    b: int\n{DOCUMENT}")
    assert _outcomes(_build(root, tmp_path)) == {Outcome.WRITTEN}


def test_a_hook_is_a_function_like_any_other() -> None:
    """Whoever tests one imports it and calls it."""
    names: dict[str, object] = {}
    exec(compile(ALL, "reportgen_hooks.py", "exec"), names)
    loud = names["loud"]
    assert callable(loud)
    assert loud("a") == "A"
    document = docx.Document()
    sign = names["sign"]
    assert callable(sign)
    sign(document, Target("finance", kinds.SUMMARY, "en"))
    assert document.paragraphs[-1].text == "finance / summary / en"
