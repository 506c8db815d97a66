"""One random change of a project: to a text, a name, a colour, a date, a list, a template's box.

A change need not make sense: one that breaks the project has to break it in the same way whatever was built before.
"""

from __future__ import annotations

import csv
import datetime
import io
import os
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from reportgen.project.places import (
    GLOSSARY_FOLDER,
    INPUT_FILES,
    INPUT_FOLDERS,
    LABELS_FILE,
    LANGUAGES_FILE,
    MACROS_FILE,
    MEETING_FILE,
    PALETTE_FILE,
    SECTORS_FOLDER,
    SETTINGS_FILE,
    input_names,
)

Files = Mapping[str, bytes]
"""The input files of a project by their paths relative to it."""

_LANGUAGES = ("en", "zh-Hant", "zh-Hans")
_LETTERS = {"en": "aeinorstx", "zh-Hant": "的會議香港訊", "zh-Hans": "的会议香港讯"}
_OWN_LANGUAGE = """[zh-Hant-TW]
name = "繁體中文（臺灣）"
script = "Hant"
office = "zh-TW"
quotes = "「」『』"
like = "zh-Hant"
derived_from = ["zh-Hant"]
[zh-Hant-TW.chinese]
from_simplified = "s2twp"
"""
_MACROS = ("{% macro x() %}x{% endmacro %}", "{% macro x() %}y{% endmacro %}", "{% macro x( %}")
_TAGS = ("sector.title", "meeting.title", "sector.headline", "meeting.date", "labels.say", "sectors[0].title", "x")
_RULES = ("bare-name", "undecided-word", "missing-counterpart", "unused-term", "no-such-rule")


def input_files(root: Path) -> Files:
    """What a project is read from."""
    names = [name for name in INPUT_FILES if (root / name).is_file()]
    for folder in INPUT_FOLDERS:
        names += [f"{folder}/{name}" for name in input_names(root, folder)]
    return {name: (root / name).read_bytes() for name in sorted(set(names))}


def restore(root: Path, files: Files) -> None:
    """Make the input files of a project what they were; those that are the same are not touched."""
    now = input_files(root)
    for name in now.keys() - files.keys():
        (root / name).unlink()
    for name, data in files.items():
        if now.get(name) != data:
            (root / name).write_bytes(data)


def normalise(root: Path) -> None:
    """Write the YAML and CSV files of a project as changes write them, so that a change changes one thing only."""
    for name in input_files(root):
        if name.endswith(".yaml"):
            _write_yaml(root / name, _read_yaml(root / name))
        elif name.endswith(".csv"):
            _write_csv(root / name, _read_csv(root / name))


def change_something(root: Path, choice: random.Random) -> tuple[str, str]:
    """Change one thing, and return the kind of the change and the file; half the files keep their old date."""
    while True:
        kind = choice.choice(list(KINDS))
        before = {name: (root / name).stat().st_mtime_ns for name in input_files(root)}
        name = KINDS[kind](root, choice)
        if name is not None:
            if choice.random() < 0.5 and name in before and (root / name).exists():
                os.utime(root / name, ns=(before[name], before[name]))
            return kind, name


# -- YAML


def _read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write_yaml(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100), encoding="utf-8")


def _content_files(root: Path) -> list[str]:
    sectors = [name for name in input_files(root) if name.startswith(SECTORS_FOLDER)]
    return [MEETING_FILE, MEETING_FILE, *sectors]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree: what holds it, and its key or position there."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _change_yaml(
    root: Path, name: str, choice: random.Random, wanted: Callable[[Any, Any], bool],
    edit: Callable[[Any, Any, random.Random], None],
) -> str | None:  # fmt: skip
    """Edit a random place of a file, among the wanted ones: both functions get what holds it, and its key."""
    tree = _read_yaml(root / name)
    places = [place for place in _places(tree) if wanted(*place)]
    if not places:
        return None
    edit(*choice.choice(places), choice)
    _write_yaml(root / name, tree)
    return name


def _is_text(holder: Any, key: Any) -> bool:
    return key in _LANGUAGES and isinstance(holder[key], str)


