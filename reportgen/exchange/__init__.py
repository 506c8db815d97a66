"""The glossary and the texts as files that other programs edit, and back without losing anything.

* `rows` is the neutral form of a glossary entry; `csv_table`, `xlsx` and `tbx`/`tbx_reader` read and write it.
* `grid` is what the two spreadsheets share, `cells` keeps a spreadsheet from calculating what is text.
* `merge` compares what comes in with the glossary; `tables` writes the rows that changed, and only those.
* `units` are the texts of a project for translators; `inline`, `xliff` and `xliff_reader` carry them,
  `translations` compares what comes back with the content.
* `xml_input` and `package_input` are the doors: no entities, no macros, no bombs.

Nothing here writes to disk: results are bytes, and the command line puts them in place.
"""
