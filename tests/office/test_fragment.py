"""The markup of one element is written for a part that declares its own prefixes."""

from lxml import etree

from reportgen.office.markup.fragment import fragment

_A, _AHYP = "http://schemas.openxmlformats.org/drawingml/2006/main", "urn:colour-of-links"
_LINK = f'<a:rPr xmlns:a="{_A}"><a:ext><ahyp:hlinkClr xmlns:ahyp="{_AHYP}" val="tx"/></a:ext></a:rPr>'


def test_a_namespace_that_the_part_lacks_keeps_its_prefix() -> None:
    """As PowerPoint writes the colour of a link: a prefix declared deep inside is not taken for that of the top."""
    assert fragment(etree.fromstring(_LINK), {_A: "a"}) == (
        f'<a:rPr xmlns:ahyp="{_AHYP}"><a:ext><ahyp:hlinkClr val="tx"/></a:ext></a:rPr>'
    )


def test_a_prefix_that_the_part_uses_otherwise_is_not_taken() -> None:
    """The element's namespace gets another prefix, so that both mean what they meant."""
    assert 'xmlns:ns0="urn:colour-of-links"' in fragment(etree.fromstring(_LINK), {_A: "a", "urn:other": "ahyp"})
