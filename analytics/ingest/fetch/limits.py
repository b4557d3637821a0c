"""How politely, and how long, the web is asked."""

from __future__ import annotations

import os
from dataclasses import dataclass

from analytics.ingest.fetch.errors import UnfetchedError

DELAY = "NARRATIVES_DELAY"  # seconds between two requests to one host
CONTACT = "NARRATIVES_CONTACT"  # an address that webmasters can write to, told with each request
AGENT = "narrative-tracker"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts that one fetch may take."""

    connect: float = 10
    read: float = 20  # without a byte
    total: float = 90  # all redirects of a page together
    largest: int = 50_000_000  # bytes, unpacked
    redirects: int = 5
    tries: int = 3  # of a host that is busy
    backoff: float = 2  # seconds before the second try, doubled for each further one
    patience: float = 30  # the longest wait for a busy host; one that asks for more is left alone in this run
    delay: float = 1
    slowest: float = 30  # the longest delay between two requests that a robots.txt may ask for


def configured() -> Limits:
    """The limits, with the delay that the environment sets; UnfetchedError where that is no number."""
    given = os.environ.get(DELAY, "")
    try:
        return Limits(delay=max(0.0, float(given))) if given else Limits()
    except ValueError:
        raise UnfetchedError(f"{DELAY} is {given!r}; wanted seconds, as in 0.5") from None


def agent() -> str:
    """What the program calls itself to servers."""
    contact = " ".join(os.environ.get(CONTACT, "").split())
    return f"{AGENT}/0.1 (reads news pages politely{f'; {contact}' if contact.isascii() and contact else ''})"
