"""`make evaluate`: scores every annotated set that is there, and fails where quality fell below its floors.

python -m tests.evaluation [SET ...] [--errors N] [--constructions] [--reliability] [--record] [--raise] [--workers N]
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.evaluation import runs, sureness
from tests.evaluation.errors import commonest
from tests.evaluation.floors import floors, raised, today, verdict, write
from tests.evaluation.measuring import Measured, measured
from tests.evaluation.scoring import Figures
from tests.evaluation.sets import FOREIGN, OWN, gold_sets

COLUMNS = (
    "precision recall f1 strict_f1 token_f1 speaker cue mode country actor anonymous via issue stance stance_f1 "
    "recall_direct recall_mixed recall_indirect failed gold predicted".split()
)
SHOWN = 3  # places of an error, and statements gained or lost, before "..."


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, compare, keep; 1 where a figure is below its floor."""
    given = parser().parse_args(arguments)
    done: list[Measured] = []
    for gold in gold_sets(given.sets or (*OWN, *FOREIGN)):
        if gold.absent:
            print(f"{gold.name}: skipped, {gold.absent}\n")
            continue
        started = time.perf_counter()
        done.append(measured(gold, given.workers))
        report(done[-1], time.perf_counter() - started, given)
    return close(done, given)


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    made = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    made.add_argument("sets", nargs="*", metavar="SET", help=", ".join((*OWN, *FOREIGN)))
    made.add_argument("--errors", type=int, default=0, metavar="N", help="the N commonest sorts of error, with sentences")
    made.add_argument("--constructions", action="store_true", help="the figures of each construction")
    made.add_argument("--reliability", action="store_true", help="the tables behind the expected calibration errors")
    made.add_argument("--record", action="store_true", help="keep this run for the next ones to be compared with")
    made.add_argument("--raise", action="store_true", dest="raise_", help="raise the floors to what is measured")
    made.add_argument("--workers", type=int, default=1, choices=(1, 2))
    return made


def report(one: Measured, seconds: float, given: argparse.Namespace) -> None:
    """Print a set's figures, errors and changes."""
    print(f"{one.gold.name}: {len(one.judged)} texts in {seconds:.0f} s")
    print("\n".join(f"  {name:<16}{shown(one.figures[name]):>7}" for name in COLUMNS if name in one.figures))
    print("\n".join(sureness.lines(one.judged, given.reliability)))
    if given.constructions:
        print("\n".join(line(*row) for row in one.by_construction.items()))
    for mistake in commonest(one.judged, given.errors):
        print(f"  {len(mistake.places)} x {mistake.sort}, cue {mistake.cue!r}")
        print(listed(mistake.places, "    "))
    changed(one)
    print()


def line(name: str, found: Figures) -> str:
    """One construction's figures."""
    return f"  {name:<20}" + "  ".join(f"{key} {shown(found[key])}" for key in ("gold", "f1", "strict_f1", "speaker", "cue"))


def shown(figure: float | int | None) -> str:
    """A figure, or a dash for none."""
    return "-" if figure is None else str(figure)


def listed(places: list[str], indent: str) -> str:
    """A few of the places, a line each."""
    more = [f"{indent}... and {len(places) - SHOWN} more"] if len(places) > SHOWN else []
    return "\n".join([*(f"{indent}{place}" for place in places[:SHOWN]), *more])


def changed(one: Measured) -> None:
    """Print what was gained and lost since the last recorded run."""
    since = runs.change(one)
    if since is None:
        print("  no recorded run to compare with; --record keeps one")
        return
    print(f"  since {since.taken}: {len(since.gained)} gained, {len(since.lost)} lost; wrong: {len(since.spurious)} new, {since.gone} gone")
    for sign, places in (("+", since.gained), ("-", since.lost), ("!", since.spurious)):
        if places:
            print(listed(places, f"    {sign} "))


def close(done: list[Measured], given: argparse.Namespace) -> int:
    """Compare with the floors, keep what is to be kept, and say how it ends."""
    kept = floors()
    verdicts = [verdict(one.gold.name, one.gold.digest, one.figures, kept.get(one.gold.name)) for one in done]
    if given.record:
        for one in done:
            runs.record(one, today())
    if given.raise_:
        write(raised(kept, done, today()))
        print("floors.toml holds what was measured")
        return 0
    print("\n".join(message for each in verdicts for message in (*each.raises, *each.failures)) or "every figure is at its floor")
    return int(any(each.failures for each in verdicts))


if __name__ == "__main__":
    sys.exit(main())
