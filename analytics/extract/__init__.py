"""From a parsed article to its attributions: who is said to have said what, as spans."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from analytics.extract.carried import carried
from analytics.extract.followons import continued
from analytics.extract.grammar import lemma
from analytics.extract.learnt import learnt
from analytics.extract.own_words import in_own_voice, own_words, speaks_for_itself
from analytics.extract.relays import Passed, relayed
from analytics.extract.reports import reports
from analytics.extract.scene import Scene, covers, scene
from analytics.extract.turns import posted, signed, turns
from analytics.lexicon.cue_kinds import cue_kinds
from analytics.records import Article, Attribution, Kind, Mode, Span, Spans
from analytics.text import Parsed

__all__ = ["attributions", "nested"]

WHOLE = 0.75  # share of a quotation from which a report inside it says the same
EMPTY = frozenset(["that", "to", "which", "whom", "of", "'s", "’s"])


def attributions(parsed: Parsed, article: Article, doubtful: bool = False) -> list[Attribution]:
    """The article's attributions, in the order of their first words; the doubtful ones among them where they are asked for."""
    one = scene(parsed)
    every = reports(one)
    plain, doubted = relayed(one, [report for report in every if not report.doubtful], [report for report in every if report.doubtful])
    found = [attribution(passed, one) for passed in carried(continued(plain, one), one)]
    found = [a for a in found if not repeated(a, found, one.text)]
    found += [*signed(one, found), *posted(one)]
    spoken = turns(one, primary=bool(article.author or article.author_country))
    if spoken:
        found = [*spoken, *(a for a in found if not (in_own_voice(a, one.text) and any(holds(turn, a) for turn in spoken)))]
    elif speaks_for_itself(one, article):
        found = own_words(one, found)
    if doubtful and not spoken:
        found += in_doubt(doubted, found, one)
    worded = [with_words(a, one.text) for a in found]
    return nested(sorted((a for a in worded if a.content), key=lambda a: (a.content[0].start, -a.content[-1].end)))


def in_doubt(doubted: list[Passed], found: list[Attribution], one: Scene) -> list[Attribution]:
    """Reports that only their position can make sure of, by somebody who is named, and of what none of those found has as its content."""
    made = [replace(attribution(passed, one), doubtful=True) for passed in doubted]
    told = {a.content for a in found}
    return [a for a in made if a.speaker and not in_own_voice(a, one.text) and a.content not in told]


def repeated(one: Attribution, found: list[Attribution], text: str) -> bool:
    """Whether somebody says of himself in a quotation what the quotation says as a whole: "We want peace", he said."""
    if not one.speaker or not in_own_voice(one, text):
        return False
    own = length((*one.speaker, *one.cue, *one.content))
    return any(outer is not one and holds(outer, one) and own > WHOLE * length(outer.content) for outer in found if outer.mode == "direct")


def length(spans: Spans) -> int:
    """The characters in spans."""
    return sum(end - start for start, end in spans)


def with_words(one: Attribution, text: str) -> Attribution:
    """The attribution without the spans of its content and speaker that hold no letter or digit, or no more than "that"."""
    content, speaker = (tuple(Span(a, b) for a, b in spans if says(text[a:b])) for spans in (one.content, one.speaker))
    return one if (content, speaker) == (one.content, one.speaker) else replace(one, content=content, speaker=speaker)


def says(words: str) -> bool:
    """Whether words say anything by themselves."""
    return words.lower() not in EMPTY and any(c.isalnum() for c in words)


def attribution(passed: Passed, one: Scene) -> Attribution:
    """A report as a record."""
    report, sure = passed.report, learnt().calibration
    return Attribution(
        content=report.content,
        cue=(report.cue,),
        speaker=report.speaker,
        mode=mode(report.content, one),
        kind=kind(report.token),
        via=passed.via,
        confidence=sure.extracted(report.cue_score, report.content_score),
        speaker_confidence=sure.attributed(report.source_score),
    )


def kind(cue: Token) -> Kind:
    """What the cue makes of its content; "ruled out" and "called for" by their particles."""
    word = lemma(cue)
    if word == "rule":
        return "denies" if any(c.lower_ == "out" for c in cue.rights) else "said"
    if word in ("call", "press", "push") and not any(c.lower_ in ("for", "on", "upon") for c in cue.rights):
        return "said"
    return cue_kinds().get(word, "said")


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
    reach = [(a.content[0].start, a.content[-1].end) for a in found]
    for i, one in enumerate(found):
        near = [j for j, (start, end) in enumerate(reach) if start <= reach[i][0] and reach[i][1] <= end and j != i]
        around = [j for j in near if holds(found[j], one) and not (holds(one, found[j]) and j > i)]
        inside = min(around, key=lambda j: found[j].content[-1].end - found[j].content[0].start, default=None)
        placed.append(replace(one, inside=inside, depth=len(around)))
    return placed


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether an attribution is reported in another: its content and cue lie in the other's content."""
    return covers(outer.content, (*inner.content, *inner.cue))
