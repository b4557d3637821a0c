"""Whether a found statement means what the gold says: names, countries, relays, issue and stance."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
DISPUTED = "DISPUTED"


def names(value: Any) -> set[str]:
    """The plain names in "A + B", ["A", "B"], {"name": "A"} or [{"name": "A"}]."""
    parts = value if isinstance(value, list) else [value] if value else []
    given = [part.get("name") if isinstance(part, dict) else part for part in parts]
    return {bare(one) for name in given for one in (name or "").split(" + ") if bare(one)}


def bare(name: str) -> str:
    """Letters and digits without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def same_names(one: set[str], other: set[str]) -> bool:
    """Whether each name has its like on the other side: equal, or the one ends the other."""
    return bool(one) == bool(other) and all(near(x, other) for x in one) and all(near(y, one) for y in other)


def near(name: str, others: set[str]) -> bool:
    """Whether one of the others ends the name or is ended by it."""
    return any(name.endswith(other) or other.endswith(name) for other in others)


def countries(record: Record) -> set[str]:
    """The statement's countries, else those of its actors."""
    actor = record.get("actor")
    actors = actor if isinstance(actor, list) else [actor]
    return names(record.get("country") or [a.get("country") for a in actors if isinstance(a, dict)])


def stance(record: Record) -> tuple[str, str] | None:
    """Issue and position; None where either is missing."""
    issue = record.get("issue")
    return None if issue in (None, "other") or not record.get("position") else (issue, record["position"])


def settled(record: Record) -> bool:
    """Whether annotators agreed on the stance."""
    return DISPUTED not in (record.get("issue"), record.get("position"))


CHECKS: dict[str, Callable[[Record, Record], bool]] = {
    "mode": lambda gold, found: (found.get("mode") or found.get("type")) == gold["type"],
    "country": lambda gold, found: countries(gold) == countries(found),
    "actor": lambda gold, found: same_names(names(gold["actor"]), names(found.get("actor"))),
    "anonymous": lambda gold, found: bool(found.get("anonymous")) == gold["anonymous"],
    "via": lambda gold, found: same_names(names(gold["via"]), names(found.get("via"))),
    "issue": lambda gold, found: (found.get("issue") or "other") == gold["issue"],
}


def to_judge(gold: Record, name: str) -> bool:
    """Whether the gold has a value for the check: given, undisputed, and known where nothing is no value."""
    field = "type" if name == "mode" else name
    return field in gold and gold[field] != DISPUTED and not (gold[field] is None and name in ("actor", "anonymous", "via", "mode"))
