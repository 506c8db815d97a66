"""Typefaces are found by the names that Office writes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import reportgen.fonts.find as find
from reportgen.fonts.find import FontFolders, installed_fonts_digest
from tests.support.fonts import ENGLISH, HONG_KONG, make_font, save_collection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of fonts with a face in each style of one family, and a collection."""
    fonts = tmp_path / "fonts"
    (fonts / "deep").mkdir(parents=True)
    make_font({ENGLISH: "Plain Sans"}).save(fonts / "plain.ttf")
    make_font({ENGLISH: "Plain Sans"}, weight=300).save(fonts / "a-light.ttf")
    make_font({ENGLISH: "Plain Sans"}, weight=700).save(fonts / "deep" / "bold.TTF")
    make_font({ENGLISH: "Plain Sans"}, italic=True).save(fonts / "deep" / "italic.otf")
    ming, song = make_font({ENGLISH: "Test Ming", HONG_KONG: "測試明體"}), make_font({ENGLISH: "Test Song"}, named=16)
    save_collection(fonts / "both.ttc", ming, song)
    return fonts


@pytest.mark.parametrize(
    ("bold", "italic", "file"),
    [(False, False, "plain.ttf"), (True, False, "bold.TTF"), (False, True, "italic.otf"), (True, True, "bold.TTF")],
)
def test_the_face_nearest_to_a_style_is_found(folder: Path, bold: bool, italic: bool, file: str) -> None:
    """Bold before italic, and regular rather than light."""
    face = FontFolders([folder]).face("plain  SANS", bold, italic)
    assert face is not None
    assert Path(face.path).name == file


@pytest.mark.parametrize(("name", "index"), [("測試明體", 0), ("Test Ming", 0), ("@Test Ming", 0), ("Test Song", 1)])
def test_a_family_has_names_in_several_languages(folder: Path, name: str, index: int) -> None:
    """A collection's faces are told apart by their position; `@` is Windows' sign for vertical text."""
    face = FontFolders([folder]).face(name)
    assert face is not None
    assert (Path(face.path).name, face.index) == ("both.ttc", index)


def test_a_family_that_is_not_installed_is_not_found(folder: Path) -> None:
    """No other family is taken instead."""
    assert FontFolders([folder, folder / "missing"]).face("Plain") is None


def test_a_damaged_font_hides_no_other(folder: Path) -> None:
    """Files that are no fonts, or end too soon, are passed over."""
    (folder / "aaa.ttf").write_bytes(b"no font")
    (folder / "aab.ttf").write_bytes((folder / "plain.ttf").read_bytes()[:200])
    (folder / "aac.ttc").symlink_to(folder / "gone.ttc")
    assert FontFolders([folder]).face("Plain Sans") is not None


def test_names_are_read_once_and_again_where_a_file_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is keyed by the file's date and size; a kept index that is damaged is made anew."""
    from_font: list[str] = []
    original = find.read_faces
    monkeypatch.setattr(find, "read_faces", lambda path: [from_font.append(Path(path).name), *original(path)][1:])
    cache = folder.parent / "cache"
    assert FontFolders([folder], cache).face("Plain Sans")
    assert len(from_font) == 5
    from_font.clear()
    first = FontFolders([folder], cache).face("測試明體")
    assert first is not None
    assert first == FontFolders([folder]).face("測試明體")
    assert len(from_font) == 5  # by the second, which keeps nothing
    from_font.clear()
    os.utime(folder / "plain.ttf", ns=(1, 1))
    assert FontFolders([folder], cache).face("Plain Sans")
    assert from_font == ["plain.ttf"]
    from_font.clear()
    (entry,) = (cache / "fonts").iterdir()
    entry.write_bytes(entry.read_bytes()[:-1])
    assert FontFolders([folder], cache).face("Plain Sans")
    assert len(from_font) == 5


@pytest.mark.parametrize(
    "change",
    [
        lambda fonts: make_font({ENGLISH: "New Sans"}).save(fonts / "new.ttf"),
        lambda fonts: (fonts / "plain.ttf").unlink(),
        lambda fonts: (fonts / "plain.ttf").rename(fonts / "zebra.ttf"),
        lambda fonts: os.utime(fonts / "plain.ttf", ns=(1, 1)),
        lambda fonts: make_font({ENGLISH: "Plain Sans"}, "ABC").save(fonts / "deep" / "bold.TTF"),
    ],
    ids=["added", "removed", "renamed", "touched", "replaced"],
)
def test_the_digest_of_fonts_changes_with_any_of_them(folder: Path, change: Callable[[Path], object]) -> None:
    """A font added, removed, renamed or replaced; the order of the folders counts, since the first face is taken."""
    before = FontFolders([folder]).digest
    change(folder)
    assert FontFolders([folder]).digest != before
    assert FontFolders([folder / "deep", folder]).digest != FontFolders([folder, folder / "deep"]).digest


def test_the_digest_of_fonts_stays_while_they_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other files in the folder do not count, and no font is opened."""
    before = FontFolders([folder]).digest
    (folder / "fonts.cache").write_text("x")
    (folder / "gone.ttf").symlink_to(folder / "gone")
    monkeypatch.setattr(find, "read_faces", lambda path: pytest.fail(f"{path} was opened"))
    monkeypatch.setattr(find, "_installed_fonts", lambda: FontFolders([folder]))
    assert installed_fonts_digest() == before


def test_the_digest_is_that_of_the_fonts_that_are_found(folder: Path) -> None:
    """A font installed after the first look is neither found nor in the digest, so the two agree."""
    fonts = FontFolders([folder])
    before = fonts.digest
    make_font({ENGLISH: "New Sans"}).save(folder / "new.ttf")
    assert fonts.face("New Sans") is None
    assert fonts.digest == before


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
def test_each_system_has_its_folders(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own fonts are among them, besides the system's."""
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv("LOCALAPPDATA", str(Path.home() / "AppData"))
    monkeypatch.setenv("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))
    folders = [str(folder) for folder in find.font_folders()]
    assert len(folders) >= 3
    assert any(folder.startswith(str(Path.home())) for folder in folders)
    assert any(not folder.startswith(str(Path.home())) for folder in folders)
