"""A text that somebody has opened: where it is written, what it names, and why the other Chinese says what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportgen.build.manifest import Manifest
from reportgen.diagnostics import Diagnostic, Location, Message
from reportgen.lang.chinese.converter import converter
from reportgen.lang.markup import MarkupError, term_ids
from reportgen.model.content import Text
from reportgen.model.target import EDITION_SEPARATOR, Target
from reportgen.pack.writer import Mentions
from reportgen.preview.messages import Name, Place, Preview, Reason, RowDetail, TextDetail, Why
from reportgen.preview.reading.documents import Origin, PrintedText, writer_for
from reportgen.preview.reading.findings import finding_of
from reportgen.preview.reading.words import Words, question_of, seen
from reportgen.project.load import Project
from reportgen.project.places import TEMPLATES_FOLDER
from reportgen.records.cache import cache_folder

_REFERENCE = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_WHY: Mapping[str, Why] = {"term": "glossary", "vocabulary": "glossary", "punctuation": "punctuation"}
"""A rule of conversion → what decided; all others go by characters and words."""


class _Cause(NamedTuple):
    """Why characters `start` to `end` of a wording are printed as `target`; `before` stands for them, if not they."""

    start: int
    end: int
    target: str
    why: Why
    rule: str
    where: str
    before: str = ""


def _why(rule: str) -> Why:
    return _WHY.get(rule.partition(":")[0], "character")


def _place_of(where: str) -> Place | None:
    """The place that `file:line` names."""
    path, _, line = where.rpartition(":")
    return Place(path, int(line)) if path and line.isdecimal() else None


class Details:
    """The texts of one state of a project in full; `manifest` gives the record of what each file was made from."""

    def __init__(self, words: Words, targets: Sequence[Target], manifest: Callable[[], Manifest]) -> None:
        self._words = words
        self._targets = targets
        self._manifest = manifest

    @property
    def _project(self) -> Project:
        return self._words.project

    def row(self, targets: Sequence[Target], page: str, row: str, epoch: int) -> RowDetail:
        """A row of a page of the `targets`; raises `KeyError` where it is not there, and `ProblemsFound`."""
        found = self._words.row(targets, page, row)
        templates = {target.edition: target.template for target in targets}
        texts = {tag: self._text(text, tag, templates[tag]) for tag, text in found.items()}
        return RowDetail(row, epoch, texts, self._touched(next(iter(found.values())).origin))

    def _text(self, text: PrintedText, tag: str, template: str) -> TextDetail:
        words, stored = self._words, self._words.text_at(text.origin)
        cell = words.cell(text, tag)
        own = stored.get(tag) if stored is not None else None
        english = stored.get(words.project.source_language) if stored is not None else None
        wording = (stored.get(words.written_tag(stored, tag)) or "") if stored is not None else ""
        is_term = text.origin is not None and text.origin.kind == "term"
        named = [text.origin.file] if text.origin is not None and is_term else list(term_ids(wording))
        return TextDetail(
            cell=cell,
            written=wording,
            editable=stored is not None and EDITION_SEPARATOR not in tag,
            signable=own is not None and english is not None and tag != words.project.source_language,
            signed=words.signature(text.origin, tag, stored),
            names=tuple(self._names(named, tag)),
            reasons=tuple(self._reasons(stored, tag, cell.text, text)) if stored is not None and own is None else (),
            template=Place(f"{TEMPLATES_FOLDER}/{template}", steps=text.steps or text.paragraph.steps),
        )

    def _names(self, named: Sequence[str], tag: str) -> Iterator[Name]:
        for term_id in named:
            if term_id in self._project.glossary:
                term = self._project.glossary[term_id]
                place = Place(term.location.path, term.location.line)
                yield Name(term_id, term.names.get(tag, term_id), place, term.verified)

    # -- why a converted text says what it says

    def _reasons(self, stored: Text, tag: str, printed: str, text: PrintedText) -> Iterator[Reason]:
        """What was changed in a text that was converted, and what a person has to decide, in order."""
        languages = self._project.languages
        source = self._words.written_tag(stored, tag)
        wording = stored.get(source)
        if wording is None or source == tag or not languages[tag].derived_from:
            return
        scope = text.origin.file if text.origin is not None else ""
        made = converter(self._project.glossary, languages[source], languages[tag], scope, cache_folder())
        causes = [
            *(
                _Cause(one.start, one.end, one.target, _why(one.rule), one.rule, one.where)
                for one in made.changes(wording)
            ),
            *(_Cause(one.start, one.end, one.source, "person", one.note, one.where) for one in made.flags(wording)),
            *self._names_printed(wording, source, tag),
        ]
        at = 0
        for cause in sorted(causes, key=lambda one: (one.start, one.end)):
            shown = printed.find(cause.target, at) if cause.target else -1
            if shown < 0:
                continue
            end = shown + len(cause.target)
            before = cause.before or wording[cause.start : cause.end]
            yield Reason(shown, end, before, cause.target, cause.why, cause.rule, _place_of(cause.where))
            at = shown if cause.why == "person" else end

    def _names_printed(self, wording: str, source: str, tag: str) -> Iterator[_Cause]:
        """The names of a text, which are printed as the glossary has them."""
        for found in _REFERENCE.finditer(wording):
            if found[1] in self._project.glossary:
                term = self._project.glossary[found[1]]
                before, name = (
                    (term.shorts.get(one) if found[2] == "short" else None) or term.names.get(one, "")
                    for one in (source, tag)
                )
                rule = f"term:{term.id}"
                if name != before:
                    yield _Cause(found.start(), found.end(), name, "glossary", rule, str(term.location), before)

    # -- what a change would touch

    def _touched(self, origin: Origin | None) -> dict[str, tuple[str, ...]]:
        """The files that print a text, by the language that it is written in for them."""
        stored = self._words.text_at(origin)
        if origin is None or stored is None:
            return {}
        manifest = self._manifest()
        found: dict[str, dict[str, None]] = {}
        for target in self._targets:
            record = manifest.reads(target.path) or {}
            for tag in target.edition.split(EDITION_SEPARATOR):
                if question_of(origin, tag) in record:
                    found.setdefault(self._words.written_tag(stored, tag), {})[str(target.path)] = None
        return {tag: tuple(paths) for tag, paths in found.items()}

    # -- a text while it is typed

    def tried(self, targets: Sequence[Target], page: str, row: str, wordings: Mapping[str, str]) -> Preview:
        """What a row would print as with other wordings; raises as `row` does."""
        found = self._words.row(targets, page, row)
        stored = self._words.text_at(next(iter(found.values())).origin)
        known = stored.root if stored is not None else {}
        text = Text.model_construct({**known, **wordings})
        try:
            return Preview({tag: self._printed(text, tag) for tag in found})
        except MarkupError as fault:
            message = fault.message
        except KeyError as fault:
            message = Message("'{args}' is no name of the glossary", args=fault.args[0])
        problem = Diagnostic("markup-error", message, Location(", ".join(wordings)))
        return Preview({}, (finding_of(problem),))

    def _printed(self, text: Text, tag: str) -> str:
        return seen(str(writer_for(self._project, tag).write(text, Mentions(), record=False)))
