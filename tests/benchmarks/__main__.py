"""Speed and memory: extraction by number of workers, then a store of many statements (`make bench`, BENCH_ARTICLES= for its size)."""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from analytics.pipeline.extracting import extract_all
from analytics.records import Actor, Article, Position, Published, Span, Statement
from analytics.store.generation import build
from analytics.store.segments import article_row, statement_rows
from analytics.store.serving import Generation, current
from analytics.store.truth import add_segment, commit

SEEDS = Path(__file__).parents[2] / "seeds"
COPIES = 30
ARTICLES = int(os.environ.get("BENCH_ARTICLES", "10000"))
PER_ARTICLE = 10
TEXT = "Talks about the border will go on until the end of the year, minister number {} of the coalition said on Monday."


def main() -> None:
    """Print a line for each figure."""
    for workers in sorted({1, os.cpu_count() or 1}):
        extraction(workers)
    with tempfile.TemporaryDirectory() as folder:
        storing(Path(folder, "bench.store"))


def extraction(workers: int) -> None:
    """Words a second through parse, extraction, resolution and positions."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    articles = [Article(text, source=str(n)) for n in range(COPIES) for text in texts]
    list(extract_all(articles[:1], 1))
    seconds = timed(lambda: sum(len(result.statements) for result in extract_all(articles, workers)))
    words = sum(len(article.text.split()) for article in articles)
    show(
        f"extract, {workers} worker(s)",
        f"{words / seconds:,.0f} words/s, {len(articles) / seconds:.1f} articles/s, {memory():.0f} MB at most",
    )


def storing(store: Path) -> None:
    """Seconds to commit and build, milliseconds to ask."""
    show(f"commit {ARTICLES:,} articles, {ARTICLES * PER_ARTICLE:,} statements", f"{timed(lambda: fill(store)):.1f} s")
    show("build a generation", f"{timed(lambda: build(store)):.1f} s, {memory():.0f} MB at most")
    show("size on disk", f"{sum(path.stat().st_size for path in store.rglob('*') if path.is_file()) / 1e6:.0f} MB")
    generation = current(store)
    for name, ask in questions(generation).items():
        ask()
        show(name, f"{statistics.median(timed(ask) for _ in range(9)) * 1000:.1f} ms")
    generation.close()


def questions(generation: Generation) -> dict[str, Callable[[], Any]]:
    """What pages ask most."""
    said = generation.table("statements")
    actors = generation.table("statement_actors")
    return {
        "statements per issue and position": lambda: generation.frame(said.group_by("issue", "position").aggregate(n=said.count())),
        "statements per actor": lambda: generation.frame(actors.group_by("actor_id").aggregate(n=actors.count())),
        "a page of 50 statements": lambda: generation.frame(said.order_by(said.published.desc(), "statement_id").limit(50)),
        "search for a number's statements": lambda: generation.search("minister 77"),
        "search for a word in every statement": lambda: generation.search("border"),
    }


def fill(store: Path) -> None:
    """Commit articles of one sentence each, with several statements."""
    for start in range(0, ARTICLES, 1000):
        articles = [made(number) for number in range(start, min(start + 1000, ARTICLES))]
        rows = [row for article in articles for row in statement_rows(article.text, said(article))]
        held = add_segment(store, "articles", [article_row(article, datetime(2025, 1, 1)) for article in articles])
        commit(store, [held, add_segment(store, "statements", rows, of=held.file)])


def made(number: int) -> Article:
    """An article of its own day and one of a hundred sources."""
    day = f"20{number % 25:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    return Article(
        TEXT.format(number % 997), source=f"Courier {number % 100}", url=f"https://c.example/{number}", published=Published(day, "stated")
    )


def said(article: Article) -> list[Statement]:
    """Statements that differ in their ids, actors and positions."""
    one = Statement(id="", article=article.key, content=(Span(0, 60),), cue=(Span(95, 99),), speaker=(Span(61, 94),), issue="ceasefire")
    sides: tuple[Position | None, ...] = ("support", "oppose", None)
    return [
        replace(one, id=f"{article.key}{n}", actors=(Actor(f"a{int(article.key, 16) % 500 + n}", "Minister"),), position=sides[n % 3])
        for n in range(PER_ARTICLE)
    ]


def timed(work: Callable[[], Any]) -> float:
    """Seconds that some work takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def memory() -> float:
    """The most memory this process, or the largest of its workers, ever held, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def show(name: str, value: str) -> None:
    """One line."""
    print(f"{name:<52} {value}", flush=True)


if __name__ == "__main__":
    main()
