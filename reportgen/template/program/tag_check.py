"""Checks each tag by itself, so that every fault of a template shows in one run."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.diagnostics import Collector, Location, Message, did_you_mean, marked, shortened
from reportgen.fit.policy import FIT, PolicyError, read_policy
from reportgen.office.markup.marks import COMMENT, LITERAL, OUTPUT, STATEMENT
from reportgen.template.runtime.expressions import parse, smallest_program, tree_of
from reportgen.template.syntax.arrangements import arrangement_wording, ends_along
from reportgen.template.syntax.corrections import closed, corrections
from reportgen.template.syntax.keywords import (
    ARRANGEMENTS,
    BLOCKS,
    BRANCHES,
    CAPTURING,
    CELL_ATTRIBUTES,
    GUIDE,
    JUMPS,
    LEVELS,
    SINGLE,
    TABLE_STATEMENTS,
)
from reportgen.template.syntax.tags import Match, Tag, TagKind, read_tag, straight_quotes


def with_delimiters(text: str) -> str:
    """A text with the delimiters that people type exchanged for those that programs use."""
    for typed, used in (("{%", STATEMENT[0]), ("%}", STATEMENT[1]), ("{{", OUTPUT[0]), ("}}", OUTPUT[1])):
        text = text.replace(typed, used)
    return text.replace("{#", COMMENT[0]).replace("#}", COMMENT[1])


_WORDS = {"name": Message("name"), "filter": Message("filter"), "test": Message("test")}
"""What is unknown, as codes say it → as messages do."""
_SHOWN = {
    TagKind.OUTPUT: Message("to show braces, write {_{"), TagKind.STATEMENT: Message("to show them, write {_%"),
    TagKind.COMMENT: Message("write #} at its end; to show them, write {{ '{#' }}"),
}  # fmt: skip
"""How a template shows the opening delimiters of tags, as a hint."""
_NO_VALUES = frozenset((*BRANCHES, *JUMPS, *(f"end{block}" for block in BLOCKS)))
"""Statements of one word, which Jinja would take for names."""


@dataclass(frozen=True, slots=True)
class TagFault:
    """What is wrong with a tag: a diagnostic's code, message and hint."""

    code: str
    message: str
    hint: str = ""


_OF_JINJA = frozenset(
    f"{end}{word}" for word in ("block", "autoescape", "trans", "extends", "include") for end in ("", "end")
)
"""Statements of Jinja that no template needs: nobody means to print a name like theirs."""
_IN_TEXT, _WHOLE = ("", "r"), ("", "r", "p")
_CAPTURED_LEVELS: Mapping[str, tuple[str, ...]] = {"macro": _WHOLE, "set": _WHOLE, "filter": _IN_TEXT, "call": _IN_TEXT}
"""What a statement may capture: what prints where its end tag stands prints in a paragraph."""
_OF_SHAPES = (*ARRANGEMENTS, *TABLE_STATEMENTS, FIT, GUIDE)
_OF_WHOLE_THINGS = ("slide", "section", "shape")
"""The levels that are words: the others are too short to be near to what was typed."""


def check_tag(tag: Tag, environment: ImmutableSandboxedEnvironment) -> Tag | TagFault:
    """A tag checked by itself, or its fault.

    Quotation marks that Word's autocorrection curled are made straight where the tag reads well only then.
    """
    if tag.kind is TagKind.COMMENT:
        return tag
    if not tag.inside:
        return TagFault(
            "empty-tag",
            Message("the tag '{text}' is empty", text=tag.text),
            Message("write an expression or remove it"),
        )
    if tag.kind is TagKind.OUTPUT and tag.inside in _NO_VALUES:
        return TagFault(
            "template-syntax",
            Message("'{text}' prints no value: '{inside}' is a statement", text=tag.text, inside=tag.inside),
        )
    if tag.level == "shape" and tag.keyword in (*ARRANGEMENTS, *TABLE_STATEMENTS) and tag.keyword != "along":
        return tag
    if tag.level == "shape" and tag.keyword == "along":
        return _check_along(tag, environment)
    if tag.level == "shape" and tag.keyword == FIT:
        return _check_policy(tag)
    if tag.level == "shape" and tag.keyword == GUIDE:  # with one in its alt text the shape is out of the template
        return TagFault(
            "misplaced-tag",
            Message("'{text}' stands in a text", text=tag.text),
            Message("write it into the shape's alt text"),
        )
    if tag.captures and tag.level not in _CAPTURED_LEVELS[tag.keyword]:
        hint = Message("write '{{% {inside} %}}'", inside=tag.inside)
        return TagFault(
            "captured-content",
            Message("'{text}' would capture a {word}", text=tag.text, word=LEVELS[tag.level].word),
            hint,
        )
    if tag.kind is TagKind.STATEMENT and not _is_known_statement(tag):
        blocks = (*BLOCKS, *CAPTURING)
        words = [*blocks, *BRANCHES, *SINGLE, *CELL_ATTRIBUTES, *(f"end{block}" for block in blocks)]
        words += _OF_SHAPES if tag.level == "shape" else _OF_WHOLE_THINGS
        message = Message("'{keyword}' is no statement in '{text}'", keyword=tag.keyword, text=tag.text)
        return TagFault("unknown-statement", message, did_you_mean(tag.keyword, words))
    if tag.keyword in JUMPS and tag.level in _OF_WHOLE_THINGS:
        hint = Message("say in the loop for what it goes round: {{%{level} for x in xs if … %}}", level=tag.level)
        return TagFault(
            "misplaced-tag", Message("'{text}' cannot leave a loop over {level}s", text=tag.text, level=tag.level), hint
        )
    return _check_expression(tag, environment)


