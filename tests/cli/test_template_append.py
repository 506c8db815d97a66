"""`reportgen template append`: the file that it writes, and what it says of files that cannot be in one."""

from __future__ import annotations

from tests.cli.conftest import Shell
from tests.support.office import WORD, docx_of, pptx_of


def test_files_are_put_behind_one_another(shell: Shell) -> None:
    """In the order in which they are named."""
    for name in "ab":
        (shell.root / f"{name}.docx").write_bytes(docx_of(name))
    done = shell("template append b.docx a.docx b.docx -o whole.docx")
    assert (done.code, done.lines) == (0, ["whole.docx: 3 files"])
    assert WORD.lines((shell.root / "whole.docx").read_bytes()) == ["b", "a", "b"]


def test_what_cannot_be_in_one_file_is_told(shell: Shell) -> None:
    """With the name of the file; nothing is written."""
    (shell.root / "a.docx").write_bytes(docx_of("a"))
    (shell.root / "b.pptx").write_bytes(pptx_of("b"))
    for other, reason in (("b.pptx", "it is no Word document"), ("c.docx", "the file is missing")):
        done = shell(f"template append a.docx {other} -o whole.docx")
        assert done.code == 1
        assert done.err.startswith(f"{other}: error: ")
        assert reason in done.err
        assert not (shell.root / "whole.docx").exists()
