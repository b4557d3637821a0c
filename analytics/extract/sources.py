"""Source candidates of a cue: the noun phrases that may be its speaker, with features to choose by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.grammar import SUBJECTS, lemma
from analytics.extract.scene import Scene, Sentence
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


class Source(NamedTuple):
    """One candidate: the head of its noun phrase (None: nobody), its characters, and features."""

    head: Token | None
    span: Span | None
    features: tuple[str, ...]


def candidates(token: Token, sentence: Sentence, scene: Scene, content: tuple[Span, ...]) -> list[Source]:
    """The candidates for the speaker of a cue with the given content; the first is nobody."""
    w = f"{lemma(token)}/{token.tag_[:1]}"
    own = any(c.dep_ in SUBJECTS for c in token.children)
    passive = any(c.dep_ == "auxpass" for c in token.children)
    nobody = [
        "none",
        f"none w={w}",
        f"none own={own}",
        f"none pass={passive} d={token.dep_}",
        f"none t={token.tag_}",
        f"none w={w} pass={passive}",
    ]
    agent = any(c.dep_ == "agent" for c in token.children)
    nobody.append(f"none own={own} agent={agent} pass={passive}")
    found = [Source(None, None, tuple(nobody))]
    subject = absolute(token)
    if subject is not None and subject.i >= sentence.first:
        return [Source(subject, nominal(subject, token, sentence), ("absolute",))]
    ups = upward(token)
    for i in range(sentence.first, sentence.last + 1):
        head = sentence.doc[i]
        if (
            head == token
            or head.tag_[:2] not in NOMINAL
            or head.dep_ not in PLACES
            or (head.tag_[:2] == "VB" and head.dep_ not in SUBJECTS)
        ):
            continue
        if modifies(head) and head.head != token:
            continue
        path = between(token, ups, head)
        if path is None or (path.startswith("relcl") and path.endswith("|") and subject_of_its_own(token)):
            continue
        at = sentence.at(head)
        inside = any(a <= at < b for a, b in content)
        span = nominal(head, token, sentence)
        found.append(Source(head, span, tuple(describe(token, w, head, path, inside, sentence, scene, own, passive))))
    return found


def modifies(head: Token) -> bool:
    """Whether a word only describes another, alone or joined to one that does ("Ukrainian and Russian forces")."""
    node = head
    while node.dep_ == "conj" and node.head != node:
        node = node.head
    return node.dep_ in ("compound", "amod", "dep", "nmod")


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


def upward(token: Token) -> dict[int, tuple[int, str]]:
    """Tokens above the cue, by index: steps and the relations on the way."""
    found: dict[int, tuple[int, str]] = {token.i: (0, "")}
    relations: list[str] = []
    node = token
    while node.head != node and len(relations) < LONGEST_PATH:
        relations.append(node.dep_)
        node = node.head
        found[node.i] = (len(relations), "<".join(relations))
    return found


def between(token: Token, ups: dict[int, tuple[int, str]], head: Token) -> str | None:
    """The path from the cue to a noun's head as relations up and down; None where it is too long."""
    down: list[str] = []
    node = head
    while node.i not in ups:
        if len(down) >= 4 or node.head == node:
            return None
        down.append(node.dep_)
        node = node.head
    return f"{ups[node.i][1]}|{'>'.join(reversed(down))}"


def describe(
    token: Token, w: str, head: Token, path: str, inside: bool, sentence: Sentence, scene: Scene, own: bool, passive: bool
) -> Iterator[str]:
    """Features of a candidate."""
    kind = head.tag_ if head.tag_[:2] != "NN" else f"{head.tag_}"
    side = "L" if head.i < token.i else "R"
    far = abs(head.i - token.i)
    near = "1" if far == 1 else "2" if far < 4 else "3" if far < 8 else "4" if far < 16 else "5"
    word = lemma(head)
    quoted = scene.quote_at(sentence.at(head)) is not None
    before = sentence.doc[token.i - 1].text if token.i > sentence.first else "^"
    mark = before if not before[:1].isalnum() else "w"
    first, last = head.left_edge.i, head.right_edge.i
    touching = "next" if first == token.i + 1 else "prev" if head.i == token.i - 1 else "-"
    opening = sentence.doc[first - 1].text if first > sentence.first else "^"
    yield from (
        f"touch={touching} mark={mark}",
        f"touch={touching} mark={mark} own={own} d={head.dep_}",
        f"touch={touching} open={opening if not opening[:1].isalnum() else 'w'} k={kind}",
    )
    yield f"touch={touching} mark={mark} end={last >= sentence.last - 1} k={kind}"
    yield from (f"path={path}", f"path={path} t={token.tag_}", f"path={path} in={inside}", f"path={path} k={kind}", f"w={w} path={path}")
    yield from (
        f"in={inside}",
        f"k={kind}",
        f"hw={word}",
        f"side={side} near={near}",
        f"own={own} path={path}",
        f"pass={passive} path={path}",
    )
    yield from (
        f"quoted={quoted}",
        f"d={head.dep_} side={side}",
        f"path={path} quoted={quoted}",
        f"w={w} d={head.dep_}",
        f"hw={word} d={head.dep_}",
    )
    yield f"ent={head.ent_type_}" if head.ent_type_ else "ent=-"


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
