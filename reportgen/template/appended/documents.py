"""Word documents one behind the other, each with its own sections."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from lxml import etree

from reportgen.messages import Message
from reportgen.office.markup.namespaces import ignorable_namespaces, qn, serialise
from reportgen.office.opc.lists import NumberedLists
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import Package
from reportgen.office.opc.page_facts import drop_page_facts
from reportgen.office.opc.part_names import PartNames
from reportgen.office.reading_order import plan_package
from reportgen.template.appended.refusal import refused
from reportgen.template.assemble.package import PartLinks, assemble
from reportgen.template.runtime.new_package import NewPackage
from reportgen.template.runtime.printing import ListState, PrintingMemory
from reportgen.template.runtime.state import RenderState
from reportgen.template.structure.tables_of_contents import mark_stale_fields
from reportgen.template.structure.unique_ids import largest_own_id
from reportgen.template.subdocuments.insert import Insertions
from reportgen.template.subdocuments.sections import between_marks, settle_sections
from reportgen.template.subdocuments.side_parts import ignore
from reportgen.template.subdocuments.source import Source, Unusable, read_source
from reportgen.template.values.subdocument import Subdocument


def append_documents(base: Package, others: Sequence[Subdocument]) -> bytes:
    """The document of `base` with the others behind it; raises `ProblemsFound`."""
    sources = [_read(other) for other in others]
    plan = plan_package(base)
    root = base.parse(base.main_part)
    body = root.find(qn("w:body"))
    if body is None:
        raise refused(base.name, (Message("it has no text"), Message("open it in Word and save it again")))
    insertions = Insertions(base)
    state = _state(base, root)
    for number, source in enumerate(sources):
        copied = insertions.copied_text(source, number + 1, state)
        for block in between_marks(copied.blocks(in_body=True), copied.last_section(), number):
            ignore(block, source.body.ignorable - ignorable_namespaces(root))
            _add(block, body)
    settle_sections(root, state.package.relate_blank)
    mark_stale_fields(root)
    state.package.part.markup = serialise(root)
    entries = dict(base.entries)
    insertions.finish(entries, state)
    drop_page_facts(base, entries)
    return assemble(base, plan, [PartLinks()] * len(plan.parts), None, entries, state.package, ())


def _read(document: Subdocument) -> Source:
    try:
        return read_source(document, whole=True)
    except Unusable as fault:
        raise refused(document.name, *fault.reasons) from fault


def _state(base: Package, root: etree._Element) -> RenderState:
    """What has been given out in a document that is not rendered; its body is the part being written."""
    names = PartNames(base.entries)
    package = NewPackage(posixpath.dirname(base.main_part), names, [WrittenPart(0)])
    memory = PrintingMemory(largest_own_id(root), lists=ListState(NumberedLists(base).last))
    return RenderState((), package, memory)


def _add(block: etree._Element, body: etree._Element) -> None:
    """Put a block at the end of a body, before its properties, which come last."""
    last = body.find(qn("w:sectPr"))
    if last is None:
        body.append(block)
    else:
        last.addprevious(block)
