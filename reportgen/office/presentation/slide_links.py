"""Keeps links to slides true when slides are removed or copied: links, custom shows, sections, zooms, comments.

A link on a copy leads to the copy of its target that belongs with it. A link to a slide that is not in the output is
removed; its text or picture stays.
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
"""What the bytes of a part hold where something in it refers to a slide other than by a relationship."""
_LINK_ELEMENTS = frozenset(("sldZmObj", "sectionZmObj", "summaryZmObj", "sldMk"))
"""The local names of elements that refer to a slide: zooms, and the target of a comment (`sldMk`)."""
_SHOW_ACTION = re.compile(r"ppaction://customshow\?id=(\d+)")
_SECTION_ZOOMS = ("sectionZmObj", "summaryZmObj")


@dataclass(frozen=True, slots=True)
class SlideCopy:
    """One slide of the output: the template's slide part, and new names for it and what it owns.

    `index` is its position in the output, `ordinal` its position among the copies of its source; `id` and
    `relationship` are those of its entry in the list of slides (`p:sldId`).
    """

    source: str
    index: int = 0
    ordinal: int = 0
    id: str = ""
    relationship: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the slide part in the output."""
        return self.names.get(self.source, self.source)


class Destinations:
    """Finds the slide of the output that a link to a slide of the template leads to.

    `slides` are the template's, `copies` the output's, both in order.
    """

    def __init__(self, slides: Sequence[str], copies: Sequence[SlideCopy], loops: Iterable[Loop]) -> None:
        self._position = {slide: index for index, slide in enumerate(slides)}
        self._loops = tuple(loops)
        self.copies: dict[str, list[SlideCopy]] = {}
        for slide in copies:
            self.copies.setdefault(slide.source, []).append(slide)

    def of(self, target: str, slide_with_link: SlideCopy | None = None) -> SlideCopy | None:
        """Return the slide that a link to `target` leads to, or None when there is none.

        Within one loop it is the copy of the same iteration; else, where both are repeated as often, the copy
        with the same number; else the first one.
        """
        there = self.copies.get(target, [])
        if slide_with_link is None or not there:
            return there[0] if there else None
        if target == slide_with_link.source:
            return slide_with_link
        own, other = self._loops_of(slide_with_link.source), self._loops_of(target)
        if own & other:
            return self._in_round(slide_with_link, target, strict=own == other)
        same = len(there) == len(self.copies[slide_with_link.source])
        return there[slide_with_link.ordinal if same else 0]

    def _loops_of(self, slide: str) -> Set[Loop]:
        at = self._position[slide]
        return frozenset(loop for loop in self._loops if loop.first <= at <= loop.last)

    def _in_round(self, own: SlideCopy, target: str, strict: bool) -> SlideCopy | None:
        """Return the nearest copy on the target's side; `strict`: not beyond the next copy of `own`'s slide."""
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
    """What a part of the output can link to.

    `lost` are the ids of relationships to slides that are not there; `slide_ids` are the ids of slides in the output
    by those in the template; `sections` and `shows` are the ids of those that are left.
    """

    lost: Set[str]
    slide_ids: Mapping[str, str]
    sections: Set[str]
    shows: Set[str]


def links_to_slides(root: etree._Element) -> bool:
    """Whether anything in a part refers to a slide other than by a relationship."""
    elements = root.iter(etree.Element)
    return any(etree.QName(e).localname in _LINK_ELEMENTS or _SHOW_ACTION.match(e.get("action", "")) for e in elements)


def repair_links(root: etree._Element, reachable: LinkTargets) -> None:
    """Make every link of a part to a slide, section or custom show lead to one that is there, or remove it."""
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element).localname
        if name in ("sldZmObj", "sldMk"):
            slide_id = reachable.slide_ids.get(element.get("sldId", ""))
            if slide_id is not None:
                element.set("sldId", slide_id)
            elif name == "sldZmObj":
                _remove_zoom(element)
        elif name in _SECTION_ZOOMS and element.get("sectionId", "").upper() not in reachable.sections:
            _remove_zoom(element)
    for element in list(root.iter(etree.Element)):
        show = _SHOW_ACTION.match(element.get("action", ""))
        show_is_gone = show is not None and show[1] not in reachable.shows
        lost = any(id_ in reachable.lost for id_ in relationship_ids(element).values())
        if (show_is_gone or lost) and element is not root:
            element.getparent().remove(element)  # type: ignore[union-attr]


def _remove_zoom(target: etree._Element) -> None:
    """Remove a zoom; of a summary zoom with other sections only this section."""
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
    """Return the ids of the sections with one of these slides (ids of the template)."""
    return {
        section.get("id", "").upper()
        for section in presentation.iter(f"{{{P14}}}section")
        if any(item.get("id") in slide_ids for item in section.iter(f"{{{P14}}}sldId"))
    }


def remaining_shows(presentation: etree._Element, relationships: Set[str]) -> Set[str]:
    """Return the ids of the custom shows with one of these slides (relationship ids of the template)."""
    return {
        show.get("id", "")
        for show in presentation.iter(qn("p:custShow"))
        if any(item.get(qn("r:id")) in relationships for item in show.iter(qn("p:sld")))
    }


def update_sections(presentation: etree._Element, members: Mapping[str, Sequence[SlideCopy]]) -> None:
    """Update PowerPoint's sections: a copy joins its original's, a removed slide leaves. `members` are by slide id."""
    for id_list in presentation.iter(f"{{{P14}}}sldIdLst"):
        _replace_entries(id_list, "id", {key: [slide.id for slide in value] for key, value in members.items()})


def update_shows(presentation: etree._Element, members: Mapping[str, Sequence[SlideCopy]]) -> None:
    """Update custom shows: a copy follows its original, an empty show goes. `members` are by relationship id."""
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
    """Update what "Set Up Slide Show" states (`p:showPr`), and return whether anything changed.

    `numbers` are, for the slides of the output in order, their numbers in the template. A range of
    slides follows its slides; a range or custom show of which nothing is left becomes all slides.
    """
    changed = False
    for settings in properties.iter(qn("p:showPr")):
        for chosen in list(settings.iterchildren(qn("p:sldRg"), qn("p:custShow"))):
            changed = True
            if chosen.tag == qn("p:custShow"):
                is_kept = chosen.get("id") in shows
            else:
                first, last = int(chosen.get("st", "1")), int(chosen.get("end", "1"))
                places = [place for place, number in enumerate(numbers, 1) if first <= number <= last]
                is_kept = bool(places)
                if is_kept:
                    chosen.set("st", str(places[0]))
                    chosen.set("end", str(places[-1]))
            if not is_kept:
                chosen.addprevious(etree.Element(qn("p:sldAll")))
                settings.remove(chosen)
    return changed


class Loop(NamedTuple):
    """A loop over slides: the positions of the first and the last slide it repeats."""

    first: int
    last: int
