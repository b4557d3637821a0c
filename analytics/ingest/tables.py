"""CSV, TSV and Parquet: a row is an article."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.errors import UnreadableSourceError
from analytics.ingest.columns import gdelt, links, shown, with_extras
from analytics.ingest.decode import NotTextError, decode
from analytics.ingest.fields import article, check_header
from analytics.ingest.found import Found, limit

BATCH = 100
DELIMITERS = ",;\t|"


def read_csv(path: Path) -> Iterator[Found]:
    """The articles of a table with a header; the delimiter is the one that the header uses most."""
    csv.field_size_limit(limit() * 4)
    encoding, remark = encoding_of(path)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            yield from rows(stream, path, remark)
    except csv.Error as error:
        yield Found(str(path), failure=f"broken table: {error}")


def rows(stream: Any, path: Path, remark: str | None) -> Iterator[Found]:
    """The articles of an open table."""
    header = stream.readline()
    if not header.strip():
        yield Found(str(path), failure="empty file")
        return
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(DELIMITERS, key=header.count)
    cells, skipped = next(csv.reader([header], delimiter=delimiter)), 1
    if unquoted := gdelt(header.rstrip("\r\n").split("\t")):
        delimiter = "\t"
    by_place = unquoted or links(cells)
    if by_place:
        stream, skipped = chain([header], stream), 0
    columns = by_place or cells
    check_header(columns, str(path))
    told = shown(columns)
    reader = csv.DictReader(stream, columns, delimiter=delimiter, quoting=csv.QUOTE_NONE if unquoted else csv.QUOTE_MINIMAL)
    line = 1 + skipped
    for row in reader:
        origin = f"{path}, line {line}"
        line = reader.line_num + 1 + skipped
        got = article(with_extras({key: value for key, value in row.items() if key and value != ""}), origin)
        yield replace(got, remarks=(*filter(None, (told, remark)), *got.remarks))
        told = None


def encoding_of(path: Path) -> tuple[str, str | None]:
    """A table's encoding, from its first 200 kB, and a remark where it is assumed."""
    with path.open("rb") as stream:
        sample = stream.read(200_000)
    cut = sample.rfind(b"\n") + 1 or len(sample)
    try:
        _, remark = decode(sample[:cut])
    except NotTextError as error:
        raise UnreadableSourceError(f"{path}: {error}") from None
    assumed = remark.rsplit(" ", 1)[-1] if (remark and "assumed" in remark) or (remark and remark.startswith("read as")) else None
    if assumed and assumed.startswith(("utf-16", "utf-32")):
        assumed = assumed.removesuffix("-le").removesuffix("-be")
    return assumed or "utf-8-sig", remark


def read_parquet(path: Path) -> Iterator[Found]:
    """The articles of a Parquet file, a few rows in memory at a time."""
    try:
        with pq.ParquetFile(path) as file:
            check_header(file.schema_arrow.names, str(path))
            number, told = 0, shown(file.schema_arrow.names)
            for batch in file.iter_batches(BATCH):
                for row in batch.to_pylist():
                    number += 1
                    got = article(row, f"{path}, row {number}")
                    yield replace(got, remarks=(told, *got.remarks)) if told else got
                    told = None
    except (pa.ArrowException, OSError) as error:
        yield Found(str(path), failure=f"no readable Parquet file: {str(error).splitlines()[0]}")
