"""Who passes a report on: outlets and agencies that the text names between the speaker and the reader."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.grammar import lemma
from analytics.extract.quoting import FROM, cited
from analytics.extract.reports import Report
from analytics.extract.scene import Scene, Sentence
from analytics.extract.sources import Source, nominal
from analytics.lexicon.outlets import outlet, outlets
from analytics.records import Relay, Span
from analytics.text import plain

LONGEST_NAME = 7
FEW = 3  # words that announce what follows ("as follows:")
TO_OUTLET = frozenset(
    ["tell", "speak", "talk", "write", "give", "say", "explain", "add", "announce", "confirm", "admit", "insist", "claim", "repeat"]
)
OCCASIONS = frozenset(
    [
        "interview",
        "statement",
        "comment",
        "remark",
        "email",
        "e-mail",
        "message",
        "conversation",
        "letter",
        "reply",
        "response",
        "call",
        "appearance",
        "op-ed",
        "article",
        "essay",
        "column",
    ]
)
HANDED = frozenset(
    [
        "obtain",
        "see",
        "review",
        "view",
        "quote",
        "cite",
        "carry",
        "publish",
        "report",
        "release",
        "leak",
        "share",
        "provide",
        "broadcast",
        "air",
        "run",
        "print",
        "post",
        "interview",
        "read",
        "acquire",
        "examine",
    ]
)


class Named(NamedTuple):
    """An outlet's name in a sentence: first and last token and the canonical name."""

    first: int
    last: int
    name: str


class Passed(NamedTuple):
    """A report with the chain that relays it, nearest to the reader first."""

    report: Report
    via: tuple[Relay, ...]


def relayed(reports: list[Report], scene: Scene) -> list[Passed]:
    """The reports with their chains, without those that only relay another one."""
    by_sentence: dict[int, list[Report]] = {}
    for report in reports:
        by_sentence.setdefault(report.sentence.number, []).append(report)
    found: list[Passed] = []
    for group in by_sentence.values():
        found += in_sentence(group, scene)
    return found


def in_sentence(group: list[Report], scene: Scene) -> list[Passed]:
    """The chains of one sentence's reports."""
    sentence = group[0].sentence
    names = outlets_named(sentence)
    if not names:
        return [Passed(report, ()) for report in group]
    relays: dict[int, list[Named]] = {i: [] for i in range(len(group))}
    dropped: set[int] = set()
    for name in names:
        for i, role in roles(name, group, sentence):
            if role == "drops":
                dropped.add(i)
            elif name not in relays[i]:
                relays[i].append(name)
    found = []
    for i, report in enumerate(group):
        if (
            i not in dropped
            and not announces(report, group, sentence)
            and not (report.token.lower_ in FROM and any(cited(r.token, sentence) is not None for r in group))
        ):
            source = origin(report, relays[i], names, sentence)
            found.append(Passed(source, tuple(Relay(n.name, sentence.chars(n.first, n.last)) for n in relays[i])))
    return found


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


def outlets_named(sentence: Sentence) -> list[Named]:
    """The outlets and agencies that a sentence names, longest names first come."""
    doc, found, i = sentence.doc, [], 0
    words = [token.text for token in doc[sentence.first : sentence.last + 1]]
    while i < len(words):
        word = words[i + 1] if words[i] in ("The", "A") and i + 1 < len(words) else words[i]
        if (words[i][:1].isupper() or word[:1].isdigit()) and begins_name(word):
            for j in range(min(i + LONGEST_NAME, len(words)) - 1, i - 1, -1):
                if not (words[j][:1].isalnum() or words[j] == "."):
                    continue
                first, last = sentence.first + i, sentence.first + j
                known = outlet(doc[first : last + 1].text)
                if known is not None and plausible(doc[first], doc[last], known.name):
                    found.append(Named(first, last, known.name))
                    i = j
                    break
        i += 1
    return found


@functools.lru_cache(maxsize=100_000)
def begins_name(word: str) -> bool:
    """Whether an outlet's name or alias begins with the word or with what a tokeniser leaves of it."""
    return plain(word).split(" ")[0] in first_words()


@functools.cache
def first_words() -> frozenset[str]:
    """The first words of all outlets' names and aliases."""
    names = [name for one in outlets() for name in (one.name, *one.aliases, *one.exact)]
    return frozenset(word for name in names for word in [*plain(name).split(" ")[:1], *plain(name).removeprefix("the ").split(" ")[:1]])


def plausible(first: Token, last: Token, name: str) -> bool:
    """Whether the words stand as a name of their own, not as a part of a longer one ("the Times Square")."""
    if last.i + 1 < len(last.doc):
        after = last.doc[last.i + 1]
        if (
            after.tag_ in ("NNP", "NNPS")
            and last.dep_ == "compound"
            and after.i == last.head.i
            and after.text[:1].isupper()
            and outlet(after.text) is None
        ):
            return len(name.split()) > 1 or name.isupper()
    return last.tag_[:2] in ("NN", "JJ", "CD", "FW", "DT", "VB") or first.tag_[:3] == "NNP"


