"""The commands that make files and look after those that were made, in the order in which `--help` lists them."""

import typer

from reportgen.cli import watch
from reportgen.cli.build import build, outputs


def register(app: typer.Typer) -> None:
    """Add the commands of this room, and `watch`."""
    for module in (build, watch, outputs):
        module.register(app)
