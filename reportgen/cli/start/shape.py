"""What the commands share that change a project's shape."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.exits import usage_error
from reportgen.cli.output import Reporter, relative_path

DryRunOption = Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would change; write nothing.")]


def known_sector(name: str, sectors: Sequence[str]) -> None:
    """End with a usage error if no sector has this id."""
    from reportgen.diagnostics import did_you_mean

    if name not in sectors:
        usage_error(f"unknown sector '{name}'; {did_you_mean(name, sectors) or 'sectors: ' + ', '.join(sectors)}")


def say_changes(changes: Mapping[str, bytes | None], dry_run: bool, root: Path, reporter: Reporter) -> None:
    """Say what was written and removed, or would be."""
    would = "would be " if dry_run else ""
    for path, data in sorted(changes.items()):
        word = f"{would}{'removed' if data is None else 'written'}"
        reporter.say(f"{word.ljust(9)} {relative_path(root / path)}")
