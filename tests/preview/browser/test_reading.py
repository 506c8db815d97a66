"""Reading the page: packs and languages, the keyboard alone, what helps people with a screen reader, small windows."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from docs.served import Served
from tests.preview.browser.conftest import open_page

WINDOWS = {"desk": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
INTERFACE = {"en-GB": ("en", "Packs"), "zh-HK": ("zh-Hant", "文件組"), "zh-CN": ("zh-Hans", "文件包")}


def test_it_opens_with_the_pack_and_its_words_in_all_languages(page: Page) -> None:
    """What an editor comes for is there without a click: the deck, its slides, and each text in three languages."""
    expect(page.locator("h1")).to_have_text("Financial Services")
    expect(page.locator(".thumb")).not_to_have_count(0)
    row = page.locator(".row", has_text="Financial Services").first
    expect(row.locator("[data-text=zh-Hant]")).to_have_text("金融服務")
    expect(row.locator("[data-text=zh-Hans]")).to_have_text("金融服务")
    assert row.locator("[data-text=zh-Hans]").get_attribute("lang") == "zh-Hans"


def test_another_pack_and_kind_are_a_click_away(page: Page) -> None:
    """The pack changes and the kind stays; the address says what is open, for a reload and for the way back."""
    page.get_by_role("radio", name="Summary").click()
    expect(page.locator("figcaption .download").first).to_contain_text(".docx")
    page.get_by_role("button", name="Youth Development").click()
    expect(page.locator("h1")).to_have_text("Youth Development")
    expect(page.get_by_role("radio", name="Summary")).to_be_checked()
    page.reload()
    expect(page.locator("h1")).to_have_text("Youth Development")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Financial Services")


def test_languages_are_switched_one_by_one_and_one_stays(page: Page) -> None:
    """A language leaves pictures and words alike; the last one cannot be taken away."""
    switches = page.get_by_role("group", name="languages shown")
    switches.get_by_role("button", name="English").click()
    expect(page.locator(".sheet")).to_have_count(2)
    expect(page.locator(".row").first.locator(".text")).to_have_count(2)
    page.keyboard.press("2")
    page.keyboard.press("3")
    expect(page.locator(".sheet")).to_have_count(1)


@pytest.mark.parametrize("locale", INTERFACE)
def test_the_interface_speaks_the_readers_language(browser: Browser, served: Served, locale: str) -> None:
    """English, Hong Kong's Chinese and the Mainland's come from the browser's languages, and from the menu."""
    tag, packs = INTERFACE[locale]
    for page in open_page(browser, served, locale=locale):
        assert page.locator("html").get_attribute("lang") == tag
        expect(page.get_by_role("navigation", name=packs)).to_be_visible()
        other = "zh-Hans" if tag != "zh-Hans" else "zh-Hant"
        page.locator(".menu select").select_option(other)
        expect(page.locator("html")).to_have_attribute("lang", other)
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", other)


