"""Finds the project's language for a tag of another program: `en-US`, `zh-TW`, `zh`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.lang.scripts import distinctive_characters
from reportgen.model.language import LANGUAGES, Language, broader_tags, parse_language

_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("zh-tw", "zh-hk", "zh-mo"), "Hant"),
        **dict.fromkeys(("zh-cn", "zh-sg", "zh-my"), "Hans"),
    }
)
"""The script that a region writes Chinese in (Unicode CLDR, likely subtags)."""
_CHINESE = ("zh", "cmn", "yue", "zho", "chi")


def language_of(tag: str, languages: Mapping[str, Language] = LANGUAGES, text: str = "") -> Language:
    """The language for a tag: its own, or the nearest broader one (RFC 4647, 3.4), or by the script of its region.

    Where a tag says Chinese and not which, the `text` that it stands for decides by its characters; without any, it is
    Simplified, as the CLDR has it. Raises `ValueError` with the languages that there are.
    """
    spelled = tag.strip().replace("_", "-")
    for candidate in (spelled, *broader_tags(spelled)):
        try:
            return parse_language(candidate, languages)
        except ValueError:
            script = _script(candidate.lower(), text)
            chosen = next((each for each in languages.values() if script and each.script == script), None)
            if chosen:
                return chosen
    return parse_language(tag, languages)


def _script(tag: str, text: str) -> str:
    """The script of a Chinese tag that names none itself; empty for what is no Chinese tag."""
    if tag in _SCRIPTS:
        return _SCRIPTS[tag]
    if tag not in _CHINESE:
        return ""
    counts = {script: sum(c in distinctive_characters(script) for c in text) for script in ("Hans", "Hant")}
    return max(counts, key=lambda script: counts[script])
