"""What the page is told about a project, and what it can change: one text, one name, one sign-off at a time."""

from __future__ import annotations

import difflib
import json
import re
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reportgen.preview import desk
from tests.golden.small import change
from tests.preview.conftest import Shown

FINANCE = "content/sectors/finance.yaml"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _changed(before: list[str], after: list[str]) -> list[str]:
    return [line for line in difflib.ndiff(before, after) if line[0] in "+-"]


# -- the project


def test_the_frame_names_packs_languages_and_files(shown: Shown) -> None:
    """Overview first, then the sectors; every file with its state and its download."""
    state = shown.get("/api/state")
    assert [pack["id"] for pack in state["packs"]] == ["overview", "finance", "youth"]
    assert [language["tag"] for language in state["languages"]] == ["en", "zh-Hant", "zh-Hans"]
    files = state["packs"][1]["kinds"]["deck"]
    assert {file["state"] for file in files.values()} == {"built"}
    answer = shown.client.get(f"/download/{files['en']['path']}")
    assert answer.content == (shown.out / files["en"]["path"]).read_bytes()
    assert "attachment" in answer.headers["content-disposition"]


def test_without_libreoffice_words_are_complete_and_the_page_says_how_to_get_pictures(shown: Shown) -> None:
    """Nothing but pictures is missing."""
    state = shown.wait(lambda state: not state["printer"]["available"])
    assert "LibreOffice" in state["printer"]["hint"]
    pages = shown.get("/api/pack/finance/deck")["pages"]
    assert {sheet["state"] for page in pages for sheet in page["sheets"].values()} == {"none"}
    assert all(page["rows"] for page in pages)


def test_what_is_not_there_is_said_to_be_missing(shown: Shown) -> None:
    """With status 404, and no word about the computer."""
    for address in ("/api/pack/nothing/deck", "/api/pack/finance/nothing", "/api/row/finance/deck/x/y", "/nothing"):
        assert shown.client.get(address).status_code == 404


def test_a_template_says_which_of_its_slides_makes_which(shown: Shown) -> None:
    """By its statements as typed; a name that is no template is not there."""
    template = shown.get("/api/template/deck.pptx?pack=finance")
    assert (template["width"], template["height"]) == (720.0, 540.0)
    assert template["pages"]
    assert all(one.startswith("{%") for page in template["pages"] for one in page["conditions"])
    for name in ("nothing.pptx", "..", "%2e%2e%2freportgen.yaml"):
        assert shown.client.get(f"/api/template/{name}").status_code == 404


# -- words


def test_a_text_stands_beside_its_translations_with_its_place(shown: Shown) -> None:
    """English is written, the Hong Kong Chinese waits to be signed off, the Mainland's is derived from that."""
    _, row = shown.row("deck", "headline")
    texts = row["texts"]
    assert {tag: cell["state"] for tag, cell in texts.items()} == {
        "en": "written", "zh-Hant": "unapproved", "zh-Hans": "derived",
    }  # fmt: skip
    lines = _lines(shown.root / FINANCE)
    for tag in ("en", "zh-Hant"):
        place = texts[tag]["place"]
        assert (place["path"], place["key"]) == (FINANCE, ["headline", tag])
        assert lines[place["line"] - 1].strip().startswith(f"{tag}:")
    assert texts["zh-Hans"]["place"] == texts["zh-Hant"]["place"]


def test_every_text_of_the_content_that_is_printed_has_its_place(shown: Shown) -> None:
    """Whatever the file and line say is what is printed: names apart, which the glossary writes."""
    lines = {path: _lines(shown.root / path) for path in (FINANCE, "content/meeting.yaml")}
    rows = [row for page in shown.get("/api/pack/finance/summary")["pages"] for row in page["rows"]]
    places = [(row, row["texts"]["en"]["place"]) for row in rows if "en" in row["texts"]]
    placed = [row for row, place in places if place and place["path"] in lines and place["key"][-1] == "en"]
    assert len(placed) > 10
    for row in placed:
        place = row["texts"]["en"]["place"]
        below = "".join(lines[place["path"]][place["line"] - 1 :][:8])
        first = row["texts"]["en"]["text"].split()[0].strip(".,:")
        assert first in below or "[[" in below


