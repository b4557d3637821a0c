"""How fast articles get into a store, and in how much memory: python -m tests.benchmarks.intake [--texts N] [--sizes N N ...]

One worker against two on the same texts; then the peak memory for more and more short articles. Tables are not built.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.speed import texts

SHORT = 300  # characters of an article where only memory is measured
RUN = """
import json, resource, sys, time
from analytics.pipeline import storing

def main(source, store, workers):
    storing.build = lambda _: ""
    begun = time.perf_counter()
    report = storing.ingest([source], store, int(workers))
    lasted = time.perf_counter() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = [one.ru_utime + one.ru_stime for one in used]
    print(json.dumps([report.new, report.statements, lasted, *cpu, *(one.ru_maxrss // 1024 for one in used)]))

if __name__ == "__main__":
    main(*sys.argv[1:])
"""


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
        ended = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": os.getcwd()})
    new, statements, seconds, cpu, theirs, own, worker = json.loads(ended.stdout.splitlines()[-1])
    print(
        f"{workers} workers: {new:,} articles, {statements:,} statements in {seconds:.0f} s, {new / seconds:.1f}/s; "
        f"CPU {cpu:.0f} s, {theirs:.0f} s in workers; peak {own:,} MB, {worker:,} MB in the largest worker",
        flush=True,
    )
    return new / seconds


if __name__ == "__main__":
    main()
