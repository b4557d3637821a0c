"""What grouping remembers of the articles it has placed, as a table: later ones join without placing the earlier anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
from datasketch import MinHash

from .clusters import KEYS, Stories
from .copies import PERMUTATIONS, SCHEME
from .likeness import Weighed
from .terms import SPACES

NUMBERS = pa.list_(pa.int32())
SCHEMA = pa.schema(
    [("name", pa.string()), ("digest", pa.binary()), ("day", pa.int32()), ("copy_of", pa.int32())]
    + [("signature", pa.list_(pa.uint32())), ("linked", NUMBERS), ("odds", pa.list_(pa.float64()))]
    + [(f"stems_{space}", NUMBERS) for space in SPACES]
    + [(f"weights_{space}", pa.list_(pa.float32())) for space in SPACES]
)
BATCH = 2_000


class Arrived(NamedTuple):
    """An article as it is remembered: its name, the digest of its text, its day."""

    name: str
    digest: bytes
    day: int | None


def remembered(stories: Stories, articles: Sequence[Arrived], since: int) -> pa.Table:
    """A row for each article from number `since` on; `articles` are all, numbered in the order in which they were taken in."""
    return pa.Table.from_pylist([row(stories, number, articles[number]) for number in range(since, len(articles))], SCHEMA)


def row(stories: Stories, number: int, article: Arrived) -> dict[str, Any]:
    """What is remembered of an article; of a copy little more than whose."""
    facts = article._asdict()
    if number in stories.copy_of:
        return {**facts, "copy_of": stories.copy_of[number]}
    one, earlier = stories.originals[number], {other: odds for other, odds in stories.links[number].items() if other < number}
    return {
        **facts,
        "signature": stories.copies.signatures.get(number),
        "linked": list(earlier),
        "odds": list(earlier.values()),
        **{f"stems_{space}": stems for space, stems in zip(SPACES, one.stems, strict=True)},
        **{f"weights_{space}": weights for space, weights in zip(SPACES, one.weights, strict=True)},
    }


def recalled(tables: Iterable[pa.Table], placed: Sequence[int]) -> tuple[Stories, list[Arrived]]:
    """Grouping as it was, with the articles it knew; `placed` is the story of each by number."""
    stories, articles = Stories(), list[Arrived]()
    for table in tables:
        for batch in table.to_batches(max_chunksize=BATCH):
            get = {name: reader(batch.column(name)) for name in batch.schema.names}
            for place in range(batch.num_rows):
                held = {name: read(place) for name, read in get.items()}
                articles.append(Arrived(held["name"], held["digest"], held["day"]))
                take_in(stories, len(articles) - 1, held)
    stories.story = {number: placed[number] for number in stories.originals}
    return stories, articles


def reader(column: pa.Array) -> Callable[[int], Any]:
    """Reads one value of a column; a list as a slice of the array that holds them all, since one by one would take ten times as long."""
    if not pa.types.is_list(column.type):
        return column.to_pylist().__getitem__
    flat, offsets, valid = column.values.to_numpy(zero_copy_only=False), column.offsets.to_pylist(), column.is_valid().to_pylist()
    return lambda place: flat[offsets[place] : offsets[place + 1]] if valid[place] else None


def take_in(stories: Stories, number: int, held: dict[str, Any]) -> None:
    """Put a remembered article where it was."""
    stories.calendar.days[held["day"]] += 1
    original = held["copy_of"]
    stories.copies.exact.setdefault(held["digest"], number if original is None else original)
    if original is not None:
        stories.copy_of[number] = original
        return
    stems, weights = (tuple(held[f"{part}_{space}"] for space in SPACES) for part in ("stems", "weights"))
    one = Weighed(stems, weights, held["day"])
    stories.frequencies.count_stems(one.stems[SPACES.index("body")])
    stories.links[number] = {}
    for other, odds in zip(held["linked"].tolist(), held["odds"].tolist(), strict=True):
        stories.links[number][other] = stories.links[other][number] = odds
    if held["signature"] is not None:
        stories.copies.hold(number, MinHash(PERMUTATIONS, hashvalues=held["signature"], hashfunc=int, scheme=SCHEME))
    stories.hold(number, one, one.keys(KEYS))
