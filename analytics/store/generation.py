"""Making a generation: from the segments that count to a DuckDB file and a search index of their own name."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from analytics.errors import StoreError
from analytics.judgements.applying import apply
from analytics.judgements.log import NOTHING, Log, read
from analytics.lexicon.issues import issues
from analytics.lexicon.ladder import ladder
from analytics.lexicon.own_issues import adopt
from analytics.store.compaction import sweep_segments
from analytics.store.lock import writing
from analytics.store.migration import migrate
from analytics.store.schema import TABLES, layout
from analytics.store.search import FIELDS, write_index
from analytics.store.segments import SCHEMAS
from analytics.store.serving import KEPT, SUMS, Generation, held, newest
from analytics.store.truth import checksum, committed, segments, sync

UNSUMMED = ("lease", KEPT, ".tantivy-writer.lock", ".tantivy-meta.lock")
OFFICES = pa.schema([(name, pa.string()) for name in ("actor_id", "body_id", "body")] + [("start", pa.date32()), ("end", pa.date32())])
Derive = Callable[[Generation], Mapping[str, pa.Table]]
ARTICLE_COLUMNS = """article_id, hash, title, source, url, published, published_value, published_precision, published_how,
    lang, author, licence, coalesce(last_at, fetched_at), ingested_at, length(text)"""
STATEMENT_COLUMNS = """statement_id, article_id, ordinal, speaker, cue, content, speaker_spans, cue_spans, content_spans, mode, kind,
    nullif(list_aggregate(list_transform(actors, lambda x: x.name), 'string_agg', ' + '), ''), country, anonymous, cover,
    nullif(list_aggregate(list_transform(via, lambda x: x.name), 'string_agg', ' + '), ''), depth, inside, issue, position,
    condition_start, condition_end, conf_extraction, conf_attribution, conf_position, title, source, published, published_precision,
    row_number() OVER (ORDER BY published DESC NULLS LAST, article_id, ordinal) - 1 AS nr"""
# Fetches of one page have the same address but for scheme, "www.", part and last slash; each that gave another text than the one
# before is a version, and a text that was taken back and put up again is two.
CURRENT = """
    CREATE TEMP TABLE fetched AS
        SELECT article_id, fetches.fetched_at, fetches.ingested_at, hash,
            regexp_replace(split_part(url, '#', 1), '^https?://(www\\.)?|/$', '', 'g') AS page
        FROM (
            SELECT article_id, fetched_at, ingested_at FROM in_articles UNION SELECT article_id, fetched_at, ingested_at FROM in_fetches
        ) AS fetches JOIN (SELECT article_id, hash, url FROM in_articles) USING (article_id)
        WHERE url IS NOT NULL AND fetches.fetched_at IS NOT NULL;
    CREATE TEMP TABLE turns AS
        SELECT *, row_number() OVER (PARTITION BY page ORDER BY fetched_at, ingested_at, article_id) AS number,
            count(*) OVER (PARTITION BY page) AS versions,
            first(article_id) OVER (PARTITION BY page ORDER BY fetched_at DESC, ingested_at DESC, article_id DESC) AS current_id
        FROM (
            FROM fetched QUALIFY hash IS DISTINCT FROM lag(hash) OVER (PARTITION BY page ORDER BY fetched_at, ingested_at, article_id)
        );
    CREATE TEMP TABLE lineage AS
        SELECT DISTINCT article_id, current_id, versions, last_at
        FROM fetched JOIN (SELECT page, current_id, versions, max(fetched_at) AS last_at FROM turns GROUP BY ALL) USING (page);
    CREATE TEMP VIEW current_articles AS
        FROM in_articles WHERE article_id NOT IN (SELECT article_id FROM lineage WHERE article_id != current_id);
    CREATE TEMP VIEW current_statements AS
        FROM in_statements WHERE article_id NOT IN (SELECT article_id FROM lineage WHERE article_id != current_id)"""
FILL = {
    "articles": f"""
        SELECT {ARTICLE_COLUMNS}, nullif(list_aggregate(authors, 'string_agg', '; '), ''), dated, date_confidence,
            coalesce(versions, 1), coalesce(n, 0)
        FROM current_articles LEFT JOIN (SELECT article_id, count(*) AS n FROM current_statements GROUP BY ALL) USING (article_id)
            LEFT JOIN lineage USING (article_id)
        ORDER BY article_id""",
    "versions": """
        SELECT article_id, current_id, number, title, turns.fetched_at, turns.ingested_at, turns.hash, length(text), coalesce(n, 0)
        FROM turns JOIN in_articles USING (article_id)
            LEFT JOIN (SELECT article_id, count(*) AS n FROM in_statements GROUP BY ALL) USING (article_id)
        WHERE versions > 1
        ORDER BY current_id, number""",
    "texts": "SELECT article_id, text FROM in_articles ORDER BY article_id",
    "statements": f"""
        SELECT {STATEMENT_COLUMNS}
        FROM current_statements
            JOIN (SELECT article_id, title, source, published, published_precision FROM current_articles) USING (article_id)
        ORDER BY nr""",
    "statement_actors": """
        SELECT statement_id, row_number() OVER (PARTITION BY statement_id ORDER BY nr) - 1, actor.id, actor.name, actor.country,
            actor.kind, actor.role, actor.reason, actor.confidence
        FROM (SELECT statement_id, unnest(actors) AS actor, generate_subscripts(actors, 1) AS nr FROM current_statements)
        ORDER BY ALL""",
    "statement_via": """
        SELECT statement_id, place - 1, relay.name, relay.span_start, relay.span_end, nr
        FROM (SELECT statement_id, unnest(via) AS relay, generate_subscripts(via, 1) AS place FROM current_statements)
            JOIN (SELECT statement_id, nr FROM statements) USING (statement_id)
        ORDER BY ALL""",
    "offices": "FROM in_offices",
    "voices": """
        SELECT nr, statement_id, actor_id, name, voice.country, voice.kind, article_id, mode, anonymous, via, published,
            published_precision, coalesce(source, 'unknown'), coalesce(issue, 'none'), coalesce(position, 'none'),
            coalesce(place.body_id, actor_id), coalesce(place.body, name)
        FROM statements JOIN (
            SELECT statement_id, actor_id, name, coalesce(country, 'none') AS country, kind FROM statement_actors WHERE actor_id != ''
                QUALIFY row_number() OVER (PARTITION BY statement_id, actor_id ORDER BY ordinal) = 1
            UNION ALL
            SELECT statement_id, NULL, NULL, unnest(string_split(coalesce(country, 'none'), ' + ')), 'unknown'
            FROM statements WHERE actors IS NULL
        ) AS voice USING (statement_id) LEFT JOIN (
            SELECT statement_id, a.actor_id, arg_max(body_id, coalesce(o.first, DATE '0001-01-01')) AS body_id,
                arg_max(body, coalesce(o.first, DATE '0001-01-01')) AS body
            FROM statement_actors a JOIN statements USING (statement_id) JOIN offices o ON o.actor_id = a.actor_id AND (
                published BETWEEN coalesce(o.first, published) AND coalesce(o.last, published)
                OR (published IS NULL AND (SELECT count(DISTINCT body_id) FROM offices one WHERE one.actor_id = a.actor_id) = 1))
            GROUP BY ALL
        ) AS place USING (statement_id, actor_id)
        ORDER BY nr, actor_id""",
    "actors": """
        SELECT actor_id, mode(name), mode(a.country), mode(a.kind), count(DISTINCT statement_id), min(published), max(published)
        FROM statement_actors a JOIN statements USING (statement_id) GROUP BY actor_id ORDER BY actor_id""",
    "runs": 'SELECT * FROM in_runs ORDER BY "at", run_id',
    "failures": 'SELECT * FROM in_failures ORDER BY "at", run_id, origin, reason',
}


def build(store_dir: str | os.PathLike[str], derive: Derive = lambda _: {}) -> str:
    """Make a new generation of all that is committed, point CURRENT at it and give its name.

    `derive` gives the rows of tables that are worked out of the others, from a generation that holds those already.
    """
    store = Path(store_dir)
    adopt(store)
    with writing(store, "building a generation"):
        migrate(store)
        commits = committed(store)
        with drafted(store, f"{commits:08d}-{uuid.uuid4().hex[:8]}") as (draft, name):
            fill(draft / "serving.duckdb", store, commits)
            write_index(draft / "search", searchable(draft / "serving.duckdb"))
            complete(draft, derive)
    return name


def rejudge(store_dir: str | os.PathLike[str]) -> str:
    """Make a new generation of the newest one with judgements and issues as they are now: it takes as long as copying a file."""
    store = Path(store_dir)
    adopt(store)
    with writing(store, "applying judgements"):
        old = store / "generations" / (newest(store) or "")
        if not (old / "serving.duckdb").is_file():
            raise StoreError(f"store {store} has no generation yet; run `narratives rebuild --store {store}`")
        with drafted(store, f"{old.name.partition('-')[0]}-{uuid.uuid4().hex[:8]}") as (draft, name):
            shutil.copyfile(old / "serving.duckdb", draft / "serving.duckdb")
            shutil.copytree(old / "search", draft / "search", copy_function=os.link)  # never changed once written
            with duckdb.connect(str(draft / "serving.duckdb")) as connection:
                connection.execute("DELETE FROM issues")
                list_issues(connection)
                judge(connection, read(store))
    return name


@contextmanager
def drafted(store: Path, name: str) -> Iterator[tuple[Path, str]]:
    """A folder to fill; filled, it is the current generation, and nothing of it stays where that fails."""
    draft = store / "generations" / f".{name}.draft"
    draft.mkdir(parents=True)
    try:
        (draft / "lease").touch()
        yield draft, name
        write_sums(draft)
        draft.rename(store / "generations" / name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync(store / "generations")
    point(store, name)
    sweep(store)


def list_issues(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the issues as they are listed now."""
    for ordinal, issue in enumerate(issues()):
        connection.execute("INSERT INTO issues VALUES (?, ?, ?, ?)", [issue.id, issue.name, issue.proposition, ordinal])


