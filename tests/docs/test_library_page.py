"""The page for people who write Python: its examples run, print what it says, and are typed."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import docx
import pptx
import pytest
from typer.testing import CliRunner

import reportgen
from reportgen.cli.main import app
from tests.docs.reading import ROOT, Block, blocks
from tests.golden.small import change, copy_project

PAGE = ROOT / "docs/library.md"
HOOKS = "python reportgen_hooks.py"


def _blocks(*infos: str) -> list[Block]:
    return [block for block in blocks(PAGE) if block.info in infos]


def _hooks() -> str:
    return _blocks(HOOKS)[0].text


def test_the_examples_run_and_print_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They follow one another, as a reader types them; a block of text is what the one before it prints."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed, compared = "", 0
    for block in _blocks("python", "text"):
        if block.info == "text":
            assert printed.rstrip("\n") == block.text, f"line {block.line}"
            compared += 1
            continue
        with contextlib.redirect_stdout(io.StringIO()) as stream:
            exec(compile(block.text, f"{PAGE.name}:{block.line}", "exec"), names)
        printed = stream.getvalue()
    assert compared == 4
    lines = [paragraph.text for paragraph in docx.Document("ada.docx").paragraphs]
    assert lines == ["Dear Ada,", "you have seen:", "London", "Turin"]
    assert [p.text for p in docx.Document("finished.docx").paragraphs][-2:] == [
        "Yours, Charles", "Enclosed: a picture of the engine.",
    ]  # fmt: skip


def test_the_examples_are_typed(tmp_path: Path) -> None:
    """Mypy in its strict mode finds nothing in them."""
    script = "\n".join(block.text for block in _blocks("python"))
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    (tmp_path / "reportgen_hooks.py").write_text(_hooks(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={ROOT / '.mypy_cache'}", "."],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_of_the_page_do_what_it_says(tmp_path: Path) -> None:
    """In a project: the filter, the rule and both last touches."""
    root = copy_project(tmp_path / "project")
    (root / "reportgen_hooks.py").write_text(_hooks(), encoding="utf-8")
    (root / "reportgen.yaml").write_text(_blocks("yaml")[0].text, encoding="utf-8")
    change(root, "templates/summary.docx", "{{ sector.title }}", "{{ sector.title|initials }}")
    change(root, "content/sectors/finance.yaml", "smoothly", "smoothly!")

    def run(*arguments: str) -> str:
        return CliRunner().invoke(app, [*arguments, "--project", str(root)]).output

    assert "2 files in" in run("build", "--sector", "finance", "--lang", "en")
    document = docx.Document(str(root / "out/finance/finance-summary.en.docx"))
    assert document.core_properties.title == "F"
    assert document.paragraphs[-1].text == "Prepared for the finance desk."
    deck = pptx.Presentation(str(root / "out/finance/finance-deck.en.pptx"))
    notes = [slide.notes_slide.notes_text_frame for slide in deck.slides]
    assert {frame.paragraphs[-1].text for frame in notes if frame is not None} == {"Draft"}
    assert "the text shouts; end it with a full stop [exclamation-mark]" in run("check")
    assert run("check", "--explain", "exclamation-mark").startswith("A text has an exclamation mark.\n\nWhy: ")


def test_the_page_names_what_the_package_exports() -> None:
    """What users can import is on the page."""
    text = PAGE.read_text(encoding="utf-8")
    unnamed = {"Location", "Severity", "CompiledTemplate", "CheckedProject", "Diagnostic", "XYSeries"}
    assert [name for name in reportgen.__all__ if name not in text and name not in unnamed] == []
