"""The page of `reportgen preview` as its reader has it: the command runs, and Chromium opens what it serves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from docs.served import CHROMIUM, Served, served_project

SECONDS = 60_000
"""How long a test waits for what a loaded computer takes its time for, in milliseconds."""

expect.set_options(timeout=SECONDS)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the shipped project with two of its packs, watched and served by a process of its own."""
    with served_project(tmp_path_factory.mktemp("project"), "--sector", "finance", "--sector", "youth") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian has it."""
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """The page with the deck of the finance pack open, in a window of a desk, in a browser that speaks English."""
    yield from open_page(browser, served)


def open_page(
    browser: Browser, served: Served, width: int = 1440, height: int = 900, scheme: str = "light", locale: str = "en-GB"
) -> Iterator[Page]:
    """The page in a fresh browser; what goes wrong in its scripts fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale, has_touch=width <= 700
    )
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"{served.address}#finance/deck")
    page.locator(".row").first.wait_for()
    yield page
    page.unroute_all(behavior="ignoreErrors")  # an answer that a test waits for no more may be on its way
    context.close()
    assert not faults