def test_a_derived_text_says_word_by_word_why_it_says_so(shown: Shown) -> None:
    """Each passage stands at its place in what is printed, with what it was and the rule."""
    detail = shown.detail("deck", "headline")["zh-Hans"]
    text = detail["cell"]["text"]
    assert detail["reasons"]
    for reason in detail["reasons"]:
        assert text[reason["start"] : reason["end"]] == reason["text"]
        assert reason["why"] in ("character", "glossary", "punctuation", "person")


def test_a_text_that_is_open_names_its_terms_its_shape_and_what_it_touches(shown: Shown) -> None:
    """The row of the glossary by file and line; a correction of the English changes files in English alone."""
    for page in shown.get("/api/pack/finance/deck")["pages"]:
        for row in page["rows"]:
            opened = shown.get(f"/api/row/finance/deck/{page['key']}/{row['id']}")
            names = opened["texts"]["en"]["names"]
            if names and opened["touches"]:
                place = names[0]["place"]
                assert _lines(shown.root / place["path"])[place["line"] - 1].startswith(f"{names[0]['id']},")
                assert opened["texts"]["en"]["template"]["path"] == "templates/deck.pptx"
                assert any(step.startswith("shape ") for step in opened["texts"]["en"]["template"]["steps"])
                assert opened["touches"]["en"]
                assert all(".en." in path and (shown.out / path).is_file() for path in opened["touches"]["en"])
                return
    raise AssertionError("no text of the deck names anything")


def test_what_is_typed_is_shown_as_it_would_print(shown: Shown) -> None:
    """Derived languages follow; bad markup is a finding."""
    page, row = shown.row("deck", "headline")
    asked = {"pack": "finance", "kind": "deck", "page": page, "row": row["id"]}
    tried = shown.post("/api/try", **asked, texts={"zh-Hant": "軟件展覽"}).json()
    assert (tried["texts"]["zh-Hant"], tried["texts"]["zh-Hans"]) == ("軟件展覽", "软件展览")
    bad = shown.post("/api/try", **asked, texts={"en": "An [[open"}).json()
    assert bad["texts"] == {}
    assert "not closed" in bad["findings"][0]["message"]


def test_a_text_that_is_printed_as_markdown_knows_where_it_is_written(shown: Shown) -> None:
    """Like one that is printed as it is, with every paragraph that it has become."""
    text = shown.detail("deck", "progress/text", 1)["en"]
    place, new = text["cell"]["place"], "* Some ties\n* More ties"
    assert shown.correct(place, text["written"], new).status_code == 200
    change(shown.root, "templates/deck.pptx", "{{ item.text }}", "{{ item.text|markdown }}")
    shown.wait(lambda _: '"Some ties"' in shown.client.get("/api/pack/finance/deck").text)
    rows = [row for page in shown.get("/api/pack/finance/deck")["pages"] for row in page["rows"]]
    found = {row["texts"]["en"]["text"]: row["texts"]["en"]["place"] for row in rows if "en" in row["texts"]}
    assert [found[one]["line"] for one in ("Some ties", "More ties")] == [place["line"]] * 2


# -- corrections


def _correct(shown: Shown, label: str, tag: str, new: str, old: str | None = None) -> Any:
    detail = shown.detail("deck", label)[tag]
    place = detail["cell"]["place"]
    return shown.correct(place, detail["written"] if old is None else old, new)


def test_a_correction_changes_one_line_and_is_built(shown: Shown) -> None:
    """Comments, order and quoting stay; the words on the page follow."""
    path = shown.root / FINANCE
    before = _lines(path)
    written = shown.detail("deck", "headline")["en"]["written"]
    answer = _correct(shown, "headline", "en", written + " today")
    assert answer.status_code == 200
    assert len(_changed(before, _lines(path))) == 2
    shown.wait(lambda state: state["epoch"] > 1 and state["state"] == "ready")
    assert shown.row("deck", "headline")[1]["texts"]["en"]["text"].endswith("today")


