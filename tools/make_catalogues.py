"""Take the program's sentences into the catalogues of its languages, and write what the program loads of them.

`python -m tools.make_catalogues` looks for the messages of each room, for the help of the commands and of the codes of
problems, for the words of typer that we show, and for those of the page of `reportgen preview`. It adds what is new to
`reportgen/locale/LANGUAGE/*.po`, takes out what is gone, and writes the compiled catalogue beside them, and the JSON
files beside the page's scripts. A new message has an empty translation until somebody writes it into the `.po` file;
the tests say which do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reportgen.diagnostics import DOMAIN, LOCALE

PACKAGE = LOCALE.parent
ASSETS = PACKAGE / "preview" / "assets"
LOCALES = {"zh-Hant": "zh_Hant_HK", "zh-Hans": "zh_Hans_CN"}
"""Language of the interface → the locale that its catalogue is for; English is what the sources say."""
PAGE = "preview_page"
"""The catalogue of the page's scripts, which load it as JSON."""
_LEFT_OUT = tuple(
    f'"{name}'.encode()
    for name in ("Project-", "Report-", "POT-", "PO-", "Last-Translator", "Language-Team", "Generated-By")
)
"""Lines of a catalogue's head that say who and when, which the history of the file says better."""
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""The date in the head of a compiled catalogue, so that the same gives the same."""
_IN_SCRIPTS = {"_": None, "ngettext": (1, 2)}
_IN_SOURCES = {"Message": None, "marked": None}
_TYPERS_OWN = ("core.py", "_display.py", "_param_types.py", "_click/*.py")
"""The modules of typer whose words people see."""
_GOES_ON = {"No such command {name!r}."}
"""What typer asks gettext for, and goes on in English; `cli/typer_words.py` has the whole sentences."""

Msgid = str | tuple[str, ...]
Found = Iterator[tuple[Msgid, str]]
"""Messages, each with the file it stands in."""


def main() -> None:
    """Bring all catalogues up to date."""
    for tag in LOCALES:
        folder_of(tag).mkdir(parents=True, exist_ok=True)
        catalogues = {name: updated(read(tag, name), find()) for name, find in sources().items()}
        for old in folder_of(tag).glob("*.po"):
            if old.stem not in catalogues:
                old.unlink()
        for name, catalogue in catalogues.items():
            (folder_of(tag) / f"{name}.po").write_bytes(as_po(catalogue))
        (ASSETS / f"words.{tag}.json").write_text(as_json(catalogues[PAGE]), encoding="utf-8")
        compiled(tag).parent.mkdir(exist_ok=True)
        compiled(tag).write_bytes(as_mo(loaded(catalogues), tag))


def folder_of(tag: str) -> Path:
    """The folder of a language's catalogues, named as gettext names locales."""
    return LOCALE / tag.replace("-", "_")


def compiled(tag: str) -> Path:
    """The compiled catalogue of a language, where gettext looks for it."""
    return folder_of(tag) / "LC_MESSAGES" / f"{DOMAIN}.mo"


def sources() -> dict[str, Callable[[], Found]]:
    """Name of a catalogue → what finds its messages: one for each room, and those of help, of typer and of the page."""
    rooms = sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")})
    found = {name: lambda name=name: room_messages(name) for name in rooms if any(room_messages(name))}
    return found | {"help": help_messages, "pages": page_messages, "typer": typer_messages, PAGE: script_messages}


def room_messages(room: str) -> Found:
    """The sentences of a room, or of the module of that name."""
    paths = sorted((PACKAGE / room).rglob("*.py")) if (PACKAGE / room).is_dir() else [PACKAGE / f"{room}.py"]
    for path in paths:
        for _, message, _, _ in extract_from_file("python", path, keywords=_IN_SOURCES):
            if message:
                yield message, path.relative_to(PACKAGE).as_posix()


def help_messages() -> Found:
    """The help of commands and of their options."""
    from reportgen.cli.main import app

    yield from _help_of(typer.main.get_command(app))


def _help_of(command: Any) -> Found:
    place = command.callback.__module__.replace(".", "/") + ".py" if command.callback else "reportgen/cli/main.py"
    for holder in (command, *command.params):
        for name in ("help", "short_help", "epilog", "show_default"):
            text = getattr(holder, name, None)
            if text and isinstance(text, str):
                yield text, place.removeprefix("reportgen/")
    for inner in getattr(command, "commands", {}).values():
        yield from _help_of(inner)


def page_messages() -> Found:
    """The help pages of the codes of problems: each is one message."""
    from reportgen.build.faults import BUILD_FAULTS
    from reportgen.check import help_pages

    for code, page in sorted({**help_pages(), **BUILD_FAULTS}.items()):
        yield page, code


def typer_messages() -> Found:
    """What typer says itself."""
    folder = Path(typer.__file__).parent
    for path in (path for pattern in _TYPERS_OWN for path in sorted(folder.glob(pattern))):
        for _, message, _, _ in extract_from_file("python", path):
            if message not in _GOES_ON:
                yield message, path.relative_to(folder).as_posix()


def script_messages() -> Found:
    """Every message of the page's scripts."""
    scripts = [("**.js", "javascript")]
    options = {"**.js": {"parse_template_string": "true"}}
    for name, _, message, _, _ in extract_from_dir(
        ASSETS, method_map=scripts, options_map=options, keywords=_IN_SCRIPTS
    ):
        yield message, name


def loaded(catalogues: Mapping[str, Catalog]) -> list[Catalog]:
    """The catalogues that gettext loads: all but the page's."""
    return [catalogue for name, catalogue in catalogues.items() if name != PAGE]


def read(tag: str, name: str) -> Catalog:
    """A catalogue of a language as it is."""
    path = folder_of(tag) / f"{name}.po"
    return read_po(BytesIO(path.read_bytes() if path.is_file() else b""), locale=LOCALES[tag])


def updated(catalogue: Catalog, found: Iterable[tuple[Msgid, str]]) -> Catalog:
    """The catalogue with the messages that there are now, each with the translation that it had."""
    new = Catalog(locale=catalogue.locale, fuzzy=False, header_comment="# Words of `reportgen`.")
    for message, place in sorted(set(found), key=str):
        known = catalogue.get(message if isinstance(message, str) else message[0])
        new.add(message, known.string if known else None, locations=[(place, None)])
    return new


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as a file for translators; of its head only what programs need, so that the same gives the same."""
    written = BytesIO()
    write_po(written, catalogue, width=120, sort_output=True)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_LEFT_OUT))


def as_mo(catalogues: Iterable[Catalog], tag: str) -> bytes:
    """All catalogues of a language in one, as gettext loads it."""
    whole = Catalog(locale=LOCALES[tag], fuzzy=False, creation_date=_NO_DATE, revision_date=_NO_DATE)
    for catalogue in catalogues:
        for message in catalogue:
            if message.id and message.string and any(message.string):
                whole.add(message.id, message.string)
    written = BytesIO()
    write_mo(written, whole)
    return written.getvalue()


def as_json(catalogue: Catalog) -> str:
    """The translations as the page loads them: by the English message, of which the singular stands for both."""
    words = {_first(message.id): _first(message.string) for message in catalogue if message.id and message.string}
    return json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _first(forms: str | tuple[str, ...]) -> str:
    return forms if isinstance(forms, str) else forms[0]


if __name__ == "__main__":
    main()
