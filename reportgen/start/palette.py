"""The colours of new sectors in `templates/palette.yaml`."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.project.edit.structure import add_entry
from reportgen.project.places import PALETTE_FILE
from reportgen.project.yaml_reader import read_yaml

_COLOURS = (
    *("1A5FBF", "0B6B5D", "B3267A", "7C5E00", "6B3FA8", "BC4A00", "00728F", "C22B38"),
    *("44761C", "38408A", "74402A", "4A5C6C", "7D1F45", "2F6E3B"),
)
"""Colours with a contrast of 5 : 1 or more on white; those that follow one another are easily told apart."""


def with_colours(data: bytes, sectors: Sequence[str]) -> bytes:
    """The palette with a colour for each of the sectors: the first that no other has.

    When all are taken, sectors go without a line, and the program gives them colours by their place in the meeting.
    """
    for sector in sectors:
        taken = set(read_yaml(data, PALETTE_FILE).value.values())
        free = next((colour for colour in _COLOURS if colour not in taken), None)
        if free:
            data = add_entry(data, PALETTE_FILE, (), sector, f'"{free}"')
    return data
