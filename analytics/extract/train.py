"""Learn extraction's numbers from annotated articles: `python -m analytics.extract.train TRAIN.jsonl`.

Each line: {"id", "text", "quotes": [{"content", "cue", "speaker": lists of [start, end]}]}. What is kept are weights of hashed features,
no text.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from analytics.extract import contents, cues, linear, sources
from analytics.extract.grammar import lemma
from analytics.extract.learnt import DIGEST, FILE, nouns_array
from analytics.extract.scene import Scene, Sentence, scene
from analytics.text import Parsed, parse_all

Gold = dict[str, Any]
Choices = tuple[list[list[tuple[str, ...]]], list[list[float]]]
TARGET_WEIGHT = 2.0  # what an example of the target register counts
LEAST_SEEN, LEAST_SHARE = 2, 0.02  # a noun may be a cue when it was one twice, and in 2 % of its uses


@dataclass
class Examples:
    """Features and labels for the cue model; options and their weights for the two that choose."""

    cue: tuple[list[tuple[str, ...]], list[int]] = field(default_factory=lambda: ([], []))
    content: Choices = field(default_factory=lambda: ([], []))
    source: Choices = field(default_factory=lambda: ([], []))
    target: dict[str, list[bool]] = field(default_factory=lambda: {"cue": [], "content": [], "source": []})

    def sizes(self) -> dict[str, int]:
        """How many examples there are for each model."""
        return {name: len(getattr(self, name)[1]) for name in self.target}

    def mark(self, before: dict[str, int], target: bool) -> None:
        """Say of the examples added since `before` whether they are of the target register."""
        for name, size in self.sizes().items():
            self.target[name] += [target] * (size - before[name])


def train(documents: list[Gold], parsed: Iterable[Parsed]) -> str:
    """Train on annotated documents and their parses, write the model file; returns its SHA-256."""
    models, nouns = fitted(documents, [scene(p) for p in parsed])
    digest = linear.save(models, {"nouns": nouns_array(nouns)}, FILE)
    DIGEST.write_text(f"{digest}  {FILE.name}\n")
    return digest


def fitted(documents: list[Gold], scenes: list[Scene]) -> tuple[dict[str, linear.Linear], frozenset[int]]:
    """The three models, and the slots of the reporting nouns; documents marked "target" are of the register to adapt to."""
    golds = [gold_cues(d, s) for d, s in zip(documents, scenes, strict=True)]
    nouns = reporting_nouns(scenes, golds, documents)
    examples = Examples()
    for document, one, gold in zip(documents, scenes, golds, strict=True):
        before = examples.sizes()
        collect(document, one, gold, nouns, examples)
        examples.mark(before, bool(document.get("target")))
    models = {
        "cue": linear.fit(*examples.cue, examples.target["cue"], weight=TARGET_WEIGHT),
        "content": linear.fit_choice(*examples.content, examples.target["content"], weight=TARGET_WEIGHT),
        "source": linear.fit_choice(*examples.source, examples.target["source"], weight=TARGET_WEIGHT),
    }
    return models, nouns


def gold_cues(document: Gold, one: Scene) -> dict[tuple[int, int], Gold]:
    """Annotated attributions by the sentence and token of their cue's head."""
    found: dict[tuple[int, int], Gold] = {}
    for quote in document["quotes"]:
        if not quote["cue"]:
            continue
        start, end = quote["cue"][0]
        for sentence in one.sentences:
            if sentence.span.start <= start < sentence.span.end:
                head = head_word(sentence, start, end)
                if head is not None:
                    found.setdefault((sentence.number, head.i), quote)
                break
    return found


def head_word(sentence: Sentence, start: int, end: int) -> Token | None:
    """The word of [start, end) on which the others depend."""
    words = [t for t in tokens(sentence) if sentence.at(t) < end and sentence.at(t) + len(t) > start and any(c.isalnum() for c in t.text)]
    inside = {t.i for t in words}
    return next((t for t in words if t.head.i not in inside or t.head == t), None)


