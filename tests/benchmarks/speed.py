"""How fast extraction is: CPU time of each stage, against spaCy's default pipeline on the same texts in the same process."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from analytics.extract import attributions
from analytics.positions import stances
from analytics.records import Article
from analytics.resolve import voices
from analytics.text import DEFAULT_MODEL, parse
from tests.evaluation.sets import OWN, corpora, gold_sets

NEWS = "news/outlets.jsonl"
STAGES = ("parse", "extract", "resolve", "positions")
SHARE = 4  # articles a turn: both sides take turns, so that a busy machine slows both


@dataclass
class Speed:
    """CPU seconds of spaCy's default pipeline and of each stage, for so many words."""

    words: int = 0
    default: float = 0.0
    stages: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    @property
    def whole(self) -> float:
        """CPU seconds of the whole extraction."""
        return sum(self.stages.values())

    @property
    def ratio(self) -> float:
        """How many times as fast as the default pipeline the whole extraction is."""
        return self.default / self.whole


def speed(texts: Sequence[str]) -> Speed:
    """Both sides over the texts in turns, after a warm-up with the first ones."""
    nlp, found = spacy.load(DEFAULT_MODEL), Speed()
    for scored in (Speed(), found):
        for i in range(0, len(texts) if scored is found else min(SHARE, len(texts)), SHARE):
            turn(texts[i : i + SHARE], nlp, scored)
    return found


def turn(texts: Sequence[str], nlp: Language, scored: Speed) -> None:
    """One turn of each side."""
    scored.words += sum(len(text.split()) for text in texts)
    begun = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    scored.default += time.process_time() - begun
    for text in texts:
        extraction(Article(text), scored.stages)


def extraction(article: Article, spent: dict[str, float]) -> None:
    """The whole extraction of an article, each stage's time added to what was spent."""
    parsed = timed("parse", spent, lambda: parse(article.text))
    found = timed("extract", spent, lambda: attributions(parsed, article, doubtful=True))
    said = timed("resolve", spent, lambda: voices(parsed, article, found))
    timed("positions", spent, lambda: stances(parsed, article, found, said))


def timed(stage: str, spent: dict[str, float], work: Callable[[], Any]) -> Any:
    """The work's result; its CPU time is added to the stage's."""
    begun = time.process_time()
    result = work()
    spent[stage] += time.process_time() - begun
    return result


def texts(number: int, folder: Path | None = None) -> tuple[list[str], str]:
    """So many texts, evenly drawn from real news where it is there, else our own in bundles the length of an article; and which."""
    file = (folder or corpora()) / NEWS
    if file.exists():
        lines = file.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines[:: max(len(lines) // number, 1)][:number]], NEWS
    own = [document["text"] for gold in gold_sets(OWN) for document in gold.documents]
    return [*bundles(own * number, number)], "the project's own texts, repeated"


def bundles(own: Iterable[str], number: int, words: int = 500) -> Iterable[str]:
    """Texts joined to the length of a news article."""
    bundle: list[str] = []
    for text in own:
        bundle.append(text)
        if sum(len(one.split()) for one in bundle) >= words:
            yield "\n\n".join(bundle)
            bundle, number = [], number - 1
            if not number:
                return
