"""What a package leads to and does not hold: what Office fetches from elsewhere, and parts that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.diagnostics import Diagnostic, Location, Message, Severity, marked, shortened
from reportgen.office.opc.package import Package, Relationship

_FETCHED: Mapping[str, str] = {
    "attachedtemplate": marked("a template"),
    "image": marked("a picture"),
    "oleobject": marked("a linked object"),
    "package": marked("a linked object"),
    "externallinkpath": marked("a linked workbook"),
    "externallink": marked("a linked workbook"),
    "chart": marked("a chart"),
    "subdocument": marked("a part of the document"),
    "afchunk": marked("a part of the document"),
    "frame": marked("a web page"),
    "video": marked("a film"),
    "audio": marked("a sound"),
    "media": marked("a film or sound"),
    "slide": marked("a slide"),
    "mailmergesource": marked("a list of addresses"),
    "mailmergeheadersource": marked("a list of addresses"),
}
"""The last word of a relationship's type (ECMA-376 part 1, annex A), in lower case → what Office fetches for it."""

_SHOWN = 80


def loose_ends(package: Package) -> Iterator[Diagnostic]:
    """Yield a warning for all that a file fetches, each part that is not there, and a signature that will not hold.

    Case means nothing in the names of parts (ECMA-376 part 2, 6.2.2.3).
    """
    names = {name.lower() for name in package.entries}
    for part in ("", *package.entries):
        where = Location(package.name, steps=(part,) if part else ())
        for one in () if part.endswith(".rels") else package.relationships(part):
            if one.external:
                if one.kind in _FETCHED:
                    yield _fetched(one, where)
            elif not one.target.startswith("#") and package.resolve(part, one.target).lower() not in names:
                yield _missing(one, where)
            elif one.kind == "origin":  # of digital signatures (ECMA-376 part 2, annex E)
                yield _signed(where)


def _fetched(one: Relationship, where: Location) -> Diagnostic:
    message = Message(
        "it fetches {what} from '{address}' when it is opened",
        what=Message(_FETCHED[one.kind]), address=shortened(one.target, _SHOWN),
    )  # fmt: skip
    hint = Message("put it into the file, or take the link away")
    return Diagnostic("fetched-content", message, where, hint, Severity.WARNING)


def _missing(one: Relationship, where: Location) -> Diagnostic:
    message = Message("what it leads to is not in the file: '{target}'", target=shortened(one.target, _SHOWN))
    hint = Message("where a red cross or a gap shows in Office, insert it again, and save the file there")
    return Diagnostic("missing-part", message, where, hint, Severity.WARNING)


def _signed(where: Location) -> Diagnostic:
    message = Message("it is signed, and the signature holds for no file that is made from it")
    return Diagnostic("signed-template", message, where, Message("sign what is made"), Severity.WARNING)
