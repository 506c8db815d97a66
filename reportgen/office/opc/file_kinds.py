"""The files that people take for a Word document or a presentation: what each is, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.diagnostics import Message

_MAIN = ".main+xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD, _POWERPOINT = "application/vnd.ms-word.", "application/vnd.ms-powerpoint."

RELATIVES: Mapping[str, str] = {
    f"{_OFFICE}presentationml.slideshow{_MAIN}":
        Message("it is a PowerPoint show (.ppsx); open it and save it as .pptx"),
    f"{_OFFICE}presentationml.template{_MAIN}":
        Message("it is a PowerPoint template (.potx); open it and save it as .pptx"),
    f"{_OFFICE}wordprocessingml.template{_MAIN}":
        Message("it is a Word template (.dotx); open it and save it as .docx"),
    f"{_WORD}document.macroEnabled{_MAIN}":
        Message("it is a Word document that may hold macros (.docm); save it without them as .docx"),
    f"{_WORD}template.macroEnabledTemplate{_MAIN}":
        Message("it is a Word template that may hold macros (.dotm); save it without them as .docx"),
    f"{_POWERPOINT}presentation.macroEnabled{_MAIN}":
        Message("it is a presentation that may hold macros (.pptm); save it without them as .pptx"),
    f"{_POWERPOINT}slideshow.macroEnabled{_MAIN}":
        Message("it is a PowerPoint show that may hold macros (.ppsm); save it without them as .pptx"),
    f"{_POWERPOINT}template.macroEnabled{_MAIN}":
        Message("it is a PowerPoint template that may hold macros (.potm); save it without them as .pptx"),
    f"{_POWERPOINT}addin.macroEnabled{_MAIN}":
        Message("it is a PowerPoint add-in (.ppam), which holds no slides of its own"),
    f"{_OFFICE}spreadsheetml.sheet{_MAIN}":
        Message("it is an Excel workbook and neither a Word document nor a presentation"),
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml":
        Message("it is an Excel workbook and neither a Word document nor a presentation"),
}  # fmt: skip
"""Content type of the main part → why the file is not taken, and what to do."""

_BEGINNINGS: Mapping[bytes, str] = {
    b"\xd0\xcf\x11\xe0":  # a compound file: the old format, or an encrypted package
        Message("it is protected with a password or saved in the format of Office 97–2003; save it as .docx or .pptx"),
    b"%PDF": Message("it is a PDF under another name; take the file that it was made from"),
    b"{\\rtf": Message("it is a Rich Text file (.rtf) under another name; open it and save it as .docx"),
    b"<?xml": Message("it is XML in a single file, as Word's “XML document” is; open it and save it as .docx or .pptx"),
    b"<html": Message("it is a web page under another name; open it and save it as .docx"),
    b"<!doctype": Message("it is a web page under another name; open it and save it as .docx"),
    b"version https://git-lfs": Message("it is a pointer of Git LFS and not the file; fetch it with 'git lfs pull'"),
}  # fmt: skip
"""The first bytes of what is no zip archive, in small letters → the same."""

_FOREIGN_PARTS: Mapping[str, str] = {
    "META-INF/manifest.xml": Message("it is an OpenDocument file under another name; save it as .docx or .pptx"),
    "Index/Document.iwa": Message("it is a Pages or Keynote file under another name; export it to Word or PowerPoint"),
}
"""A part of other programs' archives (OpenDocument 1.3 part 2 §3.2 lists its own in the first) → the same."""


def why_no_archive(data: bytes) -> str:
    """Why bytes are no zip archive where their beginning tells it, else an empty string."""
    if not data:
        return Message("it is empty")
    if data.startswith(b"PK"):
        return ""
    beginning = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next(
        (why for start, why in _BEGINNINGS.items() if beginning.startswith(start.lower())),
        Message("it is no Word or PowerPoint file"),
    )


def why_no_package(parts: Mapping[str, object]) -> str:
    """Why an archive with these parts is no Office file where another program's parts tell it, else an empty string."""
    return next((why for part, why in _FOREIGN_PARTS.items() if part in parts), "")
