"""The words of a pack: its documents in all languages side by side, text by text.

A slide stands beside those that the same slide of the template has made, a section beside the section at its place. A
text stands beside those with the same origin; what the template says itself, beside what it says there in the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.diagnostics import ProblemsFound
from reportgen.lang.markup import term_ids
from reportgen.model.content import Text
from reportgen.model.target import EDITION_SEPARATOR, Target
from reportgen.office.markup.steps import position
from reportgen.preview.messages import (
    Box,
    Cell,
    Finding,
    Fit,
    Page,
    Pages,
    Place,
    Row,
    Sheet,
    SignedOff,
    Source,
    TextState,
)
from reportgen.preview.reading.documents import DocumentPage, Documents, Origin, PrintedText, TracedDocument, writer_for
from reportgen.preview.reading.findings import OnTexts
from reportgen.project.approvals import Approvals, Pair, path_of_keys
from reportgen.project.load import Project
from reportgen.project.places import LABELS_FILE, MEETING_FILE, TEMPLATES_FOLDER, sector_file
from reportgen.records.memory import Memory
from reportgen.records.questions import answer

_FURNITURE = ("ftr", "dt", "sldNum")
"""Placeholders that say the same on every slide; they are rows of no slide."""
_SOURCE = "source"
_MOST_KEPT = 8
"""Kinds of packs whose words are kept: those that the open pages show, and a few before."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Things of several languages that belong together, by tag, and the key by which they do."""

    key: tuple[Hashable, ...]
    by_tag: Mapping[str, int]


