"""What is taken out of LibreOffice's PDF files: two that differ in nothing a reader sees become equal."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pypdfium2
import pytest
from fontTools.misc.eexec import encrypt

from reportgen.printing.reproducible_pdf import make_reproducible
from reportgen.printing.type1_fonts import has_private_id, with_unique_id

CLEAR = b"%%!FontType1-1.0: Toy 001\n/UniqueID %d def\ncurrentfile eexec\n"
PRIVATE = b"salt/Private 13 dict dup begin\n/UniqueID %d def\n/Subrs 5 array \x00\xff and" + b"\x01\x02\xfe" * 300
ZEROS = b"\n" + b"0" * 64 + b"\ncleartomark\n"


def _font(number: int) -> tuple[bytes, int, int]:
    """A font program, and the lengths of its clear and its encrypted part."""
    clear, encrypted = CLEAR % number, encrypt(PRIVATE % number, 55665)[0]
    return clear + encrypted + ZEROS, len(clear), len(encrypted)


def _pdf(
    date: str = "20230222090000Z'", identity: str = "A" * 32, fonts: tuple[int, ...] = (4100007, 4100008),
    lang: str = "/Lang(en-US)\n",
) -> bytes:  # fmt: skip
    """A page in the form in which LibreOffice 7.4 writes one."""
    objects = {
        1: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<</Font<<%s>>>>>>",
        2: b"<</Type/Pages/Kids[1 0 R]/Count 1>>",
        3: b"<</Type/Catalog/Pages 2 0 R\n" + lang.encode() + b"/MarkInfo<</Marked true>>\n>>",
        4: f"<</Title(Toy)\n/Producer(LibreOffice 7.4)\n/CreationDate(D:{date})>>".encode(),
    }
    used = b""
    for number in fonts:
        program, clear, encrypted = _font(number)
        packed = zlib.compress(program)
        place = len(objects) + 1
        used += b"/F%d<</Type/Font/Subtype/Type1/FontDescriptor<</FontFile %d 0 R>>>>" % (place, place)
        lengths = b"/Length1 %d/Length2 %d/Length3 %d" % (clear, encrypted, len(ZEROS))
        head = b"<</Length %d 0 R/Filter/FlateDecode%s>>\nstream\n" % (place + 1, lengths)
        objects[place] = head + packed + b"\nendstream"
        objects[place + 1] = b"%d" % len(packed)
    objects[1] %= used
    data, offsets = b"%PDF-1.6\n%\xc3\xa4\n", []
    for number, body in objects.items():
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = f"<</Size {len(objects) + 1}/Root 3 0 R\n/Info 4 0 R\n/ID [ <{identity}>\n<{identity}> ]\n"
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n%s/DocChecksum /%s\n>>\nstartxref\n%d\n%%%%EOF\n" % (
        data, len(objects) + 1, table, trailer.encode(), identity.encode(), len(data),
    )  # fmt: skip


def _programs(data: bytes) -> list[bytes]:
    """The font programs of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [font.FontDescriptor.FontFile.read_bytes() for _, font in pdf.pages[0].Resources.Font.items()]


def _language(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return str(pdf.Root.Lang)


def _identity(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [bytes(half) for half in pdf.trailer.ID]


@pytest.mark.parametrize(
    "other",
    [
        _pdf(date="20301231235959Z'"),
        _pdf(date="20301231235959+08'00'"),
        _pdf(identity="0123456789ABCDEF" * 2),
        _pdf(fonts=(4100123, 4100124)),
        _pdf(fonts=(4100001, 4100002)),
        _pdf(lang="/Lang(de-AT)\n"),
    ],
    ids=["time", "time zone", "id", "position in a batch", "printed alone", "settings"],
)
def test_what_differs_between_two_conversions_is_taken_out(other: bytes) -> None:
    """The two files become equal, and are files still."""
    assert other != _pdf()
    assert make_reproducible(other, "zh-HK") == make_reproducible(_pdf(), "zh-HK")


def test_what_a_reader_sees_still_differs() -> None:
    """Other contents keep another identity."""
    one, other = make_reproducible(_pdf(), "en-HK"), make_reproducible(_pdf().replace(b"(Toy)", b"(Joy)"), "en-HK")
    assert _identity(one) != _identity(other)
    assert len(set(_identity(one))) == 1


def test_a_reproducible_file_can_be_read() -> None:
    """The table of objects is right, the title is there, no date is."""
    document = pypdfium2.PdfDocument(make_reproducible(_pdf(), "zh-HK"))
    try:
        assert len(document) == 1
        assert document.get_metadata_dict(skip_empty=True) == {"Title": "Toy", "Producer": "LibreOffice 7.4"}
    finally:
        document.close()


@pytest.mark.parametrize("lang", ["/Lang(en-US)\n", ""])
@pytest.mark.parametrize("tag", ["zh-HK", "en", "zh-Hant-HK"])
def test_the_document_names_its_own_language(lang: str, tag: str) -> None:
    """Whatever the language of LibreOffice's settings, and however long the tag."""
    output = make_reproducible(_pdf(lang=lang), tag)
    assert _language(output) == tag
    assert make_reproducible(output, tag) == output


def test_fonts_are_numbered_as_in_a_file_that_is_printed_alone() -> None:
    """Both parts of each program; nothing else in it changes."""
    assert _programs(make_reproducible(_pdf(), "en")) == [_font(4100001)[0], _font(4100002)[0]]


def test_a_font_program_gets_another_number() -> None:
    """The same as one that was made with it; the number it has already changes nothing."""
    program, clear, encrypted = _font(4100042)
    assert has_private_id(program)
    assert with_unique_id(program, clear, encrypted, 4100001) == _font(4100001)[0]
    assert with_unique_id(program, clear, encrypted, 4100042) == program


@pytest.mark.parametrize(
    "program",
    [b"\x00\x01\x00\x00 a TrueType font /UniqueID 4100042 def", b"%!FontType1-1.0: Toy\n/UniqueID 1234567 def"],
    ids=["TrueType", "a number that its maker registered"],
)
def test_a_number_that_no_run_gave_stays(program: bytes) -> None:
    """Only Type 1 fonts have numbers, and only those for private use were counted by LibreOffice."""
    assert not has_private_id(program)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\nno table\n%%EOF\n",
        _pdf().replace(b"xref\n0 ", b"xref\n5 "),
        _pdf().replace(b"1 0 obj", b"9 0 obj"),
        _pdf().replace(b"0000000000 65535 f \n", b""),
        _pdf().replace(b"/Root 3 0 R", b""),
        _pdf()[:900],
    ],
    ids=["nothing", "no table", "part of a table", "table is wrong", "table is short", "no catalog", "cut off"],
)
def test_a_damaged_file_stays_as_it_is(data: bytes) -> None:
    """Nothing is repaired, and nothing of it is lost."""
    assert make_reproducible(data, "zh-HK") == data


@pytest.mark.parametrize("options", [{"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"linearize": True}])
def test_every_form_of_pdf_becomes_reproducible(options: dict[str, object]) -> None:
    """A later LibreOffice may write tables of objects as streams, as other programs do."""
    others = []
    for pdf in (_pdf(), _pdf(date="20301231235959Z'", identity="B" * 32, fonts=(4100123, 4100124))):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            stream = io.BytesIO()
            document.save(stream, **options)
            others.append(make_reproducible(stream.getvalue(), "zh-HK"))
    assert others[0] == others[1]
    assert _programs(others[0]) == [_font(4100001)[0], _font(4100002)[0]]
