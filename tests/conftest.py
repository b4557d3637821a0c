"""What several tests need: a small store made of hand-written records."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from analytics.records import Actor, Article, Published, Relay, Span, Statement
from analytics.store.generation import build
from analytics.store.segments import article_row, statement_rows
from analytics.store.truth import add_segment, commit

os.environ.setdefault("NARRATIVES_OFFLINE", "1")  # no test asks the web for anything; the fixture `web` plays it
AT = datetime(2025, 6, 1, 12, 0)
BRIEFING = Article(
    text="According to Interfax, the ministry said troops will stay. “We want peace,” Ana Roy said.",
    id="briefing",
    title="A briefing in Kyiv",
    source="Daily Courier",
    url="https://courier.example/1",
    published=Published("2025-03", "stated"),
    lang="en",
)
NOTE = Article(text="China and India oppose the plan, a diplomat said. Nobody replied.", id="note", lang="en")
MINISTRY = Actor("min-def-rus", "Ministry of Defence", "RUS", "ministry", reason="alias 'the ministry'", confidence=0.9)
ROY = Actor("ana-roy", "Ana Roy", None, "person")
CHINA, INDIA = Actor("chn", "China", "CHN", "government"), Actor("ind", "India", "IND", "government")
STATEMENTS = {
    "a1": (
        BRIEFING,
        [
            Statement(
                id="s1",
                article="a1",
                content=(Span(41, 57),),
                cue=(Span(36, 40),),
                speaker=(Span(23, 35),),
                actors=(MINISTRY,),
                country="RUS",
                via=(Relay("Interfax", Span(13, 21)),),
                issue="troop-deployment",
                position="support",
            ),
            Statement(
                id="s2",
                article="a1",
                content=(Span(59, 75),),
                cue=(Span(84, 88),),
                speaker=(Span(76, 83),),
                mode="direct",
                actors=(ROY,),
            ),
        ],
    ),
    "a2": (
        NOTE,
        [
            Statement(
                id="s3",
                article="a2",
                content=(Span(0, 31),),
                cue=(Span(44, 48),),
                speaker=(Span(33, 43),),
                actors=(CHINA, INDIA),
                country="CHN + IND",
                anonymous=True,
                cover="unnamed official",
            )
        ],
    ),
}


def fill_store(folder: Path) -> Path:
    """Commit the hand-written records and build a generation."""
    articles = [article_row(article, AT) | {"article_id": key} for key, (article, _) in STATEMENTS.items()]
    rows = [row for article, said in STATEMENTS.values() for row in statement_rows(article.text, said)]
    run = {"run_id": "r1", "at": AT, "read": 3, "new": 2, "seen": 0, "failed": 1}
    failure = {"run_id": "r1", "at": AT, "origin": "docs.jsonl, line 3", "reason": "no text", "kept": False}
    tables = {"articles": articles, "statements": rows, "runs": [run], "failures": [failure]}
    commit(folder, [add_segment(folder, table, held) for table, held in tables.items()])
    build(folder)
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two articles and three statements, to look at only."""
    return fill_store(tmp_path_factory.mktemp("filled") / "small.store")


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A copy of that store, to change."""
    return Path(shutil.copytree(filled, tmp_path / "own.store"))
