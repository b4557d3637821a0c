"""From a parsed article to its attributions: who is said to have said what, as spans."""

from __future__ import annotations

from analytics.extract.reports import Report, reports
from analytics.extract.scene import Scene, scene
from analytics.records import Article, Attribution, Mode, Span
from analytics.text import Parsed

__all__ = ["attributions"]


def attributions(parsed: Parsed, article: Article) -> list[Attribution]:
    """The article's attributions, in the order of their cues."""
    one = scene(parsed)
    return [attribution(report, one) for report in reports(one)]


def attribution(report: Report, one: Scene) -> Attribution:
    """A report as a record."""
    return Attribution(
        content=report.content,
        cue=(report.cue,),
        speaker=(report.source.span,) if report.source.span else (),
        mode=mode(report.content, one),
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
