"""How each audience writes: text in, text out, without disk and without Office.

* `markup` reads what an author may write inside a text: term references, strong, links, decided wordings.
* `chinese` turns Hong Kong's written Chinese into the Mainland's and back; it joins the parts below.
* `words` is the table of what is looked for, names, vocabulary, fixes and lookalikes; `search` finds it.
* `kept` keeps that table for the next process.
* `spelling` holds word fixes as tables, `wordbreaks` words that must not be cut, `homographs` what context tells.
* `characters` is OpenCC with the target's glyphs; `scripts` tells what is in the target's script already.
* `changes` says what was changed, and why; `docs/chinese.md` explains the whole.
* `punctuation` sets quotation marks, `running` numbers and dates inside a text.
* `numbers`, `money`, `dates` and, for a value of any of these kinds, `measures` print stored values.
* `spans` works by position: edits, and the stretches of a text that are not language.

Everything that changes a text is an edit on the *source*, so that no part of it is converted twice.
"""
