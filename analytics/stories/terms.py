"""A text as the terms it is compared by: title, lead, names and body, each a bag of numbered stems."""

from __future__ import annotations

import csv
import functools
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

import numpy as np

from ..errors import TableError
from ..records import Article
from ..text import plain

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NAME = re.compile(r"(?<=[\w,;'’”\"] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")  # capitals where no sentence begins
FIRST_LINE = re.compile(r"[^\n\r]+")
TITLE_WORDS, LEAD_WORDS, BODY_WORDS = 25, 120, 3000
NUMBERS = 1 << 20  # stems are numbered by their checksum: no vocabulary to keep, and some 2 % of 20,000 stems share a number
SPACES = ("title", "lead", "names", "body")


@dataclass(frozen=True, slots=True)
class Bag:
    """The numbers of a text's stems, ascending, and how often each occurs."""

    stems: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True, slots=True)
class Terms:
    """What is compared of an article; a missing title is made good by the first line."""

    title: Bag
    lead: Bag
    names: Bag
    body: Bag


def terms_of(article: Article) -> Terms:
    """The bags of an article."""
    words = WORD.findall(article.text, 0, BODY_WORDS * 12)[:BODY_WORDS]
    title = WORD.findall(article.title or first_line(article.text))[:TITLE_WORDS]
    names = [word for name in NAME.findall(article.text, 0, BODY_WORDS * 12) for word in name.split()]
    return Terms(bag(title), bag(title + words[:LEAD_WORDS]), bag(names), bag(title + words))


def bag(words: Iterable[str]) -> Bag:
    """Words as numbered stems with their counts."""
    stems, counts = np.unique(np.fromiter((number(word) for word in words), np.int32), return_counts=True)
    return Bag(stems, counts.astype(np.int32))


@functools.lru_cache(maxsize=200_000)
def number(word: str) -> int:
    """The number of a word's stem."""
    return zlib.crc32(stem(word).encode()) % NUMBERS


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without accents, case and the commonest English endings.

    >>> [stem(word) for word in ("Ministers'", "countries", "deployed", "crisis")]
    ['minister', 'country', 'deploy', 'crisi']
    """
    bare = plain(word).replace(" ", "")
    if len(bare) > 4 and bare.endswith("ies"):
        return bare[:-3] + "y"
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss"):
        bare = bare[:-1]
    for ending in ("ing", "ed"):
        if bare.endswith(ending) and len(bare) > len(ending) + 3:
            return bare[: -len(ending)]
    return bare


def first_line(text: str) -> str:
    """The first line that holds a word."""
    return next((line.group() for line in FIRST_LINE.finditer(text, 0, 4000) if line.group().strip()), "")


class Frequencies:
    """In how many texts each stem occurs: a background of news, and whatever was counted since."""

    def __init__(self) -> None:
        """The background alone."""
        self.texts, self.having = background()

    def count(self, terms: Terms) -> None:
        """Take in a text."""
        self.count_stems(terms.body.stems)

    def count_stems(self, stems: np.ndarray) -> None:
        """Take in a text by the stems of its body, each once."""
        self.texts += 1
        self.having[stems] += 1

    def weights(self, bag: Bag) -> np.ndarray:
        """The bag's stems weighed by how often they occur here and how rare they are elsewhere; of length one."""
        weighed = (1 + np.log(bag.counts)) * np.log((1 + self.texts) / (0.5 + self.having[bag.stems]))
        length = float(np.sqrt(weighed @ weighed)) or 1.0
        return (weighed / length).astype(np.float32)


def background() -> tuple[int, np.ndarray]:
    """The number of texts in `frequencies.csv`, and in how many of them each numbered stem occurs."""
    texts, having = 0, np.zeros(NUMBERS, np.int32)
    with resources.files(__package__).joinpath("frequencies.csv").open(encoding="utf-8") as file:
        for line, row in enumerate(csv.reader(file), start=1):
            if len(row) != 2 or not row[1].isdigit():
                raise TableError(f"frequencies.csv, line {line}: a stem and the number of texts are wanted, not {row}")
            if line == 1:
                texts = int(row[1])
            else:
                having[zlib.crc32(row[0].encode()) % NUMBERS] += int(row[1])
    return texts, having
