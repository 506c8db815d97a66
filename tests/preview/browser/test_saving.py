"""Saving a file while the page is open: what it made is seen without a reload, and nothing moves meanwhile."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect
from pptx import Presentation

from docs.served import Served
from tests.preview.browser.test_reading import findings

FINANCE = "content/sectors/finance.yaml"
SHIFT = """window.shifted = [];
const what = (one) => one.sources.map((source) => source.node?.outerHTML ?? source.node?.nodeValue).join(" | ");
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted.push(what(one)); })
    .observe({ type: "layout-shift" });"""
"""Collects what is not where it was in the frame before."""


def replaced(path: Path, old: str, new: str) -> None:
    """Save a file with one text in the place of another."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def open_slide(page: Page, number: int) -> None:
    """Open a slide, and wait for its pictures."""
    page.locator(".thumb").nth(number - 1).click()
    expect(page.locator(".sheet .window img").first).to_be_visible()


def test_a_saved_value_is_seen_in_words_and_picture(page: Page, served: Served) -> None:
    """The row says what the file says, marked where it changed; the picture is another one of the same size."""
    open_slide(page, 2)
    before = page.locator(".sheet .window img").first.get_attribute("src")
    size = page.locator(".sheet .window").first.bounding_box()
    replaced(
        served.root / FINANCE, "Both sides will keep exploring measures", "Both sides will go on exploring measures"
    )
    row = page.locator(".row", has_text="exploring measures")
    expect(row.locator("[data-text=en]")).to_contain_text("will go on exploring")
    expect(row.locator("ins").first).to_be_visible()
    expect(page.locator(".sheet .window img").first).not_to_have_attribute("src", before or "")
    assert page.locator(".sheet .window").first.bounding_box() == size
    expect(page.locator(".thumb").nth(1).locator(".mark.of-changed")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("Built.")


def test_what_the_last_change_altered_is_a_click_away(page: Page, served: Served) -> None:
    """Slides and sections, also of other packs, which are named; nothing that is being written is left for it."""
    page.get_by_role("navigation").get_by_role("button", name="Youth Development").click()
    expect(page.locator("h1")).to_have_text("Youth Development")
    expect(page.locator(".status")).to_contain_text("Up to date")
    replaced(served.root / FINANCE, "一直運作順暢", "一直運作暢順")
    listed = page.locator(".changed-pages")
    listed.get_by_role("button", name="Financial Services · Deck 3 · 繁體中文（香港）").click()
    expect(page.locator("h1")).to_have_text("Financial Services")
    expect(page.locator(".steps strong")).to_have_text("Slide 3 of 7")
    expect(listed).not_to_contain_text("Financial Services")
    open_slide(page, 1)
    listed.get_by_role("button", name="Deck 3 · 繁體中文（香港）").click()
    expect(page.locator(".steps strong")).to_have_text("Slide 3 of 7")
    page.locator(".row-name").first.click()
    page.keyboard.press("e")
    page.locator("textarea").last.fill("另")
    listed.get_by_role("button", name="Summary 3 · 繁體中文（香港）").click()
    expect(page.locator("textarea").last).to_have_value("另")
    page.keyboard.press("Escape")
    listed.get_by_role("button", name="Summary 3 · 繁體中文（香港）").click()
    expect(page.locator(".steps strong")).to_have_text("Section 3 of 9")
    expect(page.locator(".thumb[aria-current] .mark.of-changed")).to_be_visible()


def test_the_slider_shows_the_build_before(page: Page, served: Served) -> None:
    """By keys, by the arrows of the slider and by the line on the picture, in all languages alike; words follow it."""
    open_slide(page, 2)
    replaced(served.root / FINANCE, "合作措施。", "合作安排。")
    slider = page.get_by_role("slider", name="Between the last build and this build")
    expect(slider).to_be_visible()
    expect(page.locator(".before")).to_have_count(0)  # at its right end there is nothing of the build before
    expect(page.locator("[data-text=zh-Hant] del")).to_have_count(0)
    page.keyboard.press(",")
    expect(slider).to_have_value("0")
    chinese = page.locator(".sheet").nth(1)
    expect(chinese.locator(".before")).to_be_visible()
    expect(page.locator("[data-text=zh-Hant] del").first).to_have_text(re.compile("措施"))
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "1 %")
    cuts = "all => new Set(all.map(one => getComputedStyle(one).getPropertyValue('--cut'))).size"
    assert page.locator(".sheet .before").evaluate_all(cuts) == 1
    line, paper = chinese.locator(".divider"), chinese.locator(".window")
    box, around = line.bounding_box(), paper.bounding_box()
    assert box is not None
    assert around is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(around["x"] + around["width"] / 2, box["y"] + 9, steps=4)
    page.mouse.up()
    assert 45 <= int(slider.input_value()) <= 55
    page.keyboard.press(".")
    expect(slider).to_have_value("100")
    expect(page.locator(".before")).to_have_count(0)


