"""The table of words that show how a speaker stands to what is said."""

from __future__ import annotations

import csv
import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import analytics.lexicon
from analytics.errors import TableError
from analytics.lexicon.patterns import Matcher

TABLE = Path(analytics.lexicon.__file__).with_name("stances.csv")
WHERE = ("cue", "content")


@dataclass
class Markers:
    """The markers of cues or of contents, each key with its class."""

    matcher: Matcher = field(default_factory=Matcher)
    classes: list[str] = field(default_factory=list)

    def found(self, row: Sequence[str]) -> list[tuple[str, int, int]]:
        """Class, first and last word of each marker in the row, in order."""
        return sorted(((self.classes[h.key], h.first, h.last) for h in self.matcher.hits(row)), key=lambda m: m[1:])

    def counted(self, row: Sequence[str]) -> Counter[str]:
        """How many markers of each class the row holds."""
        return Counter(name for name, _, _ in self.found(row))


@functools.cache
def markers(where: str, path: Path = TABLE) -> Markers:
    """The markers of "cue" or "content"; raises TableError with file, line and rule."""
    chosen = Markers()
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    for n, line in rows[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != 3 or cells[0] not in WHERE or not cells[1] or not cells[2].strip():
            raise TableError(f"{path.name}, line {n}: a row holds cue or content, a class, and patterns split by semicolons")
        for pattern in cells[2].split(";") if cells[0] == where else ():
            try:
                chosen.matcher.add(pattern.strip())
            except ValueError as problem:
                raise TableError(f"{path.name}, line {n}: {problem}") from problem
            chosen.classes.append(cells[1])
    return chosen
