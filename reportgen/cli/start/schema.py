"""`schema`: what editors complete in the files of a project."""

from reportgen.cli.changes import write_all_or_none
from reportgen.cli.exits import catch_faults
from reportgen.cli.options import DryRunOption, JsonOption, ProjectOption, QuietOption, project_root
from reportgen.cli.output import Reporter
from reportgen.cli.start.shape import say_changes


def schema(
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write what editors complete in content and settings, with the fields of content/schema/extra.yaml.

    These are JSON Schemas: the first line of a content file names the one that it has.
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.project.load import load_own_fields
        from reportgen.start.schemas import changed_schemas

        reporter = Reporter(quiet, json, files=[])
        root = project_root(project, reporter)
        try:
            changes = changed_schemas(root, load_own_fields(root))
            if not dry_run:
                write_all_or_none(root, changes)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        reporter.report(files=list(changes))
        say_changes(changes, dry_run, root, reporter)