def tokens(sentence: Sentence) -> Iterator[Token]:
    """The sentence's tokens."""
    for i in range(sentence.first, sentence.last + 1):
        yield sentence.doc[i]


def reporting_nouns(scenes: list[Scene], golds: list[dict[tuple[int, int], Gold]], documents: list[Gold]) -> frozenset[int]:
    """Slots of the lemmas of words other than verbs that serve as cues often enough."""
    seen: Counter[str] = Counter()
    served: Counter[str] = Counter()
    for one, gold, document in zip(scenes, golds, documents, strict=True):
        for sentence in one.sentences:
            for token in tokens(sentence):
                if token.tag_[:2] in ("NN", "JJ", "IN", "RB"):
                    key = f"{token.tag_[:1]}:{lemma(token)}"
                    seen[key] += 1
                    served[key] += ((sentence.number, token.i) in gold) * (LEAST_SEEN if document.get("target") else 1)
    return frozenset(linear.slot(k) for k, n in served.items() if n >= LEAST_SEEN and n / seen[k] >= LEAST_SHARE)


def collect(document: Gold, one: Scene, gold: dict[tuple[int, int], Gold], nouns: frozenset[int], examples: Examples) -> None:
    """Add a document's examples; words inside a content are no examples, for the annotation leaves nested reports out."""
    text = document["text"]
    said = letters(text, [piece for quote in document["quotes"] for piece in quote["content"]])
    for sentence in one.sentences:
        for token in cues.candidates(sentence, nouns):
            quote = gold.get((sentence.number, token.i))
            if quote is None and sentence.at(token) in said:
                continue
            examples.cue[0].append(tuple(cues.features(token, sentence, one)))
            examples.cue[1].append(int(quote is not None))
            if quote is not None:
                collect_content(text, quote, token, sentence, one, examples)
                collect_source(text, quote, token, sentence, one, examples)


def collect_content(text: str, quote: Gold, token: Token, sentence: Sentence, one: Scene, examples: Examples) -> None:
    """The cue's content candidates: right are those nearest to the annotated one, if near enough."""
    wanted = letters(text, quote["content"])
    options = contents.candidates(token, sentence, one)
    scores = [overlap(wanted, letters(text, option.pieces)) for option in options]
    top = max(scores, default=0)
    if top >= 0.5 and len(options) > 1:
        examples.content[0].append([option.features for option in options])
        examples.content[1].append([float(score >= top - 0.02) for score in scores])


def collect_source(text: str, quote: Gold, token: Token, sentence: Sentence, one: Scene, examples: Examples) -> None:
    """The cue's source candidates: right is the head of the annotated phrase, or nobody."""
    wanted = letters(text, quote.get("speaker") or [])
    options = sources.candidates(token, sentence, one, tuple(quote["content"]))
    heads = {o.head.i: o.head for o in options if o.head is not None and sentence.at(o.head) in wanted}
    top = next((i for i, head in heads.items() if head.head.i not in heads), None)
    right = [float(o.head.i == top if o.head is not None else not wanted) for o in options]
    if sum(right) and len(options) > 1:
        examples.source[0].append([option.features for option in options])
        examples.source[1].append(right)


def letters(text: str, pieces: Iterable[Any]) -> set[int]:
    """The places of the pieces' letters and digits."""
    return {i for start, end in pieces for i in range(start, end) if text[i].isalnum()}


def overlap(a: set[int], b: set[int]) -> float:
    """The F1 of two sets."""
    shared = len(a & b)
    return 2 * shared / (len(a) + len(b)) if shared else 0.0


def main() -> None:
    """Train on the files that the command line names; those after the first are of the target register."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m analytics.extract.train TRAIN.jsonl [TARGET.jsonl ...]")
    documents = [document | {"target": place > 0} for place, name in enumerate(sys.argv[1:]) for document in lines(Path(name))]
    print(train(documents, parse_all(d["text"] for d in documents)))


def lines(path: Path) -> Iterator[Gold]:
    """The documents of a file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    main()
