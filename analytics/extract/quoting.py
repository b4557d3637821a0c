"""Reports of reports by a fixed form: "quoted him as saying", "was cited as telling", "reported, citing two officials"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.grammar import SUBJECTS, lemma
from analytics.extract.scene import Scene, Sentence
from analytics.extract.sources import nominal
from analytics.records import Span

QUOTING = frozenset(["quote", "cite", "report", "show", "record"])
TELLING = frozenset(["saying", "telling", "stating", "declaring", "claiming", "adding", "warning", "calling", "describing"])
FROM = frozenset(["citing", "quoting"])


class Quoting(NamedTuple):
    """What such a form says: the word that tells, the speaker's head and phrase, and the content's pieces."""

    cue: Token
    head: Token | None
    speaker: Span | None
    content: tuple[Span, ...]


def as_saying(token: Token, sentence: Sentence, scene: Scene) -> Quoting | None:
    """ "X quoted Y as saying Z", "Y was quoted as saying Z", "Z, X quoted Y as saying"."""
    if lemma(token) not in QUOTING or token.tag_[:2] != "VB":
        return None
    doc = sentence.doc
    telling = next(
        (i for i in range(token.i + 1, min(token.i + 25, sentence.last)) if doc[i].lower_ == "as" and doc[i + 1].lower_ in TELLING), None
    )
    if telling is None:
        return None
    saying = doc[telling + 1]
    passive = any(c.dep_ == "auxpass" for c in token.children) or (
        token.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in token.children)
    )
    if passive:
        head = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if head is None and token.dep_ == "acl":
            head = token.head
        speaker = nominal(head, token, sentence) if head is not None else None
    else:
        head = next((c for c in token.rights if c.dep_ in ("dobj", "nsubj", "dative") and c.i < telling), None)
        speaker = trimmed(sentence.chars(token.i + 1, telling - 1), scene.text) if telling - 1 > token.i else None
    content = told(saying, sentence, scene, token)
    return Quoting(saying, head, speaker, content) if content else None


def told(saying: Token, sentence: Sentence, scene: Scene, token: Token) -> tuple[Span, ...]:
    """What follows "saying", or else what stands before the report."""
    end = sentence.span.end
    after = trimmed(Span(sentence.at(saying) + len(saying), end), scene.text)
    by = next(
        (c for c in saying.rights if c.dep_ in ("agent", "prep") and c.lower_ in ("by", "in", "on", "to") and c.i == saying.i + 1), None
    )
    if by is None and after.end - after.start > 2 and any(c.isalpha() for c in scene.text[after.start : after.end]):
        return (whole_quotes(after, scene),)
    start = sentence.span.start
    first = min(
        [
            token.i,
            *(c.left_edge.i for c in token.lefts if c.dep_ in SUBJECTS and c.i > sentence.first),
            *(c.i for c in token.lefts if c.dep_ == "auxpass"),
        ]
    )
    before = trimmed(Span(start, sentence.at(sentence.doc[first])), scene.text) if first > sentence.first else Span(start, start)
    return (whole_quotes(before, scene),) if before.end > before.start else ()


def whole_quotes(span: Span, scene: Scene) -> Span:
    """The span grown to the ends of a quotation that it cuts."""
    start, end = span
    for quote in scene.quotes_in(start, end):
        start, end = min(start, quote.start), max(end, quote.end)
    return Span(start, end)


def trimmed(span: Span, text: str) -> Span:
    """The span without blanks, commas and stops at its edges."""
    start, end = span
    while start < end and text[start] in " ,:;\n":
        start += 1
    while end > start and text[end - 1] in " ,.;:\n":
        end -= 1
    return Span(start, end)


def cited(token: Token, sentence: Sentence) -> Token | None:
    """The source that an outlet's report names with "citing" or "quoting", as the head of its phrase."""
    for child in token.children:
        if child.lower_ in FROM and child.tag_ == "VBG":
            return next((c for c in child.rights if c.dep_ in ("dobj", "pobj")), None)
    for child in token.children:
        if child.dep_ in SUBJECTS:
            for grand in child.rights:
                if grand.lower_ in FROM:
                    return next((c for c in grand.rights if c.dep_ in ("dobj", "pobj")), None)
    return None
