"""How a text was changed: its paragraphs held against those of another version, word by word where they are the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["kept", "added", "removed"]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = 0.5  # paragraphs with a smaller share of common words are two, not one that was changed
LONGEST = 20_000  # words of two paragraphs, above which they aren't compared word by word


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came or went."""

    kind: Kind
    text: str


Edit = tuple[Piece, ...]  # a paragraph


def edits(old: str, new: str) -> list[Edit]:
    """The paragraphs of both texts in order, each in pieces.

    >>> [(piece.kind, piece.text) for piece in edits("Troops stay.", "Troops leave.")[0]]
    [('kept', 'Troops '), ('removed', 'stay'), ('added', 'leave'), ('kept', '.')]
    """
    before, after = paragraphs(old), paragraphs(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Edit] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found += [(Piece("kept", line),) for line in before[i:j]]
        else:
            found += list(aligned(before[i:j], after[k:m]))
    return found


def changed(found: Sequence[Edit]) -> list[Edit]:
    """The paragraphs in which anything came or went."""
    return [edit for edit in found if any(piece.kind != "kept" for piece in edit)]


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold any words, spaces evened out."""
    return [line for part in text.split("\n") if (line := " ".join(part.split()))]


def aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    """Paragraphs that differ: each new one with the next old one that it is like, if any."""
    at = 0
    for line in after:
        match = next((n for n in range(at, len(before)) if alike(before[n], line)), None)
        if match is None:
            yield (Piece("added", line),)
            continue
        yield from ((Piece("removed", gone),) for gone in before[at:match])
        yield tuple(pieces(before[match], line))
        at = match + 1
    yield from ((Piece("removed", gone),) for gone in before[at:])


def alike(one: str, other: str) -> bool:
    """Whether two paragraphs share enough words to be one that was changed."""
    a, b = set(one.casefold().split()), set(other.casefold().split())
    return len(a & b) >= ALIKE * max(len(a), len(b))


def pieces(old: str, new: str) -> Iterator[Piece]:
    """One paragraph's words: kept, removed, added."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > LONGEST:
        yield from (Piece("removed", old), Piece("added", new))
        return
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("kept", "".join(before[i:j]))
            continue
        if i < j:
            yield Piece("removed", "".join(before[i:j]))
        if k < m:
            yield Piece("added", "".join(after[k:m]))
