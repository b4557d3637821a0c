"""A page and what the feed, list or export that named it tells of it, as one article."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta

from analytics.ingest.found import Found
from analytics.ingest.tracking import untracked
from analytics.records import Article

SUMMARY = "the feed's summary only; the page isn't fetched"
FULL = 1_200  # characters; above it a feed's entry may be the whole text
DOUBTED = 0.5  # a page's date of less confidence gives way to the one of the feed or row
DAY = timedelta(days=1)


def joined(page: Found, named: Found) -> Found:
    """A page's article, completed by what was known of it; a feed's own text where that is the fuller one."""
    made, known = page.article, named.known or named.article
    if made is None or known is None:
        return page
    if named.article and len(named.article.text) >= FULL and len(named.article.text) > 2 * len(made.text):
        return fallen_back(named, f"it shows {len(made.text)} characters, the feed {len(named.article.text)}")
    day, against = dated(made, known)
    whole = replace(
        day,
        id=known.id or made.id,
        title=made.title or known.title,
        source=made.source or known.source,
        url=untracked(made.url or known.url or "") or None,
        lang=made.lang or known.lang,
        author=known.author,
        author_country=known.author_country,
        authors=made.authors or known.authors,
        licence=known.licence,
    )
    return replace(named, article=whole, remarks=(*beside_summary(named), *page.remarks, *against), failure=None, known=None)


def dated(made: Article, known: Article) -> tuple[Article, list[str]]:
    """The article with the better of the two dates, marked where they differ by more than a day."""
    theirs, ours = known.published.day, made.published.day
    if not theirs:
        return made, []
    place = known.dated or "feed"
    if not ours or (made.date_confidence or 0) < DOUBTED:
        sure = known.date_confidence if known.date_confidence is not None else 0.7
        return replace(made, published=known.published, dated=place, date_confidence=sure), []
    if abs(ours - theirs) > DAY:
        remark = f"date {made.published.value} is suspect: what led to the page says {known.published.value}"
        return replace(made, date_confidence=min(DOUBTED, made.date_confidence or DOUBTED)), [remark]
    return made, []


def fallen_back(named: Found, reason: str) -> Found:
    """What is had without the page: the feed's own text, or a failure that keeps what is known."""
    if named.article is None:
        return replace(named, failure=f"its page: {reason}")
    return replace(named, remarks=(*beside_summary(named), f"the feed's own text; its page: {reason}"), known=None)


def beside_summary(named: Found) -> list[str]:
    """What there is to tell of an entry, besides that its page isn't fetched."""
    return [remark for remark in named.remarks if remark != SUMMARY]


def checksum(text: str) -> str:
    """What tells one text from another, whatever their spaces and punctuation."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", text)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
