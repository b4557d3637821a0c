"""Quotation marks to quotations, in text as news really prints it: unpaired, doubled, nested, over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analytics.extract.dialogue import spoken
from analytics.extract.programmes import is_programme
from analytics.text import paragraphs

MARK = re.compile(r"''|``|[\"“”„«»‘’]|(?<!\w)'(?=\w)|(?<=[\w.,!?…])'(?!\w)|&quot;")
CLOSERS = {"“": "”“", "„": "“”", "«": "»", "‘": "’", "'": "'", '"': '"', "''": "''", "``": "''", "”": "”", "&quot;": "&quot;"}
SINGLE = ("‘", "'")
RESUMED = re.compile(r"[”“»][^“”„«»]{4,80}\.\s+$")  # a report between a quotation and the mark at which it goes on


class Quotation(NamedTuple):
    """Characters [start, end) of a quotation with its marks; `runs_on`: unclosed at its paragraph's end, as one that goes on is."""

    start: int
    end: int
    mark: str
    runs_on: bool = False

    def holds(self, char: int) -> bool:
        """Whether a character lies between the marks."""
        return self.start < char < self.end


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order; an odd mark costs nothing but itself."""
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        turns = [Quotation(*turn, "-") for turn in spoken(text, start, end)]
        marked = [quote for quote in in_paragraph(text, start, end) if not is_programme(text, quote.start, quote.end)]
        found += sorted([*turns, *(q for q in marked if not any(q.start < turn.end and turn.start < q.end for turn in turns))])
    return found


def in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    """The quotations of one paragraph."""
    at = start
    marks = list(MARK.finditer(text, start, end))
    for i, mark in enumerate(marks):
        if mark.start() < at or not opens(text, mark, start):
            continue
        closing = closer(text, mark, marks[i + 1 :], end)
        if closing is not None:
            at = closing.end()
            yield Quotation(mark.start(), at, mark.group())
        elif runs_on(text, mark, marks[i + 1 :], start, end):
            at = end
            yield Quotation(mark.start(), len(text[:end].rstrip()), mark.group(), runs_on=True)


def opens(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether a mark can open a quotation where it stands."""
    sign, before, after = mark.group(), text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if sign in "»’":
        return False
    if sign == "”":  # typed the wrong way round
        return mark.start() == start and not after.isspace()
    if sign == "‘" and re.match(r"\d\ds?\b|(tis|twas|em|til|cause)\b", text[mark.end() : mark.end() + 6], re.I):
        return False
    if sign in ("“", "„", "«", "``"):
        return True
    free = mark.start() == start or not before.isalnum()
    return free and not after.isspace() and bool(after)


def closer(text: str, mark: re.Match[str], later: list[re.Match[str]], end: int) -> re.Match[str] | None:
    """The mark that closes this one, or None; a single mark may not reach over a double one that it does not hold."""
    wanted = CLOSERS.get(mark.group(), mark.group())
    for other in later:
        sign = other.group()
        if mark.group() not in SINGLE and sign == mark.group() and sign in "“„«" and text[: other.start()].rstrip()[-1:] not in ",":
            return None
        if sign != wanted and (len(sign) > 1 or sign not in wanted):
            continue
        before, after = text[other.start() - 1], text[other.end() : other.end() + 1]
        if mark.group() in SINGLE:
            if after.isalnum() or before.isspace():
                continue
            if before == "s" and after == " " and later_single(text, other, later):
                continue  # a plural's apostrophe
            return other
        if sign in ('"', "''", "&quot;") and (before.isspace() and after.isalnum()):
            misplaced = after.islower() and text[: other.start()].rstrip().endswith(",") and other is later[-1]
            return other if misplaced else None  # else this one opens: ours was never closed
        return other
    return None


def later_single(text: str, other: re.Match[str], later: list[re.Match[str]]) -> bool:
    """Whether a better closing single mark, one after punctuation, follows."""
    return any(m.start() > other.start() and m.group() == other.group() and text[m.start() - 1] in ".,!?…" for m in later)


def runs_on(text: str, mark: re.Match[str], later: list[re.Match[str]], start: int, end: int) -> bool:
    """Whether an unclosed mark opens a quotation that fills the rest of its paragraph."""
    if mark.group() in (*SINGLE, "”"):
        return False
    if any(m.group() == mark.group() for m in later):
        return False
    goes_on = text[end:].lstrip().startswith(mark.group())
    resumed = mark.group() in ("“", "„", "«") and RESUMED.search(text, start, mark.start())
    return goes_on or mark.start() == start or bool(resumed)
