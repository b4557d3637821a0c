"""The probability of each issue and of each position: by what we have learnt of their words, and by the network, as one."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from analytics.positions.features import position_features, word_features
from analytics.positions.model import Model
from analytics.positions.network import Opinion
from analytics.positions.place import Place
from analytics.positions.reading import Reading
from analytics.positions.topics import Topics

NONE = ""  # the class of statements without an issue
TINY = 1e-9
NEVER = -99.0
NEAR, ABOUT, AFTER, BEFORE = 0.6, 0.5, 0.4, 0.9  # what sentence, title and lead, the sentence before, and statements before add to an issue
FAINT = 0.4  # what the surroundings count for where the words don't point to them
EMPTY = 2.0  # times that they count where the words point back and name nothing themselves ("welcomed the news")
CLEAR = 0.5  # times where the words name an issue outright
SHORT = 12  # words of such a statement at most
SURE = 0.34  # probability below which an issue is not assigned
TAKEN = 0.25  # probability of issue and position together from which both are given; below it the position is not known
ADDED = 3.0  # times that an issue counts which was added since: what is learnt from calls all that is about it none
HEARD = 0.45  # what the network counts for an issue that the words name outright
VAGUE, UNMOVED = 0.65, 0.6  # where they only point to one or judge it; where they do neither and only their place in the article tells
SIDED = 0.5  # for the position; nothing where two rejections make an opening ("did not rule out"), which it takes for one rejection


def with_network(ours: Mapping[str, float], read: Reading, opinion: Opinion) -> dict[str, float]:
    """The probabilities of the issues with the network's."""
    return blended(ours, opinion.issues, HEARD if read.outright else VAGUE if read.moved else UNMOVED)


def with_added(chances: Mapping[str, float], learnt: Collection[str]) -> dict[str, float]:
    """The probabilities of the issues, those that nothing was learnt of raised."""
    grown = {issue: chance if issue in learnt else ADDED * chance for issue, chance in chances.items()}
    total = sum(grown.values())
    return {issue: chance / total for issue, chance in grown.items()}


def sided(ours: Mapping[str, float], read: Reading, issue: str, opinion: Mapping[str, float]) -> dict[str, float]:
    """The probabilities of the positions towards an issue with the network's; two rejections that make an opening are no third."""
    if read.plain.cue != "reject" or read.plain.sign <= 0:
        return blended(ours, opinion, SIDED)
    shut = {"support" if read.view(issue).turned else "oppose", *(() if read.terms else ("conditional",))}
    left = sum(chance for position, chance in ours.items() if position not in shut)
    return {position: 0.0 if position in shut else chance / left for position, chance in ours.items()}


def named(chances: Mapping[str, float]) -> str | None:
    """The likeliest issue, where it is likelier than none and likely enough."""
    top = max(chances, key=lambda issue: chances[issue])
    return top if top != NONE and chances[top] >= SURE else None


def position_chances(read: Reading, issue: str, model: Model) -> dict[str, float]:
    """The probability of each position towards an issue."""
    return softmax(model.points(position_features(read, issue)))


def issue_chances(read: Reading, where: Place, thread: Mapping[str, float], known: Topics, model: Model) -> dict[str, float]:
    """The probability of each issue, and of none, by the words and what stands around them; `thread` are the issues of those before."""
    features, pull = word_features(read), pull_of(read)
    learnt = model.points(features)
    points = {NONE: learnt[NONE]}  # an issue that was taken off the list since is none
    for issue in known.issues:
        allowed = where.allowed if issue.scope == "war" else 1.0
        if not allowed or vetoed(issue.id, read, where):
            points[issue.id] = NEVER
            continue
        own = learnt[issue.id] if issue.id in learnt else unlearnt(model, features, issue.id)
        told = sum(much * where.told[name].get(issue.id, 0.0) for name, much in (("near", NEAR), ("last", AFTER), ("about", ABOUT)))
        points[issue.id] = own + math.log(issue.weight * allowed**3) + pull * (told + BEFORE * thread.get(issue.id, 0.0))
    return softmax(points)


def unlearnt(model: Model, features: Mapping[str, float], issue: str) -> float:
    """Points of an issue added since the weights were learnt: what its hits are worth to the others, on average."""
    return model.usual + sum(worth * features.get(f"{sort}:{issue}", 0.0) for sort, worth in model.means.items())


def vetoed(issue: str, read: Reading, where: Place) -> bool:
    """Whether the words show that something else is meant, and don't name Ukraine."""
    seen = read.own.get(issue)
    return bool(seen and seen.veto >= 1 and "said:war" not in where.named)


def pull_of(read: Reading) -> float:
    """How much the surroundings count: more where the words refer to something or judge it, most where they name nothing."""
    if not read.moved:
        return FAINT
    if read.outright:
        return CLEAR
    return EMPTY if len(read.row) <= SHORT and not read.named and (read.refers or read.plain.sign) else 1.0


def blended(ours: Mapping[str, float], taught: Mapping[str, float], share: float) -> dict[str, float]:
    """Two models' probabilities as one: their geometric mean, the second counting `share`."""
    return softmax({k: (1 - share) * math.log(max(TINY, p)) + share * math.log(max(TINY, taught[k])) for k, p in ours.items()})


def softmax(points: Mapping[str, float]) -> dict[str, float]:
    """Points as probabilities."""
    top = max(points.values())
    grown = {k: math.exp(v - top) for k, v in points.items()}
    total = sum(grown.values())
    return {k: v / total for k, v in grown.items()}
