"""Words that a name stands beside: transcripts ("Name: text") and signed quotations ("..." - Name)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from analytics.extract.quotes import Quotation
from analytics.extract.scene import Scene
from analytics.records import Attribution, Span
from analytics.text import paragraphs

NAME = r"[A-Z0-9À-Þ][\w’'.\-]*\.?"
NOTE = r"\([^)]{1,60}\)"
TURN = re.compile(
    rf"\s*[\"“]?(?P<name>{NAME}(?:[ ,]+(?:{NAME}|of|the|for|de|van|von|al|bin|and|from|{NOTE})){{0,9}}(?:\s*{NOTE})?)"
    r"\s*(?P<cue>:)\s+(?P<said>\S)"
)
SIGNED = re.compile(rf"\s*(?P<cue>[-–—]{{1,2}}|―)\s*(?P<name>(?:[Tt]he |[A-Za-z ]{{0,20}})?{NAME}[^\n.!?“”\"]{{0,90}})")
SPOKEN_NAME = re.compile(rf"^(?:{NAME})(?: {NAME}){{0,3}}$")
NOT_NAMES = frozenset(
    [
        "note",
        "update",
        "updated",
        "photo",
        "image",
        "video",
        "source",
        "sources",
        "watch",
        "read",
        "related",
        "exclusive",
        "analysis",
        "opinion",
        "listen",
        "subject",
        "date",
        "time",
        "place",
        "location",
        "tags",
        "topics",
        "copyright",
        "caption",
        "correction",
        "editor",
        "background",
        "question",
        "answer",
        "summary",
        "agenda",
        "item",
        "title",
        "breaking",
        "live",
        "according",
        "however",
        "meanwhile",
        "first",
        "second",
        "third",
        "finally",
        "also",
        "here",
        "today",
        "remarks",
        "transcript",
        "moscow",
        "washington",
    ]
)
LEAST_TURNS = 3


def turns(scene: Scene) -> list[Attribution]:
    """The turns of a transcript, each a direct statement; paragraphs without a name go on in the voice of the last."""
    found: list[Attribution] = []
    marked = list(named_paragraphs(scene.text))
    names = Counter(scene.text[a:b] for (a, b), _, _ in filter(None, (m[1] for m in marked)))
    if sum(names.values()) < LEAST_TURNS and not all_named(marked):
        return []
    for (start, end), turn in marked:
        if turn is not None:
            speaker, cue, said = turn
            found.append(Attribution((Span(said, end),), (cue,), (speaker,), mode="direct", confidence=0.9, speaker_confidence=0.95))
        elif found and not heading(scene.text[start:end]):
            found[-1] = replace_content(found[-1], Span(start, end))
    return found


Turn = tuple[Span, Span, int]


def named_paragraphs(text: str) -> Iterator[tuple[tuple[int, int], Turn | None]]:
    """Paragraphs with the name, the colon and the first character of the words of those that are turns."""
    for start, end in paragraphs(text):
        match = TURN.match(text, start, end)
        if match is None or match["name"].split()[0].lower() in NOT_NAMES or len(match["name"].split()) > 10:
            yield (start, len(text[:end].rstrip())), None
        else:
            turn = (Span(*match.span("name")), Span(*match.span("cue")), match.start("said"))
            yield (start, len(text[:end].rstrip())), turn


def all_named(marked: list[tuple[tuple[int, int], Turn | None]]) -> bool:
    """Whether a short text is nothing but turns."""
    return len(marked) > 1 and all(turn is not None for _, turn in marked)


def heading(paragraph: str) -> bool:
    """Whether a paragraph is a stage direction or heading rather than speech."""
    bare = paragraph.strip()
    return not bare or bare[0] in "([<" or not any(c in ".!?…" for c in bare) or bare.isupper()


def replace_content(turn: Attribution, piece: Span) -> Attribution:
    """The turn with one more piece."""
    from dataclasses import replace

    return replace(turn, content=(*turn.content, piece))


def signed(scene: Scene, claimed: list[Span]) -> list[Attribution]:
    """Quotations signed with a dash and a name, where nobody else was given the words."""
    found = []
    for quote in scene.quotes:
        if any(a < quote.end and b > quote.start for a, b in claimed) or not whole(quote, scene):
            continue
        match = SIGNED.match(scene.text, quote.end)
        if match and "\n" not in scene.text[quote.end : match.start("name")].strip("\n"):
            name = Span(match.start("name"), match.start("name") + len(match["name"].rstrip(" ,;")))
            content = (Span(quote.start, quote.end),)
            found.append(Attribution(content, (Span(*match.span("cue")),), (name,), mode="direct", confidence=0.85, speaker_confidence=0.9))
    return found


def whole(quote: Quotation, scene: Scene) -> bool:
    """Whether a quotation opens its line, so that a dash after it signs it."""
    line = scene.text.rfind("\n", 0, quote.start) + 1
    return not any(c.isalnum() for c in scene.text[line : quote.start])
