"""What docxtpl puts into a finished file in the place of dummies: pictures, media, embedded files, any part."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.archive import Entry, write_archive
from reportgen.office.opc.image_files import UnusablePicture, read_picture
from reportgen.office.opc.package import Package, write_package


@dataclass(slots=True)
class Replacements:
    """New contents: of `pictures` by name, title or alt text, of `media` and `embedded` files by the CRC of the old
    content, of any file in the archive by its name. New pictures and media are stored as any picture is:
    BMP, TIFF and WebP as PNG, and each as what it is, whatever its part was.
    """

    pictures: dict[str, bytes] = field(default_factory=dict)
    media: dict[int, bytes] = field(default_factory=dict)
    embedded: dict[int, bytes] = field(default_factory=dict)
    names: dict[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.pictures or self.media or self.embedded or self.names)

    def made(self, data: bytes, name: str, may_miss_pictures: bool) -> bytes:
        """A file with the new contents; raises `ValueError` where there is nothing to replace."""
        package = Package.read(data, name)
        entries, types = package.entries, dict[str, str]()
        new = _by_picture(package, self.pictures, may_miss_pictures) | _by_content(package, "word/media/", self.media)
        for part, content in new.items():
            try:
                picture = read_picture(content)
            except UnusablePicture:
                continue  # an EMF or a film, say: it goes in as it is
            new[part] = picture.data
            if picture.content_type != package.content_type(part):
                types[part] = picture.content_type
        new |= _by_content(package, "word/embeddings/", self.embedded)
        if missing := self.names.keys() - entries.keys():
            raise ValueError(Message("there is no {missing} in the document", missing=sorted(missing)))
        new |= self.names
        entries |= {part: Entry.pack(content) for part, content in new.items()}
        if types:
            return write_package(entries, package.defaults, package.overrides | types)
        return write_archive(entries.items())


def crc_of(data: bytes) -> int:
    """The CRC by which an archive knows a content."""
    return zlib.crc32(data)


def _by_content(package: Package, folder: str, contents: dict[int, bytes]) -> dict[str, bytes]:
    """New contents by part, for the files of a folder whose old content has one of these CRCs."""
    new = dict[str, bytes]()
    for crc, content in contents.items():
        parts = [part for part, entry in package.entries.items() if part.startswith(folder) and entry.crc == crc]
        if not parts:
            raise ValueError(Message("no file in {folder} has the content that was to be replaced", folder=folder))
        new |= dict.fromkeys(parts, content)
    return new


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
        raise ValueError(Message("Picture {missing} not found in the docx template", missing=sorted(missing)))
    return new
