"""When a page came out: what its metadata, its text and its address say, held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from htmldate import find_date
from lxml.html import HtmlElement

from analytics.ingest.dates import FIRST as OLDEST
from analytics.ingest.dates import published as as_published
from analytics.ingest.page.facts import Facts, words
from analytics.records import Known, Published

# Best first: these state the first publication and nothing else.
METAS = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "publishdate", "publish_date",
    "publish-date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime", "pubdate", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "date.available", "date.created", "datecreated", "displaydate",
    "article.published", "published-date", "published_time", "published_at", "date", "timestamp", "citation_publication_date",
)  # fmt: skip
SAYS = re.compile(r"publish|pubdate|created|issued|^date$|first", re.IGNORECASE)
LATER = re.compile(r"modif|updat|expir|valid|access|founding|birth", re.IGNORECASE)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_.-](?P<m>0?[1-9]|1[0-2])[/_.-](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"/(?P<y>(?:19|20)\d\d)/(?P<m>{NAMES})/(?P<d>\d\d?)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])/"),
)
WRITTEN = re.compile(
    rf"\b(?:(?P<d1>\d\d?)(?:st|nd|rd|th)?\.? (?P<m1>{NAMES})\.?,? (?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{NAMES})\.? (?P<d2>\d\d?)(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))\b",
    re.IGNORECASE,
)
NO_LINE = ("script", "style", "h1", "h2", "h3", "h4", "title", "option")
LITTLE = re.compile(
    r"\b(?:first |date )?(?:published|posted|created|issued|on|at|by|date)\b|\b\d{1,2}[:.h]\d\d\b|\b[ap]\.?m\b|[\W_]+", re.IGNORECASE
)
NEAR = 4_000  # elements after the heading among which its date line stands
SUSPECT = 0.3  # the confidence of a date that something speaks against
REWORKED = 0.6  # at the most, for the date of a text that was changed much later
DAY, MONTH, YEAR = timedelta(days=1), timedelta(days=31), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, how it is known (metadata, text, url, none), how far it can be trusted, and what speaks against it."""

    published: Published = field(default_factory=Published)
    how: str = "none"
    confidence: float = 0.0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that the page gives in one place; confidences are rules of thumb, ordered by how the places fare on 23 real pages."""

    value: str
    how: str
    confidence: float

    @property
    def day(self) -> date:
        """The day, the first of its month or year where only that is known."""
        return Published(self.value).day or date(1, 1, 1)


def dated(known: Facts, url: str | None, latest: date) -> Dated:
    """The date in the best place, marked where another place or the calendar speaks against it."""
    found = list(candidates(known, url)) or list(guessed(known, url))
    usable = [one for one in found if one.day <= latest + DAY] or found
    if not usable:
        return Dated()
    best = usable[0]
    against = [*doubts(best, found, known, latest)]
    backed = any(one.how != best.how and abs(one.day - best.day) <= DAY for one in usable)
    confidence = SUSPECT if against else min(0.99, best.confidence + (0.09 if backed else 0))
    how: Known = "stated" if best.how == "metadata" and not against else "inferred"
    changed = [*reworked(best, known)]
    return Dated(Published(best.value, how), best.how, round(min(confidence, REWORKED) if changed else confidence, 2), (*against, *changed))


def candidates(known: Facts, url: str | None) -> Iterator[Candidate]:
    """Every date that may be the publication's, best place first."""
    yield from valued(known.article.get("datePublished"), "metadata", 0.95)
    yield from valued(known.page.get("datePublished"), "metadata", 0.9)
    for name in METAS:
        for value in known.metas.get(name, ())[:1]:
            yield from valued(value, "metadata", 0.9)
    for element in timed(known.root):
        if re.search("datePublished|pubdate", f"{element.get('itemprop')} {element.get('pubdate') is not None and 'pubdate'}"):
            yield from valued(element.get("datetime") or element.get("content") or words(element), "metadata", 0.85)
    yield from beside_heading(known)
    yield from in_address(url)


