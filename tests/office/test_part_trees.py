"""Parts are taken out and copied with all that they lead to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.office.markup.namespaces import relationship_ids
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP, NewPart
from reportgen.office.opc.package import Package, Relationship, rels_name, write_relationships
from reportgen.office.opc.part_names import PartNames
from reportgen.office.opc.part_trees import PartCopier, detach, exclusive_parts
from tests.support.cxml import qn, xml

PARTS = {
    "ppt/charts/chart1.xml": ["package ../embeddings/book1.xlsx", "image ../media/image1.png", "style ../style.xml"],
    "ppt/embeddings/book1.xlsx": [],
    "ppt/media/image1.png": [],
    "ppt/style.xml": ["image media/image1.png", "colours charts/chart1.xml", "hyperlink http://x.example/"],
    "ppt/slides/slide1.xml": ["chart ../charts/chart1.xml"],
}
CHART = "ppt/charts/chart1.xml"


def _package(parts: Mapping[str, list[str]]) -> Package:
    """A package whose parts have relationships, each said by its kind and target."""
    entries = {}
    for name, relationships in parts.items():
        said = [one.split(" ") for one in relationships]
        items = [
            Relationship(f"rId{n}", OFFICE_RELATIONSHIP + kind, target, target.startswith("http"))
            for n, (kind, target) in enumerate(said, 1)
        ]
        entries |= {name: Entry.store(name.encode()), rels_name(name): write_relationships(items)}
    return Package("a.pptx", entries, {"xml": "application/x+xml", "png": "image/png", "xlsx": "application/x"})


def _targets(parts: Mapping[str, NewPart], name: str) -> list[str]:
    return [item.target for item in parts[name].relationships]


def test_a_part_is_taken_out_with_all_that_it_leads_to() -> None:
    """Each part once, with the names of parts for targets; a relationship to what is not there is left out."""
    parts = detach(_package({**PARTS, CHART: [*PARTS[CHART], "chart gone.xml"]}), [CHART])
    assert set(parts) == set(PARTS) - {"ppt/slides/slide1.xml"}
    assert _targets(parts, CHART) == ["ppt/embeddings/book1.xlsx", "ppt/media/image1.png", "ppt/style.xml"]
    assert parts[CHART].content_type == "application/x+xml"


def test_a_link_to_a_slide_takes_no_slide_along() -> None:
    """It is the deck's, and the copy links to it like the original."""
    parts = detach(_package({**PARTS, CHART: ["slide ../slides/slide1.xml"]}), [CHART])
    new_parts: dict[str, NewPart] = {}
    name = PartCopier(parts, new_parts, PartNames(PARTS).free).copy(CHART)
    assert set(parts) == {CHART}
    assert list(new_parts) == [name]
    assert _targets(new_parts, name) == ["ppt/slides/slide1.xml"]


def test_what_belongs_to_a_part_excludes_what_copies_share() -> None:
    """Each part stands before those that it leads to, and once, though they lead back."""
    assert exclusive_parts(detach(_package(PARTS), [CHART]), [CHART]) == [
        CHART, "ppt/embeddings/book1.xlsx", "ppt/style.xml"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        (("image",), ["embeddings/book2.xlsx", "media/image1.png", "style1.xml", "charts/chart2.xml"]),
        ((), ["embeddings/book2.xlsx", "media/image2.png", "style1.xml", "charts/chart2.xml"]),
    ],
)
def test_a_copy_has_parts_of_its_own_under_free_names(shared: tuple[str, ...], expected: list[str]) -> None:
    """What they lead back to is the copy; addresses stay; pictures are shared where that is asked for."""
    new_parts: dict[str, NewPart] = {}
    copier = PartCopier(detach(_package(PARTS), [CHART]), new_parts, PartNames(PARTS).free, shared)
    assert copier.copy(CHART) == "ppt/charts/chart2.xml"
    assert [name.removeprefix("ppt/") for name in new_parts] == expected
    assert _targets(new_parts, "ppt/charts/chart2.xml") == [f"ppt/{name}" for name in expected[:3]]
    assert _targets(new_parts, "ppt/style1.xml") == [
        f"ppt/{expected[1]}", "ppt/charts/chart2.xml", "http://x.example/"
    ]  # fmt: skip
    assert all(new.entry.read() in map(str.encode, PARTS) for new in new_parts.values())
    assert copier.copy(CHART) == "ppt/charts/chart2.xml"
    assert len(new_parts) == 4


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("ppt/charts/chart7.xml", ["ppt/charts/chartNew1.xml", "ppt/charts/chartNew2.xml"]),
        ("ppt/charts/chartNew3.xml", ["ppt/charts/chartNew1.xml", "ppt/charts/chartNew2.xml"]),
        ("book.xlsx", ["bookNew1.xlsx", "bookNew2.xlsx"]),
    ],
)
def test_an_added_part_is_told_from_the_templates(part: str, names: list[str]) -> None:
    """By its name, in which the copy of a copy says so once."""
    taken = PartNames([])
    assert [taken.added(part), taken.added(part)] == names


def test_an_element_names_relationships_in_attributes_of_one_namespace() -> None:
    """Whatever they are called: a diagram names four at once."""
    element = xml('a:blip{r:embed=rId1,r:link="",cstate=print}')
    assert relationship_ids(element) == {qn("r:embed"): "rId1", qn("r:link"): ""}
