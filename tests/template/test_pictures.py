"""Pictures bound by a tag in their alt text, in Word and in PowerPoint."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from reportgen.template import Chart, OfficeTemplate, Picture, Series
from tests.support.cxml import qn, xml
from tests.support.drawings import (
    SQUARE,
    add_picture,
    frames,
    jpeg,
    media_parts,
    picture_page,
    picture_slide,
    png,
    related,
    svg,
    values,
)
from tests.support.office import Slide, docx_of, faults_of, parts_of, pptx_of, problems_of, select, tree

SLIDE = "ppt/slides/slide1.xml"
BODY = "word/document.xml"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WIDE, HIGH = png(40, 20), png(20, 40)


def _deck(data: bytes, **context: Any) -> bytes:
    return OfficeTemplate(data, "deck.pptx").render(context)


def _page(data: bytes, **context: Any) -> bytes:
    return OfficeTemplate(data, "page.docx").render(context)


def _box(data: bytes) -> tuple[int, int, int, int]:
    shape = frames(data)[0]
    return shape.left, shape.top, shape.width, shape.height


def _crop(data: bytes, part: str = SLIDE) -> list[int]:
    return [int(values(data, part, f"//a:srcRect/@{side}")[0]) for side in "ltrb"]


# -- whose bytes, whose words


def test_the_bytes_of_the_value_take_the_place_of_the_picture_on_a_slide() -> None:
    """python-pptx finds the new picture, and the template's own is no longer in the file."""
    out = _deck(picture_slide(), photo=Picture(WIDE, alt="The harbour"))
    shape = frames(out)[0]
    assert shape.image.blob == WIDE
    assert shape._element.nvPicPr.cNvPr.get("descr") == "The harbour"
    assert len(media_parts(out)) == 1


def test_the_bytes_of_the_value_take_the_place_of_the_picture_on_a_page() -> None:
    """python-docx finds the new picture; Word's alt text is written in both of its places."""
    out = _page(picture_page(), photo=Picture(WIDE, alt='A "new" <bridge> & road'))
    document = docx.Document(io.BytesIO(out))
    reference = values(out, BODY, "//a:blip/@r:embed")[0]
    assert document.part.related_parts[reference].blob == WIDE
    assert set(values(out, BODY, "//@descr")) == {'A "new" <bridge> & road'}
    assert len(media_parts(out)) == 1


def test_the_name_and_the_frame_s_design_stay() -> None:
    """What an editor set on the template's picture belongs to the editor: name, outline, shape, effects."""

    def design(shape: Any) -> None:
        shape.name = "Photo"
        shape.line.width = Inches(0.1)
        shape._element.spPr.append(xml("a:effectLst/a:outerShdw{blurRad=100}/a:srgbClr{val=112233}"))
        shape.auto_shape_type = MSO_SHAPE.OVAL

    before = frames(picture_slide(change=design))[0]._element
    after = frames(_deck(picture_slide(change=design), photo=Picture(WIDE)))[0]._element
    assert after.nvPicPr.cNvPr.get("name") == "Photo"
    for name in ("a:prstGeom", "a:ln", "a:effectLst"):
        assert xml_of(after.find(f".//{qn(name)}")) == xml_of(before.find(f".//{qn(name)}"))


def xml_of(element: Any) -> bytes:
    """An element in the one form in which equal elements are equal bytes."""
    return etree.tostring(etree.fromstring(etree.tostring(element, with_tail=False)), method="c14n2")


def test_an_alt_text_with_words_around_the_tag_stays_a_text() -> None:
    """Only a tag that stands alone binds; `Photo of {{ name }}` is what a screen reader says."""
    data = picture_slide("Photo of {{ name }}")
    out = _deck(data, name="Ada & Co")
    assert frames(out)[0]._element.nvPicPr.cNvPr.get("descr") == "Photo of Ada & Co"
    assert frames(out)[0].image.blob == frames(data)[0].image.blob


def test_a_tag_on_another_shape_stays_a_text() -> None:
    """The alt text of a text box is printed, whether a tag stands alone in it or not."""

    def describe(slide: Any) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "{{ name }}")

    out = _deck(pptx_of(Slide(["text"], change=describe)), name="Ada")
    assert values(out, SLIDE, "//p:cNvPr/@descr") == ["Ada"]


