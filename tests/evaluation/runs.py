"""What the last recorded run found, as hashes alone, so that a change can be read as statements gained and lost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from tests.evaluation.errors import excerpt
from tests.evaluation.measuring import Measured
from tests.evaluation.scoring import Judged
from tests.evaluation.sets import HERE

RUNS = HERE / "runs"


class Change(NamedTuple):
    """Since the record was taken: gold statements gained and lost, wrong ones gone and new, as excerpts (gone: their number)."""

    taken: str
    gained: list[str]
    lost: list[str]
    spurious: list[str]
    gone: int


def change(measured: Measured, folder: Path = RUNS) -> Change | None:
    """What changed since the last record of the set; None where there is none of these very texts."""
    file = path(measured, folder)
    record = json.loads(file.read_text()) if file.exists() else {}
    if record.get("set") != measured.gold.digest:
        return None
    hits, wrong = found(measured)
    before, before_wrong = set(record["hits"]), set(record["wrong"])
    wanted = {key(one, spans): excerpt(one, g) for one in measured.judged for g, spans in enumerate(contents(one))}
    return Change(
        record["taken"],
        [wanted[k] for k in hits if k not in before],
        [shown for k, shown in wanted.items() if k in before and k not in hits],
        [shown for k, shown in wrong.items() if k not in before_wrong],
        len(before_wrong - wrong.keys()),
    )


def record(measured: Measured, taken: str, folder: Path = RUNS) -> None:
    """Keep what was found, for the next run to be compared with; the folder keeps itself out of version control."""
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    hits, wrong = found(measured)
    path(measured, folder).write_text(json.dumps({"set": measured.gold.digest, "taken": taken, "hits": [*hits], "wrong": [*wrong]}))


def found(measured: Measured) -> tuple[list[str], dict[str, str]]:
    """Keys of the gold statements that were matched; keys and excerpts of the predictions that match none."""
    hits, wrong = [], {}
    for one in measured.judged:
        wanted = contents(one)
        hits += [key(one, wanted[g]) for g in sorted(one.loose)]
        matched = {*one.loose.values()}
        for p in one.counted:
            if p not in matched:
                wrong[key(one, one.predicted[p].record["content"])] = excerpt(one, p, predicted=True)
    return hits, wrong


def contents(one: Judged) -> list[list[list[int]]]:
    """The gold contents of a document."""
    return [said.record["content"] for said in one.gold]


def key(one: Judged, spans: list[list[int]]) -> str:
    """Twelve hexadecimal digits for a content in a document."""
    return hashlib.sha256(f"{one.document['id']} {[[a, b] for a, b in spans]}".encode()).hexdigest()[:12]


def path(measured: Measured, folder: Path) -> Path:
    """The record's file."""
    return folder / f"{measured.gold.name.replace('/', '-')}.json"
