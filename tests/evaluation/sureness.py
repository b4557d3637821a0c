"""Whether confidences can be taken at their word: reliability on the annotated sets, by kind of confidence."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.extract.calibration import Bin, calibration_error, reliability
from tests.evaluation.scoring import Judged

FEWEST = 50  # statements below which a table says nothing


def tables(documents: Iterable[Judged]) -> dict[str, list[Bin]]:
    """A reliability table for the extraction (is it a statement) and the attribution (is it that speaker's) of what was predicted."""
    rows: dict[str, list[tuple[float, bool]]] = {"extraction": [], "attribution": []}
    for one in documents:
        gold_of = {p: one.gold[g] for g, p in one.loose.items()}
        for p in one.counted:
            found, gold = one.predicted[p], gold_of.get(p)
            sure = found.record.get("confidence") or {}
            if "extraction" in sure:
                rows["extraction"].append((sure["extraction"], gold is not None))
            if "attribution" in sure and gold is not None and gold.speaker:
                rows["attribution"].append((sure["attribution"], bool(gold.speaker & found.speaker)))
    return {name: reliability(*map(list, zip(*of, strict=True))) for name, of in rows.items() if len(of) >= FEWEST}


def lines(documents: Iterable[Judged], full: bool = False) -> list[str]:
    """The expected calibration errors, with their tables where `full` asks for them."""
    found = []
    for name, bins in tables(documents).items():
        found.append(f"  {name + ' ECE':<16}{100 * calibration_error(bins):>7.1f}")
        if full:
            found += [f"    {b.number:>6} of confidence {b.confidence:.2f}: {b.right:.2f} right" for b in bins]
    return found
