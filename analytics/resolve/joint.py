"""Texts that several parties answer for: joint statements, statements of a group, and accounts of a talk between two."""

from __future__ import annotations

import re
from typing import NamedTuple

JOINT = re.compile(r"\bjoint\s+(?:[\w’'-]+\s+){0,3}?(?:statement|declaration|communiqu[eé]|vision|appeal|letter|op-?ed)s?\b", re.IGNORECASE)
PAPER = r"(?:statement|declaration|communiqu[eé]|vision|conclusions)\b"
OF_GROUP = re.compile(rf"\b{PAPER}\s+(?:by|of|from)\s+(?P<by>.+)", re.IGNORECASE)
GROUP_S = re.compile(
    rf"^(?P<by>.{{2,80}}?)\s+(?:leaders?|ministers|heads\s+of\s+state(?:\s+and\s+government)?)(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?{PAPER}",
    re.IGNORECASE,
)
BY = re.compile(r"\b(?:by|between|from|of|with)\s+(?P<by>.+)", re.IGNORECASE)
TOPIC = re.compile(
    r"\s(?:on|regarding|concerning|about|at|in|following|after|ahead|against|announcing|condemning|marking|commemorating|celebrating|launching|supporting|welcoming|for)\s.*",
    re.IGNORECASE,
)
DASH = re.compile(r"\s*[—–:]\s*|\s+-\s+")
LINKED = re.compile(r"(?<=[a-z.])-(?=[A-Z])")  # Russian-French, United States-Israel
NAMED = r"(?:the\s+)?[A-Z][\w.’'-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.’'-]*)*"
WE = re.compile(rf"\b[Ww]e,\s+(?:the\s+)?(?:[a-z]+\s+){{1,5}}?of\s+(?P<by>{NAMED}(?:,\s+(?:and\s+)?{NAMED})*(?:,?\s+and\s+{NAMED})?)")
WITH = re.compile(
    r"\b(?:(?:conversation|meeting|talks?|call|conference|negotiations|summit)\b.*?\bwith|(?:visit|meeting)\s+of)\s+(?P<by>.+)",
    re.IGNORECASE,
)
TALKS = re.compile(r"(?P<by>[A-Z][\w.]*-[A-Z][\w.]*)\s+(?:talks|negotiations|summit|consultations)\b")
LEAD = 600  # characters of a text in which its signatories name themselves


class Named(NamedTuple):
    """Where a title or lead names the parties: the words, whether the host comes beside them, and whether they hold nothing else."""

    words: str
    hosted: bool = False
    sure: bool = True


def signatories(title: str, text: str) -> tuple[Named, ...] | None:
    """The places that may name who answers for a text, the best first; None where nothing says that it is more than its host's."""
    title = LINKED.sub(" and ", title)
    head, *rest = [TOPIC.sub("", part) for part in DASH.split(title)]
    if JOINT.search(title):
        by = [Named(found.group("by"), " with " in found.group()[:6]) for part in (head, *rest) if (found := BY.search(part))]
        we = [Named(found.group("by")) for found in [WE.search(text[:LEAD])] if found]
        whole = [Named(part, sure=False) for part in (head, *rest, *DASH.split(title))]
        return (*by[:1], *we, *whole)
    found = OF_GROUP.search(head) or GROUP_S.search(head)
    return (Named(found.group("by")),) if found else None


def talked_with(title: str) -> Named | None:
    """Whom the host of a text talked with, by its title: "Telephone conversation with ...", "Russian-French talks"."""
    pair = TALKS.search(title)
    if pair is not None:
        return Named(LINKED.sub(" and ", pair.group("by")), sure=False)
    found = WITH.search(title)
    return Named(TOPIC.sub("", found.group("by")), True) if found else None
