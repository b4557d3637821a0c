"""How often a link is right, by the reason that it gives: measured, not assumed."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import Row, rows

LEANING = 2  # judged links that weigh as much as what the rule itself gave
COLUMNS = ("pattern", "least", "right", "of")


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of the links of a kind of reason, and of an unmeasured sureness from `least` on, how many were right."""

    pattern: re.Pattern[str]
    least: float
    right: int
    of: int

    def fits(self, reason: str, sure: float) -> bool:
        """Whether a link belongs here."""
        return sure >= self.least and self.pattern.match(reason) is not None


def sureness(reason: str, sure: float, table: Sequence[Reliability] = ()) -> float:
    """The share of links for such a reason that were right, in two digits; where few were judged, partly what the rule gave, `sure`.

    >>> sureness("alias", 1.0) > sureness("pronoun: Russia", 0.3)
    True
    """
    found = next((row for row in table or reliabilities("sureness.csv") if row.fits(reason, sure)), None)
    return round((found.right + LEANING * sure) / (found.of + LEANING), 2) if found else sure


@functools.cache
def reliabilities(file: str | Path) -> tuple[Reliability, ...]:
    """The rows of a table; TableError names file, line and rule."""
    return tuple(reliability(row) for row in rows(file, COLUMNS))


def reliability(row: Row) -> Reliability:
    """One row, with its numbers checked."""
    try:
        least, right, of = float(row["least"]), int(row["right"]), int(row["of"])
        pattern = re.compile(row["pattern"])
    except (ValueError, re.error) as error:
        raise row.error(f"{error}; wanted a regular expression, a share and two counts") from None
    if not (0 <= least <= 1 and 0 <= right <= of):
        raise row.error(f"{right} right of {of} from {least} on; wanted 0 <= right <= of and a share")
    return Reliability(pattern, least, right, of)
