"""Paths to articles: folders are walked, each file goes to the reader of its kind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from analytics.errors import UnreadableSourceError
from analytics.ingest.archives import DEEPEST, ENDINGS, Allowance, unpack
from analytics.ingest.documents import read_docx, read_pdf
from analytics.ingest.feeds import read_feed
from analytics.ingest.found import Found
from analytics.ingest.lines import read_lines
from analytics.ingest.lists import read_json
from analytics.ingest.page import read_page
from analytics.ingest.page.budget import OverBudgetError, budget
from analytics.ingest.plaintext import is_sidecar, missing, read_text, sidecar
from analytics.ingest.sheets import read_xlsx
from analytics.ingest.tables import read_csv, read_parquet
from analytics.ingest.webarchives import read_warc

KNOWN = "text, Markdown, HTML, JSON, JSONL, CSV, TSV, XLSX, Parquet, RSS, Atom, WARC, WACZ, PDF, DOCX; also in zip, tar, gz, bz2, xz"
SECONDS = 120  # for one article of a file; a page has less
UNREADY = "can't be read on:"
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
    ".json": read_json,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".rdf": read_feed,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".pdf": read_pdf,
    ".docx": read_docx,
}


def walked_all(*paths: str | os.PathLike[str]) -> Iterator[Found]:
    """The articles of files, folders and archives, in order; whatever can't be read comes as a failure with its reason."""
    sidecar.cache_clear()
    yield from walked(paths, 0, Allowance())


def walked(paths: Iterable[str | os.PathLike[str]], depth: int, allowance: Allowance) -> Iterator[Found]:
    """What the paths hold, `depth` archives deep."""
    for path in files(paths):
        if not path.exists():
            yield Found(str(path), failure="no such file or folder")
        elif not path.is_file():
            yield Found(str(path), failure="no regular file")
        elif is_sidecar(path):
            yield from missing(path)
        elif reader := READERS.get(ending(path)):
            yield from guarded(reader, path)
        elif path.name.lower().endswith(ENDINGS):
            yield from archived(path, depth, allowance)
        else:
            yield Found(str(path), failure=f"no reader for {path.suffix or 'files without an ending'}; known: {KNOWN}")


def archived(path: Path, depth: int, allowance: Allowance) -> Iterator[Found]:
    """What an archive holds; the places in it are named after it."""
    if depth >= DEEPEST:
        yield Found(str(path), failure=f"an archive more than {DEEPEST} archives deep; not read")
        return
    with TemporaryDirectory(prefix="narratives-") as folder:
        for name, reason in unpack(path, Path(folder), allowance):
            yield Found(f"{path}/{name}" if name else str(path), failure=reason)
        for found in walked([folder], depth + 1, allowance):
            place = found.origin.replace(folder, str(path), 1)
            yield replace(found, origin=place, remarks=tuple(remark.replace(folder, str(path)) for remark in found.remarks))


def ending(path: Path) -> str:
    """A file's ending, with the one before it where both together name a kind: .html.gz."""
    both = "".join(path.suffixes[-2:]).lower()
    return both if both in READERS else path.suffix.lower()


def guarded(reader: Reader, path: Path) -> Iterator[Found]:
    """What the reader finds in a file."""
    yield from readable(reader(path), str(path))


def readable(places: Iterable[Found], origin: str) -> Iterator[Found]:
    """The places, each within its time; what can't be read on is one failure."""
    held = iter(places)
    while True:
        try:
            with budget(SECONDS):
                found = next(held, None)
        except UnreadableSourceError as error:
            found, held = Found(origin, failure=str(error).removeprefix(f"{origin}: ")), iter(())
        except OSError as error:
            found, held = Found(origin, failure=error.strerror or str(error)), iter(())
        except OverBudgetError as error:
            found, held = Found(origin, failure=f"takes {error} to read on; the rest is left out"), iter(())
        except Exception as error:  # a document that no reader was ready for costs itself alone
            found, held = Found(origin, failure=f"{UNREADY} {type(error).__name__}: {str(error)[:120]}; the rest is left out"), iter(())
        if found is None:
            return
        yield found


def files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files among the paths and in the folders among them, by name; hidden ones and stores are left out."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if wanted(Path(folder, name)))
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def wanted(folder: Path) -> bool:
    """Whether a folder is walked: not a hidden one, a store, or the pictures and scripts that a browser saved beside a page."""
    page = folder.name.removesuffix("_files")
    beside = page != folder.name and any(folder.with_name(page + end).exists() for end in (".html", ".htm"))
    return not (folder.name.startswith(".") or beside or Path(folder, "manifests").is_dir())


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
