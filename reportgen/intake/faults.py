"""The help pages of what is said about documents that are imported, by diagnostic code, in four parts each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import help_page

INTAKE_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "unknown-encoding": help_page(
            "A text file is in no encoding that is known: UTF-8, UTF-16, Big5 or GB18030.",
            "A guess would turn names into other names.",
            "a scan or a picture under the name release.txt",
            "the text itself, saved as UTF-8",
        ),
        "guessed-encoding": help_page(
            "A text file is in Big5 or GB18030, which cannot be told apart for certain.",
            "If the guess is wrong, every Chinese character is.",
            "a release saved by an editor of another time",
            "the same text saved as UTF-8",
        ),
        "tracked-changes": help_page(
            "A Word document that is imported has tracked changes; it was read as if all had been accepted.",
            "What was struck out is not in the drafts, and what was put in is, whether it was agreed or not.",
            "minutes that are still being discussed",
            "the minutes with their changes accepted or rejected",
        ),
        "not-taken": help_page(
            "Something in a document that is imported was left out: footnotes, or the notes of slides.",
            "Nothing that a file holds is passed over in silence.",
            "a footnote that says whom a figure leaves out",
            "a line of the draft that says it too, if it matters",
        ),
        "wrong-language": help_page(
            "A document that is imported is in a language that the project does not have.",
            "Its texts would have no place.",
            "a Chinese release in a project with languages: [en]",
            "FILE:en where the guess is wrong; otherwise the language under 'languages' in content/meeting.yaml",
        ),
        "same-language": help_page(
            "Two of the documents that are imported together are in the same language.",
            "The files of one import are one record in a language each, paragraph beside paragraph.",
            "reportgen import release.docx minutes.docx",
            "reportgen import release.docx, then reportgen import minutes.docx",
        ),
    }
)
