"""The sample texts of a new project and of a new sector, in the languages that are asked for.

They lie in `sample/` as people would write them, in every language that there are samples in. A new file is a copy with
the texts of its own languages alone, the first one first, and with names, dates and sources put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.exchange.sheets.csv_source import read_records, write_cell
from reportgen.files import read_file
from reportgen.model.content import KeyPath
from reportgen.model.dates import parse_date
from reportgen.model.language import LANGUAGES, SOURCE_LANGUAGE, Language, broader_tags
from reportgen.project.csv_reader import PERSON_ONLY, name_columns, term_columns
from reportgen.project.edit.structure import arrange_keys, remove_entry
from reportgen.project.edit.texts import edit_texts
from reportgen.project.places import GLOSSARY_FOLDER
from reportgen.project.yaml_reader import read_yaml
from reportgen.start.names import NewSector

_FOLDER = Path(__file__).with_name("sample")
_SECTOR = "content/sector.yaml"
_SECTORS = {
    "transport": {"en": "Transport", "zh-Hant": "交通", "zh-Hans": "交通"},
    "education": {"en": "Education", "zh-Hant": "教育", "zh-Hans": "教育"},
}
"""The sectors of a new project for which none are named."""
_DATE = "2026-05-14"
"""The date of the sample meeting."""


def sample_file(name: str) -> bytes:
    """A file of the samples, as it lies there."""
    return read_file(_FOLDER / name)


def written_languages(languages: Sequence[Language]) -> list[Language]:
    """The languages that texts are written in: those that are not converted from an earlier one."""
    written: list[Language] = []
    for language in languages:
        if not any(other.tag in language.derived_from for other in written):
            written.append(language)
    return written


def _sample_tag(language: Language) -> str:
    """The language of the samples that one has: its own, or what it is `like`, or English, to be overwritten."""
    return next(tag for tag in (language.tag, language.like, SOURCE_LANGUAGE) if tag in LANGUAGES)


def has_labels(language: Language) -> bool:
    """Whether the labels of the templates have words for a language, its own or those of a broader or other Chinese."""
    return not LANGUAGES.keys().isdisjoint((language.tag, *broader_tags(language.tag), *language.derived_from))


def sample_readme(language: Language) -> bytes:
    """What the README of a new project says, for people who write in a language."""
    return sample_file(f"README.{_sample_tag(language)}.md")


def sample_sectors(languages: Sequence[Language]) -> list[NewSector]:
    """The sectors of a project for which none are named."""
    samples = {language.tag: _sample_tag(language) for language in written_languages(languages)}
    return [
        NewSector(sector, {tag: title[sample] for tag, sample in samples.items()}) for sector, title in _SECTORS.items()
    ]


def sample_sector(sector: NewSector, languages: Sequence[Language], date: str, source: str) -> bytes:
    """The file of a new sector of the meeting on a date.

    Its statements are taken from the document `source` of the meeting; if that is empty, they do not say where they are
    taken from.
    """
    data = in_languages(sample_file(_SECTOR), languages)
    changes: dict[KeyPath, str] = {("id",): sector.id}
    changes |= {("title", tag): title for tag, title in sector.title.items()}
    sources: list[KeyPath] = []
    for path, found in _strings(read_yaml(data, _SECTOR).value):
        if path[-1] == "date":
            changes[path] = date if found == _DATE else _year_after(date)
        elif path[-1] == "source" and source:
            changes[path] = f"{source}#{found.split('#')[1]}"
        elif path[-1] == "source":
            sources.append(path)
    data = edit_texts(data, _SECTOR, changes)
    for path in sources:
        data = remove_entry(data, _SECTOR, path)
    return data


def _year_after(date: str) -> str:
    """The end of the year after a date, in the notation of dates; what is not known stays so."""
    parsed = parse_date(date)
    return f"end-{parsed.year + 1}" if parsed.is_known else date


def in_languages(data: bytes, languages: Sequence[Language]) -> bytes:
    """A sample with its texts in the languages that are written, in their order.

    A language that there are no samples in has those of another, to be overwritten.
    """
    written = written_languages(languages)
    texts = dict(_texts(read_yaml(data, "sample").value))
    tags = [language.tag for language in written]
    return arrange_keys(with_borrowed_texts(data, written), "sample", dict.fromkeys(texts, tags))


def with_borrowed_texts(data: bytes, languages: Iterable[Language]) -> bytes:
    """A file with the texts of another language in the languages that it has none in, to be overwritten."""
    texts = dict(_texts(read_yaml(data, "sample").value))
    samples = {language.tag: _sample_tag(language) for language in languages}
    borrowed = {
        (*path, tag): text.get(sample) or text[SOURCE_LANGUAGE]
        for path, text in texts.items()
        for tag, sample in samples.items()
        if tag != sample
    }
    return edit_texts(data, "sample", borrowed)


def _texts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Mapping[str, str]]]:
    """The texts of a sample, which are the maps whose keys are languages."""
    if isinstance(value, dict) and value and value.keys() <= LANGUAGES.keys():
        yield path, value
    else:
        for key, inner in _entries(value):
            yield from _texts(inner, (*path, key))


def _strings(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """The strings of a sample with their paths."""
    if isinstance(value, str):
        yield path, value
    for key, inner in _entries(value):
        yield from _strings(inner, (*path, key))


def _entries(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def sample_tables(languages: Sequence[Language]) -> dict[str, bytes]:
    """The tables of the sample glossary with the columns of these languages, by path in a project."""
    return {
        f"{GLOSSARY_FOLDER}/{path.name}": _columns(read_file(path).decode("utf-8"), languages).encode()
        for path in sorted((_FOLDER / GLOSSARY_FOLDER).glob("*.csv"))
    }


def _columns(table: str, languages: Sequence[Language]) -> str:
    """A table without the names in other languages, and with the rest in the order in which tables are begun."""
    header, *rows = (record.values for record in read_records(table))
    columns = [*term_columns([each.tag for each in languages]), *(name for name in header if name in PERSON_ONLY)]
    samples = zip(
        name_columns([each.tag for each in languages]), name_columns(map(_sample_tag, languages)), strict=True
    )
    sample_of = dict(samples)
    lines = (dict(zip(header, row, strict=True)) for row in rows)
    cells = [columns, *([line.get(sample_of.get(name, name), "") for name in columns] for line in lines)]
    return "".join(",".join(map(write_cell, row)) + "\n" for row in cells)
