"""What is told of standing sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from analytics.cli import app
from analytics.errors import StoreError
from analytics.ingest.watch import State, memory, states
from analytics.ingest.watch.memory import FILE, faults, writing
from analytics.ingest.watch.pages import Page, Pages


def test_a_store_that_watches_nothing_has_no_states(tmp_path: Path):
    assert states(tmp_path) == []
    assert not (tmp_path / FILE).exists()


def test_a_source_is_told_with_what_it_last_gave(tmp_path: Path):
    with writing(tmp_path) as memory:
        memory.execute(
            "INSERT INTO sources (source, country, feeds, every, new, failed, last_success) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ("Daily Courier", "AUT", '["https://courier.example/feed"]', 30, 3, 1, "2026-11-22T10:00:00Z"),
        )
    assert states(tmp_path) == [
        State(
            "Daily Courier", "AUT", feeds=("https://courier.example/feed",), every=30, new=3, failed=1, last_success="2026-11-22T10:00:00Z"
        )
    ]


def test_a_damaged_memory_is_one_clear_error(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"no database, but long enough to be looked at" * 50)
    with pytest.raises(StoreError, match="remove it, and what it names is fetched once more"):
        states(tmp_path)


def test_verify_looks_at_the_memory_too(store: Path, capsys: pytest.CaptureFixture[str]):
    with writing(store) as memory:
        memory.executemany("INSERT INTO hosts VALUES (?, '2026', 'asked')", [(f"{number}.example",) for number in range(2_000)])
    assert CliRunner().invoke(app, ["verify", "--store", str(store)]).exit_code == 0
    path = store / FILE
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    path.write_bytes(data)
    (fault, *_) = faults(store)
    assert fault.startswith((f"{path} is damaged: ", f"can't use {path}: "))
    assert "remove it, and what it names is fetched once more" in fault
    ran = CliRunner().invoke(app, ["verify", "--store", str(store)])
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (2, fault)
    assert "`narratives restore`" not in ran.stderr


def test_pages_are_looked_up_through_one_connection_that_sees_what_is_written_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[Path] = []
    monkeypatch.setattr(memory, "opened", lambda path, true=memory.opened: opened.append(path) or true(path))
    pages = Pages(tmp_path)
    assert pages.get("u") is None
    for url in ("u", "v"):
        pages.keep(Page(url, first_at="2026-05-14T08:00:00Z", tried_at="2026-05-14T08:00:00Z"))
        pages.flush()
        assert [pages.get(one) is not None for one in ("u", url)] == [True, True]
    assert pages.remembered(["u", "v", "w"]) == {"u", "v"}
    assert opened == [tmp_path / FILE]


def test_the_memory_of_a_newer_program_is_left_alone(tmp_path: Path):
    with writing(tmp_path) as memory:
        memory.execute("PRAGMA user_version = 9")
    with pytest.raises(StoreError, match="has version 9, this program reads version 1"):
        states(tmp_path)


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path):
    def fail() -> None:
        with writing(tmp_path) as memory:
            memory.execute("INSERT INTO hosts VALUES ('a.example', '2026-11-22T10:00:00Z', 'asked')")
            raise KeyError("cut off")

    with pytest.raises(KeyError):
        fail()
    with writing(tmp_path) as memory:
        assert memory.execute("SELECT count(*) FROM hosts").fetchone()[0] == 0


def test_a_memory_that_can_not_be_written_is_one_clear_error(tmp_path: Path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreError, match="make room or rights for it, or choose another folder with --store"), writing(tmp_path):
        pass
