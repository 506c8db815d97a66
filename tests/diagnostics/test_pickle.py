"""Plain data that there is much of: it pickles without asking for its fields at every object."""

from __future__ import annotations

import pickle

from reportgen.diagnostics import Location


def test_an_object_is_pickled_as_a_call_of_its_class() -> None:
    """All fields are arguments, in order, and the copy equals the object."""
    place = Location("deck.pptx", 3, ("slide 1",))
    assert place.__reduce__() == (Location, ("deck.pptx", 3, ("slide 1",)))
    assert pickle.loads(pickle.dumps(place)) == place
