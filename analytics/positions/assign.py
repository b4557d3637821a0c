"""Issue first, then position: each statement in turn, with what was said before it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from analytics.lexicon.issues import SCOPES
from analytics.lexicon.patterns import words
from analytics.positions.features import issue_features, position_features
from analytics.positions.model import Model, models
from analytics.positions.news import news_issues, news_positions
from analytics.positions.place import Place as Ground
from analytics.positions.place import place as ground
from analytics.positions.reading import Reading, reading, rest
from analytics.positions.setting import WAR, Setting
from analytics.positions.surroundings import surroundings as surrounding
from analytics.positions.topics import Topics, topics
from analytics.records import Attribution, Position, Stance, Voice

NONE = ""  # the class of statements without an issue
TINY = 1e-9
PLATT = (0.83, -0.34)  # slope and shift of a stance's log odds, fitted on 156 stances given to statements kept apart
SURE = 0.5  # probability below which an issue is not assigned
OTHER = 0.5  # probability of none above which no issue is assigned
NEAR, BEFORE, ABOUT = 0.6, 0.9, 0.5  # how much the sentence, the statements before, and title and lead add to an issue's points
GOES_ON = 2.5  # times that the statement before counts where the same speaker goes on without a subject of the own
FAINT = 0.4  # what the surroundings count for where the words don't point to them
FADING = 0.6
BEHIND, AFTER = 250, 0.4  # characters of text before the sentence, and how much their issues add
EMPTY = 2.0  # times that the surroundings count where the words point back and name nothing themselves ("welcomed the news")
CLEAR = 0.5  # times where the words name an issue outright
OUTRIGHT = 1.0  # points that a plain verdict ("rejected the plan") adds to its side
SHORT = 12  # words of such a statement at most
NEWS = 0.6  # what labelled news counts against sentences of our own; 0.4 to 0.7 are alike on documents kept apart
BARE = 0.3  # the same where the words name nothing and point back: news labels hold few such
PRONOUNS = ("he", "she", "they", "it", "him", "her", "them")


@dataclass
class Thread:
    """What the statements before were about, fading."""

    issues: dict[str, float] = field(default_factory=dict)
    speaker: str = ""

    def add(self, issue: str | None, speaker: str) -> None:
        """Note a statement."""
        self.issues = {i: FADING * n for i, n in self.issues.items() if n > 0.1}
        if issue:
            self.issues[issue] = self.issues.get(issue, 0.0) + 1.0
        self.speaker = speaker

    def same(self, speaker: str) -> bool:
        """Whether the speaker is the last one: the same words, a pronoun, or the last word of a name."""
        ours, last = speaker.lower().split(), self.speaker.lower().split()
        return bool(ours and last) and (ours == last or ours[0] in PRONOUNS or ours[-1] == last[-1])


@dataclass(frozen=True, slots=True)
class Place:
    """A statement's surroundings: the article, the thread so far, and its sentence."""

    around: Setting
    thread: Thread
    sentence: str
    near: Mapping[str, float]  # issues of the rest of the sentence
    behind: Mapping[str, float]  # and of the text before it
    ground: Ground  # the same as the model learnt from news knows it


def stances_of(text: str, around: Setting, attributions: Sequence[Attribution], voices: Sequence[Voice]) -> list[Stance]:
    """A stance for each attribution, in order."""
    thread, known, found = Thread(), topics(), []
    wide = surrounding(text, around.title, around.bounds, known)
    for one, voice in zip(attributions, voices, strict=True):
        if not one.content:
            found.append(Stance())
            continue
        read = reading(text, one, voice.country, known)
        sentence = around.sentence(one.content[0].start)
        near = told_of(rest(text, sentence, one), known)
        behind = told_of(text[max(0, sentence.start - BEHIND) : sentence.start], known)
        stance = stance_of(
            read, Place(around, thread, text[sentence.start : sentence.end], near, behind, ground(one, read, wide, near)), known
        )
        thread.add(stance.issue, read.speaker)
        found.append(stance)
    return found


def told_of(text: str, known: Topics) -> dict[str, float]:
    """The points of each issue that a text tells of."""
    return {i: s.points for i, s in known.seen([w for w, _ in words(text)]).items()}


def stance_of(read: Reading, place: Place, known: Topics) -> Stance:
    """One statement's stance."""
    chances = blended(
        issue_chances(read, place, known), news_issues(read, place.ground, known.issues), BARE if pull_of(read) == EMPTY else NEWS
    )
    issue = max(chances, key=lambda i: chances[i])
    if issue == NONE or chances[issue] < SURE or chances[NONE] > OTHER:
        return Stance(confidence=round(1 - chances[issue] if issue != NONE else chances[NONE], 3))
    likely = blended(position_chances(read, issue), news_positions(read, issue), NEWS)
    position = cast(Position, max(likely, key=lambda p: likely[p]))
    condition = read.terms.span if read.terms and position == "conditional" else None
    return Stance(issue, position, condition, round(calibrated(chances[issue] * likely[position]), 3))


