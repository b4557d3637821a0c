"""What a store holds for good: immutable Parquet segments, and one manifest per commit that says which of them count.

    segments/<table>-<sha256, 32 digits>.parquet    named for its bytes
    manifests/00000001.json                         {"version", "at", "added": [...], "removed": [...]}
    generations/, CURRENT                           derived; see generation.py

A segment counts once a manifest names it. Manifests are numbered without gaps; a number is taken by linking a finished file to it,
which fails if it is taken: of two writers one is told so, and a reader never sees half a manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from analytics.errors import StoreError
from analytics.store.segments import write

VERSION = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """One Parquet file of the truth."""

    file: str
    table: str
    rows: int
    bytes: int
    sha256: str
    of: str = ""  # statements: the segment that holds their articles
    extractor: str = ""  # statements: the fingerprint of what found them


def segments(store_dir: str | os.PathLike[str], table: str | None = None) -> list[Segment]:
    """The segments that count now, oldest first; of one table, if given."""
    held: dict[str, Segment] = {}
    for path in manifests(store_dir):
        manifest = read_manifest(path)
        for name in manifest["removed"]:
            held.pop(name, None)
        held.update({entry["file"]: Segment(**entry) for entry in manifest["added"]})
    return [segment for segment in held.values() if table in (None, segment.table)]


def manifests(store_dir: str | os.PathLike[str]) -> list[Path]:
    """The manifests in the order of their commits."""
    return sorted(Path(store_dir, "manifests").glob("[0-9]*.json"))


def read_manifest(path: Path) -> dict[str, Any]:
    """One manifest; StoreError if it is damaged or of another version."""
    try:
        manifest = json.loads(path.read_text("utf-8"))
        version, _ = manifest["version"], (manifest["added"], manifest["removed"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"damaged manifest {path}: {error}; restore it from a backup") from None
    if version != VERSION:
        raise StoreError(
            f"store {path.parent.parent} has version {version}, this program reads version {VERSION}; use the program that wrote it"
        )
    return manifest


def add_segment(
    store_dir: str | os.PathLike[str], table: str, rows: Sequence[Mapping[str, Any]], of: str = "", extractor: str = ""
) -> Segment:
    """Write rows as a new segment; it counts only once it is committed."""
    folder = Path(store_dir, "segments")
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{uuid.uuid4().hex}.draft"
    write(draft, table, rows, {"of": of, "extractor": extractor})
    sync(draft)
    digest = checksum(draft)
    name = f"{table}-{digest[:32]}.parquet"
    size = draft.stat().st_size
    draft.rename(folder / name)
    sync(folder)
    return Segment(name, table, len(rows), size, digest, of, extractor)


def commit(store_dir: str | os.PathLike[str], added: Iterable[Segment], removed: Iterable[str] = ()) -> Path:
    """Make segments count, all of them or none."""
    folder = Path(store_dir, "manifests")
    folder.mkdir(parents=True, exist_ok=True)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = {"version": VERSION, "at": at, "added": [asdict(segment) for segment in added], "removed": list(removed)}
    draft = folder / f".{uuid.uuid4().hex}.draft"
    draft.write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    sync(draft)
    earlier = manifests(store_dir)
    path = folder / f"{int(earlier[-1].stem) + 1 if earlier else 1:08d}.json"
    try:
        os.link(draft, path)
    except FileExistsError:
        raise StoreError(f"store {store_dir}: another writer took commit {path.stem}; run the command again") from None
    finally:
        draft.unlink()
    sync(folder)
    return path


def column(store_dir: str | os.PathLike[str], table: str, name: str) -> Iterable[Any]:
    """All values of one column of the truth."""
    for segment in segments(store_dir, table):
        yield from pq.read_table(Path(store_dir, "segments", segment.file), columns=[name])[name].to_pylist()


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make a file or folder safe against a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
