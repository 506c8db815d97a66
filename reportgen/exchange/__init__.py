"""Exports the glossary and the texts for other programs (CSV, XLSX, TBX, XLIFF), and imports them again.

* `rows` defines a glossary entry as a row of strings; `csv_table`, `xlsx` and `tbx`/`tbx_reader` write and read it.
* `grid` is what the two spreadsheet formats share; `cells` escapes cells that a spreadsheet would calculate.
* `merge` compares imported rows with the glossary; `tables` writes only the rows that changed.
* `units` makes translation units of a project's texts; `xliff/` writes and reads them in each version of the format;
  `language_tags` knows the languages by the tags of other programs; `translations` compares imported ones with the
  content.
* `xml_input` and `package_input` refuse files that are not safe: entities, macros, zip bombs.

Nothing here writes to disk: results are bytes, and the command line puts them in place.
"""
