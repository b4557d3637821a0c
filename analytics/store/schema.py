"""The serving tables of a generation: what pages, metrics and exports may ask for.

Multi-valued facts (actors, relays) stand in tables of their own; `statements` repeats what every page filters or shows, so that no
page joins more than once. Lists of spans are JSON arrays of [start, end]. In `statements`, the names of several actors or relays are
joined by " + ", and pieces of a split content by " … ". `cards` are slots that two tellings of a story fill differently; `a` and `b` are
statements, here and in `contradictions`. A story's id is that of its first article; `texts` are its articles without
copies. A failure that is `kept` is a remark about an article that was stored all the same.

`voices` has one row for each actor of a statement, with all that statements are chosen and counted by, so that no question about actors
needs a join: planning joins took three quarters of a page's time. A statement without actors has a nameless row per country, or one with
the country "none". Here a missing source is "unknown", a missing issue or position "none". `nr` numbers statements as lists begin with
them: newest first, undated last.

A page that was fetched again with a changed text is a new version: `articles`, `statements` and what is made of them hold the newest
one only, `versions` lists all of them where there are several, oldest first, and `texts` has the text of each. A text that was taken back
and put up again is two versions of one article.

All of these are as people judged them. The machine's own rows of what they changed stand in `machine_statements` and `machine_actors`, and
`judgements` tells what became of each judgement.
"""

from __future__ import annotations

import hashlib

