"""Small words of mentions, by what they do there."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from ..errors import TableError
from .tables import HERE


def words(use: str) -> frozenset[str]:
    """The words of one use in mentions: quantifier, hedge, leaked ..."""
    return frozenset(read_words("words.toml")["mention"][use])


@functools.cache
def outlet_words(use: str) -> frozenset[str]:
    """The words of one use around outlets: occasion, telling, makes ..."""
    return frozenset(read_words("words.toml")["outlet"][use])


def kinds_of_words(table: str) -> dict[str, str]:
    """The kind of each word of a table: small, organisation or pronoun."""
    return {word: kind for kind, listed in read_words("words.toml")[table].items() for word in listed}


def takes_up() -> dict[str, tuple[str, ...]]:
    """The kinds of actor that each bare noun may take up again."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, nouns in read_words("words.toml")["takes_up"].items():
        for noun in nouns:
            found[noun] = (*found.get(noun, ()), kind)
    return found


@functools.cache
def read_words(file: str | Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """The words of a file by table and use; TableError for a word with two kinds, and for a file that is no TOML."""
    path = HERE / file
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"no TOML: {error} ({path.name})") from error
    found = {name: {use: parts(cell) for use, cell in table.items()} for name, table in tables.items()}
    for name in ("small", "organisation", "pronoun"):
        seen: dict[str, str] = {}
        for use, listed in found.get(name, {}).items():
            for word in listed:
                if seen.setdefault(word, use) != use:
                    rule = f"word {word!r} is both {seen[word]} and {use}"
                    raise TableError(f"{rule} ({path.name}, line {line_of(path, word, use)})")
    return found


def parts(cell: str) -> tuple[str, ...]:
    """The words of a cell, set apart by bars or else by spaces."""
    return tuple(part.strip() for part in cell.split("|")) if "|" in cell else tuple(cell.split())


def line_of(path: Path, word: str, use: str) -> int:
    """The line where a word stands under its use."""
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        inside = inside or line.startswith(f"{use} =")
        if inside and word in line.replace('"', " ").split():
            return number
    return 0
