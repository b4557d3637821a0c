"""The floors that quality may not fall below: figures kept with the set that they were taken on."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.evaluation.measuring import Measured
from tests.evaluation.scoring import Figures
from tests.evaluation.sets import HERE, ROOT

FILE = HERE / "floors.toml"
GATED = (
    *("f1", "strict_f1", "token_f1", "speaker", "cue", "mode", "country", "actor", "anonymous", "via", "issue", "stance", "stance_f1"),
    *("recall_direct", "recall_mixed", "recall_indirect"),
)
SLACK = 0.5  # points between a figure and its floor; one that rises by more raises it
HEADER = f"""\
# Floors of `make evaluate`: a figure below its floor fails. `python -m tests.evaluation --raise` writes them, {SLACK} under the figures.
# `set` is the SHA-256 of the annotated texts, `taken` the day and commit of the measurement.
"""

Floors = dict[str, dict[str, float | str]]


class Verdict(NamedTuple):
    """What the floors say of a measurement: failures and floors that can be raised, a line each."""

    failures: list[str]
    raises: list[str]


def floors(path: Path = FILE) -> Floors:
    """The floors kept in a file, by set."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def verdict(name: str, digest: str, found: Figures, kept: Mapping[str, float | str] | None) -> Verdict:
    """The figures of one set against its floors."""
    if kept is None:
        return Verdict([], [f"{name}: has no floors yet; --raise takes them"])
    if kept["set"] != digest:
        return Verdict([f"{name}: the set changed since its floors were taken, {kept['taken']}; --raise takes them anew"], [])
    failures, raises = [], []
    for figure in GATED:
        floor, value = kept.get(figure), found.get(figure)
        if isinstance(floor, str) or value is None:
            continue
        if floor is None:
            raises.append(f"{name}: {figure} {value} has no floor yet; raise the floor")
        elif value < floor:
            failures.append(f"{name}: {figure} {value} is below its floor {floor}")
        elif value > round(floor + SLACK, 1):
            raises.append(f"{name}: {figure} {value} is above its floor {floor}; raise the floor")
    missing = [figure for figure in GATED if figure in kept and found.get(figure) is None]
    return Verdict([*failures, *(f"{name}: {figure} is no longer measured, floor {kept[figure]}" for figure in missing)], raises)


def raised(kept: Floors, measurements: Sequence[Measured], taken: str) -> Floors:
    """The floors with those raised that can be; a set that changed, or is new, has all its floors taken anew."""
    new = dict(kept)
    for one in measurements:
        old = kept.get(one.gold.name, {})
        same = old.get("set") == one.gold.digest
        values = {f: lower(v) for f in GATED if (v := one.figures.get(f)) is not None}
        best = {f: max(v, float(old.get(f, 0))) if same else v for f, v in values.items()}
        changed = not same or any(old.get(f) != v for f, v in best.items())
        new[one.gold.name] = {"set": one.gold.digest, "taken": taken, **best} if changed else old
    return new


def lower(figure: float) -> float:
    """The floor of a figure."""
    return max(round(figure - SLACK, 1), 0.0)


def write(kept: Floors, path: Path = FILE) -> None:
    """Write the floors as TOML."""
    tables = [f'["{name}"]\n' + "".join(f"{key} = {literal(value)}\n" for key, value in kept[name].items()) for name in kept]
    path.write_text(HEADER + "".join(f"\n{table}" for table in tables), encoding="utf-8")


def literal(value: float | str) -> str:
    """A value as TOML."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def today() -> str:
    """The day and the commit, as floors and records are dated."""
    commit, changed = git("rev-parse", "--short", "HEAD"), git("status", "--porcelain", "analytics")
    return f"{date.today().isoformat()} on {commit or 'no commit'}{' with changes' if changed else ''}"


def git(*arguments: str) -> str:
    """What git says of the repository; nothing outside one."""
    return subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True, check=False).stdout.strip()
