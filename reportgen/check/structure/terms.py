"""Rules about glossary terms: references to them, and terms that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.check.nodes import CheckedFile, ContentNode, Shared, Wording
from reportgen.check.project import CheckedProject
from reportgen.check.registry import Finding, Languages, Scope, rule
from reportgen.diagnostics import Location, Message, Severity, did_you_mean, marked
from reportgen.lang.doubts import doubts_of_name
from reportgen.lang.markup import TermRef
from reportgen.model.inspection import term_references
from reportgen.model.language import SOURCE_LANGUAGE
from reportgen.records.cache import cache_folder


def _references(file: CheckedFile) -> Iterator[tuple[Wording, TermRef]]:
    """Every `[[id]]` in every wording of a file."""
    return ((wording, reference) for wording in file.wordings for reference in wording.references)


def _id_values(file: CheckedFile) -> list[tuple[ContentNode, str]]:
    """A node for every value of a file that is the id of a term, with the kind of term that it needs; empty for any."""
    return [
        (ContentNode(file, (*node.path, *path), term_id), kind)
        for node in file.values
        for path, term_id, kind in term_references(node.value)
    ]


@rule("unknown-term", Severity.ERROR)
def unknown_term(file: CheckedFile) -> Iterator[Finding]:
    """A text or a list of ids refers to a term that the glossary does not have.

    Why: the name cannot be printed.

    For example:
        by: [hktdcc]

    Instead:
        by: [hktdc]
    """
    glossary = file.shared.glossary
    named: list[tuple[Wording | ContentNode, str]] = [(wording, term.id) for wording, term in _references(file)]
    named += [(node, node.value) for node, _ in file.once(_id_values)]
    for place, term_id in dict.fromkeys((place, term_id) for place, term_id in named if term_id not in glossary):
        hint = did_you_mean(term_id, glossary.terms) or Message("add it to the glossary")
        yield place.finding(Message("unknown term '{term_id}'", term_id=term_id), hint)


@rule("wrong-kind-of-term", Severity.ERROR)
def wrong_kind_of_term(file: CheckedFile) -> Iterator[Finding]:
    """A term stands where a person is needed (`chairs`, `attendees`, `who`) or a document (`document`), and is none.

    Why: people are printed with their posts and documents with their titles; a body has neither.

    For example:
        chairs: [hksar-government]

    Instead:
        chairs: [chan-kwok-ki]
    """
    for node, needed in file.once(_id_values):
        term = file.shared.glossary.terms.get(node.value)
        if needed and term and term.kind != needed:
            yield node.finding(
                Message(
                    "'{id}' is a {kind}; '{key}' needs a {needed}",
                    id=term.id,
                    kind=term.kind,
                    key=node.key,
                    needed=needed,
                )
            )


@rule("wrong-term-form", Severity.ERROR)
def wrong_term_form(file: CheckedFile) -> Iterator[Finding]:
    """A reference asks for the post of a term that is no person, or of a person without one.

    Why: only people hold posts; there is nothing to print.

    For example:
        [[hktdc|post]]

    Instead:
        [[hktdc]]
    """
    glossary = file.shared.glossary
    for wording, reference in dict.fromkeys(_references(file)):
        known = reference.id in glossary
        if reference.form == "post" and known and not glossary[reference.id].post:
            yield wording.finding(
                Message("'{id}' holds no post", id=reference.id), Message("write [[{id}]]", id=reference.id)
            )


@rule("unused-term", Severity.WARNING, Scope.PROJECT)
def unused_term(project: CheckedProject) -> Iterator[Finding]:
    """A term of the glossary is referred to by no text, no list of ids, and no person who holds it as a post.

    Why: it was forgotten, misspelt, or is not needed any more. In a glossary that many projects share, accept
    the terms that are kept, or switch the rule off in reportgen.yaml. What is still to be written may need any of them.

    For example:
        bodies.csv: hkma,Hong Kong Monetary Authority,HKMA,…     and no [[hkma]]

    Instead:
        terms: [hkma]     in the sector that should list it
    """
    if any(sector.headline is None for sector in project.sectors.values()):
        return
    used = {reference.id for file in project.files.values() for _, reference in _references(file)}
    used |= {node.value for file in project.files.values() for node, _ in file.once(_id_values)}
    used |= {project.glossary[term_id].post for term_id in used if term_id in project.glossary}
    for term in project.glossary:
        if term.id not in used:
            yield Finding(
                term.location,
                Message("the term '{id}' is not used", id=term.id),
                Message("use it, or remove it"),
                subject=term.id,
            )


@rule("duplicate-term", Severity.WARNING, Scope.GLOSSARY)
def duplicate_term(file: CheckedFile) -> Iterator[Finding]:
    """Two terms have the same full name in a language.

    Why: it is one concept with two entries; a name that is corrected in one of them stays wrong in the other.

    For example:
        bodies.csv: hktdc,Hong Kong Trade Development Council,…
        bodies.csv: trade-council,Hong Kong Trade Development Council,…

    Instead:
        bodies.csv: hktdc,Hong Kong Trade Development Council,…
    """
    reported: set[str] = set()
    for tag in file.shared.languages:
        seen: dict[str, str] = {}
        for term in file.shared.glossary:
            first = seen.setdefault(term.names.get(tag, term.id).casefold(), term.id)
            if first != term.id and term.id not in reported:
                reported.add(term.id)
                message = Message(
                    "'{id}' has the same name as '{first}': {names}", id=term.id, first=first, names=term.names[tag]
                )
                hint = Message("keep one of the two, and refer to [[{first}]]", first=first)
                yield Finding(term.location, message, hint, subject=term.id)


@rule("ambiguous-term", Severity.WARNING, Scope.GLOSSARY)
def ambiguous_term(file: CheckedFile) -> Iterator[Finding]:
    """The short form of a term is also the name or the short form of another.

    Why: a reader cannot tell which of the two is meant, and a converter has to guess.

    For example:
        cuhk,…,中文大學,…
        cmu,…,中文大學,…

    Instead:
        cuhk,…,中大,…
        cmu,…,中文大學,…
    """
    for tag in file.shared.languages:
        owners = {term.names.get(tag, ""): term.id for term in file.shared.glossary}
        for term in file.shared.glossary:
            short = term.shorts.get(tag, "")
            owner = owners.setdefault(short, term.id) if short else term.id
            if owner != term.id:
                message = Message(
                    "the short form '{short}' of '{id}' also stands for '{owner}'", short=short, id=term.id, owner=owner
                )
                yield Finding(term.location, message, Message("give one of the two another short form"), subject=short)


@rule("doubtful-name", Severity.WARNING, Scope.GLOSSARY)
def doubtful_name(file: CheckedFile) -> Iterator[Finding]:
    """A name of the glossary holds what no official name does: characters of the other script, invisible ones, spaces
    that are not meant; or it is still the English one in a Chinese column.

    Why: it is printed as it stands in every document, and is not found where a text has it without. An import takes
    such a name only with --accept-warnings.

    For example:
        zh-Hant: 香港贸易發展局

    Instead:
        zh-Hant: 香港貿易發展局
    """
    for term in file.shared.glossary:
        for tag, language in file.shared.languages.items():
            for names in (term.names, term.shorts):
                name, english = names.get(tag, ""), names.get(SOURCE_LANGUAGE, "")
                for doubt, hint in doubts_of_name(name, language, english):
                    message = Message("'{id}' in {tag}: {doubt}", id=term.id, tag=tag, doubt=doubt)
                    yield Finding(term.location, message, hint, subject=name)


@rule("conflicting-terms", Severity.ERROR, Scope.GLOSSARY)
def conflicting_terms(file: CheckedFile) -> Iterator[Finding]:
    """Two terms have the same full name in one Chinese script, and different ones in the other.

    Why: when a text is converted, the name could become either.

    For example:
        places.csv: 河套, 河套
        policy.csv: 河套, 河套地区

    Instead:
        places.csv: 河套, 河套
        policy.csv: 河套地區, 河套地区
    """
    both = [term for term in file.shared.glossary if {"zh-Hant", "zh-Hans"} <= term.names.keys()]
    names = [(term.names["zh-Hant"], term.names["zh-Hans"], term.location) for term in both]
    hint = Message("make them agree, or name one of them more fully")
    yield from _conflicts(names, hint, _derived_from("zh-Hant", file.shared))
    swapped = [(hans, hant, location) for hant, hans, location in names]
    yield from _conflicts(swapped, hint, _derived_from("zh-Hans", file.shared))


@rule("conflicting-vocabulary", Severity.WARNING, Scope.GLOSSARY)
def conflicting_vocabulary(file: CheckedFile) -> Iterator[Finding]:
    """Two vocabulary rules that are applied automatically turn the same word into different words.

    Why: only the one that stands first in the table is applied.

    For example:
        計劃,计划,both,convert
        計劃,规划,both,convert

    Instead:
        計劃,计划,both,convert
        計劃,规划,both,flag
    """
    rules = [entry for entry in file.shared.glossary.vocabulary if entry.convert]
    to_hans = [(entry.hant, entry.hans, entry.location) for entry in rules if entry.direction != "to-hant"]
    to_hant = [(entry.hans, entry.hant, entry.location) for entry in rules if entry.direction != "to-hans"]
    hint = marked("let one apply '{direction}' only, or flag it")
    yield from _conflicts(to_hans, Message(hint, direction="to-hant"), _derived_from("zh-Hant", file.shared))
    yield from _conflicts(to_hant, Message(hint, direction="to-hans"), _derived_from("zh-Hans", file.shared))


@rule("unmet-example", Severity.WARNING, Scope.GLOSSARY)
def unmet_example(file: CheckedFile) -> Iterator[Finding]:
    """The sentence that is kept with a vocabulary rule is converted otherwise than its row says.

    Why: a person decided so once; a later rule, or another version of the program, has undone it.

    For example:
        example: 的士高燈光閃爍。 → 出租车高灯光闪烁。

    Instead:
        example: 的士高燈光閃爍。 → 迪斯科灯光闪烁。
    """
    from reportgen.lang.chinese.converter import converter

    shared = file.shared
    for entry in shared.glossary.vocabulary:
        sentence, wanted = entry.example
        written, tag = ("zh-Hans", "zh-Hant") if entry.direction == "to-hant" else ("zh-Hant", "zh-Hans")
        if sentence and {written, tag} <= shared.languages.keys():
            scope = next(iter(entry.scope), "")
            made = converter(shared.glossary, shared.languages[written], shared.languages[tag], scope, cache_folder())
            if (printed := made.convert(sentence)) != wanted:
                message = Message("'{sentence}' becomes '{printed}'", sentence=sentence, printed=printed)
                hint = Message("it was '{expected}': mend the rule that is in the way, or the example", expected=wanted)
                yield Finding(entry.location, message, hint, languages=frozenset({tag}))


def _derived_from(tag: str, shared: Shared) -> frozenset[str]:
    """The languages whose texts may be converted from another."""
    return frozenset(language.tag for language in shared.languages.values() if tag in language.derived_from)


def _conflicts(pairs: Iterable[tuple[str, str, Location]], hint: str, languages: Languages) -> Iterator[Finding]:
    """The pairs whose first part was seen before with another second part."""
    seen: dict[str, tuple[str, Location]] = {}
    for name, other, location in pairs:
        first, first_location = seen.setdefault(name, (other, location))
        if first != other:
            yield Finding(
                location,
                Message(
                    "'{name}' is '{other}' here and '{first}' at {first_location}",
                    name=name,
                    other=other,
                    first=first,
                    first_location=first_location,
                ),
                hint,
                languages=languages,
            )
