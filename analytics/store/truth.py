"""What a store holds for good: immutable Parquet segments, and one manifest per commit that says which of them count.

    segments/<table>-<sha256, 32 digits>.parquet    named for its bytes
    manifests/00000001.json                         {"version", "at", "added": [...], "removed": [...]}
    judgements/, issues.toml, watch.db              what people decided, and which sources are watched; never derived
    generations/, CURRENT                           derived; see generation.py

A segment counts once a manifest names it. Manifests are numbered without gaps; a number is taken by linking a finished file to it,
which fails if it is taken: of two writers one is told so, and a reader never sees half a manifest. Where segments were merged, the
manifest that says so adds all that counts, and the ones before it are removed.

`VERSION` is that of a store, `COLUMNS` that of its segments' columns. A program reads stores of all earlier versions, and writes in its
own; see migration.py.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from analytics.errors import StoreError
from analytics.store.segments import write

VERSION = 3  # 2: no table of fetches
COLUMNS = 2  # 1: articles without authors, dated and date_confidence; failures without url, title, source, published, article_id, extractor


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
    version: int = 1  # of the columns


def segments(store_dir: str | os.PathLike[str], table: str | None = None) -> list[Segment]:
    """The segments that count now, oldest first; of one table, if given."""
    held: dict[str, Segment] = {}
    for manifest in told(store_dir):
        for name in manifest["removed"]:
            held.pop(name, None)
        held.update({entry["file"]: Segment(**entry) for entry in manifest["added"]})
    return [segment for segment in held.values() if table in (None, segment.table)]


def said_in(held: Sequence[Segment]) -> dict[str, list[Segment]]:
    """Each segment of articles with the segments of their statements."""
    found: dict[str, list[Segment]] = {segment.file: [] for segment in held if segment.table == "articles"}
    for segment in held:
        if segment.table == "statements":
            found.setdefault(segment.of, []).append(segment)
    return found


def told(store_dir: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """All manifests in the order of their commits."""
    while True:
        try:
            return [read_manifest(path) for path in manifests(store_dir)]
        except FileNotFoundError:  # merged between the two steps: a later one says it all
            continue


def committed(store_dir: str | os.PathLike[str]) -> int:
    """The number of the last commit; 0 where there is none."""
    held = manifests(store_dir)
    return int(held[-1].stem) if held else 0


def manifests(store_dir: str | os.PathLike[str]) -> list[Path]:
    """The manifests in the order of their commits."""
    return sorted(Path(store_dir, "manifests").glob("[0-9]*.json"))


def read_manifest(path: Path) -> dict[str, Any]:
    """One manifest; StoreError if it is damaged or a newer program's."""
    try:
        manifest = json.loads(path.read_text("utf-8"))
        version, _ = int(manifest["version"]), (manifest["removed"], [Segment(**entry) for entry in manifest["added"]])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"damaged manifest {path}: {error}; restore it from a backup") from None
    if version not in range(1, VERSION + 1):
        raise StoreError(
            f"store {path.parent.parent} has version {version}, this program reads versions up to {VERSION}; use the program that wrote it"
        )
    return manifest


def add_segment(
    store_dir: str | os.PathLike[str], table: str, rows: Sequence[Mapping[str, Any]], of: str = "", extractor: str = ""
) -> Segment:
    """Write rows as a new segment; it counts only once it is committed."""
    with drafted(store_dir) as draft:
        write(draft, table, rows, {"of": of, "extractor": extractor})
        return named(draft, Segment("", table, len(rows), 0, "", of, extractor, COLUMNS))


@contextmanager
def drafted(store_dir: str | os.PathLike[str]) -> Iterator[Path]:
    """A file to write a segment into; whatever goes wrong, nothing of it stays."""
    folder = Path(store_dir, "segments")
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{uuid.uuid4().hex}.draft"
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def named(draft: Path, about: Segment) -> Segment:
    """The segment that a written draft is, named for its bytes."""
    sync(draft)
    digest = checksum(draft)
    name = f"{about.table}-{digest[:32]}.parquet"
    size = draft.stat().st_size
    draft.rename(draft.parent / name)
    sync(draft.parent)
    return replace(about, file=name, bytes=size, sha256=digest)


def commit(store_dir: str | os.PathLike[str], added: Iterable[Segment], removed: Iterable[str] = ()) -> Path:
    """Make segments count, all of them or none."""
    folder = Path(store_dir, "manifests")
    folder.mkdir(parents=True, exist_ok=True)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = {"version": VERSION, "at": at, "added": [asdict(segment) for segment in added], "removed": list(removed)}
    draft = folder / f".{uuid.uuid4().hex}.draft"
    path = folder / f"{committed(store_dir) + 1:08d}.json"
    try:
        draft.write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
        sync(draft)
        os.link(draft, path)
    except FileExistsError:
        raise StoreError(f"store {store_dir}: another writer took commit {path.stem}; run the command again") from None
    finally:
        draft.unlink(missing_ok=True)
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
