"""Merging, earlier versions, and what is swept."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analytics.errors import OutdatedError, StoreError
from analytics.store import compaction, schema
from analytics.store.compaction import compact
from analytics.store.generation import build
from analytics.store.migration import migrate
from analytics.store.serving import current
from analytics.store.truth import add_segment, column, commit, manifests, segments
from analytics.store.verify import faults

LATER = {
    "articles": ["authors", "dated", "date_confidence"],
    "failures": ["url", "title", "source", "published", "article_id", "extractor"],
}


def more(store: Path, number: int) -> None:
    """A commit of an article with a statement, and a run."""
    row = pq.read_table(store / "segments" / segments(store, "articles")[0].file).to_pylist()[0]
    said = pq.read_table(store / "segments" / segments(store, "statements")[0].file).to_pylist()[0]
    articles = add_segment(store, "articles", [row | {"article_id": f"n{number}"}])
    statements = add_segment(store, "statements", [said | {"statement_id": f"n{number}", "article_id": f"n{number}"}], articles.file, "x")
    run = {"run_id": f"n{number}", "at": datetime(2025, 6, 2), "read": 1, "new": 1, "seen": 0, "failed": 0}
    commit(store, [articles, statements, add_segment(store, "runs", [run])])


def served(store: Path) -> list[object]:
    """All rows of the tables that a store serves."""
    generation = current(store)
    tables = [generation.frame(generation.table(name)).astype(str).values.tolist() for name in schema.TABLES if name != "meta"]
    generation.close()
    return tables


def earlier(store: Path) -> None:
    """Make the store one of version 1: without the columns that it lacked."""
    entries = []
    for segment in segments(store):
        held = pq.read_table(store / "segments" / segment.file)
        path = store / "segments" / ".old"
        pq.write_table(held.drop_columns(LATER.get(segment.table, [])), path)
        entries.append((segment.table, segment.rows, path.read_bytes()))
    for path in [*manifests(store), *(store / "segments").glob("*.parquet")]:
        path.unlink()
    added = []
    for table, rows, content in entries:
        (store / "segments" / ".old").write_bytes(content)
        digest = compaction.named.__globals__["checksum"](store / "segments" / ".old")
        (store / "segments" / ".old").rename(store / "segments" / f"{table}-{digest[:32]}.parquet")
        entry = {"file": f"{table}-{digest[:32]}.parquet", "table": table, "rows": rows, "bytes": len(content), "sha256": digest}
        added.append({**entry, "of": "", "extractor": ""})
    of = next(entry["file"] for entry in added if entry["table"] == "articles")
    added = [{**entry, "of": of} if entry["table"] == "statements" else entry for entry in added]
    (store / "manifests" / "00000001.json").write_text(json.dumps({"version": 1, "at": "2025-06-01", "added": added, "removed": []}))


def test_merging_changes_nothing_but_the_number_of_files(store: Path):
    for number in range(3):
        more(store, number)
    build(store)
    before = served(store)
    done = compact(store)
    assert (done.files, done.commits) == ((13, 6), (4, 1))
    assert sorted((one.table, one.rows) for one in segments(store)) == [
        ("articles", 2), ("articles", 3), ("failures", 1), ("runs", 4), ("statements", 3), ("statements", 3),
    ]  # fmt: skip
    assert {one.of for one in segments(store, "statements")} - {""} <= {one.file for one in segments(store, "articles")}
    assert [one.extractor for one in segments(store, "statements")] == ["", "x"]
    assert len([*(store / "segments").iterdir()]) == 6
    build(store)
    assert served(store) == before
    assert faults(store) == []


def test_a_large_segment_is_left_alone(store: Path, monkeypatch: pytest.MonkeyPatch):
    more(store, 1)
    monkeypatch.setattr(compaction, "MOST_BYTES", 1)
    compact(store)
    assert len(segments(store, "articles")) == 2


def test_a_merge_cut_off_after_its_commit_is_whole_and_commits_go_on(store: Path, monkeypatch: pytest.MonkeyPatch):
    more(store, 1)
    before = list(column(store, "articles", "article_id"))
    monkeypatch.setattr(compaction, "commit", lambda *given: commit(*given) and 1 / 0)
    with pytest.raises(ZeroDivisionError):
        compact(store)
    monkeypatch.undo()
    assert list(column(store, "articles", "article_id")) == before
    assert faults(store) == []
    more(store, 2)
    build(store)
    assert [path.stem for path in manifests(store)] == ["00000001", "00000002", "00000003", "00000004"]
    assert len([*(store / "segments").iterdir()]) == len(segments(store))
    assert compact(store).commits == (4, 1)
    assert [path.stem for path in manifests(store)] == ["00000005"]


def test_a_store_of_version_1_is_brought_up_with_its_first_build_and_keeps_all_it_holds(store: Path):
    before = served(store)
    earlier(store)
    assert {segment.version for segment in segments(store)} == {1}
    assert list(column(store, "articles", "article_id")) == ["a1", "a2"]
    build(store)
    assert {segment.version for segment in segments(store)} == {2}
    assert pq.read_schema(store / "segments" / segments(store, "failures")[0].file).names[-1] == "extractor"
    assert [one.of for one in segments(store, "statements")] == [segments(store, "articles")[0].file]
    assert served(store) == before
    assert faults(store) == []
    assert migrate(store) == 0


def test_tables_of_another_version_are_named_with_the_way_out(store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(schema.TABLES, "actors", schema.TABLES["actors"] + ", more VARCHAR")
    with pytest.raises(OutdatedError, match=r"another version's; make them anew: `narratives rebuild --store .*own\.store`$"):
        current(store)


def test_a_newer_store_is_refused_in_one_line(store: Path):
    path = manifests(store)[0]
    path.write_text(path.read_text().replace('"version": 3', '"version": 4', 1))
    with pytest.raises(StoreError, match=r"has version 4, this program reads versions up to 3; use the program that wrote it$"):
        compact(store)
