"""Texts found on the pages of a PDF file."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.printing.page_pictures import page_count, page_pictures
from reportgen.printing.page_texts import Wanted, find_texts


def _pdf(*pages: list[tuple[int, int, str]]) -> bytes:
    """A file with pages of 200 by 100 points, and lines on them in Helvetica of 10 points."""
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    font = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for index, lines in enumerate(pages):
        content = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources {font}"
        objects.append(f"<< {content} /Contents {4 + 2 * index} 0 R >>")
        stream = "\n".join(f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in lines)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    return data + f"{end}<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n".encode()


def test_a_text_is_found_with_its_page_and_box() -> None:
    """Lines that were broken and spaces that were lost do not count."""
    pdf = _pdf([(10, 80, "First heading")], [(20, 50, "A sentence that"), (20, 38, "goes on.")])
    heading, sentence, missing = find_texts(
        pdf, [Wanted("First heading"), Wanted("A sentence thatgoes on"), Wanted("x9")]
    )
    assert missing is None
    assert heading is not None
    assert (heading.page, round(heading.x, 2)) == (1, 0.05)
    assert 0.1 < heading.y < 0.2
    assert sentence is not None
    assert sentence.page == 2
    assert 0.3 < sentence.y < 0.5
    assert sentence.height > 0.15


def test_the_same_words_are_found_one_after_the_other() -> None:
    """Each place is one text's; a page that is named is the only one that is looked at."""
    pdf = _pdf([(10, 80, "Same"), (10, 40, "Same")], [(10, 80, "Same")])
    first, second, third, named = find_texts(pdf, [Wanted("Same"), Wanted("Same"), Wanted("Same"), Wanted("Same", 1)])
    assert [one and one.page for one in (first, second, third, named)] == [1, 1, 2, None]
    assert first is not None
    assert second is not None
    assert first.y < second.y


def test_pictures_have_the_width_that_is_asked_for() -> None:
    """In pixels, as their heads say."""
    picture = page_pictures(_pdf([(10, 80, "x")]), [1], width=240)[1]
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (240, 120)


def test_what_is_no_pdf_is_a_problem_and_no_crash() -> None:
    """It is told like any other."""
    with pytest.raises(ProblemsFound, match="cannot be read"):
        page_count(b"%PDF-1.6 nothing\n%%EOF\n")
