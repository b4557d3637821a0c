"""The annotated sets: our own, which are always there, and those of NARRATIVES_CORPORA, which may not be."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.evaluation import challenge

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OWN = ("seeds", "challenge")
FOREIGN = ("positions/dev", "polnear/dev", "gum_news/train")


@dataclass(frozen=True)
class Gold:
    """An annotated set by name; `documents` in the form that scoring.py reads."""

    name: str
    path: Path

    @property
    def absent(self) -> str | None:
        """Why the set can't be scored; None where it can."""
        return None if self.path.exists() else f"{self.path} is not there; NARRATIVES_CORPORA names the folder of corpora"

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """A document a text, with its statements."""
        if self.path.is_dir():
            return [plain(one) for one in challenge.documents(self.path)]
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines() if line.strip()]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the set's file; of a folder, that of its documents."""
        content = dumped(self.documents).encode() if self.path.is_dir() else self.path.read_bytes()
        return hashlib.sha256(content).hexdigest()


def gold_sets(names: Sequence[str] = (*OWN, *FOREIGN)) -> list[Gold]:
    """The sets of those names, there or not; ValueError for a name that none has."""
    unknown = [name for name in names if name not in (*OWN, *FOREIGN)]
    if unknown:
        raise ValueError(f"unknown set {unknown[0]!r}; known: {', '.join((*OWN, *FOREIGN))}")
    return [Gold(name, place(name)) for name in names]


def place(name: str) -> Path:
    """Where a set lies."""
    if name in OWN:
        return challenge.SOURCES if name == "challenge" else HERE / "gold" / f"{name}.jsonl"
    return corpora() / f"{name}.jsonl"


def corpora() -> Path:
    """The folder of corpora."""
    return Path(os.environ.get("NARRATIVES_CORPORA") or ROOT.parent / "shared" / "corpora")


def plain(document: Any) -> dict[str, Any]:
    """The document as JSON gives it back: lists for tuples."""
    return json.loads(json.dumps(document))


def dumped(documents: list[dict[str, Any]]) -> str:
    """The documents as JSON lines, keys in order."""
    return "\n".join(json.dumps(one, sort_keys=True, ensure_ascii=False) for one in documents)
