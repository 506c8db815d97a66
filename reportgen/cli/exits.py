"""Exit codes, and the handler that turns unexpected exceptions into one line, so that no traceback reaches a user."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import traceback
from collections.abc import Iterator
from enum import IntEnum
from typing import NoReturn

import typer

from reportgen.cli.language import echo, echo_line
from reportgen.diagnostics import Message
from reportgen.files import reason_of

DEBUG_VARIABLE = "REPORTGEN_DEBUG"
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Ctrl+C; what schedulers and `timeout` send; what a terminal sends that is closed. Windows has no SIGHUP."""


class ExitCode(IntEnum):
    """What the program's exit status means."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    FAULT = 3
    INTERRUPTED = 130


def usage_error(message: str) -> NoReturn:
    """Report wrong use of the command line in one line on standard error, and end with exit status 2."""
    echo_line(Message("reportgen: {message}", message=message))
    raise typer.Exit(ExitCode.USAGE)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Turn the signals that ask a program to end into `KeyboardInterrupt`, so that what it has started ends with it.

    A second one ends it at once: files are put in place whole, and started programs end with their parent.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        handlers = {number: signal.getsignal(number) for number in _ENDING}
        before = {number: handler for number, handler in handlers.items() if handler not in (None, signal.SIG_IGN)}

    def end_at_once(_number: int, _frame: object) -> None:
        os._exit(ExitCode.INTERRUPTED)

    def interrupt(_number: int, _frame: object) -> None:
        for number in before:
            signal.signal(number, end_at_once)
        raise KeyboardInterrupt

    try:
        for number in before:
            signal.signal(number, interrupt)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _say_what_is_slower() -> Iterator[None]:
    """Warn at the end, once for each folder, where nothing could be kept for the next run."""
    try:
        yield
    finally:
        from reportgen.records.cache import unusable_folders

        for folder, reason in unusable_folders().items():
            from reportgen.diagnostics import Diagnostic, Location, Severity

            message = Message("nothing can be kept here ({reason}), so that every run takes longer", reason=reason)
            hint = Message(
                "see that the folder is yours alone and that there is room; XDG_CACHE_HOME names another place"
            )
            warning = Diagnostic("cache-unusable", message, Location(str(folder)), hint, Severity.WARNING)
            echo_line(str(warning))


def tell_system_fault(fault: OSError) -> None:
    """Say in one line what the system did not do, and for which file or stream."""
    reason = reason_of(fault)
    if fault.filename:
        reason = Message("{path}: {message}", path=fault.filename, message=reason)
    echo_line(Message("reportgen: {reason}; nothing that was there before is lost", reason=reason))


@contextlib.contextmanager
def catch_faults() -> Iterator[None]:
    """Turn an unexpected exception into one line and exit status 3; `REPORTGEN_DEBUG=1` prints its traceback."""
    try:
        with _interruptible(), _say_what_is_slower():
            yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        echo(Message("reportgen: interrupted; files already written are whole"), err=True)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except OSError as fault:
        tell_system_fault(fault)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    except Exception as fault:
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        text = " ".join(str(fault).split()) or type(fault).__name__
        message = Message(
            "reportgen: this is our fault, not yours: {name}: {text}; "
            "run it again with {variable}=1 and report what it prints",
            name=type(fault).__name__,
            text=text,
            variable=DEBUG_VARIABLE,
        )
        echo(message, err=True)
        raise typer.Exit(ExitCode.FAULT) from None
