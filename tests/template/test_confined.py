"""What strangers' templates may take is held by the system, whatever takes it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
from reportgen.model.limits import Limits
from reportgen.template import OfficeTemplate
from reportgen.template.confined import CAN_CONFINE, confined
from tests.support.office import docx_of, texts

pytestmark = pytest.mark.skipif(not CAN_CONFINE, reason="the system has no such limits")

LIMITS = Limits(seconds=1, megabytes=256)


def _spin() -> str:
    while True:
        pass


def _fill() -> str:
    return "x" * (1 << 30)


def _hang() -> str:  # in one call that no handler of Python's interrupts
    return str(sum(iter(int, 1)))


def _die() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def _rendered(line: str, **context: Any) -> bytes:
    template = OfficeTemplate(docx_of("first", line), "a.docx")
    return confined(lambda: template.render(context), LIMITS, "a.docx")


def test_what_work_gives_comes_back() -> None:
    """A file that is made within the limits is the same as without them."""
    template = OfficeTemplate(docx_of("{{ x }}"), "a.docx")
    assert confined(lambda: template.render({"x": "text"}), LIMITS, "a.docx") == template.render({"x": "text"})
    assert texts(_rendered("{{ x }}", x="text")) == ["first", "text"]


def test_faults_of_work_come_back() -> None:
    """Its problems are those that it would have raised here."""
    with pytest.raises(ProblemsFound) as found:
        _rendered("{{ y }}")
    assert [str(one.location) for one in found.value.diagnostics] == ["a.docx › body › paragraph 2"]


@pytest.mark.parametrize(
    ("call", "says", "place"),
    [
        (_spin, "it takes more than 1 seconds", "a.docx › body › paragraph 2"),
        (_fill, "it takes more memory than there is", "a.docx › body › paragraph 2"),
        (_hang, "it takes more than 1 seconds", "a.docx"),
        (_die, "it takes more than 256 megabytes of memory", "a.docx"),
    ],
)
def test_nothing_steps_around_the_limits(call: Callable[[], str], says: str, place: str) -> None:
    """Time and memory end at the limit, at the tag where Python can tell it, and in any case at the file."""
    begun = time.process_time(), os.times().children_user
    with pytest.raises(ProblemsFound) as found:
        _rendered("{{ call() }}", call=call)
    (problem,) = found.value.diagnostics
    assert says in problem.message
    assert str(problem.location) == place
    assert time.process_time() - begun[0] < 1
    assert os.times().children_user - begun[1] < 4.5


def test_the_hint_names_the_setting() -> None:
    """Whoever needs more knows where to say so."""
    with pytest.raises(ProblemsFound) as found:
        confined(_spin, LIMITS, "a.docx")
    assert found.value.diagnostics == (
        Diagnostic(
            "over-limits",
            "it takes more than 1 seconds",
            Location("a.docx"),
            "'seconds' below 'templates' in reportgen.yaml allows more",
        ),
    )
