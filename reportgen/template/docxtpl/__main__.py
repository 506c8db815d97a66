"""`python -m reportgen.template.docxtpl template.docx data.json out.docx`: a Word file from a template and JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.files import read_file
from reportgen.template.docxtpl.document import DocxTemplate


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the file; 1 where none was made, for a reason that is told."""
    asked = _parser().parse_args(arguments)
    try:
        _make(asked)
    except (OSError, ValueError, ProblemsFound) as fault:
        print(f"Error: {fault}")
        return 1
    finally:
        if not asked.quiet:
            print("Exiting program!")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m reportgen.template.docxtpl",
        description="Make docx file from existing template docx and json data.",
    )
    parser.add_argument("template_path", type=Path, help="The path to the template docx file.")
    parser.add_argument("json_path", type=Path, help="The path to the json file with the data.")
    parser.add_argument("output_filename", type=Path, help="The filename to save the generated docx.")
    parser.add_argument("-o", "--overwrite", action="store_true", help="Overwrite an output file without asking.")
    parser.add_argument("-q", "--quiet", action="store_true", help="Do not display unnecessary messages.")
    return parser


def _make(asked: argparse.Namespace) -> None:
    for path, suffix in (
        (asked.template_path, ".docx"), (asked.json_path, ".json"), (asked.output_filename, ".docx"),
    ):  # fmt: skip
        if path.suffix != suffix:
            raise ValueError(Message("{path} is no {suffix} file", path=path, suffix=suffix))
    if asked.output_filename.exists() and not asked.overwrite and not _may_overwrite(asked.output_filename):
        raise ValueError(
            Message(
                "File {output_filename} already exists, please choose a different name.",
                output_filename=asked.output_filename,
            )
        )
    template = DocxTemplate(asked.template_path)
    template.render(_read(asked.json_path))
    template.save(asked.output_filename)
    if not asked.quiet:
        for blank in template.missing:
            print(f"Warning: {blank}")
        print(f"Document successfully generated and saved at {asked.output_filename}")


def _may_overwrite(path: Path) -> bool:
    try:
        return input(f"File {path} already exists, would you like to overwrite the existing file? (y/n)").lower() == "y"
    except EOFError:  # nobody is there to answer
        return False


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(read_file(path))
    except (ValueError, RecursionError) as fault:
        raise ValueError(Message("{path} is no JSON that can be read: {fault}", path=path, fault=fault)) from fault
    if not isinstance(data, dict):
        raise ValueError(Message("{path} holds no names: write an object, {{ … }}", path=path))
    return data


if __name__ == "__main__":
    sys.exit(main())
