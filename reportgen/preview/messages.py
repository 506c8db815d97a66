"""What the page is told: plain data, frozen, turned into JSON by field names. The page's scripts read just these.

What a person reads is a `reportgen.diagnostics.Message`, which is said in the page's language when it is sent.

A text of the content stands in these as it is; nothing here is ever markup. Lengths on a page are shares of its width
and height, from 0 to 1. `tag` is a language's tag, or an edition's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

BuildState = Literal["ready", "building", "stopped"]
FileState = Literal["built", "building", "waiting", "failing"]
PictureState = Literal["fresh", "stale", "waiting", "failed", "none"]
"""`stale`: the last good picture of an older file; `waiting`: none yet; `none`: there is no LibreOffice."""
TextState = Literal["written", "derived", "approved", "unapproved", "stale"]
"""`written`: in the language that others are translated from, or with nobody to sign it off; `derived`: converted;
`approved`, `unapproved`: a translation that was or was not signed off; `stale`: signed off against another English."""
Mark = Literal["changed", "finding", "continues", "smaller", "full", "fault"]
"""`smaller`: a text is set in smaller type; `full`: one does not fit; `fault`: one is on the slide of the template."""
Why = Literal["character", "glossary", "punctuation", "person"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file of the project: `line` from 1 (0: the whole file), `key` the keys that lead to a value.

    `steps` are the way inside an Office file, `slide` the number of the slide that it begins with (0: with none).
    `digest` is that of the file as it was read.
    """

    path: str
    line: int = 0
    key: tuple[str | int, ...] = ()
    steps: tuple[str, ...] = ()
    digest: str = ""
    slide: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with its pack, kind and language, as far as it is about one; its place is a file that `opens`."""

    code: str
    message: str
    hint: str
    severity: Literal["error", "warning"]
    place: Place
    pack: str = ""
    kind: str = ""
    tag: str = ""
    opens: bool = False


# -- the whole project: GET /api/state


@dataclass(frozen=True, slots=True)
class Language:
    """A language that packs are made in: its own name, its name in a narrow place, and the tag for `lang`."""

    tag: str
    name: str
    short: str
    lang: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of a pack: its name in the output folder (`/download/…`), its state, and the epoch it was made in."""

    path: str
    state: FileState
    epoch: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: its name by tag, its colour (six hexadecimal digits), and its files by kind and tag.

    `errors` counts those of its `findings` that are more than warnings.
    """

    id: str
    names: Mapping[str, str]
    colour: str
    state: FileState
    findings: int
    errors: int
    kinds: Mapping[str, Mapping[str, File]]


@dataclass(frozen=True, slots=True)
class Template:
    """A template file, its kind and whether it has faults."""

    name: str
    kind: str
    state: Literal["built", "failing"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a changed text: as it was, inserted or removed."""

    text: str
    change: Literal["", "inserted", "removed"] = ""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that the last change altered."""

    pack: str
    kind: str
    tag: str
    number: int


@dataclass(frozen=True, slots=True)
class Change:
    """The last change: when (`14:32:05`), of which places, what was inserted and removed, and what it altered.

    Files were `written`, are `failed` ones that could not be made, or as they were; `more` pages are not listed.
    """

    time: str
    places: tuple[Place, ...]
    passages: tuple[tuple[Passage, ...], ...]
    pages: tuple[ChangedPage, ...]
    written: int
    failed: int
    unchanged: int
    seconds: float
    more: int


@dataclass(frozen=True, slots=True)
class Printer:
    """Whether there are pictures; `hint` says what is missing and how to get it."""

    available: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The project as the page's frame shows it. `done` of `total` files of the build are there.

    `opens` says whether this computer can open files in their own programs.
    """

    epoch: int
    state: BuildState
    time: str
    title: Mapping[str, str]
    languages: tuple[Language, ...]
    packs: tuple[Pack, ...]
    templates: tuple[Template, ...]
    kinds: Mapping[str, str]
    done: int
    total: int
    last_change: Change | None
    printer: Printer
    opens: bool
    problems: tuple[Finding, ...]


# -- the pages of a pack: GET /api/pack/{id}/{kind}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in shares of its width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of a page in one language: as printed, its state, where it is written, and where it stands on the page.

    `place` is None for what the template itself says or reckons. `page` is the page it is printed on, from 1 (0: not
    known before it is printed). `passages` say what the last change inserted and removed, empty for nothing.
    `unverified` are the names in it that nobody has verified. `fit` says how it fits, as far as it is measured.
    `findings` are positions in `Pages.findings`.
    """

    text: str
    state: TextState
    place: Place | None = None
    page: int = 0
    box: Box | None = None
    passages: tuple[Passage, ...] = ()
    unverified: tuple[str, ...] = ()
    fit: Fit | None = None
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text fits into its shape: lines used and lines there are, and the share of its size that it is set in."""

    lines: int
    room: int
    fits: bool
    smaller: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """A passage of a document: what kind of document that is, by tag, and its paragraphs as written: `8-9`."""

    names: Mapping[str, str]
    paragraphs: str


