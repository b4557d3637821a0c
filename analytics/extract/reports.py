"""Cue, content and source of every report in a scene, as the learnt models choose them."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeVar

from spacy.tokens import Token

from analytics.extract import contents, cues, sources
from analytics.extract.grammar import lemma
from analytics.extract.learnt import Learnt, learnt
from analytics.extract.linear import Linear
from analytics.extract.quoting import FROM, Quoting, as_saying
from analytics.extract.scene import Scene, Sentence
from analytics.extract.unreal import unreal
from analytics.extract.viewpoints import viewpoint
from analytics.records import Span

CUE_THRESHOLD = 0.55
DOUBTFUL_THRESHOLD = 0.3  # of a cue that counts only if what it reports takes a clear position ("was ready to")
QUOTED_THRESHOLD = 0.1  # of a cue whose content is a quotation of a sentence's length
VOICING = frozenset("raise express voice air cite".split())
SHORTEST_SAID = 3  # words of such a quotation at least: fewer may be a title or a phrase
CONTENT_FLOOR = 0.05
LONGEST_OPENING = len("that ")  # what one of two reports of the same words may leave out
FORMAL = 0.9  # how sure a fixed form is of being a report


Option = TypeVar("Option", contents.Content, sources.Source)


class Report(NamedTuple):
    """One report: its cue token and sentence, the content, the source and how sure each is."""

    token: Token
    sentence: Sentence
    content: tuple[Span, ...]
    source: sources.Source
    speaker: tuple[Span, ...]
    cue_score: float
    content_score: float
    source_score: float
    doubtful: bool = False  # its words alone don't tell that it is a report

    @property
    def cue(self) -> Span:
        """The cue's characters."""
        at = self.sentence.at(self.token)
        return Span(at, at + len(self.token))


def reports(scene: Scene, models: Learnt | None = None) -> list[Report]:
    """The reports of a scene, in the order of their cues, by the released models or others; the doubtful ones among them."""
    models = learnt() if models is None else models
    return [found for sentence in scene.sentences for found in in_sentence(sentence, scene, models)]


def in_sentence(sentence: Sentence, scene: Scene, models: Learnt) -> list[Report]:
    """The reports of one sentence."""
    found: list[Report] = []
    consumed: set[int] = set()
    quoted = bool(scene.quotes_in(*sentence.span))
    for token in cues.candidates(sentence, models.nouns):
        if token.i in consumed or voiced_by(token) is not None:
            continue
        likely = models.cue.probability(cues.features(token, sentence, scene))
        if likely < CUE_THRESHOLD:
            likely = max(likely, *(models.cue.probability(cues.features(one, sentence, scene)) for one in telling(token, sentence)), 0.0)
        form = as_saying(token, sentence, scene) or viewpoint(token, sentence, scene)
        if form is not None:
            consumed.add(form.cue.i)
            found.append(formal(form, sentence, max(likely, FORMAL)))
        elif likely >= (QUOTED_THRESHOLD if quoted and outside(token, sentence, scene) else DOUBTFUL_THRESHOLD) and not unreal(token):
            report = read(token, sentence, scene, models, likely)
            if report is None or report.content_score < CONTENT_FLOOR:
                continue
            sure = likely >= CUE_THRESHOLD or said_whole(report, scene)
            if sure or likely >= DOUBTFUL_THRESHOLD:
                found.append(report._replace(doubtful=not sure))
    plain = [one for one in found if not one.doubtful]
    return [one for one in found if not any(other is not one and tells_better(other, one, scene.text) for other in plain)]


def outside(token: Token, sentence: Sentence, scene: Scene) -> bool:
    """Whether a word stands in no quotation, so that it may report one."""
    return scene.quote_at(sentence.at(token)) is None


def telling(token: Token, sentence: Sentence) -> list[Token]:
    """Words that tell whether a verb reports: the noun that it voices ("raised concerns"), whom it cites ("wrote, citing officials")."""
    return [c for c in token.rights if c.i <= sentence.last and (voiced_by(c) == token or (c.lower_ in FROM and c.dep_ == "advcl"))]


def voiced_by(token: Token) -> Token | None:
    """The verb that voices a noun: the report is the verb's."""
    if token.tag_[:2] != "NN" or token.dep_ != "dobj" or token.head.tag_[:2] != "VB":
        return None
    return token.head if lemma(token.head) in VOICING else None


def said_whole(report: Report, scene: Scene) -> bool:
    """Whether somebody is said to have uttered no more and no less than quotations, and more than a phrase."""
    whole = {(q.start, q.end) for piece in report.content for q in scene.quotes_in(*piece)}
    words = sum(len(scene.text[a:b].split()) for a, b in report.content)
    return report.source.head is not None and words >= SHORTEST_SAID and all((a, b) in whole for a, b in report.content)


def tells_better(other: Report, one: Report, text: str) -> bool:
    """Whether another report tells whose the same words are: a verb and not a noun, or the speaker after a quotation announced before."""
    near = abs(other.content[0].start - one.content[0].start) <= LONGEST_OPENING
    if not near or other.content[-1].end != one.content[-1].end or other.token.tag_[:1] != "V":
        return False
    announced = one.cue.end <= one.content[0].start and ":" in text[one.cue.end : one.content[0].start]
    return one.token.tag_[:1] == "N" or (announced and other.cue.start >= other.content[-1].end)


def read(token: Token, sentence: Sentence, scene: Scene, models: Learnt, likely: float) -> Report | None:
    """The best content and source for a cue; None where it has no content to choose."""
    options = contents.candidates(token, sentence, scene)
    if not options:
        return None
    content, content_score = best(options, models.content)
    content = content._replace(pieces=tuple(meant(piece, sentence, scene.text) for piece in content.pieces))
    source, source_score = best(sources.candidates(token, sentence, scene, content.pieces), models.source)
    if source.head is not None:
        source = source._replace(span=sources.nominal(source.head, token, sentence))
    return Report(token, sentence, content.pieces, source, sources.speaker(source, token, sentence), likely, content_score, source_score)


def meant(piece: Span, sentence: Sentence, text: str) -> Span:
    """The piece, or what it stands for where it is no more than a relative pronoun ("the raid, which Paris condemned")."""
    if text[piece.start : piece.end].lower() not in ("which", "that", "who", "whom"):
        return piece
    for i in range(sentence.first, sentence.last + 1):
        if sentence.at(sentence.doc[i]) == piece.start:
            antecedent = sources.antecedent_of(sentence.doc[i])
            if antecedent is None:
                return piece
            phrase = sources.nominal(antecedent, sentence.doc[i], sentence)
            return Span(sentence.at(whole(antecedent).left_edge), phrase.end)
    return piece


def whole(antecedent: Token) -> Token:
    """The noun at the top of the phrase that a relative clause ends ("the raid on the port, which Paris condemned")."""
    while antecedent.dep_ == "pobj" and antecedent.head.dep_ == "prep" and antecedent.head.head.tag_[:2] == "NN":
        antecedent = antecedent.head.head
    return antecedent


def formal(form: Quoting, sentence: Sentence, likely: float) -> Report:
    """A report of a fixed form."""
    source = sources.Source(form.head, (), form.speaker)
    return Report(form.cue, sentence, form.content, source, (form.speaker,) if form.speaker else (), likely, 0.9, 0.9)


def best(options: list[Option], model: Linear) -> tuple[Option, float]:
    """The option with the highest score, and its probability among them."""
    scores = [model.score(option.features) for option in options]
    top = max(range(len(options)), key=scores.__getitem__)
    return options[top], 1 / sum(math.exp(score - scores[top]) for score in scores)
