"""The commonest errors: sorts of error with the cue's word, how often each happened, and in which sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tests.evaluation.meaning import CHECKS, to_judge
from tests.evaluation.scoring import Judged, Said

ENDS = re.compile(r"(?<=[.!?])[\"”’']*\s+(?=[A-Z“\"‘])|\n+")
LONGEST = 240


class Mistake(NamedTuple):
    """A sort of error: "missed", "spurious", "inexact", "wrong speaker", ...; the cue's word; each place as an excerpt."""

    sort: str
    cue: str
    places: list[str]


def commonest(documents: Iterable[Judged], number: int) -> list[Mistake]:
    """The sorts of error that happened most, each with its places."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in documents:
        for sort, cue, place in mistakes(one):
            groups.setdefault((sort, cue), []).append(f"{one.document['id']}: {place}")
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [Mistake(*name, places) for name, places in ranked[:number]]


def mistakes(one: Judged) -> Iterator[tuple[str, str, str]]:
    """Each error of a document: its sort, the cue's word, the excerpt."""
    for g, gold in enumerate(one.gold):
        word = cue(one, gold)
        if g not in one.loose:
            yield "missed", word, excerpt(one, g)
            continue
        found = one.predicted[one.loose[g]]
        both = f"{excerpt(one, g)}  ≠  {excerpt(one, one.loose[g], predicted=True)}"
        if g not in one.strict:
            yield "inexact", word, both
        for part in ("speaker", "cue"):
            if getattr(gold, part) and not getattr(gold, part) & getattr(found, part):
                yield f"wrong {part}", word, both
        for name, check in CHECKS.items():
            if to_judge(gold.record, name) and not check(gold.record, found.record):
                yield f"wrong {name}", word, f"{value(gold.record, name)}  ≠  {value(found.record, name)}  in  {excerpt(one, g)}"
    matched = {*one.loose.values()}
    for p in one.counted:
        if p not in matched:
            yield "spurious", cue(one, one.predicted[p]), excerpt(one, p, predicted=True)


def cue(one: Judged, said: Said) -> str:
    """The cue's words in small letters; "-" for none."""
    return " ".join(one.document["text"][a:b].lower() for a, b in said.record.get("cue") or []) or "-"


def value(record: dict[str, Any], name: str) -> str:
    """What a record says under a check's name."""
    found = record.get(name, record.get("type") if name == "mode" else None)
    parts = found if isinstance(found, list) else [found]
    return " + ".join(str(p.get("name") if isinstance(p, dict) else p) for p in parts) or "nothing"


def excerpt(one: Judged, number: int, predicted: bool = False) -> str:
    """The sentences of a statement, its content between ‹ and ›, its speaker between { and }."""
    record = (one.predicted if predicted else one.gold)[number].record
    text, marks = one.document["text"], dict[int, str]()
    for spans, (opening, closing) in ((record["content"], "‹›"), (record.get("speaker") or [], "{}")):
        for a, b in spans:
            marks[a], marks[b] = marks.get(a, "") + opening, closing + marks.get(b, "")
    start, end = bounds(text, min(marks), max(marks))
    shown = "".join(marks.get(i, "") + text[i:end][:1] for i in range(start, end + 1))
    return " ".join(shown.split())[:LONGEST]


def bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """The sentences that hold [first, last)."""
    ends = [match.end() for match in ENDS.finditer(text)]
    return max((e for e in ends if e <= first), default=0), min((e for e in ends if e >= last), default=len(text))
