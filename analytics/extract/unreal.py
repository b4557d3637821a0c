"""Reports that are none: what somebody did not say, would not say, or may yet say."""

from __future__ import annotations

from spacy.tokens import Token

from analytics.extract.grammar import MARKS, SUBJECTS, lemma

SPEAKING = frozenset(
    [
        "say",
        "tell",
        "claim",
        "announce",
        "state",
        "comment",
        "declare",
        "disclose",
        "reveal",
        "specify",
        "elaborate",
        "mention",
        "explain",
        "confirm",
        "report",
        "write",
        "add",
        "give",
        "provide",
        "answer",
        "respond",
        "rule",
    ]
)
REFUSING = frozenset(["decline", "refuse"])
WITHHELD = frozenset(
    [
        "comment",
        "say",
        "explain",
        "give",
        "answer",
        "discuss",
        "specify",
        "elaborate",
        "respond",
        "confirm",
        "provide",
        "speak",
        "reveal",
        "disclose",
        "name",
    ]
)
CONDITIONS = frozenset(["if", "unless", "whether", "should", "suppose", "supposing", "had", "could", "lest"])
POSSIBLE = frozenset(["may", "might", "could", "should", "would"])
NOBODY = frozenset(["no", "none", "nobody", "neither", "nothing", "few"])
SEEMING = frozenset(["seem", "appear"])
GOING_ON = frozenset(["continue", "begin", "start", "go", "come", "cease", "stop", "tend", "keep", "manage", "remain", "need", "risk"])
FORESEEN = frozenset(["expect", "schedule", "slate", "set"])
PLANNED = frozenset(["plan", "need", "schedule", "tradition", "custom", "age", "size", "rule", "type", "height", "weight"])


def unreal(token: Token) -> bool:
    """Whether the cue reports nothing that was said."""
    return negated(token) or withheld(token) or supposed(token) or measured(token) or seeming(token)


def negated(token: Token) -> bool:
    """ "did not say", "no one has claimed": only for verbs of speaking, since "does not believe" is an attitude."""
    if lemma(token) not in SPEAKING or lemma(token) == "rule":
        return False
    if any((c.dep_ == "neg" or c.lower_ in ("never", "nor")) and not parted(c, token) for c in token.lefts):
        return not any(c.dep_ == "ccomp" and c.i < token.i for c in token.children)
    return any(c.dep_ in SUBJECTS and (c.lower_ in NOBODY or (c.n_lefts and next(c.lefts).lower_ in NOBODY)) for c in token.lefts)


def parted(word: Token, cue: Token) -> bool:
    """Whether a quotation ends between a word and the cue, so that the word is among what was said."""
    return any(cue.doc[i].text in MARKS for i in range(word.i + 1, cue.i))


def withheld(token: Token) -> bool:
    """ "declined to comment", "refused to explain how"."""
    inner = [c for c in token.rights if c.dep_ == "xcomp"]
    if lemma(token) in REFUSING and inner and lemma(inner[0]) in WITHHELD:
        return True
    return token.dep_ == "xcomp" and lemma(token.head) in REFUSING and lemma(token) in WITHHELD


def supposed(token: Token) -> bool:
    """ "if he says", "unless the court rules", "should Ankara announce"."""
    if token.tag_[:2] != "VB":
        return False
    lefts = list(token.lefts)
    if token.dep_ in ("advcl", "ROOT", "conj") and any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in lefts):
        return True
    auxes = [c for c in lefts if c.dep_ == "aux"]
    subjects = [c for c in lefts if c.dep_ in SUBJECTS]
    inverted = bool(auxes and subjects) and auxes[0].i < subjects[0].i and auxes[0].lower_ in CONDITIONS
    possible = lemma(token) in SPEAKING and any(c.lower_ in POSSIBLE for c in auxes if c.lower_ not in ("would", "should"))
    return inverted or possible or (token.dep_ == "ccomp" and lemma(token.head) in ("suppose", "imagine"))


def seeming(token: Token) -> bool:
    """ "the threat appears to aim at", "talks are expected to begin", "went on to repeat": no more than how the writer tells it."""
    if token.tag_[:2] == "VB" and (
        lemma(token) in SEEMING or (lemma(token) in GOING_ON and any(c.dep_ == "xcomp" and c.i > token.i for c in token.children))
    ):
        return True
    passive = token.tag_ == "VBN" and (token.dep_ == "acl" or any(c.dep_ == "auxpass" for c in token.lefts))
    return passive and lemma(token) in FORESEEN and not any(c.dep_ == "agent" for c in token.rights)


def measured(token: Token) -> bool:
    """ "according to plan", "according to need"."""
    if token.lower_ != "according":
        return False
    nouns = [g for c in token.rights if c.lower_ == "to" for g in c.rights if g.dep_ == "pobj"]
    return bool(nouns) and (lemma(nouns[0]) in PLANNED or (nouns[0].lower_ in ("law", "procedure", "procedures") and not nouns[0].n_lefts))
