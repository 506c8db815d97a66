"""Draw the pictures of the preview's page: a text and where it comes from, a correction, and a phone.

`make pictures` runs it. It needs LibreOffice and Debian's Chromium.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from docs.served import CHROMIUM, Served, served_project

HERE = Path(__file__).resolve().parent
MINUTES = 5 * 60_000
"""How long the first build and its pictures may take, in milliseconds."""
TEXT = "A letter of intent on internships"


def main() -> None:
    """Draw them all."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served_project(Path(folder)) as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        draw_text(open_page(browser, served, 1440, 900, "light"))
        draw_correction(open_page(browser, served, 1440, 900, "dark"))
        draw_phone(open_page(browser, served, 390, 844, "light"))
        browser.close()


def open_page(browser: Browser, served: Served, width: int, height: int, scheme: str) -> Page:
    """The finance deck's second slide, with its pictures, when everything is built."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        locale="en-GB",
        device_scale_factor=1 if width < 700 else 1.25,
    )
    page = context.new_page()
    page.set_default_timeout(MINUTES)
    page.goto(f"{served.address}#finance/deck")
    page.locator(".status.green").wait_for(state="attached")
    page.locator(".row").first.wait_for()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sheet .window img")).to_have_count(page.locator(".sheet").count(), timeout=MINUTES)
    return page


def draw_text(page: Page) -> None:
    """A text that is open: where it is written, its names, its shape, and why the Simplified Chinese says it so."""
    page.locator(".row", has_text=TEXT).locator(".row-name").click()
    page.locator(".reasons").first.wait_for()
    save(page, "preview.png")


def draw_correction(page: Page) -> None:
    """A text that is being corrected, with what it prints as."""
    page.locator(".row", has_text=TEXT).locator(".row-name").click()
    page.locator(".facts").first.wait_for()
    page.keyboard.press("e")
    page.locator("[data-draft=en]").fill(
        "A letter of intent on internships encourages young people to seize openings in [[gba|short]] finance."
    )
    page.locator(".prints", has_text="openings").wait_for()
    save(page, "preview-correction.png")


def draw_phone(page: Page) -> None:
    """The same slide in a narrow window, in Chinese under English."""
    page.get_by_role("radio", name="繁體中文（香港）").click()
    expect(page.locator(".sheet .window img")).to_have_count(1)
    save(page, "preview-phone.png")


def save(page: Page, name: str) -> None:
    """Write what the window shows, in few colours so that the file is small."""
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(192, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(HERE / name, optimize=True)


if __name__ == "__main__":
    main()
