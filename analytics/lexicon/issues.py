"""The issues that statements are about: what each proposes, and the words that speak of it."""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.errors import TableError
from analytics.lexicon.patterns import Matcher
from analytics.records import POSITIONS

TABLE = Path(__file__).with_name("issues.toml")
OWN = "NARRATIVES_ISSUES"  # names a further file, an analyst's own
SCOPES = ("war", "any")
PATTERNS = ("cues", "hints", "against", "pro", "con", "veto")
LISTS = (*PATTERNS, "examples")
BLOCK = re.compile(r"\s*\[\[\s*issue\s*\]\]")
FIELDS = ("id", "name", "proposition", "scope", "weight", *LISTS)


@dataclass(frozen=True, slots=True)
class Issue:
    """A question that actors take positions on; `against` are the words for its opposite ("lift sanctions")."""

    id: str
    name: str
    proposition: str
    scope: str = "war"  # war: only where the text is about the war in Ukraine; any: in every text
    weight: float = 1.0  # below 1 for issues that other issues' statements mention in passing
    cues: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    pro: tuple[str, ...] = ()
    con: tuple[str, ...] = ()
    veto: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()  # position or "", sentence


def issues() -> tuple[Issue, ...]:
    """The listed issues, then those of the analyst's own file where NARRATIVES_ISSUES names one; a file that changed is read anew."""
    own = os.environ.get(OWN)
    return combined(TABLE, Path(own) if own else None, stamp(Path(own)) if own else None)


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes with a file; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


@functools.lru_cache(maxsize=8)
def combined(table: Path, own: Path | None, _: tuple[int, int] | None = None) -> tuple[Issue, ...]:
    """The issues of one or two files; an id may stand in only one."""
    first = read(table)[1]
    second = read_table(own)[1] if own else ()
    double = {i.id for i in first} & {i.id for i in second}
    if own and double:
        raise TableError(f"{own.name}: the issue {min(double)!r} is already listed in {table.name}; give it another id")
    return (*first, *second)


def groups() -> dict[str, str]:
    """The groups of words that patterns name with @."""
    return read(TABLE)[0]


@functools.cache
def read(path: Path) -> tuple[dict[str, str], tuple[Issue, ...]]:
    """The groups and issues of a file that doesn't change."""
    return read_table(path)


def read_table(path: Path) -> tuple[dict[str, str], tuple[Issue, ...]]:
    """The groups and issues of one file; raises TableError with file, line and rule."""
    try:
        return parsed(path.read_text(encoding="utf-8"), path.name, path == TABLE)
    except (OSError, UnicodeDecodeError) as problem:
        raise TableError(f"{path.name}: can't be read as a table of issues: {problem}") from problem


def parsed(text: str, name: str, first: bool = False) -> tuple[dict[str, str], tuple[Issue, ...]]:
    """The groups and issues of a table's text; only the first table has groups, and issues of the war unless they say otherwise."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise TableError(f"{name}: can't be read as a table of issues: {problem}") from problem
    rows, lines = table.get("issue", []), [n for n, line in enumerate(text.splitlines(), 1) if BLOCK.match(line)]
    strange = sorted(set(table) - {"issue", *(("groups",) if first else ())})
    check(not strange, name, f"unknown table {strange[:1]}; an issue is a block that begins with [[issue]]")
    check(isinstance(rows, list) and len(rows) == len(lines), name, "each issue is a block that begins with [[issue]] on a line of its own")
    known = table.get("groups", {}) if first else groups()
    found = tuple(
        issue({"scope": SCOPES[0] if first else SCOPES[1], **row}, f"{name}, line {line}", known)
        for row, line in zip(rows, lines, strict=True)
    )
    for n, one in enumerate(found):
        if any(one.id == other.id for other in found[:n]):
            raise TableError(f"{name}, line {lines[n]}: the id {one.id!r} is used twice; ids are unique")
    return known, found


def issue(row: dict[str, Any], where: str, known: dict[str, str]) -> Issue:
    """One row as an issue, each rule checked."""
    for name in ("id", "name", "proposition"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise TableError(f"{where}: the issue {row.get('id', '?')!r} has no {name}; every issue needs id, name and proposition")
    check(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]), where, f"the id {row['id']!r} is not small letters, figures and hyphens")
    check(row["id"] not in ("other", "none"), where, f"the id {row['id']!r} is kept for statements without an issue")
    strange = sorted(set(row) - set(FIELDS))
    check(not strange, where, f"unknown field {strange[:1]}; known: {', '.join(FIELDS)}")
    check(row["scope"] in SCOPES, where, f"unknown scope {row['scope']!r}; known: {', '.join(SCOPES)}")
    weight = row.get("weight", 1)
    check(isinstance(weight, int | float) and 0 < weight <= 2, where, f"the weight {weight!r} is not above 0 and at most 2")
    for name in LISTS:
        listed = row.get(name, [])
        check(isinstance(listed, list) and all(isinstance(x, str) for x in listed), where, f"{name} must be a list of texts")
    check(row.get("cues") or row.get("examples"), where, f"the issue {row['id']!r} has neither cues nor examples")
    patterns(row, where, known)
    lists = {name: tuple(row.get(name, ())) for name in PATTERNS}
    examples = tuple(example(x, where) for x in row.get("examples", []))
    return Issue(row["id"], row["name"], row["proposition"], row["scope"], float(row.get("weight", 1)), **lists, examples=examples)


def patterns(row: dict[str, Any], where: str, known: dict[str, str]) -> None:
    """Check that each pattern can be read."""
    matcher = Matcher(known)
    for name in PATTERNS:
        for pattern in row.get(name, []):
            try:
                matcher.add(pattern)
            except ValueError as problem:
                raise TableError(f"{where}: {name} of {row['id']!r}: {problem}") from problem


def example(written: str, where: str) -> tuple[str, str]:
    """ "support: Kyiv needs shells now." as position and sentence; a sentence alone shows only what the issue sounds like."""
    position, colon, sentence = written.partition(":")
    if not colon or " " in position.strip():
        position, sentence = "", written
    check(
        position.strip() in (*POSITIONS, "") and sentence.strip(),
        where,
        f"example {written[:40]!r} must start with one of {', '.join(POSITIONS)} and a colon",
    )
    return position.strip(), sentence.strip()


def check(rule: object, where: str, problem: str) -> None:
    """Raise a TableError where the rule does not hold."""
    if not rule:
        raise TableError(f"{where}: {problem}")


def ids(listed: Iterable[Issue]) -> list[str]:
    """Their ids, in order."""
    return [i.id for i in listed]
