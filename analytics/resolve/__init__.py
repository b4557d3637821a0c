"""From the words that name a speaker to the actors behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..lexicon.sureness import sureness
from ..records import Article, Attribution, Voice
from ..text import Parsed
from .speakers import Speakers

__all__ = ["linked", "reason_of", "voices"]


def voices(parsed: Parsed, article: Article, attributions: Sequence[Attribution]) -> list[Voice]:
    """Who speaks in each attribution, in the same order; each confidence says how often links for such a reason were right."""
    return [measured(one) for one in linked(parsed, article, attributions)]


def linked(parsed: Parsed, article: Article, attributions: Sequence[Attribution]) -> list[Voice]:
    """The same with the confidences that the rules give, which only rank."""
    speakers = Speakers(parsed, article, attributions)
    said: dict[int, Voice] = {}
    for at in sorted(range(len(attributions)), key=lambda index: (first(attributions[index]), attributions[index].depth)):
        one = attributions[at]
        said[at] = speakers.voice(one, said.get(one.inside) if one.inside is not None else None)
    return [said[at] for at in range(len(attributions))]


def measured(voice: Voice) -> Voice:
    """A voice with measured confidences; one that names and tells nobody keeps its own."""
    actors = tuple(replace(one, confidence=sureness(one.reason, one.confidence)) for one in voice.actors)
    if actors:
        return replace(voice, actors=actors, confidence=min(one.confidence for one in actors))
    return replace(voice, confidence=sureness(reason_of(voice), voice.confidence)) if voice.anonymous else voice


def reason_of(voice: Voice) -> str:
    """Why a voice is linked: the reason of its first actor, or what is known of somebody unnamed."""
    if voice.actors:
        return voice.actors[0].reason
    known = (voice.cover or "").partition("; ")[2] or ("country: told" if voice.country else "country: none")
    return f"unnamed; {known}" if voice.anonymous else ""


def first(attribution: Attribution) -> int:
    """Where an attribution begins: at its speaker, else its content."""
    return min((span.start for span in attribution.speaker or attribution.content), default=0)
