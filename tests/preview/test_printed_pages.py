"""The page with LibreOffice itself: pictures of every page, and the frames of texts on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.conftest import Shown, shown_project

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def shown(root: Path, tmp_path: Path) -> Iterator[Shown]:
    """The small project, built and printed."""
    yield from shown_project(root, tmp_path / "out")


def _are_fresh(shown: Shown, kind: str) -> bool:
    pages = shown.get(f"/api/pack/finance/{kind}")["pages"]
    return all(sheet["state"] == "fresh" for page in pages for sheet in page["sheets"].values())


def test_a_deck_has_a_picture_of_every_slide_and_a_frame_for_its_texts(shown: Shown) -> None:
    """The picture of the build before comes with the next save."""
    shown.wait(lambda state: _are_fresh(shown, "deck"))
    pages = shown.get("/api/pack/finance/deck")["pages"]
    picture = shown.client.get(pages[0]["sheets"]["en"]["picture"])
    assert picture.content.startswith(b"\x89PNG")
    assert "immutable" in picture.headers["cache-control"]
    _, row = shown.row("deck", "headline")
    box = row["texts"]["en"]["box"]
    assert 0 < box["width"] < 1
    assert 0 < box["height"] < 0.5
    detail = shown.detail("deck", "headline")["en"]
    place = detail["cell"]["place"]
    assert shown.correct(place, detail["written"], "Another headline").status_code == 200
    shown.wait(lambda state: shown.get("/api/pack/finance/deck")["pages"][0]["sheets"]["en"]["before"])
    before = shown.get("/api/pack/finance/deck")["pages"][0]["sheets"]["en"]["before"]
    assert shown.client.get(before).content == picture.content


def test_a_section_of_a_summary_knows_its_pages_in_each_language(shown: Shown) -> None:
    """And has the pictures of all of them."""
    shown.get("/api/pack/finance/summary")
    shown.wait(lambda state: _are_fresh(shown, "summary"))
    found = shown.get("/api/pack/finance/summary")
    assert all(total >= 1 for total in found["totals"].values())
    for page in found["pages"]:
        for tag, sheet in page["sheets"].items():
            assert 1 <= sheet["number"] <= found["totals"][tag]
            assert len(sheet["pictures"]) == sheet["pages"]


def test_a_picture_that_is_not_there_is_not_found(shown: Shown) -> None:
    """Keys are digests, sizes three words, and pages those that there are."""
    shown.wait(lambda state: _are_fresh(shown, "deck"))
    address = shown.get("/api/pack/finance/deck")["pages"][0]["sheets"]["en"]["picture"]
    head, key, *_ = address[1:].split("/")
    for wrong in (f"/{head}/{key}/999/page.png", f"/{head}/{key}/1/huge.png", f"/{head}/..%2f{key}/1/page.png"):
        assert shown.client.get(wrong).status_code == 404
