"""The help pages of the faults of imported files, by diagnostic code.

In the four parts of every help page, like those of `reportgen.project.faults`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import help_page

EXCHANGE_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "import-conflict": help_page(
            "What a file says contradicts another row of it, the glossary, or a change made since the export.",
            "One of the two would be lost; a person has to decide.",
            "hktdc stands twice, as 貿發局 and as 香港貿發局",
            "the row that is right, once",
        ),
        "formula-cell": help_page(
            "A cell is a formula, or begins with a sign (= + - @) that makes it one.",
            "A formula can read files and call programs of whoever opens the table.",
            '=HYPERLINK("https://…")',
            "its result as text; a name that really begins so gets an apostrophe: '+Data",
        ),
        "not-text": help_page(
            "A cell of a workbook holds a number, a date or a truth value.",
            "The spreadsheet has changed what was typed: 1-2 became 1 February.",
            "2023-02-01, shown as 1-Feb",
            "the words, in a cell formatted as Text",
        ),
        "guessed-encoding": help_page(
            "A table of text does not say in which encoding it is, and is no UTF-8.",
            "Read in another encoding than it was written in, it has other words.",
            "a CSV file that Excel has saved in Hong Kong: Big5",
            "the same, saved as 'CSV UTF-8'; or reportgen glossary import names.csv --encoding big5hkscs",
        ),
        "wrong-encoding": help_page(
            "A table of text is not in the encoding that it should be in, or in none that is known.",
            "It would have other words, or none.",
            "--encoding big5 for a file from the Mainland",
            "--encoding gb18030; or the file, saved as 'CSV UTF-8'",
        ),
        "moved-column": help_page(
            "Most cells of several columns hold something else than the names of the columns say.",
            "A column was moved or put in without its name, so that every row would be read wrongly.",
            "verified, in all rows, under zh-Hans; names under status",
            "each name above the column that it is the name of",
        ),
        "not-imported": help_page(
            "Something in a file has no place in the glossary, is struck through, or is empty there, and was left out.",
            "Nothing that a file holds is passed over in silence.",
            "a comment in a cell; a deprecated term of a TBX file",
            "comments answered; a term that must not be written, in a row of glossary/wording.csv",
        ),
        "not-exported": help_page(
            "Texts of the content stand in a spreadsheet, and so in no export and in no proof sheet.",
            "Whoever gets the export would take it for all there is to be translated.",
            "rows: data/projects.csv, with a column name_en",
            "the other languages beside it: name_zh-Hant",
        ),
        "unsafe-file": help_page(
            "A file holds macros, links to other files or a document type, or unpacks to very much data.",
            "Such a file can do more than bring words.",
            "names.xlsm",
            "names.xlsx, or names.csv",
        ),
        "wrong-format": help_page(
            "A file is not in the format its name or its kind calls for.",
            "Reading it nevertheless would bring wrong words.",
            "an XLIFF 1.2 file",
            "the same, saved by the tool as XLIFF 2.1",
        ),
        "xml-syntax": help_page(
            "A TBX or XLIFF file is not well-formed XML.",
            "It was probably cut off, or edited by hand.",
            "<term>R&D</term>",
            "<term>R&amp;D</term>",
        ),
        "inline-code": help_page(
            "A translation holds a code that stands for nothing, or has lost one.",
            "Codes stand for names, emphasis and links; without it the name would not be printed.",
            "the target has no code for [[hktdc]]",
            "the code of the source, inserted again",
        ),
        "stale-translation": help_page(
            "A text has changed since it was sent to translation.",
            "The translation would say what the text no longer says.",
            "1,000 places in the file, 1,200 in the content",
            "export the text again",
        ),
        "altered-name": help_page(
            "In a proof sheet, an official name of the glossary is written differently within a text.",
            "It would be right in that text alone; the name is printed in many, in every document.",
            "香港貿易發展總局 typed over 香港貿易發展局 in a sentence",
            "the correction in the name's own row, under Names",
        ),
        "doubtful-correction": help_page(
            "What stands under Correction in a proof sheet seems to be no text that could replace the other.",
            "A remark would be printed in the documents.",
            "請核實",
            "the whole text as it should be, or only what changes: 三個 → 四個; a remark goes under Remarks",
        ),
        "correction-of-data": help_page(
            "In a proof sheet, a figure or a date is corrected that the documents print from data.",
            "The data has one value for all languages, in another form than any of them prints.",
            "“more than 10 000” corrected to “about 12 000”",
            "value: 12000 and qualifier: about, in the sector's file",
        ),
        "not-signed": help_page(
            "A text is ticked in a proof sheet, and the signature is not recorded.",
            "A signature counts for one state of a text, and for a person: a text that has changed since was not seen.",
            "a tick on a sheet without a name; a tick on a text whose original was changed meanwhile",
            "reportgen proof import FILE --by NAME; or the new text, read and ticked",
        ),
        "doubtful-text": help_page(
            "A translation that comes back holds characters of the other script, invisible ones, spaces or a line "
            "break that are not meant, words that nobody translated, or more characters than have room.",
            "Such a text looks right in a list and is wrong in a document, so a person decides about it.",
            "两地青年互相學習, in the file for Traditional Chinese",
            "the text corrected in the file; or --accept-warnings, which takes all as they are",
        ),
        "unknown-unit": help_page(
            "A translation or a row of a proof sheet is for a text that the content does not have any more.",
            "There is no place to put it.",
            "progress.7.text, of a list that now has six items",
            "export again",
        ),
    }
)
"""Diagnostic code → help page, for the codes that only importing uses."""
