"""What stands on a proof sheet: the texts, figures, dates and names of a pack, a row each, as its documents have them.

Each row is known by a key: the file of the text, the id of its place in it, and for each language a digest of what the
reader was shown. So an import can tell what the reader has changed from what has changed here meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from reportgen.exchange.proof.printed import Printed, print_text
from reportgen.exchange.proof.words import Words, words_for
from reportgen.exchange.units import LABELS, MEETING, Unit, path_id, text_digest, units_of
from reportgen.lang.chinese.converter import converter
from reportgen.lang.dates import format_date
from reportgen.lang.markup import MarkupError, term_ids
from reportgen.lang.measures import Measure, format_measure
from reportgen.model.content import Amount, Figure, KeyPath, Text
from reportgen.model.dates import PartialDate
from reportgen.model.glossary import Glossary, Term
from reportgen.model.inspection import term_references, walk
from reportgen.model.language import Language
from reportgen.project.approvals import path_of_keys
from reportgen.project.load import Project
from reportgen.records.cache import cache_folder

GLOSSARY = "glossary"
"""Stands for a file's key in the rows of names."""
SHORT = ".short"
"""The end of the id of a name's short form."""

_PARTS = (
    ("meeting", ()),
    ("message", ("title", "headline", "summary")),
    ("glance", ("sections/glance", "takeaways", "why_it_matters")),
    ("statements", ("sections/statements", "statements")),
    ("progress", ("sections/progress", "progress")),
    ("directions", ("sections/directions", "next_steps")),
    ("matrix", ("sections/matrix",)),
    ("agreements", ("sections/agreements", "agreements")),
    ("milestones", ("sections/milestones", "milestones", "periods")),
    ("figures", ("sections/figures", "figures")),
    ("overview", ("overview",)),
    ("labels", ()),
    ("other", ()),
    ("names", ()),
)
"""The parts of a pack in the order of its documents → the keys whose texts stand there, in order."""
_NO_NAMES = Glossary({})
_PART_NUMBERS = {name: number for number, (name, _) in enumerate(_PARTS)}
_PLACES = {key: (number, at) for number, (_, keys) in enumerate(_PARTS) for at, key in enumerate(keys)}
_KEY = re.compile(r"([A-Za-z-]+)\|([a-z0-9-]+)\|([^|\s]+)\|((?:[A-Za-z0-9-]+=[0-9a-f]{8},?)+)")


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row is about, and what its reader was shown: `digests` by language; `language` is the one to be read."""

    language: str
    file: str
    id: str
    digests: Mapping[str, str]

    def shows(self, language: str, text: str) -> bool:
        """Whether just this text was shown."""
        return digest_of(text) == self.digests.get(language, digest_of(""))

    def __str__(self) -> str:
        shown = ",".join(f"{tag}={digest}" for tag, digest in self.digests.items())
        return f"{self.language}|{self.file}|{self.id}|{shown}"


def parse_key(text: str) -> RowKey | None:
    """The key that `str` has made a text of; None where there is none."""
    found = _KEY.search("".join(text.split()))
    if not found:
        return None
    return RowKey(found[1], found[2], found[3], dict(pair.split("=") for pair in found[4].strip(",").split(",")))


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One row: a text in each language that has it, what it is, and why conversion wrote it so.

    `unit` is the text in the content; it is None in the rows of names, figures and dates, of which only names can be
    changed by an import.
    """

    file: str
    id: str
    label: str
    cells: Mapping[str, Printed]
    path: KeyPath = ()
    reasons: tuple[str, ...] = ()
    units: Mapping[str, Unit] | None = None

    def key(self, language: str) -> RowKey:
        """The key of the row in the sheet for a language."""
        return RowKey(language, self.file, self.id, {tag: digest_of(self.text(tag)) for tag in self.cells})

    def text(self, language: str) -> str:
        """What its reader sees in a language; empty where there is nothing."""
        return self.cells[language].text if language in self.cells else ""


@dataclass(frozen=True, slots=True)
class ProofPart:
    """A part of the pack with its heading."""

    heading: str
    rows: tuple[ProofRow, ...]


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """A sheet for who reads `language`; it shows all `languages`. `name` is that of the sector, or `overview`."""

    name: str
    title: str
    language: Language
    languages: tuple[Language, ...]
    parts: tuple[ProofPart, ...]
    words: Words


def digest_of(text: str) -> str:
    """The digest of a text as a reader sees it; how many spaces or line breaks stand together does not count."""
    return text_digest(same_text(text))


def same_text(text: str) -> str:
    """A text in the form in which texts are compared: programs change spaces and line breaks."""
    return " ".join(text.split())


def proof_sheet(project: Project, file: str, language: str) -> ProofSheet:
    """The sheet of one document of content, to be read in one language."""
    languages = _columns(project, language)
    words = words_for(language)
    rows = rows_of(project, file, languages, words)
    parts = []
    for number, grouped in groupby(sorted(rows, key=_place), key=lambda row: _place(row)[0]):
        parts.append(ProofPart(words.parts[_PARTS[number][0]], tuple(grouped)))
    name = "overview" if file == MEETING else file
    titles = {row.path: row.text(language) for row in rows}
    subject = titles.get(("overview", "title")) or titles.get(("title",)) or words.parts["labels"]
    if file == LABELS:
        subject = words.parts["labels"]
    title = words.title.format(pack=subject)
    return ProofSheet(name, title, project.languages[language], languages, tuple(parts), words)


def _columns(project: Project, language: str) -> tuple[Language, ...]:
    """The languages of the meeting, the one that is written first before the others, and the one that is to be read."""
    tags = dict.fromkeys((project.source_language, *project.meeting.languages, language))
    return tuple(project.languages[tag] for tag in tags)


