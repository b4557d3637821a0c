"""Who passes a report on: outlets and agencies that the text names between the speaker and the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.addressed import addressed, follows, phrase_head
from analytics.extract.announced import announced
from analytics.extract.grammar import MARKS, lemma, subject
from analytics.extract.handed import hands, without_the_way
from analytics.extract.publishers import Named, publishers
from analytics.extract.quoting import FROM, cited
from analytics.extract.reports import Report
from analytics.extract.scene import Scene, Sentence
from analytics.extract.sources import Source, absolute, nominal
from analytics.lexicon.outlets import outlet
from analytics.records import Relay, Span

PART = 0.4  # share of what an outlet reports from which another's report is all of it
MOST = 0.6  # the same for an outlet without a name, which is oftener a source of its own
LONGEST_PERSON = 4  # tokens after an outlet's name, the possessive one of them
FEW = 3  # words that announce what follows ("as follows:")


class Passed(NamedTuple):
    """A report with the chain that relays it, nearest to the reader first.

    `told`: its words were given to the outlet; `lasting`: in an interview or the like.
    """

    report: Report
    via: tuple[Relay, ...]
    told: bool = False
    lasting: bool = False


def relayed(scene: Scene, *sorts: list[Report]) -> Iterator[list[Passed]]:
    """The reports of each sort with their chains, without those that only relay another one of their sort."""
    named = publishers(scene)
    lines = announced(scene, named)
    for reports in sorts:
        yield chained(reports, named, lines, scene)


def chained(reports: list[Report], named: dict[int, list[Named]], lines: dict[int, tuple[Named, int]], scene: Scene) -> list[Passed]:
    """Reports with their chains, by the outlets that are named in each sentence and those that announce a line."""
    by_sentence: dict[int, list[Report]] = {}
    for report in reports:
        by_sentence.setdefault(report.sentence.number, []).append(report)
    found: list[Passed] = []
    for number, group in by_sentence.items():
        passed = in_sentence(group, named.get(number, []), scene)
        if number in lines:
            giver, line = lines[number]
            relay = Relay(giver.name, scene.sentences[line].chars(giver.first, giver.last))
            passed = [one if one.via else one._replace(via=(relay,)) for one in passed]
        found += passed
    return found


def in_sentence(group: list[Report], names: list[Named], scene: Scene) -> list[Passed]:
    """The chains of one sentence's reports."""
    sentence = group[0].sentence
    if not names:
        return [Passed(report, ()) for report in group]
    chains: list[list[Named]] = [[] for _ in group]
    parts: list[set[str]] = [set() for _ in group]
    for name in names:
        for i, role in roles(name, names, group, scene):
            parts[i].add(role)
            if role != "drops" and all(name.name != other.name for other in chains[i]):
                chains[i].append(name)
        if cited_in_turn(name, sentence):
            chains = [[*chain, name] if chain and all(name.name != one.name for one in chain) else chain for chain in chains]
    found = []
    for report, chain, part in zip(group, chains, parts, strict=True):
        if "drops" not in part and not announces(report, group, sentence) and not only_cites(report, group, sentence):
            source = origin(report, chain, names, sentence)
            via = tuple(Relay(n.name, sentence.chars(n.first, n.last)) for n in chain)
            found.append(Passed(source, via, bool(part & {"told", "lasts"}), "lasts" in part))
    return found


def only_cites(report: Report, group: list[Report], sentence: Sentence) -> bool:
    """Whether a report is the "citing" by which another names its source."""
    return report.token.lower_ in FROM and any(cited(other.token, sentence) is not None for other in group)


def cited_in_turn(name: Named, sentence: Sentence) -> bool:
    """Whether an outlet is what another one cites ("TASS, citing Kommersant, reported that ...")."""
    head = phrase_head(name, sentence)
    return head.dep_ in ("dobj", "pobj") and head.head.lower_ in FROM


def announces(report: Report, group: list[Report], sentence: Sentence) -> bool:
    """Whether a report only announces another ("the news goes on as follows: ..., X said")."""
    for other in group:
        if other is report or not other.content:
            continue
        text, first = sentence.passage.doc.text, sentence.passage.start
        before = text[: other.content[0].start - first].rstrip()
        around = any(a <= other.cue.start < b for a, b in report.content)
        short = (
            report.content[-1].end - first == len(before.rstrip(": "))
            and len(text[report.content[0].start - first : len(before)].split()) <= FEW
        )
        if before.endswith(":") and report.cue.end < other.content[0].start and (around or short):
            return True
    return False


def origin(report: Report, relays: list[Named], names: list[Named], sentence: Sentence) -> Report:
    """The report, given to the source that its outlet cites; the outlet joins the chain."""
    outlet_ = next((n for n in names if speaks(report, n, sentence)), None)
    head = cited(report.token, sentence)
    if outlet_ is None or head is None:
        return report
    relays.insert(0, outlet_)
    phrase = nominal(head, report.token, sentence)
    content = tuple(without(piece, phrase, sentence.passage.doc.text, sentence.passage.start) for piece in report.content)
    kept = tuple(p for p in content if p.end > p.start)
    return report._replace(source=Source(head, (), phrase), speaker=(phrase,), content=kept or report.content)


