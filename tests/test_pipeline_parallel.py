"""Worker processes: order, bounded memory, and what happens when one is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from analytics.pipeline.budget import time_budget
from analytics.pipeline.parallel import in_order


def square(number: int) -> int:
    return number * number


def late(number: int) -> int:
    time.sleep(0.05 if number % 2 else 0)
    return number


def fatal(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fatal_once(task: tuple[int, str]) -> int:
    number, marker = task
    if number == 2 and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def stuck(number: int) -> int:
    with time_budget(0.2, grace=0.3):
        if number == 1:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
    return number


def lost(_: object) -> int:
    return -1


def test_one_worker_stays_in_this_process():
    assert [*in_order(square, range(5), 1, lost=lost)] == [0, 1, 4, 9, 16]
    assert [*in_order(lambda item: os.getpid(), ["alone"], 2, lost=lost)] == [os.getpid()]


def test_results_keep_the_order_and_items_are_taken_as_needed():
    taken = []

    def numbers():
        for number in range(40):
            taken.append(number)
            yield number

    results = in_order(late, numbers(), 2, lost=lost)
    assert next(results) == 0
    assert len(taken) <= 7
    assert [*results] == [*range(1, 40)]


def test_an_item_that_kills_its_workers_is_lost_and_the_others_are_not():
    assert [*in_order(fatal, range(8), 2, lost=lost)] == [0, 1, 2, -1, 4, 5, 6, 7]


def test_a_worker_killed_once_costs_nothing(tmp_path: Path):
    tasks = [(number, str(tmp_path / "killed")) for number in range(6)]
    assert [*in_order(fatal_once, tasks, 2, lost=lost)] == [*range(6)]


def test_an_item_that_hangs_beyond_interruption_is_lost():
    assert [*in_order(stuck, range(4), 2, lost=lost)] == [0, -1, 2, 3]


def test_a_script_without_a_guard_runs_once_and_not_again_in_every_worker(tmp_path: Path):
    lines = [
        "from analytics.pipeline.parallel import in_order",
        "print('begun', flush=True)",
        "print(*in_order(abs, range(-3, 0), 2, lost=str))",
    ]
    (tmp_path / "script.py").write_text("\n".join(lines))
    command = [sys.executable, str(tmp_path / "script.py")]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}, timeout=60)
    assert (ran.stdout, ran.stderr) == ("begun\n3 2 1\n", "")
