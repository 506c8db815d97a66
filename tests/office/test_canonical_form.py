"""Every part is read into one form, whatever XML left to its writer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.office.markup.canonical_form import canonical, may_contain, read_part
from reportgen.office.markup.namespaces import MC, A, P, W, parse_xml, serialise
from tests.support.mutations import MUTATIONS, mutate_xml

SLIDE = (
    f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:mc="{MC}" xmlns:v="urn:v" mc:Ignorable="v"><p:cSld><p:spTree>'
    '<p:sp v:n="1"><p:nvSpPr><p:cNvPr id="2" name="Body"><a:extLst><a:ext uri="{C1}"><d:c xmlns:d="urn:d" val="1"/>'
    '</a:ext></a:extLst></p:cNvPr></p:nvSpPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en" sz="1200"/><a:t>a &lt; b'
    '</a:t></a:r><a:r><a:t/></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>'
)  # fmt: skip


def markup_of(data: str | bytes) -> str:
    """The markup of a part in the canonical form."""
    return serialise(read_part(data.encode() if isinstance(data, str) else data))


def test_what_is_in_the_form_already_keeps_its_bytes() -> None:
    """Declarations around something without text stay where they are."""
    assert markup_of(SLIDE) == SLIDE


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_part_means_the_same_in_whatever_way_it_is_written(mutation: str) -> None:
    """Names, attributes and texts; prefixes that are not ours may differ, and so may the order of attributes."""
    read, mutated = read_part(SLIDE.encode()), read_part(mutate_xml(SLIDE.encode(), mutation))
    for one, other in zip(read.iter(), mutated.iter(), strict=True):
        assert (one.tag, one.text) == (other.tag, other.text)
        assert {k: v for k, v in one.attrib.items() if MC not in k} == {
            k: v for k, v in other.attrib.items() if MC not in k
        }
    markup = serialise(mutated)
    assert "<p:txBody><a:bodyPr/><a:p><a:r><a:rPr " in markup
    assert "<a:t>a &lt; b</a:t></a:r><a:r><a:t/></a:r></a:p></p:txBody>" in markup


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_prefixes_that_a_value_names_follow_their_namespaces(mutation: str) -> None:
    """`mc:Ignorable` names what the part declares."""
    root = read_part(mutate_xml(SLIDE.encode(), mutation))
    assert [root.nsmap[prefix] for prefix in root.get(f"{{{MC}}}Ignorable", "").split()] == ["urn:v"]


def test_what_is_declared_around_text_is_declared_on_the_root() -> None:
    """So a piece with text can be read by itself; a prefix that is taken gives way, and who names it follows."""
    choice = '<mc:Choice xmlns:v="urn:{0}" Requires="v"><p:sp v:n="1"><p:txBody><a:p/></p:txBody></p:sp></mc:Choice>'
    inside = "".join(f"<mc:AlternateContent>{choice.format(uri)}</mc:AlternateContent>" for uri in ("one", "two"))
    root = read_part(f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:mc="{MC}">{inside}</p:sld>'.encode())
    assert set(root.nsmap.values()) == {P, A, MC, "urn:one", "urn:two"}
    named = [root.nsmap[choice.get("Requires", "")] for choice in root.iter(f"{{{MC}}}Choice")]
    assert named == ["urn:one", "urn:two"]
    assert serialise(root).count("xmlns:") == 5


def test_a_prefix_of_ours_stands_for_nothing_else() -> None:
    """An element of another namespace never looks like a text."""
    other = '<x:ext xmlns:x="urn:x" xmlns:a="urn:other"><a:t>no text</a:t></x:ext>'
    markup = markup_of(f'<p:sld xmlns:p="{P}" xmlns:q="{A}">{other}<q:t>text</q:t></p:sld>')
    assert markup.count("<a:t>") == 1
    assert "<a:t>text</a:t>" in markup


def test_only_elements_look_like_elements() -> None:
    """Comments, processing instructions, CDATA sections and attributes do not."""
    noise = (
        '<!-- <a:t> --><?rg 1?><a:r title="&lt;a:t&gt;"/><a:t xml:space="preserve">a<!-- b --><![CDATA[<a:t>]]></a:t>'
    )
    markup = markup_of(f'<a:p xmlns:a="{A}">{noise}</a:p>')
    assert markup == f'<a:p xmlns:a="{A}"><a:r/><a:t>a&lt;a:t&gt;</a:t></a:p>'


def test_a_default_namespace_of_ours_gets_its_prefix() -> None:
    """Word's own too, and that of a piece inside another part."""
    assert markup_of(f'<document xmlns="{W}"><p/></document>') == f'<w:document xmlns:w="{W}"><w:p/></w:document>'
    inner = f'<x:p xmlns:x="{W}"/>'
    assert markup_of(f'<w:body xmlns:w="{W}">{inner}</w:body>') == f'<w:body xmlns:w="{W}"><w:p/></w:body>'


def test_elements_without_a_namespace_stay_without_one() -> None:
    """Also where the root has a default namespace."""
    root = canonical(etree.fromstring(f'<x:p xmlns:x="{W}" xmlns="urn:d"><none xmlns=""/><some/></x:p>'))
    assert [element.tag for element in root] == ["none", "{urn:d}some"]
    again = etree.fromstring(serialise(root))
    assert [element.tag for element in again] == ["none", "{urn:d}some"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<a>x</a>", False),
        (b"<a>word</a>", True),
        (b'<a b="&#119;ord"/>', True),
        ("<a>word</a>".encode("utf-16"), True),
    ],
)
def test_a_look_at_bytes_misses_nothing(data: bytes, expected: bool) -> None:
    """Neither what is written as references to characters nor what is no UTF-8."""
    assert may_contain(data, b"word") is expected


TAG_NAMES = ("w:p", "a:t", "x:y")
"""Two elements with the prefixes that the canonical form gives their namespaces, and one of no known namespace."""


@st.composite
def parts(draw: st.DrawFn) -> bytes:
    """A part whose elements declare namespaces anywhere, in any usual encoding, with words that look like that."""
    uris = st.sampled_from((W, A, P, "urn:x"))
    declared = {prefix: draw(uris) for prefix in ("w", "a", "x")}

    def element(depth: int) -> str:
        own = {p: draw(uris) for p in draw(st.lists(st.sampled_from(("w", "a", "x")), unique=True, max_size=2))}
        name = draw(st.sampled_from(TAG_NAMES))
        names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in (own if depth else declared | own).items())
        inside = "".join(element(depth + 1) for _ in range(draw(st.integers(0, 2)) if depth < 3 else 0))
        return f"<{name}{names}>{draw(st.sampled_from(('', 'text', 'xmlns:', '<!-- xmlns -->')))}{inside}</{name}>"

    encoding = draw(st.sampled_from(("utf-8", "UTF-8", "utf-16", "us-ascii", "utf-7")))
    return f'<?xml version="1.0" encoding="{encoding}"?>{element(0)}'.encode(encoding)


@given(parts())
def test_looking_at_bytes_first_changes_nothing(data: bytes) -> None:
    """A part is read as if its whole tree had been searched for declarations."""
    assert serialise(read_part(data)) == serialise(canonical(parse_xml(data)))
