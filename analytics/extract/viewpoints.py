"""Reports by a phrase that stands apart: "in the words of X, ...", "by X's own account, ...", "..., in X's reckoning", "per X, ..."."""

from __future__ import annotations

from spacy.tokens import Token

from analytics.extract.grammar import lemma
from analytics.extract.quoting import Quoting, trimmed, whole_quotes
from analytics.extract.scene import Scene, Sentence
from analytics.extract.sources import nominal
from analytics.records import Span

NOUNS = frozenset(
    "word view opinion account telling reckoning estimate estimation assessment judgment judgement reading eye phrase formulation"
    " description count version interpretation verdict calculation".split()
)
BEFORE = frozenset(["in", "by", "on", "per", "to"])
LEAST = 3  # words of a content


def viewpoint(token: Token, sentence: Sentence, scene: Scene) -> Quoting | None:
    """The report that such a phrase makes of the rest of its sentence; None where the token belongs to none."""
    if token.lower_ == "per" and token.tag_ == "IN":
        opening, holder = token, next((c for c in token.rights if c.dep_ == "pobj"), None)
        if holder is None or holder.tag_[:2] == "CD" or (holder.tag_ == "NN" and not holder.n_lefts):  # "per year"
            return None
    elif token.tag_[:2] == "NN" and lemma(token) in NOUNS and token.dep_ == "pobj" and token.head.lower_ in BEFORE:
        opening, holder = token.head, owner(token)
    else:
        return None
    content = None if holder is None or opening.i < sentence.first else beside(opening, holder, token, sentence, scene)
    if holder is None or content is None or len(scene.text[content.start : content.end].split()) < LEAST:
        return None
    return Quoting(token, holder, nominal(holder, token, sentence), (content,))


def owner(noun: Token) -> Token | None:
    """Whose view it is: "the minister's view", "the view of the minister"."""
    possessor = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if possessor is not None:
        return possessor
    if noun.n_lefts == 0:  # "in view of the storm"
        return None
    return next((g for c in noun.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None)


def beside(opening: Token, holder: Token, noun: Token, sentence: Sentence, scene: Scene) -> Span | None:
    """What follows the phrase and its comma, where it opens the sentence; what stands before both, where it ends it."""
    doc = sentence.doc
    last = max(holder.right_edge.i, noun.i)
    if opening.i <= sentence.first + 1 and last + 2 < sentence.last and doc[last + 1].text == ",":
        first = last + 2
        if doc[first].text == "though" and doc[first + 1].text == ",":
            first += 2
        return whole_quotes(trimmed(sentence.chars(first, sentence.last), scene.text), scene)
    if last >= sentence.last - 1 and opening.i > sentence.first + 1 and doc[opening.i - 1].text in (",", '"', "''"):
        return whole_quotes(trimmed(sentence.chars(sentence.first, opening.i - 1), scene.text), scene)
    return None
