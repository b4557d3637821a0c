"""Source candidates of a cue: the noun phrases that may be its speaker, with features to choose by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.grammar import SUBJECTS, hearer, itself, lemma
from analytics.extract.linear import FACTOR, MASK, both, slot
from analytics.extract.scene import Scene, Sentence, Words
from analytics.records import Span

NOMINAL = ("NN", "PR", "WP", "DT", "CD", "JJ", "VB")
PLACES = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "csubj",
        "pobj",
        "dobj",
        "poss",
        "agent",
        "compound",
        "appos",
        "attr",
        "npadvmod",
        "ROOT",
        "conj",
        "nmod",
        "amod",
        "dep",
        "pcomp",
    ]
)
CLAUSAL = frozenset(["relcl", "acl", "advcl", "ccomp", "parataxis", "punct"])
LONGEST_PATH = 5
ABOUT = frozenset(  # verbs whose object is spoken of or to
    "say think believe report expect understand consider allege accuse blame call describe deem know quote cite claim suspect estimate"
    " rumor rumour dub name label criticise criticize praise condemn ask urge order warn inform tell see view regard assume presume"
    " hold".split()
)


class Source(NamedTuple):
    """One candidate: the head of its noun phrase (None: nobody), features, and, of one that was chosen, its characters."""

    head: Token | None
    features: tuple[int, ...] = ()
    span: Span | None = None


def candidates(token: Token, sentence: Sentence, scene: Scene, content: tuple[Span, ...]) -> list[Source]:
    """The candidates for the speaker of a cue with the given content; the first is nobody."""
    subject = absolute(token) or itself(token)
    if subject is not None and subject.i >= sentence.first:
        return [Source(subject, (slot("absolute"),))]
    cue = cue_facts(token, sentence)
    found = [Source(None, nobody(cue))]
    ups = upward(token, sentence.words)
    alone = not subject_of_its_own(token)
    barred = spoken_of(token) | without(token, sentence, scene)
    for i in range(sentence.first, sentence.last + 1):
        if i in barred or i == token.i or not may_speak(i, token.i, sentence.words):
            continue
        path = between(i, ups, sentence.words)
        if path is None or (path.startswith("relcl") and path.endswith("|") and not alone):
            continue
        head = sentence.doc[i]
        at = sentence.at(head)
        inside = any(a <= at < b for a, b in content)
        found.append(Source(head, tuple(describe(cue, head, path, inside, sentence, scene))))
    return found


def spoken_of(cue: Token) -> set[int]:
    """Whom a cue speaks of or to, so that they don't speak: "the firms are accused of", "the firms accused of", "told Reuters"."""
    told = hearer(cue)
    if told is not None:
        return {told.i}
    if cue.tag_ != "VBN" or lemma(cue) not in ABOUT or any(c.dep_ == "aux" and lemma(c) == "have" for c in cue.lefts):
        return set()
    if any(c.dep_ == "auxpass" for c in cue.lefts):
        return {c.i for c in cue.lefts if c.dep_ in SUBJECTS}
    return {cue.head.i} if cue.dep_ == "acl" else set()


def without(cue: Token, sentence: Sentence, scene: Scene) -> set[int]:
    """The words outside the quotation that a cue stands in, where a subject stands there before it: they don't speak it."""
    quote = scene.quote_at(sentence.at(cue))
    if quote is None:
        return set()
    words = [(i, quote.holds(sentence.at(sentence.doc[i]))) for i in range(sentence.first, sentence.last + 1)]
    if not any(within and i < cue.i and sentence.words.deps[i] in SUBJECTS for i, within in words):
        return set()
    return {i for i, within in words if not within}


def may_speak(i: int, cue: int, words: Words) -> bool:
    """Whether a word can head a speaker: a noun or the like that does not only describe another, unless it is the cue that it describes."""
    tag, dep = words.tags[i][:2], words.deps[i]
    if tag not in NOMINAL or dep not in PLACES or (tag == "VB" and dep not in SUBJECTS):
        return False
    return words.heads[i] == cue or not modifies(i, words)


class CueFacts(NamedTuple):
    """What the features of all candidates of one cue share."""

    token: Token
    own: bool
    mark: str
    word: int
    tag: int
    owns: int
    passes: int


def cue_facts(token: Token, sentence: Sentence) -> CueFacts:
    """The facts of a cue: whether it has a subject, whether it is passive, the mark before it."""
    own = any(c.dep_ in SUBJECTS for c in token.children)
    passive = any(c.dep_ == "auxpass" for c in token.children)
    before = sentence.doc[token.i - 1].text if token.i > sentence.first else "^"
    mark = before if not before[:1].isalnum() else "w"
    word = slot(f"w={lemma(token)}/{token.tag_[:1]}")
    return CueFacts(token, own, mark, word, slot(f"t={token.tag_}"), slot(f"own={own}"), slot(f"pass={passive}"))


def nobody(cue: CueFacts) -> tuple[int, ...]:
    """Features of there being no speaker."""
    none = slot("none")
    agent = any(c.dep_ == "agent" for c in cue.token.children)
    worded = both(none, cue.word)
    alone = [both(none, one) for one in (cue.owns, cue.passes, cue.tag)]
    shared = (
        both(alone[1], slot(f"d={cue.token.dep_}")),
        both(worded, cue.passes),
        both(both(alone[0], slot(f"agent={agent}")), cue.passes),
    )
    return (none, worded, *alone, *shared)


def modifies(i: int, words: Words) -> bool:
    """Whether a word only describes another, alone, joined to one ("Ukrainian and Russian forces") or in a title ("Secretary of State")."""
    while words.heads[i] != i and (words.deps[i] == "conj" or (words.deps[i] == "pobj" and in_title(words.heads[i], words))):
        i = words.heads[i] if words.deps[i] == "conj" else words.heads[words.heads[i]]
    return words.deps[i] in ("compound", "amod", "dep", "nmod")