def test_the_last_change_says_what_it_has_altered(shown: Shown) -> None:
    """Files, pages and passages; only files that print it were written."""
    written = shown.detail("deck", "headline")["en"]["written"]
    _correct(shown, "headline", "en", written + " today")
    state = shown.wait(lambda state: state["last_change"] and state["state"] == "ready")
    found = state["last_change"]
    assert [place["path"] for place in found["places"]] == [FINANCE]
    inserted = [one["text"].strip() for one in found["passages"][0] if one["change"] == "inserted"]
    assert inserted == ["today"]
    assert {(page["pack"], page["tag"]) for page in found["pages"]} <= {("finance", "en"), ("overview", "en")}
    assert found["written"] + found["unchanged"] == state["total"]
    assert found["failed"] == 0
    pages = shown.get("/api/pack/finance/deck")["pages"]
    assert "changed" in pages[0]["marks"]


def test_a_text_that_was_changed_elsewhere_is_not_overwritten(shown: Shown) -> None:
    """Both versions come back."""
    detail = shown.detail("deck", "headline")["en"]
    path = change(shown.root, FINANCE, detail["written"][:20], "Someone else wrote")
    before = path.read_bytes()
    answer = shown.correct(detail["cell"]["place"], detail["written"], "Mine")
    assert answer.status_code == 409
    assert answer.json()["theirs"].startswith("Someone else wrote")
    assert answer.json()["mine"] == "Mine"
    assert path.read_bytes() == before


def test_the_texts_of_a_row_are_written_together_or_not_at_all(shown: Shown) -> None:
    """What one language says elsewhere keeps the other from being written; when both are as shown, it is one build."""
    detail, path = shown.detail("deck", "headline"), shown.root / FINANCE
    texts = [
        {
            "key": detail[tag]["cell"]["place"]["key"],
            "old": detail[tag]["written"],
            "new": f"{detail[tag]['written']} 1",
        }
        for tag in ("en", "zh-Hant")
    ]
    before, epoch = path.read_bytes(), shown.get("/api/state")["epoch"]
    answer = shown.post("/api/correct", path=FINANCE, texts=[texts[0], {**texts[1], "old": "other"}])
    assert answer.status_code == 409
    assert answer.json()["key"] == texts[1]["key"]
    assert path.read_bytes() == before
    assert shown.post("/api/correct", path=FINANCE, texts=texts).status_code == 200
    shown.wait(lambda state: state["epoch"] > epoch and state["state"] == "ready")
    assert shown.get("/api/state")["epoch"] == epoch + 1
    assert all(shown.detail("deck", "headline")[tag]["written"].endswith(" 1") for tag in ("en", "zh-Hant"))


def test_a_correction_that_breaks_the_rules_is_refused_with_the_reason(shown: Shown) -> None:
    """Nothing is written."""
    before = (shown.root / FINANCE).read_bytes()
    answer = _correct(shown, "headline", "en", "An [[unknown-name]] is here")
    assert answer.status_code == 422
    assert "unknown-term" in {finding["code"] for finding in answer.json()["findings"]}
    assert (shown.root / FINANCE).read_bytes() == before


@pytest.mark.parametrize("path", ["../secret.yaml", "/etc/hostname", "reportgen.yaml", "templates/palette.yaml"])
def test_only_files_of_the_content_can_be_corrected(shown: Shown, path: str) -> None:
    """No path leads anywhere else."""
    answer = shown.correct({"path": path, "key": ["a"]}, None, "x")
    assert answer.status_code == 422


def test_a_language_that_a_text_does_not_have_is_written_by_hand(shown: Shown) -> None:
    """It is derived no longer."""
    detail = shown.detail("deck", "headline")["zh-Hans"]
    place = {**detail["cell"]["place"], "key": ["headline", "zh-Hans"]}
    assert shown.correct(place, None, "亲手写的标题").status_code == 200
    shown.wait(lambda state: state["epoch"] > 1 and state["state"] == "ready")
    cell = shown.row("deck", "headline")[1]["texts"]["zh-Hans"]
    assert (cell["text"], cell["state"]) == ("亲手写的标题", "unapproved")


