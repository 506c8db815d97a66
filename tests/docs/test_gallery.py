"""The gallery: a changed page of a contact sheet is found and shown, and what only machines would see is let pass."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from docs.gallery import draw
from docs.gallery.compare import RED, changes, differ, draw_changes
from docs.gallery.sheet import CAPTION, MARGIN, PAGE_WIDTH, NoSheet, Page, Sheet, read_sheet, save_sheet
from tests.docs.reading import ROOT, links

GALLERY = ROOT / "docs/gallery"
MOST_BYTES = 6 * 1024 * 1024
FINE = 4
"""How many times larger pages are drawn than shown, so that things can move by parts of a pixel."""
WORD = (40, 60, 64, 65)
CARD = (200, 40, 330, 160)


@cache
def page_image(
    text: str = "", word: tuple[int, int, int, int] | None = WORD, card: str = "#f0f5fa", offset: float = 0
) -> Image.Image:
    """A slide with lines of grey words, one `word` more, a card, and `text` in large letters."""
    size = (PAGE_WIDTH * FINE, PAGE_WIDTH * FINE * 9 // 16)
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle([edge * FINE for edge in CARD], card)
    for box in [(20 + x, y, 42 + x, y + 4) for y in range(80, 180, 12) for x in range(0, 150, 27)]:
        pen.rectangle([edge * FINE for edge in box], "#505860")
    if word:
        pen.rectangle([edge * FINE for edge in word], "#505860")
    pen.text((20 * FINE, 10 * FINE), text, "black", font_size=24 * FINE)
    moved = ImageChops.offset(image, round(offset * FINE))
    return moved.resize((PAGE_WIDTH, size[1] // FINE), Image.Resampling.LANCZOS)


def sheet(*decks: str, summary: str = "Summary") -> Sheet:
    """A sheet of a deck whose slides say `decks`, and a summary of one page."""
    slides = (Page("deck", number, page_image(text)) for number, text in enumerate(decks, 1))
    return Sheet((*slides, Page("summary", 1, page_image(summary))), "Printer 1")


def said(before: Sheet, now: Sheet) -> list[str]:
    """What is said of the changes."""
    return [str(change) for change in changes(before, now)]


def test_equal_sheets_have_no_changes() -> None:
    """Nothing is said of a sheet that is what it was."""
    assert said(sheet("One", "Two"), sheet("One", "Two")) == []


def test_a_changed_page_is_named() -> None:
    """The page alone, not its neighbours."""
    assert said(sheet("One", "Two", "Three"), sheet("One", "Twelve", "Three")) == ["deck 2 changed"]
    assert said(sheet("One"), sheet("One", summary="Other")) == ["summary 1 changed"]


def test_a_new_page_is_named_where_it_stands() -> None:
    """The pages after it are still the same pages."""
    assert said(sheet("One", "Two", "Three"), sheet("One", "New", "Two", "Three")) == ["deck 2 is new"]
    assert said(sheet("One"), sheet("One", "More")) == ["deck 2 is new"]


def test_a_missing_page_is_named_by_the_number_it_had() -> None:
    """In the middle, and at both ends."""
    assert said(sheet("One", "Two", "Three"), sheet("One", "Three")) == ["deck 2 is gone"]
    assert said(sheet("One", "Two", "Three"), sheet("Two", "Three")) == ["deck 1 is gone"]
    assert said(sheet("One", "Two"), sheet("One")) == ["deck 2 is gone"]


def test_a_page_that_changed_behind_a_new_one_has_both_its_numbers() -> None:
    """One page more and one changed are two changes."""
    found = said(sheet("One", "Two", "Three"), sheet("One", "New", "Two", "Thr"))
    assert found == ["deck 2 is new", "deck 3 changed (now deck 4)"]


def test_a_document_that_is_new_or_gone_has_all_its_pages_named() -> None:
    """A pack without its summary."""
    whole = sheet("One")
    deck = Sheet(whole.pages[:1], "Printer 1")
    assert said(whole, deck) == ["summary 1 is gone"]
    assert said(deck, whole) == ["summary 1 is new"]


@pytest.mark.parametrize(
    "other",
    [
        page_image(word=(44, 60, 68, 65)),
        page_image(word=(40, 62, 64, 67)),
        page_image(word=None),
        page_image(card="#e2ecf6"),
        page_image(offset=2),
        page_image().crop((0, 0, PAGE_WIDTH, 190)),
    ],
    ids=["word to the right", "word down", "no word", "paler card", "all moved", "other size"],
)
def test_what_people_see_is_a_difference(other: Image.Image) -> None:
    """A word that moved by a hundredth of the page's width, a tint that is a little darker."""
    assert differ(page_image(), other)


