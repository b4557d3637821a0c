"""A language as written to its ISO 639 code."""

from __future__ import annotations

import functools
import re

from babel import Locale

CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


def code(written: str) -> str:
    """The code of a language that is given as one, with or without its country, or by its English name; else as it was written.

    >>> code("en-GB"), code("Ukrainian"), code("Klingonese")
    ('en', 'uk', 'Klingonese')
    """
    line = " ".join(written.split())
    if match := CODE.fullmatch(line):
        return match[1].lower()
    return names().get(line.casefold(), line)


@functools.cache
def names() -> dict[str, str]:
    """Codes by English name."""
    return {name.casefold(): code for code, name in reversed(list(Locale("en").languages.items())) if "_" not in code}
