"""How often links of speakers are right, by their reasons: measures analytics/lexicon/sureness.csv again.

    python -m tests.evaluation.links [--write]

links.csv holds what readers judged: document, content, and the countries of who said it (none: no country can be told). The texts are
looked for in NARRATIVES_CORPORA; about three minutes on one core.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analytics.extract import attributions
from analytics.extract.calibration import calibration_error, reliability
from analytics.ingest.fields import article
from analytics.lexicon.sureness import COLUMNS, Reliability, reliabilities, sureness
from analytics.lexicon.tables import HERE
from analytics.records import Article, Voice
from analytics.resolve import linked, reason_of
from analytics.text import parse
from tests.evaluation.sets import corpora

LABELS = Path(__file__).parent / "links.csv"
TABLE = HERE / "sureness.csv"


class Link(NamedTuple):
    """A judged link: its document, reason, the sureness its rule gave, and whether the countries are right."""

    document: str
    reason: str
    sure: float
    right: bool


def links() -> Iterator[Link]:
    """Every judged statement that is found again and is given somebody or a country; what is left open is no link."""
    for document, wanted in labels().items():
        parsed = parse(document.text)
        found = attributions(parsed, document)
        for one, voice in zip(found, linked(parsed, document, found), strict=True):
            spans = " ".join(f"{a}-{b}" for a, b in one.content)
            if spans in wanted and (voice.country or (voice.actors and wanted[spans] == {"none"})):
                sure = min((actor.confidence for actor in voice.actors), default=voice.confidence)
                yield Link(document.id, reason_of(voice), sure, codes(voice) == wanted[spans])


def labels() -> dict[Article, dict[str, set[str]]]:
    """The countries of each labelled content, by article."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(line for line in lines if not line.startswith("#"))]
    wanted: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        wanted.setdefault(row["document"], {})[row["content"]] = {*row["countries"].split("+")}
    found = (one for file in sorted({row["corpus"] for row in rows}) for one in texts(corpora() / file))
    return {one: wanted[one.id] for one in found if one.id in wanted}


def texts(path: Path) -> Iterator[Article]:
    """The articles of a corpus."""
    with path.open(encoding="utf-8") as lines:
        made = (article(json.loads(line), path.name).article for line in lines)
        yield from (one for one in made if one is not None)


def codes(voice: Voice) -> set[str]:
    """The countries of a voice, "none" where it tells none."""
    return {*(voice.country or "none").split(" + ")}


def fitted(found: Sequence[Link], table: Sequence[Reliability]) -> tuple[Reliability, ...]:
    """The rows of a table with what these links tell, those of which they tell nothing as they are."""
    rows = [[one for one in found if next((row for row in table if row.fits(one.reason, one.sure)), None) is each] for each in table]
    return tuple(replace(row, right=sum(one.right for one in of), of=len(of)) if of else row for row, of in zip(table, rows, strict=True))


def held_out(found: Sequence[Link], table: Sequence[Reliability], before: bool = False) -> float:
    """The expected calibration error of numbers learnt from one half of the documents on the other; `before`: of the rules' own."""
    sure, right = list[float](), list[bool]()
    for half in (0, 1):
        learnt = fitted([one for one in found if side(one) != half], table)
        tested = [one for one in found if side(one) == half]
        sure += [one.sure if before else sureness(one.reason, one.sure, learnt) for one in tested]
        right += [one.right for one in tested]
    return calibration_error(reliability(sure, right))


def side(one: Link) -> int:
    """Which half of the documents a link is in."""
    return int(hashlib.sha256(one.document.encode()).hexdigest(), 16) % 2


def write(table: Sequence[Reliability]) -> None:
    """Put the numbers into the table, its comments kept."""
    notes = [line for line in TABLE.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        lines.writelines(notes)
        made = csv.writer(lines, lineterminator="\n")
        made.writerows([COLUMNS, *((row.pattern.pattern, f"{row.least:g}", row.right, row.of) for row in table)])


def main() -> int:
    """Measure and print; with --write keep."""
    found, table = [*links()], reliabilities(TABLE.name)
    print("\n".join(f"{row.right:>5}/{row.of:<5} {row.least:<5} {row.pattern.pattern}" for row in fitted(found, table)))
    learnt, own = 100 * held_out(found, table), 100 * held_out(found, table, before=True)
    print(f"{len(found)} links; ECE on held-out documents: {learnt:.1f}, of the rules' own sureness {own:.1f}")
    if "--write" in sys.argv:
        write(fitted(found, table))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
