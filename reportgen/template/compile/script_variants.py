"""A template as it is in a script: with the sizes of type that its shapes have there (`{%shape chinese +4 %}`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from reportgen.diagnostics import Message
from reportgen.model.language import Language
from reportgen.office.drawing.script_sizes import set_script_sizes, words_for, words_said
from reportgen.office.opc.package import Package, xml_entry
from reportgen.office.reading_order import plan_package
from reportgen.template.compile.scanned_template import ScannedTemplate
from reportgen.template.compile.template_file import TemplateFile
from reportgen.template.values.kinds import check_kind


class ScriptVariants:
    """A template in every script that its shapes have sizes for; each variant is scanned once.

    Raises `ProblemsFound` where the template's list of parts is damaged.
    """

    def __init__(self, file: TemplateFile) -> None:
        self._file = file
        self._said = _words_by_part(file.package)
        self._words = frozenset[str]().union(*self._said.values())
        self._scanned: dict[frozenset[str], ScannedTemplate] = {}

    def scanned(self, language: Language | None) -> ScannedTemplate:
        """The template in the script of a language, or in none; raises `TypeError` for what is no language."""
        if language is not None:
            check_kind(language, Language, Message("a language is one of reportgen.model.language.LANGUAGES"))
        words = words_for(language.script if language else "") & self._words
        if words not in self._scanned:
            self._scanned[words] = ScannedTemplate(self._with_sizes(words))
        return self._scanned[words]

    def _with_sizes(self, words: Collection[str]) -> TemplateFile:
        if not self._words:
            return self._file
        entries = dict(self._file.package.entries)
        for name in self._said:
            root = self._file.package.parse(name)
            set_script_sizes(root, words)
            entries[name] = xml_entry(root)
        return replace(self._file, package=replace(self._file.package, entries=entries))


def _words_by_part(package: Package) -> Mapping[str, set[str]]:
    """The slides, layouts and masters whose shapes say something about sizes → for which words."""
    plan = plan_package(package)
    is_deck = any(plan.slide_size)  # also one whose slides are all gone
    said = {planned.name: words_said(package.parse(planned.name)) for planned in plan.parts if is_deck or plan.slides}
    return {name: words for name, words in said.items() if words}
