"""Makes one run of neighbouring runs that are formatted equally, as if somebody had typed them.

A program prints a run for each tag, for each span of a value, and for each stretch of text between two tags.
"""

from __future__ import annotations

from typing import NamedTuple

from reportgen.office.markup.dialect import BY_PREFIX


class _Written(NamedTuple):
    """How a program writes runs: what stands between two texts but for run properties, and what around these."""

    between: str
    run: str
    text: str
    properties: str
    properties_end: str


_WRITTEN = tuple(
    _Written(f"</{x}:t></{x}:r><{x}:r>", f"<{x}:r>", f"<{x}:t{more}>", f"<{x}:rPr", f"</{x}:rPr>")
    for x, more in zip(BY_PREFIX, (' xml:space="preserve"', ""), strict=True)
)


def join_equal_runs(markup: str) -> str:
    """Return markup that we wrote with one run for each row of runs that have the same properties and hold texts."""
    for written in _WRITTEN:
        if written.between in markup:
            markup = _joined(markup, written)
    return markup


def _joined(markup: str, written: _Written) -> str:
    first, *others = markup.split(written.between)
    joined, before = [first], _last_properties(first, written)
    for piece in others:
        properties = _first_properties(piece, written)
        if properties is not None and properties == before:
            joined.append(piece[len(properties) + len(written.text) :])
        else:
            joined += (written.between, piece)
        before = _last_properties(piece, written) if written.run in piece else properties
    return "".join(joined)


def _last_properties(piece: str, written: _Written) -> str | None:
    """The properties of the last run that begins in a piece of markup."""
    return _first_properties(piece[piece.rfind(written.run) + len(written.run) :], written)


def _first_properties(piece: str, written: _Written) -> str | None:
    """What stands before the text of a run whose inside begins a piece, if that is nothing or run properties."""
    if piece.startswith(written.text):  # most runs of a text have none
        return ""
    properties = piece[: max(piece.find(written.text), 0)]
    if properties.endswith(written.properties_end):
        return properties
    return properties if properties.startswith(written.properties) and properties.count("<") == 1 else None