def blended(ours: Mapping[str, float], taught: Mapping[str, float], share: float) -> dict[str, float]:
    """The probabilities of two models as one: their geometric mean, the second counting `share`."""
    theirs = softmax(taught)
    return softmax({k: (1 - share) * math.log(max(TINY, p)) + share * math.log(max(TINY, theirs[k])) for k, p in ours.items()})


def calibrated(chance: float) -> float:
    """How often a stance of this probability was right on statements kept apart."""
    odds = math.log(max(TINY, chance) / max(TINY, 1 - chance))
    return 1 / (1 + math.exp(-PLATT[0] * odds - PLATT[1]))


def position_chances(read: Reading, issue: str) -> dict[str, float]:
    """The probability of each position; what is welcomed or condemned outright needs no further reading."""
    points = models()["position"].logits(position_features(read, issue))
    seen = read.view(issue)
    if seen.cue in ("endorse", "reject") and read.row[:1] != ("that",):
        verdict = OUTRIGHT * seen.sign * (-1.0 if seen.turned else 1.0)
        points |= {"support": points["support"] + verdict, "oppose": points["oppose"] - verdict}
    return softmax(points)


def issue_chances(read: Reading, place: Place, known: Topics) -> dict[str, float]:
    """The probability of each issue, and of none."""
    model = models()["issue"]
    features = issue_features(read)
    points = model.logits(features)
    told = f"{read.speaker} {' '.join(read.cue)} {read.content}"
    pull = pull_of(read)
    fitting = {scope: place.around.allows(scope, told, place.sentence) for scope in SCOPES}
    for issue in known.issues:
        allowed = fitting[issue.scope]
        if not allowed or vetoed(issue.id, read, told):
            points[issue.id] = -99.0
            continue
        own = points[issue.id] if issue.id in points else unlearnt(model, features, issue.id)
        points[issue.id] = own + 3 * math.log(allowed) + pull * surroundings(issue.id, read, place)
    return softmax(points)


def unlearnt(model: Model, features: Mapping[str, float], issue: str) -> float:
    """Points of an issue added since the weights were learnt: what its hits are worth to the others, on average."""
    worth = 0.0
    for name in ("points", "cues", "hints", "against", "pro", "con", "veto"):
        own = [float(model.weights[f"{name}:{c}"][n]) for n, c in enumerate(model.classes) if f"{name}:{c}" in model.weights]
        worth += features.get(f"{name}:{issue}", 0.0) * (sum(own) / len(own) if own else 0.0)
    return float(sum(b for b, c in zip(model.bias, model.classes, strict=True) if c != NONE)) / (len(model.classes) - 1) + worth


def vetoed(issue: str, read: Reading, told: str) -> bool:
    """Whether the words show that something else is meant, and don't name Ukraine."""
    seen = read.own.get(issue)
    return bool(seen and seen.veto >= 1 and not WAR.search(told.lower()))


def pull_of(read: Reading) -> float:
    """How much the surroundings count: more where the words refer to something or judge it, most where they name nothing."""
    seen = read.view(NONE)
    if not (read.refers or seen.sign != 0 or seen.bad > 0 or seen.good > 0):
        return FAINT
    if any(seen.cues >= 1 for seen in read.own.values()):
        return CLEAR
    return EMPTY if len(read.row) <= SHORT and not named(read) and (read.refers or seen.sign) else 1.0


def named(read: Reading) -> bool:
    """Whether the words name an issue themselves."""
    return any(seen.cues or seen.hints for seen in read.own.values())


def surroundings(issue: str, read: Reading, place: Place) -> float:
    """Points that sentence, statements before, title and lead add."""
    before = min(2.0, place.thread.issues.get(issue, 0.0))
    if place.thread.same(read.speaker):
        before *= 1.3 if named(read) else GOES_ON
    told = NEAR * place.near.get(issue, 0.0) + AFTER * place.behind.get(issue, 0.0) + ABOUT * place.around.about.get(issue, 0.0)
    return told + BEFORE * before


def softmax(points: Mapping[str, float]) -> dict[str, float]:
    """Points as probabilities."""
    top = max(points.values())
    grown = {k: math.exp(v - top) for k, v in points.items()}
    total = sum(grown.values())
    return {k: v / total for k, v in grown.items()}
