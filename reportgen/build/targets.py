"""Which files a command asks for."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TypeVar

from reportgen.diagnostics import did_you_mean
from reportgen.model.language import LANGUAGES, Language, parse_edition
from reportgen.model.target import EDITION_SEPARATOR, OVERVIEW, Kind, Target

ALL = "all"


class UnknownChoice(ValueError):
    """A sector, language or kind that the project does not have."""


def select_targets(
    sectors: Sequence[str],
    languages: Sequence[str],
    wanted_sectors: Sequence[str] = (),
    wanted_languages: Sequence[str] = (),
    wanted_kinds: Sequence[str] = (),
    editions: Sequence[str] = (),
    named: Mapping[str, Language] = LANGUAGES,
) -> list[Target]:
    """The targets for a choice of sectors, languages and kinds; an empty choice or `all` means every one.

    `sectors` and `languages` are what the project has, `editions` the pairs of languages that it wants
    built with them; any other pair is built where it is asked for. The overview comes after the sectors,
    pairs come after the languages. `named` are the languages that may be asked for by name. What a kind has no
    template for is left out. Raises `UnknownChoice` with a suggestion, also where nothing is left.
    """
    every = [*sectors, OVERVIEW]
    chosen = _choose("sector", wanted_sectors, every)
    kinds = _choose("kind", wanted_kinds, list(Kind))
    tags = [tag if tag == ALL else _tag(tag, languages, named) for tag in wanted_languages]
    known = list(dict.fromkeys([*languages, *editions, *(tag for tag in tags if EDITION_SEPARATOR in tag)]))
    targets = [
        Target(sector, kind, language)
        for sector in chosen
        for kind in kinds
        for language in _choose("language", tags, known)
    ]
    made = [target for target in targets if target.has_template]
    if targets and not made:
        names = ", ".join(kind.plural for kind in kinds)
        raise UnknownChoice(f"{names} are not made for this choice: it would need a template {targets[0].template}")
    return made


def checked_targets(
    sectors: Sequence[str], languages: Sequence[str], editions: Sequence[str], templates: Container[str]
) -> list[Target]:
    """What a check renders: all that a build makes, and pairs of languages that somebody may ask for.

    Where a project lists no pairs, the first language stands beside each of the others, with the
    templates for pairs that it has: `templates` are the names of its files.
    """
    first, *others = languages
    pairs = editions or [f"{first}{EDITION_SEPARATOR}{other}" for other in others]
    targets = select_targets(sectors, languages, editions=pairs)
    return [target for target in targets if target.edition in (*languages, *editions) or target.template in templates]


def _tag(text: str, languages: Sequence[str], named: Mapping[str, Language]) -> str:
    try:
        tag = parse_edition(text, named)
    except ValueError as fault:
        raise UnknownChoice(str(fault)) from None
    for part in tag.split(EDITION_SEPARATOR):
        if part not in languages:
            raise UnknownChoice(f"this project is not written in '{part}'; it has {', '.join(languages)}")
    return tag


Name = TypeVar("Name", bound=str)


def _choose(word: str, wanted: Sequence[str], known: Sequence[Name]) -> list[Name]:
    for name in wanted:
        if name != ALL and name not in known:
            hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
            raise UnknownChoice(f"unknown {word} '{name}'; {hint}")
    return list(known) if not wanted or ALL in wanted else [name for name in known if name in wanted]
