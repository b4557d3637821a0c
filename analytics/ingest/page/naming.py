"""Who made a page and where it lives: authors, outlet, address, language."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from analytics.errors import TableError
from analytics.ingest.page.facts import Facts, plain, words
from analytics.lexicon.outlets import outlet

BY = re.compile(r"^(?:by|written by|reported by|words by|von|par|por|di)[: ]+", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:,|;|\||&|\band\b)\s*")
ADDRESS = re.compile(r"https?:|www\.|@|\.com\b", re.IGNORECASE)
LONGEST, MOST = 60, 20
TABLE = Path(__file__).with_name("domains.csv")


def address(known: Facts, url: str | None) -> tuple[str | None, list[str]]:
    """The page's own address, and a remark where it names another site's as the original."""
    link = known.root.xpath("string(//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href)")
    stated = (link, known.meta("og:url"), known.article.get("url"), at_id(known.article.get("mainEntityOfPage")), known.page.get("url"))
    given = [whole for one in stated if isinstance(one, str) and (whole := absolute(one, url))]
    if not url:
        return (given[0] if given else None), []
    same = [one for one in given if site(one) == site(url)]
    elsewhere = [f"names {given[0]} as the original"] if given and not same else []
    return (same[0] if same and urlsplit(same[0]).path not in ("", "/") else url), elsewhere


def absolute(written: str, url: str | None) -> str | None:
    """A web address, completed by the page's own; None for anything else."""
    try:
        whole = urljoin(url or "", written.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname else None
    except ValueError:
        return None


def site(url: str | None) -> str:
    """An address's host without its usual prefixes."""
    try:
        host = (urlsplit(url or "").hostname or "").casefold()
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp|edition|uk|us|en)\.(?=.+\..+)", "", host)


def outlet_name(known: Facts, url: str | None) -> str | None:
    """The outlet: as our tables know its address or its stated name, else as the page states it, else the address's host."""
    host = site(url)
    if by_address := domain_outlet(url):
        return by_address
    stated = [
        known.meta("og:site_name"),
        name_of(known.article.get("publisher")),
        known.meta("application-name", "dc.publisher", "publisher"),
    ]
    names = [name for name in stated if name and not ADDRESS.search(name)]
    listed = next((str(one) for name in names if (one := outlet(name))), None)
    return listed or next(iter(names), None) or host or None


def domain_outlet(url: str | None) -> str | None:
    """The outlet that our table has for an address."""
    return next((domains()[part] for part in suffixes(site(url)) if part in domains()), None)


def suffixes(host: str) -> Iterator[str]:
    """A host and the domains that it belongs to."""
    parts = host.split(".")
    yield from (".".join(parts[start:]) for start in range(len(parts) - 1))


@functools.cache
def domains(file: Path = TABLE) -> dict[str, str]:
    """Outlets by domain; TableError for a line that breaks a rule."""
    found: dict[str, str] = {}
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, row in enumerate(csv.DictReader(lines), 2):
        domain, name = row["domain"], row["outlet"]
        if domain in found or not name or not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain):
            raise TableError(f"{file.name}, row {number}: {domain!r} is no domain, stands twice, or has no outlet")
        found[domain] = name
    return found


def authors(known: Facts) -> tuple[str, ...]:
    """The names in the byline, as far as they are stated."""
    linked = [name for one in listed(known.article.get("author")) if (name := name_of(one))]
    metas = [
        value
        for key in ("author", "parsely-author", "article:author", "byl", "sailthru.author", "dc.creator")
        for value in known.metas.get(key, ())
    ]
    return people(linked) or people(metas) or people(bylines(known))


def bylines(known: Facts) -> list[str]:
    """What elements marked as author's links or bylines hold."""
    marked = known.root.xpath("//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')]")
    return [line for element in marked[:MOST] if (line := words(element))]


def people(lines: list[str]) -> tuple[str, ...]:
    """Names out of byline strings, each once, without addresses and whole sentences."""
    names = [BY.sub("", part).strip(" .") for line in lines for part in BETWEEN.split(BY.sub("", line.strip()))]
    good = [name for name in names if 2 < len(name) <= LONGEST and not ADDRESS.search(name) and len(name.split()) <= 6]
    return tuple({plain(name): name for name in reversed(good)}.values())[::-1][:MOST]


def language(known: Facts) -> str | None:
    """The language that the page states, as ISO 639."""
    root = known.root if known.root.tag == "html" else next(known.root.iter("html"), None)
    stated = known.article.get("inLanguage")
    given = (
        root.get("lang") if root is not None else None,
        name_of(stated[0] if isinstance(stated, list) and stated else stated),
        known.meta("og:locale", "language", "content-language", "dc.language"),
    )
    codes = (re.match(r"([a-z]{2,3})(?:[-_]|$)", one.strip().casefold()) for one in given if one)
    return next((code[1] for code in codes if code), None)


def listed(value: Any) -> list[Any]:
    """A value that may be one or many."""
    return value[:MOST] if isinstance(value, list) else [value]


def name_of(value: Any) -> str | None:
    """The name of a thing that is given as a name or as an object."""
    for one in listed(value):
        name = (one.get("name") or one.get("alternateName")) if isinstance(one, dict) else one
        name = name[0] if isinstance(name, list) and name else name
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())
    return None


def at_id(value: Any) -> Any:
    """The address of a thing that is given as one or as an object."""
    return value.get("@id") if isinstance(value, dict) else value
