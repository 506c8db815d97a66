"""Questions as they are asked."""

from __future__ import annotations

from reportgen.records.questions import Asked


def test_what_was_asked_since_somebody_looked_is_given_once() -> None:
    """In order, and also what was asked before; the set knows all."""
    asked = Asked([("program",)])
    asked.add(("text", "a"))
    asked.add(("program",))
    assert asked.take() == [("text", "a"), ("program",)]
    assert asked.take() == []
    assert asked == {("program",), ("text", "a")}
