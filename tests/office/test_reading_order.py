"""The parts of a file in reading order, for each format that is read."""

from __future__ import annotations

from reportgen.office.opc.package import MAIN_TYPES, OFFICE_SUFFIXES, Package
from reportgen.office.reading_order import plan_package
from tests.support.office import docx_of, pptx_of

SAMPLES = {".docx": docx_of("Text"), ".pptx": pptx_of("Text")}


def test_every_format_that_is_read_has_a_reading_order() -> None:
    """A format is a line in the table of content types and one in that of plans."""
    assert set(SAMPLES) == set(OFFICE_SUFFIXES) == {f".{name}" for name in MAIN_TYPES.values()}
    for suffix, data in SAMPLES.items():
        package = Package.read(data, f"file{suffix}")
        assert plan_package(package).parts[0].name in package.entries