def test_a_changed_name_of_the_glossary_is_seen(page: Page, served: Served) -> None:
    """A row of the glossary is content like any other: the texts that print the name say the new one."""
    open_slide(page, 2)
    replaced(
        served.root / "glossary" / "programmes.csv", "Shenzhen-Hong Kong Stock Connect", "Shenzhen-HK Stock Connect"
    )
    row = page.locator(".row", has_text="mutual market access schemes run smoothly")
    expect(row.locator("[data-text=en]")).to_contain_text("Shenzhen-HK Stock Connect")


def test_a_changed_label_is_seen(page: Page, served: Served) -> None:
    """The small line over the headline comes from labels.yaml."""
    open_slide(page, 2)
    replaced(served.root / "templates" / "labels.yaml", "    重點一覽", "    重點速覽")
    expect(page.locator(".row [data-text=zh-Hant]", has_text="重點速覽").first).to_be_visible()


def test_a_changed_template_is_seen(page: Page, served: Served) -> None:
    """What is typed into the template in PowerPoint stands on the slide."""
    path = served.root / "templates" / "deck.pptx"
    deck = Presentation(str(path))
    added = deck.slides[0].shapes.add_textbox(0, 0, 4_000_000, 400_000)
    added.name = "Added"
    added.text_frame.text = "Draft for comment"
    deck.save(str(path))
    expect(page.locator(".row [data-text=en]", has_text="Draft for comment")).to_be_visible()


