"""What leaves a project and comes back: to those who approve and translate, to terminologists, from other documents."""

import typer

from reportgen.cli.exchange import approve, glossary, intake, proof, translate


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for module in (approve, glossary, translate, intake, proof):
        module.register(app)
