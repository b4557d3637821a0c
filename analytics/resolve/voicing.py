"""Voices of named actors, and voices linked once more for another reason."""

from __future__ import annotations

from dataclasses import replace

from ..records import Actor, Voice
from .discourse import Referent


def voiced(actors: tuple[Actor, ...]) -> Voice:
    """The voice of named actors."""
    codes = dict.fromkeys(one.country for one in actors if one.country)
    return Voice(actors, " + ".join(codes) or None, False, None, min((one.confidence for one in actors), default=0.3))


def again(referent: Referent, reason: str, sure: float) -> Voice:
    """A referent's voice, with the reason of the new link."""
    return renamed(referent.voice, reason, sure)


def renamed(voice: Voice, reason: str, sure: float) -> Voice:
    """A voice linked for another reason, and no surer than that."""
    actors = tuple(replace(one, reason=reason, confidence=round(min(one.confidence, sure), 2)) for one in voice.actors)
    return replace(voice, actors=actors, confidence=round(min(voice.confidence, sure), 2))
