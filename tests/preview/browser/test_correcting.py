"""Correcting a text, a name and a sign-off on the page: what is written to the files, and what never is."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Route, expect

from docs.served import Served
from tests.preview.browser.conftest import open_page

FINANCE = "content/sectors/finance.yaml"
PROGRAMMES = "glossary/programmes.csv"


def open_text(page: Page, words: str, slide: int = 2) -> Locator:
    """Open a slide's first text with these words, with all that is known of it."""
    page.locator(".thumb").nth(slide - 1).click()
    row = page.locator(".row", has_text=words).first
    row.locator(".row-name").click()
    expect(row.locator(".facts").first).to_be_visible()
    return page.locator(".row.open")


def changed_lines(before: str, path: Path) -> list[str]:
    """The lines of a file that were put in the place of others, or added."""
    now = path.read_text(encoding="utf-8")
    return [line for line in difflib.ndiff(before.splitlines(), now.splitlines()) if line.startswith("+ ")]


def test_an_open_text_says_where_it_is_written_and_why_it_says_this(page: Page) -> None:
    """The file and its line, the row of the glossary, the template's shape; for derived text each passage's reason."""
    row = open_text(page, "A letter of intent on internships")
    facts = row.locator(".facts").first
    expect(facts).to_contain_text(f"{FINANCE}:57")
    expect(facts).to_contain_text("glossary/places.csv:7")
    expect(facts).to_contain_text("deck.pptx")
    why = row.get_by_role("region", name="Why it says this")
    expect(why.get_by_role("listitem", name="").filter(has_text="大灣區 becomes 大湾区: glossary")).to_have_count(1)


def test_a_correction_changes_one_line(page: Page, served: Served) -> None:
    """The YAML keeps its comments, order and quoting; the row shows the new words without a reload."""
    path = served.root / FINANCE
    before = path.read_text(encoding="utf-8")
    open_text(page, "Both sides will keep exploring")
    page.keyboard.press("e")
    field = page.locator("[data-draft=en]")
    expect(field).to_be_focused()
    field.fill(
        "Both sides will keep exploring measures on market access, insurance, fintech and [[gba|short]] finance."
    )
    expect(page.locator(".prints").first).to_contain_text("fintech and GBA finance.")
    expect(page.locator(".field-head", has_text="English")).not_to_contain_text("Fits")  # nobody has measured it yet
    page.keyboard.press("Control+Enter")
    expect(page.locator(".editor")).to_have_count(0)
    expect(page.locator("[data-text=en]", has_text="fintech and GBA finance.")).to_be_visible()
    assert len(changed_lines(before, path)) == 1
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server")


def test_a_conflict_is_shown_and_nothing_is_overwritten_unseen(page: Page, served: Served) -> None:
    """The file changed meanwhile: both versions stand under each other, and the reader decides."""
    path = served.root / FINANCE
    open_text(page, "run smoothly and are well received")
    page.keyboard.press("e")
    page.locator("[data-draft=en]").fill("The schemes run well.")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("run smoothly and are well received", "run smoothly and are popular"), encoding="utf-8"
    )
    page.keyboard.press("Control+Enter")
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("run smoothly and are popular")
    expect(conflict).to_contain_text("The schemes run well.")
    assert "The schemes run well." not in path.read_text(encoding="utf-8")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(page.locator(".editor")).to_have_count(0)
    assert "The schemes run well." in path.read_text(encoding="utf-8")


def test_what_would_break_the_content_is_refused_with_its_reason(page: Page, served: Served) -> None:
    """A name that the glossary does not have is told while it is typed, and nothing is written."""
    before = (served.root / FINANCE).read_text(encoding="utf-8")
    open_text(page, "Openings for youth")
    page.keyboard.press("e")
    page.locator("[data-draft=en]").fill("Openings for [[no-such-name]]")
    expect(page.locator(".notice")).to_contain_text("no-such-name")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(500)
    assert (served.root / FINANCE).read_text(encoding="utf-8") == before


def test_what_is_typed_stays_while_files_are_saved(page: Page, served: Served) -> None:
    """Somebody else saves: the caret, the draft and the open editor are as they were."""
    open_text(page, "Further measures")
    page.keyboard.press("e")
    page.keyboard.type(" and more")
    path = served.root / "content" / "sectors" / "youth.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    page.wait_for_timeout(1500)
    page.keyboard.type(" of it")
    expect(page.locator("[data-draft=en]")).to_have_value("Further measures and more of it")
    page.locator(".thumb").nth(2).click()
    expect(page.locator(".notice")).to_contain_text("Save or cancel this first.")
    page.keyboard.press("Escape")
    expect(page.locator(".editor")).to_have_count(0)


def test_a_translation_is_signed_off_and_withdrawn(page: Page, served: Served) -> None:
    """Who signs is asked once; the state shows who it was; a second window sees it as well."""
    row = open_text(page, "Smooth operation")
    page.keyboard.press("a")
    page.get_by_role("textbox").fill("Chan Siu Ming")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("signed off by Chan Siu Ming")
    row.get_by_role("button", name="Withdraw sign-off").click()
    expect(row.get_by_role("button", name="Sign off")).to_be_visible()


