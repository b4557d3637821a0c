"""What the models learn from holds nothing of the passages that they are measured on."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from analytics.corpora import documents
from analytics.extract import annotated, judged
from analytics.positions import lessons
from tests.evaluation.sets import corpora

LONG, STEP = 60, 20  # characters that no two texts share by chance; how far apart they are looked at
MEASURED = corpora() / "positions" / "dev.jsonl"


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower())


@pytest.mark.skipif(not MEASURED.exists(), reason=f"{MEASURED} is not there")
@pytest.mark.parametrize("table", [annotated.TABLE, judged.TABLE, lessons.LABELS], ids=lambda table: table.stem)
def test_no_labelled_document_holds_a_passage_that_is_measured_on(table: Path) -> None:
    passages = [plain(json.loads(line)["text"]) for line in MEASURED.read_text(encoding="utf-8").splitlines()]
    stretches = [passage[at : at + LONG] for passage in passages for at in range(0, max(1, len(passage) - LONG), STEP)]
    wanted: dict[str, set[str]] = {}
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        wanted.setdefault(row["corpus"], set()).add(row["document"])
    read = [one for corpus, ids in wanted.items() for one in documents(corpora() / corpus, ids).values()]
    assert len(read) > 100
    assert [one["id"] for one in read for text in [plain(one["text"])] if any(stretch in text for stretch in stretches)] == []


@pytest.mark.skipif(not MEASURED.exists(), reason=f"{MEASURED} is not there")
def test_no_item_of_our_own_holds_a_sentence_that_is_measured_on() -> None:
    """Names and formulas are shared, 70 letters that are no name never."""
    ours = [plain(json.loads(line)["text"]) for line in lessons.ITEMS.read_text(encoding="utf-8").splitlines()]
    shared = {text[at : at + 70] for text in ours for at in range(max(1, len(text) - 70))}
    passages = [plain(json.loads(line)["text"]) for line in MEASURED.read_text(encoding="utf-8").splitlines()]
    assert [passage[at : at + 70] for passage in passages for at in range(len(passage) - 70) if passage[at : at + 70] in shared] == []
