"""Issue first, then position: each statement in turn, with what was said before it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from analytics.positions.chances import CLEARLY, NONE, QUIET, SURE, filled, issue_chances, named, position_chances, sided
from analytics.positions.model import Models, calibrated, models
from analytics.positions.network import Network, Opinion, Told, told
from analytics.positions.place import Place, place
from analytics.positions.reading import Reading, reading
from analytics.positions.surroundings import Surroundings
from analytics.positions.topics import Topics
from analytics.records import Attribution, Position, Stance, Voice

MANY = 2500  # characters above which a turn of a speech takes more than one position: it is given none
GOES_ON, ONCE_MORE = 2.5, 1.3  # times that the statements before count where the same speaker goes on, naming no issue or one
FADING = 0.6
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

    def pull(self, read: Reading) -> dict[str, float]:
        """How much each issue before speaks for a statement's being about it."""
        times = 1.0 if not self.same(read.speaker) else ONCE_MORE if read.named else GOES_ON
        return {issue: times * min(2.0, n) for issue, n in self.issues.items()}


@dataclass
class Asked:
    """A statement on which the network gives its opinion when it is needed."""

    network: Network
    statement: Told

    @functools.cached_property
    def opinion(self) -> Opinion:
        """The network's opinion."""
        return self.network.opinions([self.statement])[0]


def stances_of(around: Surroundings, attributions: Sequence[Attribution], voices: Sequence[Voice]) -> list[Stance]:
    """A stance for each attribution, in order."""
    thread, learnt, found = Thread(), models(), list[Stance]()
    if attributions and around.silent:
        return [Stance(confidence=round(calibrated(1.0, learnt.none), 3)) if one.content else Stance() for one in attributions]
    for one, voice in zip(attributions, voices, strict=True):
        if not 0 < sum(b - a for a, b in one.content) <= MANY:
            found.append(Stance())
            continue
        read = reading(around.text, one, voice.country, around.known)
        asked = Asked(learnt.network, told(around.text, around.title, one, voice.country))
        stance = stance_of(read, place(one, read, around), thread, around.known, learnt, asked)
        thread.add(stance.issue, read.speaker)
        found.append(stance)
    return found


def stance_of(read: Reading, where: Place, thread: Thread, known: Topics, learnt: Models, asked: Asked) -> Stance:
    """One statement's stance; none where no issue is sure enough."""
    chances: Mapping[str, float] = issue_chances(read, where, thread.pull(read), known, learnt)
    issue = named(chances, SURE)
    if issue is None and chances[NONE] < QUIET:
        chances = filled(chances, asked.opinion)
        issue = named(chances, SURE)
    if issue is None:
        return Stance(confidence=round(calibrated(chances[NONE], learnt.none), 3))
    likely: Mapping[str, float] = position_chances(read, issue, learnt)
    if max(likely.values()) < CLEARLY:
        likely = sided(likely, issue, asked.opinion)
    position = cast(Position, max(likely, key=lambda p: likely[p]))
    condition = read.terms.span if read.terms and position == "conditional" else None
    return Stance(issue, position, condition, round(calibrated(chances[issue] * likely[position], learnt.stance), 3))
