"""What is wrong with a project: its files, its templates, and the files that come of them.

Where nothing changed since a check, the answer is kept, and the rules and the engine are not even imported.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from reportgen.build.state import ProjectState
from reportgen.diagnostics import ProblemsFound
from reportgen.fonts import installed_fonts_digest
from reportgen.live.checked import Checked, Choice, checked_from_json, checked_to_json
from reportgen.records.cache import Cache
from reportgen.records.questions import digest


def check_everything(root: Path, choice: Choice, jobs: int, between: Callable[[], None] = lambda: None) -> Checked:
    """Everything that is wrong with what is chosen of the project in the folder `root`.

    What did not change since an earlier check is not looked at again. `between` is called between two files; an
    exception that it raises ends the check and goes on to the caller. Raises `UnknownChoice`.
    """
    state = ProjectState(root)
    cache = Cache("checks")
    key = digest(json.dumps([state.state, installed_fonts_digest(), asdict(choice)]).encode())
    kept = cache.read(key)
    if kept is not None:
        return checked_from_json(json.loads(kept))
    from reportgen.live.whole_check import find_all, in_order  # which is nearly all of the program

    try:
        checked = find_all(state, root, choice, jobs, between)
    except ProblemsFound as found:
        return Checked(tuple(in_order(found.diagnostics)))
    if state.is_current():
        cache.write(key, json.dumps(checked_to_json(checked)).encode())
    return checked
