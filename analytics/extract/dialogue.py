"""Words spoken between dashes, as the press of Central and Eastern Europe prints them: "- We are ready. - said the minister. - Always."."""

from __future__ import annotations

import re
from collections.abc import Iterator

DASH = "[-–—]"
OPENING = re.compile(rf"{DASH}\s(?=[\"“„]?[A-ZÀ-Þ])")
CLOSING = re.compile(rf"[,.]?\s{DASH}\s(?=(?P<report>[^.!?\n]+))")
REPORT = re.compile(
    r"(?:he |she |they |it |who |(?:[A-ZÀ-Þ][\w.’'-]+ ){1,4}|(?:the|a|an) (?:[\w’'-]+ ){1,4}?)?(?:also |then )?"
    r"(?:said|says|told|wrote|thinks?|thought|spoke|[a-z]{3,}(?:ed|[^s]s))\b"
)
LEAST = 3  # words of a turn


def spoken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The turns of a paragraph, each from its first word to before the dash that its report follows; then what goes on after one."""
    at, told = start, False
    for opening in OPENING.finditer(text, start, end):
        if opening.start() < at or not opens(text, opening.start(), start, told):
            continue
        first = opening.end()
        following = OPENING.search(text, first, end)
        glued = following is not None and text[following.start() - 1] in '.!?"”'  # another turn begins
        until = following.start() if following is not None and glued else end
        closing = next((m for m in CLOSING.finditer(text, first, until) if REPORT.match(m["report"])), None)
        if closing is not None:
            last = closing.start() + (text[closing.start()] == ".")
            told = True
        elif told:
            last = following.start() if following is not None and opens(text, following.start(), start, told) else len(text[:end].rstrip())
        else:
            continue
        if len(text[first:last].split()) >= LEAST:
            at = last
            yield first, last


def opens(text: str, dash: int, start: int, told: bool) -> bool:
    """Whether a dash can open a turn: it begins the paragraph, or a sentence that lost its blank, or goes on after a report."""
    before = text[start:dash]
    return not before.strip() or before[-1] in '.!?"”' or (told and before.rstrip()[-1:] in ".!?,")
