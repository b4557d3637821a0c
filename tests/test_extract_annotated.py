"""Articles in which readers marked every report become training documents, with what stands inside a content."""

from __future__ import annotations

import json
from pathlib import Path

from analytics.extract.annotated import annotated
from analytics.extract.scene import scene
from analytics.extract.train import Examples, collect, gold_cues
from analytics.text import parse

TEXT = "The mayor said the governor wants the dam. A sailor smashed a window."


def test_words_inside_a_content_that_report_nothing_are_learnt_from_too(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(json.dumps({"id": "one", "text": TEXT}) + "\n")
    table = tmp_path / "annotated.csv"
    table.write_text("corpus,document,speaker,cue,content\nown.jsonl,one,0-9,10-14,15-41\nown.jsonl,one,15-27,28-33,34-41\n")
    (document,) = annotated(table, tmp_path)
    assert [quote["cue"] for quote in document["quotes"]] == [[[10, 14]], [[28, 33]]]
    parsed = scene(parse(TEXT))
    examples = Examples()
    collect(document, parsed, gold_cues(document, parsed), frozenset(), examples)
    assert examples.cue[1] == [1, 1, 0]


def test_an_article_without_reports_teaches_that_its_words_are_none(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(json.dumps({"id": "one", "text": TEXT}) + "\n")
    table = tmp_path / "annotated.csv"
    table.write_text("corpus,document,speaker,cue,content\nown.jsonl,one,,,\n")
    (document,) = annotated(table, tmp_path)
    assert document["quotes"] == []
