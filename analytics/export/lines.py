"""Text from outside as it may be shown anywhere: without characters that move, hide or end something."""

from __future__ import annotations


def printable(text: str, instead: str = "\N{REPLACEMENT CHARACTER}") -> str:
    """The text with something else for each character that can't be printed."""
    return "".join(c if c.isprintable() else instead for c in text)


def flat(text: str) -> str:
    """The printable text in one line, with single spaces."""
    return " ".join(printable(text, " ").split())
