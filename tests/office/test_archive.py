"""Zip files: read within limits, refused with the reason, written with nothing that changes from run to run."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.office.opc import archive
from reportgen.office.opc.archive import Entry, UnreadableArchive, read_archive, write_archive
from tests.support.office import parts_of, zip_of

NAMES = st.text("abcXYZ/_.1é漢", min_size=1, max_size=12).filter(
    lambda name: not name.startswith("/") and not name.endswith("/") and ".." not in name.split("/")
)


def _refused(data: bytes) -> str:
    with pytest.raises(UnreadableArchive) as fault:
        read_archive(data)
    return str(fault.value)


# -- reading


def test_the_content_of_every_file_is_read() -> None:
    """Deflated and stored files come back by name, in the archive's order."""
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        entries = read_archive(zip_of({"b.xml": b"<b/>" * 9, "a/c.xml": b""}, method))
        assert {name: entry.read() for name, entry in entries.items()} == {"b.xml": b"<b/>" * 9, "a/c.xml": b""}
        assert list(entries) == ["b.xml", "a/c.xml"]


def test_folders_are_no_files() -> None:
    """Entries for folders, which some programs write, are passed over."""
    assert list(read_archive(zip_of({"word/": b"", "word/a.xml": b"<a/>"}))) == ["word/a.xml"]


def test_a_name_in_no_encoding_is_refused() -> None:
    """It says that it is UTF-8, and is not."""
    assert _refused(zip_of({"é": b"<a/>"}).replace("é".encode(), b"\x88\x88")) == "it is damaged or cut off"


@given(data=st.binary(max_size=60))
@settings(deadline=None, max_examples=50)
def test_bytes_that_are_no_archive_are_refused(data: bytes) -> None:
    """Whatever the bytes, the answer is a refusal and not a fault of the program."""
    assert "damaged or cut off" in _refused(data)


@given(cut=st.integers(min_value=1, max_value=400))
@settings(deadline=None, max_examples=50)
def test_a_download_that_was_cut_off_is_refused(cut: int) -> None:
    """An archive without its end cannot be read in part."""
    data = zip_of({f"{n}.xml": bytes(50) for n in range(4)})
    assert _refused(data[: -min(cut, len(data))])


@given(at=st.integers(min_value=0), value=st.integers(1, 255))
@settings(deadline=None, max_examples=150)
def test_a_flipped_byte_is_refused_or_harmless(at: int, value: int) -> None:
    """A damaged archive is refused, or the damage lies where no content is."""
    content = b"<w:p>" * 30
    data = bytearray(zip_of({"a.xml": content}))
    data[at % len(data)] = value
    try:
        entries = read_archive(bytes(data))
    except UnreadableArchive:
        return
    assert [entry.read() for entry in entries.values()] in ([content], [])


def test_a_part_with_a_wrong_checksum_is_damaged() -> None:
    """The check sum counts, even where inflating goes well."""
    data = bytearray(zip_of({"a.xml": b"<abcdef/>"}, zipfile.ZIP_STORED))
    data[data.index(b"abc")] ^= 1
    assert _refused(bytes(data)) == "the part 'a.xml' is damaged"


def test_a_directory_that_points_nowhere_is_refused() -> None:
    """An entry whose header is not where the directory says is damage."""
    data = zip_of({"a.xml": b"<a/>"})
    assert "has no header" in _refused(data.replace(b"PK\x03\x04", b"PK\x03\x05"))


# -- limits


@pytest.mark.parametrize("name", ["../evil.xml", "word/../../evil", "/etc/passwd", "word\\..\\evil.xml"])
def test_names_that_point_outside_are_refused(name: str) -> None:
    """No part may claim a place outside the package."""
    written = name.replace("\\", "|")
    data = zip_of({written: b"x"}).replace(written.encode(), name.encode())
    assert _refused(data) == f"the part name '{name}' points outside the package"