def test_a_name_is_changed_in_its_cell_alone(shown: Shown) -> None:
    """Everything that prints it is built again."""
    table = next(path for path in sorted((shown.root / "glossary").glob("*.csv")) if "body" not in path.name)
    term, english = table.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[:2]
    before = table.read_bytes()
    answer = shown.post("/api/term", term=term, column="en", old=english, new=f"{english} Two")
    assert answer.status_code == 200, answer.text
    assert table.read_bytes() == before.replace(english.encode(), f"{english} Two".encode(), 1)
    assert shown.post("/api/term", term=term, column="en", old=english, new="x").status_code == 409
    assert shown.post("/api/term", term="nobody", column="en", old="", new="x").status_code == 422


def test_a_translation_is_signed_off_and_the_sign_off_withdrawn(shown: Shown) -> None:
    """With name and day; when the English changes it is stale."""
    texts = shown.detail("deck", "headline")
    body = {
        "place": texts["zh-Hant"]["cell"]["place"],
        "wording": texts["zh-Hant"]["written"],
        "english": texts["en"]["written"],
    }
    assert shown.post("/api/sign", **body, name="Chan  Tai\nMan").status_code == 200
    shown.wait(lambda state: shown.row("deck", "headline")[1]["texts"]["zh-Hant"]["state"] == "approved")
    signed = shown.detail("deck", "headline")["zh-Hant"]["signed"]
    assert signed["name"] == "Chan Tai Man"
    assert len(signed["date"]) == len("2026-11-29")
    _correct(shown, "headline", "en", "Another headline")
    shown.wait(lambda state: shown.row("deck", "headline")[1]["texts"]["zh-Hant"]["state"] == "stale")
    assert shown.post("/api/sign", **body, withdraw=True).status_code == 409
    _correct(shown, "headline", "en", body["english"])
    assert shown.post("/api/sign", **body, withdraw=True).status_code == 200
    shown.wait(lambda state: shown.row("deck", "headline")[1]["texts"]["zh-Hant"]["state"] == "unapproved")


def test_a_broken_template_leaves_the_words_of_others_and_recovers(shown: Shown) -> None:
    """Its fault is told with its place; the last good words of its decks stay, and say which slide has it."""
    assert shown.client.get("/api/pack/finance/deck").status_code == 200
    path = shown.root / "templates/deck.pptx"
    good = path.read_bytes()
    change(shown.root, "templates/deck.pptx", "{{ item.lead }}", "{{ item.laed }}")
    state = shown.wait(lambda state: any(one["state"] == "failing" for one in state["templates"]))
    assert "deck.pptx" in json.dumps(state["problems"])
    pages = shown.get("/api/pack/finance/deck")
    assert "fault" in [mark for page in pages["pages"] for mark in page["marks"]]
    assert "unknown-name" in {finding["code"] for finding in pages["findings"]}
    assert shown.client.get("/api/pack/youth/deck").status_code == 422
    assert shown.client.get("/api/pack/finance/summary").status_code == 200
    path.write_bytes(good)
    shown.wait(lambda state: state["state"] == "ready" and not state["problems"])
    assert shown.client.get("/api/pack/finance/deck").status_code == 200


def test_a_file_with_an_error_is_told_and_the_rest_goes_on(shown: Shown) -> None:
    """The words of before stay until it is mended."""
    headline = shown.row("deck", "headline")[1]["texts"]["en"]["text"]
    change(shown.root, FINANCE, "headline:", "headlin:")
    state = shown.wait(lambda state: state["problems"] and state["state"] == "ready")
    assert "finance" in {finding["pack"] for finding in state["problems"]}
    assert headline in shown.client.get("/api/pack/finance/deck").text
    assert next(one for one in state["packs"] if one["id"] == "finance")["names"]["en"] == "Finance"
    assert shown.client.get("/api/pack/youth/deck").status_code == 200


