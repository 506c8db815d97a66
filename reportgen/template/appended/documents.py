"""Word documents one behind the other, each with its own sections."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import ignorable_namespaces, qn
from reportgen.office.opc.odd_and_even import has_odd_and_even
from reportgen.office.opc.package import Package
from reportgen.template.appended.refusal import refused
from reportgen.template.appended.unrendered import begun, written
from reportgen.template.structure.fields import mark_stale_fields
from reportgen.template.subdocuments.insert import Insertions
from reportgen.template.subdocuments.sections import settle_sections
from reportgen.template.subdocuments.side_parts import ignore
from reportgen.template.subdocuments.source import Source, Unusable, read_source
from reportgen.template.values.subdocument import Subdocument


def append_documents(base: Package, others: Sequence[Subdocument]) -> bytes:
    """The document of `base` with the others behind it; raises `ProblemsFound`."""
    sources = [_read(other) for other in others]
    root = base.parse(base.main_part)
    body = root.find(qn("w:body"))
    if body is None:
        raise refused(base.name, (Message("it has no text"), Message("open it in Word and save it again")))
    insertions, state = Insertions(base), begun(base, root)
    for number, source in enumerate(sources, 1):
        copied = insertions.copied_text(source, number, state)
        for block in insertions.with_sections(copied, copied.blocks(in_body=True), number):
            ignore(block, source.body.ignorable - ignorable_namespaces(root))
            _add(block, body)
    settle_sections(root, state.package.relate_blank, has_odd_and_even(base))
    mark_stale_fields(root)
    return written(base, root, insertions, state)


def _read(document: Subdocument) -> Source:
    try:
        return read_source(document, whole=True)
    except Unusable as fault:
        raise refused(document.name, *fault.reasons) from fault


def _add(block: etree._Element, body: etree._Element) -> None:
    """Put a block at the end of a body, before its properties, which come last."""
    last = body.find(qn("w:sectPr"))
    if last is None:
        body.append(block)
    else:
        last.addprevious(block)