def roles(name: Named, group: list[Report], sentence: Sentence) -> Iterator[tuple[int, str]]:
    """What an outlet is to each report: ("via") it relays it; ("drops") the report is no more than its relaying."""
    head = sentence.doc[name.last]
    while (
        head.dep_ in ("compound", "appos", "nmod", "poss", "amod")
        and name.first <= head.head.i <= name.last + 4
        and head.head != head
        and head.head.tag_[:2] == "NN"
    ):
        head = head.head
    governor = head.head
    speaking = [i for i, r in enumerate(group) if speaks(r, name, sentence)]
    for i in speaking:
        held = [j for j, r in enumerate(group) if j != i and j not in speaking and held_by(r, group[i], sentence)]
        yield from ((j, "via") for j in held)
        if held and only_relays(group[i], [group[j] for j in held]):
            yield i, "drops"
    if speaking:
        return
    for i, report in enumerate(group):
        if hands(report, head, governor, sentence) and governor.lower_ == "by":
            group[i] = handed(report, governor.head, sentence)
            yield i, "via"
            yield from ((j, "via") for j, r in enumerate(group) if j != i and follows(r, group[i]))
        elif receives(report.token, head, governor) or hands(report, head, governor, sentence):
            yield i, "via"
            yield from ((j, "via") for j, r in enumerate(group) if j != i and follows(r, report))


def speaks(report: Report, name: Named, sentence: Sentence) -> bool:
    """Whether the outlet is the report's source."""
    if report.source.head is None or report.source.span is None:
        return False
    head = report.source.head
    if not (name.first <= head.i <= name.last):
        kin = head.i == name.last + 1 or (
            head.lower_ in ("agency", "newspaper", "daily", "broadcaster", "channel", "service", "outlet", "magazine", "network")
        )
        span = report.source.span
        inside = span.start <= sentence.at(sentence.doc[name.first]) < span.end
        return kin and inside and not any(t.dep_ == "prep" for t in sentence.doc[head.i : name.first])
    return True


def held_by(inner: Report, outer: Report, sentence: Sentence) -> bool:
    """Whether a report stands inside what the outlet reports."""
    if inner.sentence.number != outer.sentence.number:
        return False
    at = inner.cue.start
    if any(a <= at < b for a, b in outer.content):
        return True
    if lemma(outer.token) in ("accord",) or outer.token.lower_ == "according":
        return True
    return outer.token in list(inner.token.ancestors)


def only_relays(outer: Report, held: list[Report]) -> bool:
    """Whether the outlet's report says no more than that another said it."""
    covered: set[int] = set()
    for report in held:
        pieces = [*report.content, report.cue, *report.speaker]
        covered |= {i for a, b in pieces for i in range(a, b)}
    wanted = {i for a, b in outer.content for i in range(a, b)}
    return len(wanted & covered) >= 0.4 * len(wanted) or lemma(outer.token) in ("quote", "cite")


def receives(cue: Token, head: Token, governor: Token) -> bool:
    """Whether the report was made to the outlet ("told Reuters", "said in an interview with CNN")."""
    if head.dep_ in ("dobj", "dative", "iobj") and governor == cue and lemma(cue) in ("tell", "inform", "assure"):
        return True
    if head.dep_ == "pobj" and governor.lower_ in ("to", "with", "on", "for", "by", "in", "from"):
        place = governor.head
        if place == cue and governor.lower_ in ("to", "with", "on", "in") and lemma(cue) in TO_OUTLET:
            return True
        if lemma(place) in OCCASIONS and governor.lower_ in ("to", "with", "for", "on", "by", "in"):
            return near(place, cue)
        if place.tag_[:2] == "VB" and lemma(place) in ("speak", "talk", "write", "appear", "tell"):
            return near(place, cue)
    if head.dep_ in ("compound", "poss", "nmod") and lemma(governor) in OCCASIONS:
        return near(governor, cue)
    return head.dep_ == "dobj" and governor.tag_ == "VBG" and lemma(governor) == "tell" and near(governor, cue)


def near(place: Token, cue: Token) -> bool:
    """Whether an occasion hangs on the cue, or the cue on it, with no clause of another speaker between."""
    node = place
    for _ in range(4):
        if node == cue:
            return True
        if node.head == node:
            break
        node = node.head
    return place.head == cue.head


def hands(report: Report, head: Token, governor: Token, sentence: Sentence) -> bool:
    """Whether the outlet got or carried the words ("documents obtained by Reuters", "as quoted by TASS")."""
    verb = None
    if head.dep_ == "pobj" and governor.lower_ == "by" and governor.head.tag_ in ("VBN", "VBD", "VBG"):
        verb = (
            governor.head
            if governor.head.tag_ != "VBG"
            else next((a for a in governor.head.ancestors if lemma(a) in HANDED), governor.head)
        )
    elif head.dep_ in ("nsubj",) and governor.tag_[:2] == "VB":
        verb = governor
        if lemma(verb) not in ("quote", "cite", "report", "obtain", "see", "publish"):
            return False
    if verb is None or lemma(verb) not in HANDED:
        return False
    if report.token == verb:
        return head.dep_ == "pobj"
    source = report.source
    if source.span is not None and source.head is not None and (verb.head == source.head or verb in list(source.head.subtree)):
        return True
    ancestors = [verb, *verb.ancestors]
    return report.token in ancestors or verb in list(report.token.ancestors)


def handed(report: Report, verb: Token, sentence: Sentence) -> Report:
    """The report, its speaker without the words that name who got it ("documents obtained by Reuters")."""
    cut = sentence.at(verb)
    before = sentence.passage.doc.text[: cut - sentence.passage.start].rstrip(" ,")
    kept = [Span(a, sentence.passage.start + len(before)) if a < cut < b else Span(a, b) for a, b in report.speaker]
    return report._replace(speaker=tuple(kept))


def follows(report: Report, other: Report) -> bool:
    """Whether a report is a dependent clause of another ("suggest ..., with some fearing ...")."""
    return (
        other.token in list(report.token.ancestors)
        and report.token.tag_ == "VBG"
        and not any(a <= report.cue.start < b for a, b in other.content)
    )
