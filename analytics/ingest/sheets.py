"""XLSX: a row of a sheet with a header is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from analytics.ingest.columns import shown
from analytics.ingest.fields import article, column_of
from analytics.ingest.found import Found
from analytics.ingest.office import check

CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a cell holds a control character


def read_xlsx(path: Path) -> Iterator[Found]:
    """The articles of a workbook; a sheet without a column for text or address is a failure, unless it is empty."""
    check(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # a dozen kinds, by what is broken
        yield Found(str(path), failure=f"no readable workbook: {str(error)[:100] or type(error).__name__}")
        return
    try:
        for sheet in book.worksheets:
            yield from rows(sheet, f"{path}, sheet {sheet.title}")
    except Exception as error:
        yield Found(str(path), failure=f"broken workbook: {str(error)[:100] or type(error).__name__}")
    finally:
        book.close()


def rows(sheet: Any, origin: str) -> Iterator[Found]:
    """The articles of one sheet."""
    lines = sheet.iter_rows(values_only=True)
    header = [str(cell or "").strip() for cell in next(lines, ())]
    if not any(header):
        return
    if not {"text", "url"} & column_of(header).keys():
        yield Found(origin, failure=f"no column for the text; has: {', '.join(header[:8])}; wanted: text, body or content")
        return
    told = shown(header)
    for number, cells in enumerate(lines, 2):
        row = {name: uncoded(cell) for name, cell in zip(header, cells, strict=False) if name and cell not in (None, "")}
        if row:
            got = article(row, f"{origin}, row {number}")
            yield replace(got, remarks=(told, *got.remarks)) if told else got
            told = None


def uncoded(cell: Any) -> Any:
    """A cell's value with its coded characters as themselves."""
    return CODED.sub(lambda match: chr(int(match[1], 16)), cell) if isinstance(cell, str) else cell