def test_what_was_signed_off_before_is_signed_off_again_as_it_is_saved(page: Page) -> None:
    """English is corrected, and its translation signed off against the new English in one go; no conflict is met."""
    row = open_text(page, "Further measures")
    page.evaluate("localStorage.clear()")
    page.keyboard.press("a")
    page.get_by_role("textbox").fill("Chan Siu Ming")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("signed off by Chan Siu Ming")
    page.keyboard.press("e")
    page.keyboard.type(" for now")
    page.keyboard.press("Control+Shift+Enter")
    expect(row.locator("[data-text=en]")).to_have_text("Further measures for now")
    expect(row).to_contain_text("signed off by Chan Siu Ming")
    expect(page.locator(".toast.empty")).to_have_count(1)


def test_only_what_is_shown_is_signed_off(page: Page) -> None:
    """With the Chinese hidden there is nothing to sign."""
    row = page.locator(".row", has_text="Market access schemes run smoothly").first
    expect(row.get_by_role("button", name="Sign off")).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("3")
    expect(row.get_by_role("button", name="Sign off")).to_have_count(0)


def test_a_name_is_corrected_in_its_row_of_the_glossary(page: Page, served: Served) -> None:
    """One line of the table changes, and every text that prints the name says the new one."""
    path = served.root / PROGRAMMES
    before = path.read_text(encoding="utf-8")
    row = open_text(page, "notably the Shenzhen-Hong Kong Stock Connect", slide=3)
    row.get_by_role("button", name="Correct the name Shenzhen-Hong Kong Stock Connect").click()
    page.locator("#rename").fill("Shenzhen-HK Stock Connect")
    page.keyboard.press("Enter")
    expect(page.locator("[data-text=en]", has_text="notably the Shenzhen-HK Stock Connect").first).to_be_visible()
    assert len(changed_lines(before, path)) == 1


def test_a_command_that_was_started_anew_takes_corrections_of_an_open_page(page: Page, served: Served) -> None:
    """It has a token of its own, which the page asks for; what was written before is not lost."""

    def of_another_command(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r'(?<=token" content=")[^"]+', "of-before", answer.text()))

    page.route(served.address, of_another_command)
    page.reload()
    page.locator(".row").first.wait_for()
    page.unroute(served.address)
    open_text(page, "Openings for youth")
    page.keyboard.press("e")
    page.keyboard.type(" and others")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".editor")).to_have_count(0)
    expect(page.locator("[data-text=en]", has_text="Openings for youth and others")).to_be_visible()


def test_two_windows_do_not_overwrite_each_other(browser: Browser, served: Served, page: Page) -> None:
    """Both correct one sentence: the second is asked."""
    for second in open_page(browser, served):
        for window in (page, second):
            open_text(window, "A letter of intent on internships")
            window.keyboard.press("e")
            expect(window.locator("[data-draft=en]")).to_be_focused()
        page.keyboard.type(" First.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".editor")).to_have_count(0)
        second.keyboard.type(" Second.")
        second.keyboard.press("Control+Enter")
        expect(second.locator(".conflict")).to_contain_text("First.")
        second.get_by_role("button", name="Take theirs").click()
        expect(second.locator("[data-draft=en]")).to_have_value(re.compile(r"\[\[gba\|short\]\] finance\. First\.$"))
        second.keyboard.press("Escape")


COMPOSE = """field => {
    const key = (name, more) => field.dispatchEvent(
        new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true, ...more}));
    field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
    key('Enter', {ctrlKey: true, isComposing: true});
    key('Escape', {isComposing: true});
    key('n', {isComposing: true});
    field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: '順'}));
    key('Enter', {keyCode: 229});
}"""
"""What a Chinese input method sends while it is used: keys that are its own, the last one as Safari tells it."""


def test_an_input_method_keeps_its_keys(page: Page, served: Served) -> None:
    """Nothing is saved, cancelled or followed while Chinese is composed: in the editor, in a name, in Find."""
    before = (served.root / FINANCE).read_text(encoding="utf-8")
    row = open_text(page, "notably the Shenzhen-H", slide=3)
    page.keyboard.press("e")
    page.locator("[data-draft=zh-Hant]").evaluate(COMPOSE)
    expect(page.locator("[data-draft=zh-Hant]")).to_be_visible()
    page.keyboard.press("Escape")
    row.get_by_role("button", name="Correct the name").first.click()
    page.locator("#rename").evaluate(COMPOSE)
    expect(page.locator("#rename")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    page.keyboard.press("/")
    page.locator("#find-text").fill("金融")
    expect(page.locator(".found button").first).to_be_visible()
    page.locator("#find-text").evaluate(COMPOSE)
    expect(page.get_by_role("dialog", name="Find")).to_be_visible()
    assert (served.root / FINANCE).read_text(encoding="utf-8") == before
