"""Writes a converted Word file for a person who looks it through: tracked changes and comments where they should look.

Each name and each word that was chosen by its sense is a tracked change: what characters alone would give is struck
out, and what the converter chose is inserted. Rejecting one leaves good text of the target's script. A comment beside
it says what the author wrote, which rule decided, and the sentence; a word that was left to a person has a comment
alone. What deserves no attention is converted and nothing more.

The decisions travel through the conversion inside the text, between noncharacters that no file holds; `ReviewWriter`
puts the markup in their place. `learning` reads from a reviewed file what became of them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from reportgen.convert.attention import RULES, Attention, attention_of
from reportgen.convert.comments import AUTHOR, Comment, add_comments
from reportgen.diagnostics import Message
from reportgen.lang.chinese.changes import Change, Flag
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package

REVIEWED_FORMATS = ("docx",)
"""The formats of files with tracked changes."""
_OPEN, _CHOSEN, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_DIGITS = "".join(map(chr, range(0xFDD4, 0xFDDE)))  # noncharacters, which XML allows and no document holds
_MARKED = re.compile(f"{_OPEN}([{_DIGITS}]+){_OPEN}([^{_OPEN}{_CHOSEN}{_END}]*)(?:{_CHOSEN}([^{_END}]*))?{_END}+")
"""A decision inside a text: its number, what characters alone give, and what was chosen where anything was."""
_SENTENCE_ENDS = "。！？；\n"
_INSERTIONS = (qn("w:ins"), qn("w:moveTo"))
_NO_COMMENTS = (qn("w:txbxContent"), qn("w:footnote"), qn("w:endnote"))
"""Word has no comments there; headers and footers, where it has none either, are parts of their own."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One place where a person should look: what the author wrote, what stands there now, and the sentence around it.

    `plain` is what characters alone give; `chosen` is what the converter printed, empty for a word that was left, for
    which `proposal` is the other side's word. `why` says which rule decided, and where that stands.
    """

    source: str
    plain: str
    chosen: str
    proposal: str
    why: str
    sentence: str

    @property
    def text(self) -> str:
        """The text of the comment: what was exchanged, why, and the author's sentence, a line each."""
        mark = "" if self.chosen else "?"
        return "\n".join((f"{self.source} → {self.proposal}{mark}", self.why, self.sentence))


@dataclass(frozen=True, slots=True)
class ConvertedText:
    """An edit of a passage (`passages.Edit`), and the change that it makes, none for a word that was left."""

    start: int
    end: int
    text: str
    change: Change | None


@dataclass(slots=True)
class Review:
    """The decisions of one document; `plainly` converts a text by characters and spelling alone.

    `say` puts a sentence into the language of the person who is to look the document through.
    """

    plainly: Callable[[str], str]
    say: Callable[[str], str] = str
    decisions: list[Decision] = field(default_factory=list)

    def edits(self, text: str, changes: Iterable[Change], flags: Iterable[Flag]) -> list[ConvertedText]:
        """The edits that convert a text of a document, with a mark at each place where a person should look."""
        edits: list[ConvertedText] = []
        rest: list[Change] = []
        left = list(flags)
        for change in changes:
            plain = self.plainly(change.source) if attention_of(change) is not Attention.PLAIN else change.target
            if plain == change.target:
                rest += _cut(change) if any(_crosses(change, flag) for flag in left) else [change]
            else:
                kind = change.rule.partition(":")[0]
                why = RULES[kind]
                if change.where:
                    why = Message("{why} ({where})", why=why, where=change.where)
                decision = (change.source, plain, change.target, change.target, self.say(why))
                marked = self._marked(text, change.start, change.end, decision)
                edits.append(ConvertedText(change.start, change.end, marked, change))
        for flag in left:
            inside = [change for change in rest if flag.start <= change.start and change.end <= flag.end]
            rest = [change for change in rest if change not in inside]
            why = "; ".join(filter(None, (flag.note, flag.where))) or self.say(Message("a person decides"))
            decision = (flag.source, _applied(flag, inside), "", flag.suggestion, why)
            marked = self._marked(text, flag.start, flag.end, decision)
            edits.append(ConvertedText(flag.start, flag.end, marked, None))
        edits += (ConvertedText(change.start, change.end, change.target, change) for change in rest)
        return sorted(edits, key=lambda edit: (edit.start, edit.end))

    def _marked(self, text: str, start: int, end: int, decision: tuple[str, str, str, str, str]) -> str:
        found = Decision(*decision, _sentence(text, start, end))
        number = "".join(_DIGITS[int(digit)] for digit in str(len(self.decisions)))
        self.decisions.append(found)
        chosen = f"{_CHOSEN}{found.chosen}" if found.chosen else ""
        marked = f"{_OPEN}{number}{_OPEN}{found.plain}{chosen}{_END}"
        # A text of another length goes into one run as a whole (`Passage.rewrite`), which keeps a mark in one piece.
        return marked + (_END if len(marked) == end - start else "")