def in_title(preposition: int, words: Words) -> bool:
    """Whether a preposition belongs to a title before a name."""
    return words.deps[words.heads[preposition]] in ("nmod", "compound")


def subject_of_its_own(token: Token) -> bool:
    """Whether a verb has a subject other than a relative pronoun, so that the noun before its clause is none."""
    return any(c.dep_ in SUBJECTS and c.tag_ not in ("WP", "WDT", "EX") for c in token.lefts)


def absolute(token: Token) -> Token | None:
    """The subject of a participle after "with" ("with a spokesman accusing ...")."""
    if token.tag_ != "VBG":
        return None
    if token.dep_ == "acl" and token.head.dep_ == "pobj" and token.head.head.lower_ == "with":
        return token.head
    if token.dep_ == "pcomp" and token.head.lower_ == "with":
        return next((c for c in token.lefts if c.dep_ in SUBJECTS), None)
    return None


def speaker(source: Source, cue: Token, sentence: Sentence) -> tuple[Span, ...]:
    """The characters of the speaker; for "who" and "which" the phrase that they stand for, then the pronoun."""
    if source.head is None or source.span is None:
        return ()
    pronoun: Token | None = source.head
    antecedent = antecedent_of(source.head)
    if antecedent is None:
        pronoun = next((c for c in clause_of(cue).lefts if c.dep_ in SUBJECTS and antecedent_of(c) == source.head), None)
        antecedent = source.head
    if pronoun is None or antecedent.i < sentence.first:
        return (source.span,)
    return (nominal(antecedent, cue, sentence), sentence.chars(pronoun.i, pronoun.i))


def clause_of(cue: Token) -> Token:
    """The verb whose subject the cue shares: the first of several joined ones."""
    return cue.head if cue.dep_ == "conj" else cue


def antecedent_of(head: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if head.tag_ not in ("WP", "WDT") or head.lower_ == "what":
        return None
    node = head
    for _ in range(4):
        if node.dep_ == "relcl":
            return node.head
        node = node.head
    return None


def upward(token: Token, words: Words) -> dict[int, str]:
    """The tokens above the cue, by index, with the relations on the way to them."""
    i = token.i
    found: dict[int, str] = {i: ""}
    relations: list[str] = []
    while words.heads[i] != i and len(relations) < LONGEST_PATH:
        relations.append(words.deps[i])
        i = words.heads[i]
        found[i] = "<".join(relations)
    return found


def between(i: int, ups: dict[int, str], words: Words) -> str | None:
    """The path from the cue to a noun's head as relations up and down; None where it is too long."""
    down: list[str] = []
    while i not in ups:
        if len(down) >= 4 or words.heads[i] == i:
            return None
        down.append(words.deps[i])
        i = words.heads[i]
    return f"{ups[i]}|{'>'.join(reversed(down))}"


def describe(cue: CueFacts, head: Token, path: str, inside: bool, sentence: Sentence, scene: Scene) -> Iterator[int]:
    """Features of a candidate, as places in the table of weights."""
    token, kind = cue.token, head.tag_
    side = "L" if head.i < token.i else "R"
    far = abs(head.i - token.i)
    near = "1" if far == 1 else "2" if far < 4 else "3" if far < 8 else "4" if far < 16 else "5"
    first, last = head.left_edge.i, head.right_edge.i
    touching = "next" if first == token.i + 1 else "prev" if head.i == token.i - 1 else "-"
    opening = sentence.doc[first - 1].text if first > sentence.first else "^"
    beside = f"touch={touching} mark={cue.mark}"
    yield slot(beside)
    yield slot(f"{beside} own={cue.own} d={head.dep_}")
    yield slot(f"touch={touching} open={opening if not opening[:1].isalnum() else 'w'} k={kind}")
    yield slot(f"{beside} end={last >= sentence.last - 1} k={kind}")
    way, tagged, word, dep = slot(f"path={path}"), slot(f"k={kind}"), slot(f"hw={lemma(head)}"), slot(f"d={head.dep_}")
    within, quoted = slot(f"in={inside}"), slot(f"quoted={scene.quote_at(sentence.at(head)) is not None}")
    yield from (way, tagged, word, within, quoted, slot(f"side={side} near={near}"), slot(f"d={head.dep_} side={side}"))
    spread = way * FACTOR
    yield from [(spread + one) & MASK for one in (cue.tag, within, tagged, cue.word, cue.owns, cue.passes, quoted)]
    yield both(cue.word, dep)
    yield both(word, dep)


def nominal(head: Token, cue: Token, sentence: Sentence) -> Span:
    """The noun phrase of a head: title, name and what describes it, without the clause that holds the cue."""
    first, last = head.left_edge.i, head.right_edge.i
    if first <= cue.i <= last:  # the cue stands in a clause of the phrase
        last = head.i
        for child in head.rights:
            if child.left_edge.i <= cue.i <= child.right_edge.i or child.dep_ in CLAUSAL:
                break
            last = child.right_edge.i
        if first <= cue.i <= head.i:
            first = head.i
    else:
        for child in head.rights:
            if child.dep_ in ("relcl", "advcl", "parataxis") or (
                child.dep_ == "acl" and child.i > head.i + 1 and sentence.doc[child.left_edge.i - 1].text == ","
            ):
                last = child.left_edge.i - 1
                break
    first, last = max(first, sentence.first), min(last, sentence.last)
    while last > head.i and not any(c.isalnum() for c in sentence.doc[last].text):
        last -= 1
    while first < head.i and not any(c.isalnum() for c in sentence.doc[first].text):
        first += 1
    return sentence.chars(first, last)
