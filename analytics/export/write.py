"""Write a view's statements to a file: exactly those that the dashboard lists at the same address."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple

import pandas as pd

from analytics.errors import ViewError
from analytics.export.known import known
from analytics.export.lines import printable
from analytics.export.view import Ignored, Reading, parse
from analytics.metrics.listing import listing, people
from analytics.metrics.vocabulary import names
from analytics.store.serving import Generation, current

COLUMNS = (
    "statement_id", "published", "published_precision", "published_how", "actors", "actor_ids", "country", "kinds", "speaker", "anonymous",
    "cover", "mode", "cue", "content", "via", "issue", "position", "condition_start", "condition_end", "source", "title", "url",
    "article_id", "hash", "speaker_spans", "cue_spans", "content_spans", "depth", "inside",
    "conf_extraction", "conf_attribution", "conf_position",
)  # fmt: skip
SPANS = ("speaker_spans", "cue_spans", "content_spans")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that begins so for a formula

Row = dict[str, Any]


class Export(NamedTuple):
    """How many rows were written, and what of the address was ignored."""

    rows: int
    ignored: tuple[Ignored, ...]


def write(store_dir: str | os.PathLike[str], view_url: str, format: str, stream: IO[Any]) -> Export:
    """Write the statements of a view as csv, jsonl, xlsx or graphml; a stream of text will do for all but xlsx."""
    if format not in WRITERS:
        raise ViewError(f"unknown format {format!r}; known: {', '.join(WRITERS)}")
    generation = current(store_dir)
    reading = answered(generation, parse(view_url))
    found = rows(generation, reading)
    content = WRITERS[format](found)
    if isinstance(stream, io.TextIOBase):
        (stream.buffer.write(content) if hasattr(stream, "buffer") else stream.write(content.decode("utf-8")))
    else:
        stream.write(content)
    return Export(len(found), reading.ignored)


def answered(generation: Generation, reading: Reading) -> Reading:
    """The reading without values that the store lacks."""
    return known(reading, names(generation, reading.view.selection))


def rows(generation: Generation, reading: Reading) -> list[Row]:
    """The view's statements in its order."""
    selection, sort = reading.view.selection, reading.view.sort
    frame = listing(generation, selection, sort, 1, None)
    heads = people(generation, selection, frame["statement_id"]).groupby("statement_id", sort=False)
    joined = heads.agg(actor_ids=("actor_id", " + ".join), kinds=("kind", " + ".join))
    full = frame.drop(columns=["kinds"], errors="ignore").join(joined, on="statement_id")
    full = full.assign(published=published(full))
    plain = full[list(COLUMNS)].astype(object)
    return [{str(name): value for name, value in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")]


def published(frame: pd.DataFrame) -> pd.Series:
    """The date as it was given: a month stays a month."""
    return frame["published_value"].astype(object)


def as_csv(found: list[Row]) -> bytes:
    """Rows as UTF-8 with a byte-order mark, which spreadsheets need; cells that look like formulas begin with an apostrophe."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in found)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" \n").startswith(DANGEROUS) else value


def as_jsonl(found: list[Row]) -> bytes:
    """One JSON object a line, texts to the letter, spans as lists."""
    lines = (json.dumps({**row, **{name: json.loads(row[name]) for name in SPANS}}, ensure_ascii=False, default=plain) for row in found)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def plain(value: Any) -> Any:
    """NumPy's numbers as Python's."""
    return value.item()


def as_xlsx(found: list[Row]) -> bytes:
    """One sheet; texts are cells of text, never formulas."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("statements")

    def cells(values: Mapping[str, Any]) -> Iterator[Any]:
        for value in values.values():
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:32_000] if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            yield cell

    sheet.append(list(COLUMNS))
    for row in found:
        sheet.append(list(cells(row)))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_graphml(found: list[Row]) -> bytes:
    """Actors and issues as nodes, what actors said on an issue with one position as an edge with its number."""
    import networkx as nx

    graph: Any = nx.MultiDiGraph()
    for row in found:
        for identity, name in zip(split(row["actor_ids"]), split(row["actors"]), strict=False):
            if not row["issue"]:
                continue
            graph.add_node(f"actor:{identity}", label=printable(name), type="actor")
            graph.add_node(f"issue:{row['issue']}", label=row["issue"], type="issue")
            ends, position = (f"actor:{identity}", f"issue:{row['issue']}"), row["position"] or "none"
            if not graph.has_edge(*ends, key=position):
                graph.add_edge(*ends, key=position, position=position, statements=0)
            graph.edges[*ends, position]["statements"] += 1
    stream = io.BytesIO()
    nx.write_graphml(graph, stream)
    return stream.getvalue()


def split(joined: str | None) -> list[str]:
    """The parts of a joined value."""
    return (joined or "").split(" + ") if joined else []


WRITERS = {"csv": as_csv, "jsonl": as_jsonl, "xlsx": as_xlsx, "graphml": as_graphml}
