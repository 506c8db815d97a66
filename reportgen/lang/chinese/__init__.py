"""Conversion from one written Chinese to another: words, names, punctuation, numbers and characters.

* `converter` joins the steps; `changes` reports what was changed, and by which rule.
* `words` builds the table of words to look for: names, vocabulary, spelling fixes and false matches. `search` finds
  them in a text; `word_table_cache` stores the table in the user's cache folder for the next process.
* `spelling` holds word fixes as tables; `false_matches` holds longer words in which a listed word is not meant;
  `homographs` handles characters whose form depends on the words around them; `titles` restricts what may change
  inside a title 《…》.
* `punctuation` sets quotation marks, `inline_numbers` numbers and dates inside a text.
* `characters` runs OpenCC and chooses the target's glyphs; `character_variants` chooses among variants of a character
  by its neighbours.

`docs/chinese.md` explains the order of the steps, which rule wins over which, and what is not handled.
"""
