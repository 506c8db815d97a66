"""Text in, text out, for each language: markup, numbers, dates, line breaking, Chinese conversion.

* `markup` parses what an author may write inside a text: term references, strong text, links, inline wordings.
* `numbers`, `money` and `dates` format stored values; `measures` formats a value of any of these kinds.
* `linebreak` finds where a line may end (UAX #14).
* `scripts` finds which Chinese script a text is written in, by its characters.
* `spans` edits a text by position, and masks the stretches that are not language (addresses, tags).
* `chinese` converts one written Chinese to another.

Every step that changes a text proposes edits to the *source* text. They are applied together, once, so no part of it
is converted twice.
"""
