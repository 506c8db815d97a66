"""Conversion from one written Chinese to another: words, names, punctuation, numbers and characters.

* `converter` joins the steps; `changes` says what was changed, and by which rule.
* `words` builds the table of words to look for: names, vocabulary, spelling fixes and lookalikes. `search` finds them
  in a text; `word_table_cache` stores the table in the user's cache folder for the next process.
* `spelling` holds word fixes as tables, `wordbreaks` the words that only look like one of them, `homographs` the
  characters that their context tells apart, `titles` what may change inside a title 《…》.
* `punctuation` sets quotation marks, `inline_numbers` numbers and dates inside a text.
* `characters` runs OpenCC and chooses the target's glyphs; `character_variants` chooses among forms of a character by
  what stands beside it.

`docs/chinese.md` explains the order of the steps, who overrules whom, and where it ends.
"""
