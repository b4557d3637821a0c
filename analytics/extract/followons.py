"""Quotations that no cue claims: those that go on in the voice of the report before them."""

from __future__ import annotations

from analytics.extract.quotes import Quotation
from analytics.extract.relays import Passed
from analytics.extract.scene import Scene, Sentence
from analytics.records import Span

LEAST_WORDS = 3


def continued(found: list[Passed], scene: Scene) -> list[Passed]:
    """The reports, each with the quotations that go on in its voice as further pieces of its content."""
    added: dict[int, list[Span]] = {}
    claimed = [(a, b) for passed in found for a, b in passed.report.content]
    for quote in scene.quotes:
        if any(quote.start < b and quote.end > a for a, b in claimed) or not stands_alone(quote, scene, found):
            continue
        i = voice_of(quote, found, added, scene)
        if i is not None:
            added.setdefault(i, []).append(Span(quote.start, quote.end))
    return [
        passed._replace(report=passed.report._replace(content=tuple(sorted([*passed.report.content, *added[i]])))) if i in added else passed
        for i, passed in enumerate(found)
    ]


def stands_alone(quote: Quotation, scene: Scene, found: list[Passed]) -> bool:
    """Whether a quotation is one or more whole sentences, in sentences where nothing else is reported."""
    touched = [s for s in scene.sentences if s.span.start < quote.end and s.span.end > quote.start]
    if not touched or len(scene.text[quote.start : quote.end].split()) < LEAST_WORDS:
        return False
    outside = scene.text[touched[0].span.start : quote.start] + scene.text[quote.end : touched[-1].span.end]
    whole = not any(c.isalnum() for c in outside)
    numbers = {s.number for s in touched}
    return whole and not any(p.report.sentence.number in numbers for p in found)


def voice_of(quote: Quotation, found: list[Passed], added: dict[int, list[Span]], scene: Scene) -> int | None:
    """The report that the quotation goes on: one with a quotation, ended in the sentence or paragraph just before; or a later one."""
    before, after = neighbours(quote, scene)
    best: tuple[int, int] | None = None
    for i, passed in enumerate(found):
        report = passed.report
        end = max(report.content[-1].end, report.cue.end, *(b for _, b in added.get(i, ())))
        quoting = bool(scene.quotes_in(report.content[-1].start, report.content[-1].end)) or i in added
        last = report.sentence if report.sentence.span.end >= end - 2 else sentence_at(scene, end - 1)
        if (
            quoting
            and end <= quote.start
            and before is not None
            and last is not None
            and last.number == before.number
            and (best is None or end >= best[1])
        ):
            best = (i, end)
    if best is not None:
        return best[0]
    if quote.runs_on and after is not None:
        return next((i for i, p in enumerate(found) if p.report.content[0].start == after.span.start), None)
    return None


def neighbours(quote: Quotation, scene: Scene) -> tuple[Sentence | None, Sentence | None]:
    """The sentences before and after a quotation of whole sentences."""
    before = [s for s in scene.sentences if s.span.end <= quote.start + 1]
    after = [s for s in scene.sentences if s.span.start >= quote.end - 1]
    return (before[-1] if before else None), (after[0] if after else None)


def sentence_at(scene: Scene, char: int) -> Sentence | None:
    """The sentence that holds a character."""
    return next((s for s in scene.sentences if s.span.start <= char < s.span.end), None)
