"""Take the words of the page of `reportgen preview` into the catalogues, and write what the page loads of them.

`python -m tools.make_catalogues` looks for `_` and `ngettext` in the page's scripts, adds what is new to
`reportgen/locale/*.po`, takes out what is gone, and writes the JSON files beside the scripts. A new message has an
empty translation until somebody writes it into the `.po` file; the tests say which do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "reportgen"
LOCALE = PACKAGE / "locale"
ASSETS = PACKAGE / "preview" / "assets"
LOCALES = {"zh-Hant": "zh_Hant_HK", "zh-Hans": "zh_Hans_CN"}
"""Language of the interface → the locale that its catalogue is for; English is what the scripts say."""
_LEFT_OUT = tuple(
    f'"{name}'.encode()
    for name in ("Project-", "Report-", "POT-", "PO-", "Last-Translator", "Language-Team", "Generated-By")
)
"""Lines of a catalogue's head that say who and when, which the history of the file says better."""
_KEYWORDS = {"_": None, "ngettext": (1, 2)}


def main() -> None:
    """Bring all catalogues up to date."""
    for tag in LOCALES:
        catalogue = updated(read(tag))
        (LOCALE / f"{tag}.po").write_bytes(as_po(catalogue))
        (ASSETS / f"words.{tag}.json").write_text(as_json(catalogue), encoding="utf-8")


def read(tag: str) -> Catalog:
    """The catalogue of a language as it is."""
    path = LOCALE / f"{tag}.po"
    return read_po(BytesIO(path.read_bytes() if path.is_file() else b""), locale=LOCALES[tag])


def updated(catalogue: Catalog) -> Catalog:
    """The catalogue with the messages that the scripts have now, each with the translation that it had."""
    new = Catalog(locale=catalogue.locale, fuzzy=False, header_comment="# Words of `reportgen preview`.")
    for message, place in messages():
        known = catalogue.get(message)
        new.add(message, known.string if known else None, locations=[(place, None)])
    return new


def messages() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Every message of the scripts, with the script it stands in."""
    scripts = [("**.js", "javascript")]
    options = {"**.js": {"parse_template_string": "true"}}
    found = extract_from_dir(ASSETS, method_map=scripts, options_map=options, keywords=_KEYWORDS)
    yield from sorted({(message, name) for name, _, message, _, _ in found}, key=str)


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as a file for translators; of its head only what programs need, so that the same gives the same."""
    written = BytesIO()
    write_po(written, catalogue, width=120, sort_output=True)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_LEFT_OUT))


def as_json(catalogue: Catalog) -> str:
    """The translations as the page loads them: by the English message, of which the singular stands for both."""
    words = {_first(message.id): _first(message.string) for message in catalogue if message.id and message.string}
    return json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _first(forms: str | tuple[str, ...]) -> str:
    return forms if isinstance(forms, str) else forms[0]


if __name__ == "__main__":
    main()