def judge(connection: duckdb.DuckDBPyConnection, log: Log) -> None:
    """Let the tables be as people judged them."""
    connection.execute("CREATE TEMP TABLE touched AS SELECT statement_id FROM machine_statements")
    connection.execute("BEGIN")
    apply(connection, log, [identity for (identity,) in connection.execute("SELECT issue_id FROM issues").fetchall()])
    connection.execute("COMMIT")
    connection.execute("INSERT INTO touched SELECT statement_id FROM machine_statements")
    connection.execute("DELETE FROM voices WHERE statement_id IN (SELECT statement_id FROM touched)")
    connection.execute(f"INSERT INTO voices SELECT * FROM ({FILL['voices']}) WHERE statement_id IN (SELECT statement_id FROM touched)")
    connection.execute("DELETE FROM actors")  # in a step of its own: a key can't leave and come back in one
    connection.execute(f"INSERT INTO actors {FILL['actors']}")


def fill(path: Path, store: Path, commits: int) -> None:
    """Write the serving tables from the segments."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET enable_progress_bar = false")
        for table in SCHEMAS:
            view(connection, store, table)
        connection.execute(CURRENT)
        connection.register("in_offices", pa.Table.from_pylist([one._asdict() for one in ladder()], OFFICES))
        for table, columns in TABLES.items():
            connection.execute(f"CREATE TABLE {table} ({columns})")
            if table in FILL:
                connection.execute(f"INSERT INTO {table} {FILL[table]}")
        list_issues(connection)
        meta = {
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "commits": str(commits),
            "layout": layout(),
            **superseded(connection),
        }
        for row in meta.items():
            connection.execute("INSERT INTO meta VALUES (?, ?)", row)
        if (log := read(store)) != NOTHING:
            judge(connection, log)
        connection.execute(
            "DROP VIEW current_statements; DROP VIEW current_articles; DROP TABLE lineage; DROP TABLE turns; DROP TABLE fetched"
        )
        for table in SCHEMAS:
            connection.execute(f"DROP VIEW in_{table}; DROP VIEW IF EXISTS all_{table}")


def superseded(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """How many articles and statements are stored and not in the tables, since their page has another text now."""
    count = "SELECT count(*) FROM in_{} WHERE article_id IN (SELECT article_id FROM lineage WHERE article_id != current_id)"
    found = {table: connection.execute(count.format(table)).fetchone() for table in ("articles", "statements")}
    return {f"superseded_{table}": str(row[0] if row else 0) for table, row in found.items()}


def complete(draft: Path, derive: Derive) -> None:
    """Add the tables that are worked out of the others."""
    generation = Generation(draft)
    try:
        made = derive(generation)
    finally:
        generation.close()
    with duckdb.connect(str(draft / "serving.duckdb")) as connection:
        for table, rows in made.items():
            connection.register("made", rows)
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM made")


def view(connection: duckdb.DuckDBPyConnection, store: Path, table: str) -> None:
    """Show a table's segments to SQL as in_<table>, with all columns of today: in segments of earlier programs, later ones are empty."""
    connection.register(f"none_{table}", SCHEMAS[table].empty_table())
    connection.execute(f"CREATE TEMP TABLE held_{table} AS FROM none_{table}")
    files = [str(store / "segments" / segment.file) for segment in segments(store, table)]
    if files:
        connection.read_parquet(files, union_by_name=True).create_view(f"all_{table}")  # type: ignore[arg-type]
    more = f" UNION ALL BY NAME FROM all_{table}" if files else ""
    connection.execute(f"CREATE TEMP VIEW in_{table} AS FROM held_{table}{more}")