def test_everything_is_reached_without_a_mouse(page: Page) -> None:
    """Slides, texts, languages, packs, close-up, find and the list of keys, each by the key that the list names."""
    page.keyboard.press("ArrowRight")
    expect(page.locator(".thumb[aria-current=true]")).to_have_attribute("data-page", second_page(page))
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".row").nth(1).locator(".row-name")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".row").nth(1).locator(".row-name")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".row.open")).to_have_count(0)
    page.keyboard.press("z")
    expect(page.get_by_role("dialog", name="Close-up")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("]")
    expect(page.locator("h1")).to_have_text("Youth Development")
    page.keyboard.press("s")
    expect(page.get_by_role("radio", name="Summary")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys").get_by_role("row")).not_to_have_count(0)


def test_single_letters_can_be_switched_off(page: Page) -> None:
    """Who speaks to the computer or uses a screen reader is not surprised by letters that do things."""
    page.keyboard.press("?")
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    page.keyboard.press("z")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Financial Services")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".thumb[aria-current=true]")).to_have_attribute("data-page", second_page(page))


def test_skip_links_and_groups_keep_the_way_short(page: Page) -> None:
    """Tab meets the ways past first; packs are one stop, with arrows inside."""
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the packs")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    left = page.get_by_role("navigation")
    expect(left.get_by_role("button", name="Financial Services")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(left.get_by_role("button", name="Youth Development")).to_be_focused()
    page.keyboard.press("Tab")
    expect(left.get_by_role("button", name="deck.pptx")).to_be_focused()


def test_a_key_that_leads_nowhere_says_so(page: Page) -> None:
    """Whoever presses it knows that it was heard: at the first slide, without findings, changes or a chosen text."""
    said = page.locator(".toast")
    for key, words in {
        "ArrowLeft": "This is the first one.",
        "e": "Choose a text first.",
        "o": "Choose a text first.",
        "a": "Open a text first.",
        ",": "This page has not changed",
    }.items():
        page.keyboard.press(key)
        expect(said).to_have_text(words)
    page.keyboard.press("1")
    page.keyboard.press("2")
    page.keyboard.press("3")
    expect(said).to_have_text("One language stays.")


def test_deck_and_summary_are_told_apart_in_what_was_found(page: Page) -> None:
    """Both say the same sentence: each hit names the kind of document it is in."""
    page.get_by_role("radio", name="Summary").click()
    expect(page.get_by_role("radio", name="Summary")).to_be_checked()
    expect(page.locator(".row").first).to_be_visible()
    page.keyboard.press("/")
    page.locator("#find-text").fill("have run smoothly")
    expect(page.locator(".found .second", has_text="Financial Services · Deck · ").first).to_be_visible()
    expect(page.locator(".found .second", has_text="Financial Services · Summary · ").first).to_be_visible()


def test_find_goes_to_a_word(page: Page) -> None:
    """A word of the open document is found in any language, one of the whole content as well, and its text opens."""
    page.keyboard.press("/")
    page.keyboard.type("機遇")
    page.locator(".found button", has_text="機遇").first.click()
    expect(page.locator(".row.open")).to_contain_text("機遇")
    page.keyboard.press("/")
    page.locator("#find-text").fill("youth development")
    page.locator(".found button", has=page.locator(".second", has_text="Youth Development")).first.click()
    expect(page.locator("h1")).to_have_text("Youth Development")
    expect(page.locator(".row.open")).to_contain_text(re.compile("youth development", re.IGNORECASE))


def test_a_templates_slides_say_when_they_are_shown(page: Page) -> None:
    """By sections, each with its condition in a sentence, and which slides of the pack's deck it has made."""
    page.get_by_role("navigation").get_by_role("button", name="deck.pptx").click()
    glance = page.locator(".template-pages li", has_text="At a glance")
    expect(glance).to_contain_text(re.compile("if there is something in 'glance'"))
    expect(glance).to_contain_text("Makes slide 2 of this deck")
    everything = page.locator(".template-pages li").count()
    page.get_by_role("button", name="Used here").click()
    expect(page.locator(".template-pages li")).not_to_have_count(everything)
    page.get_by_role("navigation").get_by_role("button", name="Financial Services").click()
    expect(page.locator("h1")).to_have_text("Financial Services")


def test_the_words_of_small_titles_stay_whole(page: Page, served: Served) -> None:
    """In the strip above a summary, whose first section has no heading and is called as the pack is."""
    page.goto(f"{served.address}#finance/summary")
    titles = page.locator(".strip .title")
    expect(titles.first).to_have_text("Financial Services")
    assert titles.count() > 5
    broken = titles.evaluate_all(
        """all => all.flatMap(one => [...one.textContent.matchAll(/[\\w-]+/g)].filter(word => {
             const range = document.createRange();
             range.setStart(one.firstChild, word.index);
             range.setEnd(one.firstChild, word.index + word[0].length);
             return new Set([...range.getClientRects()].map(rect => rect.top)).size > 1;
           }).map(word => word[0]))"""
    )
    assert broken == []


def test_every_text_is_called_by_a_word_of_the_interface(browser: Browser, served: Served) -> None:
    """And none by the key under which it is written."""
    for page in open_page(browser, served, locale="zh-HK"):
        for kind, strip in {"deck": ".strip:not(.of-sections)", "summary": ".strip.of-sections"}.items():
            page.goto(f"{served.address}#youth/{kind}")
            expect(page.locator("h1")).to_have_text("青年發展")
            page.locator(f"{strip} .thumb").first.wait_for()
            for thumb in page.locator(".thumb").all():
                thumb.click()
                expect(thumb).to_have_attribute("aria-current", "true")
                assert page.locator(".row .label").filter(has_text=re.compile("[a-z]")).all_inner_texts() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", WINDOWS)
def test_axe_finds_nothing(browser: Browser, served: Served, window: str, scheme: str) -> None:
    """No rule of axe-core is broken, with a text open, with the keys listed, and on a phone with the sheet of packs."""
    width, height = WINDOWS[window]
    for page in open_page(browser, served, width, height, scheme):
        page.keyboard.press("ArrowRight")
        page.locator(".row-name").nth(2).click()
        expect(page.locator(".row.open .facts").first).to_be_visible()
        assert findings(page) == []
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        assert findings(page) == []
        page.keyboard.press("Escape")
        if window == "phone":
            page.locator(".pack-choice").click()
            assert findings(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 2560])
def test_nothing_is_wider_than_the_window(browser: Browser, served: Served, width: int) -> None:
    """No window is too narrow, and none makes the page scroll sideways."""
    for page in open_page(browser, served, width):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_has_one_picture_and_targets_for_a_thumb(browser: Browser, served: Served) -> None:
    """English stands above the chosen language; next is at the foot; what is touched is 44 pixels high."""
    for page in open_page(browser, served, *WINDOWS["phone"]):
        page.get_by_role("radio", name="繁體中文（香港）").click()
        expect(page.locator(".sheet")).to_have_count(1)
        texts = page.locator(".row").first.locator(".text")
        assert texts.evaluate_all("all => all.map(one => one.lang)") == ["en", "zh-Hant"]
        page.get_by_role("button", name="Next").click()
        expect(page.locator(".thumb-bar")).to_contain_text("2 of")
        low = page.locator("button:visible, a:visible, select:visible").evaluate_all(
            """all => all.filter(one => !one.closest('.skips, .over') && one.getBoundingClientRect().height < 44)
                      .map(one => one.outerHTML)"""
        )
        assert low == []


def test_a_phone_begins_with_the_readers_language_and_leads_back(browser: Browser, served: Served) -> None:
    """From a template the packs are a touch away."""
    for page in open_page(browser, served, 390, 844, locale="zh-HK"):
        expect(page.get_by_role("radio", name="繁體中文（香港）")).to_be_checked()
        page.goto(f"{served.address}#template/deck.pptx")
        page.get_by_role("button", name="文件組").click()
        page.get_by_role("dialog").get_by_role("button", name="金融服務").click()
        expect(page.locator(".row").first).to_be_visible()


def second_page(page: Page) -> str:
    """The key of the second page, as its small picture has it."""
    return page.locator(".thumb").nth(1).get_attribute("data-page") or ""


def findings(page: Page) -> list[str]:
    """What axe-core says of the page as it is, a line each."""
    results = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in results for node in one["nodes"]]


def test_keys_of_a_page_have_nothing_to_do_in_a_template(page: Page) -> None:
    """They say so, and nothing changes out of sight."""
    page.get_by_role("navigation").get_by_role("button", name="deck.pptx").click()
    page.locator(".template-pages li").first.wait_for()
    before = page.url
    page.keyboard.press("ArrowRight")
    for key in ("j", "e", "z", "1"):
        page.keyboard.press(key)
        expect(page.locator(".toast")).to_have_text("Open a pack first.")
    assert page.locator("dialog").count() == 0
    assert page.url == before


def test_what_is_shown_when_the_command_has_ended_is_there(page: Page) -> None:
    """Its icon too, which nobody needed before; keys go on."""
    page.route("**/events", lambda route: route.abort())
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    page.keyboard.press("?")
    assert page.evaluate("[...document.querySelectorAll('dialog use')].every(one => one.getBBox().width > 0)")
    page.context.set_offline(False)


def test_forced_colours_and_less_motion_are_heeded(browser: Browser, served: Served) -> None:
    """Focus stays visible in forced colours; the ring rests for who asked for less motion."""
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.address)
    page.locator(".row").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    ring = "document.body.appendChild(Object.assign(document.createElement('i'), {className: 'turns'}))"
    assert page.evaluate(f"getComputedStyle({ring}).animationName") == "none"
    context.close()
