"""A writer killed at any moment: nothing acknowledged is lost, nothing is there in part or twice; and disks without room."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.pipeline import ingest, storing
from analytics.store import segments as columns
from analytics.store.generation import build
from analytics.store.lock import writing
from analytics.store.serving import current, generation_name
from analytics.store.truth import segments
from analytics.store.verify import faults
from tests.benchmarks.kills import killed

FULL = "no room left to write store {}: nothing committed is lost; free some space and run the command again"


def test_a_killed_writer_loses_and_doubles_nothing(tmp_path: Path) -> None:
    found = killed(tmp_path / "s", 6, seed=1, often=3)
    assert (found.faults, len(found.acknowledged) >= 6) == ([], True)


def docs(folder: Path, number: int) -> Path:
    """Articles whose text can't be made smaller."""
    path = folder / "docs.jsonl"
    lines = [json.dumps({"id": f"d{n}", "text": f"Talks will go on, Ana Roy said. {os.urandom(30_000).hex()}"}) for n in range(number)]
    path.write_text("\n".join(lines))
    return path


def test_without_room_a_run_ends_in_one_line_and_what_was_committed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "SHARD_ARTICLES", 1)
    store, true, written = tmp_path / "s", columns.pq.write_table, []

    def fill(table, path, **options):
        written.append(path)
        if len(written) > 5:
            Path(path).write_bytes(b"PAR1 in part")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return true(table, path, **options)

    monkeypatch.setattr(columns.pq, "write_table", fill)
    with pytest.raises(StoreError) as refused:
        ingest([docs(tmp_path, 4)], store, workers=1)
    assert str(refused.value) == FULL.format(store)
    monkeypatch.undo()
    assert sum(segment.rows for segment in segments(store, "articles")) == 2
    assert [path.name for path in (store / "segments").glob(".*")] == []
    report = ingest([tmp_path / "docs.jsonl"], store, workers=1)
    assert (report.new, report.seen) == (2, 2)
    assert faults(store) == []


def test_without_room_for_a_generation_the_one_before_is_served(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = generation_name(store)

    def full(*_: object) -> None:
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    monkeypatch.setattr("analytics.store.generation.write_index", full)
    with pytest.raises(StoreError) as refused:
        build(store)
    assert str(refused.value) == FULL.format(store)
    assert [folder.name for folder in (store / "generations").iterdir()] == [served]
    assert current(store).count("statements") == 3
    assert faults(store) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this can be had."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("no leave to mount a small disk here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_ends_in_one_line_and_room_lets_the_run_go_on(disk: Path, tmp_path: Path) -> None:
    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from analytics.cli import main; main()", "ingest", str(source), "--workers", "1"]
        return subprocess.run([*command, "--store", str(disk / "s")], capture_output=True, text=True, check=False)

    source = docs(tmp_path, 60)
    subprocess.run(["mount", "-o", "remount,size=1200k", disk], check=True)
    ended = run()
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (2, f"narratives: {FULL.format(disk / 's')}")
    held = sum(segment.rows for segment in segments(disk / "s", "articles"))
    assert 0 < held < 60
    subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)
    ended = run()
    assert (ended.returncode, ended.stdout.splitlines()[0].split(" in ")[0]) == (
        0,
        f"read 60, new {60 - held}, seen before {held}, failed 0",
    )
    assert faults(disk / "s") == []


def test_a_folder_to_read_only_is_served_and_not_written(disk: Path) -> None:
    from tests.conftest import fill_store

    fill_store(disk / "s")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    generation = current(disk / "s")
    assert (generation.count("statements"), generation.search("troop")) == (3, ["s1"])
    generation.close()
    with pytest.raises(StoreError, match=r"^can't write to the store .*: Read-only file system; choose another folder with --store$"):
        build(disk / "s")
    with pytest.raises(StoreError, match="Read-only file system"), writing(disk / "s", "a test"):
        pass
    assert faults(disk / "s") == []
