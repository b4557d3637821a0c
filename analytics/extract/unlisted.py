"""Outlets that no table lists: in general ("a Polish television network", "state media"), by a name of their own ("Frontier FM")."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from analytics.extract.scene import Sentence
from analytics.lexicon.countries import country
from analytics.lexicon.words import outlet_words

USES = ("medium", "paper", "magazine", "broadcaster", "agency", "site")
HYPHENS = ("-", "–")
NEEDS_MAKE = ("broadcaster", "agency", "site")  # "a network" may be any
SELF_MADE = frozenset(["broadcaster", "broadcasters"])
LONGEST = 6  # words before the noun
KINDS = {"paper": "newspaper", "medium": "broadcaster", "site": "online"}


def unlisted(sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """First and last token, name as printed without its article, and kind of each."""
    after = sentence.first
    for last in range(sentence.first, sentence.last + 1):
        use = uses().get(sentence.words.lowers[last])
        first = opening(last, use, after, sentence) if use is not None and not goes_on(last, sentence) else None
        kind = KINDS.get(use or "", use or "")
        if first is None and sentence.words.tags[last] == "NNP":
            first, kind = proper(last, sentence), "broadcaster"
        if first is not None and first >= after:
            after = last + 1
            yield first, last, sentence.doc[first : last + 1].text, kind


@functools.cache
def uses() -> dict[str, str]:
    """What each general noun for an outlet is."""
    return {word: use for use in USES for word in outlet_words(use)}


def goes_on(last: int, sentence: Sentence) -> bool:
    """Whether a noun only opens a longer one for an outlet ("television" in "television network")."""
    words = sentence.words
    following = last + 1
    if following > sentence.last or words.tags[following][:2] != "NN":
        return following <= sentence.last and words.lowers[following] in HYPHENS
    return words.lowers[following].rstrip("s") not in outlet_words("occasion") | outlet_words("journalist") | outlet_words("own")


def opening(last: int, use: str, after: int, sentence: Sentence) -> int | None:
    """The first word of an outlet that is named in general; None where the words may mean something else."""
    words, first = sentence.words, last
    made = use not in NEEDS_MAKE or words.lowers[last] in SELF_MADE
    owned = named = False
    while first > max(after, last - LONGEST):
        step = before(first, sentence)
        word = "".join(words.lowers[step:first])
        if word in outlet_words("makes") or word in uses():
            made = True
        elif word in outlet_words("owner") or of_country(step, first, sentence):
            owned = True
        elif words.tags[step] in ("NNP", "NNPS") and use != "medium":
            named = True
        elif words.tags[step] not in ("JJ", "JJS", "JJR", "VBN") or not (made and use in ("paper", "magazine", "agency")):
            break
        first = step
    article = words.lowers[first - 1] if first > sentence.first else ""
    if use != "medium" and article == "the" and words.tags[last] not in ("NNS", "NNPS"):
        return None  # one that the text has named elsewhere
    if first == last:
        return last if use in ("paper", "magazine") and article in ("a", "an", "another", "one") else None
    if not made:
        return None
    indefinite = use not in ("medium", "site") and article in ("a", "an", "another")
    return first if owned or indefinite or named else None


def before(first: int, sentence: Sentence) -> int:
    """Where the word before a token begins, joined ones ("state-run") taken as one."""
    words = sentence.words
    if first - 3 >= sentence.first and words.lowers[first - 2] in HYPHENS:
        return first - 3
    return max(first - 1, sentence.first)


def of_country(step: int, first: int, sentence: Sentence) -> bool:
    """Whether a word is an adjective of a country ("Polish")."""
    word = sentence.doc[step:first].text
    known = country(word) if word[:1].isupper() else None
    return known is not None and (word in known.adjectives or sentence.words.tags[step][:2] == "JJ")


def proper(last: int, sentence: Sentence) -> int | None:
    """The first token of a capital name that ends or begins as an outlet's does ("Frontier FM", "Radio Zet")."""
    if last < sentence.last and capital(last + 1, sentence):
        return None
    first = last
    while first > sentence.first and capital(first - 1, sentence):
        first -= 1
    known = sentence.doc[last].text in outlet_words("named_last") or sentence.doc[first].text in outlet_words("named_first")
    return first if known and first < last else None


def capital(i: int, sentence: Sentence) -> bool:
    """Whether a token is part of a capital name."""
    return sentence.words.tags[i] in ("NNP", "NNPS") and sentence.doc[i].text[:1].isupper()
