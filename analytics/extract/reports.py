"""Cue, content and source of every report in a scene, as the learnt models choose them."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract import contents, cues, sources
from analytics.extract.learnt import Learnt, learnt
from analytics.extract.linear import logistic
from analytics.extract.scene import Scene, Sentence
from analytics.records import Span

CUE_THRESHOLD = 0.5
CONTENT_FLOOR = 0.02


class Report(NamedTuple):
    """One report: its cue token and sentence, the content, the source and how sure each is."""

    token: Token
    sentence: Sentence
    content: tuple[Span, ...]
    source: sources.Source
    cue_score: float
    content_score: float
    source_score: float

    @property
    def cue(self) -> Span:
        """The cue's characters."""
        at = self.sentence.at(self.token)
        return Span(at, at + len(self.token))


def reports(scene: Scene) -> list[Report]:
    """The reports of a scene, in the order of their cues."""
    models = learnt()
    return [found for sentence in scene.sentences for found in in_sentence(sentence, scene, models)]


def in_sentence(sentence: Sentence, scene: Scene, models: Learnt) -> list[Report]:
    """The reports of one sentence."""
    found = []
    for token in cues.candidates(sentence, models.nouns):
        likely = models.cue.probability(cues.features(token, sentence, scene))
        if likely < CUE_THRESHOLD:
            continue
        report = read(token, sentence, scene, models, likely)
        if report is not None and report.content_score >= CONTENT_FLOOR:
            found.append(report)
    return found


def read(token: Token, sentence: Sentence, scene: Scene, models: Learnt, likely: float) -> Report | None:
    """The best content and source for a cue; None where it has no content to choose."""
    contents_ = contents.candidates(token, sentence, scene)
    if not contents_:
        return None
    content, content_score = best(contents_, models.content)
    source, source_score = best(sources.candidates(token, sentence, scene, content.pieces), models.source)
    return Report(token, sentence, content.pieces, source, likely, logistic(content_score), logistic(source_score))


def best(options, model):  # type: ignore[no-untyped-def]
    """The option with the highest score, and its score."""
    scored = [(model.score(option.features), option) for option in options]
    score, option = max(scored, key=lambda pair: pair[0])
    return option, score
