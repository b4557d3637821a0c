"""Articles in, their stories out, as JSON lines."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from analytics.cli.streaming import Asked, articles
from analytics.stories.clusters import places


def story_lines(stream: BinaryIO) -> Iterator[str]:
    """A line for each line; one that can't be read is answered by its error."""
    lines: deque[Asked] = deque()
    read = list(articles(stream, lines))
    names = [one.id for one in lines if one.error is None]
    placed = iter(places(read))
    for line in lines:
        if line.error is not None:
            yield json.dumps({"id": line.id, "error": line.error}, ensure_ascii=False)
            continue
        place = next(placed)
        copied = None if place.copy_of is None else names[place.copy_of]
        yield json.dumps({"id": line.id, "story": f"story-{read[place.story].key}", "copy_of": copied}, ensure_ascii=False)
