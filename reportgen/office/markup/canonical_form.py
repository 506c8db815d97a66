"""Brings every part that is read into one form, so that its markup, once written again, can be read as text.

XML leaves it to its writer under which prefix a namespace stands, where it is declared, and much else. What is read is
brought into one form here; lxml then writes attributes in double quotes, `<`, `>` and `&` as entities, text without
CDATA sections, and an empty element as `<a:t/>`. So in the markup of a part that was read here

* an element of a namespace of `PREFIXES` begins with `<` and the prefix there, whatever the file called it: `<a:t`;
* nothing else in the markup looks like that: no comment, no processing instruction, no text or attribute;
* an element of `WITHOUT_ATTRIBUTES` has none: it begins with `<a:t>` or is `<a:t/>`;
* a fragment of it with text can be parsed by itself below the root's own start tag: what is declared around text is
  declared on the root. A declaration around something without text (an extension, a chart's reference) stays there.

The order of attributes is the file's own, and nobody may rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from reportgen.office.markup.namespaces import DGM, DSP, MC, P14, PIC, W14, WP, A, C, M, P, R, W, parse_xml, qn

PREFIXES: Mapping[str, str] = {
    W: "w", A: "a", P: "p", R: "r", M: "m", C: "c", WP: "wp", PIC: "pic", DGM: "dgm", DSP: "dsp", MC: "mc",
    W14: "w14", P14: "p14",
}  # fmt: skip
"""Namespace → its prefix, for each whose elements the engine writes, or looks for in what it has written."""
_URIS = {prefix: uri for uri, prefix in PREFIXES.items()}
_TEXT_CONTAINERS = tuple(map(qn, ("a:p", "w:p", "a:tbl", "w:tbl", "p:txBody", "a:txBody")))
WITHOUT_ATTRIBUTES = ("a:t", "a:r", "a:p", "a:tbl", "a:txBody", "p:txBody", "w:sdtContent")
"""Elements that have no attributes of their own in the schema: those that a file has are of no known namespace."""
_BARE = tuple(map(qn, WITHOUT_ATTRIBUTES))
_NAMING_PREFIXES = frozenset([
    *(f"{{{MC}}}{name}" for name in ("Ignorable", "MustUnderstand", "ProcessContent", "PreserveElements",
                                     "PreserveAttributes")),
    "{http://www.w3.org/2001/XMLSchema-instance}type",
])  # fmt: skip
"""Attributes whose values name namespaces by their prefixes (ECMA-376 part 3 §10.1; XML Schema part 1 §2.6.1)."""
_CHOICE, _REQUIRES = f"{{{MC}}}Choice", "Requires"

Names = dict[str | None, str]
"""Namespaces by prefix; None is the prefix of the default one."""


def read_part(data: bytes) -> etree._Element:
    """Parse a part, and return its root in the canonical form; raises what `parse_xml` raises."""
    root = parse_xml(data)
    return canonical(root, _declares_on_root_only(root, data))


def _declares_on_root_only(root: etree._Element, data: bytes) -> bool:
    """Return whether no element below the root declares a namespace; False also where the bytes cannot tell.

    A declaration cannot be written without the letters `xmlns`: where they stand as often as the root declares
    something, nothing is left for other elements. Parts are small, and walking through one takes as long as reading it.
    """
    encoding = root.getroottree().docinfo.encoding or ""  # lxml says UTF-8 of UTF-16 too, whose bytes hold zeros
    return encoding.upper() == "UTF-8" and b"\0" not in data and data.count(b"xmlns") == len(root.nsmap)


def canonical(root: etree._Element, declares_on_root_only: bool = False) -> etree._Element:
    """Return the root in the canonical form: the same element, or a new one with the same content.

    Where it is known that only the root declares namespaces, nobody looks for others.
    """
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in root.iter(*_BARE):
        if element.attrib:
            element.attrib.clear()
    own = root.nsmap
    declared = list(own.items() if declares_on_root_only else _declarations(root))
    unusual = [declaration for declaration in declared if not _is_usual(*declaration)]
    names = _names(own, unusual, [] if declares_on_root_only else _declared_around_text(root))
    repeated = len(declared) > len(set(declared)) and any(declared.count(item) > 1 for item in own.items())
    if names == own and not unusual and not repeated:
        return root
    prefixed_attributes = list(_attributes_with_prefixes(root))
    renamed = etree.Element(root.tag, dict(root.attrib), nsmap=names)
    renamed.text = root.text
    renamed.extend(list(root))  # lxml gives moved elements the declarations of their new parent
    for element, attribute, words in prefixed_attributes:
        element = renamed if element is root else element
        prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
        element.set(attribute, " ".join(prefixes.get(uri, uri) + rest for uri, rest in words))
    return renamed


def may_contain(data: bytes, *words: bytes) -> bool:
    """Whether a part's bytes may contain one of these ASCII words in a name or an attribute's value.

    It is a quick test before a part is parsed, and False only where that is certain: a character may also be written
    as a character reference, or in UTF-16.
    """
    return b"&#" in data or b"\0" in data or any(word in data for word in words)


def _declarations(root: etree._Element) -> Iterator[tuple[str | None, str]]:
    """Yield the prefixes and namespaces that are declared anywhere in a tree, as often as they are."""
    declared: Any
    for _, declared in etree.iterwalk(root, events=("start-ns",)):
        yield declared[0] or None, declared[1]


def _is_usual(prefix: str | None, uri: str) -> bool:
    """Whether a declaration gives our namespaces and our prefixes only to each other."""
    return PREFIXES.get(uri, prefix) == prefix and _URIS.get(prefix or "", uri) == uri


def _declared_around_text(root: etree._Element) -> Iterator[tuple[str | None, str]]:
    own = root.nsmap
    for text in root.iter(*_TEXT_CONTAINERS):
        if text.nsmap != own:
            yield from text.nsmap.items()


def _names(
    own: Names, unusual: Iterable[tuple[str | None, str]], around_text: Iterable[tuple[str | None, str]]
) -> Names:
    """Return what the root of a part has to declare: its own, what is declared around text, and the `unusual`."""
    names: Names = {}
    for prefix, uri in dict.fromkeys([*own.items(), *around_text, *unusual]):
        is_own = own.get(prefix) == uri
        if uri not in names.values() or (is_own and uri not in PREFIXES):
            names[_prefix_for(prefix, uri, names, is_own)] = uri
    return names


def _prefix_for(prefix: str | None, uri: str, names: Names, is_own: bool) -> str | None:
    """Return the prefix for a namespace: the usual one, else its own, with a number where that is taken."""
    if uri in PREFIXES:
        return PREFIXES[uri]
    if prefix is None and is_own:
        return None
    wanted = candidate = prefix or "ns"
    number = 0
    while candidate in names or candidate in _URIS:
        number += 1
        candidate = f"{wanted}{number}"
    return candidate


def _attributes_with_prefixes(root: etree._Element) -> Iterator[tuple[etree._Element, str, list[tuple[str, str]]]]:
    """Yield the attributes whose values have prefixes, each with its words: the namespace and what follows the prefix.

    A word whose prefix is not declared stays as it is.
    """
    for element in root.iter(etree.Element):
        for attribute, value in element.attrib.items():
            if attribute in _NAMING_PREFIXES or (attribute == _REQUIRES and element.tag == _CHOICE):
                names = element.nsmap
                words = [(prefix, colon + local) for prefix, colon, local in map(_split_prefix, str(value).split())]
                yield element, str(attribute), [(names.get(prefix, prefix), rest) for prefix, rest in words]


def _split_prefix(word: str) -> tuple[str, str, str]:
    return word.partition(":")
