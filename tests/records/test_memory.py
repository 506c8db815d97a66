"""What a process keeps in memory is bounded."""

from __future__ import annotations

from reportgen.records.memory import Memory


def test_what_was_not_used_for_longest_goes_first() -> None:
    """To read a value is to use it."""
    memory: Memory[int] = Memory(2)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1
    memory.put("c", 3)
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (1, None, 3)
