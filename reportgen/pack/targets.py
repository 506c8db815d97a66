"""Which files a command asks for."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.diagnostics import did_you_mean
from reportgen.model.language import parse_language
from reportgen.model.target import OVERVIEW, Kind, Target

ALL = "all"


class UnknownChoice(ValueError):
    """A sector, language or kind that the project does not have."""


def select_targets(
    sectors: Sequence[str],
    languages: Sequence[str],
    wanted_sectors: Sequence[str] = (),
    wanted_languages: Sequence[str] = (),
    wanted_kinds: Sequence[str] = (),
) -> list[Target]:
    """The targets for a choice of sectors, languages and kinds; an empty choice or `all` means every one.

    `sectors` and `languages` are what the project has; the overview comes after the sectors.
    Raises `UnknownChoice` with a suggestion.
    """
    every = [*sectors, OVERVIEW]
    chosen = _choose("sector", wanted_sectors, every)
    kinds = [Kind(kind) for kind in _choose("kind", wanted_kinds, [kind.value for kind in Kind])]
    tags = [tag if tag == ALL else _tag(tag, languages) for tag in wanted_languages]
    return [
        Target(sector, kind, language)
        for sector in chosen
        for kind in kinds
        for language in _choose("language", tags, list(languages))
    ]


def _tag(text: str, languages: Sequence[str]) -> str:
    try:
        tag = parse_language(text).tag
    except ValueError as fault:
        raise UnknownChoice(str(fault)) from None
    if tag not in languages:
        raise UnknownChoice(f"this project is not written in '{tag}'; it has {', '.join(languages)}")
    return tag


def _choose(word: str, wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    for name in wanted:
        if name != ALL and name not in known:
            hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
            raise UnknownChoice(f"unknown {word} '{name}'; {hint}")
    return list(known) if not wanted or ALL in wanted else [name for name in known if name in wanted]
