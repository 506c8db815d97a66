"""A glossary term as a template sees it, and the fields of views that hold terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.model.glossary import Term
from reportgen.model.language import Language
from reportgen.pack import fields
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.lists import Listed, Phrase
from reportgen.pack.pack import Node, Pack
from reportgen.pack.writer import TaggedText, capital, is_abbreviated, name_with_short_form
from reportgen.template import RichText, Span

_TOGETHER = "\N{NO-BREAK SPACE}"
"""Between a name and its mark, which never begins a line."""


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
        return self._pack.written(self._pack.writer.full_name(self._named("name")))

    @computed
    def short(self) -> str:
        """The short form, or the name."""
        return self._pack.written(self._pack.writer.short_name(self._named("name", "short form")))

    @computed
    def brief(self) -> str:
        """The name for a narrow place."""
        return self._pack.written(self._pack.writer.brief_name(self._named("name", "short form")))

    @computed
    def names(self) -> Mapping[str, RichText]:
        """The name in full in each language."""
        return _Names(self, ("name",), lambda term, language: term.names[language.tag])

    @computed
    def listed(self) -> Mapping[str, RichText]:
        """As `names`, with the short form in brackets."""
        return _Names(self, ("name", "short form"), name_with_short_form)

    @computed
    def counterpart(self) -> Phrase | None:
        """As `listed`, as a line begins with it, in the other language of the record: Chinese, or English; or None."""
        is_chinese = self._pack.language.chinese is not None
        for tag in self._pack.value(self._pack.meeting, "languages"):
            if (self._pack.writer.languages[tag].chinese is not None) != is_chinese:
                first, *rest = self.listed[tag]
                return Phrase([RichText(replace(first, text=capital(first.text)), *rest), *self.mark(tag)], _TOGETHER)
        return None

    @computed
    def heading(self) -> str:
        """The name as a line begins with it, marked where it is still to be verified."""
        return self._pack.written(_TOGETHER.join([self._pack.capital(self.name), *self.mark(self._pack.language.tag)]))

    def checked(self, tag: str) -> Phrase:
        """As `listed` in a language, with a mark where it is Chinese that is still to be verified."""
        return Phrase([self.listed[tag], *self.mark(tag)], _TOGETHER)

    def mark(self, tag: str) -> list[str]:
        """The mark of a name that is still to be verified in a language, or nothing."""
        self._pack.ask("language", tag)
        marked = self._pack.writer.languages[tag].chinese is not None and not self.verified
        return [self._pack.label("unverified_mark")] if marked else []

    @computed
    def verified(self) -> bool:
        """Whether somebody has verified the names."""
        return self._ask("verified").verified

    @computed
    def abbreviated(self) -> bool:
        """Whether texts in any language use its short form."""
        return is_abbreviated(self._ask("abbreviated"), self._pack.writer.languages)

    @computed
    def post(self) -> str | None:
        """A person's post, or None."""
        term = self._ask("post")
        if not term.post:
            return None
        self._pack.ask("term", term.post, "name", self._pack.language.tag)
        return self._pack.written(self._pack.project.glossary[term.post].names[self._pack.language.tag])

    @computed
    def full(self) -> str | None:
        """A person's post and name, or None."""
        term = self._named("name")
        if term.kind != "person":
            return None
        post = self.post  # its name stands before the person's, and is read with it
        name = self._pack.writer.name_with_post(term) if post else self._pack.writer.full_name(term)
        return self._pack.written(name)

    @computed
    def presented(self) -> str | None:
        """A person's short post and name, or None; initials are no post that every reader knows."""
        if self._ask("kind").kind != "person":
            return None
        post = self._ask("post").post
        if not post:
            return self.name
        view = term_views(self._pack, [post])[0]
        names = {"post": view.name if view.short.isupper() else view.short, "name": self.name}
        return self._pack.written(self._pack.language.names.with_post.format(**names))

    @property
    def _term(self) -> Term:
        term: Term = self._node.value
        return term

    def _ask(self, *what: str) -> Term:
        self._pack.ask("term", self._term.id, *what)
        return self._term

    def _named(self, *forms: str) -> Term:
        """The term, to be printed in the output language as some of its `forms`: `name`, `short form`."""
        for form in forms:
            self._ask(form, self._pack.language.tag)
        self._ask("honorific")
        return self._ask("kind")

    def __str__(self) -> str:
        return self.name

    def __rich__(self) -> RichText:
        return self.name.__rich__() if isinstance(self.name, TaggedText) else RichText(self.name)


