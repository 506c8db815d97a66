"""What a conversion is made with: the language that was named, the project's rules, and what a review needs."""

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.exits import usage_error
from reportgen.cli.language import echo, said
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.convert.document import Document
    from reportgen.convert.review import Review
    from reportgen.model.glossary import Glossary
    from reportgen.model.language import Language


def chinese_language(text: str) -> "Language":
    """The written Chinese for a tag or alias, registers included."""
    from reportgen.model.language import PROFILES, parse_language

    chinese = {tag: language for tag, language in PROFILES.items() if language.chinese}
    try:
        return parse_language(text, chinese)
    except ValueError as fault:
        usage_error(str(fault))


def project_rules(folder: Path | None, quiet: bool) -> "Glossary":
    """The glossary of the project, or an empty one where there is none and none was named."""
    from reportgen.convert.rules import read_rules
    from reportgen.diagnostics import ProblemsFound
    from reportgen.model.glossary import Glossary
    from reportgen.project.places import find_project

    if folder is not None:
        return read_rules(find_project(folder.absolute()))
    try:
        root = find_project(Path.cwd())
    except ProblemsFound:
        if not quiet:
            echo(Message("reportgen: this is no project: the built-in rules are used, no glossary"), err=True)
        return Glossary({})
    return read_rules(root)


def review_of(document: "Document", origin: "Language", target: "Language") -> "Review":
    """What a review needs beside the converter: a conversion by characters alone."""
    from reportgen.convert.review import Review
    from reportgen.lang.chinese.converter import converter
    from reportgen.model.glossary import Glossary
    from reportgen.records.cache import cache_folder

    if document.reviewed_package is None:
        usage_error(Message("only a Word document has tracked changes, and {name} is none", name=document.name))
    return Review(converter(Glossary({}), origin, target, cache=cache_folder()).convert, said)
