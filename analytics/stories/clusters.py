"""Articles to stories, as they come: who is compared with whom, and which of them belong together."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..records import Article
from .copies import Copies
from .grouping import LINKED, THRESHOLD, groups, linked
from .likeness import WINDOW, Calendar, Desk, Weighed, weighed
from .terms import Frequencies, Terms, terms_of

KEYS = 24  # heaviest terms by which an article is found
HELD = 256  # articles kept for each term and fortnight, the newest
COMPARED = 40  # articles that one is compared with, those that share most of its keys


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article belongs: the number of its story's first article, and that of the text that it copies."""

    story: int
    copy_of: int | None = None


def places(articles: Sequence[Article]) -> list[Place]:
    """The place of each article, in the order given; they are taken in by date, with the whole collection's frequencies."""
    stories = Stories()
    order = sorted(range(len(articles)), key=lambda number: (articles[number].published.day or date.max, number))
    stories.extend((number, articles[number]) for number in order)
    found = stories.places()
    return [found[number] for number in range(len(articles))]


class Stories:
    """Stories so far; an article is compared only with those near in time that share its rare terms, so that growth stays linear."""

    def __init__(self) -> None:
        """No article yet."""
        self.frequencies, self.calendar, self.copies, self.desk = Frequencies(), Calendar(), Copies(), Desk()
        self.holders: dict[tuple[int, int | str | None], deque[int]] = defaultdict(lambda: deque(maxlen=HELD))
        self.originals: dict[int, Weighed] = {}
        self.copy_of: dict[int, int] = {}
        self.links: dict[int, dict[int, float]] = {}
        self.story: dict[int, int] = {}
        self.touched: set[int] = set()

    def add(self, article: Article) -> int:
        """Take in an article as it arrives; its number."""
        number = len(self.originals) + len(self.copy_of)
        self.extend([(number, article)])
        return number

    def extend(self, articles: Iterable[tuple[int, Article]]) -> None:
        """Take in numbered articles, by date, that arrive together: all are counted before any is placed."""
        learnt = deque((number, self.learn(number, article), article.published.day) for number, article in articles)
        while learnt:
            number, terms, day = learnt.popleft()
            if terms is not None:
                self.place(number, day, terms)

    def learn(self, number: int, article: Article) -> Terms | None:
        """Count an article's date and terms, before it or any other is placed; None for a copy, which teaches no term anew."""
        self.calendar.count(article.published.day)
        original = self.copies.original(number, article.text)
        if original is not None:
            self.copy_of[number] = original
            return None
        terms = terms_of(article)
        self.frequencies.count(terms)
        return terms

    def place(self, number: int, day: date | None, terms: Terms) -> None:
        """Link an original with the articles that may tell its story."""
        one = weighed(terms, self.frequencies, day)
        keys = one.keys(KEYS)
        rivals = self.rivals(one, keys)
        odds = self.desk.odds(one, [self.originals[rival] for rival in rivals])
        self.links[number] = {}
        for rival, words in zip(rivals, odds, strict=True):
            total = float(words) + self.calendar.odds(one.day, self.originals[rival].day)
            if total >= LINKED:
                self.links[number][rival] = self.links[rival][number] = total
        self.touched.add(number)
        self.hold(number, one, keys)

    def hold(self, number: int, one: Weighed, keys: Sequence[int]) -> None:
        """Keep an original where later articles find it."""
        self.originals[number] = one
        for key in keys:
            for span in (None, "all") if one.day is None else (one.day // WINDOW, "all"):
                self.holders[key, span].append(number)

    def rivals(self, one: Weighed, keys: Sequence[int]) -> list[int]:
        """The articles that share most of an article's keys, among those whose dates allow it."""
        near: list[int | str | None] = ["all"] if one.day is None else [None, *range(one.day // WINDOW - 1, one.day // WINDOW + 2)]
        shared = Counter(number for key in keys for span in near for number in self.holders.get((key, span), ()))
        likely = [number for number, _ in shared.most_common(4 * COMPARED)]
        return [number for number in likely if close(one.day, self.originals[number].day)][:COMPARED]

    def places(self) -> dict[int, Place]:
        """The place of every article by its number; only groups that have changed are looked at again."""
        for component in self.components():
            for group in groups(component, self.links):
                self.story.update(dict.fromkeys(group, min(group)))
        self.touched.clear()
        copied = {number: Place(self.story[original], original) for number, original in self.copy_of.items()}
        return {number: Place(story) for number, story in self.story.items()} | copied

    def components(self) -> Iterator[list[int]]:
        """The articles that are linked, directly or by others, with one that was placed since the last time."""
        seen: set[int] = set()
        for start in sorted(self.touched):
            if start in seen:
                continue
            waiting, component = [start], []
            seen.add(start)
            while waiting:
                component.append(number := waiting.pop())
                fresh = linked(number, self.links, THRESHOLD) - seen
                seen |= fresh
                waiting.extend(fresh)
            yield sorted(component)


def close(one: int | None, other: int | None) -> bool:
    """Whether two days, known or not, can belong to one story."""
    return one is None or other is None or abs(one - other) <= WINDOW
