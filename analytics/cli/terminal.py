"""Text from outside on the terminal."""

from __future__ import annotations

from rich.markup import escape

from analytics.export.lines import printable


def shown(text: object) -> str:
    """Text as rich prints it to the letter, but for characters by which a terminal can be moved, coloured or cleared."""
    return escape(printable(str(text)))