class _Names(Mapping[str, RichText]):
    """A term's names by language, each printed with its own language tag and typeface, and read one by one."""

    def __init__(self, view: TermView, forms: Sequence[str], written: Callable[[Term, Language], str]) -> None:
        self._view = view
        self._forms = forms
        self._written = written

    def __getitem__(self, tag: str) -> RichText:
        language = self._view._pack.writer.languages[tag]
        for form in self._forms:
            self._view._ask(form, tag)
        term = self._view._ask("kind")
        if tag not in term.names:
            raise KeyError(tag)
        return RichText(Span(self._written(term, language), language=language))

    def __iter__(self) -> Iterator[str]:
        for tag in self._view._pack.writer.languages:
            if tag in self._view._ask("name", tag).names:
                yield tag

    def __len__(self) -> int:
        return sum(1 for _ in self)


class WrittenName(TermView):
    """A name that the content writes itself, without an entry in the glossary; it is printed as it is written."""

    id = fields.constant("")
    kind = fields.constant("name")
    verified = fields.constant(True)
    abbreviated = fields.constant(False)
    post: Field[str | None] = fields.constant(None, str)

    @computed
    def name(self) -> str:
        """The name."""
        return str(self._pack.text(self._node))

    @computed
    def short(self) -> str:
        """The name."""
        return self.name

    @computed
    def brief(self) -> str:
        """The name."""
        return self.name

    @computed
    def full(self) -> str | None:
        """The name."""
        return self.name

    @computed
    def presented(self) -> str | None:
        """The name."""
        return self.name

    @computed
    def names(self) -> Mapping[str, RichText]:
        """The name in each language of the meeting."""
        tags: Sequence[str] = self._pack.value(self._pack.meeting, "languages")
        return {tag: self._pack.text_in(tag, self._node) for tag in tags}

    @computed
    def listed(self) -> Mapping[str, RichText]:
        """The same as `names`."""
        return self.names

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WrittenName) and other._node.value == self._node.value

    def __hash__(self) -> int:
        return hash(repr(self._node.value))


def term_views(pack: Pack, ids: Iterable[str]) -> list[TermView]:
    """The views of terms."""
    return [pack.view(TermView, Node("glossary", "", pack.project.glossary[one], (one,))) for one in ids]


def name_view(pack: Pack, node: Node) -> TermView:
    """The view of a name: of the term whose id it is, or of the name itself."""
    return term_views(pack, [node.value])[0] if isinstance(node.value, str) else pack.view(WrittenName, node)


def name() -> Field[TermView]:
    """A name."""

    def make(view: View, key: str) -> TermView:
        view._pack.value(view._node, key)
        return name_view(view._pack, view._node.child(key))

    return Field(make, TermView)


def optional_name() -> Field[TermView | None]:
    """A name, or None."""

    def make(view: View, key: str) -> TermView | None:
        return name_view(view._pack, view._node.child(key)) if view._pack.value(view._node, key) else None

    return Field(make, TermView)


def names() -> Field[Listed[TermView]]:
    """A list of names."""

    def make(view: View, key: str) -> Listed[TermView]:
        stored: Sequence[object] = view._pack.value(view._node, key)
        return view._pack.listed(name_view(view._pack, view._node.child(key, index)) for index in range(len(stored)))

    return Field(make, list[TermView])
