"""A text or Markdown file is one article, its text kept to the letter."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analytics.ingest.decode import NotTextError, decode
from analytics.ingest.fields import with_table_row
from analytics.ingest.found import Found, limit, too_long
from analytics.records import Article

SIDECAR = "sources.csv"
ADDRESS = re.compile(r"https?://\S+")
HEADING = re.compile(r"\A\s*# +(?P<title>[^\n]+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sidecar: what is known of a file, and where that stands."""

    origin: str
    fields: dict[str, str]


def read_text(path: Path) -> Iterator[Found]:
    """The file's article; title, source, date and address come from the table `sources.csv` beside it, where there is one."""
    size = path.stat().st_size
    if size > limit():
        yield Found(str(path), failure=too_long(size))
        return
    try:
        text, remark = decode(path.read_bytes())
    except NotTextError as error:
        yield Found(str(path), failure=str(error))
        return
    if not text.strip():
        yield Found(str(path), failure="empty file")
        return
    if links := addresses(text):
        yield from (
            Found(f"{path}, line {n}", failure=f"no text; its page has to be fetched: {url}", known=Article("", url=url))
            for n, url in links
        )
        return
    heading = HEADING.match(text) if path.suffix.lower() in (".md", ".markdown") else None
    made = Article(text=text, id=path.stem, title=heading["title"] if heading else None)
    row = sidecar(path.parent).get(path.name)
    remarks: tuple[str, ...] = ()
    if row:
        made, remarks = with_table_row(made, row.fields, row.origin)
    yield Found(str(path), made, (*([remark] if remark else []), *remarks))


def addresses(text: str) -> list[tuple[int, str]]:
    """The addresses of a text that is only a list of them, with their lines; none for any other text."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    return lines if lines and all(ADDRESS.fullmatch(line) for _, line in lines) else []


def is_sidecar(path: Path) -> bool:
    """Whether a file is a table about the texts beside it."""
    return path.name == SIDECAR and bool(sidecar(path.parent))


def missing(path: Path) -> Iterator[Found]:
    """A failure for each row of a sidecar whose file isn't there."""
    for name, row in sidecar(path.parent).items():
        if not (path.parent / name).is_file():
            yield Found(row.origin, failure=f"speaks of {name!r}, which isn't there")


@functools.lru_cache(maxsize=64)
def sidecar(folder: Path) -> dict[str, Row]:
    """The rows of the folder's table by file name; none where no such table is there, or one that can't be read."""
    path = folder / SIDECAR
    if not path.is_file():
        return {}
    try:
        text, _ = decode(path.read_bytes())
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if "file" not in (reader.fieldnames or ()):
            return {}
        return {row["file"]: Row(f"{path}, line {reader.line_num}", {k: v for k, v in row.items() if k and k != "file"}) for row in reader}
    except (NotTextError, csv.Error):
        return {}
