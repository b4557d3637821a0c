"""The facts beside the article: the chosen statement's fields, the way to its neighbours, and the article's own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analytics.export.citations import web
from analytics.export.view import View, narrowed
from dashboard.cards import ANONYMOUS, CONFIDENCE
from dashboard.markup import day, esc, figure, link, moment, plural, sign, thin
from dashboard.verdicts import beside

Row = Mapping[str, Any]
DOUBTED = 0.5  # dates of less confidence are marked


def steps(rows: Sequence[Row], chosen: Row | None, view: View) -> str:
    """Back to the list, and the statements before and after this one in the article."""
    back = link(replace(view, page="statements", statement=""), "← list", data_key="Escape", title="back to the list (Esc)")
    if not rows:
        return f'<p class="sorts">{back}</p>'
    at = next((n for n, row in enumerate(rows) if chosen and row["statement_id"] == chosen["statement_id"]), None)
    before = rows[at - 1] if at else None
    after = rows[0] if at is None else rows[at + 1] if at + 1 < len(rows) else None
    links = [
        link(replace(view, statement=row["statement_id"]), f"{label}", data_key=key, title=f"{label} statement in this article ({key})")
        for row, label, key in ((before, "previous", "k"), (after, "next" if chosen else "first", "j"))
        if row
    ]
    where = f"statement {at + 1} of {len(rows)}" if at is not None else f"{len(rows)} {plural(len(rows), 'statement')}"
    return f'<p class="sorts">{back}<span class="faint">{where}</span>{"".join(links)}</p>'


def fields(
    row: Row, actors: Sequence[Row], rows: Sequence[Row], view: View, verdicts: Sequence[Row] = (), machine: Row | None = None
) -> str:
    """Everything that is known of a statement, how sure it is, and what people decided beside what the machine said."""
    pairs: list[tuple[str, str]] = [
        ("speaker", f"<b>{esc(row['speaker'])}</b>" if row["speaker"] else '<span class="faint">none named in the text</span>'),
        *(("who that is", f"{esc(one['name'])}{role(one)} <span class='faint'>{esc(why(one))}</span>") for one in actors),
        *([("", told)] if (told := beside("speaker", verdicts, machine).removeprefix("<br>")) else []),
        ("cue", f"<i>{esc(row['cue'])}</i>" if row["cue"] else '<span class="faint">none: quoted without one</span>'),
        (
            "kind",
            f"{esc(row['kind'])}, {esc(row['mode'])}"
            + (f", reported inside another statement (depth {row['depth']})" if row["depth"] else ""),
        ),
    ]
    if row["anonymous"]:
        pairs.append(("named?", f"no: {esc(ANONYMOUS.get(row['cover'] or '', 'unnamed'))}"))
    if row["via"]:
        pairs.append(("relayed by", esc(row["via"])))
    pairs.append(
        (
            "position",
            f"{sign(row['position'], word=True)}{' on ' + esc(row['issue_name'] or row['issue']) if row['issue'] else ''}"
            + beside("issue", verdicts, machine)
            + beside("position", verdicts, machine),
        )
    )
    pairs += [
        ("sure", f"{float(row[name]):.0%} that it {words}")
        for name, words in CONFIDENCE.items()
        if row[name] is not None and (row["position"] or name != "conf_position")
    ]
    if row["inside"] and (outer := next((one for one in rows if one["statement_id"] == row["inside"]), None)):
        pairs.append(("inside", link(replace(view, page="reader", statement=row["inside"]), esc(outer["content"][:90]))))
    return listed(pairs)


def why(one: Row) -> str:
    """Why the link was made, and how sure it is."""
    sure = f"{float(one['confidence']):.0%} sure" if one["confidence"] is not None else ""
    return " · ".join(part for part in (one["reason"] or "", sure) if part)


def role(one: Row) -> str:
    """An actor's role, if known."""
    return f", {esc(one['role'].replace('-', ' '))}" if one["role"] else ""


def facts(about: Row, rows: Sequence[Row], view: View) -> str:
    """The article's own data; unknown is said, not left out."""
    url = about["url"] or ""
    original = (
        f'<a href="{esc(url)}" rel="noopener noreferrer nofollow" target="_blank">{esc(url)}</a>' if web(url) else esc(url) or unknown()
    )
    return "<h3>The article</h3>" + listed([
        ("source", esc(about["source"]) if about["source"] else unknown()),
        ("published", day(about["published"], about["published_precision"], about["published_how"]) + known_by(about)),
        ("address", original),
        ("byline", esc(about["authors"]) if about["authors"] else unknown()),
        *([("speaker", esc(about["author"]))] if about["author"] else []),
        *([("fetched", moment(about["fetched_at"]))] if about["fetched_at"] else []),
        ("language", esc(about["lang"]) if about["lang"] else unknown()),
        ("length", f"{thin(about['characters'])} characters"),
        ("statements", figure(len(rows), narrowed(View(page="statements"), articles=(about["article_id"],)))),
        ("text", f"<code title='SHA-256 of the text'>{esc(about['hash'][:12])}</code>"),
        ("licence", esc(about["licence"]) if about["licence"] else unknown()),
    ])  # fmt: skip


def known_by(about: Row) -> str:
    """Where an article's date stands, and how sure it is; nothing where that wasn't told."""
    place = {"metadata": "from the page's metadata", "text": "from the page's text", "url": "from the address", "feed": "from the feed"}
    if about["dated"] not in place:
        return ""
    sure = f", {float(about['date_confidence']):.0%} sure" if about["date_confidence"] is not None else ""
    suspect = "suspect: " if (about["date_confidence"] or 1) < DOUBTED else ""
    return f' <span class="faint">{suspect}{place[about["dated"]]}{sure}</span>'


def unknown() -> str:
    """The word for what nobody knows."""
    return '<span class="faint">unknown</span>'


def listed(pairs: Sequence[tuple[str, str]]) -> str:
    """Names and values."""
    return '<dl class="fields">' + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in pairs) + "</dl>"
