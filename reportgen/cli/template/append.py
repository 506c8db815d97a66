"""`template append`: puts files behind one another."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.exits import catch_faults
from reportgen.cli.options import JsonOption
from reportgen.cli.output import Reporter, count
from reportgen.cli.template.template_file import read_template_file
from reportgen.diagnostics import Message


def append(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Word documents, or PowerPoint decks.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file to write.")],
    json: JsonOption = False,
) -> None:
    """Put files behind one another, each as it is: reportgen template append report.docx annex.docx -o whole.docx

    Documents keep their sections, headers, notes and comments, decks their masters and layouts.
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.files import write_file
        from reportgen.template import append as put_together

        reporter = Reporter(quiet=False, as_json=json, appended=0)
        try:
            for file in files:
                read_template_file(file)  # which says in a message what cannot be read
            data = put_together(*files)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        write_file(out, data)
        reporter.report(appended=len(files))
        reporter.say(Message("{out}: {count}", out=out, count=count(len(files), "file")))
