"""`OfficeTemplate`: a Word or PowerPoint file with Jinja tags, compiled once and rendered many times."""

from __future__ import annotations

import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from reportgen.diagnostics import Diagnostic
from reportgen.files import write_file
from reportgen.model.language import Language
from reportgen.office.opc.handed_over import Source, check_target, open_document, open_presentation, read_source
from reportgen.template.assemble.finish import coloured_parts, finish_document, redirect_references
from reportgen.template.assemble.package import assemble
from reportgen.template.program.contract import Read, template_contract
from reportgen.template.program.environment import Functions, environment_of, surroundings_of
from reportgen.template.program.known_names import Schema, unknown_names
from reportgen.template.run import print_fitted

if TYPE_CHECKING:
    from jinja2 import Undefined

    from reportgen.office.opc.handed_over import Document, Presentation
    from reportgen.template.compile.compiled_package import CompiledPackage
    from reportgen.template.compile.script_variants import ScriptVariants
    from reportgen.template.render.traced import Trace


Context = Mapping[str, Any] | Callable[[], Mapping[str, Any]]
"""The names that a template sees, or a function that gives them."""


class Renders(ABC):
    """What a template can be rendered to; `name` is what messages call it."""

    __slots__ = ()

    @property
    @abstractmethod
    def name(self) -> str:
        """What messages call the template."""

    @abstractmethod
    def render(self, context: Context, colours: Mapping[str, str] | None = None) -> bytes:
        """Return the finished file for a context.

        `context` may be a function that gives one: a deck whose texts are too long for as many items a slide as
        the template puts there is filled again, with fewer. `colours` gives slots of the theme's colour
        scheme (`accent1`) six hexadecimal digits. Raises `ProblemsFound` with every undefined name and every text that
        does not fit, located.
        """

    def render_to(
        self, file: str | os.PathLike[str] | BinaryIO, context: Context, colours: Mapping[str, str] | None = None
    ) -> None:
        """Write the finished file to a path or a binary file; where there are problems, nothing is written.

        At a path the old file or the whole new one is found at every moment.

        Raises `ProblemsFound`, `OSError` where the file cannot be written, and `TypeError` for what is no file.
        """
        check_target(file)
        data = self.render(context, colours)
        if isinstance(file, str | os.PathLike):
            write_file(Path(file), data)
        else:
            file.write(data)

    def render_document(self, context: Context, colours: Mapping[str, str] | None = None) -> Document:
        """Return the finished Word file as a document of python-docx, to be gone on with.

        Raises `ProblemsFound`, and `ValueError` where the template is no Word file.
        """
        return open_document(self.render(context, colours), self.name)

    def render_presentation(self, context: Context, colours: Mapping[str, str] | None = None) -> Presentation:
        """Return the finished PowerPoint file as a presentation of python-pptx, to be gone on with.

        Raises `ProblemsFound`, and `ValueError` where the template is no PowerPoint file.
        """
        return open_presentation(self.render(context, colours), self.name)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


