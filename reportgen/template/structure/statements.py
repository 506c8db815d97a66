"""Stage two: which statement ends where, and where each has to stand in the tree.

A statement's tags become siblings: around a container (paragraph, row, cell, run, shape) when both
stand inside the same one, in place of their containers when they stand in different ones. What
cannot be made siblings is an error that names both ends.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.diagnostics import Collector
from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.template.syntax.isolate import PLACEHOLDER
from reportgen.template.syntax.keywords import BRANCHES, SINGLE
from reportgen.template.syntax.tags import Tag, TagKind

_SECTION, _CONTROL_CONTENT = qn("w:sectPr"), qn("w:sdtContent")
_AROUND_RUNS = frozenset(map(qn, (
    "w:ins", "w:moveTo", "w:smartTag", "w:hyperlink", "w:customXml", "w:bdo", "w:dir", "w:sdtContent",
)))  # fmt: skip
"""What may surround a part of a paragraph's runs and can be cut in two."""
_CONTAINER_WORDS = {"p": "paragraph", "tr": "table row", "tc": "table cell", "r": "run"}


@dataclass(slots=True, eq=False)
class Block:
    """A statement with an end: its tag, its branches and its end tag."""

    open: Tag
    branches: list[Tag] = field(default_factory=list)
    close: Tag | None = None

    @property
    def tags(self) -> list[Tag]:
        """All tags of the block in reading order."""
        return [self.open, *self.branches, *([self.close] if self.close else [])]


def placeholders(root: etree._Element) -> Iterator[etree._Element]:
    """The placeholders below a node, in reading order."""
    return (pi for pi in root.iter(etree.ProcessingInstruction) if getattr(pi, "target", "") == PLACEHOLDER)


def pair(tags: Iterable[Tag], found: Collector) -> list[Block]:
    """Match opening and end tags in reading order; everything that does not match is recorded."""
    blocks: list[Block] = []
    stack: list[Block] = []
    for tag in tags:
        if tag.opens:
            stack.append(Block(tag))
        elif tag.keyword in BRANCHES:
            _branch(tag, stack, found)
        elif tag.closes:
            _close(tag, stack, blocks, found)
    for block in stack:
        _unclosed(block.open, found)
    return blocks


def end_tag(tag: Tag) -> str:
    """The end tag that an opening tag asks for, as one would type it."""
    return f"{{%{tag.level} end{tag.keyword} %}}"


def _unclosed(tag: Tag, found: Collector) -> None:
    found.error("unclosed-statement", f"'{tag.text}' is never closed", tag.location, f"add '{end_tag(tag)}'")


def _branch(tag: Tag, stack: list[Block], found: Collector) -> None:
    if not stack or stack[-1].open.keyword not in BRANCHES[tag.keyword]:
        found.error("stray-branch", f"'{tag.text}' stands outside an 'if'", tag.location)
    else:
        stack[-1].branches.append(tag)


def _close(tag: Tag, stack: list[Block], blocks: list[Block], found: Collector) -> None:
    if tag.closes not in [block.open.keyword for block in stack]:
        found.error("stray-end", f"'{tag.text}' ends nothing that is open here", tag.location)
        return
    while stack[-1].open.keyword != tag.closes:
        _unclosed(stack.pop().open, found)
    block = stack.pop()
    block.close = tag
    if any(other.level != block.open.level for other in block.tags):
        found.error(
            "mixed-levels",
            f"'{block.open.text}' is closed by '{tag.text}', which takes something else with it",
            tag.location,
            f"write '{end_tag(block.open)}'",
        )
        return
    blocks.append(block)


def lift(root: etree._Element, tags: list[Tag], blocks: list[Block], found: Collector) -> None:
    """Move every statement of a part to where it has to stand; afterwards a block's tags are siblings."""
    replaced: dict[etree._Element, None] = {}
    wrapped: dict[etree._Element, list[Block]] = {}
    for block in blocks:
        if block.open.level in _CONTAINER_WORDS:
            _find_containers(block, replaced, wrapped, found)
    for tag in tags:
        if tag.level in _CONTAINER_WORDS and not tag.opens and tag.keyword in SINGLE:
            container = _container(tag, found)
            if container is not None:
                replaced[container] = None
    for container, inside in wrapped.items():
        wrap(container, sorted(inside, key=lambda block: tags.index(block.open)))
    _replace(replaced, tags, found)
    _lift_lone_paragraphs(root, tags)
    for block in blocks:
        _raise(block)
        _check_siblings(block, found)


