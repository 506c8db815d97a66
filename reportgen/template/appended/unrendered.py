"""A Word document that is written without being rendered: what it has given out so far, and its file in the end."""

from __future__ import annotations

import posixpath

from lxml import etree

from reportgen.office.markup.namespaces import serialise
from reportgen.office.markup.unique_ids import largest_own_id
from reportgen.office.opc.lists import NumberedLists
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import Package
from reportgen.office.opc.page_facts import drop_page_facts
from reportgen.office.opc.part_names import PartNames
from reportgen.office.reading_order import plan_package
from reportgen.template.assemble.package import PartLinks, assemble
from reportgen.template.runtime.new_package import NewPackage
from reportgen.template.runtime.printing import ListState, PrintingMemory
from reportgen.template.runtime.state import Inserted, RenderState


def begun(base: Package, root: etree._Element) -> RenderState:
    """The state of a document whose body is the part being written; `root` is its tree."""
    package = NewPackage(posixpath.dirname(base.main_part), PartNames(base.entries), [WrittenPart(0)])
    memory = PrintingMemory(largest_own_id(root), lists=ListState(NumberedLists(base).last))
    return RenderState((), package, memory)


def written(base: Package, root: etree._Element, inserted: Inserted, state: RenderState) -> bytes:
    """The file, with what was inserted into it."""
    state.package.part.markup = serialise(root)
    entries = dict(base.entries)
    inserted.finish(entries, state)
    drop_page_facts(base, entries)
    plan = plan_package(base)
    return assemble(base, plan, [PartLinks()] * len(plan.parts), None, entries, state.package, ())
