"""JSONL: an object a line is an article."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from analytics.ingest.decode import MARKS, decode
from analytics.ingest.fields import article
from analytics.ingest.found import Found, limit, too_long

SLACK = 4  # a line may be longer than its text: escapes, other fields


def read_lines(path: Path) -> Iterator[Found]:
    """The articles of a JSONL file; a line that can't be read is a failure, and the next is tried."""
    with path.open("rb") as stream:
        for number, line in enumerate(lines(stream), 1):
            origin = f"{path}, line {number}"
            if line is None:
                yield Found(origin, failure=too_long())
            elif line.strip():
                yield found(line, origin)


def found(line: bytes, origin: str) -> Found:
    """The article of one line."""
    try:
        record, remark = parsed(line)
    except ValueError as error:
        return Found(origin, failure=str(error))
    result = article(record, origin)
    return Found(origin, result.article, (remark, *result.remarks), result.failure) if remark else result


def parsed(line: bytes) -> tuple[dict[str, Any], str | None]:
    """A line's object, and a remark where its encoding was assumed; ValueError says what is wrong with it."""
    text, remark = decode(line)
    try:
        record = json.loads(text)
    except RecursionError:
        raise ValueError("no JSON: nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"no JSON: {error}") from None
    if not isinstance(record, dict):
        raise ValueError(f"a JSON {type(record).__name__}, not an object with fields")
    return record, remark


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """A stream's lines in UTF-8 or another 8-bit encoding, as soon as they are there; None for one that is too long."""
    longest = limit() * SLACK
    line = stream.readline(longest)
    wide = next((encoding for mark, encoding in MARKS.items() if line.startswith(mark) and encoding != "utf-8"), None)
    if wide:
        blocks = chain([line], iter(lambda: stream.read(1 << 16), b""))
        decoded = codecs.iterdecode(blocks, wide.removesuffix("-le").removesuffix("-be"), "replace")
        yield from ("".join(part).encode("utf-8", "replace") for part in split(decoded))
        return
    while line:
        if len(line) == longest and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line
        line = stream.readline(longest)


def split(pieces: Iterable[str]) -> Iterator[list[str]]:
    """Pieces of text cut into lines."""
    held: list[str] = []
    for piece in pieces:
        *done, rest = piece.split("\n")
        for part in done:
            yield [*held, part]
            held = []
        held.append(rest)
    if any(held):
        yield held