def _is_value(holder: Any, key: Any) -> bool:
    return key not in _LANGUAGES and not isinstance(holder[key], dict | list)


def _edit_text(holder: Any, key: Any, choice: random.Random) -> None:
    holder[key] = _other_letter(holder[key], choice, _LETTERS[key])


def _edit_value(holder: Any, key: Any, choice: random.Random) -> None:
    value = holder[key]
    if isinstance(value, bool) or value is None:
        holder[key] = not value
    elif isinstance(value, int | float):
        holder[key] = value + choice.choice((-1, 1, 10))
    elif isinstance(value, datetime.date):
        holder[key] = value + datetime.timedelta(days=choice.randint(-40, 40))
    elif digits := re.search(r"\d+", value):
        number = str(int(digits[0]) + choice.choice((-1, 1)))
        holder[key] = value[: digits.start()] + number + value[digits.end() :]
    else:
        holder[key] = _other_letter(value, choice, "abc")


def _edit_list(holder: Any, key: Any, choice: random.Random) -> None:
    items = holder[key]
    index = choice.randrange(len(items))
    match choice.choice(("add", "remove", "move")):
        case "add":
            items.insert(index, items[choice.randrange(len(items))])
        case "remove":
            del items[index]
        case "move":
            items.insert(choice.randrange(len(items)), items.pop(index))


def _remove(holder: Any, key: Any, choice: random.Random) -> None:
    del holder[key]


def _add_language(holder: Any, key: Any, choice: random.Random) -> None:
    holder[key] = {**holder[key], "zh-Hans": holder[key].get("zh-Hans") or choice.choice(("一個", "会议", "资讯"))}


def _other_letter(text: str, choice: random.Random, letters: str) -> str:
    """A text with one letter more, one fewer or another one."""
    index = choice.randrange(len(text) + 1)
    added = choice.choice((letters[0], choice.choice(letters), ""))
    return text[:index] + added + text[index + choice.choice((0, 1)) :]


def _text(root: Path, choice: random.Random) -> str | None:
    return _change_yaml(root, choice.choice(_content_files(root)), choice, _is_text, _edit_text)


def _own_simplified(root: Path, choice: random.Random) -> str | None:
    def wanted(holder: Any, key: Any) -> bool:
        return isinstance(holder[key], dict) and "zh-Hant" in holder[key]

    return _change_yaml(root, choice.choice(_content_files(root)), choice, wanted, _add_language)


def _value(root: Path, choice: random.Random) -> str | None:
    return _change_yaml(root, choice.choice(_content_files(root)), choice, _is_value, _edit_value)


def _date(root: Path, choice: random.Random) -> str | None:
    def wanted(holder: Any, key: Any) -> bool:
        return isinstance(holder[key], datetime.date)

    return _change_yaml(root, choice.choice(_content_files(root)), choice, wanted, _edit_value)


def _source(root: Path, choice: random.Random) -> str | None:
    def wanted(holder: Any, key: Any) -> bool:
        return key == "source" and isinstance(holder[key], str)

    return _change_yaml(root, choice.choice(_content_files(root)), choice, wanted, _edit_value)


def _list(root: Path, choice: random.Random) -> str | None:
    def wanted(holder: Any, key: Any) -> bool:
        return isinstance(holder[key], list) and bool(holder[key])

    return _change_yaml(root, choice.choice(_content_files(root)), choice, wanted, _edit_list)


def _key(root: Path, choice: random.Random) -> str | None:
    return _change_yaml(
        root, choice.choice(_content_files(root)), choice, lambda holder, key: isinstance(holder, dict), _remove
    )


def _label(root: Path, choice: random.Random) -> str | None:
    return _change_yaml(root, LABELS_FILE, choice, _is_text, _edit_text)


def _colour(root: Path, choice: random.Random) -> str | None:
    def edit(holder: Any, key: Any, choice: random.Random) -> None:
        holder[key] = f"{choice.randrange(0x600000):06X}"

    return _change_yaml(root, PALETTE_FILE, choice, lambda holder, key: True, edit)


