"""Archives: their files are unpacked into a folder of our own, within limits on size, number, ratio, names and depth."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

MOST_BYTES, MOST_FILES, MOST_RATIO, DEEPEST = 2_000_000_000, 100_000, 200, 3
SMALL = 5_000_000  # bytes that may be unpacked at any ratio: a page of blanks is no attack
BLOCK = 1 << 20
ZIPS, TARS = (".zip", ".wacz"), (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
PACKED = (".gz", ".bz2", ".xz")
ENDINGS = (*ZIPS, *TARS, *PACKED)
BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
    OverflowError,
)  # fmt: skip
ODD = re.compile(r"[^\w .()+,=@-]+")


class RefusedError(Exception):
    """A file in an archive that isn't unpacked; says why."""


class SpentError(Exception):
    """An archive that is more than may be unpacked; nothing further of it is read."""


@dataclass(slots=True)
class Allowance:
    """What may still be unpacked, for an archive and those within it together."""

    size: int = 0
    files: int = 0

    def take(self, size: int = 0, files: int = 0) -> None:
        """Count bytes and files; SpentError where they are too many."""
        self.size += size
        self.files += files
        if self.size > MOST_BYTES:
            raise SpentError(f"more than {MOST_BYTES / 1e6:g} MB unpacked; the rest is left out")
        if self.files > MOST_FILES:
            raise SpentError(f"more than {MOST_FILES:,} files; the rest is left out")


def unpack(path: Path, folder: Path, allowance: Allowance) -> Iterator[tuple[str, str]]:
    """Unpack an archive into a folder; yields the name and the reason for whatever isn't unpacked ("" is the archive itself)."""
    name = path.name.lower()
    try:
        if name.endswith(ZIPS):
            yield from unzipped(path, folder, allowance)
        elif name.endswith(TARS):
            yield from untarred(path, folder, allowance)
        else:
            with opened(path) as stream:
                copied(stream, place(path.stem, folder), path.stat().st_size, allowance)
    except (SpentError, RefusedError) as error:
        yield "", str(error)
    except BROKEN as error:
        yield "", f"broken archive: {error or type(error).__name__}"


def opened(path: Path) -> IO[bytes]:
    """A packed file's stream."""
    return {".bz2": bz2.open, ".xz": lzma.open}.get(path.suffix.lower(), gzip.open)(path, "rb")  # type: ignore[operator, no-any-return]


def unzipped(path: Path, folder: Path, allowance: Allowance) -> Iterator[tuple[str, str]]:
    """Unpack a zip archive; of a WACZ, its web archives alone."""
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            wanted = path.suffix.lower() != ".wacz" or re.search(r"\.warc(\.gz)?$", member.filename)
            if member.is_dir() or not wanted:
                continue
            allowance.take(files=1)
            try:
                if stat.S_ISLNK(member.external_attr >> 16):
                    raise RefusedError("a link, not a file")
                if member.flag_bits & 1:
                    raise RefusedError("needs a password")
                target = place(member.filename, folder)
                with archive.open(member) as stream:
                    copied(stream, target, member.compress_size, allowance)
            except RefusedError as error:
                yield member.filename, str(error)
            except BROKEN as error:
                yield member.filename, f"broken: {error or type(error).__name__}"


def untarred(path: Path, folder: Path, allowance: Allowance) -> Iterator[tuple[str, str]]:
    """Unpack a tar archive, packed or not."""
    size, written = path.stat().st_size, 0
    with tarfile.open(path, "r:*") as archive:
        for member in archive:
            if member.isdir():
                continue
            allowance.take(files=1)
            try:
                if not member.isfile():
                    raise RefusedError("a link or device, not a file")
                stream = archive.extractfile(member)
                if stream:
                    written += copied(stream, place(member.name, folder), max(size - written // MOST_RATIO, 1), allowance)
            except RefusedError as error:
                yield member.name, str(error)


def copied(stream: IO[bytes], target: Path, packed: int, allowance: Allowance) -> int:
    """Write a stream to a file as far as it is allowed; returns the bytes, RefusedError leaves no file."""
    written = 0
    with target.open("wb") as out:
        while block := stream.read(BLOCK):
            written += len(block)
            if written > SMALL and written > MOST_RATIO * packed:
                target.unlink()
                raise RefusedError(f"unpacks to more than {MOST_RATIO} times its size")
            allowance.take(len(block))
            out.write(block)
    return written


def place(name: str, folder: Path) -> Path:
    """Where a member of such a name is unpacked: within the folder, under a name that is safe; RefusedError for one that leads out."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", name) or len(parts) > 40:
        raise RefusedError("its path leads out of the archive")
    safe = [(ODD.sub("_", part).lstrip("-") or "_")[-100:] for part in parts]
    target = folder.joinpath(*safe)
    while target.exists():
        target = target.with_name(f"_{target.name}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"its path can't be made: {error.strerror}") from None
    return target