class OfficeTemplate(Renders):
    """A template file.

    `source` is its path, its bytes, a binary file, or a document of python-docx or python-pptx, as it is now; `name` is
    what messages call it, the path if there is one. `macros` are the only templates that `{% import %}` can reach;
    `filters` and `tests` are added to Jinja's, or take one away (None). `undefined` is what a name is that is not
    there, an error if nothing else is said; what a tag gives goes through each function of `finalize` before it is
    printed, and `policies` are settings of filters, as in Jinja. `names`
    are those that tags are known to begin with and, with a point before them, fields: `{ sector.title }` is reported
    where one of them is known. A paragraph of tags alone goes when they print nothing, and a list alone in one makes a
    paragraph of each item. With `like_docxtpl` neither is so, and in text that is printed the alarm character begins a
    paragraph and the form feed a page. Threads may share a template. Raises `ProblemsFound` for what is no Word or
    PowerPoint file, and `TypeError` for arguments of another kind.

    >>> OfficeTemplate("letter.docx").render({"name": "Ada"})  # doctest: +SKIP
    """

    def __init__(
        self,
        source: Source,
        name: str = "",
        macros: Mapping[str, str] | None = None,
        filters: Functions | None = None,
        names: Collection[str] = (),
        like_docxtpl: bool = False,
        tests: Functions | None = None,
        undefined: type[Undefined] | None = None,
        finalize: Sequence[Callable[..., Any]] = (),
        policies: Mapping[str, Any] | None = None,
    ) -> None:
        from reportgen.template.compile.template_file import read_template

        data, path = read_source(source)
        surroundings = surroundings_of(macros or {}, filters or {}, tests or {}, undefined, finalize, policies or {})
        self._file = read_template(data, name or path or "template", surroundings, names, like_docxtpl)
        self._lock = threading.RLock()  # threads that compile at the same time would do the work twice

    @property
    def name(self) -> str:
        """What messages call the template."""
        return self._file.name

    def compile(
        self,
        language: Language | None = None,
        literal: Callable[[str], str] | None = None,
        words: Callable[[str], str | None] | None = None,
    ) -> CompiledTemplate:
        """Compile the template for an output language.

        `language` sets fonts and language tags throughout; without it they stay as they are.
        `literal` converts text typed in the template itself, run by run; `words` gives a whole text
        (a paragraph, an alt text) in the language, or None where it does not know it. Raises `ProblemsFound` with every
        fault of the template.
        """
        from reportgen.template.compile.package_compiler import compile_package

        with self._lock:
            scanned = self._variants.scanned(language)
            return CompiledTemplate(compile_package(scanned, language, literal, words))

    @cached_property
    def _variants(self) -> ScriptVariants:
        from reportgen.template.compile.script_variants import ScriptVariants

        return ScriptVariants(self._file)

    def render(self, context: Context, colours: Mapping[str, str] | None = None) -> bytes:
        """As `Renders.render`; the template is compiled, in no language, when this is called for the first time."""
        with self._lock:
            compiled = self._compiled
        return compiled.render(context, colours)

    @cached_property
    def _compiled(self) -> CompiledTemplate:
        return self.compile()


@dataclass(frozen=True, slots=True, repr=False)
class CompiledTemplate(Renders):
    """A template ready to render; made by `OfficeTemplate.compile`.

    It is plain data: it pickles, so that it can be kept or sent to another process, and rendering leaves it as it is.
    """

    package: CompiledPackage

    @property
    def name(self) -> str:
        """What messages call the template."""
        return self.package.name

    @property
    def warnings(self) -> Sequence[Diagnostic]:
        """What is wrong with the template and keeps nothing from being rendered.

        Static texts that do not fit, what the file fetches when it is opened, parts that are not there, a signature.
        """
        return self.package.warnings

    def contract(self) -> list[Read]:
        """Every name, loop and field that the template reads."""
        return template_contract(self.package.program.tags.values())

    def unknown_names(self, schema: Schema) -> list[Diagnostic]:
        """Every name and field that the template reads and a schema does not have, and every loop over no list.

        Also where nothing is printed.
        """
        program = self.package.program
        filters = [name for name in environment_of(program.surroundings).filters if not name.startswith("_")]
        return unknown_names((tag for tag, _ in program.tags.values()), schema, filters)

    def render(
        self, context: Context, colours: Mapping[str, str] | None = None, trace: Trace | None = None,
        missing: list[Diagnostic] | None = None, millions: int = 0,
    ) -> bytes:  # fmt: skip
        """As `Renders.render`; a `trace` notes all that is printed, and numbers it in the file.

        `missing` takes the names that are not there where `undefined` tolerates them (`ToleratedUndefined`). `millions`
        of characters are the most that the template may print, and make on the way (0: `MOST_MILLIONS`).
        """
        with self.package.package.naming_parts():  # some are read now for the first time
            return self._rendered(context, colours or {}, trace, missing, millions)

    def _rendered(
        self, context: Context, colours: Mapping[str, str], trace: Trace | None, missing: list[Diagnostic] | None,
        millions: int,
    ) -> bytes:  # fmt: skip
        compiled = self.package
        state, slides = print_fitted(compiled, context, colours, trace, millions)
        if missing is not None:
            missing += state.found.diagnostics
        slides = redirect_references(slides, state.package.parts, compiled.redirecting)
        entries = dict(compiled.entries)  # a copy: the compiled template renders again
        if compiled.deck is None:
            finish_document(
                compiled.package, compiled.plan, compiled.comments, entries, state, compiled.static,
                in_language=compiled.in_language,
            )  # fmt: skip
        if colours:
            entries |= coloured_parts(entries, compiled.themes, compiled.styled, colours)
        return assemble(
            compiled.package, compiled.plan, compiled.links, compiled.deck, entries, state.package, slides
        )  # fmt: skip
