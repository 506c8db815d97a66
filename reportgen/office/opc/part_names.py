"""Finds free names for parts that are added to a package, without trying every number before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_NUMBER = re.compile(r"(\d*)(\.[^./]+)$")
_ADDED = re.compile(r"(New)?\d*\.[^./]+$")


class PartNames:
    """The part names of a package; names that differ in case alone are equal (ECMA-376 part 2 §6.2.2.3)."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {name.lower() for name in taken}
        self._last: Counter[str] = Counter()

    def free(self, part: str) -> str:
        """Take and return the first free name with the stem and extension of `part` and a number."""
        stem, extension = _NUMBER.sub("", part), part[part.rindex(".") :]
        while True:
            self._last[stem] += 1
            name = f"{stem}{self._last[stem]}{extension}"
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return name

    def added(self, part: str) -> str:
        """Take and return a free name that distinguishes a copy of `part` from it: `chartNew1.xml` for `chart7.xml`."""
        return self.free(f"{_ADDED.sub('', part)}New{part[part.rindex('.') :]}")
