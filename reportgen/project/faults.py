"""The help pages of the faults that can stop a project from being read, by diagnostic code.

Each page is in the four parts of every help page: what it finds, why it matters, an example, what
to write instead. Faults found in a project that could be read are the rules in `reportgen.check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import help_page
from reportgen.project.csv_reader import TERM_COLUMNS, VOCABULARY_COLUMNS
from reportgen.project.text_file import MAX_BYTES
from reportgen.project.yaml_composer import MAX_DEPTH, MAX_VALUES

_BLOCK_SCALAR = "lead:\n  en: >-\n    [[hktdc]] opens: a new office"

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "no-project": help_page(
            "The folder, and every folder above it, has no content/meeting.yaml.",
            "Everything else is found from that file.",
            "cd ~/Documents; reportgen build",
            "reportgen build --project ~/Documents/meeting-2023; to begin one, reportgen new project DIR",
        ),
        "missing-file": help_page(
            "A file is named (a sector in the meeting's list, the labels, the palette, a template) and is not there.",
            "A pack without it would be incomplete, and nobody would be told.",
            "sectors: [finance, yout]     with content/sectors/youth.yaml",
            "sectors: [finance, youth]",
        ),
        "unknown-file": help_page(
            "A table in the glossary folder has a name that no table has.",
            "Its names would silently not be used.",
            "glossary/peple.csv",
            "glossary/people.csv",
        ),
        "unreadable-file": help_page(
            "A folder, pipe or device stands in the place of a file, or its permissions forbid reading.",
            "Content has to come from ordinary files, so that a build can be repeated.",
            "content/sectors/finance.yaml is a folder",
            "content/sectors/finance.yaml is a file",
        ),
        "too-large": help_page(
            f"A file is larger than {MAX_BYTES // 1024 // 1024} MB, or holds more than {MAX_VALUES} values.",
            "Such a file is a mistake or an attack; reading it would take the machine's memory.",
            "a picture saved as finance.yaml",
            "the sector's text, some 20 KB",
        ),
        "not-utf8": help_page(
            "The file is not in UTF-8.",
            "Other encodings cannot be told apart for certain; a guess turns names into other names.",
            "a table saved by Excel as 'CSV' or 'Unicode Text'",
            "the same table saved as 'CSV UTF-8 (comma delimited)'",
        ),
        "forbidden-character": help_page(
            "The text holds a control character, half of a surrogate pair or another code that is no character.",
            "Word and PowerPoint refuse a file that holds one.",
            "text pasted from a PDF with an invisible U+000B",
            "the same words, typed",
        ),
        "empty-file": help_page(
            "The file holds nothing but blanks and comments.",
            "It was probably cut off while it was saved or copied.",
            "# sector: finance",
            "id: finance\ntitle: …",
        ),
        "yaml-syntax": help_page(
            "YAML cannot read a line.",
            "What stands after the line could mean anything.",
            "lead:\n  en: Note: a colon",
            "lead:\n  en: >-\n    Note: a colon",
        ),
        "toml-syntax": help_page(
            "TOML cannot read a line of languages.toml.",
            "What stands after the line could mean anything.",
            "office = pt-MO",
            'office = "pt-MO"',
        ),
        "unquoted-term": help_page(
            "A value begins with '[[' on the line of its key.",
            "YAML takes it for a list in a list, not for the name of a glossary term.",
            "lead:\n  en: [[hktdc]] opens: a new office",
            _BLOCK_SCALAR,
        ),
        "yaml-key": help_page(
            "A list, a map or an alias stands where a key should be.",
            "It is the sign of a value that begins with '{'.",
            "en: {{ name }}",
            "en: >-\n  {{ name }}",
        ),
        "yaml-alias": help_page(
            "A value begins with '&' or '*', which YAML reads as an anchor or an alias.",
            "Aliases can multiply a small file without bound, and hide where a value comes from.",
            "en: *important",
            "en: >-\n  *important",
        ),
        "yaml-tag": help_page(
            "A value begins with '!', which YAML reads as a type.",
            "Types are set by the program; tags can make other programs run code.",
            "date: !!str 2023-02-22",
            "date: 2023-02-22",
        ),
        "several-documents": help_page(
            "A line '---' begins a second document in the file.",
            "Only one would be used.",
            "id: finance\n---\nid: youth",
            "two files, finance.yaml and youth.yaml",
        ),
        "too-deep": help_page(
            f"Maps and lists are nested more than {MAX_DEPTH} deep.",
            "Content needs seven levels; more is a slip with brackets or an attack.",
            "by: [[[[[[…",
            "by: [hktdc]",
        ),
        "duplicate-key": help_page(
            "A key stands twice in one map.",
            "One of the two texts would be lost.",
            "en: one\nen: two",
            "en: one\nzh-Hant: 一",
        ),
        "unknown-key": help_page(
            "A key is not one that can stand there.",
            "What is written below it would not be used.",
            "takeaway:\n  - lead: …",
            "takeaways:\n  - lead: …",
        ),
        "missing-key": help_page(
            "A key that has to be there is not.",
            "The templates show its text.",
            "- lead: …\n  source: press-release#8",
            "- lead: …\n  text: …\n  source: press-release#8",
        ),
        "empty-value": help_page(
            "A key has nothing after it.",
            "Something was forgotten, or '#' turned it into a comment.",
            "finance: #1F4E79",
            "finance: 1F4E79",
        ),
        "wrong-value": help_page(
            "A value is not of the kind its key needs.",
            "It would be printed wrongly, or not at all.",
            "date: 2023-02-30",
            "date: 2023-02-28",
        ),
        "wrong-id": help_page(
            "An id is not made of small letters, digits and hyphens, is reserved, or is not its file's name.",
            "Ids name files and folders, which every system has to be able to hold.",
            "id: Finance & Banking",
            "id: finance",
        ),
        "duplicate-id": help_page(
            "Two terms, or two sectors of the meeting, have one id.",
            "One would silently take the place of the other.",
            "hktdc in bodies.csv and in programmes.csv",
            "hktdc and hktdc-programme",
        ),
        "csv-syntax": help_page(
            "A table's row cannot be read: quotation marks do not match, or the columns are not separated by commas.",
            "Its cells, and the rows after it, would get into wrong columns.",
            'hktdc,Trade "Council,…\n"hktdc,…',
            'hktdc,"Trade ""Council""",…',
        ),
        "missing-column": help_page(
            "The first row of a table does not name a column that the table needs.",
            "The names of a whole language could be missing.",
            "id,en,status",
            ",".join(TERM_COLUMNS),
        ),
        "unknown-column": help_page(
            "The first row of a table names a column that is not used.",
            "What is written in it would not be used.",
            "zh-HK,zh-CN,direction,action,note,source",
            ",".join(VOCABULARY_COLUMNS),
        ),
        "duplicate-column": help_page(
            "The first row of a table names a column twice.",
            "One of the two would be lost.",
            "id,en,en,…",
            "id,en,en_short,…",
        ),
        "wrong-number-of-cells": help_page(
            "A row has more or fewer cells than the first row.",
            "A comma inside a name moves all later cells one column on.",
            "hktdc,Trade, Development Council,…",
            'hktdc,"Trade, Development Council",…',
        ),
        "empty-name": help_page(
            "A term or vocabulary rule has no name in a language.",
            "Every language needs the name; what is printed is what the table says.",
            "hktdc,,HKTDC,…",
            "hktdc,Hong Kong Trade Development Council,HKTDC,…",
        ),
        "unknown-post": help_page(
            "A person holds a post that posts.csv does not have.",
            "The person's title could not be printed.",
            "chan-kwok-ki,…,cheif-secretary,…",
            "chan-kwok-ki,…,chief-secretary,…",
        ),
    }
)
"""Diagnostic code → help page, for every code that `load_project` and `find_project` use."""
