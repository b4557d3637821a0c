"""How long it takes to group made-up articles into stories: python -m tests.benchmarks.stories [N ...]"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from analytics.records import Article, Published
from analytics.stories.clusters import places

WORDS = [f"word{number}" for number in range(10_000)]
OFTEN = list(accumulate(1 / (rank + 10) for rank in range(len(WORDS))))  # as words go: the tenth is a tenth as frequent as the first
SIZES = (1, 1, 1, 2, 3, 3, 5, 12)


def main(sizes: Sequence[int]) -> None:
    """Print a line for each number of articles."""
    for size in sizes:
        articles = made(size)
        begun = time.process_time()
        found = {place.story for place in places(articles)}
        taken = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:>8,} articles {taken:>8.1f} s of one core {1000 * taken / size:>6.2f} ms each {len(found):>8,} stories {peak:>6,} MB",
            flush=True,
        )


def made(size: int, seed: int = 0) -> list[Article]:
    """Articles of 350 words: each story has words of its own among those that all use, and happens on a day of one year."""
    chance = random.Random(seed)
    found: list[Article] = []
    while len(found) < size:
        own = [f"Name{chance.randrange(30_000)}" for _ in range(6)] + chance.choices(WORDS[500:], k=40)
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(365))
        for _ in range(min(chance.choice(SIZES), size - len(found))):
            words = chance.choices(WORDS, cum_weights=OFTEN, k=280) + chance.choices(own, k=70)
            chance.shuffle(words)
            found.append(Article(" ".join(words), published=Published(str(day + timedelta(days=chance.randrange(2))), "stated")))
    return found


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 2_000, 4_000, 8_000])
