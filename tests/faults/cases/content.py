"""Content that is no content: YAML, texts, characters, values and names."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faults.case import Case
from tests.faults.tiny import TINY

MEETING, SECTOR, SETTINGS = "content/meeting.yaml", "content/sectors/ferries.yaml", "reportgen.yaml"
LABELS, PALETTE, TABLE = "templates/labels.yaml", "templates/palette.yaml", "glossary/bodies.csv"
HEADING = "id,en,en_short,status,source,note\n"


def _text(name: str) -> str:
    content = TINY[name]
    assert isinstance(content, str)
    return content


def _yaml() -> Iterator[Case]:
    """Case 11: what YAML has that nobody means, in every file."""
    for name in (MEETING, SECTOR, SETTINGS):
        text = _text(name)
        end = len(text.splitlines()) + 1
        for what, added, says in (
            ("a tab", "\tx: 1\n", "tab"),
            ("a bracket that is never closed", "x: [1, 2\n", ""),
            ("an object of Python", "x: !!python/object/apply:os.system [true]\n", ""),
            ("an anchor in itself", "x: &a [*a]\n", ""),
            ("a name of an anchor that is not there", "x: *nowhere\n", ""),
            ("a second document", "---\nx: 1\n", ""),
            ("an unknown key", "nobody_knows: 1\n", "nobody_knows"),
            ("deep nesting", f"x: {'[' * 3000}\n", ""),
        ):
            yield Case(
                f"{what} in {name}",
                {name: text + added},
                says=(f"{name}:{end}" if "anchor" not in what else name, says),
            )
        yield Case(f"a key twice in {name}", {name: text + text.splitlines()[0] + "\n"}, says=(f"{name}:{end}",))
        yield Case(f"a list for a map in {name}", {name: "- a\n- b\n"}, says=(name,))
        yield Case(f"a file of UTF-16 as {name}", {name: text.encode("utf-16")}, says=(name, "UTF-16", "[not-utf8]"))
        yield Case(
            f"a byte of Latin-1 in {name}", {name: text.encode() + b"# \xe9\n"}, says=(f"{name}:{end}", "[not-utf8]")
        )
        yield Case(f"a NUL in {name}", {name: text + "# \0\n"}, says=(f"{name}:{end}", "[forbidden-character]"))
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'x'] * 9)}]\n" for n in range(9))
    yield Case("aliases that multiply", {MEETING: bomb}, says=(MEETING,))
    yield Case("an empty meeting", {MEETING: ""}, says=(MEETING,))
    yield Case("nothing but comments", {SECTOR: "# nothing\n"}, says=(SECTOR,))
    yield Case("a byte-order mark", {MEETING: "\ufeff" + _text(MEETING)}, code=0, changes=("out/*",))
    yield Case("line ends of Windows", {SECTOR: _text(SECTOR).replace("\n", "\r\n")}, code=0, changes=("out/*",))


def _values() -> Iterator[Case]:
    """What is well-formed and cannot be."""
    for what, old, new, says in (
        ("a date that no year has", "2024-05-14", "2024-02-30", "2024-02-30"),
        ("a date of words", "2024-05-14", "soon", "soon"),
        ("a date before all others", "2024-05-14", "before 0001-01-01", "is too early or too late"),
        ("a date of very many words", "2024-05-14", "soon" * 2_000, "…' is not a date"),
        ("a date in two lines", "2024-05-14", '"so\\non"', "'so on' is not a date"),
        ("a language of nobody", "[en]", "[xx-Klingon]", "xx-Klingon"),
        ("no language", "[en]", "[]", "languages"),
        ("a sector twice", "[ferries]", "[ferries, ferries]", "ferries"),
        ("a sector out of the folder", "[ferries]", "['../../etc/passwd']", "passwd"),
        ("a sector with an absolute path", "[ferries]", "['/etc/passwd']", "passwd"),
        ("a sector that is a number", "[ferries]", "[1.10]", ""),
        ("a sector in two lines", "[ferries]", '["a\\nb"]', "'a b' is not an id"),
    ):
        yield Case(what, edits={MEETING: (old, new)}, says=(says,))
    missing = {MEETING: ("[ferries]", "[ferries, trams]")}
    yield Case("a sector without a file", edits=missing, says=("content/sectors/trams.yaml",), changes=("out/*",))
    for what, new, says in (
        ("an unknown term", '"The [[bord]] agreed."', "bord"),
        ("a term that is never closed", '"The [[board agreed."', ""),
        ("a form that no term has", '"The [[board|nonsense]] agreed."', "nonsense"),
        ("a link to a script", '"See [this](javascript:alert)."', "javascript"),
        ("a link to a file", '"See [this](file:///etc/passwd)."', "file"),
        ("half a surrogate pair", '"a \\ud800 b"', ""),
        ("a character that is none", '"a \\uffff b"', ""),
        ("a control character", '"a \\x07 b"', ""),
        ("a list for a text", "[a, b]", ""),
        ("a number for a text", "!!float .nan", ""),
        ("an empty text", '""', ""),
        ("no value", "null", "the text for 'en' is empty"),
        ("no value, as a sign", "~", "the text for 'en' is empty"),
    ):
        yield Case(what, edits={SECTOR: ('"The [[board]] agreed on a night ferry."', new)}, says=(f"{SECTOR}:4", says))
    for what, new in (("markup in a text", '"<w:p/> & <b>"'),
                      ("characters beyond the first plane", '"𠮷野家 𨋢 👨\u200d👩\u200d👧"')):  # fmt: skip
        text = ('"The [[board]] agreed on a night ferry."', new)
        yield Case(what, edits={SECTOR: text}, code=0, changes=("out/*",))


def _tables() -> Iterator[Case]:
    """Case 16: tables of names."""
    for what, text, says in (
        ("an empty table", "", TABLE),
        ("a table without a heading", "board,Board,,verified,,\n", TABLE),
        ("a column twice", f"id,{HEADING}", "id"),
        ("a name twice", f"{HEADING}board,A,,verified,A,\nboard,B,,verified,B,\n", f"{TABLE}:3"),
        ("a name that is empty", f"{HEADING}board,,,verified,A,\n", f"{TABLE}:2"),
        ("an id that is none", f"{HEADING}The Board!,A,,verified,A,\n", f"{TABLE}:2"),
        ("a quotation mark that is never closed", f'{HEADING}board,"A,,verified,A,\n', TABLE),
        ("too many cells", f"{HEADING}board,A,,verified,A,,,,x\n", f"{TABLE}:2"),
        ("an unknown column", f"{HEADING.strip()},colour\nboard,A,,verified,A,,red\n", "colour"),
        ("an unknown status", f"{HEADING}board,A,,perhaps,A,\n", "perhaps"),
    ):
        yield Case(what, {TABLE: text}, says=(says,))
    yield Case(
        "a table of GBK", {TABLE: HEADING.encode() + "board,港".encode("gbk") + b",,verified,A,\n"}, says=(TABLE,)
    )


def _settings() -> Iterator[Case]:
    """Files that `reportgen.yaml` names, and the project's own program."""
    two_lines = {SETTINGS: 'kinds: {letter: {templates: ["a\\nb.docx"]}}\n'}
    yield Case("a template in two lines", two_lines, says=("templates/a b.docx",))
    for line in ("build --quiet", "check -q"):
        hooks = {SETTINGS: _text(SETTINGS) + "hooks: true\n", "reportgen_hooks.py": "raise ValueError('\\ud800')\n"}
        mute = "class Mute(Exception):\n  def __str__(self): raise self\nraise Mute\n"
        yield Case(f"a mute exception: {line}", {**hooks, "reportgen_hooks.py": mute}, line=line, says=("Mute",))
        yield Case(
            f"half a surrogate pair from a hook: {line}", hooks, line=line, says=("reportgen_hooks.py:1", "\\ud800")
        )


def _languages() -> Iterator[Case]:
    for what, text in (("a bracket that is never closed", "x = ["), ("deep nesting", f"x = {'[' * 3000}")):
        yield Case(f"{what} in languages.toml", {"languages.toml": text}, says=("languages.toml", "[toml-syntax]"))


CASES = (
    Case("nothing at all", code=0, changes=("out/*",)),
    *_yaml(),
    *_values(),
    *_tables(),
    *_settings(),
    *_languages(),
)
