"""The help pages of the faults of building and converting, by diagnostic code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import help_page

BUILD_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "not-written": help_page(
            "A file could not be written; the old one, if there was one, is untouched.",
            "It is open in Office, the folder is not yours to write to, or the disk is full.",
            "out/finance/finance-deck.en.pptx open in PowerPoint while 'reportgen build' runs",
            "Close it and build again: only what is missing is made.",
        ),
        "cache-unusable": help_page(
            "The folder where the program keeps what it need not work out again cannot be used.",
            "Everything is made as always, and every run takes as long as the first. What others can write to is not\n"
            "read, since some of what is kept is code.",
            "~/.cache/reportgen that belongs to another user, or on a disk that is full",
            "Remove the folder, which loses nothing; or make room; or set XDG_CACHE_HOME to a folder of your own.",
        ),
        "no-libreoffice": help_page(
            "PDF files are asked for, and there is no LibreOffice on this computer that answers.",
            "LibreOffice prints them. The Office files are made all the same.",
            "reportgen build --format pdf     on a computer without LibreOffice",
            "Install LibreOffice with Writer and Impress, so that 'soffice --version' answers,\n"
            "and build again: only the PDF files are made.",
        ),
        "pdf-not-made": help_page(
            "LibreOffice made no PDF of a file, neither together with others nor on its own in a minute.",
            "The PDF is missing, or the one that is there is of an older file. The Office file is whole.",
            "out/finance/finance-deck.en.pptx on a computer that has LibreOffice Writer but not Impress",
            "Open the file in LibreOffice: what it says there is the reason. Install what is missing and build again.",
        ),
        "missing-label": help_page(
            "A label that the program itself fills in is not in templates/labels.yaml.",
            "Sources, embargoes and charts are worded there, so that each language has its own words.",
            "labels.yaml without 'paragraph_n', which prints “paragraph 8”",
            "paragraph_n:\n  en: >-\n    paragraph %(n)s\n  zh-Hant: >-\n    第%(n)s段",
        ),
        "already-converted": help_page(
            "A file to convert is in the wanted script already.",
            "Converting it again could only do harm.",
            "reportgen convert speech.zh-Hans.docx --to zh-Hans",
            "reportgen convert speech.zh-Hans.docx --to zh-Hant",
        ),
        "already-there": help_page(
            "A file with the name of the converted one exists.",
            "Somebody may have worked on it.",
            "reportgen convert speech.docx --to zh-Hans     with speech.zh-Hans.docx in the folder",
            "reportgen convert speech.docx --to zh-Hans --out speech-new.docx",
        ),
        "left-as-it-is": help_page(
            "A part of a document that is not converted: a workbook, an inserted file, a signature.",
            "Its words stay in the other script until somebody sees to them.",
            "a deck with a chart whose workbook holds Chinese names",
            "Open the object and convert its words by hand.",
        ),
        "unknown-kind": help_page(
            "A file of a kind that is not converted.",
            "Its text cannot be told from its formatting.",
            "reportgen convert speech.pdf --to zh-Hans",
            "reportgen convert speech.docx --to zh-Hans",
        ),
        "unknown-script": help_page(
            "Nothing in a file tells Traditional from Simplified Chinese.",
            "The direction of the conversion is not known.",
            "reportgen convert names.txt --to zh-Hans     where names.txt holds only 中文",
            "reportgen convert names.txt --from zh-Hant --to zh-Hans",
        ),
        "mixed-script": help_page(
            "A file is written in both scripts.",
            "Converting it one way would damage what is in the wanted script already.",
            "reportgen convert trilingual.docx --to zh-Hans",
            "reportgen convert trilingual.docx --from zh-Hant --to zh-Hans",
        ),
    }
)
"""Diagnostic code → help page."""
