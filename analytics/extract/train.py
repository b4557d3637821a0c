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

import numpy as np
from spacy.tokens import Token

from analytics.extract import contents, cues, linear, sources
from analytics.extract.annotated import annotated
from analytics.extract.calibration import Calibration, Outcome, calibrated, calibration_error, reliability
from analytics.extract.grammar import lemma
from analytics.extract.judged import judged
from analytics.extract.learnt import DIGEST, FILE, Learnt, nouns_array
from analytics.extract.reports import Report, reports
from analytics.extract.scene import Scene, Sentence, scene
from analytics.text import Parsed, parse_all

Gold = dict[str, Any]
Choices = tuple[list[list[tuple[int, ...]]], list[list[float]]]
TARGET_WEIGHTS = {"cue": 2.0, "content": 1.0, "source": 1.0}  # what an example of the target register counts
FOLDS = 4
LEAST_SEEN, LEAST_SHARE = 2, 0.02  # a noun may be a cue when it was one twice, and in 2 % of its uses


@dataclass
class Examples:
    """Features and labels for the cue model; options and their weights for the two that choose."""

    cue: tuple[list[tuple[int, ...]], list[int]] = field(default_factory=lambda: ([], []))
    content: Choices = field(default_factory=lambda: ([], []))
    source: Choices = field(default_factory=lambda: ([], []))
    owners: dict[str, list[int]] = field(default_factory=lambda: {"cue": [], "content": [], "source": []})

    def own(self, document: int) -> None:
        """Say of the examples that nobody owns that they are of this document."""
        for name, owners in self.owners.items():
            owners.extend([document] * (len(getattr(self, name)[1]) - len(owners)))

    def of(self, name: str, chosen: set[int]) -> tuple[list[Any], list[Any], list[int]]:
        """A model's examples from the chosen documents: features, labels, owners."""
        rows, labels = getattr(self, name)
        kept = [i for i, owner in enumerate(self.owners[name]) if owner in chosen]
        return [rows[i] for i in kept], [labels[i] for i in kept], [self.owners[name][i] for i in kept]


def train(documents: list[Gold], parsed: Iterable[Parsed]) -> str:
    """Train on annotated documents and their parses, write the model file; returns its SHA-256.

    Documents marked "target" are of the register to adapt to.
    """
    scenes = [scene(p) for p in parsed]
    nouns, examples = gathered(documents, scenes)
    outcomes = [one for fold in range(FOLDS) for one in held_out(documents, scenes, nouns, examples, fold)]
    calibration = calibrated(outcomes)
    print(table(outcomes, calibration))
    return kept(fitted(documents, examples, {*range(len(documents))}), nouns, calibration)


def kept(models: dict[str, linear.Linear], nouns: frozenset[int], calibration: Calibration) -> str:
    """Write the model file and its digest; returns the digest."""
    numbers = {name: np.array(getattr(calibration, name)) for name in calibration._fields}
    digest = linear.save(models, {"nouns": nouns_array(nouns), **numbers}, FILE)
    DIGEST.write_text(f"{digest}  {FILE.name}\n")
    return digest


def gathered(documents: list[Gold], scenes: list[Scene]) -> tuple[frozenset[int], Examples]:
    """The slots of the reporting nouns, and the examples of all documents."""
    golds = [gold_cues(d, s) for d, s in zip(documents, scenes, strict=True)]
    nouns = reporting_nouns(scenes, golds, documents)
    examples = Examples()
    for i, (document, one, gold) in enumerate(zip(documents, scenes, golds, strict=True)):
        collect(document, one, gold, nouns, examples)
        examples.own(i)
    return nouns, examples


def fitted(documents: list[Gold], examples: Examples, chosen: set[int]) -> dict[str, linear.Linear]:
    """The three models, learnt from the chosen documents."""
    models = {}
    for name, weight in TARGET_WEIGHTS.items():
        rows, labels, owners = examples.of(name, chosen)
        target = [bool(documents[i].get("target")) for i in owners]
        models[name] = (linear.fit if name == "cue" else linear.fit_choice)(rows, labels, target, weight=weight)
    return models


def held_out(documents: list[Gold], scenes: list[Scene], nouns: frozenset[int], examples: Examples, fold: int) -> Iterator[Outcome]:
    """What models that never saw a fold's documents make of them."""
    out = {i for i in range(len(documents)) if i % FOLDS == fold}
    models = fitted(documents, examples, {*range(len(documents))} - out)
    learnt = Learnt(models["cue"], models["content"], models["source"], nouns)
    share = sum(bool(d.get("target")) for d in documents) / len(documents)
    for i in sorted(out):
        weight = 0.5 / share if documents[i].get("target") else 0.5 / (1 - share)
        yield from outcomes(documents[i], [one for one in reports(scenes[i], learnt) if not one.doubtful], weight)


def outcomes(document: Gold, found: list[Report], weight: float) -> Iterator[Outcome]:
    """Which reports of a document are annotated; those within an annotated content are left out, as the annotation leaves them."""
    text = document["text"]
    if "judged" in document:
        yield from outcomes_judged(document, found, weight)
        return
    golds = [(letters(text, q["content"]), letters(text, q.get("speaker") or [])) for q in document["quotes"]]
    for report in found:
        said = letters(text, report.content)
        shared = ((overlap(said, content), speaker) for content, speaker in golds)
        score, speaker = max(shared, key=lambda one: one[0], default=(0.0, set()))
        if score < 0.5 and any(said <= content for content, _ in golds):
            continue
        named = bool(speaker & letters(text, report.speaker)) if speaker else None
        yield Outcome(report.cue_score, report.content_score, report.source_score, score >= 0.5, named, weight)


