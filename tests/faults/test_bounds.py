"""Hostile templates end soon, take little memory, and are told at their place.

Each is rendered in a process of its own, which measures itself and which the system ends if nothing else does.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.model.limits import Limits
from reportgen.template import OfficeTemplate
from reportgen.template.confined import CAN_CONFINE, confined
from tests.faults.cases.hostile import CASES, VALUES, Hostile

pytestmark = pytest.mark.skipif(not CAN_CONFINE, reason="the system has no such limits")

LIMITS = Limits(seconds=30, megabytes=1500)
SECONDS, MEGABYTES, CHARACTERS = 15.0, 600, 700
"""What a hostile template may take, on a slow machine, and the longest message about it."""


class Told(NamedTuple):
    """The first message, and what the process has taken."""

    message: str
    seconds: float
    megabytes: float


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_a_hostile_template_ends_soon(case: Hostile) -> None:
    """Time, memory and message are bounded, and the message names the paragraph."""
    data = case.data
    told = confined(lambda: _told(data), LIMITS, case.name)
    assert case.says in told.message
    assert told.message.startswith("a.docx › body › paragraph 1")
    assert len(told.message) <= CHARACTERS
    assert told.seconds <= SECONDS
    assert told.megabytes <= MEGABYTES


def _told(data: bytes) -> Told:
    import resource

    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    message = ""
    try:
        OfficeTemplate(data, "a.docx").render(VALUES)
    except ProblemsFound as found:
        message = str(found.diagnostics[0])
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Told(message, time.process_time() - begun, (after - before) / 1024)
