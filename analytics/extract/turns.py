"""Words that a name stands beside: transcripts ("Name: text") and signed quotations ("..." - Name)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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
POST = re.compile(r"\s*(?P<said>\S.*?)\s*(?P<cue>[-–—―]{1,2})\s*(?P<name>[^\n—–―]{2,60}\(@\w+\))[^.!?\n]{0,30}$")
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
        "excellencies",
        "ladies",
        "colleagues",
        "friends",
        "dear",
        "transcript",
        "moscow",
        "washington",
        "photos",
        "videos",
        "pictures",
        "gallery",
        "slideshow",
        "just",
        "must",
        "advertisement",
        "highlights",
        "trending",
        "story",
        "hide",
        "click",
        "sign",
        "follow",
        "subscribe",
    ]
)
LEAST_TURNS = 3
LONGEST_TURN = 1_200  # characters; a longer turn is parted by paragraphs
ADDRESSED = (["president"], ["chairman"], ["speaker"], ["chair"], ["secretary-general"])
INLINE = re.compile(rf"(?<=[.!?…”\"] )(?P<name>{NAME}(?: (?:{NAME}|of|the|and|for)){{1,11}}): (?=[A-Z“\"])")


def turns(scene: Scene, primary: bool = False) -> list[Attribution]:
    """The turns of a transcript, each a direct statement; paragraphs without a name go on in the voice of the last.

    In a `primary` source one turn is enough, and names within a paragraph begin turns too; a long turn is a statement a paragraph.
    """
    found: list[Attribution] = []
    marked = list(named_paragraphs(scene.text, primary))
    said_by = [scene.text[turn[0].start : turn[0].end] for _, turn in marked if turn is not None]
    if primary:
        said_by = [name for name in said_by if len(name.split()) > 1]
    if len(said_by) < (1 if primary else LEAST_TURNS) and not all_named(marked):
        return []
    for (start, end), turn in marked:
        if turn is not None:
            speaker, cue, said = turn
            found.append(Attribution((Span(said, end),), (cue,), (speaker,), mode="direct", confidence=0.9, speaker_confidence=0.95))
        elif found and not heading(scene.text[start:end]):
            goes_on = sum(b - a for a, b in found[-1].content) + end - start <= LONGEST_TURN
            content = (*found[-1].content, Span(start, end)) if goes_on else (Span(start, end),)
            one = replace(found[-1], content=content)
            found = [*found[:-1], one] if goes_on else [*found, one]
    return found


Turn = tuple[Span, Span, int]


def named_paragraphs(text: str, inline: bool = False) -> Iterator[tuple[tuple[int, int], Turn | None]]:
    """Paragraphs with the name, the colon and the first character of the words of those that are turns."""
    for first, last in paragraphs(text):
        cuts = [first, *(m.start("name") for m in INLINE.finditer(text, first, last) if inline), last]
        for start, end in zip(cuts, cuts[1:], strict=False):
            match = TURN.match(text, start, end)
            if match is None or not names_somebody(match["name"]) or (inline and heading(text[match.start("said") : end])):
                yield (start, len(text[:end].rstrip())), None
            else:
                turn = (Span(*match.span("name")), Span(*match.span("cue")), match.start("said"))
                yield (start, len(text[:end].rstrip())), turn


def names_somebody(name: str) -> bool:
    """Whether the words before a colon name a speaker: no heading, and nobody who is only addressed."""
    words = name.lower().split()
    return (
        words[0] not in NOT_NAMES
        and len(words) <= 12
        and not (words[0] in ("mr", "mr.", "madam", "mrs", "mrs.") and words[1:] in ADDRESSED)
    )


def all_named(marked: list[tuple[tuple[int, int], Turn | None]]) -> bool:
    """Whether a short text is nothing but turns."""
    return len(marked) > 1 and all(turn is not None for _, turn in marked)


def heading(paragraph: str) -> bool:
    """Whether a paragraph is a stage direction or heading rather than speech."""
    bare = paragraph.strip()
    return not bare or bare[0] in "([<" or not any(c in ".!?…" for c in bare) or bare.isupper()


def signed(scene: Scene, others: list[Attribution]) -> list[Attribution]:
    """Quotations signed with a dash and a name, where nobody else was given the words."""
    found = []
    for quote in scene.quotes:
        outside = [a for a in others if not any(quote.holds(cue.start) for cue in a.cue)]
        if any(a < quote.end and b > quote.start for one in outside for a, b in one.content) or not whole(quote, scene):
            continue
        match = SIGNED.match(scene.text, quote.end)
        if match and "\n" not in scene.text[quote.end : match.start("name")].strip("\n"):
            name = Span(match.start("name"), match.start("name") + len(match["name"].rstrip(" ,;")))
            content = (Span(quote.start, quote.end),)
            found.append(Attribution(content, (Span(*match.span("cue")),), (name,), mode="direct", confidence=0.85, speaker_confidence=0.9))
    return found


def posted(scene: Scene) -> list[Attribution]:
    """Posts signed with a dash, a name and a handle; what they report is reported in them."""
    found = []
    for start, end in paragraphs(scene.text):
        match = POST.match(scene.text, start, end)
        if match and len(match["said"].split()) > 2:
            said, cue, name = ((Span(*match.span(part)),) for part in ("said", "cue", "name"))
            found.append(Attribution(said, cue, name, mode="direct", confidence=0.9, speaker_confidence=0.95))
    return found


def whole(quote: Quotation, scene: Scene) -> bool:
    """Whether a quotation opens its line, so that a dash after it signs it."""
    line = scene.text.rfind("\n", 0, quote.start) + 1
    return not any(c.isalnum() for c in scene.text[line : quote.start])
