"""A document with all that its sentences state, and several of them side by side, a language each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.intake.align import Pair, Piece, align
from reportgen.intake.read.files import ReadFile
from reportgen.intake.recognise.dates import Reference
from reportgen.intake.recognise.facts import Facts, facts_of, short_forms
from reportgen.intake.recognise.sentences import sentences_of
from reportgen.intake.recognise.words import words_of
from reportgen.model.language import Language


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it states."""

    text: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class AnalysedParagraph:
    """A paragraph cut into sentences; a heading has a level and is one sentence."""

    number: int
    level: int
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The whole paragraph, its sentences as they follow one another."""
        return "\n".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Wordings:
    """One sentence in each language that has it, the first the one whose facts count; `certain` as in `Pair`."""

    sentences: Mapping[str, Sentence]
    certain: bool = True

    @property
    def first(self) -> Sentence:
        """The sentence in the first language that has it."""
        return next(iter(self.sentences.values()))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading in all languages; `number` is the one in the first document, `level` that of a heading."""

    number: int
    level: int
    wordings: tuple[Wordings, ...]
    missing: tuple[str, ...] = ()
    certain: bool = True

    def text(self, language: str) -> str:
        """What stands in a language; empty where it has nothing."""
        return " ".join(one.sentences[language].text for one in self.wordings if language in one.sentences)


@dataclass(slots=True)
class Analysis:
    """A document's paragraphs with their facts; `shorts` are the short forms that it introduces, with their names."""

    file: ReadFile
    language: Language
    paragraphs: list[AnalysedParagraph]
    shorts: Mapping[str, str] = field(default_factory=dict)


def analyse(file: ReadFile, language: Language, reference: Reference) -> Analysis:
    """Cut a document into sentences and recognise what each states."""
    words = words_of(language)
    chinese = bool(words and words.chinese)
    cut = [
        (paragraph, [paragraph.text] if paragraph.level else sentences_of(paragraph.text, chinese))
        for paragraph in file.structure.paragraphs
    ]
    shorts = short_forms((text for _, texts in cut for text in texts), language)
    paragraphs = [
        AnalysedParagraph(
            paragraph.number,
            paragraph.level,
            tuple(Sentence(text, facts_of(text, language, reference, shorts)) for text in texts),
        )
        for paragraph, texts in cut
    ]
    return Analysis(file, language, paragraphs, shorts)


def side_by_side(documents: Sequence[Analysis]) -> list[Passage]:
    """The paragraphs of several documents, a language each, aligned with those of the first."""
    first, *others = documents
    aligned = [(other, {at: pair for pair in _aligned(first, other) for at in pair.left}) for other in others]
    passages: list[Passage] = []
    for at, paragraph in enumerate(first.paragraphs):
        texts = {first.language.tag: paragraph.sentences}
        certain, missing = True, []
        for other, pairs in aligned:
            pair = pairs[at]
            sentences = tuple(s for index in pair.right for s in other.paragraphs[index].sentences)
            if pair.left[0] != at or not sentences:
                missing.append(other.language.tag)
            else:
                texts[other.language.tag] = sentences
            certain = certain and pair.certain
        wordings = _sentence_by_sentence(texts, bool(paragraph.level))
        passages.append(Passage(paragraph.number, paragraph.level, wordings, tuple(missing), certain))
    return passages


def left_over(documents: Sequence[Analysis]) -> list[tuple[str, AnalysedParagraph]]:
    """The paragraphs of the other documents that the first has nothing for, with the tag of their language."""
    first, *others = documents
    return [
        (other.language.tag, other.paragraphs[index])
        for other in others for pair in _aligned(first, other) if not pair.left for index in pair.right
    ]  # fmt: skip


def _aligned(first: Analysis, other: Analysis) -> list[Pair]:
    return align(*([_piece(p.sentences, bool(p.level)) for p in one.paragraphs] for one in (first, other)))


def _piece(sentences: Sequence[Sentence], heading: bool = False) -> Piece:
    return Piece(
        sum(len(one.text) for one in sentences), frozenset(a for one in sentences for a in _anchors(one)), heading
    )


def _anchors(sentence: Sentence) -> list[str]:
    """The values that a sentence names in whatever language: numbers and dates."""
    numbers = [f"{figure.value.normalize():f}" for figure in sentence.facts.figures]
    return numbers + [f"{one.date.precision} {one.date.first_day}" for one in sentence.facts.dates]


def _sentence_by_sentence(texts: Mapping[str, Sequence[Sentence]], heading: bool) -> tuple[Wordings, ...]:
    """The sentences of a paragraph in all languages; where two make one, they are one."""
    (first, ours), *others = texts.items()
    found: list[dict[str, Sentence]] = [{first: sentence} for sentence in ours]
    certain = [True] * len(found)
    for tag, theirs in others:
        for pair in align([_piece([s], heading) for s in ours], [_piece([s], heading) for s in theirs]):
            if not pair.left:
                continue
            if pair.right:
                found[pair.left[0]][tag] = _joined([theirs[index] for index in pair.right])
            for index in pair.left:
                certain[index] = certain[index] and pair.certain
    return tuple(Wordings(sentences, sure) for sentences, sure in zip(found, certain, strict=True))


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    if len(sentences) == 1:
        return sentences[0]
    facts = [sentence.facts for sentence in sentences]
    agreement = next((one.agreement for one in facts if one.agreement), None)
    return Sentence(
        "".join(sentence.text for sentence in sentences),
        Facts(
            facts[0].state,
            tuple(date for one in facts for date in one.dates),
            tuple(figure for one in facts for figure in one.figures),
            tuple(name for one in facts for name in one.names),
            agreement,
        ),
    )
