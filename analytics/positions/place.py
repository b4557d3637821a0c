"""Where a statement stands: the issues told of around it, and which war its words and the words around it name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.positions.reading import Reading, rest
from analytics.positions.surroundings import FINDERS, Surroundings, told_of
from analytics.records import Attribution


@dataclass(frozen=True, slots=True)
class Place:
    """A statement's surroundings: points of each issue by how they lie to it, and what is named, each from 0 to 1."""

    told: Mapping[str, Mapping[str, float]]
    named: Mapping[str, float]


def place(one: Attribution, read: Reading, around: Surroundings, near: Mapping[str, float] | None = None) -> Place:
    """The place of one statement in its article; `near` are the points of the rest of its sentence where they are known."""
    first, last = one.content[0].start, one.content[-1].end
    sentence = around.sentence(first)
    n, end = around.index(first), around.index(max(first, last - 1))
    told = {
        "near": told_of(rest(around.text, sentence, one), around.known) if near is None else near,
        "last": around.told(n - 1),
        "before": around.before(n),
        "after": around.told(end + 1),
        "about": around.about,
    }
    return Place(told, named(read, around.text[sentence.start : sentence.end], around.named))


def named(read: Reading, sentence: str, article: Mapping[str, float]) -> dict[str, float]:
    """Which war the statement, its sentence and its article name."""
    said, near = f"{read.speaker} {' '.join(read.cue)} {read.content}".lower(), sentence.lower()
    found = {f"said:{name}": 1.0 for name, finder in FINDERS.items() if finder.search(said)}
    found |= {f"near:{name}": 1.0 for name, finder in FINDERS.items() if finder.search(near)}
    if "said:elsewhere" in found and "said:war" not in found:
        found["else"] = 1.0
    if not any(f"{where}:{name}" in found for where in ("said", "near") for name in ("war", "russia")):
        found["neither"] = 1.0
    return found | {f"all:{name}": n for name, n in article.items() if n} | {"all:foreign": float(article["war"] + article["russia"] == 0)}
