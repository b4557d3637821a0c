"""The condition of a conditional statement: its words, and whether they surely make one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.records import Span

NOUN = r"(?:deal|settlement|agreement|peace|ceasefire|cease-fire|truce|talks|negotiations|support|deployment|mission|presence|plan|end (?:to|of) the (?:war|conflict)|membership|accession|guarantees|commitments?)"  # fmt: skip
ADJECTIVE = r"(?:(?:lasting|future|possible|potential|peace|real|just|final|eventual|such|new|troop|foreign|lifting|military) )*"
SURE = re.compile(
    rf"""\b(?:
    only\s(?:if|when|after|once|on\scondition|as\spart|under|in\s(?:the\s)?(?:case|event)|with|within)\b |
    if\sand\s(?:only\s)?(?:if|when)\b | but\sonly\b |
    provid(?:ed|ing)\s(?:that\s|the\s|a\s|an\s|there\s|both\s|it\s|they\s|russia|ukraine|moscow|kyiv) | on\s(?:the\s|one\s|a\s)?conditions?\b |
    (?:contingent|conditional|conditioned|predicated|dependent)\s(?:up)?on\b | subject\sto\b(?!\s(?:sanctions|attack)) | depend(?:s|ing)?\s(?:up)?on\b |
    (?:as|so)\slong\sas\b(?!\sit\stakes|\sit\sis\sne|\snecessary|\sneeded|\spossible) | unless\b | in\s(?:the\s)?(?:case|event)\s(?:of|that|the)\b | in\scase\b |
    should\s(?:the|a|an|any|such|there|this|that|these|those|it|they|she|he|russia|moscow|kyiv|ukraine|putin|hostilities|fighting|talks|both|either|its|their|negotiations|diplomacy)\b |
    (?:a\s|the\s|as\sa\s)?(?:measure\sof\s)?last\sresort\b | when(?:ever)?\s(?:the\s|all\s)?(?:conditions|circumstances|time\sis|moment\sis|requirements|criteria|allies\sagree)\b |
    (?:once|after)\s(?:a|the|there|all|peace|hostilities|fighting|guns)\b[^,.;]*?\b(?:ceasefire|cease-fire|truce|peace|settlement|agreement|deal|war\s(?:is|has|ends)|conditions|fighting|hostilities|met|ends)\b |
    assuming\b | tied\sto\b | in\s(?:exchange|return)\sfor\b | (?:not|nothing|never|no\s\w+)\s(?:\w+\s){{0,3}}(?:before|until|without)\b |
    before\sany\b | conditional\b | (?:cautious|guarded|tentative)(?:ly)?\s\w+ | premature\b | with\s(?:some\s|certain\s|serious\s)?reservations\b | (?:requires?|needs?|need\sfor)\s[^,.;]*?\bbefore\b | conditions?\s(?:are|is|were|be|have\sbeen)\s(?:met|right|fulfilled|in\splace)\b | only\slong-term\b
    )""",
    re.I | re.X,
)
TERMS = re.compile(rf"\b(?:any|a|an|the|every|future|no) {ADJECTIVE}{NOUN}(?: \S+){{0,6}}? (?:must|should|would (?:need|require|have)|needs? to|has to|have to|can only|cannot|can't|requires?)\b", re.I)  # fmt: skip
DOUBTFUL = re.compile(r"(?<!as )(?<!even )(?<!what )(?<!only )\bif\b(?! not\b)(?! necessary\b)|\bwhen\b(?= (?:the )?(?:war|fighting|guns|hostilities|peace|ceasefire))", re.I)  # fmt: skip
STOP = re.compile(r"[,;.!?”\"]|\s[–—-]\s|—")


@dataclass(frozen=True, slots=True)
class Condition:
    """Its span in the text, and how surely it is one: "sure", "terms" ("any deal must ...") or "doubtful" ("if")."""

    span: Span
    kind: str


def condition(text: str, start: int, end: int) -> Condition | None:
    """The first condition within text[start:end], the surest kind first."""
    for kind, marker in (("sure", SURE), ("terms", TERMS), ("doubtful", DOUBTFUL)):
        found = marker.search(text, start, end)
        if found:
            stop = STOP.search(text, found.end(), end)
            return Condition(Span(found.start(), stop.start() if stop else end), kind)
    return None
