"""From the words that name a speaker to the actors behind them."""

from __future__ import annotations

from collections.abc import Sequence

from ..lexicon import country, people
from ..records import Actor, Article, Attribution, Voice
from ..text import Parsed, plain


def voices(parsed: Parsed, article: Article, attributions: Sequence[Attribution]) -> list[Voice]:
    """Who speaks in each attribution, in the same order."""
    return [voice(parsed.text, one) for one in attributions]


def voice(text: str, attribution: Attribution) -> Voice:
    """The listed people and countries that a speaker names."""
    said = plain(" ".join(text[a:b] for a, b in attribution.speaker))
    known = [
        Actor(one.id, one.name, one.country, one.kind, reason="alias")
        for one in people()
        if any(f" {plain(name)} " in f" {said} " for name in (one.name, *one.aliases))
    ]
    place = country(said)
    if not known and place:
        known = [Actor(place.code.lower(), place.name, place.code, "government", reason="alias")]
    codes = dict.fromkeys(one.country for one in known if one.country)
    return Voice(tuple(known), " + ".join(codes) or None)
