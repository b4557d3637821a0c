"""Cue candidates: the words that may report, with the features that tell whether they do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from analytics.extract.grammar import MARKS, SUBJECTS, lemma, lemma_of, subject, that_ahead
from analytics.extract.linear import FACTOR, MASK, slot
from analytics.extract.scene import Scene, Sentence

NOT_CUES = frozenset(["aux", "auxpass", "punct", "det", "case", "mark", "cc"])
PERSONS = frozenset(["he", "she", "they", "i", "we", "you", "who", "it"])


def candidates(sentence: Sentence, nouns: frozenset[int]) -> Iterator[Token]:
    """The sentence's verbs, its reporting nouns and adjectives (slots of their lemmas in `nouns`) and "according"."""
    words = sentence.words
    for i in range(sentence.first, sentence.last + 1):
        tag = words.tags[i]
        if tag[:2] == "VB":
            if words.deps[i] not in NOT_CUES and not joined(sentence.doc[i]):
                yield sentence.doc[i]
        elif tag[:2] in ("NN", "JJ", "IN", "RB") and slot(f"{tag[:1]}:{lemma_of(words.lowers[i], tag)}") in nouns:
            yield sentence.doc[i]


def joined(token: Token) -> bool:
    """Whether a word ends a hyphenated one ("so-called")."""
    return token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and not token.nbor(-2).whitespace_


def features(token: Token, sentence: Sentence, scene: Scene) -> list[int]:
    """What is known of a cue candidate, alone and with its word, as places in the table of weights."""
    alone, worded = named(token, sentence, scene)
    w = slot(f"w={lemma(token)}/{token.tag_[:1]}")
    spread = w * FACTOR
    return [w, *map(slot, alone), *((spread + one) & MASK for one in map(slot, worded))]


def named(token: Token, sentence: Sentence, scene: Scene) -> tuple[list[str], list[str]]:
    """The names of the features that count alone, and of those that count with the cue's word."""
    tag, dep = token.tag_, token.dep_
    found, worded = ["b", f"t={tag}", f"d={dep}"], [f"d={dep}", f"t={tag}"]
    head = token.head
    if head != token:
        found += [f"h={lemma(head)}", f"hd={dep}:{head.tag_}"]
        worded.append(f"h={lemma(head)}")
    kids, objects = [], []
    who = "none"
    for child in token.children:
        d = child.dep_
        if d == "punct":
            continue
        low = child.lower_
        if d in SUBJECTS:
            who = f"{d}:{person(child)}"
            found.append(f"s={low}" if child.tag_[:1] != "N" else f"s={lemma(child)}")
            found += ended(child)
            worded.append(f"s={lemma(child)}")
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
    paired = [*(f"k={k}" for k in kids), *(f"o={o}" for o in objects), f"who={who}"]
    found += [*paired, f"who={who} t={tag}"]
    worded += paired
    if who == "none" and dep in ("xcomp", "conj", "advcl", "acl", "relcl", "pcomp"):
        upper = subject(head) if head != token else None
        found.append(f"up={dep}:{person(upper) if upper is not None else 'none'}")
        worded.append(found[-1])
        if upper is not None:
            found += [f"us={upper.lower_}", *ended(upper)]
    around(token, sentence, scene, found, worded)
    return found, worded


def person(token: Token) -> str:
    """A rough class of who a subject is."""
    low = token.lower_
    if low in PERSONS:
        return low
    if token.tag_[:3] == "NNP":
        return "NAME"
    return token.tag_


def ended(subject: Token) -> list[str]:
    """The ending of a subject that is a common noun, which tells persons from deeds and ideas, and whether it is a bare one."""
    if subject.tag_ not in ("NN", "NNS"):
        return []
    ending = lemma(subject)[-3:]
    return [f"se={ending}", f"se={ending}:{subject.tag_}:{bool(subject.n_lefts)}"]


def around(token: Token, sentence: Sentence, scene: Scene, found: list[str], worded: list[str]) -> None:
    """Add the features of the place: neighbours, quotations, the sentence's end."""
    doc, i = sentence.doc, token.i
    before = doc[i - 1].lower_ if i > sentence.first else "^"
    after = doc[i + 1].lower_ if i < sentence.last else "$"
    found += [f"p={before}", f"n={after}"]
    worded += [f"n={after}", f"p={before}", f"last={doc[sentence.last].text[-1:]}"]
    if i + 2 <= sentence.last:
        found.append(f"n2={after} {doc[i + 2].lower_}")
    start, end = sentence.span
    at = sentence.at(token)
    quotes = scene.quotes_in(start, end)
    inside = next((q for q in quotes if q.holds(at)), None)
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
    found += [f"q={place}", f"q={place} t={token.tag_} n={after}"]
    worded.append(f"q={place}")
    if before in MARKS or before == ",":
        worded.append("pc")
    if i == sentence.first:
        found.append("first")
    that = that_ahead(token, sentence.last)
    if that is not None:
        near = "1" if that.i == i + 1 else "4" if that.i <= i + 4 else "9"
        found += [f"that={near}", f"t={token.tag_} that={near}", f"that={near} {that.tag_} d={token.dep_}"]
        worded.append("that")