def without(piece: Span, phrase: Span, text: str, start: int) -> Span:
    """The piece without the words that name the source ("citing two officials, ...")."""
    a, b = piece
    if not a <= phrase.start < b:
        return piece
    words = text[a - start : phrase.start - start].split()
    if len(words) <= 2:  # the phrase opens the piece
        rest = text[phrase.end - start : b - start]
        a = phrase.end + len(rest) - len(rest.lstrip(" ,"))
    return Span(a, max(a, b))


def roles(name: Named, names: list[Named], group: list[Report], scene: Scene) -> Iterator[tuple[int, str]]:
    """What an outlet is to each report: it relays it ("via"), it was told it ("told", "lasts"), or it is its relaying alone ("drops")."""
    sentence = group[0].sentence
    speaking = [i for i, r in enumerate(group) if speaks(r, name, sentence)]
    for i in speaking:
        first = next((r for j, r in enumerate(group) if j not in speaking and joined(group[i], r)), None)
        if first is not None:
            group[i] = group[i]._replace(source=first.source, speaker=first.speaker)
    speaking = [i for i in speaking if speaks(group[i], name, sentence)]
    outlets = {i for i, r in enumerate(group) if any(speaks(r, other, sentence) for other in names)}
    for i in speaking:
        held = [j for j, r in enumerate(group) if j not in outlets and held_by(r, group[i], sentence)]
        held += [j for j, r in enumerate(group) if j not in (*held, *outlets) and any(follows(r, group[k]) for k in held)]
        yield from ((j, "via") for j in held)
        share = MOST if outlet(name.name) is None else PART
        alone = correspondent(group[i].source.head, name) or quoted(group[i], sentence)
        if held and not alone and only_relays(group[i], [group[j] for j in held], share):
            yield i, "drops"
    if speaking:
        return
    given = addressed(name, group, sentence, scene)
    for i in given.reports:
        group[i] = group[i] if given.way is None else without_the_way(group[i], given.way, sentence)
        yield i, "lasts" if given.lasting else "told"
    if given.reports:
        return
    head = phrase_head(name, sentence)
    for i, report in enumerate(group):
        if not hands(report, head):
            continue
        if head.head.lower_ in ("by", "to"):
            group[i] = without_the_way(report, head.head.head, sentence)
        yield i, "via"
        yield from ((j, "via") for j, r in enumerate(group) if j != i and follows(r, group[i]))


def speaks(report: Report, name: Named, sentence: Sentence) -> bool:
    """Whether the outlet is the report's source."""
    if report.source.head is None or report.source.span is None:
        return False
    head = report.source.head
    if not (name.first <= head.i <= name.last) and not correspondent(head, name):
        kin = head.i == name.last + 1 or (
            head.lower_ in ("agency", "newspaper", "daily", "broadcaster", "channel", "service", "outlet", "magazine", "network")
        )
        span = report.source.span
        inside = span.start <= sentence.at(sentence.doc[name.first]) < span.end
        return kin and inside and not any(t.dep_ == "prep" for t in sentence.doc[head.i : name.first])
    return True


def correspondent(head: Token | None, name: Named) -> bool:
    """Whether somebody speaks for the outlet that he is named with ("NPR's Corey Roe reports")."""
    if head is None or not name.last < head.i <= name.last + LONGEST_PERSON:
        return False
    return head.doc[name.last + 1].tag_ == "POS" and head.tag_ == "NNP" and all(t.tag_ == "NNP" for t in head.doc[name.last + 2 : head.i])


def joined(report: Report, other: Report) -> bool:
    """Whether a report's verb is joined to another's and has no subject of its own ("that he slammed it and demanded more")."""
    return report.token.dep_ == "conj" and report.token.head == other.token and subject(report.token) is None


def held_by(inner: Report, outer: Report, sentence: Sentence) -> bool:
    """Whether a report stands inside what the outlet reports."""
    if inner.sentence.number != outer.sentence.number or (inner.source.head is not None and inner.source.head.lower_ == "it"):
        return False  # "State TV hailed what it called a victory"
    at = inner.cue.start
    if any(a <= at < b for a, b in outer.content):
        return True
    if lemma(outer.token) in ("accord",) or outer.token.lower_ == "according":
        return True
    return outer.token in list(inner.token.ancestors) and absolute(inner.token) is None


def quoted(report: Report, sentence: Sentence) -> bool:
    """Whether an outlet's own words stand before it in quotation marks (“Some fear a cold winter,” the weekly writes)."""
    end = report.content[-1].end - sentence.passage.start
    last = sentence.passage.doc.text[max(0, end - 1) : end + 2]
    return report.content[-1].end <= report.cue.start and any(mark in MARKS for mark in last)


def only_relays(outer: Report, held: list[Report], share: float) -> bool:
    """Whether the outlet's report says no more than that another said it."""
    covered: set[int] = set()
    for report in held:
        pieces = [*report.content, report.cue, *report.speaker]
        covered |= {i for a, b in pieces for i in range(a, b)}
    wanted = {i for a, b in outer.content for i in range(a, b)}
    return len(wanted & covered) >= share * len(wanted) or lemma(outer.token) in ("quote", "cite")
