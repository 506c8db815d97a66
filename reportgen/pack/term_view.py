"""A glossary term as a template sees it, and the fields of views that hold terms."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.model.glossary import Term
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.pack import Node, Pack
from reportgen.pack.writer import TaggedText, name_with_short_form, names_by_language, names_with_short_forms
from reportgen.template import RichText


class TermView(View):
    """A glossary entry. A template that prints the term prints its `name`.

    `name` and `short` are in the output language. `names` has the full name in each language, in its own fonts, and
    `listed` the same with the short form in brackets, for a list of terms. `abbreviated` says whether texts in any
    language use its short form. `brief` is the name for a narrow place: in full unless it is long. Only people have
    `post` and `full` (post and name).
    """

    @computed
    def id(self) -> str:
        """The id in the glossary."""
        return self._term.id

    @computed
    def kind(self) -> str:
        """Its kind: a body, a person, a place."""
        return self._ask("kind").kind

    @computed
    def name(self) -> str:
        """The name in full."""
        return self._pack.written(self._pack.writer.full_name(self._named()))

    @computed
    def short(self) -> str:
        """The short form, or the name."""
        return self._pack.written(self._pack.writer.short_name(self._named()))

    @computed
    def brief(self) -> str:
        """The name for a narrow place."""
        return self._pack.written(self._pack.writer.brief_name(self._named()))

    @computed
    def names(self) -> dict[str, RichText]:
        """The name in full in each language."""
        return names_by_language(self._named_in_all(), self._pack.writer.languages)

    @computed
    def listed(self) -> dict[str, RichText]:
        """As `names`, with the short form in brackets."""
        return names_with_short_forms(self._named_in_all(), self._pack.writer.languages)

    @computed
    def verified(self) -> bool:
        """Whether somebody has verified the names."""
        return self._ask("verified").verified

    @computed
    def abbreviated(self) -> bool:
        """Whether texts in any language use its short form."""
        term, languages = self._named_in_all(), self._pack.writer.languages
        return any(name_with_short_form(term, languages[tag]) != name for tag, name in term.names.items())

    @computed
    def post(self) -> str | None:
        """A person's post, or None."""
        term = self._ask("post")
        if not term.post:
            return None
        self._ask_name(term.post, self._pack.language.tag)
        return self._pack.written(self._pack.project.glossary[term.post].names[self._pack.language.tag])

    @computed
    def full(self) -> str | None:
        """A person's post and name, or None."""
        term = self._named()
        if self.post:
            self._ask_name(term.post, self._pack.language.tag)
        return self._pack.written(self._pack.writer.name_with_post(term)) if term.kind == "person" else None

    @property
    def _term(self) -> Term:
        term: Term = self._node.value
        return term

    def _ask(self, *what: str) -> Term:
        self._pack.ask("term", self._term.id, *what)
        return self._term

    def _ask_name(self, term_id: str, tag: str) -> None:
        self._pack.ask("term", term_id, "name", tag)
        self._pack.ask("term", term_id, "short form", tag)

    def _named(self) -> Term:
        """The term, to be printed by one of its names in the output language."""
        self._ask_name(self._term.id, self._pack.language.tag)
        self._ask("honorific")
        return self._ask("kind")

    def _named_in_all(self) -> Term:
        """The term, to be printed by its names in all languages."""
        for tag in self._pack.writer.languages:
            self._ask_name(self._term.id, tag)
        return self._ask("kind")

    def __str__(self) -> str:
        return self.name

    def __rich__(self) -> RichText:
        return self.name.__rich__() if isinstance(self.name, TaggedText) else RichText(self.name)


def term_views(pack: Pack, ids: Iterable[str]) -> list[TermView]:
    """The views of terms."""
    return [pack.view(TermView, Node("glossary", "", pack.project.glossary[one], (one,))) for one in ids]


def term() -> Field[TermView]:
    """A term whose id is stored."""
    return Field(lambda view, key: term_views(view._pack, [view._pack.value(view._node, key)])[0], TermView)


def optional_term() -> Field[TermView | None]:
    """A term whose id is stored, or None."""

    def make(view: View, key: str) -> TermView | None:
        stored = view._pack.value(view._node, key)
        return term_views(view._pack, [stored])[0] if stored else None

    return Field(make, TermView)


def terms() -> Field[list[TermView]]:
    """The terms whose ids are stored."""
    return Field(lambda view, key: term_views(view._pack, view._pack.value(view._node, key)), list[TermView])
