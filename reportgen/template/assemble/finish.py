"""Completes rendered parts once all of them are written: references, notes, inserted documents, colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from lxml import etree

from reportgen.fit.word import lay_out
from reportgen.fit.word_texts import WordTexts
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.drawing.theme_colours import (
    cut_at_literal_colours,
    cut_at_scheme_colours,
    with_literal_colours,
)
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.markup.word_styles import WordStyles
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.comments import copy_details
from reportgen.office.opc.lists import add_restarted_lists
from reportgen.office.opc.new_parts import WrittenPart
from reportgen.office.opc.package import Package, markup_entry, xml_entry
from reportgen.office.presentation.shape_references import may_refer_to_shapes, redirect_on_slide
from reportgen.office.reading_order import Plan
from reportgen.template.runtime.state import RenderState


def redirect_references(
    slides: Sequence[Sequence[WrittenPart]], written: Iterable[WrittenPart], redirecting: Collection[int]
) -> list[list[WrittenPart]]:  # fmt: skip
    """The slides, with connectors and animations that refer to the shapes which each has in the end.

    `written` are the parts as the program wrote them, `redirecting` the planned parts with shapes that statements
    repeat or leave out and something refers to. A slide that goes on over several loses shapes as well.
    """
    # a difference of counters keeps what is positive: the slides that fitting has added
    continued = Counter(slide.plan for slide, *_ in slides) - Counter(part.plan for part in written)
    changed = []
    for slide, *owned in slides:
        if slide.plan in redirecting or (slide.plan in continued and may_refer_to_shapes(slide.markup)):
            slide = slide.with_markup(redirect_on_slide(slide.markup))
        changed.append([slide, *owned])
    return changed


def finish_document(
    package: Package, plan: Plan, comments: Collection[str], entries: dict[str, Entry], state: RenderState,
    static: Collection[str], *, in_language: bool,
) -> None:  # fmt: skip
    """Give a Word document the notes and documents that its text has asked for, and a comment for each copy of a text.

    `comments` are the ids of comments that hang on statements; what changes in the parts that no program writes goes
    into `entries`; `static` are its paragraphs that stay as they are (`fit.static_paragraphs`), `in_language` says that
    it is printed in an output language. Raises `ProblemsFound`.
    """
    kinds = {plan: kind for kind, plan in state.note_plans.items()}
    notes, parts = state.memory.notes, state.package.parts
    state.package.write(notes.finish(kinds[p.plan], p.markup) if p.plan in kinds else p.markup for p in parts)
    if comments:
        copies = {id_: len(state.memory.ranges.ids.get(("comment", id_), ())) for id_ in comments}
        copy_details(package, entries, copies)
    if state.inserted is not None:
        state.inserted.finish(entries, state)
        state.found.raise_errors()
    _restart_lists(package, entries, state)
    _lay_out(package, plan, entries, state, static, in_language=in_language)


def _restart_lists(package: Package, entries: dict[str, Entry], state: RenderState) -> None:
    """Add the lists that count anew in a round of a loop."""
    if restarted := state.memory.lists.restarted:
        name = next(package.related(package.main_part, "numbering"))
        root = parse_xml(entries[name].read())
        add_restarted_lists(root, restarted)
        entries[name] = xml_entry(root)


def _lay_out(
    package: Package, plan: Plan, entries: Mapping[str, Entry], state: RenderState, static: Collection[str],
    *, in_language: bool,
) -> None:  # fmt: skip
    """Lay out the main part of a Word document."""
    main = package.main_part
    parts = state.package.parts
    laid_out = [
        lay_out(part.markup, _texts(package, entries), static, in_language=in_language)
        if plan.parts[part.plan].name == main
        else part.markup
        for part in parts
    ]
    state.package.write(laid_out)


def _texts(package: Package, entries: Mapping[str, Entry]) -> WordTexts:
    """What reads the texts of a Word document, in its styles and typefaces."""
    main = package.main_part
    return _texts_in(
        *(
            next((entries[name] for name in package.related(main, kind) if name in entries), None)
            for kind in ("styles", "numbering", "theme")
        )
    )


def coloured_parts(
    entries: Mapping[str, Entry], themes: Iterable[str], styled: Iterable[str], colours: Mapping[str, str]
) -> dict[str, Entry]:
    """The parts without tags that change with the colours: themes, and parts that write colours beside references."""
    changed = {}
    for name in themes:
        changed[name] = markup_entry(with_literal_colours(_cut_theme(entries[name], frozenset(colours)), colours))
    for name in styled:
        pieces = _cut_at_literal_colours(entries[name])
        if len(pieces) > 1:
            changed[name] = markup_entry(with_literal_colours(pieces, colours))
    return changed


# A part of a template is cut once for all files: to read it and find its colours takes longer than to write it.


@lru_cache(maxsize=64)
def _texts_in(styles: Entry | None, numbering: Entry | None, theme: Entry | None) -> WordTexts:
    root = etree.Element(qn("w:styles")) if styles is None else parse_xml(styles.read())
    lists = None if numbering is None else parse_xml(numbering.read())
    return WordTexts(WordStyles(root, lists), Fonts() if theme is None else read_fonts(parse_xml(theme.read())))


@lru_cache(maxsize=64)
def _cut_theme(entry: Entry, slots: frozenset[str]) -> tuple[str, ...]:
    return cut_at_scheme_colours(parse_xml(entry.read()), slots)


@lru_cache(maxsize=64)
def _cut_at_literal_colours(entry: Entry) -> tuple[str, ...]:
    return cut_at_literal_colours(parse_xml(entry.read()))
