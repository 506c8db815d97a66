"""`new`, `rename` and `remove`, with what they begin, add, rename and remove; `schema`."""

import typer

from reportgen.cli.start import meeting, parts, project, schema, sectors


def register(app: typer.Typer) -> None:
    """Add the commands of this folder."""
    does = "Begin a project, or the next meeting; add a sector or a kind."
    new = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=does)
    new.command("project")(project.project)
    new.command("meeting")(meeting.meeting)
    new.command("sector")(parts.sector)
    new.command("kind")(parts.kind)
    app.add_typer(new, name="new")
    app.command()(schema.schema)
    for name, command, does in (
        ("rename", sectors.rename, "Give a sector another id."),
        ("remove", sectors.remove, "Take a sector out of the project."),
    ):
        group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=does)
        group.command("sector")(command)
        group.callback()(_group)
        app.add_typer(group, name=name)


def _group() -> None:
    """Let the word `sector` be needed, though it is the group's only command."""
