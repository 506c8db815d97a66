"""`check` in the four forms it prints, with a baseline, and `approve`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reportgen.check import all_rules
from tests.cli.conftest import Shell

YOUTH = "content/sectors/youth.yaml"


@pytest.fixture
def faulty(shell: Shell) -> Shell:
    """A project with one error, whose message has what formats must escape."""
    path = shell.root / YOUTH
    text = path.read_text(encoding="utf-8")
    at = text.index("source: ")
    end = text.index("#", at)
    path.write_text(f"{text[:at]}source: nothing{text[end:]}", encoding="utf-8")
    return shell


def _line(shell: Shell) -> int:
    lines = (shell.root / YOUTH).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if "source: nothing" in line)


def _columns(shell: Shell) -> str:
    """The columns of the words that are wrong, as GitHub is told them."""
    lines = (shell.root / YOUTH).read_text(encoding="utf-8").split("\n")
    start = lines[_line(shell) - 1].index("nothing") + 1
    return f"col={start},endColumn={start + len('nothing')}"


def test_text_stands_on_standard_error(faulty: Shell) -> None:
    """Place, what, what to do, code; and one closing line on standard output."""
    done = faulty("check")
    assert done.code == 1
    assert done.err.startswith(f"{YOUTH}:{_line(faulty)} › ")
    assert "unknown source document 'nothing'" in done.err
    assert done.lines[-1].endswith(": 1 error")


def test_json_carries_fingerprints(faulty: Shell) -> None:
    """One object, nothing else on either stream."""
    done = faulty("check --json")
    (diagnostic,) = done.report["diagnostics"]
    assert (done.code, done.err) == (1, "")
    assert diagnostic["code"] == "unknown-source"
    assert len(diagnostic["fingerprint"]) == 16


def test_github_commands_are_escaped(faulty: Shell) -> None:
    """File, line and title as properties; the message after two colons, on one line."""
    (line,) = faulty("check --format github").lines
    assert line.startswith(f"::error file={YOUTH},title=unknown-source,line={_line(faulty)},{_columns(faulty)}::")


@pytest.mark.parametrize(
    ("line", "message", "columns"),
    [
        ("  title: a 𠮷 youht b", "unknown word 'youht'", "col=14,endColumn=19"),
        ("  a: b b", "'b' stands twice", "col=3,endColumn=9"),
        ("  a: b", "something is missing", "col=3,endColumn=7"),
        ("", "something is missing", ""),
    ],
)
def test_a_problem_has_its_columns(tmp_path: Path, line: str, message: str, columns: str) -> None:
    """Those of the words that its message quotes, where they stand once in the line; else all of the line."""
    from reportgen.cli.check.diagnostics_output import as_github
    from reportgen.diagnostics import Diagnostic, Location

    (tmp_path / "a.yaml").write_text(f"first\n{line}\n", encoding="utf-8")
    printed = as_github([Diagnostic("x-y", message, Location("a.yaml", 2))], tmp_path)
    assert printed.partition("line=2")[2].partition("::")[0].strip(",") == columns


def test_what_github_would_take_for_its_own() -> None:
    """Per cent signs and line breaks in messages, colons and commas in properties too."""
    from reportgen.cli.check.diagnostics_output import as_github
    from reportgen.diagnostics import Diagnostic, Location, Severity

    diagnostic = Diagnostic("x-y", "50%\nof: it, all", Location("a,b:c.yaml", 3), severity=Severity.WARNING)
    assert as_github([diagnostic], None) == "::warning file=a%2Cb%3Ac.yaml,title=x-y,line=3::50%25%0Aof: it, all"


def test_sarif_says_everything_a_code_scanner_needs(faulty: Shell) -> None:
    """SARIF 2.1.0: rules with help, results that name them by number, locations, fingerprints."""
    log = faulty("check --format sarif").report
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = log["runs"]
    rules: list[dict[str, Any]] = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} >= set(all_rules())
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert all(f"check --explain {rule['id']}" in rule["help"]["markdown"] for rule in rules)
    assert [rule for rule in rules if "helpUri" in rule] == []  # it would have to be an address that leads somewhere
    assert {rule["defaultConfiguration"]["level"] for rule in rules} <= {"error", "warning", "note", "none"}
    (result,) = run["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "unknown-source"
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == YOUTH
    region = location["physicalLocation"]["region"]
    assert region["startLine"] == _line(faulty)
    assert f"col={region['startColumn']},endColumn={region['endColumn']}" == _columns(faulty)
    assert result["partialFingerprints"]["reportgen/v1"]


def test_sarif_knows_the_rules_of_a_project_that_cannot_be_read(shell: Shell) -> None:
    """The hooks are asked for their rules, and nothing else of the project is read for that."""
    (shell.root / "reportgen.yaml").write_text("hooks: true\n", encoding="utf-8")
    rule = "@hooks.rule('own-rule')\ndef own(file):\n    'A page.'\n    yield from ()\n"
    hooks = f"from reportgen import hooks\n\n{rule}"
    (shell.root / "reportgen_hooks.py").write_text(hooks, encoding="utf-8")
    (shell.root / "templates/palette.yaml").write_text("[", encoding="utf-8")
    (run,) = shell("check --format sarif").report["runs"]
    assert "own-rule" in {rule["id"] for rule in run["tool"]["driver"]["rules"]}


@pytest.mark.parametrize("form", ["--json", "--format sarif", "--format github"])
def test_faults_of_reading_come_in_the_same_form(shell: Shell, form: str) -> None:
    """A program that reads the output reads all of it."""
    (shell.root / YOUTH).write_text("id: [", encoding="utf-8")
    done = shell(f"check {form}")
    assert (done.code, done.err) == (1, "")
    assert "yaml-syntax" in done.out


def test_no_problems_in_every_form(shell: Shell) -> None:
    """Nothing to say is said in the form that was asked for."""
    shell.write_english_only()
    assert shell("check --format sarif").report["runs"][0]["results"] == []
    assert shell("check --format github").out == ""
    assert shell("check --format xml").code == 2


def test_json_is_an_option_of_its_own(shell: Shell) -> None:
    """What `--format json` was is told where it is now, and two forms at once are refused."""
    for line in ("check --format json", "check --json --format sarif"):
        done = shell(line)
        assert (done.code, done.out) == (2, "")
        assert "--json" in done.err


def test_old_findings_are_not_reported(faulty: Shell) -> None:
    """A baseline is written once, and then only what is new counts."""
    written = faulty("check --write-baseline old.json")
    assert (written.code, written.lines) == (0, ["old.json: 1 finding, reported no more with --baseline old.json"])
    done = faulty("check --baseline old.json --strict")
    assert (done.code, done.err) == (0, "")
    assert done.lines[-1].endswith("no problems (1 known from the baseline)")


@pytest.mark.parametrize("content", [None, "[]", "{", '{"version": 2, "findings": {}}'])
def test_a_baseline_that_is_none(shell: Shell, content: str | None) -> None:
    """A wrong file is a mistake in the command."""
    if content is not None:
        (shell.root / "old.json").write_text(content, encoding="utf-8")
    done = shell("check --baseline old.json")
    assert (done.code, done.out) == (2, "")
    assert "the baseline old.json cannot be read" in done.err


def test_a_changed_english_makes_an_approved_text_stale(shell: Shell) -> None:
    """Signed off, then changed, then signed off again."""
    assert shell("approve").code == 0
    approvals = (shell.root / "content/approvals.yaml").read_text(encoding="utf-8")
    assert shell("approve").lines[0].endswith(" 0 of them new or changed")
    assert (shell.root / "content/approvals.yaml").read_text(encoding="utf-8") == approvals
    path = shell.root / YOUTH
    text = path.read_text(encoding="utf-8")
    at = text.index("\n", text.index("en: >-") + 7)
    path.write_text(f"{text[:at]} indeed{text[at:]}", encoding="utf-8")
    assert "stale-translation" in shell("check").err
    assert shell("approve -s youth -l zh-Hant -l zh-Hans").code == 0
    assert "stale-translation" not in shell("check").err


def test_a_name_and_a_day_are_recorded(shell: Shell) -> None:
    """Of who signs; signing off again without a name keeps them."""
    assert shell("approve -s youth --by Lee").code == 0
    approvals = (shell.root / "content/approvals.yaml").read_text(encoding="utf-8")
    assert f"{date.today().isoformat()} Lee" in approvals
    assert shell("approve").code == 0
    assert (shell.root / "content/approvals.yaml").read_text(encoding="utf-8").count(" Lee") == approvals.count(" Lee")


@pytest.mark.parametrize(
    ("line", "words"), [("-s nowhere", "unknown sector"), ("-l en", "is no translation"), ("-l xx", "xx")]
)
def test_wrong_use_of_approve(shell: Shell, line: str, words: str) -> None:
    """Told in a line, with status 2, and nothing is written."""
    done = shell(f"approve {line}")
    assert done.code == 2
    assert words in done.err
    assert not Path(shell.root / "content/approvals.yaml").exists()
