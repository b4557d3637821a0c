"""Paths to articles: folders are walked, each file goes to the reader of its kind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

from analytics.errors import UnreadableSourceError
from analytics.ingest.found import Found
from analytics.ingest.lines import read_lines
from analytics.ingest.page import read_page
from analytics.ingest.plaintext import is_sidecar, missing, read_text, sidecar
from analytics.ingest.tables import read_csv, read_parquet

Reader = Callable[[Path], Iterator[Found]]
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".html.gz": read_page,
    ".htm.gz": read_page,
}


def read(*paths: str | os.PathLike[str]) -> Iterator[Found]:
    """The articles of files and folders, in order; whatever can't be read comes as a failure with its reason."""
    sidecar.cache_clear()
    for path in files(paths):
        if not path.exists():
            yield Found(str(path), failure="no such file or folder")
        elif is_sidecar(path):
            yield from missing(path)
        elif reader := READERS.get(ending(path)):
            yield from guarded(reader, path)
        else:
            yield Found(str(path), failure=f"no reader for {path.suffix or 'files without an ending'}; known: {', '.join(READERS)}")


def ending(path: Path) -> str:
    """A file's ending, with the one before it where both together name a kind: .html.gz."""
    both = "".join(path.suffixes[-2:]).lower()
    return both if both in READERS else path.suffix.lower()


def guarded(reader: Reader, path: Path) -> Iterator[Found]:
    """What the reader finds; a file that can't be read at all is one failure."""
    try:
        yield from reader(path)
    except UnreadableSourceError as error:
        yield Found(str(path), failure=str(error).removeprefix(f"{path}: "))
    except OSError as error:
        yield Found(str(path), failure=error.strerror or str(error))


def files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files among the paths and in the folders among them, by name; hidden ones and stores are left out."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith(".") and not Path(folder, name, "manifests").is_dir())
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def expected(*paths: str | os.PathLike[str]) -> int:
    """About how many articles the paths hold, for a progress bar: lines of tables are counted, nothing is read."""
    return sum(map(about, files(paths)))


def about(path: Path) -> int:
    """About how many articles a file holds."""
    try:
        if path.suffix.lower() == ".parquet":
            return int(pq.read_metadata(path).num_rows)
        if READERS.get(ending(path)) in (read_lines, read_csv):
            with path.open("rb") as stream:
                return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) or 1
    except (OSError, ValueError):
        pass
    return 1