def _check_expression(tag: Tag, environment: ImmutableSandboxedEnvironment) -> Tag | TagFault:
    """The tag, with straight quotes where only they can be read; or what is wrong with its expression."""
    first_fault = ""
    # first as it was typed: curly quotes inside a string may be meant
    for inside in dict.fromkeys((tag.inside, straight_quotes(tag.inside))):
        try:
            source = smallest_program(tag, inside)
            unknown, unusable = _unknown_helper(environment, source), _unusable(source)
        except TemplateSyntaxError as fault:
            first_fault = first_fault or fault.message or str(fault)
            continue
        except RecursionError:
            first_fault = first_fault or Message("its expressions stand too deep in one another")
            continue
        except ValueError:  # Python reads no number of so many digits; all else has been made a fault by Jinja
            first_fault = first_fault or Message("it has a number with too many digits")
            continue
        if unknown:
            word, name, hint = unknown
            return TagFault(
                f"unknown-{word}",
                Message(
                    "unknown {word} '{name}' in '{text}'", word=_WORDS[word], name=shortened(name, 60), text=tag.text
                ),
                hint,
            )
        if unusable:
            code, message, hint = unusable
            return TagFault(code, Message(message, text=tag.text), Message(hint))
        return tag if inside == tag.inside else replace(tag, inside=inside)
    return TagFault(
        "template-syntax", Message("the tag '{text}' cannot be read: {plain}", text=tag.text, plain=_plain(first_fault))
    )


def read_checked(
    match: Match,
    location: Location,
    environment: ImmutableSandboxedEnvironment,
    found: Collector,
    names: Collection[str] = (),
) -> Tag:
    """A tag read and checked; its fault, if any, is recorded, and what would follow from the fault is not.

    `names` are those that may be meant (`corrections`).
    """
    if match.fault:
        tag = read_tag(closed(match), location)
        shown = f"{match.kind}{match.inside}"[:40].strip()
        fault = TagFault("unclosed-tag", f"'{shown}': {match.fault}", _SHOWN[match.kind])
        candidates = [tag, *corrections(tag, names)] if match.kind is not TagKind.COMMENT else []
        meant = next(_readable(candidates, environment), None)
    else:
        tag = read_tag(match, location)
        checked = check_tag(tag, environment)
        if isinstance(checked, Tag):
            return checked
        fault = checked
        meant = _meant(tag, fault, environment, names)
    found.error(
        fault.code, fault.message, location, Message("write '{text}'", text=meant.text) if meant else fault.hint
    )
    tag = meant or (tag.silenced() if match.fault else tag)
    pairs = tag.kind is TagKind.STATEMENT and (tag.opens or tag.closes or tag.keyword in BRANCHES)
    return tag if pairs else tag.silenced()


def _meant(tag: Tag, fault: TagFault, environment: ImmutableSandboxedEnvironment, names: Collection[str]) -> Tag | None:
    """The tag that one with a fault was meant as, or None. A near keyword is likelier than another kind of tag."""
    kinds = (tag.kind,) if fault.hint or tag.keyword in _OF_JINJA else tuple(TagKind)
    candidates = (one for one in corrections(tag, names) if one.kind in kinds)
    return next(_readable(candidates, environment), None) if tag.inside else None