class ReviewWriter:
    """Puts tracked changes and comments in the place of the marks that `Review.edits` left (`office_file.Finish`).

    Marks where Word knows no tracked changes (alternative text, properties) become what was chosen.
    """

    def __init__(self, package: Package, decisions: list[Decision]) -> None:
        self._decisions = decisions
        self._main_part = package.main_part
        self._ids = count(_highest_id(package) + 1)
        self._comments: list[Comment] = []

    def finish_part(self, part: str, root: etree._Element) -> bool:
        """Write the decisions of a part; return whether it held any."""
        texts = [text for text in root.iter(qn("w:t")) if _OPEN in (text.text or "")]
        for text in texts:
            self._write(text, may_comment=part == self._main_part)
        return _settle(root) or bool(texts)

    def add_parts(self, package: Package) -> None:
        """Add the comments that the parts refer to."""
        if self._comments:
            add_comments(package, self._comments)

    def _write(self, text: etree._Element, may_comment: bool) -> None:
        """Cut the run of a `w:t` at its marks, and write each as a tracked change, with its comment where one may be.

        The run's other children stay in their order, each piece with the run's properties.
        """
        run = text.getparent()
        if run is None or run.tag != qn("w:r"):
            return
        may_comment = may_comment and not any(above.tag in _NO_COMMENTS for above in run.iterancestors())
        pieces: list[etree._Element] = []
        content, position = text.text or "", 0
        for found in _MARKED.finditer(content):
            placed = _tracked(run, found, self._ids)
            if may_comment:
                self._comments.append(Comment(str(next(self._ids)), self._decision(found).text))
                placed = self._comments[-1].around(placed)
            pieces += (*_runs(run, content[position : found.start()]), *placed)
            position = found.end()
        pieces += _runs(run, content[position:])
        if behind := list(text.itersiblings()):
            pieces.append(_empty_run(run))
            pieces[-1].extend(behind)
        run.remove(text)
        for piece in reversed(pieces):
            run.addnext(piece)
        parent = run.getparent()
        if parent is not None and all(child.tag == qn("w:rPr") for child in run):
            parent.remove(run)

    def _decision(self, found: re.Match[str]) -> Decision:
        return self._decisions[int("".join(str(_DIGITS.index(digit)) for digit in found[1]))]


def _settle(root: etree._Element) -> bool:
    """Replace the marks that are left in any text or attribute by what was chosen; whether there were any."""
    found = False
    for element in root.iter(etree.Element):
        if element.text and _OPEN in element.text:
            element.text, found = _MARKED.sub(_chosen, element.text), True
        for attribute, value in element.attrib.items():
            if _OPEN in value:
                element.set(attribute, _MARKED.sub(_chosen, value))
                found = True
    return found


def _chosen(found: re.Match[str]) -> str:
    return found[2] if found[3] is None else found[3]


def _tracked(run: etree._Element, found: re.Match[str], ids: Iterator[int]) -> list[etree._Element]:
    """A decision as it is tracked: what is struck out, then what is inserted; a word that was left is a plain run."""
    if found[3] is None:
        return _runs(run, found[2])
    tracked: list[etree._Element] = []
    inserted = any(above.tag in _INSERTIONS for above in run.iterancestors())
    for tag, element, content in (("w:del", "w:delText", found[2]), ("w:ins", "w:t", found[3])):
        runs = _runs(run, content, element)
        if inserted and tag == "w:ins":
            tracked += runs
        elif runs:
            wrapper = etree.Element(qn(tag), {qn("w:id"): str(next(ids)), qn("w:author"): AUTHOR})
            wrapper.extend(runs)
            tracked.append(wrapper)
    return tracked


def _runs(run: etree._Element, content: str, tag: str = "w:t") -> list[etree._Element]:
    """A run with this text and the properties of another; none for no text."""
    if not content:
        return []
    made = _empty_run(run)
    text = etree.SubElement(made, qn(tag))
    text.text = content
    if content != content.strip():
        text.set(qn("xml:space"), "preserve")
    return [made]


def _empty_run(run: etree._Element) -> etree._Element:
    made = etree.Element(qn("w:r"))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def _highest_id(package: Package) -> int:
    """The highest id of tracked changes, comments, bookmarks and the like, which share one count in a document."""
    highest = 0
    for part in package.entries:
        if package.content_type(part).endswith("+xml") and part.startswith("word/"):
            for found in re.finditer(rb'w:id="(\d+)"', package.entries[part].read()):
                highest = max(highest, int(found[1]))
    return highest if highest < 2**31 - 2**20 else 0


def _crosses(change: Change, flag: Flag) -> bool:
    """Whether a change reaches over an end of a word that was left."""
    overlaps = change.start < flag.end and flag.start < change.end
    return overlaps and not (flag.start <= change.start and change.end <= flag.end)


def _cut(change: Change) -> list[Change]:
    """A change, cut into one for each character where its two sides are of one length."""
    if len(change.source) != len(change.target):
        return [change]
    pairs = enumerate(zip(change.source, change.target, strict=True), change.start)
    return [Change(at, at + 1, source, target, change.rule) for at, (source, target) in pairs]


def _applied(flag: Flag, changes: Iterable[Change]) -> str:
    """A word that was left, with the changes of its characters."""
    written: list[str] = []
    position = flag.start
    for change in changes:
        written += (flag.source[position - flag.start : change.start - flag.start], change.target)
        position = change.end
    return "".join((*written, flag.source[position - flag.start :]))


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence of a text in which a stretch stands."""
    first = max((text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS), default=-1) + 1
    ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0]
    last = min(ends) + 1 if ends else len(text)
    return text[first:last].strip()
