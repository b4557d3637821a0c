"""A store as one file and back, and files that are no such thing."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.store.backup import LIST, backup, restore
from analytics.store.generation import build
from analytics.store.lock import writing
from analytics.store.serving import current
from analytics.store.truth import segments
from analytics.store.verify import faults

Members = dict[str, bytes]


def test_a_restored_store_holds_what_was_backed_up(store: Path, tmp_path: Path):
    (store / "judgements").mkdir()
    (store / "judgements/judgements.jsonl").write_text("")
    (store / "issues.toml").write_text("# ours\n")
    with sqlite3.connect(store / "watch.db") as base:
        base.execute("CREATE TABLE sources (source TEXT)")
        base.execute("INSERT INTO sources VALUES ('Courier')")
    base.close()
    assert backup(store, tmp_path / "b.tar") == 8
    assert restore(tmp_path / "b.tar", tmp_path / "new" / "s") == 8
    new = tmp_path / "new" / "s"
    build(new)
    assert segments(new) == segments(store)
    assert current(new).count("statements") == 3
    assert (new / "issues.toml").read_text() == "# ours\n"
    with sqlite3.connect(new / "watch.db") as base:
        assert base.execute("SELECT source FROM sources").fetchall() == [("Courier",)]
    base.close()
    assert faults(new) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "new", "own.store"]


def test_nothing_is_overwritten(store: Path, tmp_path: Path):
    (tmp_path / "b.tar").write_text("mine")
    with pytest.raises(StoreError, match=r"b\.tar is there already; choose another name"):
        backup(store, tmp_path / "b.tar")
    (tmp_path / "b.tar").unlink()
    backup(store, tmp_path / "b.tar")
    with pytest.raises(StoreError, match=r"own\.store is there already; restore into a new folder$"):
        restore(tmp_path / "b.tar", store)


def test_a_backup_waits_for_nobody(store: Path, tmp_path: Path):
    with writing(store, "ingest"), pytest.raises(StoreError, match=r"is being written by ingest"):
        backup(store, tmp_path / "b.tar")


def test_a_store_that_is_only_to_be_read_can_be_backed_up(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (store / "lock").unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert backup(store, tmp_path / "b.tar") == 5
    assert not (store / "lock").exists()


def without(name: str) -> Callable[[Members], Members]:
    return lambda members: {key: content for key, content in members.items() if not key.startswith(name)}


def listing(change: Callable[[dict], object]) -> Callable[[Members], Members]:
    def changed(members: Members) -> Members:
        about = json.loads(members[LIST])
        change(about)
        return {**members, LIST: json.dumps(about).encode()}

    return changed


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (without(LIST), "it holds no list of files"),
        (without("manifests"), "manifests/00000001.json is missing"),
        (lambda members: {name: content.replace(b'"at"', b'"ta"') for name, content in members.items()}, "isn't as it was written"),
        (lambda members: {**members, "../evil": b"x"}, "'../evil'"),
        (lambda members: {**members, "segments/more.parquet": b"x"}, "'segments/more.parquet'"),
        (listing(lambda about: about["files"].update({"../evil": [1, "x"]})), "'../evil' is no file of a store"),
        (listing(lambda about: about["files"].update({"/tmp/evil": [1, "x"]})), "'/tmp/evil' is no file of a store"),
        (listing(lambda about: about["files"].update({"manifests/00000001.json": [1, "x"]})), "manifests/00000001.json isn't as it was"),
        (listing(lambda about: about.update({"backup": 2})), "has version 2, this program reads version 1"),
        (listing(lambda about: about.update({"files": [1]})), "no backup of a store, or a damaged one"),
    ],
)  # fmt: skip
def test_a_damaged_or_hostile_backup_leaves_nothing(store: Path, tmp_path: Path, change: Callable[[Members], Members], why: str):
    backup(store, tmp_path / "b.tar")
    with tarfile.open(tmp_path / "b.tar") as archive:
        members = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    with tarfile.open(tmp_path / "c.tar", "w") as archive:
        for name, content in change(members).items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    with pytest.raises(StoreError, match=why):
        restore(tmp_path / "c.tar", tmp_path / "s")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "c.tar", "own.store"]


def test_links_are_no_files(store: Path, tmp_path: Path):
    backup(store, tmp_path / "b.tar")
    with tarfile.open(tmp_path / "b.tar") as old, tarfile.open(tmp_path / "c.tar", "w") as new:
        for member in old:
            if member.name.startswith("manifests"):
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
                new.addfile(member)
            else:
                new.addfile(member, old.extractfile(member))
    with pytest.raises(StoreError, match=r"manifests/00000001\.json isn't as it was written"):
        restore(tmp_path / "c.tar", tmp_path / "s")


@pytest.mark.parametrize("content", [b"", b"no archive", b"\0" * 2048])
def test_what_is_no_archive_is_refused_in_one_line(tmp_path: Path, content: bytes):
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(StoreError, match=r"x\.tar is no backup of a store, or a damaged one: .*") as refused:
        restore(tmp_path / "x.tar", tmp_path / "s")
    assert "\n" not in str(refused.value)


def test_a_cut_backup_is_refused(store: Path, tmp_path: Path):
    backup(store, tmp_path / "b.tar")
    content = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "b.tar").write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match=r"damaged|isn't as it was written"):
        restore(tmp_path / "b.tar", tmp_path / "s")
    assert not (tmp_path / "s").exists()
    shutil.rmtree(store)
    with pytest.raises(StoreError, match="no store at"):
        backup(store, tmp_path / "d.tar")
