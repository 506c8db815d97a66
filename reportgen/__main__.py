"""`reportgen`, and `python -m reportgen`."""

import contextlib
import os
import signal
import sys

_INTERRUPTED = 130
"""The exit status of what Ctrl+C has ended, as shells have it."""


def _end(_number: int, _frame: object) -> None:
    os._exit(_INTERRUPTED)


def _open_what_is_closed() -> None:
    """Lead a standard stream that is closed nowhere: the next file that is opened would have its number, and be printed
    into by whatever this program starts.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def main() -> None:
    """Run the program. Ctrl+C is no fault from the first moment on: to load the program takes a tenth of a second.

    What was interrupted ends without the interpreter's tidying up, which waits for work that nobody wants any more.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it is ignored, as behind `nohup`
        signal.signal(signal.SIGINT, _end)
    _open_what_is_closed()
    from reportgen.cli.main import main as run

    try:
        run()
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            with contextlib.suppress(OSError, ValueError):  # nobody reads it any more
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(_INTERRUPTED)
        raise


if __name__ == "__main__":
    main()
