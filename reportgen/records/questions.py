"""What something was made from: the questions that were asked while it was made, with digests of their answers.

A record holds answers, not files. A deck that prints the English name of a body was made from that name, and from
nothing else in the glossary; it is out of date when the name is another, and not when a row is added. What is up to
date, what a watcher looks at, why something is made again and under which key it is kept are all read from records,
so they cannot disagree.

A question is a tuple of strings: its kind, and what it is about. `KINDS` has every kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from reportgen.diagnostics import Message

Question = tuple[str, ...]
"""The kind of a question, and what it is about: `("term", "hktdc", "name", "en")`."""

Record = Mapping[Question, str]
"""Question → the digest of its answer."""

ABSENT = ""
"""The answer to a question about what is not there: a missing file is read too, since it may appear."""


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def answer(*values: object) -> str:
    """A short digest (64 bits) of the answer to a question: of values whose `repr` says all about them."""
    return hashlib.blake2b("\0".join(map(repr, values)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def record_digest(record: Record) -> str:
    """A digest of a whole record, for a key."""
    lines = ("\0".join((*question, given)) for question, given in sorted(record.items()))
    return digest("\n".join(lines).encode("utf-8", "surrogatepass"))


def record_to_json(record: Record) -> list[list[str]]:
    """A record as plain data, in order: each question with its answer behind it."""
    return [[*question, given] for question, given in sorted(record.items())]


def record_from_json(plain: Iterable[Sequence[str]]) -> Record:
    """The record that `record_to_json` has made plain."""
    return {tuple(question): given for *question, given in plain}


class Asked(set[Question]):
    """Questions as they are asked, for whoever wants to know what each thing was made of."""

    def __init__(self, questions: Iterable[Question] = ()) -> None:
        super().__init__(questions)
        self._latest: list[Question] = []

    def add(self, question: Question) -> None:
        """Note a question, also one that was asked before."""
        super().add(question)
        self._latest.append(question)

    def take(self) -> list[Question]:
        """The questions that were noted since this was called before, in order."""
        latest, self._latest = self._latest, []
        return latest


def differences(before: Record, now: Record) -> list[Question]:
    """The questions whose answers are not the same in two records, in order."""
    return sorted(question for question in {*before, *now} if before.get(question) != now.get(question))


def in_words(question: Question) -> str:
    """A question as a person reads it: `term hktdc, name in en`."""
    kind, *rest = question
    return KINDS[kind](rest)


def _steps(steps: Iterable[str]) -> str:
    """A path in words, list items counted from one: `progress 2, text`."""
    words: list[str] = []
    for step in steps:
        if step.isdigit() and words:
            words[-1] += f" {int(step) + 1}"
        else:
            words.append(step)
    return ", ".join(words)


def _in_file(file: str, what: str) -> str:
    """What stands in a file, in words."""
    return Message("{file}: {what}", file=file, what=what)


def _term(rest: list[str]) -> str:
    """A field of a term, in words."""
    term, field, *languages = rest
    if languages:
        return Message("term {term}, {field} in {language}", term=term, field=field, language=languages[0])
    return Message("term {term}, {field}", term=term, field=field)


KINDS: Mapping[str, Callable[[list[str]], str]] = MappingProxyType(
    {
        "program": lambda rest: Message("the program"),
        "file": lambda rest: rest[0],
        "names": lambda rest: Message("the files in {folder}", folder=rest[0]),
        "language": lambda rest: Message("the language {language}", language=rest[0]),
        "template": lambda rest: Message("templates/{template} in {language}", template=rest[0], language=rest[1]),
        "text": lambda rest: _in_file(
            rest[0], Message("{what} in {language}", what=_steps(rest[2:]), language=rest[1])
        ),
        "value": lambda rest: _in_file(rest[0], _steps(rest[1:]) or Message("its keys")),
        "all": lambda rest: _in_file(rest[0], _steps(rest[1:])),
        "term": _term,
        "terms": lambda rest: Message("the terms that {file} refers to", file=rest[0]),
        "key terms": lambda rest: Message("the terms that {file} names most", file=rest[0]),
        "paragraphs": lambda rest: Message("the sources of {file}", file=rest[0]),
        "colour": lambda rest: Message("the colour of {sector}", sector=rest[0]),
        "made": lambda rest: Message("the file {file}", file=rest[0]),
        "libreoffice": lambda rest: "LibreOffice",
    }
)
"""The kind of a question → what it is about in words."""
