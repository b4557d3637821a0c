"""One telling of a story: an article with its statements, its words, sentences, headline and quotations, as spans of its text."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..records import Article, Span, Spans, Statement
from ..text import paragraphs, plain

WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[DMS]r)(?<!\bMrs)(?<!\bMs)(?<!\bSt)[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W\d_a-zà-ÿ]|[\"“]?\d)")
QUOTED = re.compile(r"“[^“”\n]{1,3000}”|«[^«»\n]{1,3000}»|\"[^\"\n]{1,3000}\"|„[^“”\n]{1,3000}[“”]|“[^“”\n]{1,3000}$", re.M)
ENDS = (".", "!", "?", "…", ":", "”", '"', ";")
HEADLINE_WORDS = 30
READ_WORDS = 6000  # words that are aligned; what lies behind is left as it is
MOST = 40  # tellings of one story that are held against each other
PAIRED = 12  # tellings of which every pair is compared; of more, each is compared with those next to it


class Word(NamedTuple):
    """A word as it is compared, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Telling:
    """An article and what is said in it; `name` is how results refer to it, `story` the story it tells, where that is known."""

    article: Article
    statements: tuple[Statement, ...] = ()
    name: str = ""
    story: str = ""

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @property
    def source(self) -> str:
        """The outlet, or what tells that it isn't known."""
        return self.article.source or "unknown source"

    @functools.cached_property
    def words(self) -> tuple[Word, ...]:
        """The text's words."""
        return tuple(words_of(self.text)[:READ_WORDS])

    @functools.cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The text's sentences, the headline being one."""
        return tuple(sentence for start, end in paragraphs(self.text) for sentence in sentences_of(self.text, start, end))

    @functools.cached_property
    def quotations(self) -> tuple[Span, ...]:
        """What stands in quotation marks, marks included."""
        return tuple(Span(*match.span()) for match in QUOTED.finditer(self.text))

    @functools.cached_property
    def headline(self) -> Span | None:
        """The headline, where the text begins with one: a first line of its own, without a full stop, or the title itself."""
        first = next(paragraphs(self.text), None)
        if first is None or len(self.sentences) < 2:
            return None
        line = self.text[slice(*first)].strip()
        same = bool(self.article.title) and plain(line) == plain(self.article.title or "")
        own = not line.endswith(ENDS) and len(line.split()) <= HEADLINE_WORDS
        return Span(*first) if same or own else None

    @functools.cached_property
    def lead(self) -> Span:
        """The first sentence of the text proper."""
        after = self.headline.end if self.headline else 0
        return next((sentence for sentence in self.sentences if sentence.start >= after), Span(0, 0))

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a character, or the last before it."""
        number = bisect_right(self.sentences, position, key=lambda sentence: sentence.start)
        return self.sentences[number - 1] if number else Span(0, len(self.text))

    def said(self, spans: Spans) -> str:
        """The words of spans; pieces are joined by an ellipsis."""
        return " … ".join(self.text[start:end] for start, end in spans)

    def without(self, spans: Iterable[Span], start: int, end: int, mark: str) -> str:
        """The characters from `start` to `end`, those of spans replaced by a mark each."""
        text = self.text[start:end]
        for span in spans:
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                text = text[: first - start] + mark * (last - first) + text[last - start :]
        return text


def distinct(articles: Iterable[Article], most: int = MOST) -> list[int]:
    """The numbers of the articles to compare: each wording once, the first; a near copy may differ in the one word that matters."""
    held: dict[str, int] = {}
    for number, article in enumerate(articles):
        held.setdefault(f"{plain(article.title or '')}\n{plain(article.text)}", number)
        if len(held) == most:
            break
    return list(held.values())


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of a piece of text, folded, with their places; `offset` is where the piece begins.

    >>> [word.text for word in words_of("The UK’s  “plan”")]
    ['the', 'uk', 'plan']
    """
    found = (Word(folded_word(match.group()), match.start() + offset, match.end() + offset) for match in WORD.finditer(text))
    return [word for word in found if word.text]


folded_word = functools.lru_cache(maxsize=200_000)(plain)  # of single words, which texts repeat


def sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a paragraph."""
    for match in SENTENCE_END.finditer(text, start, end):
        yield Span(start, match.start() + len(match.group().rstrip()))
        start = match.end()
    if text[start:end].strip():
        yield Span(start, end)


def within(position: int, spans: Sequence[Span]) -> Span | None:
    """The span that holds a character."""
    return next((span for span in spans if span.start <= position < span.end), None)
