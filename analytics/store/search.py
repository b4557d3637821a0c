"""Full-text search beside a generation: words of content, speaker, title and source to rows of statements."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

FIELDS = ("content", "speaker", "title", "source")
HEAP = 128_000_000


def schema() -> tantivy.Schema:
    """Stemmed English words in each of the fields, and the statement's row as a number."""
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    return builder.add_integer_field("row", fast=True).build()


def write_index(folder: Path, rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """Index (row number, {field: words or None}) pairs into a new folder."""
    folder.mkdir(parents=True)
    writer = tantivy.Index(schema(), str(folder)).writer(HEAP, 1)
    for row, words in rows:
        writer.add_document(tantivy.Document(row=row, **{name: text for name, text in words.items() if text}))
    writer.commit()
    writer.wait_merging_threads()


def found_rows(index: tantivy.Index, query: str) -> list[int]:
    """Rows that hold all words of the query, best first; `"a phrase"`, `-word`, `speaker:word` and OR work, and nothing raises."""
    searcher = index.searcher()
    parsed, _ = index.parse_query_lenient(query.replace("\0", " "), list(FIELDS), conjunction_by_default=True)
    try:
        hits = searcher.search(parsed, max(1, searcher.num_docs), count=False).hits
    except ValueError:  # a query that parses and can't run, such as a phrase prefix on a field without positions
        return []
    return [int(row) for row in searcher.fast_field_values("row", [address for _, address in hits]) if row is not None]
