"""A template as it was read, ready to be compiled for any output language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from types import CodeType

from reportgen.diagnostics import Diagnostic
from reportgen.office.opc.loose_ends import loose_ends
from reportgen.office.opc.package import Package
from reportgen.template.program.environment import Surroundings
from reportgen.template.render.bound_frames import BoundContent, detach_bound
from reportgen.template.structure.comment_statements import take_rules
from reportgen.template.structure.editor_shapes import Guides, take_editor_shapes
from reportgen.template.values.kinds import check_template_names


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template's package without what bound pictures and charts showed, which is `bound`, and without its `guides`.

    Both are by part. `surroundings` are what its programs may call, `names` those that tags are known to begin with,
    `rules` the statements in comments, which are in the package no more, by the ids of the comments; `warnings` say
    what the package leads to and does not hold; `codes` keeps compiled code by its source, which is the same in every
    language. `like_docxtpl` says what it says in `OfficeTemplate`.
    """

    name: str
    package: Package
    bound: Mapping[str, BoundContent]
    guides: Mapping[str, Guides]
    surroundings: Surroundings
    names: Collection[str] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    like_docxtpl: bool = False
    warnings: Sequence[Diagnostic] = ()
    codes: MutableMapping[str, CodeType] = field(default_factory=dict)


def read_template(
    data: bytes, name: str, surroundings: Surroundings, names: Collection[str] = (), like_docxtpl: bool = False
) -> TemplateFile:  # fmt: skip
    """Read a `.docx` or `.pptx` file; `name` is what messages call it.

    Raises `ProblemsFound`, and `TypeError` for a name or names that are none.
    """
    check_template_names(name, names)
    package = Package.read(data, name)
    warnings = tuple(loose_ends(package))
    guides = take_editor_shapes(package)
    bound = detach_bound(package)
    return TemplateFile(name, package, bound, guides, surroundings, names, take_rules(package), like_docxtpl, warnings)
