"""Worker processes on this computer, and whether it pays to start them."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import Executor, ProcessPoolExecutor

from reportgen.build.work import open_project
from reportgen.project.load import Project

_CAN_FORK = sys.platform == "linux"
"""Where a worker is a copy of this process, which takes milliseconds. macOS has libraries that no copy may use."""

_START_MILLISECONDS = 60 if _CAN_FORK else 1200
"""What starting workers takes, measured on two processors: `benchmarks/build.py` prints it."""


def start_workers(jobs: int, state: str, project: Project, milliseconds: int) -> Executor | None:
    """Workers that know a project, if they make the work of so many milliseconds end sooner; otherwise None.

    They are processes, at most `jobs` of them.
    """
    saved = milliseconds - milliseconds / jobs
    if jobs < 2 or saved < _START_MILLISECONDS:
        return None
    context = multiprocessing.get_context("fork" if _CAN_FORK else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=open_project, initargs=(state, project))
