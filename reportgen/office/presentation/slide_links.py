"""What leads to a slide: links, custom shows, sections, zooms, comments; kept true when slides go or are copied.

A link on a copy leads to the copy of its target that belongs with it. What leads to a slide that is
not in the output goes: the text or picture stays and links nowhere.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from reportgen.office.markup.namespaces import MC, P14, qn, relationship_ids

LINK_WORDS = (b"customshow", b"sldZmObj", b"sectionZmObj", b"summaryZmObj", b"sldMk")
"""What a part's bytes hold where something in it leads to a slide otherwise than by a relationship."""
_LEADING = frozenset(("sldZmObj", "sectionZmObj", "summaryZmObj", "sldMk"))
"""The local names of the elements that do: zooms, and what a comment is about."""
_SHOW = re.compile(r"ppaction://customshow\?id=(\d+)")
_FIRST = ("sectionZmObj", "summaryZmObj")


@dataclass(frozen=True, slots=True)
class SlideCopy:
    """One slide of the output: the template's slide part, and new names for it and what it owns.

    `index` is its place in the output, `ordinal` that among the copies of its source, `id` and
    `relationship` are what the list of slides calls it.
    """

    source: str
    index: int = 0
    ordinal: int = 0
    id: str = ""
    relationship: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The slide part in the output."""
        return self.names.get(self.source, self.source)


class Destinations:
    """Which slide of the output stands for a slide of the template, seen from another one.

    `slides` are the template's, `copies` the output's, both in order.
    """

    def __init__(self, slides: Sequence[str], copies: Sequence[SlideCopy], loops: Iterable[Loop]) -> None:
        self._position = {slide: index for index, slide in enumerate(slides)}
        self._loops = tuple(loops)
        self.copies: dict[str, list[SlideCopy]] = {}
        for slide in copies:
            self.copies.setdefault(slide.source, []).append(slide)

    def of(self, target: str, seen_from: SlideCopy | None = None) -> SlideCopy | None:
        """The slide to lead to, or None when there is none.

        In one loop it is the one of the same round; else, where both are repeated as often, the one
        with the same number; else the first.
        """
        there = self.copies.get(target, [])
        if seen_from is None or not there:
            return there[0] if there else None
        if target == seen_from.source:
            return seen_from
        own, other = self._loops_of(seen_from.source), self._loops_of(target)
        if own & other:
            return self._in_round(seen_from, target, strict=own == other)
        same = len(there) == len(self.copies[seen_from.source])
        return there[seen_from.ordinal if same else 0]

    def _loops_of(self, slide: str) -> Set[Loop]:
        at = self._position[slide]
        return frozenset(loop for loop in self._loops if loop.first <= at <= loop.last)

    def _in_round(self, own: SlideCopy, target: str, strict: bool) -> SlideCopy | None:
        """The nearest copy on the side where the target stands; `strict`: not beyond the next copy of `own`'s slide."""
        siblings = self.copies[own.source]
        if self._position[target] > self._position[own.source]:
            later = [one for one in self.copies[target] if one.index > own.index]
            following = siblings[own.ordinal + 1].index if own.ordinal + 1 < len(siblings) else None
            found = later[0] if later else None
            return None if strict and found and following is not None and found.index > following else found
        earlier = [one for one in self.copies[target] if one.index < own.index]
        preceding = siblings[own.ordinal - 1].index if own.ordinal else None
        found = earlier[-1] if earlier else None
        return None if strict and found and preceding is not None and found.index < preceding else found


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """What a part of the output can lead to.

    `lost` are the relationship ids that led to slides which are not there; `slide_ids` gives a slide's
    id in the template its id in the output; `sections` and `shows` are the ids that are left.
    """

    lost: Set[str]
    slide_ids: Mapping[str, str]
    sections: Set[str]
    shows: Set[str]


def links_to_slides(root: etree._Element) -> bool:
    """Whether anything in a part leads to a slide otherwise than by a relationship."""
    elements = root.iter(etree.Element)
    return any(etree.QName(e).localname in _LEADING or _SHOW.match(e.get("action", "")) for e in elements)


