"""The colour of a pack: the palette's, or one by place that can be read and told from its neighbours'."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from reportgen.pack.colours import pack_colour
from reportgen.project.load import Project
from reportgen.review.colour_values import contrast_ratio

WHITE = (255, 255, 255)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


def _with(project: Project, sectors: int, palette: dict[str, str]) -> Project:
    ids = tuple(f"sector-{number}" for number in range(sectors))
    return replace(project, meeting=project.meeting.model_copy(update={"sectors": ids}), palette=palette)


def test_the_palette_goes_first(small: Project) -> None:
    """What somebody chose is not changed, and the overview has nothing but that."""
    project = _with(small, 2, {"sector-1": "0B6B5D"})
    assert pack_colour(project, "sector-1") == "0B6B5D"
    assert pack_colour(project, "overview") == ""


def test_every_colour_by_place_can_be_read_and_neighbours_differ(small: Project) -> None:
    """Two hundred sectors without a palette: white text on each has a contrast of 4.5, and none is as the next."""
    project = _with(small, 200, {})
    colours = [pack_colour(project, one) for one in project.meeting.sectors]
    assert min(contrast_ratio(_rgb(colour), WHITE) for colour in colours) >= 4.5
    assert all(first != second for first, second in pairwise(colours))
    assert len(set(colours)) > 150
    assert colours == [pack_colour(project, one) for one in project.meeting.sectors]


@pytest.mark.parametrize("hue", range(0, 256, 16))
def test_a_colour_by_place_is_not_that_of_a_neighbour_in_the_palette(small: Project, hue: int) -> None:
    """Whatever hue the neighbours have, the one between them has another."""
    from colorsys import hls_to_rgb, rgb_to_hls

    beside = "".join(f"{round(255 * part):02X}" for part in hls_to_rgb(hue / 256, 0.3, 0.7))
    project = _with(small, 3, {"sector-0": beside, "sector-2": "1A5FBF"})
    own, *others = (
        rgb_to_hls(*(part / 255 for part in _rgb(pack_colour(project, f"sector-{number}"))))[0] for number in (1, 0, 2)
    )
    assert all(abs((own - other + 0.5) % 1 - 0.5) > 1 / 13 for other in others)
