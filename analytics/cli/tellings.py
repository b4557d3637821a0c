"""The commands that hold articles against each other: stories and compare."""

from __future__ import annotations

import sys

from analytics.cli import WorkersOption, app


@app.command()
def stories() -> None:
    """The story of each article on standard input, and the one it copies, a JSON object a line, in the same order.

    All lines are read first: which story an article tells depends on the others.
    """
    from analytics.cli.storylines import story_lines

    for line in story_lines(sys.stdin.buffer):
        sys.stdout.write(line + "\n")


@app.command()
def compare(workers: WorkersOption = None) -> None:
    """How the tellings of each story differ: forks, slots, contradictions, a JSON object a story; articles on standard input."""
    from analytics.cli.storylines import comparison_lines

    for line in comparison_lines(sys.stdin.buffer, workers):
        sys.stdout.write(line + "\n")
