"""`clean` and `verify`: what lies in the output folder, beside the record of what was built there."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults
from reportgen.cli.options import JsonOption, OutOption, ProjectOption, QuietOption, project_root
from reportgen.cli.output import Reporter, count, relative_path
from reportgen.diagnostics import Message, marked
from reportgen.project.places import OUT_FOLDER

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from reportgen.build.verify import Verifier
    from reportgen.diagnostics import Diagnostic

_REMOVED = {
    False: (
        marked("removed   {path}"),
        marked("{count} removed from {folder}"),
        marked("{freed:.1f} MB freed in the cache"),
    ),
    True: (
        marked("would be removed   {path}"),
        marked("{count} would be removed from {folder}"),
        marked("{freed:.1f} MB would be freed in the cache"),
    ),
}
"""Whether nothing is really removed → what is said of a file, of all of them, and of the cache."""
_STANDING = {
    "intact": marked("{number} intact"),
    "missing": marked("{number} missing"),
    "changed": marked("{number} changed"),
    "damaged-record": marked("{number} damaged record"),
    "unrecorded": marked("{number} unrecorded"),
    "stale": marked("{number} stale"),
    "out-of-date": marked("{number} out of date"),
}
"""How a file stands beside its record → what is said of such files."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(clean)
    app.command()(verify)


def clean(
    cache: Annotated[
        bool, typer.Option("--cache", help="Empty the cache too: what is quicker to keep than to work out again.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say what would be removed; remove nothing.")
    ] = False,
    project: ProjectOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Remove files of earlier builds that no build makes any more: of sectors, languages and kinds that are gone.

    Only what the program wrote is removed; a file that somebody has changed since stays, and is named.
    """
    with catch_faults():
        reporter = Reporter(quiet, json, removed=[], kept=[], freed=0)
        root = project_root(project, reporter)
        out = out or root / OUT_FOLDER
        removed, kept, problems = _remove_stale(root, out, dry_run)
        freed = _empty_cache(dry_run) if cache else 0
        paths = [str(out / path) for path in removed], [str(out / path) for path in kept]
        reporter.report(problems, removed=paths[0], kept=paths[1], freed=freed)
        one, several, megabytes = _REMOVED[dry_run]
        for path in removed:
            reporter.say(Message(one, path=path))
        reporter.say(Message(several, count=count(len(removed), "file"), folder=relative_path(out)))
        if cache:
            reporter.say(Message(megabytes, freed=freed / 1_000_000))
        raise typer.Exit(ExitCode.PROBLEMS if any(map(_is_error, problems)) else ExitCode.DONE)


def _empty_cache(dry_run: bool) -> int:
    """Empty the user's cache; the bytes that this frees, or would."""
    from reportgen.records.cache import cache_size, clear_cache

    before = cache_size()
    if not dry_run:
        clear_cache()
    return before if dry_run else before - cache_size()


def _remove_stale(
    root: Path, out: Path, dry_run: bool
) -> "tuple[list[PurePosixPath], list[PurePosixPath], list[Diagnostic]]":
    """Remove what no build makes any more: the files that are gone, those that stay, and what is to be said.

    Of the project only the meeting and the settings are read, which list sectors, languages and kinds; all else may
    be broken.
    """
    from pathlib import PurePosixPath

    from reportgen.build.files import abandoned_files
    from reportgen.build.manifest import Manifest
    from reportgen.build.stale import remove_file, stale_files
    from reportgen.diagnostics import Collector, Location, ProblemsFound
    from reportgen.files import reason_of
    from reportgen.project.load import load_catalogue

    manifest, problems = Manifest(out), Collector()
    removed: list[PurePosixPath] = []
    kept: list[PurePosixPath] = []
    try:
        catalogue = load_catalogue(root)
    except ProblemsFound as found:
        return [], [], list(found.diagnostics)
    for path in stale_files(manifest, catalogue):
        place = Location(relative_path(out / path))
        try:
            is_removed = remove_file(out, manifest, path, dry_run)
        except OSError as fault:
            is_removed = False
            message = Message("the file cannot be removed ({reason})", reason=reason_of(fault))
            problems.error("not-removed", message, place, Message("close it, and clean again"))
        else:
            if not is_removed:
                message = Message("no build makes it any more, and it is not as it was written, so it stays")
                problems.warning("changed-output", message, place, Message("remove it yourself if nobody needs it"))
        (removed if is_removed else kept).append(path)
    for abandoned in abandoned_files(out):
        if not dry_run:
            abandoned.unlink(missing_ok=True)
        removed.append(PurePosixPath(abandoned.relative_to(out).as_posix()))
    if removed and not dry_run:
        manifest.save()
    return removed, kept, problems.diagnostics


def verify(
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    project: ProjectOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Hold every file of the output folder against its record: is it there, and as it was written?

    Where the project can be read, files are named too that are older than it, and those that no build makes
    any more. With --out, a folder can be verified where there is no project.
    """
    with catch_faults():
        reporter = Reporter(quiet, json, files=[])
        root = project_root(project, reporter) if project or out is None else _project_around()
        folder = out or (root or Path.cwd()) / OUT_FOLDER
        verifier = _verifier(folder, root)
        files = verifier.files() if verifier.has_record else []
        problems = [each for file in files for each in file.diagnostics(relative_path(folder / file.path))]
        if not verifier.has_record:
            problems = [_no_record(folder)]
        plain = [{"path": str(folder / file.path), "standing": str(file.standing)} for file in files]
        reporter.report(problems, files=plain)
        if verifier.project is None and not quiet:
            reporter.remark(Message("the project cannot be read, so that nothing is said to be out of date or stale"))
        counts = Counter(str(file.standing) for file in files)
        standing = [Message(_STANDING[name], number=number) for name, number in sorted(counts.items())]
        reporter.say(
            Message(
                "{count} in {relative_path}: {summary}",
                count=count(len(files), "file"),
                relative_path=relative_path(folder),
                summary=standing or Message("no record"),
            )
        )
        failed = any(strict or _is_error(problem) for problem in problems)
        raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)


def _project_around() -> Path | None:
    """The project around the current folder, if there is one."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.places import find_project

    try:
        return find_project(Path.cwd())
    except ProblemsFound:
        return None


def _verifier(out: Path, root: Path | None) -> "Verifier":
    """Who verifies the files below a folder, with the project if it can be read whole."""
    from reportgen.build.state import ProjectState
    from reportgen.build.verify import Verifier
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.load import load_project

    if root is None:
        return Verifier(out)
    try:
        state = ProjectState(root)
        return Verifier(out, load_project(root), state)
    except ProblemsFound:
        return Verifier(out)


def _no_record(out: Path) -> "Diagnostic":
    from reportgen.diagnostics import Diagnostic, Location

    hint = Message("'reportgen build' makes every file anew, and the record with them")
    return Diagnostic(
        "no-record", Message("there is no record of a build here that can be read"), Location(relative_path(out)), hint
    )


def _is_error(problem: "Diagnostic") -> bool:
    from reportgen.diagnostics import Severity

    return problem.severity is Severity.ERROR
