"""Whether an outlet got or carried words that somebody gave elsewhere: "documents obtained by Reuters", "as quoted by TASS"."""

from __future__ import annotations

from spacy.tokens import Token

from analytics.extract.grammar import lemma
from analytics.extract.reports import Report
from analytics.extract.scene import Sentence
from analytics.lexicon.words import outlet_words
from analytics.records import Span

CARRIERS = ("quote", "cite", "report", "obtain", "see", "publish")  # verbs whose subject may be the outlet

PUBLISHING = ("publish", "carry", "run", "print", "post", "air", "broadcast", "release", "report")


def hands(report: Report, head: Token) -> bool:
    """Whether an outlet, by the head of its phrase, got or carried a report's words."""
    governor, verb = head.head, None
    if head.dep_ == "pobj" and governor.lower_ == "by" and governor.head.tag_ in ("VBN", "VBD", "VBG"):
        verb = governor.head
        if verb.tag_ == "VBG":
            verb = next((a for a in verb.ancestors if lemma(a) in outlet_words("handing")), verb)
    elif head.dep_ == "pobj" and governor.lower_ in ("to", "with") and governor.head.tag_ == "VBN":
        verb = governor.head if lemma(governor.head) in outlet_words("giving") else None
    elif head.dep_ == "nsubj" and governor.tag_[:2] == "VB" and lemma(governor) in CARRIERS:
        verb = governor
    if verb is None or lemma(verb) not in outlet_words("handing") | outlet_words("giving"):
        return False
    if report.token == verb:
        return head.dep_ == "pobj"
    if (lemma(verb) in PUBLISHING and is_own(report.source.head)) or about(report, verb):
        return False
    source = report.source
    if source.span is not None and source.head is not None and (verb.head == source.head or verb in list(source.head.subtree)):
        return True
    return report.token in [verb, *verb.ancestors] or verb in list(report.token.ancestors)


def is_own(source: Token | None) -> bool:
    """Whether what speaks is the outlet's own work ("a commentary published by Xinhua")."""
    return source is not None and lemma(source) in outlet_words("own")


def about(report: Report, verb: Token) -> bool:
    """Whether a verb describes something that the report speaks of ("he ignored facts published by the magazine")."""
    at = report.sentence.at(verb)
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("acl", "relcl") and report.token in list(verb.ancestors) and any(a <= at < b for a, b in report.content)


def without_the_way(report: Report, verb: Token, sentence: Sentence) -> Report:
    """The report, its speaker without the words that name who got it ("documents obtained by Reuters")."""
    cut = sentence.at(verb)
    before = sentence.passage.doc.text[: cut - sentence.passage.start].rstrip(" ,")
    kept = [Span(a, sentence.passage.start + len(before)) if a < cut < b else Span(a, b) for a, b in report.speaker]
    return report._replace(speaker=tuple(kept))