@dataclass(frozen=True, slots=True)
class Row:
    """A text of a page in each language, by tag.

    `label` is a key for the page to translate, with `number` behind it where there are several: `takeaway`, 2.
    `source` is what it rests on, where the content says it.
    """

    id: str
    label: str
    number: int
    source: Source | None
    texts: Mapping[str, Cell]
    notes: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in one language: its number, its size in points, its picture's address and that of the build before.

    `pages` counts the pages that it stretches over (a section of a document); the pictures are those of the first,
    the others have `picture` with another number. `written` is when the file was (ISO 8601).
    """

    number: int
    pages: int
    width: float
    height: float
    state: PictureState
    picture: str = ""
    before: str = ""
    pictures: tuple[str, ...] = ()
    reason: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A slide, or a section of a document, in all languages. `key` stays the same when others come in before it.

    `findings` are positions in `Pages.findings`: what was found that lies on none of the texts. What is about no page
    either lies on the first.
    """

    key: str
    title: Mapping[str, str]
    template: Place | None
    marks: tuple[Mark, ...]
    sheets: Mapping[str, Sheet]
    rows: tuple[Row, ...]
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a pack's kind, with all their words; `totals` has the number of printed pages by tag."""

    epoch: int
    pack: str
    kind: str
    unit: Literal["slide", "page"]
    totals: Mapping[str, int]
    to_sign: Mapping[str, int]
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]


# -- a text in full: GET /api/row/{pack}/{kind}/{page}/{row}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a text prints: the term's id, what is printed, its row of the glossary, whether it is verified."""

    id: str
    text: str
    place: Place
    verified: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage of a converted text says what it says: characters `start` to `end` of the printed text.

    `source` is the passage that it was made from, `rule` in words what made it, `place` where that rule is written.
    """

    start: int
    end: int
    source: str
    text: str
    why: Why
    rule: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A translation's sign-off: who and when, as far as that was recorded."""

    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class TextDetail:
    """All that is known of a text in one language.

    `written` is the wording as it stands in the file, with its names in brackets; it can be edited where `editable`
    says so. `signable` says that it is a translation that can be signed off.
    """

    cell: Cell
    written: str
    editable: bool
    signable: bool
    signed: SignedOff | None
    names: tuple[Name, ...]
    reasons: tuple[Reason, ...]
    template: Place | None


@dataclass(frozen=True, slots=True)
class RowDetail:
    """A row that is open. `touches` says which files change when the wording of a language, by tag, is corrected."""

    id: str
    epoch: int
    texts: Mapping[str, TextDetail]
    touches: Mapping[str, tuple[str, ...]]


# -- texts that say some words: GET /api/find?words=…


@dataclass(frozen=True, slots=True)
class Hit:
    """A text of the content that says what was looked for: its pack, its language, its words, and where it is."""

    pack: str
    tag: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Hits:
    """The first texts that say it; `words` are what was looked for."""

    words: str
    hits: tuple[Hit, ...]


# -- a template's slides: GET /api/template/{name}?pack=…


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A slide of a template: its name and section, and the numbers of the slides that it makes for each pack, by id.

    `rules` say in words when it is made, `conditions` are the same as they were typed. `faults` are the boxes of its
    shapes with errors.
    """

    number: int
    name: str
    section: str
    rules: tuple[str, ...]
    conditions: tuple[str, ...]
    makes: Mapping[str, tuple[int, ...]]
    picture: str
    state: PictureState
    faults: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplatePages:
    """A template as editors see it."""

    name: str
    epoch: int
    width: float
    height: float
    pages: tuple[TemplatePage, ...]
    findings: tuple[Finding, ...]


# -- answers to what the page asks to be done


@dataclass(frozen=True, slots=True)
class Done:
    """What was asked for is done: the file that changed, and its digest now."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """The text on disk is not the one that was corrected (status 409): what it says now, and what was to be put.

    `key` leads to the text where it is one of the content.
    """

    path: str
    line: int
    theirs: str
    mine: str
    digest: str
    key: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """What was asked for would break the content (status 422); nothing was written."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text would print as while it is being typed (POST /api/try), by tag, and what would be wrong with it."""

    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
