"""What earlier builds worked out, kept beside the store by key; all of it can be made again, so it may be deleted at any time."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Item = TypeVar("Item")
Make = Callable[[list[str]], pa.Table]


class Kept:
    """Tables in `<store>/derived/<fingerprint>`; those of other fingerprints, made by other code, are removed."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """Open or begin."""
        self.folder = folder / fingerprint
        for other in folder.glob("*"):
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)

    def rows(self, name: str, keys: Collection[str], make: Make) -> pa.Table:
        """The rows of these keys, in a column `key`; `make` gives those of keys that are new."""
        held = self.read(f"{name}.parquet")
        known = set() if held is None else set(held["key"].unique().to_pylist())
        fresh = make([key for key in keys if key not in known])
        if held is None:
            made = fresh
        else:
            wanted = held.filter(pc.is_in(held["key"], pa.array(sorted(keys), pa.string())))
            made = pa.concat_tables([wanted.cast(fresh.schema), fresh])
        if held is None or len(fresh) or len(made) < len(held):
            self.write(f"{name}.parquet", made)
        return made

    def parts(self, name: str) -> list[pa.Table]:
        """The tables that were added under a name, oldest first."""
        return [table for path in sorted(self.folder.glob(f"{name}-*.parquet")) if (table := self.read(path.name)) is not None]

    def add(self, name: str, table: pa.Table) -> None:
        """Add a table to those of a name."""
        self.write(f"{name}-{len(list(self.folder.glob(f'{name}-*.parquet'))):06d}.parquet", table)

    def forget(self, name: str) -> None:
        """Remove what is kept under a name."""
        for path in self.folder.glob(f"{name}*.parquet"):
            path.unlink()

    def read(self, file: str) -> pa.Table | None:
        """A table; None where there is none, or none that can be read."""
        try:
            return pq.read_table(self.folder / file)
        except (OSError, pa.ArrowException):
            return None

    def write(self, file: str, table: pa.Table) -> None:
        """Write a table in one step."""
        draft = self.folder / f".{uuid.uuid4().hex}"
        pq.write_table(table, draft, compression="zstd")
        draft.rename(self.folder / file)


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items, so many at a time."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
