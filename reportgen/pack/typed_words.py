"""Fixed words typed in templates, found among the labels: `labels.yaml` has them in the other languages."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from reportgen.lang.markup import Plain, parse_markup
from reportgen.model.content import Text
from reportgen.pack.writer import Writer

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class TypedWords:
    """The labels by their wordings in the language that templates are written in, which is that of `source`."""

    def __init__(self, labels: Mapping[str, Text], source: Writer) -> None:
        self._labels: dict[str, list[Text]] = {}
        for label in labels.values():
            with contextlib.suppress(KeyError):  # it has no wording in that language
                self._labels.setdefault(_compared(source.wording_of(label)), []).append(label)

    def written(self, typed: str, writer: Writer) -> str | None:
        """What a whole text typed in a template is in the language of a writer.

        None where no label says the same, or where several do that differ in that language. A label that names a
        term or has places to fill is none of them.
        """
        found: set[str] = set()
        with contextlib.suppress(KeyError):  # `check` reports a label without a wording
            found = {writer.wording_of(label) for label in self._labels.get(_compared(typed), ())}
        wording = found.pop() if len(found) == 1 else ""
        tokens = parse_markup(wording, writer.language.tag)
        return wording if wording and "%(" not in wording and all(isinstance(one, Plain) for one in tokens) else None


def _compared(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())
