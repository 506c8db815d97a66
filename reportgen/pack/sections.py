"""Wordings of a pack as the content has them: why it matters, a row of the matrix, what slides say."""

from __future__ import annotations

from reportgen.pack import fields
from reportgen.pack.fields import Field, View, computed


class ReasonView(View):
    """Why it matters."""

    text = fields.text()
    source = fields.paragraphs()
    mark = fields.mark()


class CellsView(View):
    """A sector's row in the matrix of all sectors."""

    progress = fields.text()
    next_step = fields.text()
    signed = fields.optional_text()


class AskedView(View):
    """A likely question and its answer."""

    question = fields.text()
    answer = fields.text()


class SectionView(View):
    """The wording of one slide."""

    headline = fields.text()
    say = fields.optional_text()
    asked = fields.optional_view(AskedView)


def _section() -> Field[SectionView | None]:
    """A section of those in a dict, or None."""

    def make(view: View, key: str) -> SectionView | None:
        view._pack.ask("value", view._node.file, *view._node.path)
        return view._pack.view(SectionView, view._node.child(key)) if key in view._node.value else None

    return Field(make, SectionView)


class SectionsView(View):
    """The wording of all slides; what a pack does not have is None."""

    glance = _section()
    moved = _section()
    progress = _section()
    directions = _section()
    agreements = _section()
    milestones = _section()
    statements = _section()
    figures = _section()
    matrix = _section()

    @computed
    def questions(self) -> list[AskedView]:
        """The likely questions of all of them, in the order of the slides of a deck."""
        sections = (
            self.glance, self.statements, self.matrix, self.progress, self.directions, self.agreements,
            self.milestones, self.figures,
        )  # fmt: skip
        return [section.asked for section in sections if section and section.asked]
