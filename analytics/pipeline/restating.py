"""Positions anew on stored statements: who said what stays as it is, and only issue, position and condition are found again."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import pyarrow.parquet as pq

from analytics.lexicon.own_issues import adopt
from analytics.pipeline.budget import seconds, time_budget
from analytics.pipeline.building import build
from analytics.pipeline.fingerprint import stancer
from analytics.pipeline.parallel import in_order
from analytics.positions import stances
from analytics.records import Article, Attribution, Stance, Voice
from analytics.store.lock import writing
from analytics.store.segments import article_of, spans
from analytics.store.truth import Segment, add_segment, commit, segments
from analytics.text import parse

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """The statements of one segment of articles."""

    store_dir: str
    segment: Segment


@dataclass(frozen=True, slots=True)
class Restated:
    """What became of a part; an article that failed keeps its old positions."""

    segment: Segment | None
    old: str
    articles: int
    changed: int
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Report:
    """What a run did."""

    articles: int = 0
    changed: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    generation: str = ""


def restate(store_dir: str | os.PathLike[str], workers: int | None = None, progress: Callable[[int], None] = lambda _: None) -> Report:
    """Find issues and positions again where other tables or weights found them, then make a new generation."""
    report, began = Report(), monotonic()
    adopt(store_dir)
    with writing(store_dir, "finding positions anew"):
        todo = (Part(str(store_dir), one) for one in outdated(store_dir))
        for done in in_order(restated, todo, workers, lost=unchanged):
            if done.segment:
                commit(store_dir, [done.segment], removed=[done.old])
            report.articles += done.articles
            report.changed += done.changed
            report.failed += done.failed
            progress(done.articles)
    report.generation = build(store_dir)
    report.seconds = monotonic() - began
    return report


def outdated(store_dir: str | os.PathLike[str]) -> list[Segment]:
    """Segments of statements whose positions other tables or weights found."""
    return [one for one in segments(store_dir, "statements") if one.extractor.partition("-")[2] != stancer()]


def restated(part: Part) -> Restated:
    """A part with its positions found anew, as a new segment."""
    folder, old = Path(part.store_dir, "segments"), part.segment
    if not (folder / old.of).is_file():
        return Restated(None, "", 0, 0, ((old.file, "the segment of its articles is missing; run `narratives verify`"),))
    rows = pq.read_table(folder / old.file).to_pylist()
    by_article: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_article[row["article_id"]].append(row)
    made: list[Row] = []
    failed = []
    articles = pq.read_table(folder / old.of).to_pylist()
    for held in articles:
        said = by_article.pop(held["article_id"], [])
        try:
            with time_budget(seconds()):
                made += with_stances(article_of(held), said) if said else []
        except Exception as error:
            failed.append((f"article {held['article_id']}", f"{type(error).__name__}: {error}"[:300]))
            made += said
    name = f"{old.extractor.partition('-')[0]}-{stancer()}"
    changed = sum(one != other for one, other in zip(sorted(made, key=place), sorted(rows, key=place), strict=True))
    return Restated(add_segment(part.store_dir, "statements", made, old.of, name), old.file, len(articles), changed, tuple(failed))


def unchanged(part: Part) -> Restated:
    """A part that killed its workers: its statements stay as they are."""
    return Restated(None, "", 0, 0, ((part.segment.file, "its worker process died or hung; its positions stay as they were"),))


def with_stances(article: Article, rows: Sequence[Row]) -> list[Row]:
    """An article's statements with their stances found anew."""
    parsed = parse(article.text)
    found = stances(parsed, article, [attribution(row) for row in rows], [Voice(country=row["country"]) for row in rows])
    return [restanced(row, one) for row, one in zip(rows, found, strict=True)]


def restanced(row: Row, found: Stance) -> Row:
    """A row with another stance."""
    start, end = found.condition or (None, None)
    return {
        **row, "issue": found.issue, "position": found.position, "condition_start": start, "condition_end": end,
        "conf_position": found.confidence,
    }  # fmt: skip


def attribution(row: Mapping[str, Any]) -> Attribution:
    """As much of a stored statement as positions are found from."""
    return Attribution(content=spans(row["content_spans"]), cue=spans(row["cue_spans"]), speaker=spans(row["speaker_spans"]))


def place(row: Mapping[str, Any]) -> tuple[str, int]:
    """What orders statements."""
    return row["article_id"], row["ordinal"]
