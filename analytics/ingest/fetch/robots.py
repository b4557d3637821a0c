"""What a site's robots.txt lets programs fetch, read as RFC 9309 says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from analytics.ingest.fetch.errors import RefusedError, UnfetchedError
from analytics.ingest.fetch.limits import AGENT

LARGEST = 500_000  # bytes that are looked at, as the standard has it
MOST_STARS = 8  # a pattern with more of them can take for ever to match
Get = Callable[[str], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules; without any, all may be fetched, unless they `fail` to be had."""

    parsed: Protego | None = None
    failed: str | None = None

    def check(self, url: str) -> None:
        """RefusedError for a page that the site wants to be left alone."""
        if self.failed:
            raise UnfetchedError(self.failed, host=True)
        if self.parsed and not self.parsed.can_fetch(url, AGENT):
            raise RefusedError("the site's robots.txt asks programs not to fetch this page")

    def delay(self) -> float:
        """The seconds between two requests that the site asks for; 0 where it doesn't."""
        return float(self.parsed.crawl_delay(AGENT) or 0) if self.parsed else 0.0


def rules(origin: str, get: Get) -> Rules:
    """The rules of an origin ("https://news.example"): none where there is no such file, no fetching where the server fails."""
    status, data = get(f"{origin}/robots.txt")
    if status == 200:
        return Rules(Protego.parse(usable(data[:LARGEST].decode("utf-8-sig", "replace"))))
    if status >= 500:
        return Rules(failed=f"the site's robots.txt can't be had (HTTP {status}), so that nobody knows what may be fetched")
    return Rules()


def usable(text: str) -> str:
    """A robots.txt without lines that no site means well."""
    return "\n".join(line for line in text.replace("\0", "").splitlines() if line.count("*") <= MOST_STARS and len(line) < 2_000)
