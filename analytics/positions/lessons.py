"""What issue and position are learnt from: sentences of our own, labelled statements of real news, and statements on other matters.

Sentences of our own stand in analytics/lexicon/examples.tsv, statements of our own with what was said before them in passages.tsv, news
items of our own in items.jsonl: whom they name may be real, what is said in them is invented. Of real news only the labels are kept
(labels.csv: document, spans, issue, position, whether another reader would agree); the documents are read from NARRATIVES_CORPORA where
they are present, whole and cut into passages. What is said about other matters is learnt from US domestic news (PolNeAR) where it
names neither Russia nor Ukraine.
"""

from __future__ import annotations

import csv
import functools
import itertools
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.corpora import CORPORA, documents, spans
from analytics.errors import TableError
from analytics.lexicon.issues import issues
from analytics.positions.examples import TABLE, sentences
from analytics.positions.hearing import Heard, heard
from analytics.positions.place import Place, place
from analytics.positions.reading import Reading, reading, said
from analytics.positions.surroundings import ELSEWHERE, RUSSIA, WAR, Surroundings
from analytics.positions.topics import topics
from analytics.records import POSITIONS, Attribution, Span

LABELS = Path(__file__).with_name("labels.csv")
PASSAGES = Path(__file__).with_name("passages.tsv")
ITEMS = Path(__file__).with_name("items.jsonl")
EVERY = 14  # of 15,000 statements on other matters one in fourteen is taken
END = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z“\"‘])|\n+")  # where a sentence ends, near enough for what surrounds a statement
EXCERPT = (550, 1000)  # characters after which a passage that is cut from a document ends with its sentence
AT_WAR = "Kyiv and Moscow. " * 12  # an article on the war


@dataclass(frozen=True, slots=True)
class Lesson:
    """A statement in its place with its issue ("" is none) and position."""

    issue: str
    position: str
    read: Reading
    where: Place
    sure: bool = True  # whether another careful reader would give the same label


@dataclass(frozen=True, slots=True)
class Document:
    """Labelled statements of one text in their order, and as the network reads those of them that may be about an issue."""

    name: str
    origin: str  # own, made, item, real, excerpt or other
    article: Heard  # of the asked ones
    lessons: list[Lesson]

    @property
    def asked(self) -> list[Lesson]:
        """The statements that may be about an issue."""
        return [lesson for lesson in self.lessons if lesson.where.asked]


def document(name: str, origin: str, around: Surroundings, rows: Sequence[tuple[Attribution, Mapping[str, str]]]) -> Document:
    """A text with its statements and their labels."""
    lessons = list[Lesson]()
    for one, row in rows:
        read = reading(around.text, one, row["country"] or None, topics())
        lessons.append(Lesson(row["issue"], row["position"], read, place(one, around), row.get("sure", "1") == "1"))
    spoken = [(one, row["country"]) for (one, row), lesson in zip(rows, lessons, strict=True) if lesson.where.asked]
    return Document(name, origin, heard(around.text, around.title, spoken), lessons)


def examples(path: Path = TABLE) -> list[Document]:
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


def example(row: Mapping[str, str], n: int, article: str) -> Document:
    """A cue and a content as one statement, alone or in an article whose title is left unread."""
    cue = row["cue"]
    text = f"They {cue} {row['content']}."
    start = 6 + len(cue)
    one = Attribution(content=(Span(start, len(text) - 1),), cue=(Span(5, start - 1),), speaker=(Span(0, 4),))
    around = Surroundings(text, article, ((0, len(text)),), topics())
    around.__dict__["about"] = {}
    found = document(f"own {n}", "own", around, [(one, row)])
    return replace(found, article=heard(text, "", [(one, row["country"])] if found.asked else []))


