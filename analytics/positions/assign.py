"""Issue first, then position: each statement in turn, with what was said before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from analytics.positions.chances import NONE, TAKEN, issue_chances, named, position_chances, sided, with_added, with_network
from analytics.positions.hearing import Heard, heard
from analytics.positions.model import Models, calibrated, models
from analytics.positions.network import Opinion
from analytics.positions.place import Place, place
from analytics.positions.reading import Reading, reading
from analytics.positions.signs import signs
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


def stances_of(around: Surroundings, attributions: Sequence[Attribution], voices: Sequence[Voice]) -> list[Stance]:
    """A stance for each attribution, in order."""
    learnt = models()
    if attributions and around.silent:
        none = nothing(learnt)
        return [none if one.content else Stance() for one in attributions]
    wheres = {n: place(one, around) for n, one in enumerate(attributions) if 0 < sum(b - a for a, b in one.content) <= MANY}
    asked = {n: (attributions[n], voices[n].country) for n, where in wheres.items() if where.asked}
    reads = [reading(around.text, *asked[n], around.known) if n in asked else None for n in wheres]
    article = heard(around.text if asked else "", around.title, [*asked.values()])
    found = dict(zip(wheres, decided(reads, [*wheres.values()], article, around.known, learnt), strict=True))
    return [found.get(n, Stance()) for n in range(len(attributions))]


def decided(reads: Sequence[Reading | None], wheres: Sequence[Place], article: Heard, known: Topics, learnt: Models) -> list[Stance]:
    """The stances of an article's statements in their order; one that is not read has none, and the article is heard without it."""
    read = [(one, where) for one, where in zip(reads, wheres, strict=True) if one]
    told = signs([one for one, _ in read], [where for _, where in read], known.issues)
    opinions = iter(learnt.network.opinions(article, told, [issue.id for issue in known.issues]))
    thread, none, found = Thread(), nothing(learnt), list[Stance]()
    for one, where in zip(reads, wheres, strict=True):
        stance = stance_of(one, where, thread, known, learnt, next(opinions)) if one else none
        thread.add(stance.issue, one.speaker if one else "")
        found.append(stance)
    return found


def nothing(learnt: Models) -> Stance:
    """The stance of a statement that can be about no issue."""
    return Stance(confidence=round(calibrated(1.0, learnt.none), 3))


def stance_of(read: Reading, where: Place, thread: Thread, known: Topics, learnt: Models, opinion: Opinion) -> Stance:
    """One statement's stance: issue and position where both together are sure enough, else the issue alone where that is."""
    ours = issue_chances(read, where, thread.pull(read), known, learnt.words)
    chances = with_added(with_network(ours, read, opinion), learnt.words.classes)
    found = [(issue, *side(read, issue, learnt, opinion)) for issue, chance in chances.items() if issue != NONE and chance >= TAKEN]
    issue, position, likely = max(found, key=lambda one: chances[one[0]] * one[2], default=(NONE, None, 0.0))
    if chances[issue] * likely >= TAKEN:
        condition = read.terms.span if read.terms and position == "conditional" else None
        return Stance(issue, position, condition, round(calibrated(chances[issue] * likely, learnt.stance), 3))
    top = named(chances)
    return Stance(top, confidence=round(chances[top] if top else calibrated(chances[NONE], learnt.none), 3))


def side(read: Reading, issue: str, learnt: Models, opinion: Opinion) -> tuple[Position, float]:
    """The likeliest position towards an issue, and its probability."""
    likely = sided(position_chances(read, issue, learnt.position), read, issue, opinion.positions(issue))
    position = cast(Position, max(likely, key=lambda p: likely[p]))
    return position, likely[position]
