"""What `convert` tells: each change once, with its rule and all its places; what is left to a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from reportgen.convert.document import Conversion, Located
    from reportgen.diagnostics import Location


class ConversionReport:
    """The report on one file; without a `result`, on one in which nothing was to be done."""

    def __init__(self, name: str, source: str, target: str, result: Conversion | None) -> None:
        self._name = name
        self._languages = {"source": source, "target": target}
        self._result = result

    @property
    def changes_anything(self) -> bool:
        """Whether the new file differs from the old one."""
        return self._result is not None and bool(self._result.changes or self._result.switched)

    def print_json(self, written: str) -> None:
        """One object: every change and flag for itself, in reading order."""
        result = self._result
        report: dict[str, Any] = {"file": self._name, **self._languages, "written": written}
        report["changes"] = [_plain(found) for found in result.changes] if result else []
        report["flags"] = [_plain(found) for found in result.flags] if result else []
        report["switched"] = [
            {"what": what, "from": old, "to": new, "count": count}
            for (what, old, new), count in sorted(result.switched.items())
        ] if result else []  # fmt: skip
        report["diagnostics"] = [asdict(diagnostic) for diagnostic in result.unconverted] if result else []
        typer.echo(json.dumps(report, ensure_ascii=False))

    def print_lines(self, written: str, *, explain: bool, quiet: bool, to_stderr: bool) -> None:
        """For people: the list if it is asked for, warnings on standard error, one closing line."""
        assert self._result is not None
        for diagnostic in self._result.unconverted:
            typer.echo(str(diagnostic), err=True)
        for line in self._explanation() if explain else ():
            typer.echo(line, err=to_stderr)
        if not quiet:
            typer.echo(self._summary(written, explain), err=to_stderr)

    def _explanation(self) -> Iterator[str]:
        assert self._result is not None
        for (source, target, rule, where), places in _grouped(self._result.changes):
            yield f"{_shown(source)} → {_shown(target)}  {_times(places)}{rule} ({where or 'built in'})"
            yield f"    {self._places(places)}"
        for (what, old, new), count in sorted(self._result.switched.items()):
            yield f"{old} → {new}  ×{count}  {what}"
        flags = _grouped(self._result.flags)
        if flags:
            yield "A person decides; these stay as they are:"
        for (source, suggestion, note, where), places in flags:
            yield f"{source} → {suggestion}?  {_times(places)}{note or 'flagged'}{f' ({where})' if where else ''}"
            yield f"    {self._places(places)}"

    def _places(self, places: list[Location]) -> str:
        counts = Counter(_inside(place) for place in places)
        return "; ".join(place if count == 1 else f"{place} (×{count})" for place, count in counts.items())

    def _summary(self, written: str, explained: bool) -> str:
        assert self._result is not None
        parts = [_count(len(self._result.changes), "change")]
        if self._result.switched:
            parts.append(f"{_count(self._result.switched.total(), 'font setting')} switched")
        if self._result.flags:
            words = f"{_count(len(self._result.flags), 'word')} left for a person to decide"
            parts.append(words if explained else f"{words} (--explain lists them)")
        return f"{self._name}{f' → {written}' if written else ''}: {', '.join(parts)}"


def _grouped(found: Iterable[Located]) -> list[tuple[tuple[str, str, str, str], list[Location]]]:
    """What was found, the most frequent first, each with all its places."""
    groups: dict[tuple[str, str, str, str], list[Location]] = {}
    for item in found:
        source, target, rule, where = _told(item)
        groups.setdefault((source, target, rule, where), []).append(item.location)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def _told(found: Located) -> tuple[str, str, str, str]:
    what = found.item
    target = getattr(what, "target", None)
    if target is None:
        return what.source, getattr(what, "suggestion", ""), getattr(what, "note", ""), what.where
    return what.source, target, getattr(what, "rule", ""), what.where


def _plain(found: Located) -> dict[str, Any]:
    return {"location": asdict(found.location), **asdict(found.item)}


def _inside(place: Location) -> str:
    """A place without the file, which is the same for all."""
    return f"line {place.line}" if place.line else " › ".join(place.steps)


def _shown(text: str) -> str:
    return text.replace("\n", "⏎") or "(nothing)"


def _times(places: list[Location]) -> str:
    return f"×{len(places)}  " if len(places) > 1 else ""


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
