"""What readers judged becomes training documents; a table or corpus that lacks something says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.extract.judged import judged
from analytics.extract.scene import scene
from analytics.extract.train import Examples, collect
from analytics.text import parse

HEADER = "corpus,document,speaker,cue,content,report,speaker_right\n"
TEXT = "The mayor said the dam would hold. A sailor smashed a window."


def table(tmp_path: Path, *rows: str) -> Path:
    (tmp_path / "own.jsonl").write_text(json.dumps({"id": "one", "text": TEXT}) + "\n")
    path = tmp_path / "judged.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
    return path


def test_judged_reports_are_examples_of_cues_and_right_speakers_of_sources(tmp_path: Path):
    rows = ("0-9,10-14,15-33,yes,yes", "35-43,44-51,52-60,no,", ",29-33,,unlikely,")
    path = table(tmp_path, *(f"own.jsonl,one,{row}" for row in rows))
    (document,) = judged(path, tmp_path)
    assert [(one["report"], one["speaker_right"]) for one in document["judged"]] == [(True, True), (False, None), (False, None)]
    examples = Examples()
    collect(document, scene(parse(TEXT)), {}, frozenset(), examples)
    assert examples.cue[1] == [1, 0, 0]
    assert len(examples.source[0]) == 1
    assert examples.content == ([], [])


def test_documents_that_are_not_there_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = table(tmp_path, "own.jsonl,two,0-9,10-14,15-33,yes,yes", "absent.jsonl,one,0-9,10-14,15-33,yes,yes")
    assert list(judged(path, tmp_path)) == []
    assert "2 documents of judged.csv are left out" in capsys.readouterr().err


def test_an_answer_that_is_none_is_refused_with_its_row(tmp_path: Path):
    with pytest.raises(ValueError, match=r"judged\.csv, one at 10-14"):
        list(judged(table(tmp_path, "own.jsonl,one,0-9,10-14,15-33,perhaps,yes"), tmp_path))
