"""An article as extraction sees it: its sentences and quotations, by character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from analytics.extract.quotes import Quotation, quotations
from analytics.records import Span, Spans
from analytics.text import Parsed, Passage


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked most of a passage's tokens, by their index: spaCy makes a new object at each look at one."""

    lowers: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]


def words(doc: Doc) -> Words:
    """The parse as lists."""
    tokens = list(doc)
    return Words([t.lower_ for t in tokens], [t.tag_ for t in tokens], [t.dep_ for t in tokens], [t.head.i for t in tokens])


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [first, last] of a passage, with the number of the passage and of the sentence in the article."""

    passage: Passage
    first: int
    last: int
    place: int
    number: int
    words: Words

    @property
    def doc(self) -> Doc:
        """The passage's parse."""
        return self.passage.doc

    @property
    def span(self) -> Span:
        """The sentence's characters."""
        return self.chars(self.first, self.last)

    def chars(self, first: int, last: int) -> Span:
        """The characters of tokens [first, last]."""
        doc = self.passage.doc
        return Span(self.passage.start + doc[first].idx, self.passage.start + doc[last].idx + len(doc[last]))

    def at(self, token: Token) -> int:
        """The article's character at which the token starts."""
        return self.passage.start + token.idx


@dataclass(slots=True)
class Scene:
    """An article's text, its sentences in order and its outermost quotations."""

    text: str
    sentences: list[Sentence]
    quotes: list[Quotation]
    starts: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)  # where sentences start and end: looked up for each quotation of a long text
    ends: list[int] = field(default_factory=list)

    def quote_at(self, char: int) -> Quotation | None:
        """The quotation that holds a character."""
        i = bisect_right(self.starts, char) - 1
        return self.quotes[i] if i >= 0 and char < self.quotes[i].end else None

    def quotes_in(self, start: int, end: int) -> list[Quotation]:
        """The quotations that touch [start, end)."""
        i = max(bisect_right(self.starts, start) - 1, 0)
        found = []
        while i < len(self.quotes) and self.quotes[i].start < end:
            if self.quotes[i].end > start:
                found.append(self.quotes[i])
            i += 1
        return found

    def sentences_in(self, start: int, end: int) -> list[Sentence]:
        """The sentences that touch [start, end)."""
        return self.sentences[bisect_right(self.ends, start) : bisect_left(self.firsts, end)]

    def sentence_before(self, char: int) -> Sentence | None:
        """The last sentence that ends at a character or before it."""
        i = bisect_right(self.ends, char) - 1
        return self.sentences[i] if i >= 0 else None

    def sentence_after(self, char: int) -> Sentence | None:
        """The first sentence that starts at a character or after it."""
        i = bisect_left(self.firsts, char)
        return self.sentences[i] if i < len(self.sentences) else None


def scene(parsed: Parsed) -> Scene:
    """The parsed article's sentences and quotations."""
    sentences: list[Sentence] = []
    quotes = quotations(parsed.text)
    openings = {quote.start for quote in quotes}
    for place, passage in enumerate(parsed.passages):
        known = words(passage.doc)
        for first, last in cuts(passage, openings):
            sentences.append(Sentence(passage, first, last, place, len(sentences), known))
    spans = [sentence.span for sentence in sentences]
    return Scene(parsed.text, sentences, quotes, [q.start for q in quotes], [s.start for s in spans], [s.end for s in spans])


def covers(outer: Spans, inner: Spans) -> bool:
    """Whether each span lies in one of the others."""
    return all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def cuts(passage: Passage, openings: set[int]) -> list[tuple[int, int]]:
    """First and last token of each sentence; a lone mark or a tail of marks goes with the sentence before, an opening one with the next."""
    found: list[tuple[int, int]] = []
    opening: int | None = None
    for sent in passage.doc.sents:
        start, last = sent.start if opening is None else opening, sent.end - 1
        opening = None
        if start < last < len(passage.doc) - 1 and passage.start + passage.doc[last].idx in openings:
            opening, last = last, last - 1
        if found and not any(c.isalnum() for c in passage.doc[start : last + 1].text):
            found[-1] = (found[-1][0], last)
        else:
            found.append((start, last))
    return found
