"""YAML files are read as typed, with the line of every value, and every fault is told in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.project.text_file import MAX_BYTES
from reportgen.project.yaml_composer import MAX_DEPTH, MAX_VALUES
from reportgen.project.yaml_reader import read_yaml


def _faults(source: str | bytes) -> list[Diagnostic]:
    data = source.encode() if isinstance(source, str) else source
    with pytest.raises(ProblemsFound) as found:
        read_yaml(data, "f.yaml")
    return list(found.value.diagnostics)


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "NO",
        "1.10",
        "0123",
        "12:30",
        "2023-02-22",
        "2024-02-30",
        "1e3",
        "0x1F",
        "true",
        "1_000",
        "=",
        "<<",
    ],
)
def test_scalars_stay_as_typed(scalar: str) -> None:
    """A plain value keeps its spelling, whatever type YAML has for it."""
    assert read_yaml(f"a: {scalar}\n".encode(), "f.yaml").value == {"a": scalar}


def test_a_key_without_a_value_is_the_empty_string() -> None:
    """Nothing after a key is nothing, not a null of its own type."""
    assert read_yaml(b"a:\nb: []\n", "f.yaml").value == {"a": "", "b": []}


@pytest.mark.parametrize("scalar", ["null", "Null", "NULL", "~"])
def test_what_yaml_has_for_no_value_is_none(scalar: str) -> None:
    """It would be printed as a word; in quotation marks, as a key, and in a block it is the text that it looks like."""
    assert read_yaml(f"a: {scalar}\nb: [{scalar}]\n".encode(), "f.yaml").value == {"a": "", "b": [""]}
    texts = f"a: '{scalar}'\nb: \"{scalar}\"\nc: |-\n  {scalar}\n{scalar}: x\n"
    assert read_yaml(texts.encode(), "f.yaml").value == {"a": scalar, "b": scalar, "c": scalar, scalar: "x"}


def test_byte_order_mark_and_line_ends_of_other_systems_are_read() -> None:
    """A file saved by Notepad or an old Mac reads like any other, with the same lines."""
    document = read_yaml("\ufeffa: 1\r\nb: 2\rc: 3\n".encode(), "f.yaml")
    assert document.value == {"a": "1", "b": "2", "c": "3"}
    assert document.location(("c",)).line == 3


def test_every_value_knows_its_line() -> None:
    """Maps and texts are where their key is, list items where they begin, absent values at the nearest parent."""
    source = "a:\n  b: >-\n    x\n    y\n  c:\n  - p\n  -\n    q: r\n"
    document = read_yaml(source.encode(), "f.yaml")
    paths = [(), ("a",), ("a", "b"), ("a", "c"), ("a", "c", 0), ("a", "c", 1), ("a", "c", 1, "q"), ("a", "z", 4)]
    assert [document.location(path).line for path in paths] == [1, 1, 2, 5, 6, 8, 8, 1]
    assert str(document.location(("a", "c", 1, "q"))) == "f.yaml:8 › a › c 2 › q"


@pytest.mark.parametrize(
    ("source", "code", "line", "words"),
    [
        ("a: 1\nb: [[hk]] runs\n", "unquoted-term", 2, "list to YAML"),
        ("a: 1\nb: [[hk]]\n", "unquoted-term", 2, "list to YAML"),
        ("a:\n  - [[hk]]\n", "unquoted-term", 2, "list to YAML"),
        ("a: one: two\n", "yaml-syntax", 1, "colon inside the value"),
        ("a: 'x': y\n", "yaml-syntax", 1, "colon inside the value"),
        ("a:\n\tb: 1\n", "yaml-syntax", 2, "indented with a tab"),
        ("a: @x\n", "yaml-syntax", 1, "begin with '@'"),
        ("a: 1\nb: %x\n", "yaml-syntax", 2, "begin with '%'"),
        ("a: `x`\n", "yaml-syntax", 1, "begin with '`'"),
        ("a: **x** y\n", "yaml-syntax", 1, "begin with '*'"),
        ("a: *x\n", "yaml-alias", 1, "'*x' is an alias"),
        ("a: &x y\n", "yaml-alias", 1, "'&x' is an anchor"),
        ("a: !!python/object:os.system ls\n", "yaml-tag", 1, "tags are not read"),
        ("!x\na: b\n", "yaml-tag", 1, "tags are not read"),
        ("a: {{ x }}\n", "yaml-key", 1, "a key must be a word"),
        ("a: 1\nb: 'x\nc: 2\n", "yaml-syntax", 2, "never closed"),
        ("a: 'it's'\n", "yaml-syntax", 1, "after the closing quotation mark"),
        ("a: [\n", "yaml-syntax", 2, "begins with a bracket"),
        ("a: [x, y\nb: 1\n", "yaml-syntax", 1, "never closed"),
        ("a: b\n  c: d\n", "yaml-syntax", 2, "deeper than the value"),
        ("a:\n  b: 1\n c: 2\n", "yaml-syntax", 3, "not a key of the map"),
        ("a: >-\n  x\nfoo\nb: 1\n", "yaml-syntax", 3, "neither a key"),
        ("- a\nb: c\n", "yaml-syntax", 2, "stands in a list"),
        ("a: - b\n", "yaml-syntax", 1, "on the line of its key"),
        ("a: >- x\n  y\n", "yaml-syntax", 1, "on the line of '>-'"),
        ('a: "c:\\dir"\n', "yaml-syntax", 1, "backslash"),
        ("%YAML 3.0\n---\na: 1\n", "yaml-syntax", 1, "cannot read this line"),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, "first on line 1"),
        ("a: 1\n---\nb: 2\n", "several-documents", 2, "second YAML document"),
        ("", "empty-file", 0, "says nothing"),
        ("# only a comment\n", "empty-file", 0, "says nothing"),
        ("a: 1\nb: \x0b\n", "forbidden-character", 2, "U+000B"),
        ("a: \u2028\n", "forbidden-character", 1, "line separator"),
        ("a: \ufffe\n", "forbidden-character", 1, "U+FFFE"),
        ('a: "\\x07"\n', "forbidden-character", 1, "U+0007"),
        ('a: "x\\U0010FFFF y"\n', "forbidden-character", 1, "U+10FFFF"),
    ],
)
def test_faults_are_told_in_words_with_their_line(source: str, code: str, line: int, words: str) -> None:
    """Each slip has its code, the line where it was made, and a sentence about what was typed."""
    (fault,) = _faults(source)
    assert (fault.code, fault.location.line) == (code, line)
    assert words in fault.message
    assert fault.hint


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"a: 1\nb: \xb5\xb8\n", 2), (b"a: \xed\xa0\x80\n", 1), ("a: 1\n".encode("utf-16"), 0)],
)
def test_other_encodings_and_lone_surrogates_are_refused(data: bytes, line: int) -> None:
    """Bytes that are not UTF-8 are not guessed at."""
    (fault,) = _faults(data)
    assert (fault.code, fault.location.line) == ("not-utf8", line)


def test_all_faults_before_a_syntax_error_are_reported() -> None:
    """One fault does not hide the next."""
    assert [fault.code for fault in _faults("a: 1\na: !x 2\nb: &y z\nc: 'q\n")] == [
        "duplicate-key",
        "yaml-tag",
        "yaml-alias",
        "yaml-syntax",
    ]


@pytest.mark.parametrize("opening", ["[ ", "- ", "{a: "])
def test_deep_nesting_is_refused_quickly(opening: str) -> None:
    """A hundred thousand open brackets end at the limit, without recursion."""
    (fault,) = _faults(opening * 100_000)
    assert fault.code == "too-deep"
    assert str(MAX_DEPTH) in fault.message


def test_many_values_and_large_files_are_refused() -> None:
    """Memory stays bounded by the number of values and by the size of the file."""
    assert _faults("- 1\n" * (MAX_VALUES + 1))[0].code == "too-large"
    assert _faults(b"#" * (MAX_BYTES + 1))[0].code == "too-large"


def test_a_long_text_is_read() -> None:
    """Five megabytes in one value are content, not an attack."""
    text = "深圳 and " * 500_000
    assert read_yaml(f"a: |-\n  {text}x\n".encode(), "f.yaml").value == {"a": text + "x"}


_CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff", include_characters="\t\n"
).filter(lambda c: ord(c) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(c) <= 0xFDEF)
_TEXTS = st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), st.text(_CHARACTERS), min_size=1)


@settings(deadline=None)
@given(_TEXTS)
def test_texts_written_as_block_scalars_read_back_equal(texts: dict[str, str]) -> None:
    """Whatever is typed below `|` is read: spaces, line breaks, brackets, every plane of Unicode."""
    blocks = (f"{key}: |2+\n" + "".join(f"  {line}\n" for line in text.split("\n")) for key, text in texts.items())
    assert read_yaml("".join(blocks).encode(), "f.yaml").value == {key: f"{text}\n" for key, text in texts.items()}


@settings(deadline=None)
@given(st.text(_CHARACTERS.filter(lambda c: c != "\n"), min_size=1).filter(lambda text: text.strip(" \t")))
def test_one_line_below_a_folded_scalar_reads_back_equal(text: str) -> None:
    """Folding touches line breaks only: a line keeps its spaces, also between Chinese characters."""
    assert read_yaml(f"a: >2-\n  {text}\n".encode(), "f.yaml").value == {"a": text}


@settings(deadline=None)
@given(st.text(st.sampled_from("ab[]{}:*&!|>'\"%@`#,-? \n\t甲，\\"), max_size=60) | st.binary(max_size=60))
def test_any_input_is_read_or_refused_with_a_place(source: str | bytes) -> None:
    """No bytes make the reader fail in another way."""
    data = source.encode() if isinstance(source, str) else source
    faults: tuple[Diagnostic, ...] = ()
    try:
        read_yaml(data, "f.yaml")
    except ProblemsFound as found:
        faults = found.diagnostics
    assert all(fault.location.path == "f.yaml" and fault.message for fault in faults)