def passages(path: Path = PASSAGES) -> Iterator[Document]:
    """The statements of our own that stand in a passage: what was said before, then speaker, cue and content."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    check(rows, path)
    for n, row in enumerate(rows):
        yield passage(row, n)


def passage(row: Mapping[str, str], n: int) -> Document:
    """One statement in its passage."""
    before = f"{row['before']} " if row["before"] else ""
    text = f"{before}{row['speaker']} {row['cue']} {row['content']}"
    at = len(before)
    speaker = Span(at, at + len(row["speaker"]))
    cue = Span(speaker.end + 1, speaker.end + 1 + len(row["cue"]))
    one = Attribution(content=(Span(cue.end + 1, len(text)),), cue=(cue,), speaker=(speaker,))
    return document(f"made {n}", "made", unparsed(text, row["title"]), [(one, row)])


def items(path: Path = ITEMS) -> Iterator[Document]:
    """The news items of our own, with a label for every statement in them."""
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        item = json.loads(line)
        check(item["statements"], path)
        yield document(f"item {n}", "item", unparsed(item["text"], item["title"]), [(attribution(row), row) for row in item["statements"]])


def labelled(path: Path = LABELS, corpora: Path = CORPORA) -> Iterator[Document]:
    """The documents that are there, with their labelled statements."""
    for name, text, title, rows in texts(path, corpora):
        yield document(name, "real", unparsed(text, title), [(attribution(row), row) for row in rows])


def excerpts(path: Path = LABELS, corpora: Path = CORPORA) -> Iterator[Document]:
    """The same documents cut into passages: statements as they stand where only a passage is there to read."""
    for name, text, title, rows in texts(path, corpora):
        placed = [(attribution(row), row) for row in rows]
        for start, end in cut(text, random.Random(name)):
            held = [(moved(one, start, end), row) for one, row in placed if all(start <= a and b <= end for a, b in one.content)]
            if held:
                told = [(one, row if one.speaker else row | {"country": ""}) for one, row in held]
                yield document(name, "excerpt", unparsed(text[start:end], title), told)


def cut(text: str, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Where passages of some sentences start and end; what remains at the end may be short."""
    start, size = 0, chance.randint(*EXCERPT)
    for end in (*(m.end() for m in END.finditer(text)), len(text)):
        if end - start >= size or start < end == len(text):
            yield start, end
            start, size = end, chance.randint(*EXCERPT)


def moved(one: Attribution, start: int, end: int) -> Attribution:
    """A statement's spans in a passage; a cue or a speaker outside it is left out."""
    content, cue, speaker = (
        tuple(Span(a - start, b - start) for a, b in spans if start <= a and b <= end) for spans in (one.content, one.cue, one.speaker)
    )
    return Attribution(content=content, cue=cue, speaker=speaker)


@functools.cache
def texts(path: Path, corpora: Path) -> Sequence[tuple[str, str, str | None, list[dict[str, str]]]]:
    """Name, text and title of the labelled documents that are there, and their rows; says how many are not."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    found = {name: documents(corpora / name, {r["document"] for r in rows if r["corpus"] == name}) for name in {r["corpus"] for r in rows}}
    missing = sum(row["document"] not in found[row["corpus"]] for row in rows)
    if missing:
        sys.stderr.write(f"{missing} of {len(rows)} labelled statements are left out: their documents are not in {corpora}\n")
    grouped = itertools.groupby(rows, key=lambda row: (row["corpus"], row["document"]))
    kept = [(found[corpus][name], list(group)) for (corpus, name), group in grouped if name in found[corpus]]
    return [(text["id"], text["text"], text.get("title"), group) for text, group in kept]


def attribution(row: Mapping[str, str]) -> Attribution:
    """The spans of a row."""
    return Attribution(content=spans(row["content"]), cue=spans(row["cue"]), speaker=spans(row["speaker"]))


def unparsed(text: str, title: str | None) -> Surroundings:
    """A text's setting without a parse."""
    ends = [m.end() for m in END.finditer(text)]
    return Surroundings(text, title or "", tuple(zip([0, *ends], [*ends, len(text)], strict=True)), topics())


def others(path: Path = CORPORA / "polnear" / "train.jsonl") -> Iterator[Document]:
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
                yield document(f"other {n}", "other", around, [(one, {"country": "", "issue": "", "position": ""})])
