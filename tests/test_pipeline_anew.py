"""Extracting anew: what is told of it, what counts meanwhile, and what a run that was cut off leaves to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.pipeline import anew, extracting, ingest, storing
from analytics.pipeline.anew import rebuild
from analytics.store.compaction import compact
from analytics.store.pending import FILE, pending
from analytics.store.serving import current, generation_name
from analytics.store.truth import segments
from analytics.store.verify import faults

TEXTS = {
    "a": "Talks will go on, Ana Roy said on Monday. Prices will fall, Bo Lund said.",
    "b": "“We want peace,” Bo Lund told reporters.",
    "c": "Nobody spoke.",
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that an older extractor filled, which found less and read one statement otherwise."""
    docs = tmp_path / "docs.jsonl"
    docs.write_text("\n".join(json.dumps({"id": name, "text": text, "source": "Courier"}) for name, text in TEXTS.items()))
    older(monkeypatch)
    ingest([docs], tmp_path / "s", workers=1)
    monkeypatch.undo()
    monkeypatch.setattr(anew, "ROWS", 1)
    return tmp_path / "s"


def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first statement of each article only, and nobody's."""
    true = extracting.statements

    def few(article):
        return [extracting.replace(one, actors=(), country="NOR") for one in true(article)[:1]]

    monkeypatch.setattr(extracting, "statements", few)
    for module in (storing, anew):
        monkeypatch.setattr(module, "extractor", lambda: "older")


def held(store: Path) -> list[tuple[str, str | None]]:
    generation = current(store)
    frame = generation.frame(generation.table("statements").order_by("content").select("content", "actors"))
    generation.close()
    return [(row.content, row.actors if isinstance(row.actors, str) else None) for row in frame.itertuples()]


def test_statements_gained_changed_and_lost_are_counted(store: Path, monkeypatch: pytest.MonkeyPatch):
    assert held(store) == [("Talks will go on", None), ("“We want peace,”", None)]
    report = rebuild(store, workers=1)
    assert (report.read, report.statements, report.gained, report.lost, report.changed) == (3, 3, 1, 0, 2)
    assert held(store) == [("Prices will fall", "Bo Lund"), ("Talks will go on", "Ana Roy"), ("“We want peace,”", "Bo Lund")]
    older(monkeypatch)
    report = rebuild(store, workers=1)
    assert (report.gained, report.lost, report.changed) == (0, 1, 2)
    assert faults(store) == []


def test_what_this_extractor_found_is_read_again_only_if_all_is_asked_for(store: Path):
    rebuild(store, workers=1)
    assert rebuild(store, workers=1).read == 0
    report = rebuild(store, workers=1, which="all")
    assert (report.read, report.gained, report.lost, report.changed) == (3, 0, 0, 0)


def test_the_old_results_count_until_the_last_new_one_is_there_and_no_part_is_read_twice(store: Path, monkeypatch: pytest.MonkeyPatch):
    served, before, true = generation_name(store), segments(store), extracting.statements

    def cut(article):
        if article.id == "c":
            raise KeyboardInterrupt
        return true(article)

    monkeypatch.setattr(extracting, "statements", cut)
    with pytest.raises(KeyboardInterrupt):
        rebuild(store, workers=1)
    assert (segments(store), generation_name(store)) == (before, served)
    assert [one.rows for one in pending(store)] == [1, 1]
    read: list[str] = []
    monkeypatch.setattr(extracting, "statements", lambda article: read.append(article.id) or true(article))
    report = rebuild(store, workers=1)
    assert read == ["c"]
    assert (report.read, report.gained, report.changed) == (3, 1, 2)
    assert pending(store) == []
    assert faults(store) == []


def test_parts_of_another_extractor_and_lines_that_were_cut_off_are_read_anew(store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(anew, "extractor", lambda: "between")
    monkeypatch.setattr(anew, "swapped", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rebuild(store, workers=1)
    assert len(pending(store)) == 3
    monkeypatch.undo()
    with (store / FILE).open("a") as stream:
        stream.write('{"of": "artic')
    assert rebuild(store, workers=1).read == 3
    assert len(held(store)) == 3
    assert len([*(store / "segments").iterdir()]) == len(segments(store))


def test_where_an_article_fails_its_old_statements_stay(store: Path, monkeypatch: pytest.MonkeyPatch):
    true = extracting.statements
    monkeypatch.setattr(extracting, "statements", lambda article: 1 / 0 if article.id == "b" else true(article))
    report = rebuild(store, workers=1)
    assert [(remark.reason.split(":")[0], remark.kept) for remark in report.remarks] == [("ZeroDivisionError", False)]
    assert held(store) == [("Prices will fall", "Bo Lund"), ("Talks will go on", "Ana Roy"), ("“We want peace,”", None)]


def test_what_was_merged_is_extracted_anew_all_the_same(store: Path):
    compact(store)
    report = rebuild(store, workers=2)
    assert (report.read, report.gained, report.changed) == (3, 1, 2)
    assert faults(store) == []
