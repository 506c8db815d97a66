"""Writes texts as XLIFF for translators' tools, and reads what these have made of them.

* `outgoing` is what is said of a text in any version: its state, notes, room and names.
* `inline` makes codes of a text's markup, and finds the markup that codes stand for.
* `version_1` and `version_2` write and read a version's own elements; `writer` and `reader` choose between them.
"""
