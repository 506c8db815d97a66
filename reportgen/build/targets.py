"""Selects the targets that a command asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportgen.diagnostics import Message, did_you_mean, marked
from reportgen.model.target import EDITION_SEPARATOR, OVERVIEW, Catalogue, Target

if TYPE_CHECKING:
    from reportgen.model.language import Language

ALL = "all"


class UnknownChoice(ValueError):
    """A sector, language or kind that the project does not have."""


def select_targets(
    catalogue: Catalogue,
    sectors: Sequence[str] = (),
    languages: Sequence[str] = (),
    kinds: Sequence[str] = (),
    known_languages: Mapping[str, Language] | None = None,
) -> list[Target]:
    """The targets of a project for a choice of sectors, languages and kinds.

    An empty choice means every one, but of kinds those that a plain build makes; `all` means every one. Beside the
    pairs of languages that the project lists, any other pair of its languages may be asked for, and their registers.
    The overview comes after the sectors, pairs come after the languages. `known_languages` are those whose names and
    aliases are understood, if not the program's own. What a kind is not for, or has no template for, is left out.
    Raises `UnknownChoice` with a suggestion, also where nothing is left.
    """
    known_sectors = catalogue.packs
    known_kinds = list(dict.fromkeys(kind.name for kind in catalogue.kinds))
    chosen_sectors = _choose(marked("unknown sector '{name}'; {hint}"), sectors, known_sectors, known_sectors)
    plain = [kind.name for kind in catalogue.kinds if kind.built]
    chosen_kinds = _choose(marked("unknown kind '{name}'; {hint}"), kinds, known_kinds, plain)
    tags = [tag if tag == ALL else _tag(tag, catalogue, known_languages) for tag in languages]
    asked = (tag for tag in tags if EDITION_SEPARATOR in tag or tag in catalogue.registers)
    known = list(dict.fromkeys([*catalogue.languages, *catalogue.editions, *asked]))
    targets = [
        Target(sector, kind, edition)
        for sector in chosen_sectors
        for kind in catalogue.kinds
        if kind.name in chosen_kinds
        for edition in _choose(marked("unknown language '{name}'; {hint}"), tags, known, known)
    ]
    possible = [target for target in targets if target.is_possible]
    if not possible:
        raise UnknownChoice(_why_none(targets, known_kinds))
    return possible


def _why_none(targets: Sequence[Target], kinds: Sequence[str]) -> str:
    """Why a choice has no targets; `targets` are those that it would have, none of them possible."""
    if not targets:
        return Message("a plain build makes no kind of document here; --kind names one: {kinds}", kinds=[*kinds])
    first = targets[0]
    if any(target.kind.is_for(target.sector) for target in targets):
        needed = marked("'{kind}' is not made for this choice: it would need a template {template}")
        return Message(needed, kind=first.kind.name, template=first.template)
    if first.kind.packs == OVERVIEW:
        return Message("'{kind}' is not made for this choice: it is for the overview only", kind=first.kind.name)
    return Message("'{kind}' is not made for this choice: it is for sectors only", kind=first.kind.name)


def checked_targets(catalogue: Catalogue, kinds: Sequence[str] = ()) -> list[Target]:
    """The targets of kinds that a check renders: in all languages, and in pairs that somebody may ask for.

    In a project that lists no pairs, these are the first language beside each of the others, as far as there are
    templates for them.
    """
    first, *others = catalogue.languages
    pairs = catalogue.editions or tuple(f"{first}{EDITION_SEPARATOR}{other}" for other in others)
    return select_targets(replace(catalogue, editions=pairs), kinds=kinds)


class Named(NamedTuple):
    """What the name of a file says that it is: `finance-deck.en.pptx`."""

    sector: str
    kind: str
    edition: str


def read_name(name: str) -> Named:
    """What the name of a file says, whatever the project has; a part that is not there is empty."""
    head, edition, *_ = [*name.split("."), ""]
    sector, _, kind = head.rpartition("-")
    return Named(sector, kind, edition)


def find_target(name: str, catalogue: Catalogue) -> Target | None:
    """The target of a project whose file or PDF has a name; None if there is none."""
    sector, kind_name, edition = read_name(name)
    tags = edition.split(EDITION_SEPARATOR)
    if sector not in catalogue.packs or not all(tag in _tags(catalogue) for tag in tags):
        return None
    if len(tags) > 2 or len(set(tags)) < len(tags):
        return None
    targets = [Target(sector, kind, edition) for kind in catalogue.kinds if kind.name == kind_name]
    return next((one for one in targets if one.is_possible and name in (one.path.name, one.pdf.name)), None)


def _tags(catalogue: Catalogue) -> tuple[str, ...]:
    """The languages and registers that a project can be made in."""
    return (*catalogue.languages, *catalogue.registers)


def _tag(text: str, catalogue: Catalogue, known_languages: Mapping[str, Language] | None) -> str:
    from reportgen.model.language import PROFILES, parse_edition  # not loaded where no language is typed

    try:
        tag = parse_edition(text, PROFILES if known_languages is None else known_languages)
    except ValueError as fault:
        raise UnknownChoice(str(fault)) from None
    for part in tag.split(EDITION_SEPARATOR):
        if part not in _tags(catalogue):
            raise UnknownChoice(
                Message("this project is not written in '{part}'; it has {tags}", part=part, tags=[*_tags(catalogue)])
            )
    return tag


def _choose(unknown: str, wanted: Sequence[str], known: Sequence[str], unasked: Sequence[str]) -> list[str]:
    """The known names that are wanted, in their order; `unasked` are those of an empty choice."""
    for name in wanted:
        if name != ALL and name not in known:
            hint = did_you_mean(name, known) or Message("there are {known}", known=[*known])
            raise UnknownChoice(Message(unknown, name=name, hint=hint))
    if not wanted:
        return list(unasked)
    return [name for name in known if name in wanted or ALL in wanted]
