"""A store of nine statements in four articles, one of them hostile, whose figures can be counted by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from analytics.pipeline.building import build
from analytics.records import Actor, Article, Confidence, Published, Relay, Span, Statement
from analytics.store.segments import article_row, statement_rows
from analytics.store.truth import add_segment, commit

AT = datetime(2025, 6, 1, 12, 0)
ROY = Actor("ana-roy", "Ana Roy", "UKR", "person", "envoy", "full name in the table of people")
MINISTRY = Actor("min-def-rus", "Ministry of Defence", "RUS", "ministry")
CHINA, INDIA = Actor("chn", "China", "CHN", "government"), Actor("ind", "India", "IND", "government")
PANEL = Actor("panel", "Panel of Ten")
EVIL = Actor("evil", "<img src=http://evil.example/a.png onerror=alert(1)>", "USA", "person")

COURIER = Article(
    "Ana Roy said: “The guns must fall silent.” The ministry, Interfax reported, rejected any pause. China and India noted the talks.",
    title="A day of talks",
    source="Daily Courier",
    url="https://courier.example/talks",
    published=Published("2024-05-01", "stated"),
    lang="en",
)
UNKNOWN = Article("A senior official accepted foreign soldiers if the guns fall silent. Roy opposed the pause. Much was said.")
POST = Article(
    "Roy welcomed foreign soldiers, Reuters reported, citing Interfax. The Panel of Ten spoke of sanctions.",
    title="Soldiers",
    source="Morning Post",
    published=Published("2024-07", "inferred"),
)
HOSTILE = Article(
    "<script>document.title='owned'</script><img src=http://evil.example/b.png> said =HYPERLINK(\"http://evil.example\") to sanctions.",
    title="<img src=http://evil.example/c.png> ![x](http://evil.example/d.png)",
    source="<b>Daily</b>",
    url="javascript:alert(1)",
    published=Published("2023-02-10", "stated"),
)
SURE = Confidence(0.9, 0.8, 0.7)


def said(article: Article, words: str, identity: str, cue: str = "", speaker: str = "", **fields: object) -> Statement:
    """A statement whose spans are found by their words."""
    place = lambda part: (Span(article.text.index(part), article.text.index(part) + len(part)),) if part else ()  # noqa: E731
    return Statement(identity, article.key, place(words), place(cue), place(speaker), confidence=SURE, **fields)  # type: ignore[arg-type]


def statements() -> dict[Article, list[Statement]]:
    """The statements of each article."""
    condition = Span(UNKNOWN.text.index("if the"), UNKNOWN.text.index(". Roy"))
    return {
        COURIER: [
            said(
                COURIER,
                "The guns must fall silent.",
                "s1",
                "said",
                "Ana Roy",
                mode="direct",
                actors=(ROY,),
                country="UKR",
                issue="ceasefire",
                position="support",
            ),
            said(
                COURIER,
                "any pause",
                "s2",
                "rejected",
                "The ministry",
                actors=(MINISTRY,),
                country="RUS",
                issue="ceasefire",
                position="oppose",
                via=(Relay("Interfax", None),),
            ),
            said(
                COURIER,
                "the talks",
                "s3",
                "noted",
                "China and India",
                actors=(CHINA, INDIA),
                country="CHN + IND",
                issue="negotiated-settlement",
                position="neutral",
            ),
        ],
        UNKNOWN: [
            said(
                UNKNOWN,
                "foreign soldiers if the guns fall silent",
                "s4",
                "accepted",
                "A senior official",
                country="UKR",
                anonymous=True,
                cover="unnamed official",
                issue="troop-deployment",
                position="conditional",
                condition=condition,
            ),
            said(UNKNOWN, "the pause", "s5", "opposed", "Roy", actors=(ROY,), country="UKR", issue="ceasefire", position="oppose"),
            said(UNKNOWN, "Much", "s6", "was said"),
        ],
        POST: [
            said(
                POST,
                "foreign soldiers",
                "s7",
                "welcomed",
                "Roy",
                actors=(ROY,),
                country="UKR",
                issue="troop-deployment",
                position="support",
                via=(Relay("Reuters", None), Relay("Interfax", None)),
            ),
            said(POST, "of sanctions", "s8", "spoke", "The Panel of Ten", actors=(PANEL,), issue="sanctions-on-russia"),
        ],
        HOSTILE: [
            said(
                HOSTILE,
                '=HYPERLINK("http://evil.example")',
                "s9",
                "said",
                "<img src=http://evil.example/b.png>",
                mode="direct",
                actors=(EVIL,),
                country="USA",
                issue="sanctions-on-russia",
                position="oppose",
            ),
        ],
    }


def make(folder: Path) -> Path:
    """Build the store in a folder."""
    held = statements()
    articles = [article_row(article, AT) for article in held]
    rows = [row for article, found in held.items() for row in statement_rows(article.text, found)]
    run = {"run_id": "r1", "at": AT, "read": 5, "new": 4, "seen": 0, "failed": 1}
    failure = {"run_id": "r1", "at": AT, "origin": "photo.txt", "reason": "not a text", "kept": False}
    tables = {"articles": articles, "statements": rows, "runs": [run], "failures": [failure]}
    commit(folder, [add_segment(folder, table, content) for table, content in tables.items()])
    build(folder)
    return folder
