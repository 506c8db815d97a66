"""What is written: YAML that the project reads, with references to the glossary, and marks where a person is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Collector, Message, translated, translation_into
from reportgen.intake.align import Pair, Piece, align
from reportgen.intake.importing import Request, Target, import_documents, new_in
from reportgen.intake.linked import Linker
from reportgen.intake.listed import with_imported
from reportgen.intake.yaml_text import Blank, Entry, Field, Names, Texts, remarks_in, to_decide, yaml_of
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import LANGUAGES
from reportgen.project.load import Project
from reportgen.project.yaml_reader import read_yaml

RECORDS = Path(__file__).parent / "records"


def test_every_sentence_of_the_record_stands_in_a_file_once_or_more() -> None:
    """Nothing of a sector is lost: what is in no entry is quoted where a person decides about it."""
    result = import_documents([Request(RECORDS / "ferries.en.txt")], Target(["en"], LANGUAGES), Collector(), "record")
    assert result is not None
    said = " ".join(data.decode().replace("#", "") for name, data in result.files.items() if name.endswith(".yaml"))
    lines = (RECORDS / "ferries.en.txt").read_text(encoding="utf-8").split("\n")[4:-4]
    for line in lines:
        for sentence in line.split(". "):
            if len(sentence) > 40:
                assert " ".join(sentence.split()).rstrip(".") in " ".join(said.split())


def test_drafts_are_yaml_that_the_project_reads() -> None:
    """Each value stands where the models of the content look for it; only blanks keep a draft from being one."""
    result = import_documents([Request(RECORDS / "ferries.en.txt")], Target(["en"], LANGUAGES), Collector(), "record")
    assert result is not None
    for name, data in result.files.items():
        if name.endswith(".yaml"):
            value = read_yaml(data, name).value
            assert {"id", "title", "headline", "summary"} <= set(value)
            assert all(item["text"]["en"] and item["source"] for item in value.get("progress", ()))
            assert max(map(len, data.decode().split("\n"))) <= 120


@pytest.mark.parametrize(
    ("text", "language", "value", "qualifier"),
    [
        ("The ferries carried nearly 3 million passengers.", "en", "3000000", "nearly"),
        ("Fares rose by less than 5 per cent.", "en", "5", "less-than"),
        ("渡輪接載近300萬名乘客。", "zh-Hant", "3000000", "nearly"),
        ("票价上升不足5%。", "zh-Hans", "5", "less-than"),
    ],
)
def test_a_figure_keeps_how_the_record_qualifies_it(
    tmp_path: Path, text: str, language: str, value: str, qualifier: str
) -> None:
    """Whatever the word is that stands beside the number; nobody has to decide."""
    record = tmp_path / f"record.{language}.txt"
    record.write_text(f"Ferries\n\n{text}\n", encoding="utf-8")
    result = import_documents([Request(record, language)], Target([language], LANGUAGES), Collector(), "record")
    assert result is not None
    drafts = [read_yaml(data, name).value for name, data in result.files.items() if "/sectors/" in name]
    (figure,) = [figure for draft in drafts for figure in draft.get("figures", ())]
    assert (str(figure["value"]), figure["qualifier"]) == (value, qualifier)


def test_a_blank_is_empty_and_says_what_belongs_there() -> None:
    """Required values are keys without a value, which check reports at their line; others are comments alone."""
    text = yaml_of(
        ["A draft."],
        [
            Field("headline", Texts({"en": None, "zh-Hant": None}, "the message")),
            Field("overview", Blank("a few words", optional=True)),
            Field("by", Names(["otc", Texts({"en": "Fell Council"})])),
        ],
    )
    assert text.split("\n") == [
        *("# A draft.", "", "headline:", "  en:  # to be written: the message", "  zh-Hant:  # to be written", ""),
        *("# to be written: overview: a few words", "", "by:", "  - otc", "  - en: >-", "      Fell Council", ""),
    ]


def test_what_is_to_be_decided_is_found_with_its_line() -> None:
    """The list that is printed is made of the comments, so the two cannot differ."""
    long = (
        "to decide: " + "where this sentence belongs, which is long enough to need more than a line of a comment, " * 2
    )
    text = yaml_of([], [Field("progress", [Entry((Field("source", "record#1"),), (long.strip(),))])])
    assert remarks_in(text, "a.yaml") == [("a.yaml", 3, long.removeprefix("to decide: ").strip())]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("The Oakden Trade Council (OTC) met.", "The [[otc]] met."),
        ("The Oakden Trade Council met the OTC.", "The [[otc|full]] met the [[otc|short]]."),
        ("Fell and Oakdens met.", "[[fell]] and Oakdens met."),
        ("An array [[x]] of things.", "An array [ [x]] of things."),
    ],
)
def test_names_of_the_glossary_are_referred_to(text: str, linked: str) -> None:
    """The reference prints what stood there; parts of words are no names."""
    terms = {
        "otc": Term("otc", "body", {"en": "Oakden Trade Council"}, {"en": "OTC"}),
        "fell": Term("fell", "place", {"en": "Fell"}),
        "oakden": Term("oakden", "place", {"en": "Oakden"}),
    }
    assert Linker(Glossary(terms), LANGUAGES["en"]).linked(text) == linked


def test_terms_that_a_record_names_keep_their_ids(own: Project) -> None:
    """What the glossary has is no proposal, and actors and parties have its ids."""
    target = Target(["en"], LANGUAGES, own.glossary)
    problems = Collector()
    path = RECORDS / "ferries.en.txt"
    result = import_documents([Request(path)], target, problems, "record")
    assert result is not None
    assert b"hktdc" not in result.files["names.csv"]


def test_pieces_are_paired_by_length_and_values() -> None:
    """A piece that one side lacks is left alone; where two make one, or values differ, the pair is uncertain."""
    left = [Piece(10, heading=True), Piece(100, frozenset({"5"})), Piece(10, heading=True), Piece(100)]
    right = [Piece(3, heading=True), Piece(33, frozenset({"5"})), Piece(34)]
    assert align(left, right) == [
        *(Pair((0,), (0,)), Pair((1,), (1,)), Pair((2,), (), False), Pair((3,), (2,))),
    ]
    (pair,) = align([Piece(50, frozenset({"1"}))], [Piece(50, frozenset({"2"}))])
    assert not pair.certain
    assert align([Piece(40), Piece(40)], [Piece(80)]) == [Pair((0, 1), (0,), False)]


def test_a_paragraph_that_a_language_lacks_is_to_be_decided(tmp_path: Path) -> None:
    """The text stays empty in that language, and the file says that it was not found there."""
    chinese = (RECORDS / "islands.zh-Hans.txt").read_text(encoding="utf-8")
    cut = "\n".join(line for line in chinese.split("\n") if not line.startswith("双方将于2027年6月"))
    (tmp_path / "islands.zh-Hans.txt").write_text(cut, encoding="utf-8")
    requests = [Request(RECORDS / "islands.en.txt"), Request(tmp_path / "islands.zh-Hans.txt")]
    result = import_documents(requests, Target(["en", "zh-Hans"], LANGUAGES), Collector())
    assert result is not None
    remarks = [what for _, _, what in result.remarks()]
    assert any(what.startswith("what zh-Hans says here") for what in remarks)


def test_languages_that_disagree_are_shown(tmp_path: Path) -> None:
    """A figure that differs between two languages is for a person, with both values."""
    chinese = (RECORDS / "islands.zh-Hans.txt").read_text(encoding="utf-8").replace("64名", "46名")
    (tmp_path / "islands.zh-Hans.txt").write_text(chinese, encoding="utf-8")
    requests = [Request(RECORDS / "islands.en.txt"), Request(tmp_path / "islands.zh-Hans.txt")]
    result = import_documents(requests, Target(["en", "zh-Hans"], LANGUAGES), Collector())
    assert result is not None
    assert any("which is right: en has 64, zh-Hans has 46" in what for _, _, what in result.remarks())


def test_dates_without_a_year_are_left_out_where_the_year_is_unknown(tmp_path: Path) -> None:
    """Nothing is guessed; a person is asked, and `--date` answers."""
    path = tmp_path / "note.txt"
    path.write_text("A note\n\nFerries\nThe ferry opened on 3 May. It will close next year.\nRoads\nNone.\n")
    target = Target(["en"], LANGUAGES)
    unknown = import_documents([Request(path)], target, Collector())
    known = import_documents([Request(path)], target, Collector(), day="2025-09-01")
    assert unknown is not None
    assert known is not None
    assert b"2025-05-03" not in unknown.files["content/sectors/ferries.yaml"]
    assert any("when the record was written" in one for one in unknown.decisions)
    assert b"2025-05-03" in known.files["content/sectors/ferries.yaml"]


def test_the_meeting_lists_new_sectors_and_the_record() -> None:
    """Every other character of the file stays; what is listed already is not listed again."""
    data = b"# mine\nsectors:\n  - ferries  # old\ndate: 2025-10-14\n"
    source = (Field("title", Texts({"en": "A release"})), Field("issued", "2025-10-15"))
    changed = with_imported(data, ["ferries", "roads"], "release", source)
    assert changed.startswith(b"# mine\nsectors:\n  - ferries  # old\n  - roads\ndate: 2025-10-14\n")
    value = read_yaml(changed, "meeting.yaml").value
    assert value["sources"] == {"release": {"title": {"en": "A release"}, "issued": "2025-10-15"}}
    assert with_imported(changed, ["roads"], "release", source) == changed
    again = with_imported(changed, [], "minutes", source)
    assert list(read_yaml(again, "meeting.yaml").value["sources"]) == ["release", "minutes"]


def test_milestones_are_in_the_order_of_their_dates() -> None:
    """The record may tell them in another."""
    result = import_documents([Request(RECORDS / "ferries.en.txt")], Target(["en"], LANGUAGES), Collector(), "record")
    assert result is not None
    text = result.files["content/sectors/clean-energy.yaml"].decode()
    dates = [one["date"] for one in read_yaml(text.encode(), "a").value["milestones"]]
    assert dates == ["2025-08", "before 2026-01-31", "by mid-2027"]


def test_a_second_import_knows_what_is_there() -> None:
    """Entries are compared by paragraph and by the figure or date they state, however their texts were rewritten."""
    result = import_documents([Request(RECORDS / "ferries.en.txt")], Target(["en"], LANGUAGES), Collector(), "record")
    assert result is not None
    draft = result.sectors["clean-energy"]
    there = read_yaml(result.files["content/sectors/clean-energy.yaml"], "a").value
    assert new_in(draft, there) == {}
    del there["figures"][0]
    assert list(new_in(draft, there)) == ["figures"]


def test_notes_are_in_the_language_of_the_person() -> None:
    """What people search for stays as it is; a Chinese note that was cut at the end of a line is whole again."""
    chinese = translation_into("zh-Hant")
    quoted = "北岸各社團已同意於明年春季起在碼頭外的空地輪流舉辦市集" * 4
    where = to_decide(Message("where this belongs ({source}): {quoted}", source="record#1", quoted=quoted))
    fields = [Field("lead", Texts({"en": None}, Message("two to five words")), (where,))]
    text = yaml_of([], fields, lambda note: translated(note, chinese))
    assert "en:  # to be written: 幾個字\n" in text
    assert remarks_in(text, "a.yaml") == [("a.yaml", 2, f"這句屬於哪裏（record#1）：{quoted}")]
