"""Issue first, then position: each statement in turn, with what was said before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from analytics.positions.chances import NONE, issue_chances, position_chances
from analytics.positions.model import Models, calibrated, models
from analytics.positions.place import Place, place
from analytics.positions.reading import Reading, reading
from analytics.positions.surroundings import Surroundings
from analytics.positions.topics import Topics
from analytics.records import Attribution, Position, Stance, Voice

SURE = 0.45  # probability below which an issue is not assigned
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


def stances_of(around: Surroundings, attributions: Sequence[Attribution], voices: Sequence[Voice]) -> list[Stance]:
    """A stance for each attribution, in order."""
    thread, learnt, found = Thread(), models(), list[Stance]()
    for one, voice in zip(attributions, voices, strict=True):
        if not one.content:
            found.append(Stance())
            continue
        read = reading(around.text, one, voice.country, around.known)
        stance = stance_of(read, place(one, read, around), thread, around.known, learnt)
        thread.add(stance.issue, read.speaker)
        found.append(stance)
    return found


def stance_of(read: Reading, where: Place, thread: Thread, known: Topics, learnt: Models) -> Stance:
    """One statement's stance; none where no issue is sure enough."""
    chances = issue_chances(read, where, thread.pull(read), known, learnt)
    issue = max(chances, key=lambda i: chances[i])
    if issue == NONE or chances[issue] < SURE:
        return Stance(confidence=round(calibrated(chances[NONE], learnt.none), 3))
    likely = position_chances(read, issue, learnt)
    position = cast(Position, max(likely, key=lambda p: likely[p]))
    condition = read.terms.span if read.terms and position == "conditional" else None
    return Stance(issue, position, condition, round(calibrated(chances[issue] * likely[position], learnt.stance), 3))
