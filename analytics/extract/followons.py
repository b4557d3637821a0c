"""Quotations that no cue claims: those that go on in the voice of the report before them."""

from __future__ import annotations

from analytics.extract.quotes import Quotation
from analytics.extract.relays import Passed
from analytics.extract.scene import Scene
from analytics.records import Span

LEAST_WORDS = 3
MOST_BETWEEN = 14  # words that a report may put between two parts of a quotation
CLOSING = frozenset("\"'”’»“`")


def continued(found: list[Passed], scene: Scene) -> list[Passed]:
    """The reports, each with the quotations that go on in its voice as further pieces of its content."""
    added: dict[int, list[Span]] = {}
    for quote in scene.quotes:
        outside = [passed.report for passed in found if not within(passed, quote)]
        if any(quote.start < b and quote.end > a for report in outside for a, b in report.content):
            continue
        i = resumed(quote, found, scene.text)
        if i is None and stands_alone(quote, scene, found):
            i = voice_of(quote, found, added, scene)
        if i is not None:
            added.setdefault(i, []).append(Span(quote.start, quote.end))
    return [
        passed._replace(report=passed.report._replace(content=tuple(sorted([*passed.report.content, *added[i]])))) if i in added else passed
        for i, passed in enumerate(found)
    ]


def within(passed: Passed, quote: Quotation) -> bool:
    """Whether a report is itself quoted."""
    return quote.holds(passed.report.cue.start)


def resumed(quote: Quotation, found: list[Passed], text: str) -> int | None:
    """The report whose few words part this quotation from the one before it ("...," he said, "...")."""
    for i, passed in enumerate(found):
        report = passed.report
        gap = text[report.content[-1].end : quote.start]
        parted = (
            report.content[-1].end <= report.cue.start and report.cue.end <= quote.start and text[report.content[-1].end - 1] in CLOSING
        )
        short = len(gap.split()) <= MOST_BETWEEN and "\n" not in gap and gap.rstrip()[-1:] in (",", "-", "–", "—", ":")
        if parted and short:
            return i
    return None


def stands_alone(quote: Quotation, scene: Scene, found: list[Passed]) -> bool:
    """Whether a quotation is one or more whole sentences, with no report in them but those that are quoted too."""
    touched = scene.sentences_in(quote.start, quote.end)
    if not touched or len(scene.text[quote.start : quote.end].split()) < LEAST_WORDS:
        return False
    outside = scene.text[touched[0].span.start : quote.start] + scene.text[quote.end : touched[-1].span.end]
    whole = not any(c.isalnum() for c in outside)
    numbers = {s.number for s in touched}
    return whole and not any(p.report.sentence.number in numbers and not within(p, quote) for p in found)


def voice_of(quote: Quotation, found: list[Passed], added: dict[int, list[Span]], scene: Scene) -> int | None:
    """The report that the quotation goes on: one with a quotation, ended in the sentence or paragraph just before; or a later one."""
    before, after = scene.sentence_before(quote.start + 1), scene.sentence_after(quote.end - 1)
    earliest = before.span.start if before is not None else quote.start
    best: tuple[int, int] | None = None
    for i, passed in enumerate(found):
        report = passed.report
        end = max(report.content[-1].end, report.cue.end, *(b for _, b in added.get(i, ())))
        if not earliest < end <= quote.start or before is None:
            continue
        quoting = i in added or bool(scene.quotes_in(report.content[-1].start, report.content[-1].end))
        last = report.sentence if report.sentence.span.end >= end - 2 else next(iter(scene.sentences_in(end - 1, end)), None)
        if quoting and last is not None and last.number == before.number and (best is None or end >= best[1]):
            best = (i, end)
    if best is not None:
        return best[0]
    if quote.runs_on and after is not None:
        return next((i for i, p in enumerate(found) if p.report.content[0].start == after.span.start), None)
    return None