def searchable(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each statement's row number and the words that search looks at."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(f"SELECT nr, {', '.join(FIELDS)} FROM statements ORDER BY nr")
        while batch := rows.fetchmany(10_000):
            for row, *words in batch:
                yield row, dict(zip(FIELDS, words, strict=True))


def write_sums(folder: Path) -> None:
    """Put down the checksums of a generation's files, and make the files safe against a power cut."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in UNSUMMED)
    (folder / SUMS).write_text(json.dumps({str(path.relative_to(folder)): checksum(path) for path in files}, indent=1) + "\n", "utf-8")
    for path in (*files, folder / SUMS):
        sync(path)


def point(store: Path, name: str) -> None:
    """Let CURRENT name the generation, in one step."""
    draft = store / f".CURRENT.{uuid.uuid4().hex}"
    draft.write_text(name + "\n", "utf-8")
    sync(draft)
    draft.rename(store / "CURRENT")
    sync(store)


def preserve(store_dir: str | os.PathLike[str], name: str = "", drop: bool = False) -> str:
    """Let a generation, the newest if none is named, stay when there are newer ones, or no more; gives its name."""
    store = Path(store_dir)
    with writing(store, "keeping a generation"):
        chosen = held(store, name or newest(store) or "")
        mark = store / "generations" / chosen / KEPT
        mark.unlink(missing_ok=True) if drop else mark.touch()
    return chosen


def sweep(store: Path) -> None:
    """Remove generations that are neither current, kept nor open anywhere, and segments that neither count nor will."""
    sweep_segments(store)
    for folder in (store / "generations").iterdir():
        if folder.name == newest(store) or (folder / KEPT).exists():
            continue
        if folder.name.startswith("."):  # a build that died; we hold the lock, so it is nobody's
            shutil.rmtree(folder, ignore_errors=True)
            continue
        with (folder / "lease").open("rb") as lease:
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(folder, ignore_errors=True)
