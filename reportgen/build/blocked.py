"""The targets that cannot be made because of errors in what they are made from; all others can."""

from __future__ import annotations

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
    found: dict[Target, tuple[Diagnostic, ...]] = {}
    for target in targets:
        if touching := tuple(error.diagnostic for error in listed if _touches(error, target, languages)):
            found[target] = touching
    return found


def _touches(error: Error, target: Target, languages: Mapping[str, Language]) -> bool:
    tags = [language.column for language in edition_languages(target.edition, languages)]
    if error.languages is not None and not any(tag in error.languages for tag in tags):
        return False
    path = error.diagnostic.location.path
    own = sector_file(target.sector)
    is_shown = target.sector == OVERVIEW and not error.is_left_out
    return is_shown or path == own or not path.startswith(f"{SECTORS_FOLDER}/")
