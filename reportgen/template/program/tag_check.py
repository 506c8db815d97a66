"""One tag checked by itself, so that every fault of a template shows in one run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.diagnostics import Collector, Location, did_you_mean
from reportgen.fit.policy import FIT, PolicyError, read_policy
from reportgen.template.runtime.marks import COMMENT, OUTPUT, STATEMENT
from reportgen.template.syntax.keywords import ARRANGEMENTS, BLOCKS, BRANCHES, CAPTURING, CELL_TAGS, SINGLE
from reportgen.template.syntax.tags import Match, Tag, TagKind, read_tag, straight_quotes


def with_delimiters(text: str) -> str:
    """A text with the delimiters that people type exchanged for those that programs use."""
    for typed, used in (("{%", STATEMENT[0]), ("%}", STATEMENT[1]), ("{{", OUTPUT[0]), ("}}", OUTPUT[1])):
        text = text.replace(typed, used)
    return text.replace("{#", COMMENT[0]).replace("#}", COMMENT[1])


def check_tag(tag: Tag, environment: ImmutableSandboxedEnvironment) -> tuple[str, str, str] | None:
    """Read one tag on its own, so that every fault of a template is found in one run.

    Sets `tag.tree`. Returns code, message and hint of the fault, or None. Quotation marks that
    Word's autocorrection curled are accepted where the tag reads well without them.
    """
    if tag.kind is TagKind.COMMENT:
        return None
    if not tag.inside:
        return "empty-tag", f"the tag '{tag.text}' is empty", "write an expression or remove it"
    if tag.level == "shape" and tag.keyword in ARRANGEMENTS:
        return None
    if tag.level == "shape" and tag.keyword == FIT:
        return _check_policy(tag)
    if tag.kind is TagKind.STATEMENT and _captures(tag):
        hint = "define it in templates/macros.j2 and import it, or write {% set name = value %}"
        return "captured-content", f"'{tag.text}' would capture the markup of the document", hint
    if tag.kind is TagKind.STATEMENT and not _known(tag):
        hint = did_you_mean(tag.keyword, [*BLOCKS, *BRANCHES, *SINGLE, *CELL_TAGS, *(f"end{b}" for b in BLOCKS)])
        return "unknown-statement", f"'{tag.keyword}' is no statement in '{tag.text}'", hint
    first: str = ""
    for inside in dict.fromkeys((tag.inside, straight_quotes(tag.inside))):
        try:
            tag.tree, unknown = _parse(environment, _complete(tag, inside))
        except (TemplateSyntaxError, RecursionError) as fault:
            first = first or getattr(fault, "message", None) or str(fault)
            continue
        tag.inside = inside
        if unknown:
            word, name, hint = unknown
            return f"unknown-{word}", f"unknown {word} '{name}' in '{tag.text}'", hint
        return None
    return "template-syntax", f"the tag '{tag.text}' cannot be read: {_plain(first)}", ""


def read_checked(match: Match, location: Location, environment: ImmutableSandboxedEnvironment, found: Collector) -> Tag:
    """A tag read and checked; its fault, if any, is recorded, and what would follow from the fault is not."""
    tag = read_tag(match, location)
    if match.fault:
        shown = f"{match.kind}{match.inside}"[:40].strip()
        found.error("unclosed-tag", f"'{shown}': {match.fault}", location)
        tag.kind, tag.inside = TagKind.COMMENT, ""
        return tag
    fault = check_tag(tag, environment)
    if fault:
        found.error(fault[0], fault[1], location, fault[2])
        if tag.kind is TagKind.OUTPUT or not (tag.opens or tag.closes or tag.keyword in BRANCHES):
            tag.kind, tag.inside = TagKind.COMMENT, ""
    return tag


def _check_policy(tag: Tag) -> tuple[str, str, str] | None:
    try:
        read_policy(tag.inside.removeprefix(FIT))
    except PolicyError as fault:
        return "wrong-fit", f"'{tag.text}': {fault}", ""
    return None


@lru_cache(maxsize=4096)
def _parse(
    environment: ImmutableSandboxedEnvironment, source: str
) -> tuple[nodes.Template, tuple[str, str, str] | None]:
    """A tag's tree, and what it names that there is not; the same few tags stand on every slide."""
    tree = environment.parse(source)
    return tree, _unknown_helper(tree, environment)


def _plain(message: str) -> str:
    named = {STATEMENT[1]: "%}", OUTPUT[1]: "}}", "end of print statement": "end of the tag"}
    for token, text in named.items():
        message = message.replace(token, text)
    return message


def _captures(tag: Tag) -> bool:
    word = tag.closes or tag.keyword
    return word in CAPTURING and not (tag.keyword == "set" and "=" in tag.inside)


def _known(tag: Tag) -> bool:
    return tag.opens or tag.closes in BLOCKS or tag.keyword in BRANCHES or tag.keyword in (*SINGLE, *CELL_TAGS)


def _complete(tag: Tag, inside: str) -> str:
    """The smallest program in which the tag can stand."""

    def statement(text: str) -> str:
        return f"{STATEMENT[0]}{text}{STATEMENT[1]}"

    if tag.kind is TagKind.OUTPUT:
        return f"{OUTPUT[0]}({inside}){OUTPUT[1]}"
    if tag.keyword in CELL_TAGS:
        return f"{OUTPUT[0]}({inside.removeprefix(tag.keyword) or '1'}){OUTPUT[1]}"
    if tag.opens:
        return statement(inside) + statement(f"end{tag.keyword}")
    if tag.closes:
        return ""
    if tag.keyword in BRANCHES:
        return statement("if 1") + statement(inside) + statement("endif")
    return statement(inside)


def _unknown_helper(tree: nodes.Template, environment: ImmutableSandboxedEnvironment) -> tuple[str, str, str] | None:
    """The first filter or test there is not, or name that belongs to the engine: its sort, name and a hint."""
    for node in tree.find_all((nodes.Filter, nodes.Test, nodes.Name)):
        name: str = node.name  # type: ignore[attr-defined]
        if isinstance(node, nodes.Name):
            if name.startswith("__"):
                return "name", name, ""
            continue
        known: Mapping[str, Any] = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if name not in known or name.startswith("__"):
            word = "filter" if isinstance(node, nodes.Filter) else "test"
            return word, name, did_you_mean(name, [other for other in known if not other.startswith("_")])
    return None


def dotted_name(tag: Tag, name: str) -> str:
    """The whole expression that ends in `name`, as the template has it: `sector.progres`."""
    for node in tag.tree.find_all(nodes.Getattr) if tag.tree else ():
        if node.attr == name:
            return _dotted(node)
    return name


def _dotted(node: nodes.Node) -> str:
    match node:
        case nodes.Getattr(node=inner, attr=attr):
            return f"{_dotted(inner)}.{attr}"
        case nodes.Name(name=name):
            return name
        case nodes.Getitem(node=inner):
            return f"{_dotted(inner)}[…]"
        case _:
            return "…"
