"""The tags of one part, and the processing instructions that hold their places in its tree."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.template.syntax.tags import Tag

PLACEHOLDER = "rg"
"""The target of the processing instructions that hold a place while a part is compiled."""


@dataclass(frozen=True, slots=True, eq=False)
class PlacedTag:
    """A tag with the placeholder that stands for it in the tree: the same tag may stand in several places."""

    tag: Tag
    placeholder: etree._Element


class PartTags:
    """The tags of a part by the numbers that their placeholders bear: `<?rg 7?>`.

    The tree says where a tag stands. This list says what it is, and remembers the properties (`w:rPr`, `a:rPr`) of
    the run that a tag began in: one element for all that are the same.
    """

    def __init__(self) -> None:
        self._tags: list[Tag] = []
        self._placeholders: list[etree._Element] = []
        self._run_properties: dict[int, etree._Element] = {}
        self._kinds: dict[bytes, etree._Element] = {}

    def __bool__(self) -> bool:
        return bool(self._tags)

    def hold(self, tag: Tag, run_properties: etree._Element | None = None) -> etree._Element:
        """Number a tag, and return a new placeholder for it, which the caller puts into the tree."""
        number = len(self._tags)
        placeholder = etree.ProcessingInstruction(PLACEHOLDER, str(number))
        self._tags.append(tag)
        self._placeholders.append(placeholder)  # kept, so that lxml gives the same object for the node each time
        if run_properties is not None:
            key = etree.tostring(run_properties, with_tail=False)  # few kinds of runs stand in a part
            self._run_properties[number] = self._kinds.setdefault(key, run_properties)
        return placeholder

    def copied(self, twins: Mapping[etree._Element, etree._Element]) -> PartTags:
        """The same tags in a copy of the tree; `twins` has the copies of their placeholders."""
        copied = PartTags()
        copied._tags = list(self._tags)
        copied._placeholders = [twins[placeholder] for placeholder in self._placeholders]
        copied._run_properties = copy.deepcopy(self._run_properties)
        return copied

    def keep_run_properties(self, keep: Callable[[etree._Element], bool]) -> None:
        """Forget those remembered properties of runs that a function, which may change them, does not keep."""
        kept = {properties for properties in set(self._run_properties.values()) if keep(properties)}
        self._run_properties = {
            number: properties for number, properties in self._run_properties.items() if properties in kept
        }

    def get(self, node: etree._Element) -> Tag | None:
        """The tag that a node stands for, or None for any other node."""
        number = _number(node)
        return None if number is None else self._tags[number]

    def run_properties(self, placeholder: etree._Element) -> etree._Element | None:
        """The properties of the run in which a tag began."""
        number = _number(placeholder)
        return None if number is None else self._run_properties.get(number)

    def scanned(self) -> Iterator[PlacedTag]:
        """The tags that still have a place in the tree, in the order in which they were found."""
        for tag, placeholder in zip(self._tags, self._placeholders, strict=True):
            if placeholder.getparent() is not None:
                yield PlacedTag(tag, placeholder)

    def lost(self, root: etree._Element) -> list[Tag]:
        """The tags whose place has gone with what they stood in."""
        here = set(placeholders(root))
        return [tag for tag, place in zip(self._tags, self._placeholders, strict=True) if place not in here]

    def in_reading_order(self, root: etree._Element) -> list[PlacedTag]:
        """The tags that stand below a node, in reading order."""
        return [PlacedTag(tag, node) for node in placeholders(root) if (tag := self.get(node)) is not None]

    def replace(self, placeholder: etree._Element, tag: Tag) -> None:
        """Let another tag stand where a placeholder stands."""
        number = _number(placeholder)
        assert number is not None
        self._tags[number] = tag

    def silence(self, silenced: Iterable[etree._Element]) -> None:
        """Let the tags at these placeholders print nothing."""
        for placeholder in silenced:
            number = _number(placeholder)
            assert number is not None
            self._tags[number] = self._tags[number].silenced()


def placeholders(root: etree._Element) -> Iterator[etree._Element]:
    """The placeholders below a node, in reading order."""
    return (pi for pi in root.iter(etree.ProcessingInstruction) if getattr(pi, "target", "") == PLACEHOLDER)


def _number(node: etree._Element) -> int | None:
    if not isinstance(node, etree._ProcessingInstruction) or node.target != PLACEHOLDER:
        return None
    return int(node.text) if (node.text or "").isdecimal() else None  # code of the engine's own has a name instead
