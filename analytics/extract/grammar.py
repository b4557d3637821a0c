"""Words and phrases of a parsed sentence: lemmas, subjects, phrase ends."""

from __future__ import annotations

import functools

from spacy.tokens import Doc, Token

from analytics.text import model

CLASSES = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "dative", "iobj")
ADDRESSING = frozenset(["tell", "inform", "assure", "remind", "notify", "brief"])  # their object is who is told
MARKS = frozenset("\"'`“”‘’«»„") | {"''", "``"}


def lemma(token: Token) -> str:
    """The token's base form, by its tag."""
    return lemma_of(token.lower_, token.tag_)


@functools.lru_cache(maxsize=200_000)
def lemma_of(word: str, tag: str) -> str:
    """The base form of a word with a Penn tag, from spaCy's tables."""
    kind = CLASSES.get(tag[:1])
    if kind is None or tag in ("NNP", "NNPS", "NN", "JJ", "RB", "VB"):
        return word
    doc = Doc(model().vocab, [word])
    doc[0].tag_, doc[0].pos_ = tag, kind
    lemmatizer = model().get_pipe("lemmatizer")
    return lemmatizer.rule_lemmatize(doc[0])[0].lower()  # type: ignore[attr-defined]


def subject(token: Token) -> Token | None:
    """The head of the subject that the token has itself."""
    for child in token.lefts:
        if child.dep_ in SUBJECTS:
            return child
    for child in token.rights:
        if child.dep_ in SUBJECTS:
            return child
    return None


def hearer(cue: Token) -> Token | None:
    """Whom a verb of telling tells, so that he doesn't speak ("told Reuters the war was lost"); None of a passive one."""
    if lemma(cue) not in ADDRESSING or any(c.dep_ == "auxpass" for c in cue.lefts):
        return None
    return next((c for c in cue.rights if c.tag_ in ("NNP", "NNPS", "NNS", "PRP") and (c.dep_ in OBJECTS or titled(c, cue))), None)


def titled(word: Token, cue: Token) -> bool:
    """Whether a name stands in quotation marks just after a verb (told "Fox News Sunday")."""
    return word.left_edge.i == cue.i + 2 and word.left_edge.nbor(-1).text in MARKS


NEAR = 4  # words from a verb at which a pronoun is surely its subject


def itself(cue: Token) -> Token | None:
    """The pronoun that is a verb's own subject: nobody else speaks, and it is no part of what is said; None of a passive verb."""
    if cue.tag_[:2] != "VB" or any(c.dep_ == "auxpass" for c in cue.lefts):
        return None
    near = (c for c in cue.lefts if c.dep_ == "nsubj" and cue.i - c.i <= NEAR and c.lower_ in ("he", "she", "it", "they", "we", "i"))
    return next((c for c in near if not any(word.text in MARKS for word in cue.doc[c.i : cue.i])), None)


def tells(cue: Token) -> Token | None:
    """The subject of a verb that is a pronoun or that has its hearer after it: it speaks, and is no part of what is told."""
    return next((c for c in cue.lefts if c.dep_ in SUBJECTS), None) if hearer(cue) is not None else itself(cue)


def phrase(token: Token) -> tuple[int, int]:
    """First and last token index of the token's subtree."""
    return token.left_edge.i, token.right_edge.i


def is_word(token: Token) -> bool:
    """Whether the token has a letter or digit."""
    return any(c.isalnum() for c in token.text)


def that_ahead(token: Token, last: int) -> Token | None:
    """The "that" which opens a clause a few words after the token, with no other verb between; `last` is the sentence's last token."""
    for i in range(token.i + 1, min(token.i + 12, last) + 1):
        other = token.doc[i]
        if other.lower_ == "that" and other.tag_ in ("IN", "WDT") and other.i > token.i:
            return other
        if other.tag_[:2] in ("VB", "MD") and other.tag_ not in ("VBN",):
            return None
    return None
