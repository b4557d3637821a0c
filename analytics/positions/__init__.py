"""Which issue a statement is about, and its position towards the issue's proposition."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.positions.assign import stances_of
from analytics.positions.surroundings import Surroundings
from analytics.positions.topics import topics
from analytics.records import Article, Attribution, Stance, Voice
from analytics.text import Parsed

__all__ = ["stances"]


def stances(parsed: Parsed, article: Article, attributions: Sequence[Attribution], voices: Sequence[Voice]) -> list[Stance]:
    """Issue, position, condition and confidence of each attribution, in order; no issue where none is sure enough."""
    bounds = tuple((p.start + s.start_char, p.start + s.end_char) for p in parsed.passages for s in p.doc.sents)
    return stances_of(Surroundings(parsed.text, article.title or "", bounds, topics()), attributions, voices)
