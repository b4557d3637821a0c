"""From a parsed article to its attributions: who is said to have said what, as spans."""

from __future__ import annotations

from dataclasses import replace

from analytics.extract.followons import continued
from analytics.extract.own_words import in_own_voice, own_words, speaks_for_itself
from analytics.extract.relays import Passed, relayed
from analytics.extract.reports import reports
from analytics.extract.scene import Scene, scene
from analytics.extract.turns import signed, turns
from analytics.records import Article, Attribution, Mode, Span
from analytics.text import Parsed

__all__ = ["attributions"]


def attributions(parsed: Parsed, article: Article) -> list[Attribution]:
    """The article's attributions, in the order of their first words."""
    one = scene(parsed)
    found = [attribution(passed, one) for passed in continued(relayed(reports(one), one), one)]
    found += signed(one, [piece for a in found for piece in a.content])
    spoken = turns(one)
    if spoken:
        found = [*spoken, *(a for a in found if not (in_own_voice(a, one.text) and any(holds(turn, a) for turn in spoken)))]
    elif speaks_for_itself(one, article):
        found = own_words(one, found)
    return nested(sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end)))


def attribution(passed: Passed, one: Scene) -> Attribution:
    """A report as a record."""
    report = passed.report
    return Attribution(
        content=report.content,
        cue=(report.cue,),
        speaker=report.speaker,
        mode=mode(report.content, one),
        via=passed.via,
        confidence=report.cue_score,
        speaker_confidence=report.source_score,
    )


def mode(content: tuple[Span, ...], one: Scene) -> Mode:
    """Direct where all letters stand in quotation marks, mixed where some do."""
    quoted = plain = 0
    for start, end in content:
        inside = sum(min(q.end, end) - max(q.start, start) for q in one.quotes_in(start, end))
        quoted += inside
        plain += end - start - inside
    return "indirect" if not quoted else "direct" if plain <= 3 else "mixed"


def nested(found: list[Attribution]) -> list[Attribution]:
    """The attributions, each with its depth and the one that it is reported in."""
    placed: list[Attribution] = []
    for i, one in enumerate(found):
        around = [j for j, other in enumerate(found) if j != i and holds(other, one) and not (holds(one, other) and j > i)]
        inside = min(around, key=lambda j: found[j].content[-1].end - found[j].content[0].start, default=None)
        placed.append(replace(one, inside=inside, depth=len(around)))
    return placed


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether an attribution is reported in another: its content and cue lie in the other's content."""
    return all(any(a <= start and end <= b for a, b in outer.content) for start, end in (*inner.content, *inner.cue))