def _container(tag: Tag, found: Collector) -> etree._Element | None:
    assert tag.element is not None
    if tag.level == "r":
        return tag.element  # isolation has already taken the tag out of its run
    for ancestor in tag.element.iterancestors():
        if ancestor.tag in dialect_of(ancestor).containers.get(tag.level, ()):
            return ancestor
    word = _CONTAINER_WORDS[tag.level]
    found.error("misplaced-tag", f"'{tag.text}' stands outside a {word}", tag.location, f"move it into a {word}")
    return None


def _find_containers(
    block: Block,
    replaced: dict[etree._Element, None],
    wrapped: dict[etree._Element, list[Block]],
    found: Collector,
) -> None:
    containers = [container for tag in block.tags if (container := _container(tag, found)) is not None]
    if block.open.level == "r" or len(containers) < len(block.tags):
        return
    if any(container is not containers[0] for container in containers):
        replaced.update(dict.fromkeys(containers))
    elif block.branches:
        word = _CONTAINER_WORDS[block.open.level]
        found.error(
            "misplaced-tag",
            f"'{block.branches[0].text}' stands in the same {word} as '{block.open.text}'",
            block.branches[0].location,
            f"put each into a {word} of its own",
        )
    else:
        wrapped.setdefault(containers[0], []).append(block)


def wrap(container: etree._Element, blocks: list[Block]) -> None:
    """Put the tags of blocks, outermost first, around a container; they leave where they stood."""
    for block in blocks:
        for tag in block.tags:
            assert tag.element is not None
            detach(tag.element, keep=container)
    for block in blocks:
        assert block.open.element is not None
        container.addprevious(block.open.element)
    for block in blocks:  # each end goes right behind the container, so the outermost one comes last
        assert block.close is not None
        assert block.close.element is not None
        container.addnext(block.close.element)


def detach(placeholder: etree._Element, keep: etree._Element | None = None) -> None:
    """Take a placeholder out of its paragraph, and the paragraph too when nothing is left in it.

    The last paragraph of a text body stays, since Office needs one, and so does `keep`.
    """
    parent = placeholder.getparent()
    if parent is None:
        return
    paragraph = next((a for a in placeholder.iterancestors() if a.tag in BY_PARAGRAPH), None)
    parent.remove(placeholder)
    if paragraph is None or paragraph is keep or _content(paragraph):
        return
    holder = paragraph.getparent()
    if holder is not None and len(holder.findall(str(paragraph.tag))) > 1 and not _ends_section(paragraph):
        holder.remove(paragraph)


def _replace(replaced: dict[etree._Element, None], tags: list[Tag], found: Collector) -> None:
    for tag in tags:
        container = next((a for a in _ancestors(tag) if a in replaced), None)
        if container is None or tag.element is None:
            continue
        if tag.kind is TagKind.OUTPUT or tag.level == "":
            continue
        container.addprevious(tag.element)
    for container in replaced:
        lost = _visible_text(container)
        parent = container.getparent()
        if lost:
            _report_lost(container, lost, tags, found)
        elif parent is not None and not _ends_section(container):
            parent.remove(container)


def _ancestors(tag: Tag) -> Iterator[etree._Element]:
    return tag.element.iterancestors() if tag.element is not None else iter(())


def _visible_text(container: etree._Element) -> str:
    """What would be lost with a container: its text, or the mark of a tag."""
    if any(True for _ in placeholders(container)):
        return "another tag"
    paragraphs = [e for e in container.iter() if e.tag in BY_PARAGRAPH]
    return " ".join(paragraph_text(p, dialect_of(p)).strip() for p in paragraphs).strip()


def _report_lost(container: etree._Element, lost: str, tags: list[Tag], found: Collector) -> None:
    before = container.getprevious()
    tag = next((t for t in tags if t.element is before and before is not None), tags[0])
    shown = lost if len(lost) <= 40 else lost[:39] + "…"
    found.error(
        "content-lost",
        f"'{tag.text}' takes its {_CONTAINER_WORDS.get(tag.level, 'place')} away, and with it '{shown}'",
        tag.location,
        "give the tag a place of its own, or end the statement inside the same one",
    )


