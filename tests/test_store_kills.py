"""A writer killed at any moment: nothing acknowledged is lost, nothing is there in part or twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analytics.store.truth import checksum, column, segments

WRITER = """
import sys
from analytics.store.lock import writing
from analytics.store.truth import add_segment, column, commit

folder = sys.argv[1]
with writing(folder, "a test"):
    number = len(list(column(folder, "runs", "run_id")))
    while True:
        held = [add_segment(folder, "runs", [{"run_id": f"{number}"}]), add_segment(folder, "failures", [{"run_id": f"{number}"}])]
        commit(folder, held)
        print(number, flush=True)
        number += 1
"""


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_writer_loses_and_doubles_nothing(tmp_path: Path, seed: int):
    store, chance = tmp_path / "s", random.Random(seed)
    acknowledged: list[int] = []
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, str(store)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}) as writer:
            assert writer.stdout is not None
            acknowledged.append(int(writer.stdout.readline()))
            time.sleep(chance.random() / 10)
            writer.kill()
            acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    for table in ("runs", "failures"):
        there = [int(number) for number in column(store, table, "run_id")]
        assert there == [*range(len(there))]
        assert {*acknowledged} <= {*there}
    assert [one.file for one in segments(store) if checksum(store / "segments" / one.file) != one.sha256] == []
