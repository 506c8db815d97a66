"""`preview`: the page on which a project is seen, read and corrected in the browser."""

from typing import Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import (
    KindOption,
    LangOption,
    OutOption,
    ProjectOption,
    SectorOption,
    output_folder,
    project_root,
)
from reportgen.cli.output import Reporter, relative_path
from reportgen.diagnostics import Message

PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")]
NoOpenOption = Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")]
DEFAULT_PORT = 8765


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(preview)


def preview(
    project: ProjectOption = None,
    out: OutOption = None,
    sector: SectorOption = None,
    lang: LangOption = None,
    kind: KindOption = None,
    port: PortOption = DEFAULT_PORT,
    no_open: NoOpenOption = False,
) -> None:
    """Show the project in the browser, and what each save changes, until Ctrl+C is pressed.

    Only this computer can reach the page. It needs: pip install 'reportgen[preview]'
    """
    with catch_faults():
        reporter = Reporter(quiet=False, as_json=False)
        root = project_root(project, reporter)
        try:
            from reportgen.preview.server import PortTaken, open_browser, serve
        except ModuleNotFoundError as fault:
            usage_error(Message("the page needs the library {name}: pip install 'reportgen[preview]'", name=fault.name))
        from reportgen.live.live_project import Wanted

        def opened(address: str) -> None:
            reporter.say(Message("preview: {address}  (Ctrl+C ends it)", address=address))
            if not no_open:
                open_browser(address)

        wanted = Wanted(sector or (), lang or (), kind or ())
        folder = output_folder(out, root).absolute()
        try:
            serve(root, folder, wanted, port, opened)
        except KeyboardInterrupt:
            place = relative_path(folder)
            reporter.say(Message("stopped; the files in {relative_path} are whole", relative_path=place))
            raise typer.Exit(ExitCode.DONE) from None
        except PortTaken:
            usage_error(Message("port {port} is taken; --port 0 takes a free one", port=port))
