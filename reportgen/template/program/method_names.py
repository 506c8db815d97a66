"""Finds out, only when a tag has failed, whether it met a method where a field was meant: `d.items`."""

from __future__ import annotations

from collections.abc import Mapping
from types import BuiltinMethodType, FrameType, MethodType
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.diagnostics import Message, marked
from reportgen.template.program.loop_items import variables
from reportgen.template.program.tag_check import dotted
from reportgen.template.program.undefined import reporter
from reportgen.template.runtime.expressions import tree_of
from reportgen.template.syntax.tags import Tag

_FIELD = marked("'{name}' is a function too; for the field write {owner}['{name}']")
_CALL = marked("'{name}' is a function; to call it write {owner}.{name}()")


def method_hint(tag: Tag, frame: FrameType, environment: ImmutableSandboxedEnvironment) -> str:
    """What to write in place of a method that is not called; empty where the tag has none."""
    tree = tree_of(tag)
    if tree is None:
        return ""
    called = [call.node for call in tree.find_all(nodes.Call)]
    names = variables(frame)
    for node in tree.find_all(nodes.Getattr):
        if any(node is other for other in called):
            continue
        if isinstance(_value(node, names, environment), BuiltinMethodType | MethodType):
            owner = _value(node.node, names, environment)
            has_field = isinstance(owner, Mapping) and node.attr in owner
            return Message(_FIELD if has_field else _CALL, owner=dotted(node.node), name=node.attr)
    return ""


def _value(node: nodes.Node, names: Mapping[str, Any], environment: ImmutableSandboxedEnvironment) -> Any:
    token = reporter.set(lambda *_: None)  # unknown names were reported before
    try:
        return environment.compile_expression(dotted(node))(**names)
    except Exception:  # what cannot be asked for again gives no hint, which is no fault
        return None
    finally:
        reporter.reset(token)
