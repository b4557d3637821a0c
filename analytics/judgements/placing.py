"""Which statements of a generation a judgement is about: it holds where its words stand, and is never carried over to words like them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import duckdb

from analytics.judgements.judgement import Judgement, Words, spans_of, words_of
from analytics.records import Spans

Status = Literal["applied", "moved", "orphaned", "conflicting", "corrupt"]
COLUMNS = ("statement_id", "article_id", "content", "speaker_spans", "cue_spans", "content_spans", "issue")


class Outcome(NamedTuple):
    """What became of a judgement: moved ones need a look, with the statement that they may be about."""

    judgement: Judgement
    status: Status
    reason: str = ""
    statements: tuple[str, ...] = ()
    candidate: str = ""


Row = Mapping[str, Any]


class Held(NamedTuple):
    """What a generation holds of the judged documents: their statements and texts by hash, and statements of the same words elsewhere."""

    statements: Mapping[str, Sequence[Row]]
    texts: Mapping[str, str]
    elsewhere: Mapping[str, Sequence[tuple[Row, str]]]


def outcomes(connection: duckdb.DuckDBPyConnection, in_force: Sequence[Judgement], issues: Iterable[str]) -> list[Outcome]:
    """What becomes of each judgement in a generation's tables, as the machine filled them."""
    if not in_force:
        return []
    quarrels = contradicting(in_force)
    held, known = gathered(connection, in_force), frozenset(issues)
    found = [placed(one, held, known) for one in in_force]
    return readdressed([settled(one, quarrels.get(one.judgement.id)) for one in found], held)


def readdressed(found: Sequence[Outcome], held: Held) -> list[Outcome]:
    """The outcomes, positions given towards another issue than the statement is on now told apart."""
    on = {row["statement_id"]: row["issue"] for rows in held.statements.values() for row in rows}
    on |= {
        identity: o.judgement.value for o in found if o.judgement.about == "issue" and o.status == "applied" for identity in o.statements
    }

    def checked(one: Outcome) -> Outcome:
        if one.judgement.about != "position" or one.status != "applied":
            return one
        now = {on.get(identity) for identity in one.statements}
        if now == {one.judgement.value["towards"]}:
            return one
        here = ", ".join(sorted(issue or "no issue" for issue in now))
        why = f"it was given on {one.judgement.value['towards']}, and the statement is now on {here}"
        return Outcome(one.judgement, "moved", why, candidate=one.statements[0])

    return [checked(one) for one in found]


def settled(found: Outcome, quarrel: Outcome | None) -> Outcome:
    """The outcome, or the quarrel that stands against it, with the statement that it is about."""
    return found if quarrel is None else quarrel._replace(candidate=next(iter(found.statements), found.candidate))


def contradicting(in_force: Sequence[Judgement]) -> dict[str, Outcome]:
    """Judgements that decide the same differently, and rings of actors that are each other; neither side is followed."""
    by_key: dict[tuple[Any, ...], list[Judgement]] = {}
    for one in in_force:
        by_key.setdefault(one.key, []).append(one)
    found = {}
    for group in by_key.values():
        if len({one.decision for one in group}) > 1:
            for one in group:
                others = ", ".join(f"{other.author} on {other.at[:10]}" for other in group if other.decision != one.decision)
                found[one.id] = Outcome(one, "conflicting", f"decided otherwise by {others}; decide anew to settle it")
    merged = {one.value["actor"]["id"]: one for one in in_force if one.about == "same" and one.id not in found}
    for one in merged.values():
        if in_ring(one, merged):
            found[one.id] = Outcome(one, "conflicting", "these actors are said to be each other in a ring; undo one of the judgements")
    return found


def in_ring(first: Judgement, merged: Mapping[str, Judgement]) -> bool:
    """Whether following who is whom leads back to the beginning."""
    start, at = first.value["actor"]["id"], first.value["as"]["id"]
    for _ in merged:
        if at == start or at not in merged:
            break
        at = merged[at].value["as"]["id"]
    return bool(at == start)