def _lift_lone_paragraphs(root: etree._Element, tags: list[Tag]) -> None:
    """Where only statements stand in a paragraph, they take the paragraph's place."""
    kinds = {tag.element: tag.kind for tag in tags if tag.element is not None}
    for paragraph in [e for e in root.iter() if e.tag in BY_PARAGRAPH]:
        inside = list(placeholders(paragraph))
        lone = inside and all(kinds.get(pi, TagKind.OUTPUT) is not TagKind.OUTPUT for pi in inside)
        if not lone or _content(paragraph, ignore=inside) or _ends_section(paragraph):
            continue
        for placeholder in inside:
            paragraph.addprevious(placeholder)
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)


def _content(paragraph: etree._Element, ignore: Iterable[etree._Element] = ()) -> bool:
    """Whether a reader sees anything in a paragraph: text, a picture, a field, a tag."""
    dialect: Dialect = BY_PARAGRAPH[str(paragraph.tag)]
    ignored = set(ignore)
    for node in paragraph.iterdescendants():
        if isinstance(node, etree._ProcessingInstruction):
            if node not in ignored:
                return True
        elif node.tag == dialect.text:
            if (node.text or "").strip():
                return True
        elif node.tag not in dialect.invisible and not _in_properties(node, paragraph, dialect):
            return True
    return False


def _in_properties(node: etree._Element, paragraph: etree._Element, dialect: Dialect) -> bool:
    for ancestor in node.iterancestors():
        if ancestor is paragraph:
            return False
        if str(ancestor.tag).endswith("Pr"):
            return True
    return False


def _ends_section(paragraph: etree._Element) -> bool:
    return any(True for _ in paragraph.iter(_SECTION))


def _raise(block: Block) -> None:
    """Where something around runs (a tracked insertion, a link) holds some tags of a block only, take them out of it.

    It goes on behind the tag. A content control cannot be in two places: a tag leaves it at its ends only.
    """
    elements = [tag.element for tag in block.tags if tag.element is not None]
    paragraphs = [next((a for a in e.iterancestors() if a.tag in BY_PARAGRAPH), None) for e in elements]
    paragraph = paragraphs[0]
    if paragraph is None or any(other is not paragraph for other in paragraphs):
        return
    if any(e.getparent() is not elements[0].getparent() for e in elements):
        for element in elements:
            while element.getparent() is not paragraph and _split_around(element):
                pass


def _split_around(element: etree._Element) -> bool:
    """Cut the parent of an element in two, the element between its halves; False where that cannot be."""
    parent = element.getparent()
    if parent is None or parent.tag not in _AROUND_RUNS or (outer := parent.getparent()) is None:
        return False
    index = parent.index(element)
    before = [child for child in parent[:index] if not str(child.tag).endswith("Pr")]
    behind = list(parent[index + 1 :])
    if parent.tag == _CONTROL_CONTENT:
        if before and behind:
            return False
        (outer.addnext if before else outer.addprevious)(element)
        if not before and not behind and outer.getparent() is not None:
            outer.getparent().remove(outer)  # type: ignore[union-attr]
        return True
    rest = etree.Element(parent.tag, dict(parent.attrib), nsmap=parent.nsmap)
    rest.extend(copy.deepcopy(child) for child in parent[: index - len(before)])
    rest.extend(behind)
    parent.addnext(element)
    if behind:
        element.addnext(rest)
    if not before:
        outer.remove(parent)
    return True


def _check_siblings(block: Block, found: Collector) -> None:
    parents = [tag.element.getparent() for tag in block.tags if tag.element is not None]
    odd = next((i for i, parent in enumerate(parents) if parent is not parents[0]), 0)
    if odd:
        other = block.tags[odd]
        found.error(
            "crossing-statement",
            f"'{block.open.text}' ({_where(block.open)}) and '{other.text}' ({_where(other)}) cross other content",
            block.open.location,
            "put both into one paragraph, or each alone into a paragraph of its own; for table rows use '{%tr'",
        )


def _where(tag: Tag) -> str:
    return ", ".join(tag.location.steps[-2:])