def outcomes_judged(document: Gold, found: list[Report], weight: float) -> Iterator[Outcome]:
    """What readers judged of a document's reports."""
    told = {start: report for report in document["judged"] if report["content"] for start, _ in report["cue"][:1]}
    for report in found:
        known = told.get(report.cue.start)
        if known is not None:
            same = bool(letters(document["text"], known["speaker"]) & letters(document["text"], report.speaker))
            named = known["speaker_right"] if same else None
            yield Outcome(report.cue_score, report.content_score, report.source_score, known["report"], named, weight)


def table(outcomes: list[Outcome], calibration: Calibration) -> str:
    """The reliability of both confidences on held-out text, as lines."""
    extracted = reliability([calibration.extracted(o.cue, o.content) for o in outcomes], [o.right for o in outcomes])
    named = [o for o in outcomes if o.right and o.speaker_right is not None]
    attributed = reliability([calibration.attributed(o.source) for o in named], [bool(o.speaker_right) for o in named])
    return "\n".join(
        f"{name}: expected calibration error {calibration_error(bins):.3f}\n"
        + "\n".join(f"  {b.number:>6} of confidence {b.confidence:.2f}: {b.right:.2f} right" for b in bins)
        for name, bins in (("extraction", extracted), ("attribution", attributed))
    )


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
    head = next((t for t in words if t.head.i not in inside or t.head == t), None)
    if head is not None and head.tag_ == "IN":  # "in the words of": the noun reports
        return next((t for t in words if t.head == head and t.dep_ == "pobj"), head)
    return head


def tokens(sentence: Sentence) -> Iterator[Token]:
    """The sentence's tokens."""
    for i in range(sentence.first, sentence.last + 1):
        yield sentence.doc[i]


def reporting_nouns(scenes: list[Scene], golds: list[dict[tuple[int, int], Gold]], documents: list[Gold]) -> frozenset[int]:
    """Slots of the lemmas of words other than verbs that serve as cues often enough."""
    seen: Counter[str] = Counter()
    served: Counter[str] = Counter()
    for one, gold, document in zip(scenes, golds, documents, strict=True):
        for sentence in one.sentences if "judged" not in document else ():
            for token in tokens(sentence):
                if token.tag_[:2] in ("NN", "JJ", "IN", "RB"):
                    key = f"{token.tag_[:1]}:{lemma(token)}"
                    seen[key] += 1
                    served[key] += ((sentence.number, token.i) in gold) * (LEAST_SEEN if document.get("target") else 1)
    return frozenset(linear.slot(k) for k, n in served.items() if n >= LEAST_SEEN and n / seen[k] >= LEAST_SHARE)


def collect(document: Gold, one: Scene, gold: dict[tuple[int, int], Gold], nouns: frozenset[int], examples: Examples) -> None:
    """Add a document's examples; words inside a content are none, for most annotations leave nested reports out."""
    text = document["text"]
    if "judged" in document:
        collect_judged(document, one, nouns, examples)
        return
    said = letters(text, [piece for quote in document["quotes"] for piece in quote["content"]])
    for sentence in one.sentences:
        for token in cues.candidates(sentence, nouns):
            quote = gold.get((sentence.number, token.i))
            if quote is None and sentence.at(token) in said and not document.get("complete"):
                continue
            examples.cue[0].append(tuple(cues.features(token, sentence, one)))
            examples.cue[1].append(int(quote is not None))
            if quote is not None:
                if not document.get("complete"):  # their ends, drawn by several readers, teach none: three points of the seeds' strict F1
                    collect_content(text, quote, token, sentence, one, examples)
                collect_source(text, quote, token, sentence, one, examples)


def collect_judged(document: Gold, one: Scene, nouns: frozenset[int], examples: Examples) -> None:
    """Add what readers judged: whether a word reports, and who does where the speaker was right; nothing is known of other words."""
    told = {start: report for report in document["judged"] for start, _ in report["cue"][:1]}
    for sentence in one.sentences:
        for token in cues.candidates(sentence, nouns):
            report = told.get(sentence.at(token))
            if report is not None:
                examples.cue[0].append(tuple(cues.features(token, sentence, one)))
                examples.cue[1].append(int(report["report"]))
                if report["report"] and report["speaker_right"]:
                    collect_source(document["text"], report, token, sentence, one, examples)


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
    heads = [o.head for o in options if o.head is not None and sentence.at(o.head) in wanted]
    top = next((head.i for head in heads if not any(sentence.at(above) in wanted for above in head.ancestors)), None)
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
    """Train on the files that are named, those after the first of the target register, and on what readers judged or marked."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m analytics.extract.train TRAIN.jsonl [TARGET.jsonl ...]")
    documents = [document | {"target": place > 0} for place, name in enumerate(sys.argv[1:]) for document in lines(Path(name))]
    documents += [*judged(), *annotated()]
    print(train(documents, parse_all(d["text"] for d in documents)))


def lines(path: Path) -> Iterator[Gold]:
    """The documents of a file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    main()
