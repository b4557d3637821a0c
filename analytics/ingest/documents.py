"""PDF and Word files, where the libraries for them are installed."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from analytics.errors import UnreadableSourceError
from analytics.ingest.fields import storable
from analytics.ingest.found import Found, limit, too_long
from analytics.ingest.office import check
from analytics.ingest.page.budget import OverBudgetError, budget
from analytics.records import Article, Published

EXTRA = "pip install 'narrative-tracker[documents]'"
SECONDS, MOST_PAGES, LARGEST = 60, 2_000, 100_000_000


def read_pdf(path: Path) -> Iterator[Found]:
    """The article that a PDF file holds; one of pictures alone has no text."""
    yield guarded(path, pdf, library("pypdf", path, "PDF"))


def read_docx(path: Path) -> Iterator[Found]:
    """The article that a Word file holds."""
    check(path)
    yield guarded(path, docx, library("docx", path, "Word"))


def library(name: str, path: Path, kind: str) -> ModuleType:
    """The library; UnreadableSourceError says how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UnreadableSourceError(f"{path}: {kind} files need an extra: {EXTRA}") from None


def guarded(path: Path, reader: Any, parts: ModuleType) -> Found:
    """What a reader makes of a file within its time; whatever these libraries raise on broken files is the reason."""
    if path.stat().st_size > LARGEST:
        return Found(str(path), failure=f"a document of more than {LARGEST / 1e6:g} MB")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with budget(SECONDS):
            made = reader(path, parts)
    except OverBudgetError as error:
        return Found(str(path), failure=f"a document that takes {error} to read")
    except Exception as error:  # dozens of kinds, by what is broken
        return Found(str(path), failure=f"no readable document: {str(error)[:100] or type(error).__name__}")
    if not made.text:
        return Found(str(path), failure="no text in it (scanned pages, or empty)")
    if len(made.text) > limit():
        return Found(str(path), failure=too_long(len(made.text)))
    dated = made.published.value is not None
    made = replace(made, dated="metadata" if dated else "none", date_confidence=0.4 if dated else 0.0)
    return Found(str(path), *storable(made, ["dated by the file's own creation"] if dated else []))


def pdf(path: Path, pypdf: ModuleType) -> Article:
    """A PDF file's article."""
    reader = pypdf.PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("needs a password")
    if len(reader.pages) > MOST_PAGES:
        raise ValueError(f"{len(reader.pages)} pages; the limit is {MOST_PAGES}")
    text = "\n\n".join(page for one in reader.pages if (page := one.extract_text().strip()))
    about = reader.metadata
    title = about.title if about else None
    return Article(
        text, path.stem, str(title).strip() or None if title else None, published=created(about.creation_date if about else None)
    )


def docx(path: Path, parts: ModuleType) -> Article:
    """A Word file's article: its paragraphs and the rows of its tables, in order."""
    document = parts.Document(str(path))
    lines = []
    for block in document.iter_inner_content():
        rows = [" ".join(cell.text for cell in row.cells) for row in block.rows] if hasattr(block, "rows") else [block.text]
        lines += [line for row in rows if (line := " ".join(row.split()))]
    about = document.core_properties
    return Article("\n\n".join(lines), path.stem, about.title.strip() or None if about.title else None, published=created(about.created))


def created(moment: datetime | None) -> Published:
    """The day on which a file was made, which is not stated to be that of its publication."""
    return Published(moment.date().isoformat(), "inferred") if moment and 1990 < moment.year <= datetime.now().year else Published()
