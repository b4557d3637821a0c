"""How two wordings relate: the same words, a part of them, the same thing in other words, or something else."""

from __future__ import annotations

import functools
import re
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from .telling import words_of
from .terms import stem

Relation = Literal["different content", "shortened", "reworded", "re-attributed", "mode changed", "cue changed", "same"]
SMALL = frozenset(
    "a an the that this these those it its he she they we i you his her their our my your him them us me to of in on at for with by from "
    "as and or but if is are was were be been being has have had will would can could shall should may might must do does did there so "
    "than then who which what when where while after before about into over up out no not also just only very "
    "more most any all some such".split()
)
NEGATIONS = frozenset("not no never none nobody nothing neither nor cannot without".split())
KEPT = 0.85  # of the shorter wording's words, in order: what is kept when a quotation is cut
TIMES = 6  # as long as the shorter wording
SHORTER = 0.85  # of the longer wording's length
CLOSE = 0.8  # of both wordings' words in order: a changed word or two
MEANING = 0.6  # of the fewer content words, when at least three are shared: the same thing in other words
LONGER = 0.4  # and of the more
SPELT = 85  # of a hundred: two spellings of one word
# Forms that the stems don't join; a tense is no change of cue.
IRREGULAR = dict(pair.split(":") for pair in (
    "said:say says:say saying:say told:tell tells:tell telling:tell wrote:write written:write thought:think spoke:speak spoken:speak "
    "held:hold swore:swear sworn:swear denied:deny denies:deny insisted:insist admitted:admit admitting:admit"
).split())  # fmt: skip


def relation(left: str, right: str) -> Relation:
    """How the wording of one statement's content relates to that of another."""
    a, b = wording(left), wording(right)
    if a == b:
        return "same"
    if not a or not b:
        return "different content"
    if negated(a) != negated(b) and claimed(a) == claimed(b):
        return "different content"
    short, long = sorted((a, b), key=len)
    if holds(short, long) and len(short) <= SHORTER * len(long) and len(short) > 2 and (len(claimed(short)) > 1 or cut_from(short, long)):
        return "shortened"
    if Indel.normalized_similarity(a, b) >= CLOSE:
        return "reworded" if negated(a) == negated(b) else "different content"
    if alike(a, b):
        return "reworded"
    return "different content"


def holds(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a wording has another's words in order: scattered over a text many times as long, any words are found in order."""
    if len(long) > TIMES * len(short):
        return cut_from(short, long)
    return LCSseq.similarity(short, long) >= KEPT * len(short)


def cut_from(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a wording of something stands in another as it is."""
    return bool(claimed(short)) and f" {' '.join(short)} " in f" {' '.join(long)} "


@functools.lru_cache(maxsize=20_000)  # a content is held against all of another telling's
def wording(content: str) -> tuple[str, ...]:
    """The words of a content, folded, without the conjunction that begins reported speech."""
    words = tuple(word.text for word in words_of(content))
    return words[1:] if words[:1] in (("that",), ("to",), ("whether",)) else words


@functools.lru_cache(maxsize=20_000)
def negated(words: tuple[str, ...]) -> bool:
    """Whether a wording says that something is not so, an even number of negations being none."""
    return sum(word in NEGATIONS or word.endswith("n t") for word in words) % 2 == 1


@functools.lru_cache(maxsize=20_000)
def claimed(words: tuple[str, ...]) -> frozenset[str]:
    """What a wording is about, whether it says yes or no to it."""
    return frozenset(stem(word) for word in words if word not in SMALL and word not in NEGATIONS and not word.endswith("n t"))


def literal(left: str, right: str) -> bool:
    """Whether two wordings are one but for a few words, cuts aside."""
    a, b = wording(left), wording(right)
    short, long = sorted((a, b), key=len)
    return bool(short) and holds(short, long)


def alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two wordings share most of their content words."""
    left, right = content_words(a), content_words(b)
    fewest, most = sorted((len(left), len(right)))
    wanted = max(min(3, fewest), MEANING * fewest, LONGER * most)
    shared = len(left & right)
    if fewest < 2 or len(left) < wanted or not shared:
        return False
    if shared < wanted:  # all spellings at once: word by word this took a third of the time of a store's first generation
        shared += int(cdist(left - right, right, scorer=fuzz.ratio, score_cutoff=SPELT).any(axis=1).sum())
    return shared >= wanted


@functools.lru_cache(maxsize=20_000)
def content_words(words: tuple[str, ...]) -> frozenset[str]:
    """The stems of the words that carry content."""
    return frozenset(stem(word) for word in words if word not in SMALL)


def difference(left: str, right: str) -> float:
    """How much two contents differ, from 0 to 1: by words in order and by content words."""
    a, b = wording(left), wording(right)
    one, other = content_words(a), content_words(b)
    shared = len(one & other) / max(1, len(one | other))
    return round(1 - (Indel.normalized_similarity(a, b) + shared) / 2, 4)


def lemma(cue: str) -> str:
    """A cue without tense: its last verb form is enough to tell said from claimed."""
    words = re.findall(r"[^\W\d_]+", cue.casefold())
    return " ".join(IRREGULAR.get(word, stem(word).rstrip("e")) for word in words)
