"""A generation as pages, metrics and exports read it: tables, search and texts, read-only and from any thread."""

from __future__ import annotations

import fcntl
import os
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import ibis
import pandas as pd
import tantivy

from analytics.errors import OutdatedError, StoreError
from analytics.store.schema import TABLES, layout
from analytics.store.search import found_rows

# No statement of ours needs files or the web, so none gets them.
SUMS = "sums.json"  # a generation's files with their checksums
CHOSEN = "NARRATIVES_GENERATION"
KEPT = "kept"  # the file that marks a generation that stays when there are newer ones
LOCKED: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": "false", "lock_configuration": "true"}


def current(store_dir: str | os.PathLike[str]) -> Generation:
    """The newest finished generation, or the one that was chosen; StoreError if there is none."""
    for _ in range(5):
        name = generation_name(store_dir)
        if name is None:
            present(store_dir)
            raise StoreError(f"store {Path(store_dir)} isn't built yet; run `narratives rebuild --store {Path(store_dir)}`")
        try:
            return Generation(Path(store_dir, "generations", name))
        except FileNotFoundError:  # swept away between the two steps: a newer one is there
            continue
    raise StoreError(f"store {Path(store_dir)} names the generation {name}, which is missing; make it again with `narratives rebuild`")


def held(store_dir: str | os.PathLike[str], name: str) -> str:
    """The name, where a store has that generation; StoreError tells which it has, oldest first."""
    leases = sorted(Path(store_dir, "generations").glob("[0-9]*/lease"), key=lambda path: path.stat().st_mtime_ns)
    there = [path.parent.name for path in leases]
    if name not in there:
        raise StoreError(f"no generation {name[:60]!r} in store {Path(store_dir)}; it has {', '.join(there) or 'none'}")
    return name


def present(store_dir: str | os.PathLike[str]) -> None:
    """StoreError where a folder holds no store."""
    if not begun(store_dir):
        raise StoreError(f"no store at {Path(store_dir)}; make one with `narratives ingest PATH --store {Path(store_dir)}`")


def begun(store_dir: str | os.PathLike[str]) -> bool:
    """Whether a folder holds a store."""
    return Path(store_dir, "manifests").is_dir()


def generation_name(store_dir: str | os.PathLike[str]) -> str | None:
    """The name of the generation to be read: the newest, unless NARRATIVES_GENERATION names another; None without a store."""
    return os.environ.get(CHOSEN) or newest(store_dir)


def newest(store_dir: str | os.PathLike[str]) -> str | None:
    """The newest generation's name, for one small read; None without a store."""
    try:
        return Path(store_dir, "CURRENT").read_text("utf-8", "replace").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


class Generation:
    """One state of the store, which never changes; it stays on disk while it is open."""

    def __init__(self, folder: Path) -> None:
        """Open the generation in a folder; FileNotFoundError if it is gone."""
        self.name = folder.name
        lease = os.open(folder / "lease", os.O_RDONLY)
        self._release = weakref.finalize(self, os.close, lease)
        fcntl.flock(lease, fcntl.LOCK_SH)
        try:
            self._connection = duckdb.connect(str(folder / "serving.duckdb"), read_only=True, config=LOCKED)
            self._index = self._searchable(folder / "search")
        except (duckdb.Error, ValueError) as error:
            self._release()
            if not folder.exists():
                raise FileNotFoundError(folder) from None
            raise StoreError(f"can't open the generation {folder}: {error}; make it again with `narratives rebuild`") from None
        self._cursors = threading.Lock()
        if self.meta().get("layout") != layout():
            self.close()
            name = folder.parent.parent
            raise OutdatedError(f"the tables of store {name} are another version's; make them anew: `narratives rebuild --store {name}`")
        self._schemas = {name: self._schema(name) for name in TABLES}
        self.form = hash(tuple(self._schemas.items()))  # alike for generations that the same compiled query can be put to
        self._ids: dict[int, str] | None = None

    def table(self, name: str) -> ibis.Table:
        """A serving table, for expressions."""
        return ibis.table(self._schemas[name], name=name)

    def frame(self, expression: ibis.Expr) -> pd.DataFrame:
        """The rows of an expression over the tables."""
        return self._cursor().execute(str(ibis.to_sql(expression, dialect="duckdb"))).df()

    def count(self, name: str) -> int:
        """The rows of a serving table."""
        row = self._cursor().execute(f"SELECT count(*) FROM {name}").fetchone()
        return int(row[0]) if row else 0

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        """The rows of a query, its $names bound to the parameters; for SQL that was compiled once from an expression."""
        return self._cursor().execute(sql, dict(parameters)).df()

    def search(self, query: str) -> list[str]:
        """Ids of the statements that hold all words of a query in content, speaker, title or source, best first."""
        if self._ids is None:
            self._ids = dict(self._cursor().execute("SELECT nr, statement_id FROM statements").fetchall())
        return [self._ids[row] for row in found_rows(self._index, query) if row in self._ids]  # people may have judged some to be none

    def text(self, article_id: str) -> str:
        """An article's text, to the letter."""
        row = self._cursor().execute("SELECT text FROM texts WHERE article_id = ?", [article_id]).fetchone()
        if row is None:
            raise StoreError(f"no article {article_id!r} in generation {self.name}; take its id from the table `articles`")
        return row[0]

    def meta(self) -> dict[str, str]:
        """What is known of the generation itself: when it was built, from how many commits."""
        return dict(self._cursor().execute("SELECT key, value FROM meta").fetchall())

    def close(self) -> None:
        """Let the generation go; a later build may then remove it."""
        self._connection.close()
        self._release()

    def _searchable(self, folder: Path) -> tantivy.Index:
        # Opening an index writes a lock beside it: where nothing can be written it is opened through links to its files.
        if os.access(folder, os.W_OK):
            return tantivy.Index.open(str(folder))
        links = TemporaryDirectory(prefix="narratives-search-")
        weakref.finalize(self, links.cleanup)
        for path in folder.resolve().iterdir():
            if path.suffix != ".lock":
                Path(links.name, path.name).symlink_to(path)
        return tantivy.Index.open(links.name)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._cursors:
            return self._connection.cursor()

    def _schema(self, name: str) -> ibis.Schema:
        empty = self._cursor().sql(f"FROM {name} LIMIT 0").to_arrow_table()
        return ibis.Schema.from_pyarrow(empty.schema)