@pytest.mark.parametrize(
    "other",
    [
        page_image(),
        page_image(offset=0.25),
        page_image(card="#eef4fa"),
        page_image().resize((2 * PAGE_WIDTH, 404)).resize((PAGE_WIDTH, 202)),
        page_image().quantize(48, method=Image.Quantize.MAXCOVERAGE, kmeans=2).convert("RGB"),
    ],
    ids=["nothing", "quarter of a pixel", "rounded colour", "drawn softer", "few colours"],
)
def test_what_only_a_machine_sees_is_none(other: Image.Image) -> None:
    """Edges of letters, roundings, the few colours of a sheet."""
    assert not differ(page_image(), other)


def test_a_sheet_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Names, number and looks of pages, and who printed them; the same sheet gives the same bytes."""
    written = sheet("One", "Two", "Three", "Four", "Five")
    for name in ("a.png", "b.png"):
        save_sheet(written, tmp_path / name)
    read = read_sheet(tmp_path / "a.png")
    assert [page.name for page in read.pages] == [page.name for page in written.pages]
    assert read.printed_by == "Printer 1"
    assert said(written, read) == []
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("other", ["text", "picture"])
def test_a_file_that_is_no_sheet_is_refused(other: str, tmp_path: Path) -> None:
    """What Git LFS leaves, and a picture from elsewhere."""
    path = tmp_path / "a.png"
    if other == "text":
        path.write_text("version https://git-lfs.github.com/spec/v1")
    else:
        page_image().save(path)
    with pytest.raises(NoSheet, match=r"a\.png is not a contact sheet"):
        read_sheet(path)


def test_the_picture_of_a_change_has_red_around_what_differs() -> None:
    """At the word that moved, and nowhere else."""
    before, now = (Page("deck", 1, page_image(word=word)) for word in (WORD, (60, 60, 84, 65)))
    picture = draw_changes(changes(Sheet((before,), ""), Sheet((now,), "")))
    columns, lines = range(picture.width), range(picture.height)
    red = [(x, y) for x in columns for y in lines if picture.getpixel((x, y)) == RED]
    left, top = 2 * (PAGE_WIDTH + MARGIN) + MARGIN, CAPTION + MARGIN
    assert red
    assert all(left + 25 < x < left + 99 and top + 40 < y < top + 80 for x, y in red)


# -- folders


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A gallery of three sheets, and what was drawn: one is the same, one changed, one is gone, one is new."""
    gallery, fresh = tmp_path / "gallery", tmp_path / "fresh"
    for folder in (gallery, fresh):
        folder.mkdir()
    for name in ("a.en.png", "b.en.png", "old.en.png"):
        save_sheet(sheet("One", "Two"), gallery / name)
    save_sheet(Sheet(sheet("One", "Two").pages, "Printer 2"), fresh / "a.en.png")
    save_sheet(sheet("One", "Zwei", "Three"), fresh / "b.en.png")
    save_sheet(sheet("One"), fresh / "b.zh-Hant.png")
    (gallery / "README.md").write_text("# Gallery\n\n<!-- sheets -->\nold\n<!-- end of sheets -->\n\nEnd\n")
    return gallery, fresh


