"""Writes the tables that fitting measures with: `python tools/make_fit_tables.py FONT_FOLDER`.

Two files come out: `reportgen/fonts/advances.json`, the advance widths of the typefaces that
audiences have, read from free typefaces of the same (or wider) widths below FONT_FOLDER; and
`reportgen/lang/line_breaks.txt`, the line breaking classes of Unicode (UAX #14), as the package `uniseg`
holds them. Needs `pip install fonttools uniseg`, and Debian's fonts-crosextra-carlito,
fonts-crosextra-caladea, fonts-liberation, fonts-dejavu-core and fonts-noto-cjk.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from uniseg.linebreak import line_break

PACKAGE = Path(__file__).parents[1] / "reportgen"

STYLES = ("regular", "bold", "italic", "bold italic")
FILES = {
    "calibri": ("Carlito-Regular", "Carlito-Bold", "Carlito-Italic", "Carlito-BoldItalic"),
    "cambria": ("Caladea-Regular", "Caladea-Bold", "Caladea-Italic", "Caladea-BoldItalic"),
    "arial": ("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic", "LiberationSans-BoldItalic"),
    "times new roman": ("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic",
                        "LiberationSerif-BoldItalic"),
    "courier new": ("LiberationMono-Regular",),
    "dejavu serif": ("DejaVuSerif", "DejaVuSerif-Bold"),
    "dejavu sans": ("DejaVuSans", "DejaVuSans-Bold"),
    "noto sans cjk": ("NotoSansCJK-Regular", "NotoSansCJK-Bold"),
    "noto serif cjk": ("NotoSerifCJK-Regular", "NotoSerifCJK-Bold"),
}  # fmt: skip
"""A table's name, and the files of its styles in the order of `STYLES`; styles without one use the first two."""

SHOWN = ((0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x2010, 0x205F), (0x20A0, 0x20BF),
         (0x2100, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265))  # fmt: skip
"""The characters whose widths differ from face to face; East Asian ones are one em wide."""

_CHINESE_FACE = 3
"""The index of the Traditional Chinese face in the collections of Noto CJK."""


def advances(folder: Path) -> dict[str, object]:
    """Each table's line height in em and the widths of its styles, in thousandths of an em."""
    files = {path.stem: path for path in sorted(folder.rglob("*.tt[fc]"))}
    tables: dict[str, object] = {}
    for name, stems in FILES.items():
        fonts = [TTFont(files[stem], fontNumber=_CHINESE_FACE if "cjk" in name else -1) for stem in stems]
        line = max((font["hhea"].ascent - font["hhea"].descent) / font["head"].unitsPerEm for font in fonts)
        widths = {style: _widths(font) for style, font in zip(STYLES, fonts, strict=False)}
        tables[name] = {"line": round(line, 3), "styles": widths}
    return tables


def _widths(font: TTFont) -> dict[str, list[int]]:
    """Runs of widths by the first character of each run."""
    em, characters, metrics = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    runs: dict[str, list[int]] = {}
    run: list[int] = []
    for first, last in SHOWN:
        run = runs.setdefault(f"{first:x}", [])
        for code in range(first, last + 1):
            glyph = characters.get(code)
            run.append(-1 if glyph is None else -(-metrics[glyph][0] * 1000 // em))
    return runs


LETTERS = {
    "K": ("BK", "CR", "LF", "NL"), "M": ("CM", "ZWJ"), "G": ("GL", "WJ"), "Z": ("ZW",), "W": ("SP",),
    "B": ("BA",), "H": ("HY",), "2": ("B2",), "L": ("BB",), "S": ("IS",), "Y": ("SY",), "T": ("IN",),
    "J": ("NS", "CJ"), "N": ("NU",), "R": ("PR",), "P": ("PO",), "X": ("CB",), "F": ("RI",),
    "I": ("ID", "EB", "EM", "H2", "H3", "JL", "JV", "JT"),
}  # fmt: skip
"""What `linebreak.py` calls the classes of UAX #14; all others are letters (A)."""
LETTER = {name: letter for letter, names in LETTERS.items() for name in names}


def letter(character: str) -> str:
    """The letter for a character's line breaking class, small for narrow punctuation."""
    name = line_break(character).name
    wide = unicodedata.east_asian_width(character) in "WF"
    if name in ("OP", "CL", "CP", "EX"):
        sign = {"OP": "O", "CL": "C", "CP": "C", "EX": "E"}[name]
        return sign if wide else sign.lower()
    if name == "QU":
        return {"Pi": "u", "Pf": "v"}.get(unicodedata.category(character), "q")
    return LETTER.get(name, "A")


def line_breaks() -> Iterator[str]:
    """`START END LETTER` in hexadecimal, a line for each range that is not of letters (A)."""
    start, current = 0, "A"
    for code in range(0x110000):
        sign = "A" if 0xD800 <= code <= 0xDFFF else letter(chr(code))
        if sign != current:
            if current != "A":
                yield f"{start:X} {code - 1:X} {current}"
            start, current = code, sign


def main(folder: Path) -> None:
    """Write both tables."""
    text = json.dumps(advances(folder), separators=(",", ":"), sort_keys=True)
    (PACKAGE / "fonts" / "advances.json").write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    (PACKAGE / "lang" / "line_breaks.txt").write_text("\n".join(line_breaks()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
