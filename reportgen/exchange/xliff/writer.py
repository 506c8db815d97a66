"""Writes texts as XLIFF in the version that a translator's tool reads best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType

from lxml import etree

from reportgen.exchange.xliff import version_1, version_2
from reportgen.exchange.xliff.outgoing import Documents, Outgoing, OutgoingUnit

_WRITERS: Mapping[str, Callable[[Documents, Outgoing], etree._Element]] = MappingProxyType(
    {
        "1.2": version_1.write,
        "2.1": partial(version_2.write, version="2.1"),
        "2.2": partial(version_2.write, version="2.2"),
    }
)
XLIFF_VERSIONS = tuple(_WRITERS)
"""What can be written; what can be read is `reader.READ_VERSIONS`."""


def write_xliff(files: Mapping[str, tuple[str, Iterable[OutgoingUnit]]], context: Outgoing, version: str) -> bytes:
    """An XLIFF file of a version, one of `XLIFF_VERSIONS`; documents without texts are left out.

    `files` has the path of each document, by its key, and its texts.
    """
    listed = {key: (path, list(units)) for key, (path, units) in files.items()}
    root = _WRITERS[version]({key: file for key, file in listed.items() if file[1]}, context)
    _indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _indent(root: etree._Element) -> None:
    """Lines for the structure only: white space in a source and a target is content (`xml:space`)."""

    def walk(element: etree._Element, level: int) -> None:
        if etree.QName(element).localname in ("source", "target") or not len(element):
            return
        element.text = "\n" + "  " * (level + 1)
        for child in element:
            walk(child, level + 1)
            child.tail = "\n" + "  " * (level + 1)
        element[-1].tail = "\n" + "  " * level

    walk(root, 0)
