"""Names for parts that a render adds: free ones, found without looking at every number before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_NUMBER = re.compile(r"(\d*)(\.[^./]+)$")
_ADDED = re.compile(r"(New)?\d*\.[^./]+$")


class PartNames:
    """The names of a package; part names are equal when they differ in case alone (ECMA-376 part 2 §6.2.2.3)."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {name.lower() for name in taken}
        self._last: Counter[str] = Counter()

    def free(self, part: str) -> str:
        """The first free name with the stem and extension of `part` and a number, which is then taken."""
        stem, extension = _NUMBER.sub("", part), part[part.rindex(".") :]
        while True:
            self._last[stem] += 1
            name = f"{stem}{self._last[stem]}{extension}"
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return name

    def added(self, part: str) -> str:
        """A free name that tells a copy of `part` from the template's: `chartNew1.xml` for `chart7.xml`."""
        return self.free(f"{_ADDED.sub('', part)}New{part[part.rindex('.') :]}")
