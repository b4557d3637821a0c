"""Into the store and again: what is new, what was seen, what failed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.pipeline import extracting, ingest, storing
from analytics.store.lock import writing
from analytics.store.serving import current
from analytics.store.truth import segments
from analytics.store.verify import faults

TEXTS = {
    "a": "Talks will go on, Ana Roy said on Monday.",
    "b": "“We want peace,” Bo Lund told reporters.",
    "c": "Nobody spoke.",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    lines = [json.dumps({"id": name, "text": text, "source": "Courier"}) for name, text in TEXTS.items()]
    path.write_text("\n".join([*lines, "{broken", lines[0], json.dumps({"text": "Kurz: \x00 <script>x</script>.", "date": "soon"})]))
    return path


def told(report):
    return [(Path(remark.origin).name, remark.reason.split(":")[0], remark.kept) for remark in report.remarks]


def test_a_run_reports_read_new_seen_and_failed(docs: Path, tmp_path: Path):
    report = ingest([docs], tmp_path / "s", workers=1)
    assert (report.read, report.new, report.seen, report.failed, report.statements) == (6, 4, 1, 1, 2)
    assert told(report) == [("docs.jsonl, line 4", "no JSON", False), ("docs.jsonl, line 6", "'soon' is no date; date left unknown", True)]
    generation = current(tmp_path / "s")
    assert {name: generation.count(name) for name in ("articles", "texts", "statements", "runs", "failures")} == {
        "articles": 4,
        "texts": 4,
        "statements": 2,
        "runs": 1,
        "failures": 2,
    }
    assert faults(tmp_path / "s") == []


def test_nul_and_markup_come_back_to_the_letter(docs: Path, tmp_path: Path):
    ingest([docs], tmp_path / "s", workers=1)
    generation = current(tmp_path / "s")
    texts = {generation.text(key) for key in generation.frame(generation.table("articles").article_id.as_table()).article_id}
    assert texts == {*TEXTS.values(), "Kurz: \x00 <script>x</script>."}


def test_ingesting_again_adds_nothing(docs: Path, tmp_path: Path):
    ingest([docs], tmp_path / "s", workers=1)
    before = [segment for segment in segments(tmp_path / "s") if segment.table in ("articles", "statements")]
    report = ingest([docs], tmp_path / "s", workers=1)
    assert (report.read, report.new, report.seen, report.failed) == (6, 0, 5, 1)
    assert [segment for segment in segments(tmp_path / "s") if segment.table in ("articles", "statements")] == before


def test_an_article_that_fails_is_not_stored_and_tried_again(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    true = extracting.attributions
    monkeypatch.setattr(
        extracting, "attributions", lambda parsed, article, **asked: 1 / 0 if article.id == "b" else true(parsed, article, **asked)
    )
    report = ingest([docs], tmp_path / "s", workers=1)
    assert (report.new, report.failed) == (3, 2)
    assert ("docs.jsonl, line 2", "ZeroDivisionError", False) in told(report)
    monkeypatch.undo()
    report = ingest([docs], tmp_path / "s", workers=1)
    assert (report.new, report.seen) == (1, 4)


def test_a_document_that_took_all_its_time_is_in_quarantine(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def slow(parsed: object, article: object, doubtful: bool) -> list:
        raise TimeoutError("more than 300 s")

    true = extracting.attributions
    monkeypatch.setattr(
        extracting, "attributions", lambda parsed, article, **asked: (slow if article.id == "b" else true)(parsed, article, **asked)
    )
    assert ("docs.jsonl, line 2", "TimeoutError", False) in told(ingest([docs], tmp_path / "s", workers=1))
    monkeypatch.undo()
    again = ingest([docs], tmp_path / "s", workers=1)
    assert (again.new, again.failed) == (0, 2)
    reasons = [remark.reason for remark in again.remarks]
    assert "in quarantine, `--retry` tries it again: TimeoutError: more than 300 s" in reasons
    assert ingest([docs], tmp_path / "s", workers=1, retry=True).new == 1


def test_what_was_committed_before_an_interruption_stays(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storing, "SHARD_ARTICLES", 1)
    true = storing.store_shard

    def cut(shard):
        if shard.articles[0][0].id == "c":
            raise KeyboardInterrupt
        return true(shard)

    monkeypatch.setattr(storing, "store_shard", cut)
    with pytest.raises(KeyboardInterrupt):
        ingest([docs], tmp_path / "s", workers=1)
    monkeypatch.undo()
    report = ingest([docs], tmp_path / "s", workers=1)
    assert (report.new, report.seen) == (2, 3)
    assert current(tmp_path / "s").count("runs") == 2


def test_a_second_writer_is_told_who_holds_the_store(docs: Path, tmp_path: Path):
    with writing(tmp_path / "s", "ingest"), pytest.raises(StoreError, match=r"is being written by ingest \(process \d+ on .*, since 20"):
        ingest([docs], tmp_path / "s", workers=1)


def test_workers_give_the_same_store_as_one_process(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storing, "SHARD_ARTICLES", 2)
    for workers in (1, 2):
        ingest([docs], tmp_path / str(workers), workers=workers)
    one, two = ((g := current(tmp_path / name)).frame(g.table("statements").drop("published")) for name in ("1", "2"))
    assert one.equals(two)