def placed(one: Judgement, held: Held, issues: frozenset[str]) -> Outcome:
    """What becomes of one judgement that nothing contradicts."""
    if one.about == "same":
        return Outcome(one, "applied")
    if one.about == "issue" and one.value is not None and one.value not in issues:
        return Outcome(one, "orphaned", f"the issue {one.value!r} is no longer listed")
    if one.document not in held.texts:
        return gone(one, held)
    text, rows = held.texts[one.document], held.statements.get(one.document, ())
    words = one.mention if one.about == "speaker" and one.mention else one.words
    if words is None or not words.stand_in(text):
        return Outcome(one, "corrupt", "its words do not stand where it says; it was changed after it was made")
    found = fitting(one, words, rows)
    if found:
        return Outcome(one, "applied", statements=tuple(row["statement_id"] for row in found))
    near = [row for row in rows if overlap(words.spans, spans_of(row, "speaker" if words is one.mention else "content"))]
    if near:
        return Outcome(one, "moved", "the statement's words now begin or end elsewhere", candidate=near[0]["statement_id"])
    if one.about == "statement" and one.value is False:
        return Outcome(one, "applied", "the machine no longer takes it for a statement either")
    return Outcome(one, "orphaned", "the machine no longer finds a statement in these words")


def fitting(one: Judgement, words: Words, rows: Sequence[Row]) -> list[Row]:
    """The statements of just these words; where several have them, those of the same cue."""
    name = "speaker" if words is one.mention else "content"
    found = [row for row in rows if spans_of(row, name) == words.spans]
    if name == "content" and len({(row["article_id"], row["cue_spans"]) for row in found}) > len({row["article_id"] for row in found}):
        return [row for row in found if spans_of(row, "cue") == one.cue]
    return found


def gone(one: Judgement, held: Held) -> Outcome:
    """A judgement on a text that isn't held: the same words in the same surroundings elsewhere are proposed, never taken."""
    words = one.words
    alike = held.elsewhere.get(words.exact, ()) if words else ()
    for row, text in alike:
        there = words_of(text, spans_of(row, "content"))
        if words and there.exact == words.exact and (there.before == words.before or there.after == words.after):
            return Outcome(one, "moved", "its text is gone; the same words stand in another text", candidate=row["statement_id"])
    like = f"; {len(alike)} elsewhere use the same words in other surroundings" if alike else ""
    return Outcome(one, "orphaned", f"the text it was made on is not in this store{like}")


def gathered(connection: duckdb.DuckDBPyConnection, in_force: Sequence[Judgement]) -> Held:
    """All that is needed of the generation, in four queries."""
    wanted = sorted({one.document for one in in_force if one.document})
    texts = dict(
        connection.execute(
            "SELECT hash, any_value(text) FROM articles JOIN texts USING (article_id) WHERE hash IN (SELECT unnest(?)) GROUP BY 1", [wanted]
        ).fetchall()
    )
    columns = ", ".join(f"s.{name}" for name in COLUMNS)
    asked = f"SELECT a.hash, {columns} FROM statements s JOIN articles a USING (article_id) WHERE a.hash IN (SELECT unnest(?)) ORDER BY ALL"
    statements: dict[str, list[Row]] = {}
    for document, *row in connection.execute(asked, [wanted]).fetchall():
        statements.setdefault(document, []).append(dict(zip(COLUMNS, row, strict=True)))
    lost = sorted({one.words.exact for one in in_force if one.words and one.document not in texts})
    elsewhere: dict[str, list[tuple[Row, str]]] = {}
    if lost:
        asked = (
            f"SELECT {columns}, t.text FROM statements s JOIN texts t USING (article_id) WHERE s.content IN (SELECT unnest(?)) ORDER BY ALL"
        )
        for *row, text in connection.execute(asked, [lost]).fetchall():
            found = dict(zip(COLUMNS, row, strict=True))
            elsewhere.setdefault(found["content"], []).append((found, text))
    return Held(statements, texts, elsewhere)


def overlap(ours: Spans, theirs: Spans) -> bool:
    """Whether any of the spans share a character."""
    return any(a.start < b.end and b.start < a.end for a in ours for b in theirs)
