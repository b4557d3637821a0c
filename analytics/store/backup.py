"""A store as one file, and back: everything that isn't derived, each file with its checksum.

A tar archive: first `backup.json` ({"backup": 1, "at", "files": {name: [bytes, sha256]}}), then those files and nothing else.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from analytics.errors import StoreError
from analytics.store.lock import room, writing
from analytics.store.serving import present
from analytics.store.truth import checksum, manifests, segments, sync

LIST, VERSION = "backup.json", 1
BASES = ("watch.db",)  # SQLite files, which are copied in a transaction
LOOSE = ("issues.toml", "judgements/judgements.jsonl")
NAME = re.compile(r"manifests/\d{8}\.json|segments/[a-z]+-[0-9a-f]{32}\.parquet|" + "|".join(map(re.escape, (*BASES, *LOOSE))))
CHUNK = 1 << 20


def backup(store_dir: str | os.PathLike[str], file: str | os.PathLike[str]) -> int:
    """Write all of a store that isn't derived into one new file; how many files it holds. Readers go on, writers wait."""
    store, path = Path(store_dir), Path(file)
    present(store)
    if path.exists():
        raise StoreError(f"{path} is there already; choose another name, or remove it first")
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        with steady(store), room(str(path)), TemporaryDirectory() as folder, draft.open("xb") as stream:
            parts = {**{name: store / name for name in names(store)}, **{name: copied(store, name, Path(folder)) for name in bases(store)}}
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
                listed = {name: [part.stat().st_size, checksum(part)] for name, part in parts.items()}
                about = {"backup": VERSION, "at": datetime.now(UTC).isoformat(timespec="seconds"), "files": listed}
                put(archive, LIST, io.BytesIO(told := json.dumps(about, indent=1).encode()), len(told))
                for name, part in parts.items():
                    with part.open("rb") as content:
                        put(archive, name, content, part.stat().st_size)
        sync(draft)
        os.link(draft, path)
    except FileExistsError:
        raise StoreError(f"{path} is there already; choose another name, or remove it first") from None
    except OSError as error:
        raise StoreError(f"can't write the backup {path}: {error.strerror or error}") from None
    finally:
        draft.unlink(missing_ok=True)
    return len(parts)


def restore(file: str | os.PathLike[str], store_dir: str | os.PathLike[str]) -> int:
    """Make the store of a backup; how many files it holds. Each is compared with its checksum, and nothing stays if one is wrong."""
    path, store = Path(file), Path(store_dir)
    if store.exists() and (not store.is_dir() or any(store.iterdir())):
        raise StoreError(f"{store} is there already; restore into a new folder")
    draft = store.with_name(f".{store.name}.{uuid.uuid4().hex[:8]}")
    try:
        with room(f"store {store}"), path.open("rb") as stream:
            draft.mkdir(parents=True)
            count = unpacked(stream, draft)
            segments(draft)  # StoreError for a damaged manifest, or a newer program's
            if store.exists():
                store.rmdir()
            draft.rename(store)
            sync(store.parent)
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is no backup of a store, or a damaged one: {error}") from None
    except OSError as error:
        raise StoreError(f"can't restore {path} into {store}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return count


def unpacked(stream: IO[bytes], folder: Path) -> int:
    """Write the files of an archive that its list names; ValueError for any that is missing, too much or other than listed."""
    with tarfile.open(fileobj=stream, mode="r:") as archive:
        members = iter(archive)
        first = next(members, None)
        listed = read_list(archive, first) if first else {}
        if not listed:
            raise ValueError("it holds no list of files")
        waiting = dict(listed)
        for member in members:
            size, digest = waiting.pop(member.name)
            content = archive.extractfile(member) if member.isreg() and member.size == size else None
            if content is None or write_checked(content, folder / member.name) != digest:
                raise ValueError(f"{member.name} isn't as it was written")
        if waiting:
            raise ValueError(f"{next(iter(waiting))} is missing")
    return len(listed)


def read_list(archive: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, tuple[int, str]]:
    """The names that a backup holds, each with its bytes and checksum; ValueError for a name that no store has."""
    content = archive.extractfile(member) if member.isreg() and member.name == LIST else None
    about = json.loads(content.read()) if content else {}
    if about.get("backup", 0) > VERSION:
        raise StoreError(f"the backup has version {about['backup']}, this program reads version {VERSION}; use the program that wrote it")
    if strange := [name for name in about.get("files", {}) if not NAME.fullmatch(name)]:
        raise ValueError(f"{strange[0]!r} is no file of a store")
    return {name: (int(size), str(digest)) for name, (size, digest) in about.get("files", {}).items()}


def write_checked(content: IO[bytes], path: Path) -> str:
    """Write a file; the checksum of what was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as out:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def names(store: Path) -> Iterator[str]:
    """The store's files that can be copied as they are."""
    yield from (f"manifests/{path.name}" for path in manifests(store))
    yield from (f"segments/{segment.file}" for segment in segments(store))
    yield from (name for name in LOOSE if (store / name).is_file())


def bases(store: Path) -> Iterator[str]:
    """The store's databases."""
    return (name for name in BASES if (store / name).is_file())


def copied(store: Path, name: str, folder: Path) -> Path:
    """A copy of a database as it is between two transactions."""
    there = folder / name
    source = sqlite3.connect(f"{(store / name).resolve().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(there)) as to:
        source.backup(to)
    return there


@contextmanager
def steady(store: Path) -> Iterator[None]:
    """Keep writers out; where nothing can be written, there are none."""
    if os.access(store, os.W_OK) and not os.statvfs(store).f_flag & os.ST_RDONLY:
        with writing(store, "backup"):
            yield
    else:
        yield


def put(archive: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    """Add a file that belongs to nobody."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    archive.addfile(member, content)