class Words:
    """The words of the packs of one state of a project."""

    def __init__(self, documents: Documents, approvals: Approvals) -> None:
        self._documents = documents
        self._approvals = approvals
        self._pages: Memory[Pages] = Memory(_MOST_KEPT)

    @property
    def project(self) -> Project:
        """The project in the state that the words are of."""
        return self._documents.project

    def pages(self, targets: Sequence[Target], epoch: int, findings: Sequence[Finding] = ()) -> Pages:
        """The pages of one kind of a pack, whose `targets` are its languages, with the `findings` about the pack.

        They are kept: a page asks again whenever a picture is there. What cannot be made in one language is left out in
        it. Raises `ProblemsFound` where it can be made in none.
        """
        key = (tuple(targets), tuple(findings))
        pages = self._pages.get(key)
        if pages is None:
            pages = self._read(targets, findings)
            self._pages.put(key, pages)
        return replace(pages, epoch=epoch)

    def _read(self, targets: Sequence[Target], findings: Sequence[Finding]) -> Pages:
        documents = dict(self._made(targets))
        target, on_texts = targets[0], OnTexts(findings)
        found = [self._page(paired, documents, target, on_texts) for paired in paired_pages(documents)]
        pages = _continued(on_texts.spread(found))
        unsigned = Counter(
            tag
            for page in pages
            for row in page.rows
            for tag, cell in row.texts.items()
            if cell.state in ("unapproved", "stale")
        )
        is_deck = any(page.template_step for document in documents.values() for page in document.pages)
        totals = {tag: len(document.pages) for tag, document in documents.items()} if is_deck else {}
        return Pages(
            0,
            target.sector,
            target.kind.name,
            "slide" if is_deck else "page",
            totals,
            dict(unsigned),
            pages,
            tuple(findings),
        )

    def row(self, targets: Sequence[Target], page: str, row: str) -> dict[str, PrintedText]:
        """The texts of a row by tag; raises `KeyError` where there is no such row, and as `pages` does."""
        documents = dict(self._made(targets))
        for found in paired_pages(documents):
            if page_id(found.key) == page:
                texts = _shown_texts({tag: documents[tag].pages[index] for tag, index in found.by_tag.items()})
                for one in paired_texts(texts):
                    if page_id(one.key) == row:
                        return {tag: texts[tag][index] for tag, index in one.by_tag.items()}
        raise KeyError(f"{page}/{row}")

    def _made(self, targets: Iterable[Target]) -> Iterator[tuple[str, TracedDocument]]:
        problems: list[ProblemsFound] = []
        made = 0
        for target in targets:
            try:
                yield target.edition, self._documents[target]
                made += 1
            except ProblemsFound as found:
                problems.append(found)
        if problems and not made:
            raise problems[0]

    def _page(self, paired: Paired, documents: Mapping[str, TracedDocument], target: Target, on_texts: OnTexts) -> Page:
        pages = {tag: documents[tag].pages[index] for tag, index in paired.by_tag.items()}
        sheets = {
            tag: Sheet(paired.by_tag[tag] + 1, 1, page.page.width, page.page.height, "waiting")
            for tag, page in pages.items()
        }
        return Page(
            key=page_id(paired.key),
            title={tag: page.page.title for tag, page in pages.items()},
            template=self._template(target.template, pages),
            marks=(),
            sheets=sheets,
            rows=tuple(self._rows(pages, on_texts)),
        )

    def _template(self, template: str, pages: Mapping[str, DocumentPage]) -> Place:
        """The slide of the template that has made a page; of a document the template."""
        step = next((page.template_step for page in pages.values() if page.template_step), "")
        return Place(f"{TEMPLATES_FOLDER}/{template}", steps=(step,) if step else ())

    # -- rows

    def _rows(self, pages: Mapping[str, DocumentPage], on_texts: OnTexts) -> Iterator[Row]:
        texts = _shown_texts(pages)
        for paired in paired_texts(texts):
            found = {tag: texts[tag][index] for tag, index in paired.by_tag.items()}
            first = next(iter(found.values()))
            label, number = label_of(first)
            cells = {tag: on_texts.on(self.cell(text, tag), tag, text.paragraph.steps) for tag, text in found.items()}
            yield Row(
                id=page_id(paired.key),
                label=label,
                number=number,
                source=self._source(first.origin),
                texts=cells,
                notes=first.paragraph.notes,
            )

    def cell(self, text: PrintedText, tag: str) -> Cell:
        """A text in a language, with its state."""
        stored = self.text_at(text.origin)
        place = self.place(text.origin, tag, stored)
        box = Box(*text.paragraph.box) if text.paragraph.box else None
        return Cell(
            text=seen(text.text),
            state=self._state(text.origin, tag, stored),
            place=place,
            box=box,
            unverified=self._unverified(text.origin, tag, stored),
            fit=Fit(*text.paragraph.room, text.paragraph.scale) if text.paragraph.room is not None else None,
        )

    def text_at(self, origin: Origin | None) -> Text | None:
        """The text of the content that a printed text comes from."""
        if origin is None or origin.kind != "text":
            return None
        try:
            return self._documents.answers.text_of(question_of(origin, self.project.source_language))
        except (KeyError, AttributeError, IndexError, ValueError):
            return None

    def _pair(self, origin: Origin, tag: str, stored: Text) -> Pair | None:
        """A translation and what it was translated from; None for what is no translation."""
        wording, original = stored.get(tag), stored.get(self.project.source_language)
        if wording is None or original is None or tag == self.project.source_language:
            return None
        return Pair(origin.file, tag, path_of_keys(origin.path), wording, original)

    def written_tag(self, stored: Text, tag: str) -> str:
        """The language that a text is written in which is printed in this one: the same, or the one it is made from."""
        known = self.project.languages[tag].derived_from if tag in self.project.languages else ()
        return next((one for one in (tag, *known) if stored.get(one) is not None), tag)

    def place(self, origin: Origin | None, tag: str, stored: Text | None) -> Place | None:
        """Where a text is written: in the content, or in the glossary."""
        if origin is None:
            return None
        if origin.kind == "term":
            term = self.project.glossary.terms.get(origin.file)
            return Place(term.location.path, term.location.line) if term is not None else None
        if origin.file not in self.project.documents:
            return None  # the file has faults: the text is the last that could be read
        path = origin.path
        if stored is not None and EDITION_SEPARATOR not in tag:  # else the place is that of both languages
            path = (*path, self.written_tag(stored, tag))
        location = self.project.location(origin.file, path)
        return Place(location.path, location.line, path, digest=self.project.digests.get(location.path, ""))

    def _state(self, origin: Origin | None, tag: str, stored: Text | None) -> TextState:
        if origin is None or stored is None or EDITION_SEPARATOR in tag:
            return "written"
        if stored.get(tag) is None:
            return "derived"
        pair = self._pair(origin, tag, stored)
        if pair is None:
            return "written"
        if self._approvals.covers(pair):
            return "approved"
        return "stale" if self._approvals.english_of(pair) else "unapproved"

    def signature(self, origin: Origin | None, tag: str, stored: Text | None) -> SignedOff | None:
        """Who signed a translation off, as far as that is known; None where nobody has."""
        pair = self._pair(origin, tag, stored) if origin is not None and stored is not None else None
        if pair is None or not self._approvals.covers(pair):
            return None
        signature = self._approvals.signature_of(pair)
        return SignedOff(signature.name, signature.day.isoformat()) if signature is not None else SignedOff()

    def _unverified(self, origin: Origin | None, tag: str, stored: Text | None) -> tuple[str, ...]:
        """The names in a text that nobody has verified, as they are called in the language."""
        named = [origin.file] if origin is not None and origin.kind == "term" else []
        if stored is not None:
            named = list(dict.fromkeys(term_ids(stored.get(self.written_tag(stored, tag)) or "")))
        glossary = self.project.glossary
        terms = [glossary[one] for one in named if one in glossary]
        return tuple(term.names.get(tag, term.id) for term in terms if not term.verified)

    def _source(self, origin: Origin | None) -> Source | None:
        """What the statement rests on that a text is part of: `press-release#8`, named in each language."""
        if origin is None or origin.file not in self.project.documents:
            return None
        document = self.project.documents[origin.file].value
        found = ""
        for step in origin.path[:-1]:
            try:
                document = document[step]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(document, Mapping) and isinstance(document.get(_SOURCE), str):
                found = str(document[_SOURCE])
        key, _, paragraphs = found.partition("#")
        known = self.project.meeting.sources.get(key)
        if known is None:
            return None
        try:
            kind = self.project.labels[known.kind.replace("-", "_")] if isinstance(known.kind, str) else known.kind
            tags = self.project.meeting.languages
            return Source({tag: writer_for(self.project, tag).wording_of(kind) for tag in tags}, paragraphs)
        except KeyError:  # `check` reports a label that is missing, or has no wording
            return None


