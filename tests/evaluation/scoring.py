"""How well statements were found: predictions against the gold, a document at a time, then as figures.

A prediction matches a gold statement where the F1 of their content's letters and digits is at least 0.5, one to one, best pairs first;
"strict" asks for 0.9, "token" figures compare all content characters at once. An unmatched prediction inside a gold content or inside a
document's "ignore" spans is left out of the count. Speaker and cue are scored on matched statements whose gold has one: any shared letter
or digit. The meaning (mode, country, actor, anonymous, via, issue, stance) is a share of the matched gold statements that carry an
undisputed value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tests.evaluation.meaning import CHECKS, settled, stance, to_judge

LOOSE, STRICT = 0.5, 0.9
GROUPS = ("direct", "mixed", "indirect", "speech", "other")

Figures = dict[str, float | int | None]


class Said(NamedTuple):
    """One statement as the positions of its letters and digits, with its record."""

    content: set[int]
    speaker: set[int]
    cue: set[int]
    record: dict[str, Any]


class Judged(NamedTuple):
    """One document compared: gold to prediction by number, loosely and strictly, and which predictions count."""

    document: dict[str, Any]
    gold: list[Said]
    predicted: list[Said]
    loose: dict[int, int]
    strict: dict[int, int]
    counted: list[int]
    failed: bool


def judged(document: dict[str, Any], answer: dict[str, Any] | None) -> Judged:
    """A document's predictions against its gold; no answer, or one with an error, counts as no predictions."""
    text = document["text"]
    failed = answer is None or "error" in answer
    said = [] if answer is None or failed else answer.get("quotes", answer.get("statements", []))
    gold = [letters(text, one) for one in document["quotes"]]
    predicted = [one for one in (letters(text, one) for one in said) if one.content]
    loose, strict = (pairs(gold, predicted, threshold) for threshold in (LOOSE, STRICT))
    ignored = positions(text, document.get("ignore") or document.get("other_quoted") or [])
    matched = {*loose.values()}
    counted = [i for i, p in enumerate(predicted) if i in matched or not left_out(p, gold, ignored)]
    return Judged(document, gold, predicted, loose, strict, counted, failed)


def letters(text: str, record: dict[str, Any]) -> Said:
    """A statement's content, speaker and cue as positions."""
    content, speaker, cue = (positions(text, record.get(part) or []) for part in ("content", "speaker", "cue"))
    return Said(content, speaker, cue, record)


def positions(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    """Where in the spans a letter or digit stands."""
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def pairs(gold: list[Said], predicted: list[Said], threshold: float) -> dict[int, int]:
    """Gold to predicted statements, one to one, best pairs first."""
    scored = []
    for g, wanted in enumerate(gold):
        for p, found in enumerate(predicted):
            shared = len(wanted.content & found.content)
            score = 2 * shared / (len(wanted.content) + len(found.content)) if shared else 0.0
            if shared and score >= threshold:
                scored.append((-score, g, p))
    chosen: dict[int, int] = {}
    for _, g, p in sorted(scored):
        if g not in chosen and p not in chosen.values():
            chosen[g] = p
    return chosen


def left_out(one: Said, gold: list[Said], ignored: set[int]) -> bool:
    """Whether an unmatched prediction is one that the gold does not speak of."""
    return one.content <= ignored or any(one.content <= g.content for g in gold)


def figures(documents: Iterable[Judged]) -> Figures:
    """The figures of judged documents, in per cent; those that the gold says nothing of are left out."""
    n: Counter[Any] = Counter()
    number = 0
    for one in documents:
        number += 1
        count(one, n)
    return {"documents": number, **spans(n), **meaning(n), **recalls(n)}


def count(one: Judged, n: Counter[Any]) -> None:
    """Add a document's counts."""
    n["failed"] += one.failed
    n["gold"] += len(one.gold)
    n["predicted"] += len(one.counted)
    n["hit"] += len(one.loose)
    n["strict"] += len(one.strict)
    wanted = {i for g in one.gold for i in g.content}
    found = {i for p in one.counted for i in one.predicted[p].content}
    n["wanted"] += len(wanted)
    n["found"] += len(found)
    n["shared"] += len(wanted & found)
    for g, gold in enumerate(one.gold):
        for group in filter(None, (gold.record.get("type"), gold.record.get("kind"))):
            n["gold", group] += 1
            n["hit", group] += g in one.loose
        n["stances"] += settled(gold.record) and stance(gold.record) is not None
        if g in one.loose:
            count_matched(gold, one.predicted[one.loose[g]], n)


def count_matched(gold: Said, found: Said, n: Counter[Any]) -> None:
    """Add what a prediction says of the gold statement that it matches."""
    for part in ("speaker", "cue"):
        wanted = getattr(gold, part)
        n["of", part] += bool(wanted)
        n["right", part] += bool(wanted & getattr(found, part))
    for name, check in CHECKS.items():
        if to_judge(gold.record, name):
            n["of", name] += 1
            n["right", name] += check(gold.record, found.record)
    if "issue" in gold.record and settled(gold.record):
        wanted_stance, said = stance(gold.record), stance(found.record)
        n["stances said"] += said is not None
        n["stances matched"] += wanted_stance is not None
        n["stances right"] += wanted_stance is not None and wanted_stance == said


def spans(n: Counter[Any]) -> Figures:
    """Of contents, speakers and cues."""
    p, r = share(n["hit"], n["predicted"]), share(n["hit"], n["gold"])
    tp, tr = share(n["shared"], n["found"]), share(n["shared"], n["wanted"])
    return {
        "failed": n["failed"],
        "gold": n["gold"],
        "predicted": n["predicted"],
        "precision": p,
        "recall": r,
        "f1": f1(p, r),
        "strict_f1": f1(share(n["strict"], n["predicted"]), share(n["strict"], n["gold"])),
        "token_precision": tp,
        "token_recall": tr,
        "token_f1": f1(tp, tr),
        "speaker": share(n["right", "speaker"], n["of", "speaker"]),
        "cue": share(n["right", "cue"], n["of", "cue"]),
    }


def meaning(n: Counter[Any]) -> Figures:
    """Of what the statements mean, where the gold says."""
    said: Figures = {name: share(n["right", name], n["of", name]) for name in CHECKS if n["of", name]}
    if n["stances"]:
        said["stance"] = share(n["stances right"], n["stances matched"])
        said["stance_f1"] = f1(share(n["stances right"], n["stances said"]), share(n["stances right"], n["stances"]))
    return said


def recalls(n: Counter[Any]) -> Figures:
    """By mode and kind."""
    return {f"recall_{group}": share(n["hit", group], n["gold", group]) for group in GROUPS if n["gold", group]}


def share(part: int, whole: int) -> float | None:
    """Per cent to one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def f1(precision: float | None, recall: float | None) -> float:
    """The harmonic mean to one decimal."""
    return round(2 * precision * recall / (precision + recall), 1) if precision and recall else 0.0


def by(documents: Iterable[Judged], group: Callable[[dict[str, Any]], str]) -> dict[str, Figures]:
    """The figures of each group of documents."""
    groups: dict[str, list[Judged]] = {}
    for one in documents:
        groups.setdefault(group(one.document), []).append(one)
    return {name: figures(groups[name]) for name in sorted(groups)}