def repair_links(root: etree._Element, reachable: LinkTargets) -> None:
    """Make everything in a part that leads to a slide, section or custom show lead to one that is there."""
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element).localname
        if name in ("sldZmObj", "sldMk"):
            slide_id = reachable.slide_ids.get(element.get("sldId", ""))
            if slide_id is not None:
                element.set("sldId", slide_id)
            elif name == "sldZmObj":
                _drop_zoom(element)
        elif name in _FIRST and element.get("sectionId", "").upper() not in reachable.sections:
            _drop_zoom(element)
    for element in list(root.iter(etree.Element)):
        show = _SHOW.match(element.get("action", ""))
        dead = show is not None and show[1] not in reachable.shows
        lost = any(id_ in reachable.lost for id_ in relationship_ids(element).values())
        if (dead or lost) and element is not root:
            element.getparent().remove(element)  # type: ignore[union-attr]


def _drop_zoom(target: etree._Element) -> None:
    """Take a zoom away; of a summary with other sections in it the one section."""
    holder = target.getparent()
    assert holder is not None
    holder.remove(target)
    if holder.find(str(target.tag)) is not None:
        return
    frame = next(holder.iterancestors(qn("p:graphicFrame")))
    outer = next(frame.iterancestors(f"{{{MC}}}AlternateContent"), frame)
    outer.getparent().remove(outer)  # type: ignore[union-attr]


# -- the presentation's own lists


def remaining_sections(presentation: etree._Element, slide_ids: Set[str]) -> Set[str]:
    """The ids of the sections that hold one of these slides (ids of the template)."""
    return {
        section.get("id", "").upper()
        for section in presentation.iter(f"{{{P14}}}section")
        if any(item.get("id") in slide_ids for item in section.iter(f"{{{P14}}}sldId"))
    }


def remaining_shows(presentation: etree._Element, relationships: Set[str]) -> Set[str]:
    """The ids of the custom shows that show one of these slides (relationship ids of the template)."""
    return {
        show.get("id", "")
        for show in presentation.iter(qn("p:custShow"))
        if any(item.get(qn("r:id")) in relationships for item in show.iter(qn("p:sld")))
    }


def update_sections(presentation: etree._Element, members: Mapping[str, Sequence[SlideCopy]]) -> None:
    """Keep PowerPoint's sections: a copy joins its original's, a dropped slide leaves. `members` go by slide id."""
    for id_list in presentation.iter(f"{{{P14}}}sldIdLst"):
        _replace_entries(id_list, "id", {key: [slide.id for slide in value] for key, value in members.items()})


def update_shows(presentation: etree._Element, members: Mapping[str, Sequence[SlideCopy]]) -> None:
    """Keep custom shows: a copy follows its original, an empty show goes. `members` go by relationship id."""
    names = {key: [slide.relationship for slide in value] for key, value in members.items()}
    for shows in list(presentation.iter(qn("p:custShowLst"))):
        for show in list(shows.iter(qn("p:custShow"))):
            for slides in show.iter(qn("p:sldLst")):
                _replace_entries(slides, qn("r:id"), names)
            if not any(True for _ in show.iter(qn("p:sld"))):
                shows.remove(show)
        if len(shows) == 0:
            presentation.remove(shows)


def _replace_entries(holder: etree._Element, attribute: str, values: Mapping[str, Sequence[str]]) -> None:
    for item in list(holder):
        for value in values.get(item.get(attribute, ""), ()):
            copied = copy.deepcopy(item)
            copied.set(attribute, value)
            item.addprevious(copied)
        holder.remove(item)


def update_show_settings(properties: etree._Element, numbers: Sequence[int], shows: Set[str]) -> bool:
    """Keep what "Set Up Slide Show" says (`p:showPr`); says whether anything changed.

    `numbers` are, for the slides of the output in order, their numbers in the template. A range of
    slides follows its slides; a range or custom show of which nothing is left becomes all slides.
    """
    changed = False
    for settings in properties.iter(qn("p:showPr")):
        for chosen in list(settings.iterchildren(qn("p:sldRg"), qn("p:custShow"))):
            changed = True
            if chosen.tag == qn("p:custShow"):
                kept = chosen.get("id") in shows
            else:
                first, last = int(chosen.get("st", "1")), int(chosen.get("end", "1"))
                places = [place for place, number in enumerate(numbers, 1) if first <= number <= last]
                kept = bool(places)
                if kept:
                    chosen.set("st", str(places[0]))
                    chosen.set("end", str(places[-1]))
            if not kept:
                chosen.addprevious(etree.Element(qn("p:sldAll")))
                settings.remove(chosen)
    return changed


class Loop(NamedTuple):
    """A loop over slides: the positions of the first and the last slide it repeats."""

    first: int
    last: int
