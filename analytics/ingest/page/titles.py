"""A page's title: its short title for links, unless that is a line for social media and no headline."""

from __future__ import annotations

import html
import re

from analytics.ingest.page.facts import Facts, plain, words
from analytics.lexicon.outlets import outlet

PARTS = re.compile(r"\s+[|\u2013\u2014·»-]\s+|\s*\|\s*")
WORD = re.compile(r"\w+")
ALIKE = 0.6  # share of the shorter line's words in the longer one, above which both are one headline


def title(known: Facts) -> str | None:
    """The article's headline, or None.

    Of 23 real pages, nine state two different headlines and publishers differ in which they hold for the title. The short title for links
    (og:title) is it, save where the heading on the page and the linked data agree on an altogether different one.
    """
    stated = bare(known.meta("og:title"), known)
    linked = bare(known.article.get("headline"), known)
    if stated and linked and not alike(stated, linked) and plain(linked) in {plain(line) for line in known.headings}:
        return linked
    twitter = bare(known.meta("twitter:title"), known)
    heading = known.headings[0] if len(known.headings) == 1 else None
    return stated or linked or twitter or heading or from_head(known) or next(iter(known.headings), None)


def bare(line: object, known: Facts) -> str | None:
    """A stated title on one line, without the outlet's name at its end; None for one that names the site alone, as on every page of it."""
    if not isinstance(line, str) or not line.strip():
        return None
    clean = " ".join(re.sub(r"<[^<>]{1,40}>", "", html.unescape(line)).split())
    site = plain(known.meta("og:site_name", "application-name") or "")
    return None if site and plain(clean) == site else without_outlet(clean, known)


def without_outlet(line: str, known: Facts) -> str:
    """The line without a last part that only names the site: the heading lacks it, or it is the stated name or a known outlet's."""
    parts = PARTS.split(line)
    if len(parts) < 2:
        return line
    site = plain(known.meta("og:site_name", "application-name") or "")
    head = line[: line.rfind(parts[-1])].rstrip(" |\u2013\u2014·»-")
    seen = plain(head) in {plain(heading) for heading in known.headings}
    return head if seen or (site and plain(parts[-1]) == site) or outlet(parts[-1]) else line


def from_head(known: Facts) -> str | None:
    """The title element's longest part, which is the headline where the others name section and site."""
    element = next(known.root.iter("title"), None)
    line = words(element) if element is not None else ""
    return max(PARTS.split(line), key=len) if line else None


def alike(one: str, other: str) -> bool:
    """Whether two lines are wordings of one headline."""
    a, b = ({word.casefold() for word in WORD.findall(line)} for line in (one, other))
    return len(a & b) >= ALIKE * max(1, min(len(a), len(b)))
