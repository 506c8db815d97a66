"""How each audience writes: text in, text out, without disk and without Office.

* `markup` reads what an author may write inside a text: term references, strong, links.
* `chinese` turns Hong Kong's written Chinese into the Mainland's and back; it joins the parts below.
* `words` is its automaton's content: glossary names, vocabulary, fixes, and words that only look like them.
* `spelling` holds the character fixes as tables, `wordbreaks` the words that must not be cut in two.
* `punctuation` sets quotation marks; `numbers` and `dates` print values and adapt those in running text.
* `spans` works by position: edits, and the stretches of a text that are not language.

Everything that changes a text is an edit on the *source*, so that no part of it is converted twice.
"""