def test_a_broken_template_says_what_is_wrong_and_recovers(page: Page, served: Served) -> None:
    """The fault takes the place of the words, with the way out; the next save brings them back by itself."""
    path = served.root / "templates" / "deck.pptx"
    sound = path.read_bytes()
    open_slide(page, 1)
    size = page.locator(".sheet .window").first.bounding_box()
    deck = Presentation(str(path))
    deck.slides[0].shapes.add_textbox(0, 0, 4_000_000, 400_000).text_frame.text = "{{ sector.title "
    deck.save(str(path))
    fault = page.locator("section.fault")  # slides that it keeps from being made are marked too
    try:
        expect(fault).to_contain_text("deck.pptx")
        expect(fault.get_by_role("listitem").first).to_contain_text("Open deck.pptx")
        expect(page.locator(".status")).to_contain_text("deck.pptx has a fault")
        expect(page.locator(".sheet .badge", has_text="last good build, ").first).to_be_visible()
        assert page.locator(".sheet .window").first.bounding_box() == size
        expect(fault.locator(".fault-slide .frame.error")).to_be_visible()
        expect(page.locator(".thumb .mark.of-fault").first).to_have_attribute("title", "fault of the template")
        page.keyboard.press("f")
        expect(page.get_by_role("dialog", name="Findings")).to_contain_text("templates/deck.pptx › slide 1")
        page.keyboard.press("Escape")
        page.get_by_label("Language of this page").select_option("zh-Hant")
        expect(fault.get_by_role("heading")).to_contain_text("deck.pptx，")
        expect(fault.get_by_role("listitem").nth(1)).to_contain_text(re.compile("[\u4e00-\u9fff]{2}"))
        expect(fault.locator("p").first).to_contain_text(re.compile("[\u4e00-\u9fff]{2}"))
        page.get_by_role("combobox").first.select_option("en")
        expect(fault.get_by_role("listitem").first).to_contain_text("Open deck.pptx")
        path.write_bytes(sound[: len(sound) // 2])  # as a slow program leaves it
        expect(fault.get_by_role("listitem").first).to_contain_text("wait a moment")
        expect(fault).not_to_contain_text("earlier version")
    finally:  # the tests after this one have the same project
        path.write_bytes(sound)
    expect(fault).to_have_count(0)
    expect(page.locator(".row").first).to_be_visible()


def test_nothing_moves_while_files_are_saved(page: Page, served: Served) -> None:
    """Twenty saves: the row that is open stays open, focus and scroll stay, and the layout does not shift."""
    open_slide(page, 2)
    page.locator(".row-name").nth(3).click()
    expect(page.locator(".row.open .facts").first).to_be_visible()
    page.wait_for_timeout(700)  # a shift soon after a click is the click's
    held = "[document.querySelector('.words').scrollTop, document.activeElement.textContent]"
    before = page.evaluate(held)
    page.evaluate(SHIFT)
    path = served.root / FINANCE
    for number in range(20):
        replaced(path, "Shenzhen have co-operated closely", f"Shenzhen have worked together{number} closely")
        replaced(path, f"Shenzhen have worked together{number} closely", "Shenzhen have co-operated closely")
        page.wait_for_timeout(60)
    expect(page.locator(".status.green")).to_be_visible()
    assert page.evaluate(held) == before
    assert page.evaluate("window.shifted") == []


def test_content_is_never_markup(page: Page, served: Served) -> None:
    """A script in a text is a text, with every sign as it was written."""
    evil = "<img src=x onerror=document.title='gone'> & <script>document.title='gone'</script>"
    replaced(served.root / FINANCE, "A letter of intent on internships encourages young people to", evil)
    expect(page.locator(".thumb").nth(1)).to_be_visible()
    page.locator(".thumb").nth(1).click()
    expect(page.locator(".row [data-text=en]", has_text="onerror")).to_contain_text(evil)
    assert "gone" not in page.title()
    assert page.locator(".row img, .row script").count() == 0


def test_a_page_that_could_not_be_printed_again_is_tried_again(page: Page, served: Served) -> None:
    """The last good picture stays, says why it is none of this build, and a button has it printed."""

    def unprinted(route: Route) -> None:
        found = route.fetch().json()
        for one in found["pages"]:
            one["sheets"]["en"].update(state="stale", reason="LibreOffice has ended")
        route.fulfill(json=found)

    page.route("**/api/pack/finance/deck", unprinted)
    page.reload()
    again = page.get_by_role("button", name="Try again")
    expect(again).to_have_attribute("title", "LibreOffice has ended")
    with page.expect_request("**/api/print"):
        again.click()


def test_findings_are_listed_and_lead_to_their_text(page: Page, served: Served) -> None:
    """All of them in one list, which axe-core has nothing against; a number lies beside the English words alone."""
    replaced(served.root / FINANCE, "      Smooth operation\n", "      Smooth operation of everything in both cities\n")
    expect(page.locator(".top").get_by_role("button", name=re.compile(r"\d+ findings?"))).to_be_visible()
    page.keyboard.press("f")
    listed = page.get_by_role("dialog", name="Findings")
    found = listed.get_by_role("listitem").filter(has_text="has 45 characters")
    expect(found).to_have_count(1)
    assert findings(page) == []
    found.get_by_role("button", name="Show it").click()
    row = page.locator(".row.open")
    expect(row.locator("[data-text=en]")).to_have_text("Smooth operation of everything in both cities")
    expect(row.locator(".badge.amber", has_text="has 45 characters")).to_be_visible()
    pin = page.locator(".sheet").first.locator(".pin[title*='has 45 characters']")
    expect(pin).to_be_visible()
    jut = "one => one.getBoundingClientRect().right - one.closest('.paper').getBoundingClientRect().left"
    assert pin.evaluate(jut) <= 14  # no letter of a slide begins there
    expect(page.locator(".sheet").nth(1).locator(".pin[title*='has 45 characters']")).to_have_count(0)
