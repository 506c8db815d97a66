"""What docxtpl puts into a finished file in the place of dummies: pictures, media, embedded files, any part."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.archive import Entry, read_archive, write_archive
from reportgen.office.opc.package import Package


@dataclass(slots=True)
class Replacements:
    """New contents: of `pictures` by name, title or alt text, of `media` and `embedded` files by the CRC of the old
    content, of any file in the archive by its name.
    """

    pictures: dict[str, bytes] = field(default_factory=dict)
    media: dict[int, bytes] = field(default_factory=dict)
    embedded: dict[int, bytes] = field(default_factory=dict)
    names: dict[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.pictures or self.media or self.embedded or self.names)

    def made(self, data: bytes, name: str, may_miss_pictures: bool) -> bytes:
        """A file with the new contents; raises `ValueError` where there is nothing to replace."""
        entries = read_archive(data)
        crcs = {part: entry.crc for part, entry in entries.items()}
        new = _by_picture(Package.read(data, name), self.pictures, may_miss_pictures)
        for folder, contents in (("word/media/", self.media), ("word/embeddings/", self.embedded)):
            for crc, content in contents.items():
                parts = [part for part in entries if part.startswith(folder) and crcs[part] == crc]
                if not parts:
                    raise ValueError(f"no file in {folder} has the content that was to be replaced")
                new |= dict.fromkeys(parts, content)
        if missing := self.names.keys() - entries.keys():
            raise ValueError(f"there is no {', '.join(sorted(missing))} in the document")
        new |= self.names
        return write_archive((part, Entry.pack(new[part]) if part in new else entry) for part, entry in entries.items())


def crc_of(data: bytes) -> int:
    """The CRC by which an archive knows a content."""
    return zlib.crc32(data)


def _by_picture(package: Package, pictures: dict[str, bytes], may_miss: bool) -> dict[str, bytes]:
    """New contents by part, for the pictures of the body, of headers and footers that are called so."""
    if not pictures:
        return {}
    main, found, new = package.main_part, set[str](), {}
    for part in (main, *package.related(main, "header", "footer")):
        files = {one.id: package.resolve(part, one.target) for one in package.relationships(part) if not one.external}
        for picture in package.parse(part).iter(qn("pic:pic")):
            names, file = picture.find(f".//{qn('pic:cNvPr')}"), picture.find(f".//{qn('a:blip')}")
            if names is None or file is None:
                continue
            called = {names.get(attribute, "") for attribute in ("name", "title", "descr")}
            target = files.get(file.get(qn("r:embed"), ""))
            for name in pictures.keys() & called if target else ():
                found.add(name)
                new[str(target)] = pictures[name]
    if not may_miss and (missing := pictures.keys() - found):
        raise ValueError(f"Picture {', '.join(sorted(missing))} not found in the docx template")
    return new
