"""Damage to a store is found and named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.store.generation import build
from analytics.store.serving import current, generation_name
from analytics.store.truth import add_segment, commit, manifests, segments
from analytics.store.verify import faults


def segment(store: Path, table: str) -> Path:
    return store / "segments" / segments(store, table)[0].file


def test_a_whole_store_has_no_faults(filled: Path):
    assert faults(filled) == []


def test_a_changed_byte_is_found(store: Path):
    path = segment(store, "articles")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert faults(store) == [f"{path} is not as it was written (2 rows of articles)"]


def test_a_missing_segment_is_found(store: Path):
    path = segment(store, "statements")
    path.unlink()
    assert faults(store) == [f"{path} is missing (3 rows of statements)"]


def test_a_missing_commit_is_found(store: Path):
    run = {"run_id": "r2", "at": None, "read": 0, "new": 0, "seen": 0, "failed": 0}
    for number in range(2):
        commit(store, [add_segment(store, "runs", [run | {"run_id": f"r{number}"}])])
    manifests(store)[1].unlink()
    assert faults(store) == ["commit 00000002 is missing"]


def test_a_damaged_manifest_is_named(store: Path):
    manifests(store)[0].write_text("{")
    assert faults(store)[0].startswith(f"damaged manifest {manifests(store)[0]}")


def test_a_store_of_another_version_is_refused(store: Path):
    path = manifests(store)[0]
    path.write_text(path.read_text().replace('"version": 3', '"version": 9'))
    with pytest.raises(StoreError, match=r"has version 9, this program reads versions up to 3; use the program that wrote it$"):
        segments(store)


def test_an_uncommitted_segment_does_not_count(store: Path):
    before = segments(store)
    add_segment(store, "runs", [])
    assert segments(store) == before
    assert faults(store) == []


def test_a_changed_file_of_a_generation_is_found_and_made_again(store: Path):
    folder = store / "generations" / (generation_name(store) or "")
    path = folder / "search" / "meta.json"
    path.write_text(path.read_text() + "\n")
    assert faults(store) == [f"{path} is missing or not as it was written; run `narratives rebuild`"]
    build(store)
    assert faults(store) == []


def test_a_line_of_judgements_that_cannot_be_read_is_named(store: Path):
    (store / "judgements").mkdir()
    (store / "judgements/judgements.jsonl").write_text("{broken\n")
    assert faults(store)[0].startswith("judgements: judgements.jsonl, line 1: no JSON")


def test_all_that_is_derived_can_be_deleted_and_made_again(store: Path):
    before = current(store)
    rows = before.frame(before.table("statements")).astype(str).values.tolist()
    before.close()
    for name in ("generations", "derived"):
        shutil.rmtree(store / name, ignore_errors=True)
    (store / "CURRENT").unlink()
    build(store)
    after = current(store)
    assert after.frame(after.table("statements")).astype(str).values.tolist() == rows
    after.close()
    assert faults(store) == []
