"""What issue and position are learnt from: sentences of our own, labelled statements of real news, and statements on other matters.

Sentences of our own stand in analytics/lexicon/examples.tsv, statements of our own with what was said before them in passages.tsv. Of
real news only the labels are kept (labels.csv: document, spans, issue, position, whether another reader would agree); the documents are
read from NARRATIVES_CORPORA where they are present. What is said about other matters is learnt from US domestic news (PolNeAR) where it
names neither Russia nor Ukraine.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.corpora import CORPORA, documents, spans
from analytics.errors import TableError
from analytics.lexicon.issues import issues
from analytics.positions.examples import TABLE, sentences
from analytics.positions.network import Told, told
from analytics.positions.place import Place, place
from analytics.positions.reading import Reading, reading, said
from analytics.positions.surroundings import ELSEWHERE, RUSSIA, WAR, Surroundings
from analytics.positions.topics import topics
from analytics.records import POSITIONS, Attribution, Span

LABELS = Path(__file__).with_name("labels.csv")
PASSAGES = Path(__file__).with_name("passages.tsv")
EVERY = 14  # of 15,000 statements on other matters one in fourteen is taken
END = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z“\"‘])|\n+")  # where a sentence ends, near enough for what surrounds a statement
AT_WAR = "Kyiv and Moscow. " * 12  # an article on the war


@dataclass(frozen=True, slots=True)
class Lesson:
    """A statement in its place with its issue ("" is none) and position, and the document it is from."""

    issue: str
    position: str
    read: Reading
    where: Place
    told: Told
    document: str
    origin: str  # own, made, real or other
    sure: bool = True  # whether another careful reader would give the same label


def examples(path: Path = TABLE) -> list[Lesson]:
    """The table's sentences, each once in an article on the war and once alone."""
    rows = sentences(path)
    check(rows, path)
    return [example(row, n, article) for n, row in enumerate(rows) for article in (AT_WAR, "")]


def check(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """Raise TableError where a row's issue and position are none."""
    known = {i.id for i in issues()}
    for n, row in enumerate(rows, 1):
        if (row["issue"] or row["position"]) and (row["issue"] not in known or row["position"] not in POSITIONS):
            raise TableError(f"{path.name}, row {n}: {row['issue']!r} and {row['position']!r} are no issue and position")


def example(row: Mapping[str, str], n: int, article: str) -> Lesson:
    """A cue and a content as one statement, alone or at the end of an article."""
    cue = row["cue"]
    text = f"They {cue} {row['content']}."
    start = 6 + len(cue)
    one = Attribution(content=(Span(start, len(text) - 1),), cue=(Span(5, start - 1),), speaker=(Span(0, 4),))
    around = Surroundings(text, article, ((0, len(text)),), topics())
    around.__dict__["about"] = {}
    read = reading(text, one, row["country"] or None, topics())
    alone = Told("They", row["country"], cue, row["content"])
    return Lesson(row["issue"], row["position"], read, place(one, read, around), alone, f"own {n}", "own")


def passages(path: Path = PASSAGES) -> Iterator[Lesson]:
    """The statements of our own that stand in a passage: what was said before, then speaker, cue and content."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    check(rows, path)
    for n, row in enumerate(rows):
        yield passage(row, n)


def passage(row: Mapping[str, str], n: int) -> Lesson:
    """One statement in its passage."""
    before = f"{row['before']} " if row["before"] else ""
    text = f"{before}{row['speaker']} {row['cue']} {row['content']}"
    at = len(before)
    speaker = Span(at, at + len(row["speaker"]))
    cue = Span(speaker.end + 1, speaker.end + 1 + len(row["cue"]))
    one = Attribution(content=(Span(cue.end + 1, len(text)),), cue=(cue,), speaker=(speaker,))
    around = unparsed(text, row["title"])
    read = reading(text, one, row["country"] or None, topics())
    heard = told(text, row["title"], one, row["country"])
    return Lesson(row["issue"], row["position"], read, place(one, read, around), heard, f"made {n}", "made")


def labelled(path: Path = LABELS, corpora: Path = CORPORA) -> Iterator[Lesson]:
    """The labelled statements whose documents are there; says which are not."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    found = {name: documents(corpora / name, {r["document"] for r in rows if r["corpus"] == name}) for name in {r["corpus"] for r in rows}}
    missing = sum(row["document"] not in found[row["corpus"]] for row in rows)
    if missing:
        sys.stderr.write(f"{missing} of {len(rows)} labelled statements are left out: their documents are not in {corpora}\n")
    around = {id_: unparsed(one["text"], one.get("title")) for ones in found.values() for id_, one in ones.items()}
    for row in rows:
        if row["document"] in around:
            yield label(row, around[row["document"]])


def label(row: Mapping[str, str], around: Surroundings) -> Lesson:
    """One labelled statement."""
    one = Attribution(content=spans(row["content"]), cue=spans(row["cue"]), speaker=spans(row["speaker"]))
    read = reading(around.text, one, row["country"] or None, topics())
    heard = told(around.text, around.title, one, row["country"])
    return Lesson(row["issue"], row["position"], read, place(one, read, around), heard, row["document"], "real", row["sure"] == "1")


def unparsed(text: str, title: str | None) -> Surroundings:
    """A text's setting without a parse."""
    ends = [m.end() for m in END.finditer(text)]
    return Surroundings(text, title or "", tuple(zip([0, *ends], [*ends, len(text)], strict=True)), topics())


def others(path: Path = CORPORA / "polnear" / "train.jsonl") -> Iterator[Lesson]:
    """Statements on other matters; none where the corpus is absent."""
    if not path.exists():
        sys.stderr.write(f"{path}: not found; trained without statements on other matters\n")
        return
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        article = json.loads(line)
        around = unparsed(article["text"], article.get("title"))
        for quote in article["quotes"][n % EVERY :: EVERY]:
            content = tuple(Span(a, b) for a, b in quote["content"])
            if content and not any(finder.search(said(article["text"], content).lower()) for finder in (WAR, RUSSIA, ELSEWHERE)):
                cue, speaker = (tuple(Span(a, b) for a, b in quote[part] or []) for part in ("cue", "speaker"))
                one = Attribution(content=content, cue=cue, speaker=speaker)
                read = reading(article["text"], one, None, topics())
                heard = told(around.text, around.title, one, None)
                yield Lesson("", "", read, place(one, read, around), heard, f"other {n}", "other")
