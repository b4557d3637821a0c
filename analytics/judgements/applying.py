"""The effect of judgements on a generation's tables; what the machine said stays beside it and can be put back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import duckdb

from analytics.judgements.judgement import Judgement
from analytics.judgements.log import Log
from analytics.judgements.placing import Outcome, outcomes

# What a judgement may change of a statement.
CHANGED = (
    "actors", "country", "anonymous", "cover", "issue", "position", "condition_start", "condition_end",
    "conf_extraction", "conf_attribution", "conf_position",
)  # fmt: skip
RECOUNT = """UPDATE articles SET statements = n
    FROM (SELECT article_id AS id, count(statement_id) AS n FROM articles LEFT JOIN statements USING (article_id) GROUP BY ALL)
    WHERE article_id = id AND statements <> n"""
ORDER = ("speaker", "same", "issue", "position", "statement")  # each sees what those before it made


def apply(connection: duckdb.DuckDBPyConnection, log: Log, issues: Iterable[str]) -> list[Outcome]:
    """Put the machine's statements back, then follow every judgement that fits; the table `judgements` tells what became of each."""
    restore(connection)
    found = outcomes(connection, log.in_force, issues)
    applied = followed([one for one in found if one.status == "applied"])
    for about in ORDER:
        for one in applied:
            if one.judgement.about == about:
                EFFECTS[about](connection, one.judgement, one.statements)
    connection.execute(RECOUNT)
    connection.execute("DELETE FROM judgements")
    lines = [*rows(found), *((where, "", "", "", "", "", "", "", "", "corrupt", rule, None, None) for where, rule in log.faults)]
    if lines:
        connection.executemany(f"INSERT INTO judgements VALUES ({', '.join('?' * 13)})", lines)
    return found


def followed(applied: Sequence[Outcome]) -> list[Outcome]:
    """The same with actors that are others followed to the last: if A is B and B is C, then A is C."""
    whom = {one.judgement.value["actor"]["id"]: one.judgement.value["as"] for one in applied if one.judgement.about == "same"}

    def last(actor: Mapping[str, Any]) -> Mapping[str, Any]:
        while actor["id"] in whom:
            actor = whom[actor["id"]]
        return actor

    return [
        one._replace(judgement=replace(one.judgement, value={**one.judgement.value, "as": last(one.judgement.value["as"])}))
        if one.judgement.about == "same"
        else one
        for one in applied
    ]


def rows(found: Iterable[Outcome]) -> Iterable[tuple[Any, ...]]:
    """Outcomes as rows: one for each statement that a judgement changed, or one without."""
    for one, status, reason, statements, candidate in found:
        words = one.words.exact if one.words else ""
        mention = one.mention.exact if one.mention else ""
        for statement in statements or (None,):
            yield (
                one.id, one.at, one.author, one.about, one.document, words, mention, json.dumps(one.value, ensure_ascii=False), one.machine,
                status, reason, statement, candidate or None,
            )  # fmt: skip


