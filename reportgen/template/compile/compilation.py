"""The data of compiling: what all parts of a template share, a part before it is compiled, and a part after."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from reportgen.diagnostics import Collector, Location, Message
from reportgen.model.language import Language
from reportgen.office.drawing.theme import Fonts
from reportgen.office.localise import set_languages
from reportgen.office.opc.lists import NumberedLists
from reportgen.template.program.tag_check import read_checked
from reportgen.template.render.bound_frames import BoundContent
from reportgen.template.render.copied_parts import OwnedParts
from reportgen.template.runtime.code import Piece
from reportgen.template.runtime.part_code import PackageCode
from reportgen.template.structure.editor_shapes import Guides
from reportgen.template.structure.levels.shapes import ShapeStatement
from reportgen.template.syntax.near_tags import near_tag
from reportgen.template.syntax.tags import Match, Tag

_SLIP_HINT = Message("write {{ … }} or {% … %} in one piece with plain braces; to show braces, write {_{ and }_}")


@dataclass(frozen=True, slots=True)
class Compilation:
    """What the parts of a template share while it is compiled for one output language.

    `name` is the template's in messages, `names` are those that tags are known to begin with, `fonts` are those of its
    theme, `literal` converts text typed in it, `words` knows whole texts typed in it, `slide_size` is the width and
    height of a slide in EMU. `like_docxtpl` says what it says in `OfficeTemplate`. Every fault goes to
    `found`; a part with faults yields code that must not be run.
    """

    name: str
    environment: ImmutableSandboxedEnvironment
    language: Language | None = None
    literal: Callable[[str], str] | None = None
    words: Callable[[str], str | None] | None = None
    fonts: Fonts | None = None
    slide_size: tuple[int, int] = (0, 0)
    like_docxtpl: bool = False
    code: PackageCode = field(default_factory=PackageCode)
    found: Collector = field(default_factory=Collector)
    names: Collection[str] = ()

    def location(self, steps: tuple[str, ...]) -> Location:
        """A place in the template."""
        return Location(self.name, steps=steps)

    def check(self, match: Match, location: Location) -> Tag:
        """A tag read and checked; its fault, if any, is recorded."""
        return read_checked(match, location, self.environment, self.found, self.names)

    def check_beside(self, text: str, matches: Sequence[Match], place: Callable[[], Location]) -> None:
        """Something beside the tags of a text that was meant as one is recorded: it would be printed as it stands."""
        if slip := near_tag(text, matches, self.names):
            message = Message(
                "'{typed}' looks like {what}",
                typed=slip.typed,
                what=Message("a tag") if slip.meant else Message("a piece of a tag"),
            )
            self.found.error(
                "nearly-a-tag",
                message,
                place(),
                Message("write '{meant}'", meant=slip.meant) if slip.meant else _SLIP_HINT,
            )

    def localise(self, root: etree._Element) -> None:
        """Put the output language into a part."""
        if self.language:
            set_languages(root, self.language, self.fonts)


@dataclass(frozen=True, slots=True)
class PartSource:
    """A part to be compiled: its tree, which is taken apart on the way, and the steps that name it to the user.

    `links` are the targets of hyperlinks with tags in them, by relationship id; `bound` is what bound pictures and
    charts showed, `guides` are the frames in it that are not printed, `owned` are the parts that belong to it alone,
    `lists` the numbered lists of its document, `rules` the statements in comments on it by the ids of the comments,
    `diagram` names the diagram that it is a part of.
    With `has_notes_to_move` it holds notes that are to stand where their marks stand.
    """

    root: etree._Element
    steps: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    bound: BoundContent = field(default_factory=BoundContent)
    guides: Guides = field(default_factory=dict)
    owned: OwnedParts | None = None
    lists: NumberedLists | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    diagram: str = ""
    has_notes_to_move: bool = False


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """What compiling makes of a part.

    `pieces` are its code, empty where no tag stands in it; `slide_tags` the statements about the slide it stands on.
    `redirects` says that references to shapes have to be led to their copies when the part is rendered.
    `largest_id` is the largest id of a drawing, comment or bookmark in it; `comments` are the ids of comments that
    hang on statements, `notes` kind and id of notes that are to stand where their marks stand, `rewritten` the
    relationship ids that are written anew. `shape_statements` is what statements say about fitting the texts of shapes;
    `filled` are the numbers of those to be fitted, `static` tells the paragraphs of a document apart that stay as they
    are (`fit.static_paragraphs`).
    """

    pieces: Sequence[Piece] = ()
    slide_tags: Sequence[Tag] = ()
    redirects: bool = False
    largest_id: int = 0
    comments: frozenset[str] = frozenset()
    notes: frozenset[tuple[str, str]] = frozenset()
    rewritten: frozenset[str] = frozenset()
    shape_statements: Sequence[ShapeStatement] = ()
    filled: frozenset[int] = frozenset()
    static: frozenset[str] = frozenset()
