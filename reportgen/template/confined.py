"""Work in a process of its own, within limits of time and memory that the system holds.

The engine counts what a template makes (`runtime.limits`), but it cannot count what every library does on its way. For
templates and content of strangers the limits have to hold whatever happens: the work is done in a copy of this process,
which the system ends, and only plain data comes back.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.model.limits import Limits

T = TypeVar("T")

CAN_CONFINE = sys.platform == "linux"
"""Where a process can be copied, and the system limits its time and its memory."""
_GRACE = 2
"""The seconds of processor time between the limit, at which a tag is told, and the end of a process that goes on."""
_WAITING = 20
"""How many times the seconds a process may last that uses no processor: it waits for something that never comes."""


_MORE_SECONDS = Message("'seconds' below 'templates' in reportgen.yaml allows more")


class OutOfTime(Exception):
    """The time is up; raised wherever the work stands, so that a fault has the place of its tag."""


def confined(work: Callable[[], T], limits: Limits | None, name: str) -> T:
    """What `work` returns, which has to pickle; `name` is the file that it is about. Without limits it is done here.

    Raises `ProblemsFound` as the work does, and where it takes too much; `OSError` where the system cannot limit it.
    """
    if limits is None:
        return work()
    if not CAN_CONFINE:
        raise OSError(Message("this system cannot limit what a template takes; take 'untrusted' out of reportgen.yaml"))
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, limits, name, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status, usage = os.wait4(child, 0)
    if not answer or status != 0:
        raise _taken(limits, name, usage.ru_utime + usage.ru_stime)
    result, problems = pickle.loads(answer)
    if problems:
        raise ProblemsFound(problems)
    value: T = result
    return value


def _work(work: Callable[[], Any], limits: Limits, name: str, writing: int) -> NoReturn:
    """Do the work in the copy, write the answer, and end, whatever happens."""
    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        _limit(limits)
        try:
            answer: Any = work(), ()
        except ProblemsFound as found:
            answer = None, found.diagnostics
        except (MemoryError, OutOfTime) as fault:
            seconds = limits.seconds if isinstance(fault, OutOfTime) else 0
            answer = None, _taken(limits, name, seconds).diagnostics
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(answer))
        status = 0
    finally:
        os._exit(status)


def _limit(limits: Limits) -> None:
    """Have the system limit this process."""
    import resource

    def out_of_time(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime(Message("{fault}; {hint}", fault=_too_long(limits), hint=_MORE_SECONDS))

    signal.signal(signal.SIGXCPU, out_of_time)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.seconds * _WAITING)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + _GRACE))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + limits.megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _too_long(limits: Limits) -> Message:
    return Message("it takes more than {seconds} seconds", seconds=limits.seconds)


def _taken(limits: Limits, name: str, seconds: float) -> ProblemsFound:
    """The fault of work that took too much."""
    message: Message
    if seconds >= limits.seconds:
        message = _too_long(limits)
        hint = _MORE_SECONDS
    else:
        message = Message("it takes more than {megabytes} megabytes of memory", megabytes=limits.megabytes)
        hint = Message("'megabytes' below 'templates' in reportgen.yaml allows more")
    return ProblemsFound([Diagnostic("over-limits", message, Location(name), hint)])
