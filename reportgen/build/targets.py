"""Selects the targets that a command asks for."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from reportgen.diagnostics import did_you_mean
from reportgen.model.target import EDITION_SEPARATOR, OVERVIEW, Kind, Target

if TYPE_CHECKING:
    from reportgen.model.language import Language

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
    known_languages: Mapping[str, Language] | None = None,
) -> list[Target]:
    """The targets for a choice of sectors, languages and kinds; an empty choice or `all` means every one.

    `sectors`, `languages` and `editions` (pairs of languages) are those that the project builds. Any other pair of its
    languages may be asked for too. The overview comes after the sectors, pairs come after the languages.
    `known_languages` are those whose names and aliases are understood, if not the program's own. Targets that their
    kind has no template for are left out. Raises `UnknownChoice` with a suggestion, also where nothing is left.
    """
    every = [*sectors, OVERVIEW]
    chosen = _choose("sector", wanted_sectors, every)
    kinds = _choose("kind", wanted_kinds, list(Kind))
    tags = [tag if tag == ALL else _tag(tag, languages, known_languages) for tag in wanted_languages]
    known = list(dict.fromkeys([*languages, *editions, *(tag for tag in tags if EDITION_SEPARATOR in tag)]))
    targets = [
        Target(sector, kind, language)
        for sector in chosen
        for kind in kinds
        for language in _choose("language", tags, known)
    ]
    possible = [target for target in targets if target.has_template]
    if targets and not possible:
        names = ", ".join(kind.plural for kind in kinds)
        raise UnknownChoice(f"{names} are not made for this choice: it would need a template {targets[0].template}")
    return possible


def checked_targets(
    sectors: Sequence[str], languages: Sequence[str], editions: Sequence[str], templates: Container[str]
) -> list[Target]:
    """The targets that a check renders: all that a build makes, and pairs of languages that somebody may ask for.

    In a project that lists no pairs, these are the first language beside each of the others, as far as there are
    templates for them: `templates` are the names of the project's template files.
    """
    first, *others = languages
    pairs = editions or [f"{first}{EDITION_SEPARATOR}{other}" for other in others]
    targets = select_targets(sectors, languages, editions=pairs)
    return [target for target in targets if target.edition in (*languages, *editions) or target.template in templates]


def find_target(name: str, sectors: Collection[str], languages: Collection[str]) -> Target | None:
    """The target of a project with these sectors and languages whose file or PDF has a name; None if there is none."""
    head, edition, *_ = [*name.split("."), ""]
    sector, _, kind = head.rpartition("-")
    tags = edition.split(EDITION_SEPARATOR)
    if sector not in (*sectors, OVERVIEW) or not all(tag in languages for tag in tags):
        return None
    if len(tags) > 2 or len(set(tags)) < len(tags):
        return None
    targets = [Target(sector, one, edition) for one in Kind if one == kind]
    return next((one for one in targets if one.has_template and name in (one.path.name, one.pdf.name)), None)


def _tag(text: str, languages: Sequence[str], known_languages: Mapping[str, Language] | None) -> str:
    from reportgen.model.language import LANGUAGES, parse_edition  # not loaded where no language is typed

    try:
        tag = parse_edition(text, LANGUAGES if known_languages is None else known_languages)
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
