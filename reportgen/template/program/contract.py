"""A template's contract: every name, loop and field that its tags read, found without running them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from jinja2 import nodes

from reportgen.diagnostics import Location
from reportgen.template.program.loop_items import Loops
from reportgen.template.runtime.expressions import tree_of
from reportgen.template.syntax.tags import Tag, TagKind

SAME_LIST = frozenset((
    "list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "default", "d",
    "continue_numbering",
))  # fmt: skip
"""Filters that give what they are given, or some items of it."""
_LISTS_OF_LISTS = frozenset(("batch", "slice", "pages"))
"""Filters that give groups of the items of the list they are given."""
_GROUPS, _GROUP = "groups of ", "group of "
_OWN_PATHS = (_GROUPS, _GROUP)
"""How the path of a list of groups, and of one group, begins: they are the template's own making."""
_OWN_NAMES = frozenset(("loop", "range", "dict", "namespace", "caller", "varargs", "kwargs", "slide_count"))
"""Names that Jinja or the engine offers, not the content."""


class Use(StrEnum):
    """How a name is used; the most telling use of several is shown."""

    LOOP = "list"
    PRINT = "printed"
    TEST = "tested"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Read:
    """A name that a template reads: `path` as `sector.progress[].lead`, and where it is first read."""

    path: str
    use: Use
    location: Location


def template_contract(tags: Iterable[tuple[Tag, Loops]]) -> list[Read]:
    """Every path that tags read, once, sorted; each tag comes with the loops it stands in."""
    found: dict[str, Read] = {}
    order = list(Use)  # from the most telling use to the least
    assigned: set[str] = set()
    for tag, loops in tags:
        assigned |= set(_assigned(tag))
        scope = _scope(loops)
        for path, use in _reads(tag, scope):
            root = path.split(".")[0].split("[")[0]
            if root in assigned or root in _OWN_NAMES:
                continue
            earlier = found.get(path)
            if earlier is None or order.index(use) < order.index(earlier.use):
                found[path] = Read(path, use, earlier.location if earlier else tag.location)
    return sorted(found.values(), key=lambda read: read.path)


_ASSIGNING = (nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Macro, nodes.CallBlock, nodes.Import, nodes.FromImport)


def _assigned(tag: Tag) -> Iterator[str]:
    """The names that a template gives itself: by `set`, `with`, `macro`, `import`."""
    tree = tree_of(tag)
    for node in tree.find_all(_ASSIGNING) if tree else ():
        match node:
            case nodes.With(targets=targets):
                yield from (target.name for target in targets if isinstance(target, nodes.Name))
            case nodes.Assign(target=nodes.Name(name=name)) | nodes.AssignBlock(target=nodes.Name(name=name)):
                yield name
            case nodes.Macro(name=name, args=args):
                yield from (name, *(argument.name for argument in args))
            case nodes.CallBlock(args=args):
                yield from (argument.name for argument in args)
            case nodes.Import(target=name):
                yield name
            case nodes.FromImport(names=names):
                yield from (item if isinstance(item, str) else item[1] for item in names)


def _scope(loops: Loops) -> dict[str, str]:
    """The loop variables that a tag in these loops sees, with the paths of what they stand for."""
    scope: dict[str, str] = {}
    for loop in loops:
        tree = tree_of(loop)
        statement = tree.find(nodes.For) if tree else None
        if statement is None:
            continue
        names = statement.target.find_all(nodes.Name) if isinstance(statement.target, nodes.Tuple) else ()
        scope.update((name.name, "") for name in names)
        if isinstance(statement.target, nodes.Name):
            scope[statement.target.name] = _items(_path(statement.iter, scope))
    return scope


def _items(path: str) -> str:
    """The path of the items of a list; the items of a list of groups are groups."""
    if path.startswith(_GROUPS):
        return _GROUP + path.removeprefix(_GROUPS)
    return f"{path.removeprefix(_GROUP)}[]" if path else ""


def _path(node: nodes.Node, scope: dict[str, str]) -> str:
    """The path of an expression, or the empty string where it is no plain one."""
    match node:
        case nodes.Name(name=name):
            return scope.get(name, name)
        case nodes.Getattr(node=inner, attr=attr):
            owner = _path(inner, scope)
            return f"{owner}.{attr}" if owner and not owner.startswith(_OWN_PATHS) else ""
        case nodes.Getitem(node=inner, arg=nodes.Const(value=str() as key)):
            owner = _path(inner, scope)
            return f"{owner}.{key}" if owner else ""
        case nodes.Getitem(node=inner, arg=nodes.Slice()):
            return _path(inner, scope)
        case nodes.Getitem(node=inner):
            return _items(_path(inner, scope))
        case nodes.Filter(name=name, node=inner) if inner is not None and name in SAME_LIST:
            return _path(inner, scope)
        case nodes.Filter(name=name, node=inner) if inner is not None and name in _LISTS_OF_LISTS:
            path = _path(inner, scope)
            return _GROUPS + path if path else ""
        case _:
            return ""


def _reads(tag: Tag, scope: dict[str, str]) -> Iterator[tuple[str, Use]]:
    """The paths that one tag reads, each with its use; `scope` has the paths of loop variables."""
    tree = tree_of(tag)
    if tree is None:
        return
    statement = tree.find(nodes.For) if tag.keyword == "for" else None
    if statement is not None:
        path = _path(statement.iter, scope)
        if path and not path.startswith(_GROUP):
            yield path.removeprefix(_GROUPS), Use.LOOP
    use = Use.PRINT if tag.kind is TagKind.OUTPUT else Use.TEST if tag.keyword in ("if", "elif") else Use.READ
    for node in _chains(tree):
        path = _path(node, scope)
        if path and not path.startswith(_OWN_PATHS):
            yield path, use


def _chains(node: nodes.Node) -> Iterator[nodes.Node]:
    """The longest name chains of a tree: `a.b.c`, not also `a.b`; of a method call, what it is called on."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        for part in (node.node.node, *node.args, *node.kwargs):
            yield from _chains(part)
        return
    if isinstance(node, nodes.Getattr | nodes.Getitem) or (isinstance(node, nodes.Name) and node.ctx == "load"):
        yield node
        inner: nodes.Expr = node
        while isinstance(inner, nodes.Getattr | nodes.Getitem):
            if isinstance(inner, nodes.Getitem):
                yield from _chains(inner.arg)
            inner = inner.node
        if not isinstance(inner, nodes.Name):
            yield from _chains(inner)
        return
    for child in node.iter_child_nodes():
        yield from _chains(child)
