"""Pictures in a line of text, with a size."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.shared import Cm, Mm
from PIL import Image

from reportgen.template import InlinePicture, Picture
from tests.support.cxml import xml
from tests.support.drawings import jpeg, media_parts, png, svg, values
from tests.support.office import POWERPOINT, WORD, docx_of, faults_of, pptx_of, select, texts

BODY = "word/document.xml"
WIDE = Picture(png(40, 20), "The bridge")


def _sizes(tag: str, **context: Any) -> list[tuple[float, float]]:
    """The sizes of the pictures that a tag prints, in centimetres, as python-docx reads them."""
    document = docx.Document(io.BytesIO(WORD.render(docx_of(tag), **context)))
    return [(shape.width.cm, shape.height.cm) for shape in document.inline_shapes]


def _target(data: bytes, part: str, reference: str) -> str:
    """What the first relationship that an XPath finds in a part leads to."""
    folder, _, leaf = part.rpartition("/")
    [id_] = values(data, part, reference)
    [target] = select(data, f"{folder}/_rels/{leaf}.rels", f"//*[@Id='{id_}']/@Target")
    return str(target)


def test_a_picture_stands_in_a_line_of_text() -> None:
    """The words beside it stay, its alt text is the value's, and its id is its own."""
    out = WORD.render(docx_of("See {{ p|inline(width='4cm') }} and {{ p|inline(height='1cm') }}."), p=WIDE)
    assert texts(out, BODY) == ["See  and ."]
    assert [e.tag.rpartition("}")[2] for e in select(out, BODY, "//w:p[1]/w:r/*")] == ["t", "drawing"] * 2 + ["t"]
    assert values(out, BODY, "//wp:docPr/@descr") == ["The bridge"] * 2
    assert len(set(values(out, BODY, "//wp:docPr/@id"))) == 2
    assert len(media_parts(out)) == 1


@pytest.mark.parametrize(
    ("arguments", "size"),
    [("width='4cm'", (4, 2)), ("height='10 mm'", (2, 1)), ("width='1in', height='1in'", (2.54, 1.27)),
     ("", (40 / 72 * 2.54, 20 / 72 * 2.54)), ("width=size", (3, 1.5))],
)  # fmt: skip
def test_a_size_that_is_not_said_follows_from_the_file(arguments: str, size: tuple[float, float]) -> None:
    """By its proportions, or without any by its pixels; numbers are EMU, as python-docx's lengths."""
    [found] = _sizes(f"{{{{ p|inline({arguments}) }}}}", p=WIDE, size=Cm(3))
    assert found == pytest.approx(size, abs=0.001)


def test_the_mode_says_how_a_picture_goes_into_a_room_of_two_sizes() -> None:
    """`fill` crops it, `stretch` distorts it."""
    for mode, crop in (("fill", ["25000"]), ("stretch", [])):
        value = InlinePicture(Picture(WIDE.data, mode=mode), Mm(10), Mm(10))  # type: ignore[arg-type]
        out = WORD.render(docx_of("{{ p }}"), p=value)
        assert values(out, BODY, "//wp:extent/@cx | //wp:extent/@cy") == ["360000", "360000"]
        assert values(out, BODY, "//a:srcRect/@l") == crop


def test_the_resolution_that_a_file_names_is_its_size() -> None:
    """A JPEG of 40 pixels at 40 to the inch is an inch wide; a drawing has 96 units to the inch."""
    assert _sizes("{{ p|inline }}", p=Picture(jpeg(dpi=(40, 40)))) == [(2.54, 1.27)]
    assert _sizes("{{ p|inline }}", p=Picture(svg('width="96" height="48"'))) == [(2.54, 1.27)]


def test_a_photo_on_its_side_is_as_wide_as_was_asked() -> None:
    """Its sides are swapped before it is turned."""
    out = WORD.render(docx_of("{{ p|inline(width='1cm') }}"), p=Picture(jpeg(orientation=6)))
    assert values(out, BODY, "//a:xfrm/@rot | //a:ext/@cx | //a:ext/@cy") == ["5400000", "720000", "360000"]


def test_a_picture_may_be_a_link() -> None:
    """Its address is checked like that of any link."""
    out = WORD.render(docx_of("{{ p|inline(width='1cm', link='https://example.org/a') }}"), p=WIDE)
    assert _target(out, BODY, "//a:hlinkClick/@r:id") == "https://example.org/a"
    unsafe = "{{ p|inline(width='1cm', link='file:///etc') }}"
    assert [code for code, _ in WORD.faults(unsafe, p=WIDE)] == ["template-fault"]


@pytest.mark.parametrize("place", ["header", "footer"])
def test_headers_and_footers_have_pictures_of_their_own(place: str) -> None:
    """The relationship is that of the part in which the picture stands."""
    out = WORD.render(docx_of("text", **{place: "{{ p|inline(width='1cm') }}"}), p=WIDE)
    assert _target(out, f"word/{place}1.xml", "//@r:embed").startswith("media/")


def test_a_text_box_that_stands_in_the_file_twice_shows_its_picture_twice() -> None:
    """Word's own text boxes have a twin for old programs."""
    box = "w:txbxContent/w:p/w:r/w:t\"{{ p|inline(width='1cm') }}\""
    alternate = xml(
        "w:p/w:r/mc:AlternateContent/("
        f"mc:Choice{{Requires=wps}}/w:drawing/{box},mc:Fallback/w:pict/{box})"
    )  # fmt: skip
    out = WORD.render(docx_of(alternate), p=WIDE)
    assert len(values(out, BODY, "//a:blip/@r:embed")) == 2


def test_each_round_of_a_loop_has_its_picture() -> None:
    """Nothing prints no picture."""
    items = [WIDE, None, Picture(png(10, 10))]
    out = WORD.render(docx_of("{%p for p in items %}{% if p %}{{ p|inline }}{% endif %}{%p endfor %}"), items=items)
    assert len(media_parts(out)) == 2


def test_what_cannot_be_shown_is_reported_with_its_place() -> None:
    """A size without a unit, a broken file, a picture in a text of PowerPoint."""
    for arguments in ("width='4'", "width=4", "height='-1cm'", "width='wide'"):
        [problem] = faults_of(docx_of(f"{{{{ p|inline({arguments}) }}}}"), "x.docx", p=WIDE)
        assert problem == ("template-fault", "body › paragraph 1")
    assert WORD.faults("{{ p|inline }}", p=Picture(b"GIF")) == [("unusable-picture", "body › paragraph 1")]
    assert [code for code, _ in WORD.faults("{{ p|inline }}", p="a.png")] == ["template-fault"]
    [(code, place)] = faults_of(pptx_of("{{ p|inline(width='4cm') }}"), "x.pptx", p=WIDE)
    assert (code, place) == ("misplaced-picture", 'slide 1 › shape "Body" › paragraph 1')
    assert POWERPOINT.faults("{{ p }}", p=WIDE)[0][0] == "template-fault"


def test_a_tiff_without_a_resolution_is_no_wall() -> None:
    """Pillow reads one pixel an inch then; a file that says nothing has 72."""
    stream = io.BytesIO()
    Image.new("RGB", (72, 36)).save(stream, "TIFF")
    out = WORD.render(docx_of("{{ p|inline }}"), p=Picture(stream.getvalue()))
    (shape,) = docx.Document(io.BytesIO(out)).inline_shapes
    assert (shape.width, shape.height) == (914400, 457200)
