"""Standing sources: a TOML file of the outlets to be watched, each with its feeds.

[[source]]
name = "Daily Courier"
country = "AUT"                            # ISO 3166-1 alpha-3, EU, NATO, UN, or the country's name
ownership = "private"                      # state, public, private or unknown
language = "en"
feeds = ["https://courier.example/rss"]
pages = ["https://courier.example/about"]  # single pages to be looked at for changes
every = 60                                 # minutes between two looks
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from courlan import extract_domain

from analytics.errors import TableError
from analytics.ingest.fetch import RefusedError
from analytics.ingest.fetch.fetcher import parsed
from analytics.ingest.found import Found
from analytics.ingest.languages import code
from analytics.ingest.page.naming import domain_outlet
from analytics.lexicon.countries import code_of
from analytics.lexicon.outlets import OWNERSHIP

KEYS = ("name", "country", "ownership", "language", "feeds", "pages", "every")
EVERY, SHORTEST, LONGEST = 30, 1, 60 * 24 * 30  # minutes
LARGEST = 5_000_000  # bytes
HEADER = re.compile(r"^\s*\[\[\s*source\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet to be watched; `every` are the minutes between two looks."""

    name: str
    country: str | None = None
    ownership: str = "unknown"
    language: str | None = None
    feeds: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    every: int = EVERY


def sources(path: str | os.PathLike[str]) -> list[Source]:
    """The sources of a file; TableError names file, line, entry and rule."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            raise TableError(f"{file}: more than {LARGEST / 1e6:g} MB; a line for each feed is far less")
        text = file.read_text("utf-8")
        held = tomllib.loads(text)
    except FileNotFoundError:
        raise TableError(f"no such file: {file}; it lists standing sources, as README.md shows") from None
    except (ValueError, RecursionError, OSError) as error:
        raise TableError(f"{file}: no TOML: {str(error)[:200]}") from None
    entries = held.get("source")
    if not isinstance(entries, list) or not entries or set(held) != {"source"}:
        odd = ", ".join(sorted(set(held) - {"source"})[:5])
        raise TableError(f"{file}: wanted [[source]] entries and nothing else{f'; has {odd}' if odd else ''}")
    found = [Entry(file, text, number, entry).source() for number, entry in enumerate(entries)]
    for number, one in enumerate(found):
        if any(one.name == other.name for other in found[:number]):
            raise Entry(file, text, number, entries[number]).error("name", f"{one.name!r} stands twice")
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the file, and where it stands."""

    file: Path
    text: str
    number: int
    fields: Any

    def source(self) -> Source:
        """The entry as a source."""
        if not isinstance(self.fields, Mapping):
            raise self.error("", "wanted a table with a name and feeds")
        if odd := [key for key in self.fields if key not in KEYS]:
            raise self.error(odd[0], f"unknown key {odd[0][:40]!r}; known: {', '.join(KEYS)}")
        ownership = self.line("ownership") or "unknown"
        if ownership not in OWNERSHIP:
            raise self.error("ownership", f"unknown ownership {ownership!r}; known: {', '.join(OWNERSHIP)}")
        every = self.fields.get("every", EVERY)
        if not isinstance(every, int) or isinstance(every, bool) or not SHORTEST <= every <= LONGEST:
            raise self.error("every", f"every = {every!r}; wanted whole minutes from {SHORTEST} to {LONGEST}")
        name, feeds, pages = self.line("name"), self.addresses("feeds"), self.addresses("pages")
        if not name:
            raise self.error("", "no name")
        if not feeds and not pages:
            raise self.error("", "neither feeds nor pages")
        language = self.line("language")
        return Source(name, self.country(), ownership, code(language) if language else None, feeds, pages, every)

    def line(self, key: str) -> str | None:
        """A field that is a line of text."""
        value = self.fields.get(key)
        if value is not None and not isinstance(value, str):
            raise self.error(key, f"{key} = {value!r:.100}; wanted a text in quotation marks")
        if value and len(value) > 200:
            raise self.error(key, f"{key} has {len(value)} characters; wanted 200 at the most")
        return " ".join(value.split()) or None if value else None

    def country(self) -> str | None:
        """The country's code."""
        written = self.line("country")
        if not written:
            return None
        known = code_of(written)
        if not known:
            raise self.error("country", f"unknown country {written!r}; wanted ISO 3166-1 alpha-3, EU, NATO, UN or a country's name")
        return known

    def addresses(self, key: str) -> tuple[str, ...]:
        """A field that is a list of addresses."""
        value = self.fields.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.error(key, f'{key} = {value!r:.100}; wanted a list, as in ["https://courier.example/rss"]')
        for one in value:
            try:
                parsed(one)
            except RefusedError as error:
                raise self.error(key, f"{key}: {error}") from None
        return tuple(dict.fromkeys(one.strip() for one in value))

    def error(self, key: str, rule: str) -> TableError:
        """A complaint that names file, line, entry and rule."""
        name = self.fields.get("name") if isinstance(self.fields, Mapping) else None
        line = next(self.lines(key), None)
        where = f"{self.file}, line {line}" if line else str(self.file)
        named = f" ({name[:60]})" if isinstance(name, str) and name else ""
        return TableError(f"{where}, source {self.number + 1}{named}: {rule}")

    def lines(self, key: str) -> Iterator[int]:
        """The line of a field of the entry, then that of the entry; none where entries aren't written as [[source]]."""
        heads = [match.start() for match in HEADER.finditer(self.text)]
        if self.number >= len(heads):
            return
        start, end = heads[self.number], [*heads, len(self.text)][self.number + 1]
        if key and (match := re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=", re.MULTILINE).search(self.text, start, end)):
            yield self.text.count("\n", 0, match.end()) + 1
        yield self.text.count("\n", 0, self.text.index("[", start)) + 1


def attributed(found: Found, source: Source) -> Found:
    """What a source's feed led to, under the source's name, unless it stands at another outlet's address."""
    made = found.article
    if made is None:
        return found
    own = {extract_domain(url) for url in (*source.feeds, *source.pages)}
    elsewhere = domain_outlet(made.url) if made.url and extract_domain(made.url) not in own else None
    return replace(found, article=replace(made, source=elsewhere or source.name, lang=made.lang or source.language))
