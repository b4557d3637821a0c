"""A statement as numbers: which issue it may be about, and how it stands to one."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.positions.attitude import NOTS, leaning
from analytics.positions.reading import Reading
from analytics.positions.topics import LISTS

STEM = 6  # letters of a word that count: "negotiated" and "negotiations" are one
REACH = 3  # words that a negation reaches
SIDES = {"RUS": "rus", "BLR": "rus", "PRK": "rus", "UKR": "ukr", "USA": "usa", "CHN": "chn", "HUN": "hun", "SVK": "hun"}
SMALL = frozenset(
    "the a an of to in on at by for with and or that is are was were be been it its this these those as from he she they we i".split()
)


def issue_features(read: Reading) -> dict[str, float]:
    """Hits of each issue's lists, and the words."""
    found = {"points:" + issue: seen.points for issue, seen in read.own.items()}
    for issue, seen in read.own.items():
        found |= {f"{name}:{issue}": min(2.0, n) for name in LISTS for n in [getattr(seen, name)] if n}
    return found | normed(["w:" + w[:STEM] for w in read.row if w not in SMALL] + ["c:" + w[:STEM] for w in read.cue])


def position_features(read: Reading, issue: str) -> dict[str, float]:
    """The signs towards the issue, who speaks, and the words."""
    seen = read.view(issue)
    way = -1.0 if seen.turned else 1.0
    side = SIDES.get(read.country or "", "none" if not read.country else "west")
    signs = {
        "lean": leaning(seen, issue),
        "way": way,
        "sign": way * seen.sign,
        f"cue:{seen.cue}": way,
        f"cue:{seen.cue}:{seen.sign > 0}": 1.0,
        "pro": min(2.0, seen.pro),
        "con": min(2.0, seen.con),
        "good": way * min(2, seen.good),
        "bad": way * min(2, seen.bad),
        "must": way * min(2, seen.must),
        "must:any": min(1.0, seen.must),
        "must:not": way * (seen.must > 0) * (seen.negated > 0),
        "will": way * min(1, seen.will),
        "will:not": way * (seen.will > 0) * (seen.negated > 0),
        "not": min(2.0, seen.negated),
        "doubt": min(2.0, seen.doubt),
        "limit": min(1.0, seen.limit),
        "blame": way * min(1, seen.blame),
        f"side:{side}": 1.0,
        f"issue:{issue}": 1.0,
        f"issue:{issue}:{side}": 1.0,
        f"issue:{issue}:cue:{seen.cue}": 1.0,
        f"terms:{read.terms.kind if read.terms else None}": 1.0,
        f"terms:{read.terms.kind if read.terms else None}:{seen.cue}": 1.0,
        f"quiet:{not (seen.pro or seen.con or seen.sign or seen.must or seen.good or seen.bad)}": 1.0,
    }
    return {k: float(v) for k, v in signs.items() if v} | normed(negated(read.main) + ["c:" + w[:STEM] for w in read.cue])


def negated(row: Sequence[str]) -> list[str]:
    """The words' stems, marked where a negation stands before them."""
    last = -REACH - 1
    found = []
    for n, word in enumerate(row):
        if word in NOTS or word.endswith("n't"):
            last = n
        if word not in SMALL:
            found.append(("not:" if 0 < n - last <= REACH else "w:") + word[:STEM])
    return found


def normed(names: Sequence[str]) -> dict[str, float]:
    """Each name once, all together of length one."""
    once = set(names)
    return dict.fromkeys(once, 1.0 / max(1.0, len(once)) ** 0.5) if once else {}
