"""Cue candidates: the words that may report, with the features that tell whether they do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from analytics.extract.grammar import MARKS, SUBJECTS, lemma, subject, that_ahead
from analytics.extract.linear import slot
from analytics.extract.scene import Scene, Sentence

NOT_CUES = frozenset(["aux", "auxpass", "punct", "det", "case", "mark", "cc"])
PERSONS = frozenset(["he", "she", "they", "i", "we", "you", "who", "it"])


def candidates(sentence: Sentence, nouns: frozenset[int]) -> Iterator[Token]:
    """The sentence's verbs, its reporting nouns and adjectives (slots of their lemmas in `nouns`) and "according"."""
    for i in range(sentence.first, sentence.last + 1):
        token = sentence.doc[i]
        tag = token.tag_
        if tag[:2] == "VB":
            if token.dep_ not in NOT_CUES and not joined(token):
                yield token
        elif tag[:2] in ("NN", "JJ", "IN", "RB") and slot(f"{tag[:1]}:{lemma(token)}") in nouns:
            yield token


def joined(token: Token) -> bool:
    """Whether a word ends a hyphenated one ("so-called")."""
    return token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and not token.nbor(-2).whitespace_


def features(token: Token, sentence: Sentence, scene: Scene) -> list[str]:
    """What is known of a cue candidate, as named features."""
    word, tag, dep = lemma(token), token.tag_, token.dep_
    w = f"{word}/{tag[:1]}"
    found = ["b", f"w={w}", f"t={tag}", f"d={dep}", f"w={w} d={dep}", f"w={w} t={tag}"]
    head = token.head
    if head != token:
        found += [f"h={lemma(head)}", f"hd={dep}:{head.tag_}", f"w={w} h={lemma(head)}"]
    kids, objects = [], []
    who = "none"
    for child in token.children:
        d = child.dep_
        if d == "punct":
            continue
        low = child.lower_
        if d in SUBJECTS:
            who = f"{d}:{person(child)}"
            found += [f"s={low}" if child.tag_[:1] != "N" else f"s={lemma(child)}", f"w={w} s={lemma(child)}"]
        elif d in ("prep", "prt", "agent"):
            kids.append(f"{d}:{low}")
        elif d in ("dobj", "attr", "oprd", "acomp"):
            objects.append(lemma(child))
            kids.append(f"{d}")
        elif d in ("ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp"):
            side = "l" if child.i < token.i else "r"
            marks = [g.lower_ for g in child.children if g.dep_ in ("mark", "aux", "advmod") and g.i < child.i]
            kids.append(f"{d}:{side}:{marks[0] if marks else '-'}")
            kids.append(d)
        elif d in ("neg", "aux", "mark", "auxpass", "expl"):
            kids.append(f"{d}:{low}")
        else:
            kids.append(d)
    found += [f"k={k}" for k in kids] + [f"w={w} k={k}" for k in kids]
    found += [f"o={o}" for o in objects] + [f"w={w} o={o}" for o in objects]
    found += [f"who={who}", f"w={w} who={who}", f"who={who} t={tag}"]
    if who == "none" and dep in ("xcomp", "conj", "advcl", "acl", "relcl", "pcomp"):
        upper = subject(head) if head != token else None
        found.append(f"up={dep}:{person(upper) if upper is not None else 'none'}")
        found.append(f"w={w} up={dep}:{person(upper) if upper is not None else 'none'}")
    found += around(token, sentence, scene, w)
    return found


def person(token: Token) -> str:
    """A rough class of who a subject is."""
    low = token.lower_
    if low in PERSONS:
        return low
    if token.tag_[:3] == "NNP":
        return "NAME"
    return token.tag_


def around(token: Token, sentence: Sentence, scene: Scene, w: str) -> list[str]:
    """Features of the place: neighbours, quotations, the sentence's end."""
    doc, i = sentence.doc, token.i
    before = doc[i - 1].lower_ if i > sentence.first else "^"
    after = doc[i + 1].lower_ if i < sentence.last else "$"
    found = [f"p={before}", f"n={after}", f"w={w} n={after}", f"w={w} p={before}", f"w={w} last={doc[sentence.last].text[-1:]}"]
    if i + 2 <= sentence.last:
        found.append(f"n2={after} {doc[i + 2].lower_}")
    start, end = sentence.span
    at = sentence.at(token)
    quotes = scene.quotes_in(start, end)
    inside = next((q for q in quotes if q.start < at < q.end), None)
    if inside is not None:
        place = "inside"
    elif not quotes:
        place = "none"
    else:
        left = [q for q in quotes if q.end <= at]
        right = [q for q in quotes if q.start > at]
        near_left = bool(left) and at - left[-1].end < 40
        near_right = bool(right) and right[0].start - at < 30
        long = max(q.end - q.start for q in quotes) > 30
        place = f"{'L' if near_left else 'l' if left else ''}{'R' if near_right else 'r' if right else ''}{'+' if long else ''}"
    found += [f"q={place}", f"w={w} q={place}", f"q={place} t={token.tag_} n={after}"]
    if before in MARKS or before == ",":
        found.append(f"w={w} pc")
    if i == sentence.first:
        found.append("first")
    that = that_ahead(token, sentence.last)
    if that is not None:
        near = "1" if that.i == i + 1 else "4" if that.i <= i + 4 else "9"
        found += [f"that={near}", f"w={w} that", f"t={token.tag_} that={near}", f"that={near} {that.tag_} d={token.dep_}"]
    return found
