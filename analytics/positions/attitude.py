"""How a speaker stands to an issue: signs drawn from the cue, from what is said, and from who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.positions.markers import markers
from analytics.positions.topics import Seen

SIGNS = {"endorse": 1.0, "demand": 1.0, "commit": 1.0, "hope": 0.5, "reject": -1.0, "fear": -0.8, "accuse": -0.6, "deny": -0.4}
NEGATION = re.compile(r"\b(?:not|never|no longer|cannot|refus\w+|declin\w+|stopp\w+ short|neither|without|\w+n[’']t)\b[^,.;]{0,25}$", re.I)
CONCEDES = re.compile(
    r"^\W*(?:(?:but|and|yet|that) )?(?:while|whilst|although|though|even (?:if|though)|despite|in spite of|much as)\b[^,]*,\s*", re.I
)
TURNS = re.compile(r"(?:^|[,;.]\s+|\s)(?:but|however|nevertheless|nonetheless)\b,?\s+(?!also\b|only\b)", re.I)


@dataclass(frozen=True, slots=True)
class View:
    """The signs of one statement towards one issue."""

    cue: str  # the cue's class
    sign: float  # of the cue, turned round where it is negated
    turned: bool  # the words speak of the opposite of the proposition
    pro: float
    con: float
    good: int
    bad: int
    must: int
    will: int
    negated: int
    doubt: int
    limit: int
    blame: int


def view(cue: Sequence[str], before: str, row: Sequence[str], seen: Seen) -> View:
    """The signs in a cue, the words right before it, and the words of the content."""
    name, sign = stance_of(cue, bool(NEGATION.search(before)))
    said = markers("content").counted(row)
    return View(
        name,
        sign,
        seen.against > 0.5,
        seen.pro,
        seen.con,
        said["good"] + said["praise"],
        said["bad"],
        said["must"],
        said["will"],
        sum(w in NOTS or w.endswith("n't") for w in row),
        said["doubt"],
        said["limit"],
        said["blame"],
    )


NOTS = frozenset("not non never no without cannot nor neither nobody nothing none hardly".split())


def stance_of(cue: Sequence[str], negated: bool) -> tuple[str, float]:
    """The class of a cue and its sign; two rejections make an opening ("refused to rule out")."""
    found = [name for name, _, _ in markers("cue").found(cue)]
    signed = [name for name in found if name in SIGNS]
    if not signed:
        return (found[0] if found else "none"), 0.0
    turned = negated or any(w in NOTS or w.endswith("n't") for w in cue)
    rejections = signed.count("reject") + turned
    name = "reject" if "reject" in signed else signed[0]
    sign = abs(SIGNS[name]) if name == "reject" else SIGNS[name]
    if name == "reject":
        return name, (0.6 if rejections > 1 else -sign)
    return name, (-sign if turned else sign)


def main_part(text: str) -> str:
    """What remains of a text when what it concedes is left out.

    >>> main_part("While we see the aim, the risks are too great.")
    'the risks are too great.'
    """
    rest = CONCEDES.sub("", text, count=1)
    turns = list(TURNS.finditer(rest))
    after = rest[turns[-1].end() :] if turns else rest
    return after if len(after) > 15 else rest


def leaning(seen: View) -> float:
    """The view as one number, above 0 for the proposition."""
    way = -1.0 if seen.turned else 1.0
    content = 0.8 * (min(2, seen.pro) - min(2, seen.con)) + way * (
        0.35 * (min(2, seen.good) - min(2, seen.bad)) + 0.3 * seen.must + 0.15 * seen.will
    )
    if seen.sign and seen.cue in ("endorse", "reject"):
        return 1.4 * way * seen.sign + 0.25 * content
    if seen.sign:
        flip = -1.0 if seen.negated and seen.cue in ("demand", "commit") else 1.0
        return 0.9 * way * seen.sign * flip + 0.6 * content
    return content