def restore(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the tables be as the machine filled them."""
    changes = ", ".join(f"{name} = m.{name}" for name in CHANGED)
    connection.execute(f"UPDATE statements SET {changes} FROM machine_statements m WHERE statements.statement_id = m.statement_id")
    connection.execute(
        "INSERT INTO statements SELECT * FROM machine_statements WHERE statement_id NOT IN (SELECT statement_id FROM statements)"
    )
    connection.execute("DELETE FROM statement_actors WHERE statement_id IN (SELECT statement_id FROM machine_statements)")
    connection.execute("INSERT INTO statement_actors SELECT * FROM machine_actors")
    connection.execute("DELETE FROM machine_statements; DELETE FROM machine_actors")


def keep(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    """Keep the machine's rows of statements that are about to be changed."""
    connection.execute("CREATE OR REPLACE TEMP TABLE judged AS SELECT DISTINCT unnest(?) AS statement_id", [list(ids)])
    connection.execute("DELETE FROM judged WHERE statement_id IN (SELECT statement_id FROM machine_statements)")
    for machines, table in (("machine_statements", "statements"), ("machine_actors", "statement_actors")):
        connection.execute(f"INSERT INTO {machines} SELECT * FROM {table} WHERE statement_id IN (SELECT statement_id FROM judged)")


def merged(connection: duckdb.DuckDBPyConnection, one: Judgement, _: Sequence[str]) -> None:
    """One actor's statements become another's."""
    old, new = one.value["actor"]["id"], one.value["as"]
    asked = "SELECT DISTINCT statement_id FROM statement_actors WHERE actor_id = ?"
    ids = [identity for (identity,) in connection.execute(asked, [old]).fetchall()]
    keep(connection, ids)
    connection.execute(
        """UPDATE statement_actors SET actor_id = ?, name = ?, country = ?, kind = ?, reason = coalesce(reason, '') || ?
        WHERE actor_id = ?""",
        [
            new["id"],
            new["name"],
            new.get("country"),
            new["kind"],
            f"; {one.value['actor']['name']} is {new['name']}, says {signed(one)}",
            old,
        ],
    )
    twice = """DELETE FROM statement_actors s WHERE actor_id = ? AND EXISTS (SELECT 1 FROM statement_actors o
        WHERE o.statement_id = s.statement_id AND o.actor_id = s.actor_id AND o.ordinal < s.ordinal)"""
    connection.execute(twice, [new["id"]])
    summed(connection, ids)


def spoken(connection: duckdb.DuckDBPyConnection, one: Judgement, ids: Sequence[str]) -> None:
    """The statements are by these actors."""
    keep(connection, ids)
    for identity in ids:
        connection.execute("DELETE FROM statement_actors WHERE statement_id = ?", [identity])
        for place, actor in enumerate(one.value):
            row = [identity, place, actor["id"], actor["name"], actor.get("country"), actor["kind"], f"judged by {signed(one)}"]
            connection.execute("INSERT INTO statement_actors VALUES (?, ?, ?, ?, ?, ?, NULL, ?, 1.0)", row)
        connection.execute("UPDATE statements SET conf_attribution = 1.0 WHERE statement_id = ?", [identity])
        if any(actor["kind"] == "person" for actor in one.value):
            connection.execute("UPDATE statements SET anonymous = false, cover = NULL WHERE statement_id = ?", [identity])
    summed(connection, ids)


def summed(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    """Names and countries of changed statements, as `statements` repeats them; where nobody is named, the country stays."""
    if not ids:
        return
    connection.execute(
        """UPDATE statements SET actors = names, country = CASE WHEN names IS NULL THEN country ELSE countries END FROM (
            SELECT s.statement_id AS id, string_agg(a.name, ' + ' ORDER BY a.ordinal) AS names,
                array_to_string(list_distinct(list(a.country ORDER BY a.ordinal) FILTER (a.country IS NOT NULL)), ' + ') AS countries
            FROM statements s LEFT JOIN statement_actors a USING (statement_id) WHERE s.statement_id IN (SELECT unnest(?)) GROUP BY ALL)
        WHERE statement_id = id""",
        [list(ids)],
    )
    connection.execute("UPDATE statements SET country = NULL WHERE country = '' AND statement_id IN (SELECT unnest(?))", [list(ids)])


def reassigned(connection: duckdb.DuckDBPyConnection, one: Judgement, ids: Sequence[str]) -> None:
    """The statements are about this issue; a position towards another proposition says nothing of it."""
    keep(connection, ids)
    connection.execute(
        """UPDATE statements SET issue = ?, position = NULL, condition_start = NULL, condition_end = NULL, conf_position = NULL
        WHERE issue IS DISTINCT FROM ? AND statement_id IN (SELECT unnest(?))""",
        [one.value, one.value, list(ids)],
    )


def positioned(connection: duckdb.DuckDBPyConnection, one: Judgement, ids: Sequence[str]) -> None:
    """The statements take this position, as long as they are on the issue that it was given for."""
    keep(connection, ids)
    start, end = one.value.get("condition") or (None, None)
    kept = one.value["position"] == "conditional" and start is None
    condition = "" if kept else ", condition_start = $start, condition_end = $end"
    values = {"position": one.value["position"], "towards": one.value["towards"], "ids": list(ids)}
    connection.execute(
        f"""UPDATE statements SET position = $position, conf_position = 1.0{condition}
        WHERE issue = $towards AND statement_id IN (SELECT unnest($ids))""",
        values if kept else {**values, "start": start, "end": end},
    )


def withheld(connection: duckdb.DuckDBPyConnection, one: Judgement, ids: Sequence[str]) -> None:
    """No statements at all, or surely ones."""
    keep(connection, ids)
    if one.value:
        connection.execute("UPDATE statements SET conf_extraction = 1.0 WHERE statement_id IN (SELECT unnest(?))", [list(ids)])
        return
    for table in ("statement_actors", "statements"):
        connection.execute(f"DELETE FROM {table} WHERE statement_id IN (SELECT unnest(?))", [list(ids)])


def signed(one: Judgement) -> str:
    """Who decided, and on which day."""
    return f"{one.author} on {one.at[:10]}"


EFFECTS: Mapping[str, Any] = {"same": merged, "speaker": spoken, "issue": reassigned, "position": positioned, "statement": withheld}
