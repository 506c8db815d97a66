"""The colour of a pack: its own in the palette, or one by the sector's place in the meeting."""

from __future__ import annotations

import colorsys

from reportgen.project.load import Project

_TURN = 0.618034
"""The golden ratio of a circle of hues: however many there are, those that follow one another are far apart."""
_SHIFTS = 9
"""How many hues are tried for one that is none of the neighbours'."""
_NEAR = 1 / 12
"""Hues nearer than this are not told apart at a glance."""
_LIGHTNESS, _SATURATION = 0.28, 0.6
"""With these even yellow, the lightest hue, has a contrast of 4.5 : 1 on white."""


def pack_colour(project: Project, pack_id: str) -> str:
    """The colour of a pack as six hexadecimal digits; empty for the overview where the palette has none."""
    sectors = project.meeting.sectors
    if pack_id in project.palette or pack_id not in sectors:
        return project.palette.get(pack_id, "")
    place = sectors.index(pack_id)
    beside = sectors[max(place - 1, 0) : place + 2]
    taken = [_hue(project.palette[one]) for one in beside if one in project.palette]
    hues = [(place * _TURN + shift / _SHIFTS) % 1 for shift in range(_SHIFTS)]
    hue = next(hue for hue in hues if all(_distance(hue, other) > _NEAR for other in taken))
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, _LIGHTNESS, _SATURATION))


def _hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*(int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)))[0]


def _distance(first: float, second: float) -> float:
    """How far apart two hues are on their circle, at most a half."""
    return abs((first - second + 0.5) % 1 - 0.5)