def _readable(tags: Iterable[Tag], environment: ImmutableSandboxedEnvironment) -> Iterator[Tag]:
    return (tag for tag in tags if isinstance(check_tag(tag, environment), Tag))


_MOST_BITS = 10_000
"""Of a number that is written in a tag: three thousand digits; Python prints little more."""
_DEEPEST = 60
"""How deep expressions may stand in one another; Python reads code of two hundred parentheses."""


@lru_cache(maxsize=4096)
def _unusable(source: str) -> tuple[str, str, str] | None:
    """What in a program no template can use: the code of the fault, patterns of its message and of a hint.

    A text in it may hold any character, escaped, and so that around literal markup.
    """
    level: list[nodes.Node] = [parse(source)]
    depth = 0
    while level:
        for node in level:
            value = node.value if isinstance(node, nodes.Const) else None
            if isinstance(value, str) and LITERAL[0] in value:
                what = marked("'{text}' holds a character that programs keep for themselves (U+000F)")
                return "unusable-character", what, marked("remove it")
            if (isinstance(value, float) and math.isinf(value)) or (
                isinstance(value, int) and value.bit_length() > _MOST_BITS
            ):
                return (
                    "template-syntax",
                    marked("'{text}' has a number that is too large"),
                    marked("write a smaller one"),
                )
        level, depth = [child for node in level for child in node.iter_child_nodes()], depth + 1
        if depth > _DEEPEST:
            hint = marked("give its parts names with set, or loop over a list")
            return "template-syntax", marked("'{text}' has too many expressions in one another"), hint
    return None


def _check_policy(tag: Tag) -> Tag | TagFault:
    try:
        read_policy(tag.inside.removeprefix(FIT))
    except PolicyError as fault:
        return TagFault("wrong-fit", f"'{tag.text}': {fault}")
    return tag


def _check_along(tag: Tag, environment: ImmutableSandboxedEnvironment) -> Tag | TagFault:
    """The tag, or what is wrong with the expressions in it; one that cannot be read is a fault of its arrangement."""
    wording = arrangement_wording(tag)
    if wording is None:
        return tag
    checked = _check_expression(replace(tag, kind=TagKind.OUTPUT, inside=ends_along(wording)), environment)
    return checked if isinstance(checked, TagFault) else tag


_TAG_ENDS = dict.fromkeys(("end of print statement", "end of statement block"), "end of the tag")


def _plain(message: str) -> str:
    """A message of Jinja's with the delimiters that people type."""
    named = {STATEMENT[1]: "%}", OUTPUT[1]: "}}", **_TAG_ENDS}
    for token, text in named.items():
        message = message.replace(token, text)
    return message


def _is_known_statement(tag: Tag) -> bool:
    if tag.closes == "raw":  # left of a pair that was found before: it ends nothing
        return True
    ends = tag.closes in (*BLOCKS, *CAPTURING)
    return tag.opens or ends or tag.keyword in (*BRANCHES, *SINGLE, *CELL_ATTRIBUTES)


@lru_cache(maxsize=4096)
def _unknown_helper(environment: ImmutableSandboxedEnvironment, source: str) -> tuple[str, str, str] | None:
    """The first filter or test there is not, or name that belongs to the engine: its sort, name and a hint.

    Raises `TemplateSyntaxError`. The same few tags stand on every slide, so what was found is kept.
    """
    for node in parse(source).find_all((nodes.Filter, nodes.Test, nodes.Name)):
        name: str = node.name  # type: ignore[attr-defined]
        if isinstance(node, nodes.Name):
            if name.startswith("__"):
                return "name", name, ""
            continue
        registered: Mapping[str, Any] = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if name not in registered or name.startswith("__"):
            word = "filter" if isinstance(node, nodes.Filter) else "test"
            return word, name, did_you_mean(name, [other for other in registered if not other.startswith("_")])
    return None


def dotted_name(tag: Tag, name: str) -> str:
    """The whole expression that ends in `name`, as the template has it: `sector.progres`."""
    tree = tree_of(tag)
    for node in tree.find_all(nodes.Getattr) if tree else ():
        if node.attr == name:
            return dotted(node)
    return name


def dotted(node: nodes.Node) -> str:
    """A chain of names as it is typed: `sector.progress`."""
    match node:
        case nodes.Getattr(node=inner, attr=attr):
            return f"{dotted(inner)}.{attr}"
        case nodes.Name(name=name):
            return name
        case nodes.Getitem(node=inner):
            return f"{dotted(inner)}[…]"
        case _:
            return "…"
