"""The article with its statements marked in it; every piece of text is escaped here, once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from analytics.charts.palette import SIGNS
from analytics.export.view import View, url
from dashboard.markup import esc

LONGEST = 200_000  # characters shown at once; longer articles show what stands round the chosen statement
BEFORE = 20_000
NOBODY = -1  # the number of what is pointed at, which is no statement


class Mark(NamedTuple):
    """Characters [start, end) of the text: what they are, and the statement they belong to."""

    start: int
    end: int
    part: str  # said, speaker, cue, condition, place
    statement: int  # its number in the article, from 0


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, its statements, the number of the chosen one, and the view that links keep."""

    text: str
    rows: Sequence[Mapping[str, Any]]
    chosen: int | None
    view: View


def article_html(text: str, rows: Sequence[Mapping[str, Any]], chosen: str, view: View) -> str:
    """The text as HTML: each statement underlined by its position and linked, the chosen one's parts told apart."""
    index = next((n for n, row in enumerate(rows) if row["statement_id"] == chosen), None)
    reading = Marked(text, rows, index, view)
    marks = [*marks_of(rows, index, len(text)), *pointed(view.at, len(text))]
    first = 0
    if len(text) > LONGEST:
        middle = min((m.start for m in marks if m.statement in (index, NOBODY)), default=0)
        first = max(0, middle - BEFORE)
    last = min(len(text), first + LONGEST)
    body = "".join(piece(reading, start, end, cover) for start, end, cover in cut(marks, first, last))
    before = f'<p class="cut">{first:,} characters before this are not shown.</p>' if first else ""
    after = f'<p class="cut">{len(text) - last:,} characters after this are not shown.</p>' if last < len(text) else ""
    return f'<div class="article" dir="auto">{before}{body}{after}</div>'


def marks_of(rows: Sequence[Mapping[str, Any]], chosen: int | None, length: int) -> Iterator[Mark]:
    """What is marked: all statements' words, and the speaker, cue and condition of the chosen one."""
    for number, row in enumerate(rows):
        yield from spans(row["content_spans"], "said", number, length)
        if number == chosen:
            yield from spans(row["speaker_spans"], "speaker", number, length)
            yield from spans(row["cue_spans"], "cue", number, length)
            if row["condition_start"] is not None:
                yield from spans(json.dumps([[int(row["condition_start"]), int(row["condition_end"])]]), "condition", number, length)


def spans(written: str, part: str, number: int, length: int) -> Iterator[Mark]:
    """Spans as marks, within the text."""
    for start, end in json.loads(written):
        if 0 <= start < end <= length:
            yield Mark(start, end, part, number)


def pointed(at: str, length: int) -> Iterator[Mark]:
    """The characters that the address points at, within the text."""
    start, _, end = at.partition("-")
    if at and int(start) < min(int(end), length):
        yield Mark(int(start), min(int(end), length), "place", NOBODY)


def cut(marks: Iterable[Mark], first: int, last: int) -> Iterator[tuple[int, int, list[Mark]]]:
    """The text between `first` and `last` in pieces that lie wholly inside or outside of each mark."""
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.start < last and mark.end > first:
            starts.setdefault(max(mark.start, first), []).append(mark)
            ends.setdefault(min(mark.end, last), []).append(mark)
    edges = sorted({first, last, *starts, *ends})
    open_marks: list[Mark] = []
    for start, end in pairwise(edges):
        open_marks = [mark for mark in open_marks if mark not in ends.get(start, ())] + starts.get(start, [])
        yield start, end, list(open_marks)


def piece(reading: Marked, start: int, end: int, cover: Sequence[Mark]) -> str:
    """One piece: plain, or a link to the innermost statement that holds it."""
    rows, chosen, view = reading.rows, reading.chosen, reading.view
    shown = esc(reading.text[start:end])
    if not cover:
        return shown
    said = [mark for mark in cover if mark.part == "said"]
    own = [mark for mark in cover if mark.statement in (chosen, NOBODY)]
    parts = " ".join(sorted({mark.part for mark in own}))
    if not said:
        focus = " data-focus" if any(m.part == "place" and m.start == start for m in own) else ""
        return f'<span class="part {parts}"{focus}>{shown}</span>'
    mark = next((m for m in own if m.part == "said"), min(said, key=lambda m: m.end - m.start))
    row = rows[mark.statement]
    position = row["position"] or "none"
    begins = [m for m in said if m.start == start]
    numbers = "".join(number(m, rows, view) for m in begins)
    focus = " data-focus" if own and any(m.start == start and m.part in ("said", "place") for m in own) else ""
    href = url(replace(view, page="reader", statement=row["statement_id"], at=""))
    whose = f"{parts} chosen" if mark.statement == chosen else parts  # all of its pieces, not the first alone
    return f'{numbers}<a class="view said {position} {whose}" href="{esc(href)}"{focus}><mark>{shown}</mark></a>'


def number(mark: Mark, rows: Sequence[Mapping[str, Any]], view: View) -> str:
    """A statement's number in the margin, with its sign."""
    row = rows[mark.statement]
    position = row["position"] or "none"
    href = url(replace(view, page="reader", statement=row["statement_id"], at=""))
    return f'<a class="view margin {position}" href="{esc(href)}">{SIGNS[position]}{mark.statement + 1}</a>'
