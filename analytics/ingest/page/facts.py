"""What a page states about itself for machines: meta elements and linked data (JSON-LD)."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|^Report)$")
WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?:(?://\s*)?\]\]>|-->)\s*$|;\s*$")
LONGEST, MOST_SCRIPTS, MOST_NODES = 2_000_000, 60, 2_000


@dataclass(frozen=True, slots=True)
class Facts:
    """A page's tree, its meta values by lower-case name, its headings, and the linked data on its article and on itself."""

    root: HtmlElement
    metas: Mapping[str, tuple[str, ...]]
    headings: tuple[str, ...]  # of the first level
    article: Mapping[str, Any]
    page: Mapping[str, Any]

    def meta(self, *names: str) -> str | None:
        """The first value that is there under one of the names, in their order."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)


def facts(root: HtmlElement) -> Facts:
    """The facts of a page."""
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if (name := element.get(key)) and (value := " ".join((element.get("content") or "").split())):
                metas.setdefault(name.strip().casefold(), []).append(value[:2_000])
    headings = tuple(line for h1 in root.iter("h1") if (line := words(h1)))
    linked = list(nodes(root))
    hints = {plain(line) for line in (*headings, *metas.get("og:title", ()))}
    articles = [node for node in linked if any(map(ARTICLE.search, types(node)))]
    pages = [node for node in linked if any(kind.endswith("WebPage") for kind in types(node))]
    article = next((node for node in articles if plain(str(node.get("headline") or "")) in hints), next(iter(articles), {}))
    return Facts(root, {name: tuple(values) for name, values in metas.items()}, headings, article, next(iter(pages), {}))


def nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's linked data, outermost first; what is broken is passed over."""
    scripts = [s for s in root.iter("script") if (s.get("type") or "").strip().casefold() == "application/ld+json"]
    for script in scripts[:MOST_SCRIPTS]:
        queue: deque[Any] = deque([parsed(script.text or "")])
        for _ in range(MOST_NODES):
            if not queue:
                break
            value = queue.popleft()
            if isinstance(value, list):
                queue.extend(value)
            elif isinstance(value, dict):
                yield value
                queue.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed") if key in value)


def parsed(written: str) -> Any:
    """The value that a script holds, or None; line breaks within strings, which are common, are let pass."""
    if len(written) > LONGEST:
        return None
    try:
        return json.loads(WRAPPING.sub("", WRAPPING.sub("", written.strip())), strict=False)
    except (ValueError, RecursionError):
        return None


def types(node: Mapping[str, Any]) -> list[str]:
    """A node's types, without the vocabulary's address."""
    given = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (given if isinstance(given, list) else [given]) if kind]


def words(element: HtmlElement) -> str:
    """An element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def plain(line: str) -> str:
    """A line as it is compared: letters and digits only."""
    return re.sub(r"\W+", "", line).casefold()
