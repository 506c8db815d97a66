"""What a package says of its own pages: counts and titles among its properties, and a picture of the first page.

They are right for a file that comes out as it went in. Office writes the counts anew when it saves.
"""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, rels_name, write_relationships, xml_entry

_STATISTICS = ("TitlesOfParts", "HeadingPairs", "Slides", "HiddenSlides", "Notes", "Words", "Characters",
               "CharactersWithSpaces", "Paragraphs", "Lines", "Pages", "TotalTime")  # fmt: skip
_THUMBNAIL, _PROPERTIES = "thumbnail", "extended-properties"


def remove_statistics(properties: etree._Element) -> None:
    """Take counts and titles of pages out of the root of a part; there are none but in extended properties."""
    for statistic in _STATISTICS if properties.tag == qn("ep:Properties") else ():
        for element in properties.findall(qn(f"ep:{statistic}")):
            properties.remove(element)


def drop_page_facts(package: Package, entries: dict[str, Entry]) -> None:
    """Take what a package says of its pages out of its entries, for a file with others."""
    drop_thumbnail(package, entries)
    for name in package.related("", _PROPERTIES):
        root = parse_xml(entries[name].read())
        remove_statistics(root)
        entries[name] = xml_entry(root)


def drop_thumbnail(package: Package, entries: dict[str, Entry]) -> None:
    """Take the picture of the first page out of a package's entries."""
    relationships = package.relationships("")
    pictures = [item for item in relationships if item.kind == _THUMBNAIL]
    for item in pictures:
        entries.pop(package.resolve("", item.target), None)
    if pictures:
        entries[rels_name("")] = write_relationships(item for item in relationships if item.kind != _THUMBNAIL)
