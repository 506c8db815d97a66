"""Writes the JSON Schemas of the repository's own project: `python -m tools.make_schemas`.

In a project of one's own, `reportgen schema` does the same.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.start.schemas import json_schemas
from reportgen.start.shipped import SCHEMA_FOLDER

FOLDER = Path(__file__).parents[1] / SCHEMA_FOLDER


def main() -> None:
    """Write them all."""
    for name, text in json_schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
