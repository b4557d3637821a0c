"""The store of the desk with doubts in it: one statement for each kind of reading that a person should look at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analytics.records import Confidence, Statement
from analytics.store.generation import build
from analytics.store.segments import article_row, statement_rows
from analytics.store.truth import add_segment, commit
from tests.desk_store import AT, CHINA, MINISTRY, statements

GUESS = "named in the text; country: the one the text is about"


def make_doubtful(folder: Path) -> Path:
    """Build the store in a folder."""
    held = {article: [doubted(one) for one in found] for article, found in statements().items()}
    rows = [row for article, found in held.items() for row in statement_rows(article.text, found)]
    articles = add_segment(folder, "articles", [article_row(one, AT) for one in held])
    commit(folder, [articles, add_segment(folder, "statements", rows, articles.file)])
    build(folder)
    return folder


def doubted(one: Statement) -> Statement:
    """A statement with the doubt that it stands for here."""
    match one.id:
        case "s1":
            return replace(one, confidence=Confidence(0.9, 0.8, 0.2))
        case "s2":
            return replace(one, actors=(replace(MINISTRY, confidence=0.3),))
        case "s3":
            return replace(one, actors=(replace(CHINA, confidence=0.55, reason=GUESS),), country="CHN")
        case "s5":
            return replace(one, confidence=Confidence(0.4, 0.8, 0.7))
        case "s8":
            return replace(one, actors=(), confidence=Confidence(0.9, 0.5, 0.0))
    return one
