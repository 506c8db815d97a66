"""Follows the names in tags through loops and filters, and reports those that a schema does not have.

Nothing is run: names in branches that no pack takes are looked at too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import contextmanager
from types import GenericAlias
from typing import Any, Protocol

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.runtime import LoopContext

from reportgen.diagnostics import Collector, Diagnostic, Message, did_you_mean
from reportgen.template.program.contract import SAME_LIST
from reportgen.template.program.tag_check import dotted
from reportgen.template.runtime.expressions import tree_of
from reportgen.template.runtime.pages import Page
from reportgen.template.syntax.tags import Tag

UNKNOWN: Any = Any
"""The type of a value of which nothing is known: it may have every field."""


class Schema(Protocol):
    """The types of what templates see. A type is an annotation: a class, `list[…]`, `Mapping[str, …]`, `Page[…]`."""

    @property
    def names(self) -> Mapping[str, Any]:
        """The names that a template starts from, with their types."""

    def fields(self, kind: Any) -> Collection[str]:
        """The fields that a type is known to have, to suggest one."""

    def field(self, kind: Any, name: str) -> Any:
        """The type of a field; None where there is no such field."""

    def item(self, kind: Any) -> Any:
        """The type of what a loop over a value gives; None where nothing can go through it."""


_ITEM_OF = frozenset(("first", "last", "min", "max"))
"""Filters that give one item of a list."""
_GROUPS = frozenset(("batch", "slice"))
"""Filters that give lists of the items of a list."""
_ATTRIBUTE: Mapping[str, int | None] = {
    **{"selectattr": 0, "rejectattr": 0, "groupby": 0, "sum": 0},
    **{"sort": 2, "unique": 1, "min": 1, "max": 1, "join": 1, "map": None},
}
"""Filters that take the name of a field of the items as their argument `attribute` → its position, if it has one."""
_ASKS = frozenset(("defined", "undefined"))
_DEFAULTS = frozenset(("default", "d"))
_OTHER_WORDS = {
    **dict.fromkeys(("null", "NULL", "Null", "nil", "undefined", "NONE"), "none"),
    **{"TRUE": "true", "FALSE": "false"},
}
"""What other languages call a value → what Jinja calls it."""
_OTHER_FILTERS = {"size": "length", "len": "length", "Length": "length"}
"""What other languages call a property → the filter that gives it."""
_OUT_OF_SIGHT = {Message("alt text"), Message("notes")}
"""Steps to where a statement may stand that nobody sees."""
NO_LIST = Message("what it goes through is no list")
"""Why a loop fails."""
_NAMES_OF_JINJA = frozenset((*DEFAULT_NAMESPACE, "caller", "varargs", "kwargs", "slide_count"))


def unknown_names(tags: Iterable[Tag], schema: Schema, filters: Collection[str]) -> list[Diagnostic]:
    """Every name and field that tags read and a schema lacks, and every loop over no list, each once at a place.

    The tags come as the program runs them; `filters` are those that there are.
    """
    walk = _Walk(list(tags), schema, filters)
    for tag in walk.tags:
        walk.visit_tag(tag)
    return list(dict.fromkeys(walk.found.diagnostics))


class _Walk:
    """Goes through tags in order, and knows the names that the tags before have made."""

    def __init__(self, tags: list[Tag], schema: Schema, filters: Collection[str]) -> None:
        self.tags = tags
        self.found = Collector()
        self._schema = schema
        self._filters = filters
        self._scopes: list[dict[str, Any]] = [{}]
        self._loops = _loop_variables(tags)
        self._optional = _asked_for(tags)
        self._tag = tags[0] if tags else None
        self._quiet = 0

    def visit_tag(self, tag: Tag) -> None:
        """Look at the names of one tag."""
        self._tag = tag
        if tag.closes in ("for", "with", "macro", "call") and len(self._scopes) > 1:
            self._scopes.pop()
        for node in (tree_of(tag) or nodes.Template([])).body:
            self._visit_statement(node)

    def _visit_statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.For(target=target, iter=items, test=test):
                kind = self._type(items)
                if self._schema.item(kind) is None:
                    self._report_no_list(items, kind)
                self._scopes.append({"loop": LoopContext})
                self._bind(target, self._item(kind))
                if test is not None:
                    self._type(test)
            case nodes.With(targets=targets, values=values):
                kinds = [self._type(value) for value in values]
                self._scopes.append({})
                for target, kind in zip(targets, kinds, strict=True):
                    self._bind(target, kind)
            case nodes.Assign(target=target, node=value):
                self._bind(target, self._type(value))
            case nodes.AssignBlock(target=target):
                self._visit_children(node)
                self._bind(target, str)
            case nodes.Macro(name=name, args=arguments):
                self._scopes[-1][name] = UNKNOWN
                self._scopes.append({one.name: UNKNOWN for one in arguments})
            case nodes.CallBlock(call=called, args=arguments):
                self._type(called)
                self._scopes.append({one.name: UNKNOWN for one in arguments})
            case nodes.Import(target=name):
                self._scopes[-1][name] = UNKNOWN
            case nodes.FromImport(names=names):
                self._scopes[-1].update({one if isinstance(one, str) else one[1]: UNKNOWN for one in names})
            case nodes.If(test=test, elif_=others):
                for one in (test, *(other.test for other in others)):
                    self._type(one)
            case _:
                self._visit_children(node)

    def _bind(self, target: nodes.Node, kind: Any) -> None:
        if isinstance(target, nodes.Name):
            self._scopes[-1][target.name] = kind
        elif isinstance(target, nodes.Tuple):
            for one in target.items:
                self._bind(one, UNKNOWN)

    def _visit_children(self, node: nodes.Node) -> Any:
        for child in node.iter_child_nodes():
            self._type(child)
        return UNKNOWN

    # -- the types of expressions

    def _type(self, node: nodes.Node) -> Any:
        """The type of an expression; what it names and nobody knows is recorded."""
        match node:
            case nodes.Name(name=name):
                return self._type_of_name(node, name)
            case nodes.Getattr(node=owner, attr=name):
                return self._type_of_field(node, owner, name)
            case nodes.Getitem(node=owner, arg=nodes.Const(value=str() as name)):
                return self._type_of_field(node, owner, name)
            case nodes.Getitem(node=owner, arg=nodes.Slice() as part):
                self._visit_children(part)
                return self._type(owner)
            case nodes.Getitem(node=owner, arg=index):
                self._type(index)
                return self._item(self._type(owner))
            case nodes.Filter(node=value) if value is not None:
                return self._type_of_filter(node, value)
            case nodes.Test(node=value, name=name) if name in _ASKS:
                return self._quietly(value) and bool
            case nodes.CondExpr(expr1=one, expr2=other, test=test):
                self._type(test)
                return self._common(one, other)
            case nodes.Or(left=one, right=other):
                return self._common(one, other)
            case nodes.Const(value=value):
                return type(value)
            case _:
                return self._visit_children(node)

    def _item(self, kind: Any) -> Any:
        item = self._schema.item(kind)
        return UNKNOWN if item is None else item

    def _common(self, one: nodes.Node, other: nodes.Node | None) -> Any:
        kinds = [self._type(node) for node in (one, other) if node is not None]
        return kinds[0] if kinds[0] == kinds[-1] else UNKNOWN

    def _type_of_name(self, node: nodes.Node, name: str) -> Any:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        known = self._schema.names
        if name in known:
            return known[name]
        if name not in _NAMES_OF_JINJA:
            self._report(node, self._hint_for_name(name))
        return UNKNOWN

    def _type_of_field(self, node: nodes.Node, owner: nodes.Node, name: str) -> Any:
        kind = self._type(owner)
        found = UNKNOWN if kind is UNKNOWN else self._schema.field(kind, name)
        if found is None:
            self._report(node, self._hint_for_field(dotted(owner), kind, name))
            return UNKNOWN
        return found

    def _type_of_filter(self, node: nodes.Filter, value: nodes.Node) -> Any:
        kind = self._quietly(value) if node.name in _DEFAULTS else self._type(value)
        for argument in (*node.args, *(one.value for one in node.kwargs)):
            self._type(argument)
        field = self._type_of_attribute(node, value, kind)
        if node.name == "map":
            return GenericAlias(list, (field,))
        if node.name in _ITEM_OF:
            return self._item(kind)
        if node.name == "pages":
            return GenericAlias(list, (GenericAlias(Page, (kind,)),))
        if node.name in _GROUPS:
            return GenericAlias(list, (GenericAlias(list, (self._item(kind),)),))
        return kind if node.name in SAME_LIST else UNKNOWN

    def _type_of_attribute(self, node: nodes.Filter, value: nodes.Node, kind: Any) -> Any:
        """The type of the field that a filter's argument `attribute` names."""
        position = _ATTRIBUTE.get(node.name)
        given = [one.value for one in node.kwargs if one.key == "attribute"]
        if not given and position is not None:
            given = node.args[position : position + 1]
        if node.name not in _ATTRIBUTE or not given or not isinstance(given[0], nodes.Const):
            return UNKNOWN
        found, path = self._item(kind), str(given[0].value)
        for name in path.split("."):
            owner, found = found, UNKNOWN if found is UNKNOWN else self._schema.field(found, name)
            if found is None:
                item = nodes.Getitem(value, nodes.Const(0), "load")
                self._report(nodes.Getattr(item, path, "load"), self._hint_for_field("", owner, name))
                return UNKNOWN
        return found

    # -- what is said

    def _quietly(self, node: nodes.Node) -> Any:
        with self._unreported():
            return self._type(node)

    @contextmanager
    def _unreported(self) -> Any:
        self._quiet += 1
        yield
        self._quiet -= 1

    def _report(self, node: nodes.Node, hint: str) -> None:
        shown = dotted(node)
        if not self._quiet and shown not in self._optional and self._tag is not None:
            self.found.error("unknown-name", Message("unknown name '{name}'", name=shown), self._tag.location, hint)

    def _report_no_list(self, node: nodes.Node, kind: Any) -> None:
        """Say what running the loop would say, and with which of its lists it can be run."""
        types = {name: self._schema.field(kind, name) for name in self._schema.fields(kind)}
        lists = [name for name, one in types.items() if self._item(one) is not UNKNOWN]
        hint = (
            Message(
                "'{dotted}' is no list itself: write one of its lists, as '{dotted}.{lists}'",
                dotted=dotted(node),
                lists=lists[0],
            )
            if lists
            else ""
        )
        if self._tag is not None:
            tag = f"'{self._tag.text}'"
            message = Message("{tag} failed: {reason}", tag=tag, reason=NO_LIST)
            self.found.error("template-fault", message, self._tag.location, hint)

    def _hint_for_name(self, name: str) -> str:
        known = [*self._schema.names, *(one for scope in self._scopes for one in scope)]
        if name in _OTHER_WORDS:
            return Message("write '{word}'", word=_OTHER_WORDS[name])
        if name in self._loops:
            return self._hint_for_loop_variable(self._loops[name])
        if same := _written_otherwise(name, known):
            return Message("write '{word}'", word=same)
        if near := did_you_mean(name, known):
            return near
        owners = [f"'{one}.{name}'" for one, kind in self._schema.names.items() if name in self._schema.fields(kind)]
        return Message("did you mean {owners}?", owners=owners) if owners else ""

    def _hint_for_loop_variable(self, loops: Sequence[Tag]) -> str:
        """What makes a name known: a statement out of sight may have gone with the text that it stood in."""
        in_row = self._tag is not None and any(step.startswith("row ") for step in self._tag.location.steps)
        tag = next((one for one in loops if (one.level == "tr") == in_row), loops[0])
        if steps := set(tag.location.steps) & _OUT_OF_SIGHT:
            return Message(
                "no statement in the {steps} here makes it known; write one, such as '{text}'",
                steps=steps.pop(),
                text=tag.text,
            )
        return Message("it is known only between '{text}' and its end", text=tag.text)

    def _hint_for_field(self, owner: str, kind: Any, name: str) -> str:
        known = self._schema.fields(kind)
        if same := _written_otherwise(name, known):
            word = f"{owner}.{same}" if owner else same
            return Message("write '{word}'", word=word)
        as_filter = _OTHER_FILTERS.get(name, name)
        if as_filter in self._filters and owner:
            word = f"{owner}|{as_filter}"
            return Message("write '{word}'", word=word)
        item = self._item(kind)
        if item is not UNKNOWN and self._schema.field(item, name) is not None:
            return Message(
                "'{owner}' is a list: write '{{% for one in {owner} %}}', and 'one.{name}' inside",
                owner=owner,
                name=name,
            )
        return did_you_mean(name, known)


def _written_otherwise(name: str, known: Iterable[str]) -> str:
    """The known name that differs only in capitals and underscores, or the empty string."""
    return next((one for one in known if _plain(one) == _plain(name)), "")


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()


def _loop_variables(tags: Iterable[Tag]) -> dict[str, list[Tag]]:
    """The variables of all loops, each with the tags of its loops."""
    found: dict[str, list[Tag]] = {}
    for tag in tags:
        tree = tree_of(tag) if tag.keyword == "for" else None
        for statement in tree.find_all(nodes.For) if tree else ():
            for name in (statement.target, *statement.target.find_all(nodes.Name)):
                if isinstance(name, nodes.Name):
                    found.setdefault(name.name, []).append(tag)
    return found


def _asked_for(tags: Iterable[Tag]) -> set[str]:
    """The names of which a template asks somewhere whether they are there."""
    trees = [tree for tag in tags if "defined" in tag.inside and (tree := tree_of(tag))]
    return {dotted(test.node) for tree in trees for test in tree.find_all(nodes.Test) if test.name in _ASKS}