def test_a_check_names_and_shows_each_change(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sheet and page in the message, pictures in a folder that is named; the gallery stays as it is."""
    gallery, fresh = folders
    out = tmp_path / "changed"
    before = {path.name: path.read_bytes() for path in gallery.iterdir()}
    assert draw.report(draw.compare_folders(gallery, fresh, whole=True), gallery, fresh, out) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "b.en.png: deck 2 changed, deck 3 is new",
        "b.zh-Hant.png: new sheet",
        "old.en.png: no pack and language has this sheet any more",
    ]
    assert str(out) in lines[3]
    assert {path.name for path in out.iterdir()} == {"b.en.png", "b.en.changes.png", "b.zh-Hant.png"}
    assert {path.name: path.read_bytes() for path in gallery.iterdir()} == before


def test_accepting_replaces_what_changed_and_nothing_else(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """A sheet that looks the same keeps its bytes; the table shows what is there; a check then finds nothing."""
    gallery, fresh = folders
    same = (gallery / "a.en.png").read_bytes()
    draw.accept(draw.compare_folders(gallery, fresh, whole=True), gallery, fresh)
    assert (gallery / "a.en.png").read_bytes() == same != (fresh / "a.en.png").read_bytes()
    assert sorted(path.name for path in gallery.glob("*.png")) == ["a.en.png", "b.en.png", "b.zh-Hant.png"]
    page = (gallery / "README.md").read_text()
    assert set(links(gallery / "README.md")) == {"a.en.png", "b.en.png", "b.zh-Hant.png"}
    assert "| b | [![b, en](b.en.png)](b.en.png) | [![b, zh-Hant](b.zh-Hant.png)](b.zh-Hant.png) |" in page
    assert page.startswith("# Gallery\n")
    assert page.endswith("\n\nEnd\n")
    found = draw.compare_folders(gallery, fresh, whole=True)
    assert draw.report(found, gallery, fresh, tmp_path / "changed") == 0


def test_a_choice_of_packs_leaves_the_other_sheets_alone(folders: tuple[Path, Path]) -> None:
    """A sheet that was not to be drawn is not gone."""
    found = draw.compare_folders(*folders, whole=False)
    assert [finding.name for finding in found] == ["b.en.png", "b.zh-Hant.png"]


def test_the_message_says_when_another_printer_may_be_the_reason(folders: tuple[Path, Path]) -> None:
    """Both versions, where a page changed and the version did."""
    gallery, fresh = folders
    save_sheet(Sheet(sheet("One", "Zwei").pages, "Printer 2"), fresh / "a.en.png")
    finding = draw.compare_files(gallery / "a.en.png", fresh / "a.en.png")
    assert finding is not None
    assert finding.message == "deck 2 changed (printed by Printer 2, before by Printer 1)"


def test_a_file_in_the_gallery_that_is_no_sheet_is_replaced(folders: tuple[Path, Path]) -> None:
    """It counts as changed, and the message says why."""
    gallery, fresh = folders
    (gallery / "a.en.png").write_text("broken")
    finding = draw.compare_files(gallery / "a.en.png", fresh / "a.en.png")
    assert finding is not None
    assert finding.message == "not compared: a.en.png is not a contact sheet"


def test_an_unknown_pack_is_said_without_a_traceback() -> None:
    """With a suggestion."""
    with pytest.raises(SystemExit, match="unknown sector 'finanz'; did you mean 'finance'"):
        draw.main(["--check", "finanz"])


# -- the gallery itself


def test_the_gallery_is_small_and_whole_sheets() -> None:
    """Every picture is a sheet of a deck and a summary, its page shows it, and together they stay small."""
    paths = sorted(GALLERY.glob("*.png"))
    assert sum(path.stat().st_size for path in paths) < MOST_BYTES
    assert {path.name for path in paths} == {name for name in links(GALLERY / "README.md") if name.endswith(".png")}
    for path in paths:
        assert {page.kind for page in read_sheet(path).pages} == {"deck", "summary"}
