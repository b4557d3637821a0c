"""A set's documents through the whole pipeline, and judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analytics.cli.streaming import answer
from analytics.pipeline import extract_all
from analytics.records import Article
from tests.evaluation.scoring import Figures, Judged, by, figures, judged
from tests.evaluation.sets import Gold


@dataclass(frozen=True)
class Measured:
    """A set and what became of its documents."""

    gold: Gold
    judged: list[Judged]

    @cached_property
    def figures(self) -> Figures:
        """The set's figures."""
        return figures(self.judged)

    @property
    def by_construction(self) -> dict[str, Figures]:
        """The figures of each construction; empty where documents name none."""
        named = [one for one in self.judged if "construction" in one.document]
        return by(named, lambda document: document["construction"])


def measured(gold: Gold, workers: int = 1) -> Measured:
    """The set extracted and judged, in order."""
    found = extract_all(articles(gold.documents), workers)
    answers = [answer(document["id"], result) for document, result in zip(gold.documents, found, strict=True)]
    return Measured(gold, [judged(*both) for both in zip(gold.documents, answers, strict=True)])


def articles(documents: list[dict[str, Any]]) -> Iterator[Article]:
    """The documents as articles: text and title, no more than a reader would know."""
    return (Article(one["text"], id=str(one["id"]), title=one.get("title")) for one in documents)
