"""Reports of real news that readers judged, as training documents: of the texts only places are kept (judged.csv), no word.

Each row: corpus, document, spans of speaker, cue and content as an earlier model had them, whether that is a report, and whether the
speaker is right (empty: not told). What is "unlikely" nobody judged: words that the model held for no cue (below 0.1), one in 33; they
keep in mind how rare reports are among words, for only what was extracted was judged. The documents are read from NARRATIVES_CORPORA.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analytics.corpora import CORPORA, documents, spans

TABLE = Path(__file__).with_name("judged.csv")
REPORT = {"yes": True, "no": False, "unlikely": False}
RIGHT = {"yes": True, "no": False, "": None}


def judged(table: Path = TABLE, corpora: Path = CORPORA) -> Iterator[dict[str, Any]]:
    """The documents that are there: {"id", "text", "quotes": [], "target": True, "judged": [report]}; says how many are not.

    A report: {"speaker", "cue", "content": lists of [start, end], "report": bool, "speaker_right": bool or None}.
    """
    for one, rows in by_document(table, corpora):
        yield {"id": one["id"], "text": one["text"], "quotes": [], "target": True, "judged": [report(row) for row in rows]}


def by_document(table: Path, corpora: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, str]]]]:
    """The documents of a table that are there, each with its rows; says how many are not."""
    wanted: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        wanted.setdefault((row["corpus"], row["document"]), []).append(row)
    for name in sorted({corpus for corpus, _ in wanted}):
        for identity, one in documents(corpora / name, {document for corpus, document in wanted if corpus == name}).items():
            yield one, wanted.pop((name, identity))
    if wanted:
        sys.stderr.write(f"{len(wanted)} documents of {table.name} are left out: they are not in {corpora}\n")


def report(row: dict[str, str]) -> dict[str, Any]:
    """A row with its spans and answers read; ValueError, with the row, where an answer is none."""
    if row["report"] not in REPORT or row["speaker_right"] not in RIGHT:
        raise ValueError(f"judged.csv, {row['document']} at {row['cue']}: report is yes, no or unlikely, speaker_right yes, no or empty")
    return {**placed(row), "report": REPORT[row["report"]], "speaker_right": RIGHT[row["speaker_right"]]}


def placed(row: dict[str, str]) -> dict[str, Any]:
    """A row's parts as lists of [start, end]."""
    return {part: [[*span] for span in spans(row[part])] for part in ("speaker", "cue", "content")}
