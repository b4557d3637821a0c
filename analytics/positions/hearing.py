"""An article as the network reads it: the words near its statements, and where in them each statement stands."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import NamedTuple

from analytics.records import Attribution, Span
from analytics.text import lowered

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!:;,]|[\"“”]")
GAP = "<gap>"  # stands where words are left out, and between title and text
SPEAKER, CUE, CONTENT, BEFORE, AFTER, TITLE = 8, 5, 80, 35, 8, 20  # words that are read
FAR = 90  # words before the content at which a speaker no longer tells where the statement begins


class Parts(NamedTuple):
    """The places of a statement's words, and of those around it."""

    speaker: list[int]
    cue: list[int]
    content: list[int]
    near: list[int]
    country: str


class Heard(NamedTuple):
    """The words that are read, how many of them are the title's, and each statement."""

    words: list[str]
    title: int
    statements: list[Parts]


def heard(text: str, title: str, statements: Sequence[tuple[Attribution, str | None]]) -> Heard:
    """Read the statements of an article, each with its speaker's country; words that are near none are left out."""
    found = words(text)
    starts = [start for _, start, _ in found]
    told = [parts(one, country, found, starts) for one, country in statements]
    kept = sorted({n for one in told for part in one[:4] for n in part})
    row = [word for word, _, _ in words(title)][:TITLE]
    length, at, last = len(row), dict[int, int](), -2
    for n in kept:
        if n != last + 1:
            row.append(GAP)
        at[n], last = len(row), n
        row.append(found[n][0])
    moved = [([at[n] for n in part] for part in one[:4]) for one in told]
    return Heard(row, length, [Parts(a, b, c, d, one.country) for one, (a, b, c, d) in zip(told, moved, strict=True)])


def parts(one: Attribution, country: str | None, found: Sequence[tuple[str, int, int]], starts: Sequence[int]) -> Parts:
    """The places of one statement among all words of the text."""
    content, cue, speaker = (
        places(one.content, found, starts)[:CONTENT],
        places(one.cue, found, starts)[:CUE],
        places(one.speaker, found, starts)[-SPEAKER:],
    )
    own = [*content, *cue, *(n for n in speaker if not content or content[0] - n < FAR)]
    first, last = min(own, default=0), max(own, default=-1)
    around = [*range(max(0, first - BEFORE), first), *range(last + 1, min(len(found), last + 1 + AFTER))]
    return Parts(speaker, cue, content, around, code(country))


def places(spans: Sequence[Span], found: Sequence[tuple[str, int, int]], starts: Sequence[int]) -> list[int]:
    """The numbers of the words in some spans."""
    return [
        n
        for start, end in spans
        for n in range(max(0, bisect.bisect_right(starts, start) - 1), bisect.bisect_left(starts, end))
        if found[n][2] > start
    ]


def words(text: str) -> list[tuple[str, int, int]]:
    """The words and marks of a text, in small letters, with where each starts and ends."""
    return [(m[0], m.start(), m.end()) for m in WORD.finditer(lowered(text).replace("’", "'"))]


def code(country: str | None) -> str:
    """The first of a statement's countries."""
    return (country or "").split("+")[0].strip().lower()
