"""The condition of a conditional statement: its words, and how surely they make one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.records import Span

SUBJECT = (
    r"(?:the|a|an|any|such|there|this|that|these|those|it|they|she|he|russia|moscow|kyiv|ukraine|putin|hostilities|fighting|talks|both|"
    r"either|its|their|negotiations|diplomacy)"
)
CALM = r"(?:ceasefire|cease-fire|truce|peace|settlement|agreement|deal|war (?:is|has|ends)|conditions|fighting|hostilities|met|ends)"
SURE = (
    r"(?<!not )only (?:if|when|after|once|on condition|as part|under|in (?:the )?(?:case|event)|with|within)",
    r"if and (?:only )?(?:if|when)|but only",
    r"provid(?:ed|ing) (?:that|the|a|an|there|both|it|they|russia|ukraine|moscow|kyiv)|on (?:the |one |a )?conditions?",
    r"(?:contingent|conditional|conditioned|predicated|dependent) (?:up)?on|subject to(?! sanctions| attack)|depend(?:s|ing)? (?:up)?on",
    r"(?:as|so) long as(?! it takes| it is ne| necessary| needed| possible)|unless|in (?:the )?(?:case|event) (?:of|that|the)|in case",
    rf"should {SUBJECT}",
    r"(?:as )?(?:a |the )?(?:measure of )?last resort",
    r"when(?:ever)? (?:the |all )?(?:conditions|circumstances|time is|moment is|requirements|criteria|allies agree)",
    rf"(?:once|after) (?:a|the|there|all|peace|hostilities|fighting|guns)\b[^,.;]*?\b{CALM}",
    r"assuming|tied to|in (?:exchange|return) for|(?:not|nothing|never|no \w+) (?:before|until|without)",
    r"before any|(?:requires?|needs?|need for) [^,.;]*?\bbefore",
    r"conditional|(?:cautious|guarded|tentative)(?:ly)? \w+|premature|with (?:some |certain |serious )?reservations",
    r"conditions? (?:are|is|were|be|have been) (?:met|right|fulfilled|in place)|only long-term",
)
ADJECTIVE = r"(?:(?:lasting|future|possible|potential|peace|real|just|final|eventual|such|new|troop|foreign|lifting|military) )*"
NOUN = (
    r"(?:deal|settlement|agreement|peace|ceasefire|cease-fire|truce|talks|negotiations|support|deployment|mission|presence|plan|"
    r"end (?:to|of) the (?:war|conflict)|membership|accession|guarantees|commitments?)"
)
OUGHT = r"(?:must|should|would (?:need|require|have)|needs? to|has to|have to|can only|cannot|can't|requires?)"
TERMS = rf"(?:any|a|an|the|every|future|no) {ADJECTIVE}{NOUN}(?: \S+){{0,6}}? {OUGHT}"
DOUBTFUL = (
    r"(?<!as )(?<!even )(?<!what )(?<!only )if\b(?! (?:not|necessary|any|so)\b)"
    r"(?! (?:i|we|you) (?:may|might|can|could|like|will|please|want|recall|remember|think|look)\b)|"
    r"when(?= (?:the )?(?:war|fighting|guns|hostilities|peace|ceasefire))"
)
# The surest first: "only if"; "any deal must ..."; a bare "if", which may as well open a threat.
KINDS = tuple(
    (kind, re.compile(rf"\b(?:{marker})\b", re.I)) for kind, marker in (("sure", "|".join(SURE)), ("terms", TERMS), ("doubtful", DOUBTFUL))
)
STOP = re.compile(r"[,;.!?”\"]|\s[–—-]\s|—")


@dataclass(frozen=True, slots=True)
class Condition:
    """Its span in the text, and how surely it is one: "sure", "terms" ("any deal must ...") or "doubtful" ("if")."""

    span: Span
    kind: str


def condition(text: str, start: int, end: int) -> Condition | None:
    """The first condition within text[start:end], the surest kind first.

    >>> text = "Troops will go in only if the guns fall silent, he said"
    >>> text[slice(*condition(text, 0, 46).span)]
    'only if the guns fall silent'
    """
    for kind, marker in KINDS:
        found = marker.search(text, start, end)
        if found:
            stop = STOP.search(text, found.end(), end)
            return Condition(Span(found.start(), stop.start() if stop else end), kind)
    return None
