"""Writes the markup of a single element, to be put into a part that we write ourselves, and reads it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportgen.office.markup.namespaces import XML, parse_xml

_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
"""White space becomes references: XML would normalise it."""


def fragment(element: etree._Element, prefixes: Mapping[str, str]) -> str:
    """Return the XML of an element, to be put below a root that declares `prefixes` (namespace → prefix).

    lxml would repeat every declaration on each fragment. A namespace that `prefixes` lacks is declared on the element,
    with the prefix that it has in the file unless that is taken.
    """
    declared: dict[str, str] = {}

    def name(qualified: str, node: etree._Element) -> str:
        uri, _, local = qualified[1:].partition("}")
        if uri == XML:
            return f"xml:{local}"
        prefix = prefixes.get(uri) or declared.get(uri)
        if prefix is None:
            taken = {*prefixes.values(), *declared.values()}
            own = (name for name, its_uri in node.nsmap.items() if its_uri == uri and name and name not in taken)
            prefix = declared[uri] = next(own, f"ns{len(declared)}")
        return f"{prefix}:{local}"

    def render(node: etree._Element, top: bool) -> str:
        if not isinstance(node.tag, str):
            return ""
        tag = name(node.tag, node)
        attributes = "".join(
            f' {name(key, node) if key.startswith("{") else key}="{value.translate(_IN_ATTRIBUTE)}"'
            for key, value in node.attrib.items()
        )
        children = [render(child, False) for child in node]
        inside = "".join(children) if children else (node.text or "").translate(_IN_TEXT)
        declarations = "".join(f' xmlns:{p}="{u}"' for u, p in declared.items()) if top else ""
        body = f">{inside}</{tag}>" if inside else "/>"
        return f"<{tag}{declarations}{attributes}{body}"

    return render(element, True)


def read_fragment(markup: str, prefixes: Mapping[str, str]) -> etree._Element:
    """The element whose XML stands below a root that declares `prefixes` (namespace → prefix)."""
    declarations = "".join(f' xmlns:{prefix}="{uri}"' for uri, prefix in prefixes.items())
    return parse_xml(f"<root{declarations}>{markup}</root>".encode())[0]
