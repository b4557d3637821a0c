"""How fast articles get into a store, and in how much memory: python -m tests.benchmarks.intake [--texts N] [--sizes N N ...]

One worker against two on the same texts; then the peak memory for more and more short articles. Tables are not built.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.speed import texts

SHORT = 80  # characters of an article where only memory is measured
RUN = """
import json, sys, time
from analytics.pipeline import storing

def main(source, store, workers):
    storing.build = lambda _: ""
    begun = time.perf_counter()
    report = storing.ingest([source], store, int(workers))
    print(json.dumps([report.new, report.statements, time.perf_counter() - begun]))

if __name__ == "__main__":
    main(*sys.argv[1:])
"""
TICKS = os.sysconf("SC_CLK_TCK")


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.intake", description=__doc__)
    parser.add_argument("--texts", type=int, default=600, metavar="N")
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 2_000, 5_000], metavar="N")
    given = parser.parse_args(arguments)
    chosen, origin = texts(given.texts)
    print(f"{len(chosen)} texts, {origin}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    rates = {workers: told(chosen, workers) for workers in (1, 2)}
    print(f"two workers are {rates[2] / rates[1]:.2f} times as fast as one; load {os.getloadavg()[0]:.1f}", flush=True)
    for size in given.sizes:
        told([f"{number}. {chosen[number % len(chosen)][:SHORT]}" for number in range(size)], 2)


def told(chosen: list[str], workers: int) -> float:
    """Print what a run took; the articles a second."""
    with TemporaryDirectory() as folder:
        source, run = Path(folder, "in.jsonl"), Path(folder, "run.py")
        source.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(chosen)), "utf-8")
        run.write_text(RUN)
        command = [sys.executable, str(run), str(source), str(Path(folder, "s")), str(workers)]
        spent: dict[int, tuple[float, int]] = {}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}) as running:
            while running.poll() is None:
                spent |= {pid: now for pid in family(running.pid) if (now := used(pid)) and now[1]}  # one that ended has no memory
                time.sleep(0.3)
            assert running.stdout is not None
            new, statements, seconds = json.loads(running.stdout.read().splitlines()[-1])
    own, *others = [spent[pid] for pid in sorted(spent)]
    largest = max((peak for _, peak in others), default=0)
    print(
        f"{workers} workers: {new:,} articles, {statements:,} statements in {seconds:.0f} s, {new / seconds:.1f}/s; CPU {own[0]:.0f} s and "
        f"{sum(cpu for cpu, _ in others):.0f} s in workers; peak {own[1]:,} MB and {largest:,} MB a worker",
        flush=True,
    )
    return new / seconds


def family(parent: int) -> list[int]:
    """A process and its children."""
    found = [parent]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(path.parent.name))
    return found


def used(pid: int) -> tuple[float, int] | None:
    """The CPU seconds and the largest memory, in MB, of a process; None once it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        peak = next((line.split()[1] for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")), "0")
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS, int(peak) // 1024


if __name__ == "__main__":
    main()
