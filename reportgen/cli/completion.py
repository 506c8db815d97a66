"""What a shell offers to complete: the sectors, languages, kinds and terms of the project, and the codes of faults.

Each function takes what is typed so far, and gives words, or pairs of a word and what it means. A shell cannot tell of
faults, so where the project cannot be read there is nothing to offer.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from reportgen.model.target import Catalogue
    from reportgen.project.load import Project

Offered = list[tuple[str, str]]
"""Words with what they mean; the meaning may be empty."""


def complete_sector(ctx: typer.Context, incomplete: str) -> Offered:
    """The sectors of the project, the overview, and `all`."""
    from reportgen.build.targets import ALL
    from reportgen.model.target import OVERVIEW

    catalogue = _catalogue(ctx)
    return _matching(incomplete, ((name, "") for name in (*catalogue.sectors, OVERVIEW, ALL))) if catalogue else []


def complete_edition(ctx: typer.Context, incomplete: str) -> Offered:
    """The languages of the project, their registers, and two languages side by side."""
    from itertools import permutations

    from reportgen.model.language import LANGUAGES, PROFILES
    from reportgen.model.target import EDITION_SEPARATOR

    catalogue = _catalogue(ctx)
    languages = catalogue.languages if catalogue else tuple(LANGUAGES)
    registers = catalogue.registers if catalogue else ()
    named = ((tag, PROFILES[tag].name if tag in PROFILES else "") for tag in (*languages, *registers))
    pairs = ((EDITION_SEPARATOR.join(pair), "side by side") for pair in permutations(languages, 2))
    return _matching(incomplete, (*named, *pairs))


def complete_kind(ctx: typer.Context, incomplete: str) -> Offered:
    """The kinds of documents of the project."""
    catalogue = _catalogue(ctx)
    kinds = catalogue.kinds if catalogue else ()
    return _matching(incomplete, ((kind.name, "" if kind.built else "made when asked for") for kind in kinds))


def complete_term(ctx: typer.Context, incomplete: str) -> Offered:
    """The ids of the glossary's terms, each with its name in the project's first language."""
    project = _project(ctx)
    if project is None:
        return []
    first = project.meeting.languages[0]
    return _matching(incomplete, ((key, term.names.get(first, "")) for key, term in project.glossary.terms.items()))


def complete_code(ctx: typer.Context, incomplete: str) -> Offered:
    """The codes that a help page can be asked for, the project's own too, each with the page's first line."""
    from reportgen.build.faults import BUILD_FAULTS
    from reportgen.check import help_pages
    from reportgen.project.load import settings_around

    pages = {**help_pages(settings_around(Path(ctx.params.get("project") or Path.cwd()))), **BUILD_FAULTS}
    return _matching(incomplete, ((code, page.strip().partition("\n")[0]) for code, page in sorted(pages.items())))


def _root(ctx: typer.Context) -> Path:
    from reportgen.project.places import find_project

    return Path(ctx.params.get("project") or find_project(Path.cwd())).absolute()


def _project(ctx: typer.Context) -> "Project | None":
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.load import read_project

    try:
        return read_project(_root(ctx)).project
    except ProblemsFound:
        return None


def _catalogue(ctx: typer.Context) -> "Catalogue | None":
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.load import load_catalogue

    try:
        return load_catalogue(_root(ctx))
    except ProblemsFound:
        return None


def _matching(incomplete: str, offered: Iterable[tuple[str, str]]) -> Offered:
    """Those that begin with what is typed, each once."""
    return list({word: (word, meaning) for word, meaning in offered if word.startswith(incomplete)}.values())
