"""The rule about pictures that content names: whether Office can show them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.nodes import CheckedFile
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Message, Severity, message_and_hint
from reportgen.files import read_file
from reportgen.model.content import Picture


@rule("broken-picture", Severity.ERROR)
def broken_picture(file: CheckedFile) -> Iterator[Finding]:
    """A picture that the content names is damaged, cut off, or of a kind that Office cannot show.

    Why: the frame on the slide would be empty, and PowerPoint might refuse the whole file.

    For example:
        map: {file: pictures/map.png, …}     and map.png is a WebP picture with another name

    Instead:
        map: {file: pictures/map.png, …}     and map.png was saved as PNG
    """
    named = [node for node in file.values if isinstance(node.value, Picture)]
    if not named:
        return
    from reportgen.office.opc.image_files import UnusablePicture, read_picture  # and with it lxml

    for node in named:
        path = node.value.file.path
        try:
            read_picture(read_file(file.shared.root / path))
        except UnusablePicture as fault:
            reason, hint = message_and_hint(str(fault))
            place = file.location((*node.path, "file"))
            yield Finding(
                place,
                Message("the picture '{path}' cannot be used: {reason}", path=path, reason=reason),
                hint or Message("save it again"),
            )
        except OSError:
            continue  # it went away since it was read; the next run says so