def test_what_has_a_fault_can_be_opened_where_it_is_a_file(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that could not be read; but nothing that is missing."""
    opened: list[str] = []
    monkeypatch.setattr(desk, "open_file", lambda path: not opened.append(path.name))
    (shown.root / "content/sectors/youth.yaml").unlink()
    change(shown.root, FINANCE, "headline:", "headline: [")

    def asked(state: dict[str, Any]) -> dict[str, bool]:
        return {one["place"]["path"]: one["opens"] for one in state["problems"]}

    is_told = {"content/sectors/youth.yaml": False, FINANCE: True}
    shown.wait(lambda state: state["state"] == "ready" and asked(state).items() >= is_told.items())
    assert shown.post("/api/open", path=FINANCE).json()["opened"]
    assert opened == ["finance.yaml"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../project/reportgen.yaml", "content/approvals.yaml", ""])
def test_only_files_of_the_project_are_opened(shown: Shown, path: str) -> None:
    """Nothing that the page names is handed to a program of this computer unless it is one of them."""
    assert shown.post("/api/open", path=path).status_code == 404


def test_the_build_before_is_compared_only_where_pages_differ(shown: Shown) -> None:
    """A comment in a file touches nothing, and what the last real change has altered stays marked."""
    written = shown.detail("deck", "headline")["en"]["written"]
    _correct(shown, "headline", "en", f"{written} again")
    state = shown.wait(lambda state: state["last_change"] and state["state"] == "ready")
    change(shown.root, FINANCE, "headline:", "# a remark\nheadline:")
    shown.wait(lambda later: later["epoch"] > state["epoch"] and later["state"] == "ready")
    rows = [row for page in shown.get("/api/pack/finance/deck")["pages"] for row in page["rows"]]
    cells = [cell for row in rows for cell in row["texts"].values()]
    assert "again" in [one["text"].strip() for cell in cells for one in cell["passages"]]


def test_one_correction_is_one_build(shown: Shown) -> None:
    """The page tells of it and the watched file does: whoever comes second finds that it is built."""
    written = shown.detail("deck", "headline")["en"]["written"]
    epoch = shown.get("/api/state")["epoch"]
    _correct(shown, "headline", "en", f"{written} today")
    shown.wait(lambda state: state["last_change"] and state["state"] == "ready")
    time.sleep(1.5)  # the watcher has looked by then
    assert shown.get("/api/state")["epoch"] == epoch + 1


def test_a_file_that_could_not_be_made_is_told_as_that(shown: Shown) -> None:
    """It is neither written nor unchanged; what stays is the last good one, with the time that it was written."""
    shown.get("/api/pack/finance/deck")
    change(shown.root, "templates/deck.pptx", "{{ item.lead }}", "{{ item.laed }}")
    state = shown.wait(lambda state: state["last_change"] and state["state"] == "ready")
    found = state["last_change"]
    assert found["failed"] == sum(
        file["state"] == "failing"
        for pack in state["packs"]
        for kind in pack["kinds"].values()
        for file in kind.values()
    )
    assert found["failed"]
    assert found["written"] + found["failed"] + found["unchanged"] == state["total"]
    page = shown.get("/api/pack/finance/deck")["pages"][0]
    assert datetime.fromisoformat(page["sheets"]["en"]["written"]) <= datetime.now()


def test_a_finding_lies_on_the_text_that_it_is_about_and_in_no_other_language(shown: Shown) -> None:
    """A headline that is too long in English has a number there, and the pack counts it."""
    _correct(shown, "headline", "en", "A headline that goes on " * 12)
    line = shown.row("deck", "headline")[1]["texts"]["en"]["place"]["line"]
    state = shown.wait(lambda state: line in {one["place"]["line"] for one in state["problems"]})
    pack = next(one for one in state["packs"] if one["id"] == "finance")
    assert pack["findings"]
    assert pack["errors"] == sum(one["severity"] == "error" for one in state["problems"] if one["pack"] == "finance")
    texts = shown.row("deck", "headline")[1]["texts"]
    assert texts["en"]["findings"]
    assert not texts["zh-Hant"]["findings"]


HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("asked", ["zh-Hant", "zh-HK,en;q=0.5", "zh-CN"])
def test_what_was_found_is_said_in_the_language_that_is_asked_for(shown: Shown, asked: str) -> None:
    """Message, hint and place: in the list of all, on the page, and of a template."""
    shown.get("/api/pack/finance/deck")
    change(shown.root, "templates/deck.pptx", "{{ item.text }}", "{{ item.tetx }}")
    shown.wait(lambda state: any(one["state"] == "failing" for one in state["templates"]))
    shown.client.headers["accept-language"] = asked
    pages = shown.get("/api/pack/finance/deck")
    told = [shown.get("/api/state")["problems"], pages["findings"], shown.get("/api/template/deck.pptx")["findings"]]
    for findings in told:
        found = next(one for one in findings if one["code"] == "unknown-name")
        assert all(HAN.search(one) for one in (found["message"], found["hint"], found["place"]["steps"][0]))
        assert found["place"]["slide"]


def test_a_refusal_is_said_in_the_language_of_the_page(shown: Shown) -> None:
    """Of a correction, while it is typed, and where nothing can be done; another language is answered in English."""
    page, row = shown.row("deck", "headline")
    asked = {"pack": "finance", "kind": "deck", "page": page, "row": row["id"], "texts": {"en": "An [[open"}}
    assert "not closed" in shown.post("/api/try", **asked).json()["findings"][0]["message"]
    shown.client.headers["accept-language"] = "fr"
    assert "not closed" in shown.post("/api/try", **asked).json()["findings"][0]["message"]
    shown.client.headers["accept-language"] = "zh-Hans"
    answers = [
        shown.post("/api/try", **asked),
        _correct(shown, "headline", "en", "An [[unknown-name]] is here"),
        shown.post("/api/term", term="nobody", column="en", old="", new="x"),
    ]
    assert all(HAN.search(one["message"]) for answer in answers for one in answer.json()["findings"])


def test_when_a_slide_is_made_is_said_in_the_language_of_the_page(shown: Shown) -> None:
    """The conditions as typed stay as they are."""
    shown.client.headers["accept-language"] = "zh-Hant"
    pages = shown.get("/api/template/deck.pptx?pack=finance")["pages"]
    rules = [rule for page in pages for rule in page["rules"]]
    assert rules
    assert all(HAN.search(rule) for rule in rules)
    assert all(one.startswith("{%") for page in pages for one in page["conditions"])


def test_what_lies_on_no_text_lies_on_its_page_or_the_first(shown: Shown) -> None:
    """A fault of a template lies on the pages that its slide has made, and its shape has a box on that slide."""
    shown.get("/api/pack/finance/deck")
    change(shown.root, "templates/deck.pptx", "{{ item.text }}", "{{ item.tetx }}")
    shown.wait(lambda state: any(one["state"] == "failing" for one in state["templates"]))
    pages = shown.get("/api/pack/finance/deck")
    faulty = [page for page in pages["pages"] if "fault" in page["marks"]]
    assert faulty
    number = next(i for i, one in enumerate(pages["findings"]) if one["code"] == "unknown-name")
    step = pages["findings"][number]["place"]["steps"][0]
    assert all(number in page["findings"] and page["template"]["steps"] == [step] for page in faulty)
    template = shown.get("/api/template/deck.pptx")["pages"]
    boxes = {page["number"]: page["faults"] for page in template if page["faults"]}
    assert [f"slide {found}" in step for found in boxes] == [True]
    (box,) = next(iter(boxes.values()))
    assert 0 <= box["x"] < 1
    assert box["width"] > 0


def test_a_source_is_named_in_each_language(shown: Shown) -> None:
    """By the kind of document that it is."""
    rows = [row for page in shown.get("/api/pack/finance/deck")["pages"] for row in page["rows"]]
    found = next(row["source"] for row in rows if row["source"])
    assert set(found["names"]) == {"en", "zh-Hant", "zh-Hans"}
    assert len(set(found["names"].values())) > 1
    assert found["paragraphs"]