@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("word/a.xml", "Word/A.xml")])
def test_two_parts_of_one_name_are_refused(names: tuple[str, str]) -> None:
    """Which of the two Office would read is anybody's guess; names differ in more than case."""
    with warnings.catch_warnings(action="ignore"):  # Python's own warning about the second name
        data = zip_of([(name, b"x") for name in names])
    assert _refused(data) == "two of its parts have the same name"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that claims a size out of all proportion is never inflated."""
    monkeypatch.setattr(Entry, "read", lambda _entry: pytest.fail("the bomb went off"))
    data = bytearray(zip_of({"a.xml": bytes(1000)}))
    size = data.index(struct.pack("<I", 1000), data.index(b"PK\x01\x02"))
    data[size : size + 4] = struct.pack("<I", 2_000_000_000)
    assert "would unpack to 2000000000 bytes" in _refused(bytes(data))


def test_a_part_that_unpacks_to_more_than_it_says_is_damaged() -> None:
    """The size is counted while inflating: a lie in the directory gains nothing."""
    data = bytearray(zip_of({"a.xml": bytes(100_000)}))
    for header in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(struct.pack("<I", 100_000), data.index(header))
        data[at : at + 4] = struct.pack("<I", 500)
    assert _refused(bytes(data)) == "the part 'a.xml' is damaged"


def test_reading_never_yields_more_than_the_stated_size() -> None:
    """An entry stops inflating at its size, whatever its data would give."""
    packed = Entry.deflate(bytes(1_000_000))
    assert len(Entry(packed.raw, packed.crc, 10, packed.method).read()) == 10


def test_large_parts_of_ordinary_text_pass() -> None:
    """Ten thousand equal paragraphs, which deflate packs well, are no bomb."""
    content = b"<w:p><w:r><w:t>Lorem ipsum dolor sit amet</w:t></w:r></w:p>" * 10_000
    assert len(read_archive(zip_of({"a.xml": content}))["a.xml"].read()) == len(content)


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of parts has a limit, which the message names."""
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    assert _refused(zip_of({f"{n}.xml": b"" for n in range(4)})) == "it holds 4 parts; 3 are allowed"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method: int) -> None:
    """Office reads stored and deflated parts only."""
    assert "compressed in a way Office does not read" in _refused(zip_of({"a.xml": b"x"}, method))


def test_encrypted_parts_are_refused() -> None:
    """A password on a part is named as such."""
    data = bytearray(zip_of({"a.xml": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert _refused(bytes(data)) == "it is protected with a password"


# -- writing


@given(parts=st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
@settings(deadline=None, max_examples=60)
def test_what_is_written_is_read_again(parts: dict[str, bytes]) -> None:
    """Names (also Chinese ones), contents and order survive, as Python's own zipfile reads them."""
    data = write_archive((name, Entry.deflate(content)) for name, content in parts.items())
    assert list(parts_of(data).items()) == list(parts.items())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None


def test_untouched_entries_are_copied_as_they_are() -> None:
    """An entry that was read is written with the very bytes it had, not compressed anew."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    content = b"<w:p>some text</w:p>" * 200
    raw = packer.compress(content) + packer.flush()
    entry = Entry(raw, zlib.crc32(content), len(content), zipfile.ZIP_DEFLATED)
    assert raw != Entry.deflate(content).raw
    again = read_archive(write_archive([("a.xml", entry)]))["a.xml"]
    assert again == entry


def test_nothing_in_an_archive_tells_when_or_where_it_was_made() -> None:
    """Dates are fixed, and there are no extra fields, comments or attributes."""
    data = write_archive([("a.xml", Entry.deflate(b"<a/>")), ("漢.xml", Entry.deflate(b"<b/>"))])
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        facts = {(i.date_time, i.extra, i.comment, i.external_attr, i.create_system) for i in file.infolist()}
    assert facts == {((1980, 1, 1, 0, 0, 0), b"", b"", 0, 0)}
