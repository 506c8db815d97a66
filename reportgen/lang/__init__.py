"""How each audience writes: text in, text out, without disk and without Office.

* `markup` reads what an author may write inside a text: term references, strong text, links, decided wordings.
* `numbers`, `money` and `dates` print stored values; `measures` prints a value of any of these kinds.
* `linebreak` finds where a line may end (UAX #14).
* `scripts` tells which Chinese script a text is written in, by its characters.
* `spans` works on a text by position: edits, and the stretches of it that are not language.
* `chinese` converts one written Chinese to another.

Every step that changes a text proposes edits to the *source* text. They are applied together, once, so no part of it
is converted twice.
"""
