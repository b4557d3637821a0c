"""What is remembered of the web between runs: one SQLite file beside a store's segments, each change in one transaction.

Nothing in it is needed to read the store: without it, pages are fetched once more and found to be known.
"""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from analytics.errors import StoreError

FILE, VERSION = "watch.db", 1
TABLES = """
CREATE TABLE IF NOT EXISTS sources (
    source TEXT PRIMARY KEY, country TEXT, ownership TEXT, language TEXT, feeds TEXT NOT NULL, every INTEGER NOT NULL,
    last_try TEXT, last_success TEXT, new INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
    missing_since TEXT, reason TEXT, next_at TEXT);
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, known TEXT, etag TEXT, changed TEXT, words TEXT, article TEXT,
    first_at TEXT NOT NULL, tried_at TEXT NOT NULL, next_at TEXT, failures INTEGER NOT NULL, reason TEXT);
CREATE INDEX IF NOT EXISTS due ON pages (source, next_at);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, until TEXT NOT NULL, reason TEXT NOT NULL);
"""
WAIT = 10  # seconds that one process waits for another's transaction


@contextmanager
def reading(store_dir: str | os.PathLike[str]) -> Iterator[sqlite3.Connection | None]:
    """The memory to look at, or None where there is none; StoreError where it is damaged."""
    path = Path(store_dir, FILE)
    if not path.is_file():
        yield None
        return
    with told(path), closing(opened(path)) as connection:
        check(connection, path)
        yield connection


class Memory:
    """The memory to look at again and again, opened with the first look that finds a file; what others write meanwhile is seen."""

    def __init__(self, store_dir: str | os.PathLike[str]) -> None:
        self.path = Path(store_dir, FILE)
        self.connection: sqlite3.Connection | None = None

    def rows(self, query: str, values: Sequence[str]) -> list[sqlite3.Row]:
        """The rows of a query; none where nothing was ever remembered. StoreError where the file is damaged."""
        if self.connection is None and not self.path.is_file():
            return []
        with told(self.path):
            if self.connection is None:
                self.connection = opened(self.path)
                weakref.finalize(self, self.connection.close)
                check(self.connection, self.path)
            return self.connection.execute(query, values).fetchall()


def opened(path: Path) -> sqlite3.Connection:
    """The file, to be read only."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def faults(store_dir: str | os.PathLike[str]) -> list[str]:
    """What is wrong with the memory, a line each."""
    try:
        with reading(store_dir) as memory:
            if memory is None:
                return []
            found = [row[0] for row in memory.execute("PRAGMA quick_check(5)")]
            for table in ("sources", "pages", "hosts"):
                memory.execute(f"SELECT count(*) FROM {table}")
    except StoreError as error:
        return [str(error)]
    path = Path(store_dir, FILE)
    return [f"{path} is damaged: {line}; remove it, and what it names is fetched once more" for line in found if line != "ok"]


@contextmanager
def writing(store_dir: str | os.PathLike[str]) -> Iterator[sqlite3.Connection]:
    """The memory in one transaction: all of what the body writes is kept, or nothing."""
    path = Path(store_dir, FILE)
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=WAIT)) as connection:
            connection.row_factory = sqlite3.Row
            check(connection, path)
            connection.executescript(TABLES)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            with connection:
                yield connection


def check(connection: sqlite3.Connection, path: Path) -> None:
    """StoreError for the memory of a newer program."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise StoreError(f"{path} has version {version}, this program reads version {VERSION}; use the program that wrote it")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """StoreError where the file can't be used."""
    try:
        yield
    except sqlite3.OperationalError as error:  # read-only, full, locked for long
        raise StoreError(f"can't write {path}: {error}; make room or rights for it, or choose another folder with --store") from None
    except sqlite3.Error as error:
        raise StoreError(f"can't use {path}: {error}; remove it, and what it names is fetched once more") from None
