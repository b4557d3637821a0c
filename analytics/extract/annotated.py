"""Articles of real news in which readers marked every report, as training documents: of the texts only places are kept (annotated.csv).

Each row: corpus, document, spans of speaker, cue and content, by the conventions of tests/evaluation/challenge/README.md; a document in
which nobody reports anything has one row without spans. What stands inside a content is marked as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analytics.corpora import CORPORA
from analytics.extract.judged import by_document, placed

TABLE = Path(__file__).with_name("annotated.csv")


def annotated(table: Path = TABLE, corpora: Path = CORPORA) -> Iterator[dict[str, Any]]:
    """The documents that are there: {"id", "text", "quotes": [{"speaker", "cue", "content"}], "target": True, "complete": True}."""
    for one, rows in by_document(table, corpora):
        yield {
            "id": one["id"],
            "text": one["text"],
            "quotes": [placed(row) for row in rows if row["content"]],
            "target": True,
            "complete": True,
        }