@pytest.mark.parametrize("make", [picture_slide, picture_page])
def test_no_value_takes_the_picture_away(make: Callable[[], bytes]) -> None:
    """None means that there is no picture to show; nothing of it is left, not even the template's file."""
    name = "a.docx" if make is picture_page else "a.pptx"
    out = OfficeTemplate(make(), name).render({"photo": None})
    assert select(out, BODY if make is picture_page else SLIDE, "//p:pic | //w:drawing") == []
    assert media_parts(out) == []


def test_equal_bytes_are_stored_once_in_a_package() -> None:
    """Two slides with the same logo share the file, each by a relationship of its own."""
    data = pptx_of(*[Slide(change=lambda slide: add_picture(slide, "{{ logo }}"))] * 2)
    out = _deck(data, logo=Picture(WIDE))
    assert len(media_parts(out)) == 1
    targets = [related(out, f"ppt/slides/slide{n}.xml", "image") for n in (1, 2)]
    assert targets == [["../media/" + media_parts(out)[0].rsplit("/", 1)[1]]] * 2


def test_a_picture_that_another_shape_shows_too_stays() -> None:
    """The template's file goes only when nothing else in the template shows it."""
    logo = png(7, 7)

    def both(slide: Any) -> None:
        add_picture(slide, "{{ photo }}", data=logo)
        add_picture(slide, "Logo", left=3 * SQUARE, data=logo)

    out = _deck(pptx_of(Slide(change=both)), photo=Picture(WIDE))
    assert [shape.image.blob for shape in frames(out)] == [WIDE, logo]


def test_equal_values_give_equal_bytes() -> None:
    """Nothing in the file depends on when it was made."""
    made = [_deck(picture_slide(), photo=Picture(WIDE, "a")) for _ in range(2)]
    assert made[0] == made[1]


# -- how a picture goes into its frame


def test_fit_shows_the_whole_picture_in_the_middle_of_the_frame() -> None:
    """A wide picture gets less height, a high one less width; both keep the frame's centre."""
    half, quarter = SQUARE // 2, SQUARE // 4
    out = _deck(picture_slide(), photo=Picture(WIDE))
    assert (_box(out), _crop(out)) == ((SQUARE, SQUARE + quarter, SQUARE, half), [0, 0, 0, 0])
    out = _deck(picture_slide(), photo=Picture(HIGH))
    assert (_box(out), _crop(out)) == ((SQUARE + quarter, SQUARE, half, SQUARE), [0, 0, 0, 0])


def test_fill_covers_the_frame_and_crops_what_stands_out() -> None:
    """The frame stays as it is; equal shares are cropped away on both sides."""
    out = _deck(picture_slide(), photo=Picture(WIDE, mode="fill"))
    assert (_box(out), _crop(out)) == ((SQUARE,) * 4, [25_000, 0, 25_000, 0])
    out = _deck(picture_slide(), photo=Picture(HIGH, mode="fill"))
    assert (_box(out), _crop(out)) == ((SQUARE,) * 4, [0, 25_000, 0, 25_000])


def test_the_crop_of_the_template_s_own_picture_is_forgotten() -> None:
    """It was made for another picture."""

    def crop(shape: Any) -> None:
        shape.crop_left = shape.crop_top = 0.4

    assert _crop(_deck(picture_slide(change=crop), photo=Picture(png(9, 9)))) == [0, 0, 0, 0]


