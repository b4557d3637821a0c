"""The occasion of a statement: setting and audience, read from its sentence outside of what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Span, Statement
from .telling import Telling

OCCASIONS = (
    "meeting", "briefing", "interview", "address", "conference", "summit", "speech", "call", "visit", "talks", "session", "hearing",
    "letter", "statement", "post", "tweet", "video", "message", "phone call", "rally", "debate", "dinner", "ceremony", "trip", "forum",
    "assembly", "council", "press conference", "news conference", "broadcast", "programme", "program", "podcast", "article", "column",
    "testimony", "sermon", "lecture", "remarks", "appearance", "gathering", "event", "reception", "consultations", "negotiations",
)  # fmt: skip
SETTING = re.compile(
    r"\b(?:during|at|in|after|before|following|on the sidelines of|ahead of|on the margins of|via)\s+"
    r"(?:[\w’'-]+\s+){0,7}?(?:" + "|".join(sorted(OCCASIONS, key=len, reverse=True)) + r")\b"
    r"(?:\s+(?:with|to|of|in|at|on|between|for|before|from)\s+(?:(?!\b(?:that|which|who|as|when|while|and said)\b)[\w’'.-]+\s*){1,7})*",
    re.I,
)  # fmt: skip
AUDIENCE = re.compile(r"\b(?:with|to|before|between)\s+((?:(?!\b(?:in|at|on|of the|during|after)\b)[\w’'-]+\s*){1,7})", re.I)
TOLD = re.compile(
    r"\b(?:told|tells|informed|assured|reminded)\s+((?:(?!\b(?:that|in|at|on|during|after|he|she|they|it)\b)[\w’'-]+\s*){1,6})", re.I
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and before whom something was said, as far as the sentence tells."""

    setting: Span | None = None
    audience: Span | None = None


def setting_of(telling: Telling, said: Statement) -> Setting:
    """Setting and audience of a statement."""
    place = (said.cue or said.speaker or said.content)[0]
    sentence = telling.sentence_at(place.start)
    start, end = sentence.start, max(sentence.end, place.end)
    outside = telling.without(said.content, start, end, ".")  # so that nothing in what is said is taken for the setting
    found = SETTING.search(outside)
    told = TOLD.search(outside)
    setting = trimmed(outside, *found.span(), start) if found else None
    audience = AUDIENCE.search(outside, *found.span()) if found else None
    heard = told or audience
    return Setting(setting, trimmed(outside, *heard.span(1), start) if heard else None)


def trimmed(text: str, start: int, end: int, offset: int) -> Span:
    """A span without the spaces and marks at its end."""
    return Span(start + offset, offset + start + len(text[start:end].rstrip(" .,;\n")))