def _continued(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Pages, those marked that go on: the next one was made by the same slide of the template."""
    following = [*pages[1:], None]
    return tuple(
        replace(page, marks=(*page.marks, "continues"))
        if after is not None and page.template is not None and page.template.steps and page.template == after.template
        else page
        for page, after in zip(pages, following, strict=True)
    )


def question_of(origin: Origin, tag: str) -> tuple[str, ...]:
    """The question about a text in a language."""
    names = {"meeting": MEETING_FILE, "labels": LABELS_FILE}
    file = names.get(origin.file) or sector_file(origin.file)
    return ("text", file, tag, *map(str, origin.path))


def label_of(text: PrintedText) -> tuple[str, int]:
    """What a row is called, for the page to put into words, and its number among those of its kind, 0 for none."""
    origin = text.origin
    if origin is None:
        return ("reckoned" if text.tag else "typed"), 0
    if origin.kind == "term":
        return "name", 0
    if "labels" in (origin.file, *origin.path[:1]):
        return "label", 0
    numbers = [step + 1 for step in origin.path if isinstance(step, int)]
    return "/".join(step for step in origin.path if isinstance(step, str)), numbers[0] if numbers else 0


def page_id(key: tuple[Hashable, ...]) -> str:
    """A short name for a key, which stands in addresses."""
    return answer(*key)


# -- pairing


def paired_pages(documents: Mapping[str, TracedDocument]) -> list[Paired]:
    """The pages of the documents that belong together, in order."""
    return paired({tag: list(_numbered(map(_page_key, document.pages))) for tag, document in documents.items()})


def _page_key(page: DocumentPage) -> tuple[Hashable, ...]:
    """What a page has been made by: the slide of the template, by its name, or the label that heads the section."""
    if page.page.name or page.template_step:
        return ("slide", page.page.name or page.template_step)
    first = page.texts[0] if page.texts and page.page.title else None
    return ("section", *_text_key(first)) if first is not None else ("section",)


def paired_texts(texts: Mapping[str, Sequence[PrintedText]]) -> list[Paired]:
    """The texts of a page that belong together, in order."""
    return paired({tag: list(_numbered(map(_text_key, found))) for tag, found in texts.items()})


def _text_key(text: PrintedText) -> tuple[Hashable, ...]:
    if text.origin is not None:
        return (text.origin.kind, text.origin.file, *text.origin.path)
    steps = text.steps or text.paragraph.steps[1:]
    return (text.tag, *map(position, steps))


def _numbered(keys: Iterable[tuple[Hashable, ...]]) -> Iterator[tuple[Hashable, ...]]:
    """Keys, each with how many the same have come before it."""
    seen: Counter[tuple[Hashable, ...]] = Counter()
    for key in keys:
        yield (*key, seen[key])
        seen[key] += 1


def paired(keys: Mapping[str, Sequence[tuple[Hashable, ...]]]) -> list[Paired]:
    """The positions of equal keys, in the order of the first language; what others have more comes after its like."""
    order: list[tuple[Hashable, ...]] = []
    for found in keys.values():
        at = 0
        for key in found:
            if key in order:
                at = order.index(key) + 1
            else:
                order.insert(at, key)
                at += 1
    positions = {tag: {key: index for index, key in enumerate(found)} for tag, found in keys.items()}
    return [Paired(key, {tag: found[key] for tag, found in positions.items() if key in found}) for key in order]


def _shown_texts(pages: Mapping[str, DocumentPage]) -> dict[str, list[PrintedText]]:
    """The texts of pages that are rows."""
    return {tag: [one for one in page.texts if _is_shown(one)] for tag, page in pages.items()}


def seen(text: str) -> str:
    """A text as a reader sees it: without what only keeps words together."""
    return text.replace("\u2060", "").strip()


def _is_shown(text: PrintedText) -> bool:
    return text.paragraph.placeholder not in _FURNITURE and any(map(str.isalnum, text.text))
