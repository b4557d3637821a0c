"""`make bench`: the speed of extraction, by stage and against spaCy's default pipeline; with --store, of a view's questions.

python -m tests.benchmarks [--texts N] [--store DIR]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.queries import answered
from tests.benchmarks.speed import Speed, speed, texts

STORE = Path("narratives.store")


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--texts", type=int, default=60, metavar="N", help="how many texts (default 60)")
    parser.add_argument("--store", type=Path, default=STORE, metavar="DIR", help="whose questions to time (default narratives.store)")
    given = parser.parse_args(arguments)
    chosen, origin = texts(given.texts)
    print(f"{len(chosen)} texts, {origin}")
    print(table(speed(chosen)))
    if given.store.exists():
        print(f"\nquestions to {given.store}, median of warm runs")
        print("\n".join(f"  {name:<10}{milliseconds:>8.1f} ms" for name, milliseconds in answered(given.store)))
    else:
        print(f"\nno store {given.store}: questions not timed; --store names one")


def table(found: Speed) -> str:
    """The measurement as lines."""
    rows = [("spaCy's default", found.default), *found.stages.items(), ("whole extraction", found.whole)]
    lines = [f"  {name:<18}{seconds:>8.2f} s{found.words / max(seconds, 1e-9):>12,.0f} words/s" for name, seconds in rows]
    return "\n".join(
        [*lines, f"  {found.words:,} words; the whole extraction is {found.ratio:.2f} times as fast as spaCy's default pipeline"]
    )


if __name__ == "__main__":
    main()