TABLES = {
    "articles": """
        article_id VARCHAR PRIMARY KEY, hash VARCHAR NOT NULL, title VARCHAR, source VARCHAR, url VARCHAR,
        published DATE, published_value VARCHAR, published_precision VARCHAR NOT NULL, published_how VARCHAR NOT NULL,
        lang VARCHAR, author VARCHAR, licence VARCHAR, fetched_at VARCHAR, ingested_at TIMESTAMP, characters INTEGER,
        authors VARCHAR, dated VARCHAR, date_confidence DOUBLE, versions INTEGER NOT NULL, statements INTEGER NOT NULL""",
    "versions": """
        article_id VARCHAR NOT NULL, current_id VARCHAR NOT NULL, number INTEGER NOT NULL, title VARCHAR, fetched_at VARCHAR NOT NULL,
        ingested_at TIMESTAMP, hash VARCHAR NOT NULL, characters INTEGER NOT NULL, statements INTEGER NOT NULL""",
    "texts": "article_id VARCHAR PRIMARY KEY, text VARCHAR NOT NULL",
    "statements": """
        statement_id VARCHAR PRIMARY KEY, article_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL,
        speaker VARCHAR, cue VARCHAR, content VARCHAR NOT NULL,
        speaker_spans VARCHAR NOT NULL, cue_spans VARCHAR NOT NULL, content_spans VARCHAR NOT NULL,
        mode VARCHAR NOT NULL, kind VARCHAR NOT NULL, actors VARCHAR, country VARCHAR,
        anonymous BOOLEAN NOT NULL, cover VARCHAR, via VARCHAR, depth INTEGER NOT NULL, inside VARCHAR,
        issue VARCHAR, position VARCHAR, condition_start INTEGER, condition_end INTEGER,
        conf_extraction DOUBLE, conf_attribution DOUBLE, conf_position DOUBLE,
        title VARCHAR, source VARCHAR, published DATE, published_precision VARCHAR NOT NULL, nr INTEGER NOT NULL""",
    "statement_actors": """
        statement_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, actor_id VARCHAR NOT NULL, name VARCHAR NOT NULL,
        country VARCHAR, kind VARCHAR NOT NULL, role VARCHAR, reason VARCHAR, confidence DOUBLE""",
    "statement_via": """
        statement_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, span_start INTEGER, span_end INTEGER,
        nr INTEGER NOT NULL""",
    "offices": "actor_id VARCHAR NOT NULL, body_id VARCHAR NOT NULL, body VARCHAR NOT NULL, first DATE, last DATE",
    "voices": """
        nr INTEGER NOT NULL, statement_id VARCHAR NOT NULL, actor_id VARCHAR, name VARCHAR, country VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        article_id VARCHAR NOT NULL, mode VARCHAR NOT NULL, anonymous BOOLEAN NOT NULL, via VARCHAR, published DATE,
        published_precision VARCHAR NOT NULL, source VARCHAR NOT NULL, issue VARCHAR NOT NULL, position VARCHAR NOT NULL,
        body_id VARCHAR, body VARCHAR""",
    "actors": """
        actor_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, country VARCHAR, kind VARCHAR NOT NULL,
        statements INTEGER NOT NULL, first_seen DATE, last_seen DATE""",
    "article_stories": "article_id VARCHAR PRIMARY KEY, story_id VARCHAR NOT NULL, copy_of VARCHAR, title VARCHAR",
    "stories": """
        story_id VARCHAR PRIMARY KEY, title VARCHAR, articles INTEGER NOT NULL, texts INTEGER NOT NULL, compared INTEGER NOT NULL,
        sources INTEGER NOT NULL, undated INTEGER NOT NULL, first DATE, last DATE, cards INTEGER NOT NULL,
        divergence DOUBLE, failure VARCHAR""",
    "cards": """
        card_id VARCHAR PRIMARY KEY, story_id VARCHAR NOT NULL, speaker_id VARCHAR, speaker VARCHAR NOT NULL, relation VARCHAR NOT NULL,
        also VARCHAR NOT NULL, a VARCHAR NOT NULL, b VARCHAR NOT NULL, agreement DOUBLE NOT NULL, difference DOUBLE NOT NULL,
        rank DOUBLE NOT NULL""",
    "contradictions": """
        card_id VARCHAR PRIMARY KEY, voice VARCHAR NOT NULL, actor VARCHAR NOT NULL, issue VARCHAR NOT NULL, a VARCHAR NOT NULL,
        b VARCHAR NOT NULL, kind VARCHAR NOT NULL, reason VARCHAR NOT NULL, weight DOUBLE NOT NULL, story_id VARCHAR""",
    "sourcing": """
        statement_id VARCHAR PRIMARY KEY, weakest VARCHAR NOT NULL, unverifiable BOOLEAN NOT NULL, depth INTEGER NOT NULL""",
    "issues": "issue_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, proposition VARCHAR NOT NULL, ordinal INTEGER NOT NULL",
    "runs": """
        run_id VARCHAR PRIMARY KEY, "at" TIMESTAMP NOT NULL, read INTEGER NOT NULL, new INTEGER NOT NULL,
        seen INTEGER NOT NULL, failed INTEGER NOT NULL""",
    "failures": """
        run_id VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL, origin VARCHAR NOT NULL, reason VARCHAR NOT NULL, kept BOOLEAN NOT NULL,
        url VARCHAR, title VARCHAR, source VARCHAR, published VARCHAR, article_id VARCHAR, extractor VARCHAR""",
    "meta": "key VARCHAR PRIMARY KEY, value VARCHAR",
    "judgements": """
        judgement_id VARCHAR NOT NULL, "at" VARCHAR NOT NULL, author VARCHAR NOT NULL, about VARCHAR NOT NULL, document VARCHAR NOT NULL,
        words VARCHAR NOT NULL, mention VARCHAR NOT NULL, value VARCHAR NOT NULL, machine VARCHAR NOT NULL, status VARCHAR NOT NULL,
        reason VARCHAR NOT NULL, statement_id VARCHAR, candidate VARCHAR""",
}
TABLES |= {"machine_statements": TABLES["statements"].replace(" PRIMARY KEY", ""), "machine_actors": TABLES["statement_actors"]}


def layout() -> str:
    """Twelve hexadecimal digits that change with the tables."""
    return hashlib.sha256(repr(TABLES).encode()).hexdigest()[:12]
