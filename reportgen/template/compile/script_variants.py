"""A template as it is in a script: with the sizes of type that its shapes have there (`{%shape chinese +4 %}`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from lxml import etree

from reportgen.office.drawing.script_sizes import set_script_sizes, words_for, words_said
from reportgen.office.opc.package import Package, xml_entry
from reportgen.office.reading_order import plan_package
from reportgen.template.compile.scanned_template import ScannedTemplate
from reportgen.template.compile.template_file import TemplateFile


class ScriptVariants:
    """A template in every script that its shapes have sizes for; each variant is scanned once.

    Raises `ProblemsFound` where the template's list of parts is damaged.
    """

    def __init__(self, file: TemplateFile) -> None:
        self._file = file
        self._sized = _sized_parts(file.package)
        self._words = set().union(*map(words_said, self._sized.values()))
        self._scanned: dict[frozenset[str], ScannedTemplate] = {}

    def scanned(self, script: str) -> ScannedTemplate:
        """The template for a script, by its code in ISO 15924; empty for a template in no language."""
        words = words_for(script) & self._words
        if words not in self._scanned:
            self._scanned[words] = ScannedTemplate(self._with_sizes(words))
        return self._scanned[words]

    def _with_sizes(self, words: Collection[str]) -> TemplateFile:
        if not self._words:
            return self._file
        entries = dict(self._file.package.entries)
        for name in self._sized:
            root = self._file.package.parse(name)
            set_script_sizes(root, words)
            entries[name] = xml_entry(root)
        return replace(self._file, package=replace(self._file.package, entries=entries))


def _sized_parts(package: Package) -> Mapping[str, etree._Element]:
    """The slides, layouts and masters with shapes that say something about sizes."""
    plan = plan_package(package)
    parts = {planned.name: package.parse(planned.name) for planned in plan.parts if plan.slides}
    return {name: root for name, root in parts.items() if words_said(root)}
