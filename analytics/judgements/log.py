"""The file of judgements: lines are only added, whole and at once, so that nothing that anybody decided is ever lost."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analytics.judgements.judgement import Judgement, JudgementError, entry, judgement

FILE = "judgements/judgements.jsonl"


class Fault(NamedTuple):
    """A line that can't be read: where it stands and which rule it breaks."""

    where: str
    rule: str


class Log(NamedTuple):
    """All judgements, oldest first, and the lines that could not be read."""

    judgements: tuple[Judgement, ...]
    faults: tuple[Fault, ...]

    @property
    def in_force(self) -> tuple[Judgement, ...]:
        """Those that were neither undone nor replaced by a later one; undoing a later one brings back what it replaced."""
        gone: set[str] = set()
        undone: set[str] = set()
        found = []
        for one in reversed(self.judgements):
            if one.id in undone:
                continue
            if one.about == "undo":
                undone.add(one.value)
                continue
            if one.id not in gone:
                found.append(one)
            gone.update(one.replaces)
        return tuple(reversed(found))


NOTHING = Log((), ())


def path(store_dir: str | os.PathLike[str]) -> Path:
    """Where a store keeps its judgements."""
    return Path(store_dir, FILE)


def read(store_dir: str | os.PathLike[str]) -> Log:
    """Every judgement of a store; a line that can't be read is told of, and the others count."""
    file = path(store_dir)
    return parsed(file.read_bytes().splitlines(), file.name) if file.is_file() else NOTHING


def parsed(lines: Iterable[bytes], name: str) -> Log:
    """The judgements of lines of JSON; `name` says where they come from."""
    found: dict[str, Judgement] = {}
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = judgement(json.loads(line))
            if found.setdefault(one.id, one) != one:
                raise JudgementError(f"the id {one.id!r} is used twice")
        except (ValueError, RecursionError, JudgementError) as problem:
            rule = str(problem) if isinstance(problem, JudgementError) else f"no JSON: {problem}"
            faults.append(Fault(f"{name}, line {number}", rule))
    return Log(tuple(found.values()), tuple(faults))


def record(store_dir: str | os.PathLike[str], made: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Add new judgements, each replacing those in force that decide the same; as they were written."""
    standing = [one for one in read(store_dir).in_force if one.about != "undo"]
    written = tuple(replace(new, replaces=tuple(old.id for old in standing if old.key == new.key)) for new in made)
    append(store_dir, written)
    return written


def append(store_dir: str | os.PathLike[str], made: Sequence[Judgement]) -> None:
    """Add judgements as they are, in one write."""
    file = path(store_dir)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0, os.SEEK_END)
        torn = False
        if stream.tell():
            stream.seek(-1, os.SEEK_END)
            torn = stream.read(1) != b"\n"  # a writer died: its half line must not swallow ours
        lines = "".join(json.dumps(entry(one), ensure_ascii=False) + "\n" for one in made).encode("utf-8", "surrogatepass")
        stream.write(b"\n" * torn + lines)
        stream.flush()
        os.fsync(stream.fileno())


def merge(store_dir: str | os.PathLike[str], lines: Iterable[bytes], name: str) -> tuple[int, tuple[Fault, ...]]:
    """Add the judgements of another store's file that aren't here yet; how many, and the lines that could not be read."""
    theirs = parsed(lines, name)
    held = {one.id for one in read(store_dir).judgements}
    new = [one for one in theirs.judgements if one.id not in held]
    if new:
        append(store_dir, new)
    return len(new), theirs.faults
