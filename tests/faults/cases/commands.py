"""Wrong use, other people's files, and what stands in the way of writing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.faults.case import Case
from tests.support.office import docx_of, zip_of

LETTER, SECTOR = "templates/letter.docx", "content/sectors/ferries.yaml"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUT = ("out/*",)


def _usage() -> Iterator[Case]:
    for line in (
        "bild", "build --nonsense", "build -j 0", "build -j many", "build --format exe", "build --sector nobody",
        "build --lang xx", "build --kind nothing", "build --why", "build --out content/meeting.yaml",
        "check --explain nothing", "deck", "template check --nonsense", "convert", "convert a.txt --to fr",
        "glossary find", "glossary export names.exe", "new project", "diff .", "rename sector ferries",
        "translate export a.xlf", "verify --nonsense", "approve --nonsense",
    ):  # fmt: skip
        yield Case(f"wrong use: {line}", line=line, code=2)
    for line in ("new sector \udcff", "new sector trams=\udcff", "new project X --yes --name \udcff"):
        yield Case(f"a byte that is no text: {line!r}", line=line, code=2, says=("U+DCFF",))


def _others() -> Iterator[Case]:
    """Case 20: files from outside."""
    for line, name, data, says in (
        ("glossary import X.csv", "X.csv", b"", "X.csv"),
        ("glossary import X.xlsx", "X.xlsx", b"no workbook", "X.xlsx"),
        ("glossary import X.xlsx", "X.xlsx", zip_of({"xl/workbook.xml": BOMB}), "X.xlsx"),
        ("glossary import X.xlsm", "X.xlsm", b"x", "macros"),
        ("glossary import X.tbx", "X.tbx", BOMB, "X.tbx"),
        ("glossary import X.tbx", "X.tbx", b"<tbx", "X.tbx"),
        ("glossary import X.exe", "X.exe", b"MZ", "X.exe"),
        ("translate import X.xlf", "X.xlf", BOMB, "X.xlf"),
        ("translate import X.xlf", "X.xlf", b"<xliff/>", "X.xlf"),
        ("translate import X.xlf", "X.xlf", b"", "X.xlf"),
        ("proof import X.docx", "X.docx", b"", "X.docx"),
        ("proof import X.docx", "X.docx", docx_of("no proof sheet"), "X.docx"),
        ("proof import X.xlsx", "X.xlsx", b"PK\x03\x04", "X.xlsx"),
        ("import X.docx", "X.docx", b"PK\x03\x04", "X.docx"),
        ("import X.pptx", "X.pptx", docx_of("x"), "X.pptx"),
        ("import X.txt", "X.txt", b"\xff\xfe\x00", "X.txt"),
        ("import X.exe", "X.exe", b"MZ", "X.exe"),
        ("convert X.docx --to zh-Hans", "X.docx", b"%PDF-1.7", "X.docx"),
        ("convert X.txt --to zh-Hans", "X.txt", b"\xff\xff", "X.txt"),
        ("convert X.exe --to zh-Hans", "X.exe", b"MZ", "X.exe"),
        ("template check X.docx", "X.docx", docx_of("{% for x in y %}"), "X.docx"),
        ("template text X.docx", "X.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    ):
        yield Case(f"{line} of {data[:4]!r}", {name: data}, line=line, says=(says,))
    for line in (
        "glossary import X.csv", "translate import X.xlf", "proof import X.docx", "import X.txt",
        "template text X.docx", "convert X.txt --to zh-Hans", "template check X.docx",
    ):  # fmt: skip
        yield Case(f"{line} without a file", line=line, says=("X.",))
    for data in (b"", b"\xff", b"[" * 100_000, b'{"version": 1e999}', b"[]"):
        yield Case(
            f"a baseline of {data[:9]!r}", {"X": data}, line="check --baseline X", code=2, says=("X cannot be read",)
        )
    yield Case("a folder as a template", line="template check .", says=("it is a folder",))
    yield Case("a sheet without a text", line="proof", code=0, changes=("proofs/*",))
    new = ("content/*", "templates/*")
    yield Case("a new colour between empty brackets", line="new sector trams", code=0, changes=new)


def _places() -> Iterator[Case]:
    """Cases 17 and 18: what stands in the way of writing."""

    def folder(path: Path) -> None:
        (path / "in the way").mkdir(parents=True)

    def loop(path: Path) -> None:
        path.symlink_to(path.name)

    output = "out/ferries/ferries-letter.en.docx"
    yield Case(
        "a folder where a file goes", {output: folder}, says=(output, "is in the way", "[not-written]"), changes=OUT
    )
    yield Case(
        "a file where a folder goes",
        {"out/ferries": "x"},
        says=("out/ferries' is in the way", "[not-written]"),
        changes=OUT,
    )
    yield Case("a link to itself as a template", {LETTER: loop}, says=(LETTER, "[unreadable-file]"))
    yield Case("a link to itself as a sector", {SECTOR: loop}, says=(SECTOR,))
    yield Case("a link to nothing as an output", {output: lambda path: path.symlink_to("nowhere")}, code=0, changes=OUT)
    for text in ("", "{", "[]", "[" * 100_000, '{"version": 3, "files": {"/etc/passwd": ["a", "b", []]}}',
                 '{"version": 3, "files": {"../../x.docx": ["a", "b", []], "a\\u0000b": ["a", "b", []]}}',
                 '{"version": 3, "files": 7}', '{"version": 99}'):  # fmt: skip
        record = {"out/.reportgen/manifest.json": text}
        yield Case(f"a record that says {text[:40]!r}", record, code=0, changes=OUT)
        yield Case(f"clean by a record that says {text[:40]!r}", record, line="clean -q", code=0)


CASES = (*_usage(), *_others(), *_places())