def doubts(best: Candidate, found: list[Candidate], known: Facts, latest: date) -> Iterator[str]:
    """What speaks against a date, in words for the analyst."""
    if best.confidence <= SUSPECT:
        yield f"date {best.value} is a guess from the page's wording"
    if best.day > latest + DAY:
        yield f"date {best.value} is suspect: later than {latest}, when the page was had"
    if best.day.year < 1990:
        yield f"date {best.value} is suspect: before there were web pages"
    for one in found:
        if one.how == "url" and abs(one.day - best.day) > (DAY if len(one.value) > 7 else MONTH):
            yield f"date {best.value} is suspect: the address says {one.value}"
    for value in dict.fromkeys(one for name in known.metas if SAYS.search(name) and not LATER.search(name) for one in known.metas[name]):
        other = next(valued(value, "metadata", 0), None)
        if other and abs(other.day - best.day) > DAY:
            yield f"date {best.value} is suspect: the page also states {other.value}"


def reworked(best: Candidate, known: Facts) -> Iterator[str]:
    """That the text is much younger than its date, as on pages that are kept up to date."""
    changed = modified(known)
    if changed and (Published(changed).day or best.day) - best.day > YEAR:
        yield f"date {best.value} is that of the first version; the text was changed on {changed[:10]}"


def modified(known: Facts) -> str:
    """When the page says that it was last changed; empty where it doesn't."""
    stated = known.article.get("dateModified") or known.meta("article:modified_time", "og:updated_time", "datemodified", "last-modified")
    return next((one.value for one in valued(stated, "metadata", 0)), "")


def valued(value: object, how: str, confidence: float) -> Iterator[Candidate]:
    """A stated value as a candidate, if it is a date."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str) or not value.strip() or len(value) > 60:
        return
    read, _ = as_published(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", value.strip()))
    if not read.value and (written := WRITTEN.search(value)):
        read = as_published(iso(written) or "")[0]
    if read.value and read.precision == "day" and read.day and read.day.year > OLDEST:
        yield Candidate(read.value, how, confidence)


def timed(root: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that hold a time."""
    yield from root.iter("time")
    yield from root.xpath("//*[@itemprop='datePublished'][not(self::meta)][not(self::time)]")


def beside_heading(known: Facts) -> Iterator[Candidate]:
    """The first date after the page's heading: a time element, or one written out in a line of its own."""
    heading = max(known.root.iter("h1"), key=lambda h1: len(words(h1)), default=None)
    if heading is None:
        return
    for _, element in zip(range(NEAR), heading.xpath("following::*"), strict=False):
        if element.tag == "time" and not LATER.search(f"{element.get('class')} {element.get('itemprop')}"):
            yield from valued(element.get("datetime") or words(element), "text", 0.75)
            return
        if element.tag not in NO_LINE and (match := date_line(" ".join((element.text or "").split()))):
            yield from valued(iso(match), "text", 0.7)
            return
        if element.tag == "p" and len(words(element)) > 400:
            return


def date_line(line: str) -> re.Match[str] | None:
    """The date in a line that says little else: "Published 14 May 2024, 9:30 am", not "What happened in Arvania on 14 May 2024?"."""
    match = WRITTEN.search(line) if 8 < len(line) < 80 and not LATER.search(line) else None
    return match if match and len(LITTLE.sub("", line.replace(match[0], ""))) <= 12 else None


def in_address(url: str | None) -> Iterator[Candidate]:
    """The day or month that an address holds."""
    for pattern in IN_ADDRESS if url else ():
        if match := pattern.search(url or ""):
            value = iso(match)
            if value and as_published(value)[0].value:
                yield Candidate(value, "url", 0.8 if len(value) > 7 else 0.5)
                return


def iso(match: re.Match[str]) -> str | None:
    """A match's day or month as ISO 8601."""
    parts = {name[0]: part for name, part in match.groupdict().items() if part}
    month = parts["m"] if parts["m"].isdigit() else str(MONTHS.index(parts["m"][:3].casefold()) + 1)
    return f"{parts['y']}-{int(month):02d}" + (f"-{int(parts['d']):02d}" if "d" in parts else "")


def guessed(known: Facts, url: str | None) -> Iterator[Candidate]:
    """What a search of the whole page makes likely; only where nothing else is known."""
    changed = modified(known)
    try:
        value = find_date(known.root, url=url, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return
    if value and value != changed[:10]:
        yield Candidate(value, "text", SUSPECT)
