"""The commands that hold articles against each other: stories."""

from __future__ import annotations

import sys

from analytics.cli import app


@app.command()
def stories() -> None:
    """The story of each article on standard input, and the one it copies, a JSON object a line, in the same order.

    All lines are read first: which story an article tells depends on the others.
    """
    from analytics.cli.storylines import story_lines

    for line in story_lines(sys.stdin.buffer):
        sys.stdout.write(line + "\n")
