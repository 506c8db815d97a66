"""The Python libraries of the program, held against the versions that it asks for."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from reportgen.diagnostics import Message, marked
from reportgen.doctor.parts import Part, State

PROGRAM = "reportgen"
EXTRAS: Mapping[str, str] = {
    "pictures": marked("no pictures of pages: `template show --pictures`"),
    "preview": marked("no page in the browser: `preview`"),
    "cluster": marked("no builds on several computers: `build --cluster`"),
}
"""Optional libraries, by the name of their extra → what is not to be had without them."""


def library_parts() -> Iterator[Part]:
    """The program with its Python, the libraries that it needs, and those of its extras."""
    yield Part(Message("program"), State.GOOD, f"{PROGRAM} {version(PROGRAM)}, Python {platform.python_version()}")
    unmet = list(_unmet())
    if unmet:
        mend = "pip install " + " ".join(f"'{one}'" for one in unmet)
        yield Part(Message("libraries"), State.BROKEN, _list(unmet), Message("commands that use them fail"), mend)
    else:
        yield Part(Message("libraries"), State.GOOD, _list(_needed()))
    for extra, costs in EXTRAS.items():
        missing = list(_unmet(extra))
        stands = (State.LACKING, _list(missing), Message(costs), f"pip install '{PROGRAM}[{extra}]'")
        yield Part(Message("extra {extra}", extra=extra), *(stands if missing else (State.GOOD, _list(_needed(extra)))))


def _needed(extra: str = "") -> list[Requirement]:
    """What the program needs, or what one of its extras needs besides."""
    stated = [Requirement(line) for line in requires(PROGRAM) or ()]
    return [one for one in stated if _is_for(one, extra) and one.name != PROGRAM]


def _is_for(requirement: Requirement, extra: str) -> bool:
    marker = requirement.marker
    if marker is None:
        return not extra
    return marker.evaluate({"extra": extra}) and not (extra and marker.evaluate({"extra": ""}))


def _unmet(extra: str = "") -> Iterator[Requirement]:
    return (one for one in _needed(extra) if not _is_met(one))


def _is_met(requirement: Requirement) -> bool:
    here = _installed(requirement.name)
    return here is not None and here in requirement.specifier


def _installed(name: str) -> str | None:
    """The version of a library here."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _list(requirements: list[Requirement]) -> str:
    """Libraries with what is here of them: `lxml 5.2.1, opencc 1.4.0 (==1.4.2 is needed)`."""
    return Message("{parts}", parts=list(map(_described, requirements)))


def _described(requirement: Requirement) -> str:
    here = _installed(requirement.name)
    if _is_met(requirement):
        return f"{requirement.name} {here}"
    name, needed = requirement.name, str(requirement.specifier) or Message("any version")
    if here:
        return Message("{name} {here} ({needed} is needed)", name=name, here=here, needed=needed)
    return Message("{name} is missing ({needed} is needed)", name=name, needed=needed)
