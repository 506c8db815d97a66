"""`build`, and `deck` and `summary`, which are short for one kind of document: make files."""

import contextlib
import inspect
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from reportgen.cli.build.build_output import BuildReporter
from reportgen.cli.build.build_request import Request, open_project, planned_files, say_why
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import (
    ForceOption,
    FormatOption,
    JobsOption,
    JsonLinesOption,
    JsonOption,
    KindOption,
    LangOption,
    OutOption,
    ProjectOption,
    QuietOption,
    SectorOption,
    output_folder,
    project_root,
)
from reportgen.diagnostics import Message
from reportgen.model.target import Format
from reportgen.project.places import LANGUAGES_FILE

if TYPE_CHECKING:
    from reportgen.build.build import Options
    from reportgen.build.cluster import Cluster
    from reportgen.build.state import ProjectState


_SHORTHANDS = {
    "deck": "Make PowerPoint decks: reportgen deck --sector finance --lang zh-Hant.",
    "summary": "Make Word summaries: reportgen summary --sector finance --lang en.",
}
"""Kinds of documents that have a command of their own, short for `build --kind` → its help text."""
_BUILD_HELP = """Make packs: of all sectors in all languages every kind of document that the project makes unasked.

Kinds stand in reportgen.yaml; --kind names those that are wanted, also one that is not made unasked."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file: one for all kinds of documents, and the shorthands for one of them."""
    for kind, help_text in _SHORTHANDS.items():
        app.command(kind, help=help_text)(_command_for(kind))
    app.command("build", help=_BUILD_HELP)(build_command)


def _command_for(kind: str) -> Callable[..., None]:
    """Return `build_command` for one kind, without the option that names kinds."""

    def make(**options: Any) -> None:
        build_command(kind=[kind], **options)

    signature = inspect.signature(build_command, eval_str=True)
    others = [parameter for name, parameter in signature.parameters.items() if name != "kind"]
    make.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
    return make


def build_command(
    sector: SectorOption = None,
    lang: LangOption = None,
    kind: KindOption = None,
    format: FormatOption = Format.OFFICE,
    project: ProjectOption = None,
    out: OutOption = None,
    jobs: JobsOption = os.cpu_count() or 1,
    cluster: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Have the workers of the Dask scheduler at this address make them.")
    ] = "",
    shared: Annotated[
        bool, typer.Option("--shared", help="Workers write the files: all see the output folder under its path.")
    ] = False,
    force: ForceOption = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="End at the first file that cannot be made.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say what would be made, and why; make nothing.")
    ] = False,
    why: Annotated[
        Path | None, typer.Option("--why", metavar="FILE", help="Say why this file would be made again; make nothing.")
    ] = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
    json_lines: JsonLinesOption = False,
) -> None:
    """Make what is asked for; its help page is `_BUILD_HELP`."""
    with catch_faults():
        from reportgen.build.state import ProjectState

        if shared and not cluster:
            usage_error(Message("--shared is for builds with --cluster"))
        if force and (why is not None or dry_run):
            usage_error(Message("--force makes everything; --dry-run and --why say what is made without it"))
        if json and json_lines:
            usage_error(Message("--json prints one object, --json-lines one for each event; choose one of them"))
        reporter = BuildReporter(quiet, json, json_lines)
        root = project_root(project, reporter)
        request = Request(root, output_folder(out, root), sector or (), lang or (), kind or ())
        state = ProjectState(root)
        if why is not None or dry_run:
            say_why(request, state, why, format, reporter)
        elif not force and format is Format.OFFICE:
            _end_if_unchanged(request, state, reporter)
        from reportgen.build.build import Options

        with _executor(cluster, request.out if shared else None, reporter) as executor:
            _build(request, state, Options(jobs, force, fail_fast, format, executor, shared), reporter)


_MILLISECONDS = 100
"""What a file is taken to need that was never made, for the time left."""


def _end_if_unchanged(request: Request, state: "ProjectState", reporter: BuildReporter) -> None:
    """End the program where it is certain, without reading the project, that there is nothing to make."""
    from reportgen.build.manifest import Manifest
    from reportgen.build.quick import unchanged_results
    from reportgen.build.stale import stale_files

    known = state.known()
    if known is None or (request.languages and state.has(LANGUAGES_FILE)):
        return  # what languages may be called stands in a file that is not read here
    manifest = Manifest(request.out)
    results = unchanged_results(known, request.targets(known), manifest)
    if results is not None:
        with reporter.building(request.out, {result.path: 0 for result in results}) as progress:
            for result in results:
                progress(result)
        reporter.built(results, 0, request.out, stale_files(manifest, known.catalogue))
        state.keep(known)
        manifest.save()
        raise typer.Exit(ExitCode.DONE)


@contextlib.contextmanager
def _executor(address: str, shared: Path | None, reporter: BuildReporter) -> "Iterator[Cluster | None]":
    """The cluster that is asked for; what is wrong with it, now or later, ends the program."""
    if not address:
        yield None
        return
    from reportgen.build.cluster import cluster_at
    from reportgen.diagnostics import ProblemsFound

    try:
        with cluster_at(address, shared) as cluster:
            yield cluster
    except ProblemsFound as found:
        reporter.fail(found.diagnostics)


def _build(request: Request, state: "ProjectState", options: "Options", reporter: BuildReporter) -> NoReturn:
    """Read the project, make what is due, and end the program."""
    from reportgen.build.build import build
    from reportgen.build.manifest import Manifest
    from reportgen.build.outcome import Outcome
    from reportgen.build.stale import stale_files

    opened = open_project(request.root, reporter, state.known())
    known = opened.known(state.state)
    targets = request.targets(known, opened.project.profiles)
    manifest = Manifest(request.out)
    weights = {path: manifest.milliseconds(path) or _MILLISECONDS for _, path in planned_files(targets, options.format)}
    with reporter.building(request.out, weights) as progress:
        results = build(opened.project, targets, request.out, options, progress, state, lambda: opened.blocked(targets))
    state.keep(opened.known(state.state))
    stale = stale_files(manifest, known.catalogue)
    left_out = opened.left_out(targets)
    reporter.built(results, len(weights) - len(results), request.out, stale, left_out, request.root)
    failed = any(result.outcome is Outcome.FAILED for result in results)
    raise typer.Exit(ExitCode.PROBLEMS if failed or left_out else ExitCode.DONE)
