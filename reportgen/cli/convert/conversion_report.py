"""Prints the report of `convert`: each change once with its rule and locations, what a person should look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reportgen.cli.language import echo, said
from reportgen.cli.output import count
from reportgen.diagnostics import Message, marked

if TYPE_CHECKING:
    from reportgen.convert.document import Conversion, Located
    from reportgen.diagnostics import Diagnostic, Location


_HEADINGS = {
    "NAME": marked("Names:"),
    "SENSE": marked("Words by their sense:"),
    "LEFT": marked("A person decides; these stay as they are:"),
    "PLAIN": marked("Characters and typography:"),
}
"""What stands above the changes of each `Attention`."""

_SWITCHED = {
    "typeface": marked("typeface"),
    "language": marked("language"),
    "numbering": marked("numbering"),
}
"""The kinds of formatting that a conversion switches."""


class ConversionReport:
    """The report on one file; `result` is None where nothing was to be converted."""

    def __init__(self, name: str, source: str, target: str, result: Conversion | None) -> None:
        self._name = name
        self._languages = {"source": source, "target": target}
        self._result = result

    @property
    def changes_anything(self) -> bool:
        """Whether the new file differs from the old one."""
        return self._result is not None and bool(self._result.changes or self._result.switched)

    def plain(self, written: str) -> dict[str, Any]:
        """The report as plain data, with every change and flag in reading order."""
        result = self._result
        report: dict[str, Any] = {"file": self._name, **self._languages, "written": written}
        report["changes"] = [_plain(found) for found in result.changes] if result else []
        report["flags"] = [_plain(found) for found in result.flags] if result else []
        report["switched"] = [
            {"what": what, "from": old, "to": new, "count": number}
            for (what, old, new), number in sorted(result.switched.items())
        ] if result else []  # fmt: skip
        return report

    @property
    def unconverted(self) -> list[Diagnostic]:
        """The parts of the file that stay as they are."""
        return self._result.unconverted if self._result else []

    def print_lines(self, written: str, *, explain: bool, quiet: bool, to_stderr: bool) -> None:
        """Print lines for people: the changes if `explain`, and a summary."""
        for line in self._explanation() if explain else ():
            echo(line, err=to_stderr)
        if not quiet:
            echo(self._summary(written, explain), err=to_stderr)

    def _explanation(self) -> Iterator[str]:
        """The changes, those first that a person should look at, each group under its heading."""
        from reportgen.convert.attention import RULES, Attention, attention_of

        assert self._result is not None
        found = [*self._result.changes, *self._result.flags]
        for attention in Attention:
            groups = _group_by_change(each for each in found if attention_of(each.item) is attention)
            if groups:
                yield Message(_HEADINGS[attention.name])
            for (source, target, why, where), places in groups:
                if attention is Attention.LEFT:
                    note = f"{said(why or Message('flagged'))}{f' ({where})' if where else ''}"
                    yield f"{source} → {target}?  {_times(places)}{note}"
                else:
                    place = where or said(Message("built in"))
                    rule = said(RULES.get(why, why))
                    yield f"{_visible(source)} → {_visible(target)}  {_times(places)}{rule} ({place})"
                yield f"    {self._places(places)}"
        for (what, old, new), number in sorted(self._result.switched.items()):
            yield f"{old} → {new}  ×{number}  {said(Message(_SWITCHED[what]))}"

    def _places(self, places: list[Location]) -> str:
        counts = Counter(_position_in_file(place) for place in places)
        return "; ".join(place if number == 1 else f"{place} (×{number})" for place, number in counts.items())

    def _summary(self, written: str, explained: bool) -> str:
        assert self._result is not None
        parts: list[Message] = [count(len(self._result.changes), "change")]
        if self._result.switched:
            settings = count(self._result.switched.total(), "font setting")
            parts.append(Message("{settings} switched", settings=settings))
        if self._result.flags:
            words = Message("{words} left for a person to decide", words=count(len(self._result.flags), "word"))
            parts.append(words if explained else Message("{words} (--explain lists them)", words=words))
        name = f"{self._name} → {written}" if written else self._name
        return Message("{name}: {parts}", name=name, parts=parts)


def _group_by_change(found: Iterable[Located]) -> list[tuple[tuple[str, str, str, str], list[Location]]]:
    """The changes or flags with all their locations, the most frequent first."""
    groups: dict[tuple[str, str, str, str], list[Location]] = {}
    for item in found:
        source, target, rule, where = _describe(item)
        groups.setdefault((source, target, rule, where), []).append(item.location)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def _describe(found: Located) -> tuple[str, str, str, str]:
    what = found.item
    target = getattr(what, "target", None)
    if target is None:
        return what.source, getattr(what, "suggestion", ""), getattr(what, "note", ""), what.where
    return what.source, target, getattr(what, "rule", ""), what.where


def _plain(found: Located) -> dict[str, Any]:
    from reportgen.convert.attention import attention_of

    attention = attention_of(found.item).name.lower()
    return {"location": asdict(found.location), **asdict(found.item), "attention": attention}


def _position_in_file(place: Location) -> str:
    """A location without the file, which is the same for all."""
    return said(Message("line {line}", line=place.line)) if place.line else " › ".join(map(said, place.steps))


def _visible(text: str) -> str:
    return text.replace("\n", "⏎") or said(Message("(nothing)"))


def _times(places: list[Location]) -> str:
    return f"×{len(places)}  " if len(places) > 1 else ""
