"""The language in which the program speaks to the person before it, and the characters that it can say.

Catalogues are those of GNU gettext, so that the words of typer, which asks gettext for them, come from ours as well.
"""

from __future__ import annotations

import contextlib
import gettext
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import typer

from reportgen.cli.plain_values import PlainGroup
from reportgen.diagnostics import DOMAIN, ENGLISH, LOCALE, LOCALES, Message, language_of, translated

OPTION = "--ui-lang"
VARIABLE = "REPORTGEN_LANG"
_UNREAD: set[bool] = set()
"""Of which streams the reader has gone, as that of `head -1` does: whether it was standard error."""


def ui_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that a person wants: of the option, the program's own variable, or the system's locale.

    >>> ui_language(["build"], {"LANG": "zh_HK.UTF-8"})
    'zh-Hant'
    """
    asked = _of_option(arguments) or environment.get(VARIABLE) or _of_locale(environment)
    return language_of(asked) or ENGLISH


def _of_option(arguments: Sequence[str]) -> str:
    """What the option says, which is needed before the command line is read: its help is in that language too."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if word == OPTION:
            return following
        if word.startswith(f"{OPTION}="):
            return word.removeprefix(f"{OPTION}=")
    return ""


def _of_locale(environment: Mapping[str, str]) -> str:
    """What the system's variables say, in the order of POSIX; GNU's list of languages counts unless that is C."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        return locale
    listed = environment.get("LANGUAGE", "").split(":")
    return next((name for name in listed if language_of(name)), locale)


@contextlib.contextmanager
def spoken(language: str) -> Iterator[None]:
    """Let gettext translate into a language as long as a command runs."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = LOCALES[language]
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before


def make_printable() -> None:
    r"""Let standard output and standard error take every text, so that no character ends a command half-way.

    A pipe or a file gets UTF-8, whatever the environment says: programs read it, and nothing is lost. A console keeps
    its encoding, and shows what that does not have as `\u8bae`.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def said(text: str) -> str:
    """A sentence in the language of the screen."""
    return translated(text, gettext.gettext)


def echo(text: str, err: bool = False) -> None:
    """Print a sentence in the language of the screen; `OSError` of a stream that takes nothing says which it is.

    Where the reader of a stream has gone, nothing more is printed there, and the command goes on to its end and status.
    """
    try:
        typer.echo(said(text), err=err)
    except BrokenPipeError:
        _UNREAD.add(err)
        os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())
    except OSError as fault:
        fault.filename = Message("standard error") if err else Message("standard output")
        raise


def has_no_reader() -> bool:
    """Whether the reader of a stream has gone, so that a command without an end has nobody to work for."""
    return bool(_UNREAD)


def echo_line(text: str) -> None:
    """Print a sentence on standard error in one line, whatever line breaks are in what it quotes."""
    echo(" ".join(said(text).splitlines()), err=True)


class SpokenGroup(PlainGroup):
    """The program's commands, which answer in the language of the screen, help included."""

    _faults: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command that the arguments name."""
        language = ui_language(sys.argv[1:] if args is None else args, os.environ)
        with spoken(language):
            if language != ENGLISH:
                from reportgen.cli.typer_words import speak, spoken_faults

                speak(self)
                self._faults = spoken_faults
            return super().main(args, *rest, **options)

    def make_context(self, *rest: Any, **options: Any) -> Any:
        """Read the words before the command."""
        with self._faults():
            return super().make_context(*rest, **options)

    def invoke(self, ctx: Any) -> Any:
        """Read the words of the command, and run it."""
        with self._faults():
            return super().invoke(ctx)
