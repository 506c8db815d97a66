"""Words are found in the whole content."""

from __future__ import annotations

from reportgen.preview.reading.search import Search
from reportgen.project.load import Project


def test_words_are_found_in_every_language_they_are_written_in(own: Project) -> None:
    """With the pack, and the file and line; capitals do not matter, and nothing is found by nothing."""
    search = Search(own)
    found = {(hit.pack, hit.tag, hit.place.path) for hit in search.hits("smooth operation")}
    assert ("finance", "en", "content/sectors/finance.yaml") in found
    assert {hit.tag for hit in search.hits("運作順暢")} == {"zh-Hant"}
    assert search.hits("  ") == search.hits("no text says this") == ()
