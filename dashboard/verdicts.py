"""What people decided, in words: beside what the machine said, with who and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from analytics.charts.palette import WORDS
from analytics.lexicon.issues import issues
from dashboard.data import records
from dashboard.markup import esc

Row = Mapping[str, Any]
ABOUT = {
    "statement": "whether it is a statement",
    "speaker": "who speaks",
    "issue": "the issue",
    "position": "the position",
    "same": "two actors",
}


def verdict(about: str, value: Any) -> str:
    """A decision in plain words, unescaped."""
    match about:
        case "statement":
            return "a statement" if value else "no statement"
        case "speaker":
            return "by " + (" and ".join(one["name"] for one in value) or "nobody who can be named")
        case "issue":
            return f"on {issue_name(value)}" if value else "on no listed issue"
        case "position":
            return f"{WORDS[value['position'] or 'none']} on {issue_name(value['towards'])}"
        case "same":
            return f"{value['actor']['name']} is {value['as']['name']}"
    return about


def issue_name(identity: str) -> str:
    """What an issue is called; its id where it is no longer listed."""
    return next((one.name for one in issues() if one.id == identity), identity)


def machine_said(about: str, row: Row) -> str:
    """What a statement's row says in this respect, in the words of a verdict."""
    match about:
        case "speaker":
            return f"by {row['actors']}" if row["actors"] else "by nobody it could name"
        case "issue":
            return f"on {issue_name(row['issue'])}" if row["issue"] else "on no listed issue"
        case "position":
            sure = f", {float(row['conf_position']):.0%} sure" if row["position"] and row["conf_position"] is not None else ""
            return f"{WORDS[row['position'] or 'none']}{sure}"
    return "a statement"


def mark(verdicts: Iterable[Row]) -> str:
    """A chip on a card that people have judged; what they decided on hover."""
    told = [
        f"{verdict(one['about'], json.loads(one['value']))}: {signed(one)}; the machine: {one['machine'] or 'unknown'}" for one in verdicts
    ]
    return f'<span class="chip judged" title="{esc("; ".join(told))}">judged</span>' if told else ""


def beside(about: str, verdicts: Iterable[Row], machine: Row | None) -> str:
    """Who decided in this respect and what the machine says, as HTML; nothing where nobody did."""
    for one in verdicts:
        if one["about"] == about:
            said = machine_said(about, machine) if machine is not None else one["machine"]
            return f'<br><span class="faint">judged by {esc(signed(one))}; the machine: {esc(said)}</span>'
    return ""


def signed(one: Row) -> str:
    """Who decided, and when."""
    return f"{one['author']}, {one['at'][:16].replace('T', ' ')} UTC"


def by_statement(frame: Any) -> dict[str, list[dict[str, Any]]]:
    """Judgements by statement, in the order in which they were made."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(frame):
        found.setdefault(row["statement_id"], []).append(row)
    return found


def status(row: Row) -> str:
    """A judgement's status as a chip."""
    return f'<span class="chip status {esc(row["status"])}">{esc(row["status"])}</span>'
