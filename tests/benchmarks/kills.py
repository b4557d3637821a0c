"""A writer killed at random moments in processes of its own: python -m tests.benchmarks.kills [COMMITS]

The writer commits numbered rows, says each number once it is committed, and merges the store now and then.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.store.truth import checksum, column, segments

TABLES = ("runs", "failures")
WRITER = """
import sys
from analytics.store.compaction import compact
from analytics.store.lock import writing
from analytics.store.truth import add_segment, column, commit

folder, often = sys.argv[1], int(sys.argv[2])
number = len(list(column(folder, "runs", "run_id")))
print("ready", flush=True)
while True:
    with writing(folder, "a test"):
        commit(folder, [add_segment(folder, table, [{"run_id": f"{number}"}]) for table in ("runs", "failures")])
    print(number, flush=True)
    number += 1
    if number % often == 0:
        compact(folder)
"""


@dataclass
class Killed:
    """What became of a store whose writers were killed."""

    kills: int = 0
    acknowledged: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def check(self, store: Path) -> None:
        """Note whatever is lost, partial or there twice."""
        for table in TABLES:
            there = [int(number) for number in column(store, table, "run_id")]
            if there != [*range(len(there))]:
                self.faults.append(f"{table} after {self.kills} kills: {there}")
            if lost := self.acknowledged - {*there}:
                self.faults.append(f"{table} after {self.kills} kills: lost {sorted(lost)}")
        wrong = [one.file for one in segments(store) if checksum(store / "segments" / one.file) != one.sha256]
        self.faults += [f"{name} after {self.kills} kills" for name in wrong]


def killed(store: Path, commits: int, seed: int, longest: float = 2.0, often: int = 5) -> Killed:
    """Kill writers until so many commits were acknowledged; the store is checked after each kill."""
    chance, found = random.Random(seed), Killed()
    while len(found.acknowledged) < commits:
        command = [sys.executable, "-c", WRITER, str(store), str(often)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.random() * longest)
            writer.kill()
            found.acknowledged |= {int(line) for line in writer.stdout if line.endswith("\n")}
        found.kills += 1
        found.check(store)
    return found


def main(commits: int = 200) -> None:
    """Print what became of a store."""
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        found = killed(Path(folder, "s"), commits, 0)
        lasted = time.perf_counter() - begun
    print(f"{len(found.acknowledged)} acknowledged commits, {found.kills} kills, {len(found.faults)} faults in {lasted:.0f} s")
    print("\n".join(found.faults))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
