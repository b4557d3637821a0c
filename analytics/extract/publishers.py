"""Outlets as sentences name them: in full, in short once named in full ("the Post"), in general ("German TV"), by a show's title."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.scene import Scene, Sentence
from analytics.extract.unlisted import unlisted
from analytics.lexicon.outlets import Outlet, outlet, outlets
from analytics.lexicon.words import outlet_words
from analytics.text import plain

LONGEST_NAME = 7  # tokens
SHORT = ("newspaper", "magazine", "online")  # kinds whose names are shortened to their last word
OWNED = frozenset(["program", "programme", "show", "affiliate", "partner", "'s", "’s"])
CLOSE = 4  # tokens from an outlet to what it owns
BACK = 4  # sentences over which "the newspaper" reaches back
TAKEN_UP = {"paper": ("newspaper",), "magazine": ("magazine",), "broadcaster": ("broadcaster", "programme"), "site": ("online", "agency")}


class Named(NamedTuple):
    """An outlet's name in a sentence: first and last token, the name to give and the outlet's kind."""

    first: int
    last: int
    name: str
    kind: str


@dataclass
class Known:
    """What a text has named so far: outlets by the last word of their names, and the latest of each kind with its sentence."""

    short: dict[str, Outlet] = field(default_factory=dict)
    latest: dict[str, tuple[int, str]] = field(default_factory=dict)

    def learn(self, named: Named, sentence: Sentence) -> None:
        """Keep an outlet for what takes it up again."""
        self.latest[named.kind] = (sentence.number, named.name)
        full = outlet(named.name)
        if full is not None and full.kind in SHORT and len(full.name.removeprefix("The ").split()) > 1:
            self.short[full.name.split()[-1]] = full


def publishers(scene: Scene) -> dict[int, list[Named]]:
    """The outlets and agencies that each sentence names, by the sentence's number, in their order."""
    known, found = Known(), {}
    for sentence in scene.sentences:
        named = in_sentence(sentence, known)
        for one in named:
            known.learn(one, sentence)
        if named:
            found[sentence.number] = named
    return found


def in_sentence(sentence: Sentence, known: Known) -> list[Named]:
    """The outlets of one sentence, those of the table before those in general."""
    listed = narrowed(list(from_table(sentence, known)), sentence)
    taken = {i for one in listed for i in range(one.first - 2, one.last + 3)}
    others = [Named(*one) for one in unlisted(sentence) if not taken & set(range(one[0], one[1] + 1))]
    taken |= {i for one in others for i in range(one.first, one.last + 1)}
    again = [one for one in taken_up(sentence, known) if one.first not in taken]
    return sorted([*listed, *others, *again])


def narrowed(listed: list[Named], sentence: Sentence) -> list[Named]:
    """The outlets without those that only tell whose another is ("the CBS program “Face the Nation”", "CNN affiliate BFM TV")."""
    kept = []
    for one, following in zip_longest(listed, listed[1:]):
        between = set(sentence.words.lowers[one.last + 1 : following.first]) if following is not None else set()
        if len(between) > CLOSE or not between & OWNED or between & {"and", "or", ","}:
            kept.append(one)
    return kept


def from_table(sentence: Sentence, known: Known) -> Iterator[Named]:
    """The outlets that the table names, the longest name at each place."""
    if not known.short and not any(map(begins_name, sentence.words.lowers[sentence.first : sentence.last + 1])):
        return
    doc, i = sentence.doc, 0
    words = [token.text for token in doc[sentence.first : sentence.last + 1]]
    while i < len(words):
        if words[i] in known.short and i and words[i - 1] in ("the", "The") and alone(doc[sentence.first + i]):
            full = known.short[words[i]]
            yield Named(sentence.first + i, sentence.first + i, full.name, full.kind)
            i += 1
            continue
        word = words[i + 1] if words[i] in ("The", "A") and i + 1 < len(words) else words[i]
        if (words[i][:1].isupper() or word[:1].isdigit()) and begins_name(word):
            for j in range(min(i + LONGEST_NAME, len(words)) - 1, i - 1, -1):
                if not words[j][:1].isalnum():
                    continue
                first, last = sentence.first + i, sentence.first + j
                full_ = outlet(doc[first : last + 1].text)
                if full_ is not None and plausible(doc[first], doc[last], full_.name) and not shortened(doc[first], words[i], known):
                    yield Named(first, last, full_.name, full_.kind)
                    i = j
                    break
        i += 1


def shortened(first: Token, word: str, known: Known) -> bool:
    """Whether "The" opens the short form of another outlet, named in full before ("The Times" after the New York Times)."""
    return word == "The" and first.i + 1 < len(first.doc) and first.nbor(1).text in known.short and alone(first.nbor(1))


def alone(word: Token) -> bool:
    """Whether no further part of a name follows a word."""
    return word.i + 1 >= len(word.doc) or word.nbor(1).tag_ not in ("NNP", "NNPS") or not word.nbor(1).text[:1].isupper()


def taken_up(sentence: Sentence, known: Known) -> Iterator[Named]:
    """What takes up an outlet named just before: "the newspaper"."""
    for i in range(sentence.first + 1, sentence.last + 1) if known.latest else ():
        if sentence.words.lowers[i - 1] != "the" or sentence.words.tags[i] != "NN":
            continue
        uses = [use for use in TAKEN_UP if sentence.words.lowers[i] in outlet_words(use)]
        if not uses or (i < sentence.last and sentence.words.tags[i + 1][:2] == "NN"):
            continue
        before = [known.latest[kind] for kind in TAKEN_UP[uses[0]] if kind in known.latest]
        number, name = max(before, default=(-BACK - 1, ""))
        if sentence.number - number <= BACK and number < sentence.number:
            yield Named(i, i, name, uses[0])


@functools.lru_cache(maxsize=100_000)
def begins_name(word: str) -> bool:
    """Whether an outlet's name or alias begins with the word or with what a tokeniser leaves of it."""
    return plain(word).split(" ")[0] in first_words()


@functools.cache
def first_words() -> frozenset[str]:
    """The first words of all outlets' names and aliases."""
    names = [name for one in outlets() for name in (one.name, *one.aliases, *one.exact)]
    return frozenset(word for name in names for word in [*plain(name).split(" ")[:1], *plain(name).removeprefix("the ").split(" ")[:1]])


def plausible(first: Token, last: Token, name: str) -> bool:
    """Whether the words stand as a name of their own, not as a part of a longer one ("the Times Square")."""
    if last.i + 1 < len(last.doc):
        after = last.doc[last.i + 1]
        if (
            after.tag_ in ("NNP", "NNPS")
            and last.dep_ == "compound"
            and after.i == last.head.i
            and after.text[:1].isupper()
            and outlet(after.text) is None
        ):
            return len(name.split()) > 1 or name.isupper()
    return last.tag_[:2] in ("NN", "JJ", "CD", "FW", "DT", "VB") or first.tag_[:3] == "NNP"