def test_word_s_frame_shrinks_with_the_picture() -> None:
    """The size stands in two places in Word; both say the same."""
    out = _page(picture_page(), photo=Picture(WIDE))
    for path in ("//wp:extent", "//a:xfrm/a:ext"):
        assert [values(out, BODY, f"{path}/@{side}") for side in ("cx", "cy")] == [[str(SQUARE)], [str(SQUARE // 2)]]


def test_a_floating_picture_keeps_its_centre() -> None:
    """A picture that floats at a measured place moves by what it lost in height."""

    def float_(inline: Any) -> None:
        anchor = xml(
            "wp:anchor{distT=0,distB=0,distL=0,distR=0,simplePos=0,relativeHeight=1,behindDoc=0,locked=0,"
            "layoutInCell=1,allowOverlap=1}/(wp:simplePos{x=0,y=0},"
            'wp:positionH{relativeFrom=page}/wp:posOffset"1000",wp:positionV{relativeFrom=page}/wp:align"top")'
        )
        children = {etree_name(child): child for child in inline}
        anchor.extend([children["extent"], xml("wp:wrapNone"), children["docPr"], children["cNvGraphicFramePr"],
                       children["graphic"]])  # fmt: skip
        inline.getparent().replace(inline, anchor)

    out = _page(picture_page(change=float_), photo=Picture(HIGH))
    assert values(out, BODY, "//wp:posOffset/text()") == [str(1000 + SQUARE // 4)]
    assert values(out, BODY, "//wp:align/text()") == ["top"]


def etree_name(element: Any) -> str:
    """The local name of an element."""
    return str(element.tag).rpartition("}")[2]


def test_a_picture_in_a_stretched_group_keeps_its_proportions() -> None:
    """A group drawn twice as wide as its co-ordinates would stretch a circle; the frame allows for that."""

    def group(slide: Any) -> None:
        outer = slide.shapes.add_group_shape()
        inner = outer.shapes.add_picture(io.BytesIO(WIDE), 0, 0, SQUARE, SQUARE)
        inner._element.nvPicPr.cNvPr.set("descr", "{{ photo }}")
        transform = outer._element.grpSpPr.find(qn("a:xfrm"))
        transform.find(qn("a:ext")).set("cx", str(2 * SQUARE))

    out = _deck(pptx_of(Slide(change=group)), photo=Picture(WIDE))
    assert values(out, SLIDE, "//p:pic//a:ext/@cx | //p:pic//a:ext/@cy") == [str(SQUARE), str(SQUARE)]


def test_a_placeholder_without_a_size_takes_its_layout_s() -> None:
    """A picture in a placeholder often says nothing of its size; the layout does."""
    deck = pptx.Presentation()
    layout = next(x for x in deck.slide_layouts if x.name == "Picture with Caption")
    slide = deck.slides.add_slide(layout)
    placeholder = next(p for p in slide.placeholders if p.placeholder_format.type == 18)
    box = (placeholder.left, placeholder.top, placeholder.width, placeholder.height)
    picture = placeholder.insert_picture(io.BytesIO(png(9, 9)))
    picture._element.nvPicPr.cNvPr.set("descr", "{{ photo }}")
    stream = io.BytesIO()
    deck.save(stream)
    out = _deck(stream.getvalue(), photo=Picture(png(9, 9), mode="fill"))
    shape = next(s for s in frames(out) if s._element.tag == qn("p:pic"))
    assert (shape.left, shape.top, shape.width, shape.height) == box


# -- which way is up


@pytest.mark.parametrize(
    ("orientation", "rotation", "mirrored"),
    [(1, 0, 0), (2, 0, 1), (3, 180, 0), (4, 180, 1), (5, 270, 1), (6, 90, 0), (7, 90, 1), (8, 270, 0)],
)
def test_a_photo_is_right_side_up_on_a_slide(orientation: int, rotation: int, mirrored: int) -> None:
    """The frame turns a photo that the camera stored on its side, and is as large as if it had not."""
    stored = (20, 40) if orientation >= 5 else (40, 20)
    out = _deck(picture_slide(), photo=Picture(jpeg(*stored, orientation)))
    assert frames(out)[0].rotation == rotation
    assert values(out, SLIDE, "//p:pic//a:xfrm/@flipH") == [str(mirrored)]
    left, top, width, height = _box(out)
    assert (left + width / 2, top + height / 2) == (SQUARE * 1.5, SQUARE * 1.5)
    assert (width, height) == ((SQUARE // 2, SQUARE) if orientation >= 5 else (SQUARE, SQUARE // 2))


def test_a_turned_photo_is_cropped_on_its_own_sides() -> None:
    """The crop of a photo on its side names the sides as they are stored."""
    out = _deck(picture_slide(), photo=Picture(jpeg(20, 40, 6), mode="fill"))
    assert (_box(out), _crop(out)) == ((SQUARE,) * 4, [0, 25_000, 0, 25_000])


def test_a_rotated_or_mirrored_frame_turns_the_other_way_round() -> None:
    """The editor's rotation of the frame and the camera's of the photo add up."""

    def rotate(shape: Any) -> None:
        shape.rotation = 30
        shape._element.spPr.xfrm.set("flipV", "1")

    out = _deck(picture_slide(change=rotate), photo=Picture(jpeg(20, 40, 6)))
    assert frames(out)[0].rotation == (30 + 180 - 90) % 360
    assert values(out, SLIDE, "//p:pic//a:xfrm/@flipH") == ["1"]


def test_word_leaves_room_for_a_photo_on_its_side() -> None:
    """Word reserves the unturned size; what the turned photo needs beyond it is said beside."""
    out = _page(picture_page(), photo=Picture(jpeg(20, 40, 6)))
    assert values(out, BODY, "//a:xfrm/@rot") == ["5400000"]
    assert values(out, BODY, "//wp:extent/@cx | //wp:extent/@cy") == [str(SQUARE // 2), str(SQUARE)]
    assert values(out, BODY, "//wp:effectExtent/@l | //wp:effectExtent/@t") == [str(SQUARE // 4), "0"]


# -- drawings


def test_a_drawing_is_found_by_the_programs_that_can_draw_it() -> None:
    """An SVG stands in an extension; what older programs show beside it is a PNG."""
    out = _deck(picture_slide(), photo=Picture(svg()))
    assert _box(out) == (SQUARE, SQUARE + SQUARE // 4, SQUARE, SQUARE // 2)
    part = parts_of(out)
    assert sorted(name.rsplit(".", 1)[1] for name in media_parts(out)) == ["png", "svg"]
    assert len(related(out, SLIDE, "image")) == 2
    assert frames(out)[0].image.ext == "png"
    assert b"image/svg+xml" in part["[Content_Types].xml"]
    extension = tree(out, SLIDE).xpath("//*[local-name()='svgBlip']/@*[local-name()='embed']")
    assert len(extension) == 1
    assert extension != values(out, SLIDE, "//a:blip/@r:embed")


def test_a_drawing_may_bring_its_own_stand_in() -> None:
    """Programs that cannot draw show the PNG that comes with the drawing."""
    out = _page(picture_page(), photo=Picture(svg(), fallback=WIDE))
    reference = values(out, BODY, "//a:blip/@r:embed")[0]
    assert docx.Document(io.BytesIO(out)).part.related_parts[reference].blob == WIDE


def test_a_drawing_in_the_template_gives_way_to_a_photo() -> None:
    """When the template shows an SVG, Office must not go on preferring it."""
    data = _deck(picture_slide("{{ photo }}"), photo=Picture(svg(), alt="x"))
    again = pptx.Presentation(io.BytesIO(data))
    again.slides[0].shapes[0]._element.nvPicPr.cNvPr.set("descr", "{{ photo }}")
    stream = io.BytesIO()
    again.save(stream)
    out = _deck(stream.getvalue(), photo=Picture(WIDE))
    assert tree(out, SLIDE).xpath("//*[local-name()='svgBlip']") == []
    assert [frames(out)[0].image.blob, len(media_parts(out))] == [WIDE, 1]


# -- in what is repeated


def test_every_copy_of_a_slide_has_its_own_picture() -> None:
    """The tag sees the slide's loop variable, and one copy's picture is not another's."""
    data = picture_slide("{%slide for photo in photos %}{{ photo }}")
    out = _deck(data, photos=[Picture(WIDE, "1"), None, Picture(HIGH, "3")])
    assert [[s.image.blob for s in frames(out, n)] for n in range(3)] == [[WIDE], [], [HIGH]]
    assert len(media_parts(out)) == 2


def test_every_copy_of_a_shape_has_its_own_picture() -> None:
    """A repeated shape is one picture after another on the same slide."""
    out = _deck(picture_slide("{%shape for photo in photos %}{{ photo }}"), photos=[Picture(WIDE), Picture(HIGH)])
    assert [shape.image.blob for shape in frames(out)] == [WIDE, HIGH]


def test_every_copy_of_a_word_picture_has_its_own() -> None:
    """In Word the run that holds the picture is what a statement about the shape repeats."""
    out = _page(
        picture_page("{%shape for photo in photos %}{{ photo }}"), photos=[Picture(WIDE, "1"), Picture(HIGH, "2")]
    )
    parts = docx.Document(io.BytesIO(out)).part.related_parts
    assert [parts[r].blob for r in values(out, BODY, "//a:blip/@r:embed")] == [WIDE, HIGH]
    assert values(out, BODY, "//wp:docPr/@descr") == ["1", "2"]


def test_every_copy_of_a_table_row_has_its_own_picture() -> None:
    """A photo in each row of a Word table."""

    def rows(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "{%tr for p in people %}{{ p.name }}"
        table.cell(0, 1).text = "{%tr endfor %}"
        run = table.cell(0, 1).paragraphs[0].add_run()
        run.add_picture(io.BytesIO(png()))._inline.docPr.set("descr", "{{ p.photo }}")

    people = [
        {"name": "A", "photo": Picture(WIDE, "A")},
        {"name": "B", "photo": None},
        {"name": "C", "photo": Picture(HIGH, "C")},
    ]
    out = _page(docx_of(change=rows), people=people)
    parts = docx.Document(io.BytesIO(out)).part.related_parts
    assert [parts[r].blob for r in values(out, BODY, "//a:blip/@r:embed")] == [WIDE, HIGH]
    assert values(out, BODY, "//wp:docPr/@descr") == ["A", "C"]


def test_a_picture_in_a_header_is_related_from_there() -> None:
    """Every part has relationships of its own."""

    def logo(document: Any) -> None:
        run = document.sections[0].header.paragraphs[0].add_run()
        run.add_picture(io.BytesIO(png()))._inline.docPr.set("descr", "{{ logo }}")

    out = _page(docx_of(change=logo), logo=Picture(WIDE))
    assert related(out, "word/header1.xml", "image") == ["media/" + media_parts(out)[0].rsplit("/", 1)[1]]


def test_other_tags_of_a_bound_picture_are_rendered_too() -> None:
    """The title beside the alt text is text as everywhere."""

    def title(shape: Any) -> None:
        shape._element.nvPicPr.cNvPr.set("title", "Photo: {{ name }}")

    out = _deck(picture_slide(change=title), photo=Picture(WIDE), name="Ada")
    assert values(out, SLIDE, "//p:pic//@title") == ["Photo: Ada"]


def test_a_picture_in_a_word_group_is_bound_and_its_old_style_copy_goes() -> None:
    """Word writes a group twice; the copy for programs of 2007 would go on showing the template's picture."""

    def group(inline: Any) -> None:
        drawing = inline.getparent()
        picture = next(inline.iter(qn("pic:pic")))
        next(picture.iter(qn("pic:cNvPr"))).set("descr", "{{ photo }}")
        inline.docPr.set("descr", "A group")
        data = picture.getparent()
        outer = etree.SubElement(data, f"{{{WPG}}}wgp", nsmap={"wpg": WPG})
        outer.extend([etree.Element(f"{{{WPG}}}cNvGrpSpPr"), etree.Element(f"{{{WPG}}}grpSpPr"), picture])
        data.set("uri", WPG)
        run = drawing.getparent()
        alternate = xml("mc:AlternateContent/(mc:Choice{Requires=wpg},mc:Fallback/w:pict/v:group)")
        alternate[1][0][0].append(etree.Element(qn("v:imagedata"), {qn("r:id"): picture.blipFill.blip.embed}))
        run.replace(drawing, alternate)
        alternate[0].append(drawing)

    out = _page(picture_page("", group), photo=Picture(WIDE, "The bridge"))
    assert values(out, BODY, "//@descr") == ["A group", "The bridge"]
    assert select(out, BODY, "//mc:Fallback") == []
    assert [parts_of(out)[name] for name in media_parts(out)] == [WIDE]


# -- what is wrong, and where


ALT = 'slide 1 › shape "Picture 1" › alt text'
CHART = Chart(["a"], [Series("s", [1])])


@pytest.mark.parametrize(
    ("value", "code"),
    [("Ada", "not-a-picture"), (7, "not-a-picture"), (WIDE, "not-a-picture"), ({"data": WIDE}, "not-a-picture"),
     (CHART, "chart-on-a-picture"), (Picture(b""), "unusable-picture"), (Picture(b"GIF89a"), "unusable-picture"),
     (Picture(WIDE[:30]), "unusable-picture"), (Picture(svg(), fallback=svg()), "unusable-picture")],
)  # fmt: skip
def test_a_value_that_cannot_be_shown_is_reported_with_its_place(value: Any, code: str) -> None:
    """Texts, numbers, bare bytes, charts and broken files; the place is the picture's alt text."""
    assert faults_of(picture_slide(), "deck.pptx", photo=value) == [(code, ALT)]


def test_the_message_names_the_picture_and_the_reason() -> None:
    """The path is what somebody at a desk can look for."""
    [problem] = problems_of(picture_slide(), "deck.pptx", photo=Picture(b"BM", name="content/pictures/a.bmp"))
    assert problem.message == (
        "the picture 'content/pictures/a.bmp' of '{{ photo }}' cannot be used: it is damaged (BMP)"
    )


def test_everything_that_is_wrong_is_reported_in_one_run() -> None:
    """Each bad picture of a loop once, and the unknown name as well."""
    data = pptx_of(
        Slide(change=lambda slide: add_picture(slide, "{%shape for photo in photos %}{{ photo }}")),
        Slide(change=lambda slide: add_picture(slide, "{{ foto }}")),
    )
    bad = [Picture(b"", name="1"), Picture(b"BM", name="2"), Picture(b"", name="1")]
    assert [code for code, _ in faults_of(data, "deck.pptx", photos=bad)] == [
        "unknown-name", "unusable-picture", "unusable-picture",
    ]  # fmt: skip


def test_a_picture_is_no_text() -> None:
    """Printed in a paragraph, a picture is an error, and not its bytes."""
    [problem] = problems_of(pptx_of("{{ photo }}"), "deck.pptx", photo=Picture(WIDE))
    assert "a picture is no text; put the tag alone into a picture's alt text" in problem.message


def test_a_frame_without_a_size_is_a_fault_of_the_template() -> None:
    """There is no way to tell how large the picture is to be."""

    def shrink(shape: Any) -> None:
        shape.width = 0

    [problem] = problems_of(picture_slide(change=shrink), "deck.pptx", photo=Picture(WIDE))
    assert (problem.code, problem.message) == (
        "unusable-frame",
        "the frame of '{{ photo }}' cannot be bound: it has no size",
    )


def test_a_mode_there_is_not_is_refused_at_once() -> None:
    """A slip of the pen in a program shows where it was made."""
    with pytest.raises(ValueError, match="'fit', 'fill' or 'stretch', not 'tile'"):
        Picture(WIDE, mode="tile")  # type: ignore[arg-type]


# -- pictures whose copies share a row


def test_pictures_in_a_row_stand_in_their_shares() -> None:
    """Each copy fits its own share of the frame, not the template's frame."""
    out = _deck(
        picture_slide("{%shape for p in ps %}{%shape row gap 0 %}{{ p }}"), ps=[Picture(png(4, 4)), Picture(png(4, 4))]
    )
    boxes = [(s.left, s.width, s.top, s.height) for s in frames(out)]
    assert boxes[1][0] - boxes[0][0] == (9144000 - 2 * SQUARE) // 2
    assert [(width, height) for _, width, _, height in boxes] == [(SQUARE, SQUARE)] * 2


def test_a_picture_in_a_group_that_a_row_stretches_keeps_its_proportions() -> None:
    """The group's share is eight times as wide as the group: the square keeps its size, in the middle."""

    def group(slide: Any) -> None:
        holder = slide.shapes.add_group_shape([add_picture(slide, "{{ p }}")])
        holder._element.nvGrpSpPr.cNvPr.set("descr", "{%shape for p in ps %}{%shape row gap 0 %}")

    out = _deck(pptx_of(Slide(change=group)), ps=[Picture(png(4, 4))])
    (holder,) = frames(out)
    (picture,) = holder.shapes
    assert (holder.height, holder.width) == (SQUARE, 8 * SQUARE)
    assert (picture.left, picture.width, picture.height) == (holder.left + 3.5 * SQUARE, SQUARE, SQUARE)
