"""docxtpl's `DocxTemplate`: a Word template that remembers what was rendered last."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from reportgen.diagnostics import Diagnostic, Message, ProblemsFound
from reportgen.files import write_file
from reportgen.office.opc.handed_over import BinaryReader, Source, check_target, open_document, read_source, saved
from reportgen.template.docxtpl.objects import Subdoc
from reportgen.template.docxtpl.replacements import Replacements, crc_of

if TYPE_CHECKING:
    from jinja2 import Environment

    from reportgen.office.opc.handed_over import Document
    from reportgen.template.docxtpl.environment import Surroundings
    from reportgen.template.template import CompiledTemplate

File = str | os.PathLike[str] | BinaryReader
"""What a file is read from."""


class DocxTemplate:
    """A Word template: `render` a context, then `save`.

    `docx` is its document of python-docx, before and after it is rendered; whatever else is asked for is one of its
    attributes. A name that is not in the context prints nothing and is found in `missing` afterwards, unless the
    template is `strict`. A picture that `replace_pic` does not find is an error, unless `allow_missing_pics`.
    """

    def __init__(self, template_file: Source, strict: bool = False) -> None:
        self.template_file = template_file
        self.strict = strict
        self.allow_missing_pics = False
        self.is_rendered = False
        self.is_saved = False
        self.missing: tuple[Diagnostic, ...] = ()
        self._file, self._name = read_source(template_file)
        self._data = self._file  # of the template, or of what was rendered last
        self._document: Document | None = None
        self._was_asked = False
        self._compiled: tuple[bytes, Surroundings | None, CompiledTemplate] | None = None
        self.reset_replacements()

    # -- the document

    @property
    def docx(self) -> Document:
        """The template, or what was rendered last, as a document of python-docx."""
        if self._document is None:
            self._document = open_document(self._data, self._name or "template")
        return self._document

    def get_docx(self) -> Document:
        """As `docx`."""
        return self.docx

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)  # Python asks for protocols, not the user
        return getattr(self.docx, name)

    def _current(self) -> bytes:
        return self._data if self._document is None else saved(self._document)

    # -- rendering

    def render(
        self, context: Mapping[str, Any] | Iterable[tuple[str, Any]], jinja_env: Environment | None = None,
        autoescape: bool = False,
    ) -> None:  # fmt: skip
        """Render a context, from the template as it is in its file or, the first time, as `docx` has it.

        The context is whatever `dict` takes. Filters, tests, globals, policies, `finalize` and the sort of undefined
        names of `jinja_env` are used; one that reads or runs templates in a way of its own is a `ValueError`. Text need
        not be escaped; with `autoescape` what was escaped all the same, `&amp;`, is printed so. Raises `ProblemsFound`,
        which is a `TemplateError` of Jinja too, with every fault, located.
        """
        if self.is_rendered:
            self._data, self._document, self.is_rendered = self._file, None, False
        self._was_asked, self.is_saved = True, False
        missing: list[Diagnostic] = []
        compiled = self._compile(jinja_env, autoescape)
        names = self._globals(jinja_env)
        try:
            self._data = compiled.render(_with_globals(context, names), missing=missing)
        except ProblemsFound as problems:
            from reportgen.template.docxtpl.faults import as_jinjas

            raise as_jinjas(problems) from problems.__cause__
        self._document, self.is_rendered, self.missing = None, True, tuple(missing)

    def _compile(self, jinja_env: Environment | None, escapes: bool = False) -> CompiledTemplate:
        """The template, compiled for an environment of Jinja's; the last one is remembered."""
        from reportgen.template.docxtpl.environment import compiled, surroundings_of

        surroundings = surroundings_of(jinja_env, self.strict, escapes)
        data = self._file if self.is_rendered else self._current()
        if self._compiled is None or self._compiled[:2] != (data, surroundings):
            self._compiled = (data, surroundings, compiled(data, self._name, surroundings))
        return self._compiled[2]

    def _globals(self, jinja_env: Environment | None) -> dict[str, Any]:
        from reportgen.template.docxtpl.environment import globals_of

        return globals_of(jinja_env, self.strict)

    def save(self, filename: str | os.PathLike[str] | BinaryIO) -> None:
        """Write what was rendered to a path or a binary stream, with its replacements.

        After a `render` that failed, or for replacements alone, it is the template itself. Raises `RuntimeError` where
        nothing was rendered, `ValueError` where there is nothing to replace, and `TypeError` for what is no file.
        """
        check_target(filename)
        if not self._was_asked and not self.replacements:
            raise RuntimeError(Message("nothing has been rendered yet: call render() before save()"))
        data = self._current()
        if self.replacements:
            data = self.replacements.made(data, self._name, self.allow_missing_pics)
        if isinstance(filename, str | os.PathLike):
            write_file(Path(filename), data)
        else:
            filename.write(data)
        self.is_saved = True

    def get_undeclared_template_variables(
        self, jinja_env: Environment | None = None, context: Mapping[str, Any] | None = None
    ) -> set[str]:
        """The names that the template reads and does not give itself, but for those of a context."""
        read = self._compile(jinja_env).contract()
        return {one.path.split(".")[0].split("[")[0] for one in read} - {*self._globals(jinja_env), *(context or ())}

    # -- what goes into it

    def new_subdoc(self, docpath: Source | None = None) -> Subdoc:
        """A document to be inserted by `{{p name }}`: one that is there, or an empty one to be written."""
        return Subdoc(self, docpath)

    def build_url_id(self, url: str) -> str:
        """What `RichText.add(url_id=…)` takes for a link."""
        return url  # the relationship is made where the link is printed, so the address is its own id

    def replace_pic(self, embedded_file: str, dst_file: File) -> None:
        """Put a file in the place of the picture of this name, title or alt text; it keeps the frame."""
        self.replacements.pictures[embedded_file] = read_source(dst_file)[0]

    def replace_media(self, src_file: File, dst_file: File) -> None:
        """Put a file in the place of the picture files with the content of another."""
        self.replacements.media[crc_of(read_source(src_file)[0])] = read_source(dst_file)[0]

    def replace_embedded(self, src_file: File, dst_file: File) -> None:
        """Put a file in the place of the embedded files with the content of another."""
        self.replacements.embedded[crc_of(read_source(src_file)[0])] = read_source(dst_file)[0]

    def replace_zipname(self, zipname: str, dst_file: File) -> None:
        """Put a file in the place of one in the archive, by its name there."""
        self.replacements.names[zipname] = read_source(dst_file)[0]

    def reset_replacements(self) -> None:
        """Forget all replacements."""
        self.replacements = Replacements()


def _with_globals(context: Any, names: Mapping[str, Any]) -> Any:
    """A context with the names of an environment; what `dict` does not take stays, to be refused."""
    try:
        return {**names, **dict(context)}
    except (TypeError, ValueError):
        return context
