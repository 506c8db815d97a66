"""A template as it was read, ready to be compiled for any output language."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from types import CodeType

from reportgen.office.opc.package import Package
from reportgen.template.program.environment import Surroundings
from reportgen.template.render.bound_frames import BoundContent, detach_bound
from reportgen.template.structure.comment_statements import take_rules
from reportgen.template.structure.editor_shapes import Guides, take_editor_shapes


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template's package without what bound pictures and charts showed, which is `bound`, and without its `guides`.

    Both are by part. `rules` are the statements in comments, which are in the package no more either, by the ids of the
    comments. `surroundings` are what its programs may call, `codes` keeps compiled code by its source, which is the
    same in every language.
    """

    name: str
    package: Package
    bound: Mapping[str, BoundContent]
    guides: Mapping[str, Guides]
    surroundings: Surroundings
    rules: Mapping[str, str] = field(default_factory=dict)
    codes: MutableMapping[str, CodeType] = field(default_factory=dict)


def read_template(data: bytes, name: str, surroundings: Surroundings) -> TemplateFile:
    """Read a `.docx` or `.pptx` file; `name` is what messages call it. Raises `ProblemsFound`."""
    package = Package.read(data, name)
    guides = take_editor_shapes(package)
    return TemplateFile(name, package, detach_bound(package), guides, surroundings, take_rules(package))
