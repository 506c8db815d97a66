"""The templates of a project, compiled for a language, and kept for the next process.

A compiled template is made from the template file, the macros, the project's own filters, the language and from what
each text typed in the template became: a label's wording, or a conversion. All of that is looked at again before a
kept one is used.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import pickle
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.files import read_named
from reportgen.lang.chinese.word_table_cache import table_key
from reportgen.office.opc.package import OFFICE_SUFFIXES
from reportgen.pack.filters import own_filters, project_filters
from reportgen.pack.schema import names_in_tags
from reportgen.pack.writer import TypedWords, Writer
from reportgen.project.load import Project
from reportgen.project.places import MACROS_FILE, TEMPLATES_FOLDER, names_in
from reportgen.records.cache import Cache
from reportgen.records.program_key import program_key
from reportgen.records.questions import ABSENT, Question, answer, digest
from reportgen.template import CompiledTemplate, OfficeTemplate
from reportgen.template.confined import confined

T = TypeVar("T")


class _MadeFrom(NamedTuple):
    """What a compiled template was made from.

    `key` is a digest of all but the words typed in it: what each was `converted` to, and as what it is `labelled` in
    the language, if any label has it.
    """

    key: str
    converted: dict[str, str]
    labelled: dict[str, str | None]


PUT_IT_THERE = Message("put it there, or take its name out of 'kinds' in reportgen.yaml")
"""What to do about a template that is missing."""
_MACROS = MACROS_FILE.removeprefix(f"{TEMPLATES_FOLDER}/")


def template_files(root: Path) -> list[Path]:
    """The Office templates of the project in the folder `root`."""
    folder = root / TEMPLATES_FOLDER
    return [folder / name for name in names_in(folder, OFFICE_SUFFIXES)]


def writes_alike(one: Project, other: Project) -> bool:
    """Whether the writers of two states of a project write every text alike: its names and languages are the same."""
    return one.glossary == other.glossary and one.profiles == other.profiles


def within_limits(project: Project, template: str, work: Callable[[], T]) -> T:
    """What work with a template returns, done within the project's limits. Raises `ProblemsFound`."""
    return confined(work, project.settings.limits, f"{TEMPLATES_FOLDER}/{template}")


