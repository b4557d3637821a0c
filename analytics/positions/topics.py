"""What a row of words says of each issue: points for its cues and hints, and the words for and against it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

from analytics.lexicon.issues import PATTERNS, Issue, groups, issues
from analytics.lexicon.patterns import Matcher
from analytics.positions.examples import ALIKE, NEAR, Examples, Likeness

PASSING = 0.35  # what a word counts that stands in a condition or in the background ("since the invasion")
FULL = 4.0  # points at which a row is as much about an issue as it can be


@dataclass(slots=True)
class Seen:
    """How much of each of an issue's lists a row holds."""

    cues: float = 0.0
    hints: float = 0.0
    against: float = 0.0
    pro: float = 0.0
    con: float = 0.0
    veto: float = 0.0

    @property
    def points(self) -> float:
        """From 0 to FULL; a first cue counts two, a hint three quarters."""
        cued = 2.0 * min(1.0, self.cues) + 0.5 * max(0.0, self.cues - 1)
        return min(FULL, max(0.0, cued + 0.75 * min(3.0, self.hints) - 3.0 * min(1.0, self.veto)))


@dataclass
class Topics:
    """The issues, their patterns in one matcher, and whose each key is."""

    issues: tuple[Issue, ...]
    matcher: Matcher = field(default_factory=lambda: Matcher(groups()))
    owners: list[tuple[str, str]] = field(default_factory=list)
    anywhere: tuple[str, ...] = field(init=False)  # the issues that any text may be about
    examples: dict[str, Examples] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take each issue's patterns in; one in `against` tells of the issue as a cue does."""
        self.anywhere = tuple(issue.id for issue in self.issues if issue.scope == "any")
        for issue in self.issues:
            for name in PATTERNS:
                for pattern in getattr(issue, name):
                    self.matcher.add(pattern)
                    self.owners.append((issue.id, name))
        self.examples = {issue.id: Examples(issue) for issue in self.issues if issue.examples}

    def seen(self, row: Sequence[str], passing: frozenset[int] = frozenset()) -> dict[str, Seen]:
        """Each issue that the row speaks of; words at the `passing` places count less."""
        found: dict[str, Seen] = {}
        hits = {h.key: 1.0 for h in self.matcher.hits([("" if n in passing else w) for n, w in enumerate(row)])}
        if passing:
            hits = {h.key: PASSING for h in self.matcher.hits(row)} | hits
        for key, worth in hits.items():
            issue, name = self.owners[key]
            seen = found.setdefault(issue, Seen())
            setattr(seen, name, getattr(seen, name) + worth)
        for issue, examples in self.examples.items():
            liken(found, issue, examples.like(row))
        for seen in found.values():
            if seen.against and not seen.cues:
                seen.cues = min(1.0, seen.against)
        return found


def liken(found: dict[str, Seen], issue: str, like: Likeness) -> None:
    """Count likeness to an issue's examples: as a cue where it is plain, as a hint where it may be, and for their side."""
    if like.near < NEAR:
        return
    seen = found.setdefault(issue, Seen())
    if like.near >= ALIKE:
        seen.cues += 1.0 + 2.0 * (like.near - ALIKE) / (1.0 - ALIKE)  # an example itself is worth three cues
    else:
        seen.hints += 1.0
    seen.pro += float(like.side > 0)
    seen.con += float(like.side < 0)


def topics() -> Topics:
    """The topics of the issues as they are listed now."""
    return compiled(issues())


@functools.lru_cache(maxsize=4)
def compiled(listed: tuple[Issue, ...]) -> Topics:
    """The topics of these issues."""
    return Topics(listed)
