"""The fork: what two tellings have in common word for word, and where they part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.distance import Prefix

from ..records import Span
from ..text import straight
from .telling import Telling, Word, within

Where = Literal["headline", "lead", "attribution", "inside quotation", "context"]
RUN = 5  # words in a row that make a passage common; fewer are idiom
OWN = 0.6  # of a difference that lies in the attribution
ALIGNED = 2500  # words of each telling that are aligned


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of both texts: the same words, or what each has instead of the other's (one of the two may be empty)."""

    same: bool
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Fork:
    """Where two tellings part: the place in each, the passage common to both that leads there, and its length in characters.

    `word` is the number of words of the quotation that both still have in common, where they part inside one.
    """

    where: Where
    a: Span
    b: Span
    common_a: Span
    common_b: Span
    common_prefix_chars: int
    word: int | None = None


def fork(a: Telling, b: Telling) -> Fork | None:
    """Where two tellings part; None if they have no passage in common, or all.

    A headline that one of them lacks is no fork; one that differs counts if nothing else does.
    """
    stretches = passages(a, b)
    if not any(one.same for one in stretches):
        return None
    parted = [(before, one) for before, one in zip([None, *stretches], stretches) if not one.same]  # noqa: B905  one shorter by design
    placed = [(where(a, b, one), before, one) for before, one in parted if not lacks_headline(a, b, one)]
    if not placed:
        return titles_fork(a, b)
    kind, before, one = next((each for each in placed if each[0] != "headline"), placed[0])
    common_a, common_b = (before.a, before.b) if before else (Span(one.a.start, one.a.start), Span(one.b.start, one.b.start))
    into = words_into(a, one) if kind == "inside quotation" else None
    return Fork(kind, one.a, one.b, common_a, common_b, common_characters(a, b, common_a, common_b), into)


def passages(a: Telling, b: Telling) -> list[Passage]:
    """Both texts from beginning to end, in stretches that are the same and stretches that differ."""
    blocks = [block for block in matching(a.words, b.words) if block[2] >= RUN or opening(block, a, b)]
    found: list[Passage] = []
    end_a = end_b = 0
    for start_a, start_b, size in blocks:
        found += differing(a.words[end_a:start_a], b.words[end_b:start_b], a, b, end_a, end_b)
        end_a, end_b = start_a + size, start_b + size
        found.append(Passage(True, covered(a.words, start_a, end_a), covered(b.words, start_b, end_b)))
    return found + differing(a.words[end_a:], b.words[end_b:], a, b, end_a, end_b)


def matching(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[int, int, int]]:
    """Blocks of equal words: their first words' numbers, and how many."""
    matcher = SequenceMatcher(None, [word.text for word in a[:ALIGNED]], [word.text for word in b[:ALIGNED]])
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def opening(block: tuple[int, int, int], a: Telling, b: Telling) -> bool:
    """Whether a short block is how both texts begin or end."""
    start_a, start_b, size = block
    ends = start_a + size == len(a.words) and start_b + size == len(b.words)
    return size > 1 and ((start_a == 0 and start_b == 0) or ends)


def differing(left: Sequence[Word], right: Sequence[Word], a: Telling, b: Telling, at_a: int, at_b: int) -> list[Passage]:
    """What each has between two common passages, if either has anything."""
    if not left and not right:
        return []
    return [Passage(False, covered(a.words, at_a, at_a + len(left)), covered(b.words, at_b, at_b + len(right)))]


def covered(words: Sequence[Word], start: int, end: int) -> Span:
    """The characters from one word to another; an empty span where there is none."""
    if start == end:
        place = words[start].start if start < len(words) else words[-1].end if words else 0
        return Span(place, place)
    return Span(words[start].start, words[end - 1].end)


def lacks_headline(a: Telling, b: Telling, one: Passage) -> bool:
    """Whether a difference is only that one of the texts has a headline."""
    pairs = ((a, one.a, one.b), (b, one.b, one.a))
    return any(own.headline is not None and span.end <= own.headline.end and other.start == other.end for own, span, other in pairs)


def titles_fork(a: Telling, b: Telling) -> Fork | None:
    """The fork of two equal texts under different titles."""
    if not a.article.title or not b.article.title or straight(a.article.title) == straight(b.article.title):
        return None
    nowhere = Span(0, 0)
    return Fork("headline", nowhere, nowhere, nowhere, nowhere, 0)


def where(a: Telling, b: Telling, one: Passage) -> Where:
    """What kind of place a difference begins in."""
    both = ((a, one.a), (b, one.b))
    if all(telling.headline and span.start < telling.headline.end for telling, span in both):
        return "headline"
    leading = [telling.lead.start <= span.start < telling.lead.end for telling, span in both]
    if all(leading) and all(span.start <= telling.lead.start for telling, span in both):
        return "attribution" if all(attributed(telling, span) for telling, span in both) else "lead"
    if all(quoted(*each) for each in both) or any(quoted(*each, after=True) for each in both):
        return "inside quotation"
    if any(attributed(*each) for each in both):
        return "attribution"
    return "lead" if any(leading) else "context"


def quoted(telling: Telling, span: Span, *, after: bool = False) -> bool:
    """Whether a difference begins inside a quotation, or `after` its first words; its closing mark still counts as inside."""
    opened = (mark for mark in telling.quotations if mark.start < span.start < mark.end)
    return any(not after or telling.text[mark.start + 1 : span.start].strip() for mark in opened)


def attributed(telling: Telling, span: Span) -> bool:
    """Whether a difference lies, for its most part, in the words that say who speaks, or through whom."""
    parts = [part for said in telling.statements for part in (*said.speaker, *said.cue, *(relay.span for relay in said.via if relay.span))]
    begun = any(part.start <= span.start < part.end for part in parts)
    inside = {place for part in parts for place in range(max(part.start, span.start), min(part.end, span.end))}
    return begun and len(inside) >= OWN * (span.end - span.start)


def common_characters(a: Telling, b: Telling, common_a: Span, common_b: Span) -> int:
    """Characters of the first text from the beginning of the common passage to the first that differs, marks and spaces included."""
    if common_a.start == common_a.end:
        return 0
    rest_a, rest_b = (folded(telling.text[span.end : span.end + 40]) for telling, span in ((a, common_a), (b, common_b)))
    return common_a.end - common_a.start + Prefix.similarity(rest_a, rest_b)


def folded(text: str) -> str:
    """Text as it is compared by character: case and the form of marks don't count."""
    return straight(text).replace("\n", " ").casefold()


def words_into(a: Telling, one: Passage) -> int | None:
    """How many words of the first text's quotation stand before the fork."""
    mark = within(one.a.start, a.quotations) or within(one.a.start - 2, a.quotations)
    return None if mark is None else sum(mark.start < word.start < one.a.start for word in a.words)


def word_changes(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Two wordings as pairs of stretches by word, the same on both sides or what each has instead.

    >>> list(word_changes("We will go", "We may go"))
    [('We', 'We'), ('will', 'may'), ('go', 'go')]
    """
    a, b = left.split(), right.split()
    left_keys, right_keys = ([word.casefold().strip(".,;:“”\"'") for word in words] for words in (a, b))
    for _, i, j, k, m in SequenceMatcher(None, left_keys, right_keys, autojunk=False).get_opcodes():
        yield " ".join(a[i:j]), " ".join(b[k:m])
