"""A view and its address: the page, the filters and what is open, as readable parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote_plus, urlsplit

from analytics.export.lines import printable
from analytics.records import ACTOR_KINDS, LINKS, MODES, POSITIONS, Selection

PAGES = (
    "overview",
    "actors",
    "positions",
    "stories",
    "contradictions",
    "sources",
    "statements",
    "review",
    "issues",
    "corpus",
    "story",
    "reader",
)
SORTS = ("newest", "oldest", "actor", "issue", "position", "source", "confidence")
LEVELS = ("actor", "institution", "country", "kind")  # of rolling speakers up: a person, the ministry, the state
DOUBTS = ("actor", "country", "link", "position", "statement", "judgements")  # what is to be reviewed
RANKS = ("divergence", "spread", "newest")
PARTS = ("tellings", "cards", "claims", "sayings", "sourcing")
DIFFS = ("changes", "full")
TIMES = ("over time", "between sources", "order unknown")
LONGEST = 200  # characters in one value: an id, a name or a search
MOST = 200  # values of one parameter
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
COUNTRY = re.compile(r"[A-Z]{2,4}|none")


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows; defaults are left out of its address."""

    page: str = "overview"
    selection: Selection = field(default_factory=Selection)
    statement: str = ""  # the open one
    sort: str = SORTS[0]
    number: int = 1  # which page of the list
    by: str = LEVELS[0]
    doubt: str = ""
    judge: str = ""  # "yes" where the open statement is being corrected

    rank: str = RANKS[0]  # what comes first in the list of stories
    part: str = PARTS[0]  # of a story's page
    left: str = ""  # the two articles that stand side by side
    right: str = ""
    diff: str = DIFFS[0]
    card: str = ""  # the open pair of statements
    when: str = ""  # of contradictions
    at: str = ""  # characters of the open article that are pointed at, "120-180"
    generation: str = ""  # of the data that the address was made on


PLAIN = View()


class Ignored(NamedTuple):
    """A parameter that was not followed, and why."""

    name: str
    value: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}={self.value} ({self.why})"


class Reading(NamedTuple):
    """A view read from an address, with what could not be read."""

    view: View
    ignored: tuple[Ignored, ...]


class ParameterError(ValueError):
    """Why a value can't be followed."""


def parse(url: str) -> Reading:
    """The view that an address names; it never fails: what makes no sense is listed.

    >>> parse("statements?actor=keir-starmer&colour=red").ignored
    (Ignored(name='colour', value='red', why='no such parameter'),)
    """
    try:
        parts = urlsplit(url.strip())
        path, query = parts.path, parts.query
    except ValueError:
        path, _, query = url.partition("?")
    name = path.rstrip("/").rsplit("/", 1)[-1] if not path.endswith("/") else ""
    page = name if name in PAGES else PAGES[0]
    unknown = () if name in ("", *PAGES) else (Ignored("page", shown(name), "no such page"),)
    reading = read(page, parse_qsl(query, keep_blank_values=True))
    return Reading(reading.view, unknown + reading.ignored)


def read(page: str, pairs: Iterable[tuple[str, str]]) -> Reading:
    """The view of a page with these parameters, given in their order."""
    given: dict[str, list[str]] = {}
    ignored: list[Ignored] = []
    for name, value in pairs:
        if name not in PARAMETERS:
            ignored.append(Ignored(shown(name), shown(value), "no such parameter"))
        elif value not in given.setdefault(name, []):
            given[name].append(value)
    found: dict[str, Any] = {}
    for name, values in given.items():
        try:
            found |= {name: value} if (value := PARAMETERS[name].read(name, values, ignored)) is not None else {}
        except ParameterError as reason:
            ignored.append(Ignored(name, shown(", ".join(values)), str(reason)))
    contradictions(found, ignored)
    state = {PARAMETERS[name].field: value for name, value in found.items() if PARAMETERS[name].of_view}
    chosen = {PARAMETERS[name].field: value for name, value in found.items() if not PARAMETERS[name].of_view}
    return Reading(View(page=page, selection=Selection(**chosen), **state), tuple(ignored))


def contradictions(found: dict[str, Any], ignored: list[Ignored]) -> None:
    """Take out dates that exclude each other."""
    start, end = found.get("from"), found.get("to")
    why = (
        "it begins after it ends"
        if start and end and start > end
        else "undated=only has no dates"
        if found.get("undated") == "only"
        else ""
    )
    for name in ("from", "to"):
        if why and name in found:
            ignored.append(Ignored(name, found.pop(name).isoformat(), why))


def url(view: View) -> str:
    """The view's address, relative to the dashboard's root.

    >>> url(View(page="actors", selection=Selection(actors=("keir-starmer",), start=date(2024, 5, 1))))
    'actors?actor=keir-starmer&from=2024-05-01'
    """
    page = "./" if view.page == PAGES[0] else view.page
    query = "&".join(f"{name}={quote_plus(value)}" for name, value in pairs(view))
    return f"{page}?{query}" if query else page


def pairs(view: View) -> list[tuple[str, str]]:
    """The view's parameters in a fixed order, without defaults."""
    found: list[tuple[str, str]] = []
    for name, parameter in PARAMETERS.items():
        value = getattr(view if parameter.of_view else view.selection, parameter.field)
        if value != getattr(PLAIN if parameter.of_view else PLAIN.selection, parameter.field):
            found += [(name, written(one)) for one in (value if isinstance(value, tuple) else (value,))]
    return found


def written(value: Any) -> str:
    """A value as it stands in an address."""
    return "no" if value is False else value.isoformat() if isinstance(value, date) else str(value)


