"""The targets that cannot be made because of errors in what they are made from; all others can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic
from reportgen.model.language import Language, edition_languages
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.places import SECTORS_FOLDER, sector_file


class Error(NamedTuple):
    """An error in a project, and the languages whose files it keeps from being made; None stands for all.

    `is_left_out` says that a sector is still to be written there: the overview is made without that.
    """

    diagnostic: Diagnostic
    languages: Collection[str] | None = None
    is_left_out: bool = False


def blocked_targets(
    targets: Iterable[Target], errors: Iterable[Error], languages: Mapping[str, Language]
) -> Mapping[Target, tuple[Diagnostic, ...]]:
    """The targets that errors touch, each with these errors.

    An error in the file of a sector touches that sector, and the overview if that has the sector; one elsewhere touches
    every pack. `languages` are all that targets may be in.
    """
    listed = list(errors)
    in_sector: dict[str, list[int]] = defaultdict(list)
    for number, error in enumerate(listed):
        in_sector[_sector_of(error)].append(number)
    found: dict[Target, tuple[Diagnostic, ...]] = {}
    for target in targets:
        near: Iterable[int] = sorted((*in_sector[""], *in_sector[sector_file(target.sector)]))
        if target.sector == OVERVIEW:
            near = (number for number, error in enumerate(listed) if not (error.is_left_out and _sector_of(error)))
        tags = [language.column for language in edition_languages(target.edition, languages)]
        touching = [listed[number] for number in near]
        if concerned := tuple(error.diagnostic for error in touching if _concerns(error, tags)):
            found[target] = concerned
    return found


def _sector_of(error: Error) -> str:
    """The file of a sector that an error is in; empty for one elsewhere."""
    path = error.diagnostic.location.path
    return path if path.startswith(f"{SECTORS_FOLDER}/") else ""


def _concerns(error: Error, tags: Iterable[str]) -> bool:
    return error.languages is None or any(tag in error.languages for tag in tags)
