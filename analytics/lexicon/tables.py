"""Rows of a lexicon table with their line numbers, so that every complaint can name file, line and rule."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from ..errors import TableError
from ..text import plain

HERE = Path(__file__).parent
T = TypeVar("T")
ARTICLE = re.compile(r"^[Tt]he\s+")
QUOTES = " \t\n\"'“”‘’«»„,.;:()[]"
COUNTRY = re.compile(r"[A-Z]{3}|EU|NATO|UN")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell, without spaces around it."""
        return self.cells[column]

    def filled(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self[column]:
            raise self.error(f"empty {column}")
        return self[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several, set apart by bars."""
        return tuple(part.strip() for part in self[column].split("|") if part.strip())

    def one_of(self, column: str, known: tuple[str, ...] | frozenset[str]) -> str:
        """The cell, which must be one of the known values."""
        if self[column] not in known:
            raise self.error(f"unknown {column} {self[column]!r}; known: {', '.join(sorted(known))}")
        return self[column]

    def country(self, column: str = "country", known: Callable[[str], bool] | None = None) -> str | None:
        """The cell as a country code; None where it is empty."""
        code = self[column]
        if code and not (known(code) if known else COUNTRY.fullmatch(code)):
            raise self.error(f"unknown country code {code!r}; wanted ISO 3166-1 alpha-3, EU, NATO or UN")
        return code or None

    def day(self, column: str, last: bool = False) -> date | None:
        """The cell as a day; a month or year means its first day, or its last one."""
        value = self[column]
        if not value:
            return None
        try:
            year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
            if day:
                return date(year, month, day)
            if not last:
                return date(year, month or 1, 1)
            return date.fromordinal(date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1).toordinal() - 1)
        except ValueError:
            raise self.error(f"{column} {value!r} is no date; wanted 2024, 2024-05 or 2024-05-14") from None

    def error(self, rule: str) -> TableError:
        """A complaint that names the file, the line and the rule."""
        return TableError(f"{rule} ({self.file}, line {self.line})")


def rows(file: str | Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table in this folder (or at a path); lines that start with # are comments."""
    path = HERE / file
    with path.open(encoding="utf-8", newline="") as lines:
        numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise TableError(f"no header; wanted {','.join(columns)} ({path.name}, line 1)")
    header = tuple(next(csv.reader([numbered[0][1]])))
    if header != columns:
        raise TableError(f"header {','.join(header)}; wanted {','.join(columns)} ({path.name}, line {numbered[0][0]})")
    for number, line in numbered[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(columns):
            raise TableError(f"{len(cells)} cells; wanted {len(columns)} ({path.name}, line {number})")
        yield Row(path.name, number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))


def slug(name: str) -> str:
    """A name as a readable id.

    >>> slug("António Guterres")
    'antonio-guterres'
    """
    return plain(name).replace(" ", "-")


class Names(Generic[T]):
    """A lookup by name that refuses one name for two things; exact names compare letter by letter."""

    def __init__(self) -> None:
        self.loose: dict[str, T] = {}
        self.exact: dict[str, T] = {}

    def add(self, row: Row, value: T, names: Iterable[str], exact: Iterable[str] = ()) -> None:
        """File a thing under its names; those among the exact ones are not filed loosely."""
        strict = tuple(exact)
        for name in strict:
            self.file(row, self.exact, unarticled(name, keep=True), name, value)
        for name in names:
            if name not in strict:
                self.file(row, self.loose, plain(unarticled(name)), name, value)

    def file(self, row: Row, table: dict[str, T], key: str, name: str, value: T) -> None:
        """Put one name into one table."""
        if not key:
            raise row.error("empty name")
        if table.setdefault(key, value) is not value:
            raise row.error(f"alias {name!r} names two things: {table[key]} and {value}")

    def get(self, name: str) -> T | None:
        """What a name as printed stands for; None where it is not listed."""
        bare = " ".join(name.strip(QUOTES).split())
        return self.exact.get(unarticled(bare, keep=True)) or self.loose.get(plain(unarticled(bare)))


def unarticled(name: str, keep: bool = False) -> str:
    """A name without its leading article, or with it in small letters."""
    return ARTICLE.sub("the " if keep else "", name)
