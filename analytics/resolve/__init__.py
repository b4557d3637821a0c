"""From the words that name a speaker to the actors behind them."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Article, Attribution, Voice
from ..text import Parsed
from .speakers import Speakers

__all__ = ["voices"]


def voices(parsed: Parsed, article: Article, attributions: Sequence[Attribution]) -> list[Voice]:
    """Who speaks in each attribution, in the same order."""
    speakers = Speakers(parsed, article, attributions)
    said: dict[int, Voice] = {}
    for at in sorted(range(len(attributions)), key=lambda index: (first(attributions[index]), attributions[index].depth)):
        one = attributions[at]
        said[at] = speakers.voice(one, said.get(one.inside) if one.inside is not None else None)
    return [said[at] for at in range(len(attributions))]


def first(attribution: Attribution) -> int:
    """Where an attribution begins: at its speaker, else its content."""
    return min((span.start for span in attribution.speaker or attribution.content), default=0)