def _setting(root: Path, choice: random.Random) -> str | None:
    tree = _read_yaml(root / SETTINGS_FILE)
    accepted = tree.get("check", {}).get("accepted") or []
    if accepted and choice.random() < 0.5:
        accepted.remove(choice.choice(accepted))
    else:
        severity = tree.setdefault("check", {}).setdefault("severity", {})
        severity[choice.choice(_RULES[:-1] if choice.random() < 0.8 else _RULES)] = choice.choice(
            ("off", "warning", "error")
        )
    _write_yaml(root / SETTINGS_FILE, tree)
    return SETTINGS_FILE


# -- CSV


def _read_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _write_csv(path: Path, rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")


def _change_csv(root: Path, choice: random.Random, edit: Callable[[list[list[str]]], None]) -> str | None:
    """Edit a random table; the function gets its rows, the heads first."""
    name = choice.choice([name for name in input_files(root) if name.startswith(f"{GLOSSARY_FOLDER}/")])
    rows = _read_csv(root / name)
    if len(rows) < 2:
        return None
    edit(rows)
    _write_csv(root / name, rows)
    return name


def _cell(root: Path, choice: random.Random) -> str | None:
    def edit(rows: list[list[str]]) -> None:
        row = choice.choice(rows[1:])
        column = choice.randrange(len(row))
        letters = _LETTERS.get(rows[0][column].removesuffix("_short"), "abc")
        row[column] = _other_letter(row[column], choice, letters)

    return _change_csv(root, choice, edit)


def _name_in_use(root: Path, choice: random.Random) -> str | None:
    """A name or a short form, of a term and not of a word: the columns that documents print."""

    def edit(rows: list[list[str]]) -> None:
        columns = [index for index, head in enumerate(rows[0]) if head.removesuffix("_short") in _LANGUAGES]
        row, column = choice.choice(rows[1:]), choice.choice(columns or [1])
        row[column] = _other_letter(row[column], choice, _LETTERS.get(rows[0][column].removesuffix("_short"), "abc"))

    return _change_csv(root, choice, edit)


def _row(root: Path, choice: random.Random) -> str | None:
    def edit(rows: list[list[str]]) -> None:
        index = choice.randrange(1, len(rows))
        match choice.choice(("add", "remove", "move")):
            case "add":
                id_, *rest = rows[index]
                rows.insert(
                    index, [f"{id_}-x" if rows[0][0] == "id" else f"{id_}會", *(f"{cell}x"[:-1] for cell in rest)]
                )
            case "remove":
                del rows[index]
            case "move":
                rows.insert(choice.randrange(1, len(rows)), rows.pop(index))

    return _change_csv(root, choice, edit)


# -- templates


def _change_template(root: Path, choice: random.Random, pattern: str, replacement: Callable[[str], str]) -> str | None:
    """Replace a random match of a pattern in a random template."""
    name = choice.choice([name for name in input_files(root) if name.endswith((".pptx", ".docx"))])
    with zipfile.ZipFile(root / name) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    texts = {part: data.decode() for part, data in parts.items() if part.endswith(".xml")}
    found = [(part, match) for part, text in texts.items() for match in re.finditer(pattern, text)]
    if not found:
        return None
    part, match = choice.choice(found)
    new = texts[part][: match.start()] + replacement(match[0]) + texts[part][match.end() :]
    parts[part] = new.encode()
    with zipfile.ZipFile(root / name, "w", zipfile.ZIP_DEFLATED) as package:
        for one, data in parts.items():
            package.writestr(one, data)
    return name


def _box_moved(root: Path, choice: random.Random) -> str | None:
    def moved(found: str) -> str:
        return re.sub(r"\d+", lambda number: str(int(number[0]) + 9144), found, count=1)

    return _change_template(root, choice, r'<a:off x="\d+" y="\d+"/>', moved)


def _box_resized(root: Path, choice: random.Random) -> str | None:
    def resized(found: str) -> str:
        return re.sub(r"\d+", lambda number: str(int(number[0]) * 9 // 10), found)

    return _change_template(root, choice, r'<a:ext cx="\d+" cy="\d+"/>', resized)


def _box_renamed(root: Path, choice: random.Random) -> str | None:
    return _change_template(root, choice, r'(?<=<p:cNvPr id=")\d+" name="[^"{]+', lambda found: f"{found} x")


def _literal(root: Path, choice: random.Random) -> str | None:
    return _change_template(
        root, choice, r"(?<=<[aw]:t>)[^<>{}%&]+(?=<)", lambda found: _other_letter(found, choice, "ae會")
    )


def _tag(root: Path, choice: random.Random) -> str | None:
    return _change_template(root, choice, r"(?<=\{\{ )[\w.]+(?= \}\})", lambda found: choice.choice(_TAGS))


# -- whole files


def _macros(root: Path, choice: random.Random) -> str:
    """The file of macros comes, changes or goes."""
    path = root / MACROS_FILE
    if path.exists() and choice.random() < 0.5:
        path.unlink()
    else:
        path.write_text(choice.choice(_MACROS), encoding="utf-8")
    return MACROS_FILE


def _languages(root: Path, choice: random.Random) -> str:
    """A language of the project's own comes, with its columns, or something between quotation marks changes."""
    path = root / LANGUAGES_FILE
    if not path.exists():
        path.write_text(_OWN_LANGUAGE, encoding="utf-8")
        for name in input_files(root):
            rows = _read_csv(root / name) if name.startswith(f"{GLOSSARY_FOLDER}/") else [[""]]
            if rows[0][0] == "id" and "zh-Hant-TW" not in rows[0]:
                added = [["zh-Hant-TW", "zh-Hant-TW_short"], *([row[3], ""] for row in rows[1:])]
                _write_csv(root / name, [row[:7] + new + row[7:] for row, new in zip(rows, added, strict=True)])
        return LANGUAGES_FILE
    text = path.read_text(encoding="utf-8")
    value = choice.choice(list(re.finditer(r'(?<=")[^"\n\[\],=]+(?=")', text)))
    new = _other_letter(value[0], choice, "ax會")
    path.write_text(text[: value.start()] + new + text[value.end() :], encoding="utf-8")
    return LANGUAGES_FILE


def _new_sector(root: Path, choice: random.Random) -> str:
    """A copy of a sector, in the meeting or not listed."""
    source = choice.choice(_content_files(root)[2:])
    tree = _read_yaml(root / source)
    tree["id"] = f"{tree['id'][:40]}-{choice.randrange(1000)}"
    _write_yaml(root / SECTORS_FOLDER / f"{tree['id']}.yaml", tree)
    if choice.random() < 0.5:
        meeting = _read_yaml(root / MEETING_FILE)
        meeting["sectors"].append(tree["id"])
        _write_yaml(root / MEETING_FILE, meeting)
    return f"{SECTORS_FOLDER}/{tree['id']}.yaml"


def _file_gone(root: Path, choice: random.Random) -> str:
    name = choice.choice(list(input_files(root)))
    (root / name).unlink()
    return name


def _saved_as_it_was(root: Path, choice: random.Random) -> str:
    name = choice.choice(list(input_files(root)))
    (root / name).write_bytes((root / name).read_bytes())
    return name


KINDS: Mapping[str, Callable[[Path, random.Random], str | None]] = {
    "text": _text,
    "own Simplified text": _own_simplified,
    "value": _value,
    "date": _date,
    "source": _source,
    "list": _list,
    "key removed": _key,
    "label": _label,
    "colour": _colour,
    "setting": _setting,
    "cell": _cell,
    "name": _name_in_use,
    "row": _row,
    "box moved": _box_moved,
    "box resized": _box_resized,
    "box renamed": _box_renamed,
    "literal": _literal,
    "tag": _tag,
    "macros": _macros,
    "languages": _languages,
    "new sector": _new_sector,
    "file gone": _file_gone,
    "saved as it was": _saved_as_it_was,
}
"""The kind of a change → what makes one, and returns the file; None where the project has nothing of the kind."""
