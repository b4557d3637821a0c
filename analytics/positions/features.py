"""A statement as numbers: which issue it may be about, and how it stands to one."""

from __future__ import annotations

from analytics.lexicon.issues import PATTERNS
from analytics.positions.attitude import leaning
from analytics.positions.reading import Reading

SIDES = {"RUS": "rus", "BLR": "rus", "PRK": "rus", "UKR": "ukr", "USA": "usa", "CHN": "chn", "HUN": "hun", "SVK": "hun"}


def word_features(read: Reading) -> dict[str, float]:
    """What the words hold of each issue's lists, and the words."""
    found = {"points:" + issue: seen.points for issue, seen in read.own.items()}
    for issue, seen in read.own.items():
        found |= {f"{name}:{issue}": min(2.0, n) for name in PATTERNS for n in [getattr(seen, name)] if n}
    return found | read.stems


def side(read: Reading) -> str:
    """On whose side the speaker's country stands."""
    return SIDES.get(read.country or "", "none" if not read.country else "west")


def position_features(read: Reading, issue: str) -> dict[str, float]:
    """The signs towards the issue, who speaks, and the words."""
    seen = read.view(issue)
    way = -1.0 if seen.turned else 1.0
    who, terms = side(read), read.terms.kind if read.terms else None
    signs = {
        "lean": leaning(seen),
        "way": way,
        "sign": way * seen.sign,
        f"cue:{seen.cue}": way,
        f"cue:{seen.cue}:{seen.sign > 0}": 1.0,
        "pro": min(2.0, seen.pro),
        "con": min(2.0, seen.con),
        "good": way * min(2, seen.good),
        "bad": way * min(2, seen.bad),
        "any good": min(1.0, seen.good),
        "any bad": min(1.0, seen.bad),
        "must": way * min(2, seen.must),
        "must:any": min(1.0, seen.must),
        "must:not": way * (seen.must > 0) * (seen.negated > 0),
        "will": way * min(1, seen.will),
        "will:not": way * (seen.will > 0) * (seen.negated > 0),
        "not": min(2.0, seen.negated),
        "doubt": min(2.0, seen.doubt),
        "limit": min(1.0, seen.limit),
        "blame": way * min(1, seen.blame),
        "no cue": float(not read.cue),
        f"side:{who}": 1.0,
        f"issue:{issue}": 1.0,
        f"issue:{issue}:{who}": 1.0,
        f"issue:{issue}:cue:{seen.cue}": 1.0,
        f"issue:{issue}:bad": min(1.0, seen.bad),
        f"issue:{issue}:good": min(1.0, seen.good),
        f"terms:{terms}": 1.0,
        f"terms:{terms}:{seen.cue}": 1.0,
        f"quiet:{not (seen.pro or seen.con or seen.sign or seen.must or seen.good or seen.bad)}": 1.0,
    }
    return {k: float(v) for k, v in signs.items() if v} | read.marked