def rows_of(project: Project, file: str, languages: Iterable[Language], words: Words) -> list[ProofRow]:
    """The rows of one document: its texts, figures and dates in the order of the file, then the names in them."""
    shown = tuple(languages)
    units = {tag: {unit.path: unit for unit in units_of(project, file, tag)} for tag in (each.tag for each in shown)}
    rows: list[ProofRow] = []
    terms: dict[str, None] = {}
    for path, value in walk({MEETING: project.meeting, LABELS: project.labels, **project.sectors}[file]):
        terms.update(dict.fromkeys(term_id for _, term_id, _ in term_references(value)))
        if isinstance(value, Text) and path in units[project.source_language]:
            here = {tag: units[tag][path] for tag in units}
            for unit in here.values():
                terms.update(dict.fromkeys(_named(unit.shown or "")))
            rows.append(_text_row(project, here, value, words))
        elif isinstance(value, Figure):
            measure = Measure(value.value, value.to, value.currency, value.percent, value.qualifier)
            rows.append(_fact_row(file, (*path, "value"), partial(_measured, measure), shown, words))
        elif isinstance(value, Amount):
            measure = Measure(value.value, currency=value.currency, percent=value.percent)
            rows.append(_fact_row(file, path, partial(_measured, measure), shown, words))
        elif isinstance(value, PartialDate):
            rows.append(_fact_row(file, path, partial(format_date, value), shown, words))
    for term_id in terms:
        if term_id in project.glossary:
            rows += name_rows(project.glossary[term_id], shown, words)
    return rows


def _measured(measure: Measure, language: Language) -> str:
    return format_measure(measure, language, sentence=True)


def _named(markup: str) -> Iterable[str]:
    try:
        return term_ids(markup)
    except MarkupError:
        return ()


def _text_row(project: Project, units: Mapping[str, Unit], text: Text, words: Words) -> ProofRow:
    cells = {
        tag: print_text(unit.shown, project.languages[tag], project.glossary)
        for tag, unit in units.items()
        if unit.shown is not None
    }
    unit = units[project.source_language]
    reasons = tuple(reason for tag in units for reason in _reasons(project, units, text, tag, words))
    return ProofRow(unit.file, unit.id, _label(unit.file, unit.path, words), cells, unit.path, reasons, units)


def _fact_row(file: str, path: KeyPath, written: partial[str], languages: Iterable[Language], words: Words) -> ProofRow:
    cells = {}
    for language in languages:
        text = written(language).replace("\u00a0", " ")
        cells[language.tag] = Printed(text, text)
    return ProofRow(file, path_id(path), _label(file, path, words), cells, path, (words.fact,))


def name_rows(term: Term, languages: Iterable[Language], words: Words) -> Iterator[ProofRow]:
    """The row of a name, and that of its short form where it has one in any language."""
    kind = words.kinds.get(term.kind, term.kind)
    note = () if term.verified else (words.unverified,)
    tags = [language.tag for language in languages]
    for suffix, names, label in (("", term.names, kind), (SHORT, term.shorts, f"{kind} · {words.fields['short']}")):
        cells = {tag: Printed(names[tag], names[tag]) for tag in tags if names.get(tag)}
        if cells:
            yield ProofRow(GLOSSARY, term.id + suffix, label, cells, (), note)


def _reasons(project: Project, units: Mapping[str, Unit], text: Text, tag: str, words: Words) -> Iterator[str]:
    """Why conversion wrote a text so: what names, vocabulary and typography have changed.

    Changes of characters alone are left out, also those of names: nearly every word has one.
    """
    language, unit, tags = project.languages[tag], units[tag], list(units)
    origin = next((other for other in language.derived_from if text.get(other) is not None), None)
    if origin is None:
        return
    if unit.target is not None:
        if origin in tags[: tags.index(tag)]:
            yield words.by_hand
        return
    conversion = converter(project.glossary, project.languages[origin], language, unit.file, cache_folder())
    plain = converter(_NO_NAMES, project.languages[origin], language, "", cache_folder())
    source = text.get(origin) or ""
    for change in dict.fromkeys(replace(each, start=0, end=0) for each in conversion.changes(source)):
        rule = change.rule.partition(":")[0]
        if rule != "characters" and (rule != "term" or plain.convert(change.source) != change.target):
            before = print_text(change.source, project.languages[origin], project.glossary).text
            yield words.changed.format(source=before, target=change.target, rule=words.rules.get(rule, rule))
    for flag in dict.fromkeys(replace(each, start=0, end=0) for each in conversion.flags(source)):
        printed = conversion.convert(flag.source)
        if printed != flag.suggestion:
            yield words.decide.format(source=printed, target=flag.suggestion)


def _label(file: str, path: KeyPath, words: Words) -> str:
    """What kind of text a row is: "2 · sentence"; of fixed words it is their key."""
    if file == LABELS:
        return ".".join(map(str, path))
    numbers = [str(step + 1) for step in path if isinstance(step, int)]
    name = next(step for step in reversed(path) if isinstance(step, str))
    return " · ".join((*numbers, words.fields.get(name, name.replace("_", " "))))


def _place(row: ProofRow) -> tuple[int, int]:
    """Where a row stands: the number of its part, and the order within that."""
    if row.file == GLOSSARY:
        return _PART_NUMBERS["names"], 0
    if row.file == LABELS:
        return _PART_NUMBERS["labels"], 0
    keys = path_of_keys(row.path)
    if row.file == MEETING and not keys.startswith(("overview/", "statements/")):
        return _PART_NUMBERS["meeting"], 0
    keys = keys.removeprefix("overview/") if row.file == MEETING else keys
    steps = keys.split("/")
    known = ("/".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((_PLACES[key] for key in known if key in _PLACES), (_PART_NUMBERS["other"], 0))
