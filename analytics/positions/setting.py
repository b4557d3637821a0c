"""What surrounds a statement: which war the article is about, its title and lead, and the sentence around the words."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from analytics.lexicon.patterns import words
from analytics.positions.topics import topics
from analytics.records import Article, Span
from analytics.text import Parsed

WAR = re.compile(
    r"ukrain|\bkyiv|\bkiev\b|zelensk|\bdonbas|donetsk|luhansk|lugansk|mariupol|kharkiv|crimea|\bodes+a\b|kherson|zaporizh|"
    r"coalition of the willing"
)
RUSSIA = re.compile(r"russia|moscow|kremlin|putin|lavrov|\bnato\b")
ELSEWHERE = re.compile(
    r"\bgaza|israel|palestin|hamas\b|hezbollah|\bsyria|\byemen|houthi|taiwan|\biran|north korea|pyongyang|\bkim\b|afghan|taliban|"
    r"\biraq|venezuel|\bcuba|sudan|myanmar|armenia|azerbaij|lebanon|libya|kashmir|pakistan|belarus|\bbaltic|georgia\b|kosovo|congo"
)
# Home affairs that name Russia or Ukraine in passing.
HOME = re.compile(
    r"mueller|collusion|meddl|impeach|whistleblow|\bhack(?:ed|ers|ing)|election|campaign|republican|democrats|\bgop\b|\bfbi\b|hillary|"
    r"clinton|burisma|hunter biden|brexit"
)
LEAD = 350  # characters of the text that tell what an article is about


@dataclass(frozen=True, slots=True)
class Setting:
    """An article as its statements' surroundings."""

    war: int  # mentions of Ukraine
    russia: int
    elsewhere: int  # mentions of other wars
    home: int  # of home affairs that name Russia in passing
    about: dict[str, float]  # the issues of title and lead, 0 to 4
    bounds: tuple[tuple[int, int], ...]  # the sentences
    title: str

    def sentence(self, at: int) -> Span:
        """The sentence that holds a character; empty where none does."""
        n = bisect.bisect_right(self.bounds, (at, 1 << 60)) - 1
        return Span(*self.bounds[n]) if n >= 0 and at < self.bounds[n][1] else Span(at, at)

    def allows(self, scope: str, said: str, around: str) -> float:
        """How far an issue of the war may be meant here, 0 to 1, from the statement's words and those around them."""
        if scope == "any":
            return 1.0
        said, around = said.lower(), around.lower()
        if WAR.search(said):
            return 1.0
        if ELSEWHERE.search(said):
            return 0.55 if RUSSIA.search(said) and self.war else 0.0
        if WAR.search(around):
            return 1.0
        if self.war >= max(1, self.elsewhere):
            return 0.5 if self.home > 2 * self.war else 1.0
        return self.by_russia(said + around)

    def by_russia(self, told: str) -> float:
        """The same where the article hardly names Ukraine but the words name Russia."""
        if not RUSSIA.search(told):
            return 0.0
        return 0.5 if not self.war or max(self.home, self.elsewhere) > self.russia else 0.85


def setting(parsed: Parsed, article: Article) -> Setting:
    """The surroundings that all statements of an article share."""
    whole = f"{article.title or ''}\n{parsed.text}".lower()
    counted = (len(finder.findall(whole)) for finder in (WAR, RUSSIA, ELSEWHERE, HOME))
    war, russia, elsewhere, home = counted
    lead = f"{article.title or ''}. {parsed.text[:LEAD]}"
    about = {name: seen.points for name, seen in topics().seen([w for w, _ in words(lead)]).items()}
    bounds = tuple((p.start + s.start_char, p.start + s.end_char) for p in parsed.passages for s in p.doc.sents)
    return Setting(war, russia, elsewhere, home, about, bounds, article.title or "")
