"""`pages(n)`: a list split for slides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.template.runtime.pages import Page, Paging

pages = Paging().pages
LISTS = st.lists(st.integers(), max_size=60)
MOST = st.integers(1, 12)


@given(LISTS, MOST)
def test_nothing_is_lost_and_the_order_is_kept(items: list[int], most: int) -> None:
    """The pages one after another are the list."""
    assert [item for page in pages(items, most) for item in page] == items


@given(LISTS, MOST)
def test_pages_are_full_but_not_too_full(items: list[int], most: int) -> None:
    """No page is empty, none holds more than asked for, and there are no more pages than needed."""
    split = pages(items, most)
    assert all(1 <= len(page) <= most for page in split)
    assert len(split) == -(-len(items) // most)


@given(LISTS, MOST)
def test_pages_are_even(items: list[int], most: int) -> None:
    """Lengths differ by one at the most and do not grow, so that no single item is left for the last slide."""
    lengths = [len(page) for page in pages(items, most)]
    assert lengths == sorted(lengths, reverse=True)
    assert not lengths or lengths[0] - lengths[-1] <= 1


@given(LISTS, MOST)
def test_pages_know_their_place(items: list[int], most: int) -> None:
    """What a slide says of itself, "2/3", is right."""
    split = pages(items, most)
    assert [(page.number, page.count) for page in split] == [(n, len(split)) for n in range(1, len(split) + 1)]


@pytest.mark.parametrize(
    ("length", "most", "lengths"),
    [(7, 6, [4, 3]), (6, 6, [6]), (12, 5, [4, 4, 4]), (11, 5, [4, 4, 3]), (1, 6, [1]), (0, 6, []), (13, 6, [5, 4, 4])],
)
def test_the_lengths_an_editor_can_rely_on(length: int, most: int, lengths: list[int]) -> None:
    """The slides' variants by number of items are drawn for these."""
    assert [len(page) for page in pages(range(length), most)] == lengths


@pytest.mark.parametrize("most", [0, -1])
def test_a_page_holds_something(most: int) -> None:
    """A page of nothing is a slip in the template."""
    with pytest.raises(ValueError, match="at least one"):
        pages([1], most)


@pytest.mark.parametrize("most", ["2", 2.5])
def test_a_page_holds_a_whole_number_of_items(most: Any) -> None:
    """The message says what was given."""
    with pytest.raises(TypeError, match=f"whole number of items, not {most!r}"):
        Paging().pages([1], most)


def test_a_page_is_a_list_to_a_template() -> None:
    """Length, items, slices and membership work as on the list it was cut from."""
    page = Page(["a", "b", "c"], 1, 1)
    assert (len(page), page[0], page[-1], list(page[1:]), "b" in page) == (3, "a", "c", ["b", "c"], True)


def test_a_limit_makes_pages_of_one_call_smaller_and_those_of_others_not() -> None:
    """Where texts are long a slide gets fewer items; another list of the document keeps its pages."""
    paging = Paging({2: 1})
    assert [len(page) for page in paging.pages("abcd", 2)] == [2, 2]
    assert [len(page) for page in paging.pages("abcd", 2)] == [1, 1, 1, 1]
    assert [page.call for page in paging.pages("ab", 2)] == [3]


def test_without_a_number_all_items_are_on_one_page() -> None:
    """And nothing has no page."""
    assert [list(page) for page in pages([1, 2, 3])] == [[1, 2, 3]]
    assert pages([]) == []


class _Titled(list[int]):
    title = "Numbers"


def test_a_page_has_the_values_of_what_it_is_a_page_of() -> None:
    """Its own number and count go first; methods, which might change the list, are not handed on."""
    first, second = pages(_Titled([1, 2, 3]), 2)
    assert (first.title, second.title, second.number, second.count) == ("Numbers", "Numbers", 2, 2)
    assert not hasattr(first, "append")
    assert not hasattr(first, "nothing")
    assert "title" in dir(first)