def narrowed(view: View, page: str | None = None, **fields: Any) -> View:
    """The view on another page or with other filters, its list at the beginning and nothing open."""
    return View(page=page or view.page, selection=replace(view.selection, **fields), sort=view.sort, by=view.by)


def shown(text: str) -> str:
    """Text from an address as it may be shown: one short line."""
    clean = printable(text)
    return clean if len(clean) <= 60 else clean[:59] + "…"


def many(check: Callable[[str], str]) -> Callable[[str, Sequence[str], list[Ignored]], tuple[str, ...] | None]:
    """A reader of several alternatives; bad ones are left out one by one."""

    def read_all(name: str, values: Sequence[str], ignored: list[Ignored]) -> tuple[str, ...] | None:
        good: list[str] = []
        for number, value in enumerate(values):
            try:
                if number >= MOST:
                    raise ParameterError(f"only {MOST} values are read")
                good.append(check(value))
            except ParameterError as reason:
                ignored.append(Ignored(name, shown(value), str(reason)))
        return tuple(good) or None

    return read_all


def single(check: Callable[[str], Any]) -> Callable[[str, Sequence[str], list[Ignored]], Any]:
    """A reader of one value; several that differ contradict each other."""

    def read_one(name: str, values: Sequence[str], ignored: list[Ignored]) -> Any:
        if len(values) > 1:
            raise ParameterError("given more than once")
        return check(values[0])

    return read_one


def words(value: str) -> str:
    """Printable text of a sane length."""
    if not value.strip():
        raise ParameterError("empty")
    if len(value) > LONGEST:
        raise ParameterError(f"longer than {LONGEST} characters")
    if not value.isprintable():
        raise ParameterError("it holds control characters")
    return value


def one_of(*allowed: str) -> Callable[[str], str]:
    """A check for a value of a closed list."""

    def check(value: str) -> str:
        if value not in allowed:
            raise ParameterError(f"known: {', '.join(allowed)}")
        return value

    return check


def country(value: str) -> str:
    """An ISO 3166-1 alpha-3 code, EU, NATO, UN or none."""
    if not COUNTRY.fullmatch(value):
        raise ParameterError("not a country's code, such as RUS or EU")
    return value


def day(value: str) -> date:
    """An ISO day."""
    if not ISO_DAY.fullmatch(value):
        raise ParameterError("not a day such as 2024-05-14")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ParameterError("no such day") from None


def undated(value: str) -> bool | str:
    """False without undated statements, "only" for them alone."""
    return False if one_of("no", "only")(value) == "no" else "only"


def ordinal(value: str) -> int:
    """A page of a list, from 1."""
    if not re.fullmatch(r"[1-9][0-9]{0,6}", value):
        raise ParameterError("not a page's number")
    return int(value)


def characters(value: str) -> str:
    """Characters of a text, first-last."""
    start, _, end = value.partition("-")
    if not re.fullmatch(r"[0-9]{1,9}-[0-9]{1,9}", value) or int(start) >= int(end):
        raise ParameterError("not a range of characters such as 120-180")
    return value


def generation(value: str) -> str:
    """The name of a generation."""
    if not re.fullmatch(r"[0-9]{8}-[0-9a-f]{8}", value):
        raise ParameterError("not the name of a generation")
    return value


class Parameter(NamedTuple):
    """How a parameter is read and which field it fills: of the view itself or of its selection."""

    field: str
    read: Callable[[str, Sequence[str], list[Ignored]], Any]
    of_view: bool = False


PARAMETERS: Mapping[str, Parameter] = {
    "text": Parameter("text", single(words)),
    "actor": Parameter("actors", many(words)),
    "institution": Parameter("institutions", many(words)),
    "called": Parameter("called", many(words)),
    "country": Parameter("countries", many(country)),
    "kind": Parameter("kinds", many(one_of(*ACTOR_KINDS))),
    "source": Parameter("sources", many(words)),
    "via": Parameter("via", many(words)),
    "issue": Parameter("issues", many(words)),
    "position": Parameter("positions", many(one_of(*POSITIONS, "none"))),
    "mode": Parameter("modes", many(one_of(*MODES))),
    "named": Parameter("named", single(one_of("named", "unnamed"))),
    "from": Parameter("start", single(day)),
    "to": Parameter("end", single(day)),
    "undated": Parameter("undated", single(undated)),
    "article": Parameter("articles", many(words)),
    "sort": Parameter("sort", single(one_of(*SORTS)), of_view=True),
    "page": Parameter("number", single(ordinal), of_view=True),
    "story": Parameter("stories", many(words)),
    "sourcing": Parameter("sourcing", many(one_of(*LINKS))),
    "statement": Parameter("statement", single(words), of_view=True),
    "generation": Parameter("generation", single(generation), of_view=True),
    "rank": Parameter("rank", single(one_of(*RANKS)), of_view=True),
    "part": Parameter("part", single(one_of(*PARTS)), of_view=True),
    "left": Parameter("left", single(words), of_view=True),
    "right": Parameter("right", single(words), of_view=True),
    "diff": Parameter("diff", single(one_of(*DIFFS)), of_view=True),
    "card": Parameter("card", single(words), of_view=True),
    "when": Parameter("when", single(one_of(*TIMES)), of_view=True),
    "at": Parameter("at", single(characters), of_view=True),
    "by": Parameter("by", single(one_of(*LEVELS)), of_view=True),
    "doubt": Parameter("doubt", single(one_of(*DOUBTS)), of_view=True),
    "judge": Parameter("judge", single(one_of("yes")), of_view=True),
}