class Templates:
    """The compiled templates of one project; each is read and compiled once.

    `before` are those of an earlier state of the project: what they have compiled and would compile alike is taken
    over.
    """

    def __init__(self, project: Project, before: Templates | None = None) -> None:
        self._project = project
        self._cache = Cache("templates")
        self._files: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}
        self._opened: dict[str, OfficeTemplate] = {}
        self._writers: dict[str, Writer] = {}
        self._compiled: dict[tuple[str, str], CompiledTemplate] = {}
        self._made_from: dict[tuple[str, str], _MadeFrom] = {}
        self._kept: dict[tuple[str, str], bytes] = {}
        self._languages = repr(sorted(project.profiles.items()))
        self._labels = (project.labels, project.meeting.labels)
        if before is not None and before._labels == self._labels and writes_alike(before._project, project):
            self._take_over(before)

    def _take_over(self, before: Templates) -> None:
        """Take over what was compiled, or found in the cache, of files that are the same; the words are the same."""
        self._writers = before._writers
        same = {one for one, made_from in before._made_from.items() if self._has_key(one, made_from.key)}
        self._made_from = {one: before._made_from[one] for one in same}
        self._compiled = {one: compiled for one, compiled in before._compiled.items() if one in same}
        self._kept = {one: body for one, body in before._kept.items() if one in same}

    def _has_key(self, one: tuple[str, str], key: str) -> bool:
        with contextlib.suppress(ProblemsFound):  # there is no such file any more
            return self._key(*one) == key
        return False

    def compiled(self, name: str, tag: str) -> CompiledTemplate:
        """The template called `name`, for a language; raises `ProblemsFound` with every fault of it."""
        key = (name, tag)
        if key not in self._compiled:
            self._compiled[key] = self._from_cache(name, tag) or self._compile(name, tag)
        return self._compiled[key]

    def is_kept(self, name: str, tag: str) -> bool:
        """Whether a compiled template is there: in the cache, and the words in it would be converted alike today."""
        key = (name, tag)
        if key not in self._made_from:
            try:
                entry = self._key(name, tag)
            except ProblemsFound:  # there is no such file
                return False
            data = self._cache.read(entry)
            head, _, body = (data or b"").partition(b"\n")
            if not head:
                return False
            words, converted, labelled = json.loads(head)
            is_same = words == self._words(tag) or all(
                self._convert(text, tag) == result for text, result in converted.items()
            )
            if not is_same or any(self._labelled(text, tag) != result for text, result in labelled.items()):
                return False
            self._made_from[key], self._kept[key] = _MadeFrom(entry, converted, labelled), body
        return True

    def answer(self, question: Question) -> str:
        """The answer to the question `template`: what a template says in a language; `ABSENT` before it is compiled."""
        _, name, tag = question
        if not self.is_kept(name, tag):
            return ABSENT
        key, converted, labelled = self._made_from[name, tag]
        return answer(key, [sorted(converted.items()), sorted(labelled.items())])

    def _from_cache(self, name: str, tag: str) -> CompiledTemplate | None:
        if not self.is_kept(name, tag):
            return None
        with contextlib.suppress(Exception):  # what another version of a library has pickled may fail in any way
            compiled: CompiledTemplate = pickle.loads(self._kept.pop((name, tag)))
            return compiled
        return None

    def _compile(self, name: str, tag: str) -> CompiledTemplate:
        if name not in self._opened:
            macros = {_MACROS: self._read(_MACROS).decode("utf-8")} if self._exists(_MACROS) else {}
            filters = project_filters(self._project)
            data, shown = self._read(name), f"{TEMPLATES_FOLDER}/{name}"
            self._opened[name] = OfficeTemplate(data, shown, macros, filters, names_in_tags())
        converted: dict[str, str] = {}
        labelled: dict[str, str | None] = {}

        def literal(text: str) -> str:
            converted[text] = self._convert(text, tag)
            return converted[text]

        def words(text: str) -> str | None:
            labelled[text] = self._labelled(text, tag)
            return labelled[text]

        language = self._project.profiles[tag]
        compiled = self._opened[name].compile(language, literal if language.derived_from else None, words)
        made_from = _MadeFrom(self._key(name, tag), converted, labelled)
        head = json.dumps([self._words(tag), converted, labelled]).encode()
        self._cache.write(made_from.key, head + b"\n" + pickle.dumps(compiled, pickle.HIGHEST_PROTOCOL))
        self._made_from[name, tag] = made_from
        return compiled

    def _words(self, tag: str) -> str:
        """The key of the words that typed text is converted by; with the same ones it need not be tried."""
        languages = self._project.profiles
        for source in languages[tag].derived_from[:1]:
            return table_key(self._project.glossary, languages[source], languages[tag], "")
        return ""

    def _convert(self, text: str, tag: str) -> str:
        return self._writer(tag).convert_literal(text)

    def _labelled(self, text: str, tag: str) -> str | None:
        """A text typed in a template as a label has it in a language; None where it says the same."""
        written = self._typed_words.written(text, self._writer(tag))
        return None if written == text else written

    @cached_property
    def _typed_words(self) -> TypedWords:
        return TypedWords(*self._labels)

    def _writer(self, tag: str) -> Writer:
        if tag not in self._writers:
            project = self._project
            self._writers[tag] = Writer(project.profiles[tag].of_texts, project.glossary, project.languages)
        return self._writers[tag]

    def _key(self, name: str, tag: str) -> str:
        """A digest of what a compiled template is made from but for the words that are converted."""
        files = [self._digest(one) for one in (name, _MACROS) if one == name or self._exists(one)]
        hooks = digest(self._project.settings.hooks) if own_filters(self._project) else ""
        made_from = [program_key(), name, tag, *files, self._languages, hooks]
        return hashlib.sha256("\0".join(made_from).encode()).hexdigest()

    def _digest(self, name: str) -> str:
        if name not in self._digests:
            self._digests[name] = digest(self._read(name))
        return self._digests[name]

    def _exists(self, name: str) -> bool:
        return name in self._files or (self._project.root / TEMPLATES_FOLDER / name).is_file()

    def _read(self, name: str) -> bytes:
        if name not in self._files:
            path = f"{TEMPLATES_FOLDER}/{name}"
            self._files[name] = read_named(self._project.root / path, path, PUT_IT_THERE)
        return self._files[name]
