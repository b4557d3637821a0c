"""The probability of each issue and of each position: by the words, by labelled news and by the network, as one."""

from __future__ import annotations

import math
from collections.abc import Mapping

from analytics.positions.features import best_points, general_features, issue_features, position_features, word_features
from analytics.positions.model import Model, Models
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
NEWS = 0.4  # what labelled news counts against sentences of our own; 0.4 to 0.7 are alike on documents kept apart
SURE = 0.45  # probability below which an issue is not assigned
QUIET = 0.9  # probability of no issue from which the network is not asked
SPEAKS = 0.6  # probability from which it names an issue; 0.5 to 0.8 are alike on documents kept apart
HEARD = 0.6  # what it then counts where the other two find none: they know which article's issue vague words are about, it does not
SIDED = 0.3  # what it counts for the position
CLEARLY = 0.75  # probability of a position from which it is not asked
BARE = 0.5  # times that it counts of words that only point back: labelled news has a few of them only


def issue_chances(read: Reading, where: Place, thread: Mapping[str, float], known: Topics, learnt: Models) -> dict[str, float]:
    """The probability of each issue, and of none, without the network; `thread` are the issues of the statements before."""
    pull = pull_of(read)
    share = NEWS * (BARE if pull == EMPTY else 1.0)
    return blended(by_words(read, where, thread, known, learnt.words, pull), by_news(read, where, known, learnt.news), share)


def filled(ours: Mapping[str, float], opinion: Opinion) -> Mapping[str, float]:
    """The probabilities where no issue was found: with the network's, if it names one."""
    heard = on_list(opinion.issues, ours)
    return blended(ours, heard, HEARD) if named(heard, SPEAKS) else ours


def named(chances: Mapping[str, float], least: float) -> str | None:
    """The likeliest issue, where it is likelier than none and likely enough."""
    top = max(chances, key=lambda issue: chances[issue])
    return top if top != NONE and chances[top] >= least else None


def on_list(heard: Mapping[str, float], ours: Mapping[str, float]) -> dict[str, float]:
    """The network's probabilities of the issues that are listed: one added since keeps ours, one taken off since is none."""
    added = sum(p for issue, p in ours.items() if issue not in heard)
    listed = {issue: (1 - added) * heard[issue] if issue in heard else p for issue, p in ours.items()}
    listed[NONE] += (1 - added) * sum(p for issue, p in heard.items() if issue not in ours)
    return listed


def position_chances(read: Reading, issue: str, learnt: Models) -> dict[str, float]:
    """The probability of each position towards an issue, without the network."""
    return softmax(learnt.position.points(position_features(read, issue)))


def sided(ours: Mapping[str, float], issue: str, opinion: Opinion) -> Mapping[str, float]:
    """The probabilities of the positions with the network's, where it knows the issue."""
    heard = opinion.positions.get(issue)
    return blended(ours, heard, SIDED) if heard else ours


def by_words(read: Reading, where: Place, thread: Mapping[str, float], known: Topics, model: Model, pull: float) -> dict[str, float]:
    """Each issue's probability by the words, and by surroundings that count `pull`."""
    features = word_features(read)
    learnt = model.points(features)
    points = {NONE: learnt[NONE]}  # an issue that was taken off the list since is none
    for issue in known.issues:
        allowed = where.allowed if issue.scope == "war" else 1.0
        if not allowed or vetoed(issue.id, read, where):
            points[issue.id] = NEVER
            continue
        own = learnt[issue.id] if issue.id in learnt else unlearnt(model, features, issue.id)
        told = sum(much * where.told[name].get(issue.id, 0.0) for name, much in (("near", NEAR), ("last", AFTER), ("about", ABOUT)))
        points[issue.id] = own + 3 * math.log(allowed) + pull * (told + BEFORE * thread.get(issue.id, 0.0))
    return softmax(points)


def by_news(read: Reading, where: Place, known: Topics, model: Model) -> dict[str, float]:
    """The same as labelled news has taught; an issue added since has what is learnt for any."""
    best = best_points(read, known.issues)
    points = model.points(general_features(read, where, best))
    named = model.worth(where.named)
    for issue in known.issues:
        own = model.worth(issue_features(read, where, issue, best)) + (named if issue.scope == "war" else 0.0)
        points[issue.id] = points.get(issue.id, model.usual) + own
    return softmax({NONE: points[NONE]} | {i.id: points[i.id] for i in known.issues})


def unlearnt(model: Model, features: Mapping[str, float], issue: str) -> float:
    """Points of an issue added since the weights were learnt: what its hits are worth to the others, on average."""
    return model.usual + sum(worth * features.get(f"{sort}:{issue}", 0.0) for sort, worth in model.means.items())


def vetoed(issue: str, read: Reading, where: Place) -> bool:
    """Whether the words show that something else is meant, and don't name Ukraine."""
    seen = read.own.get(issue)
    return bool(seen and seen.veto >= 1 and "said:war" not in where.named)


def pull_of(read: Reading) -> float:
    """How much the surroundings count: more where the words refer to something or judge it, most where they name nothing."""
    seen = read.plain
    if not (read.refers or seen.sign != 0 or seen.bad > 0 or seen.good > 0):
        return FAINT
    if any(one.cues >= 1 for one in read.own.values()):
        return CLEAR
    return EMPTY if len(read.row) <= SHORT and not read.named and (read.refers or seen.sign) else 1.0


def blended(ours: Mapping[str, float], taught: Mapping[str, float], share: float) -> dict[str, float]:
    """Two models' probabilities as one: their geometric mean, the second counting `share`."""
    return softmax({k: (1 - share) * math.log(max(TINY, p)) + share * math.log(max(TINY, taught[k])) for k, p in ours.items()})


def softmax(points: Mapping[str, float]) -> dict[str, float]:
    """Points as probabilities."""
    top = max(points.values())
    grown = {k: math.exp(v - top) for k, v in points.items()}
    total = sum(grown.values())
    return {k: v / total for k, v in grown.items()}
