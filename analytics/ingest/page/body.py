"""A page's own text: what trafilatura takes for it, with its standfirst, without the furniture around it."""

from __future__ import annotations

import copy
import functools
import re
from pathlib import Path

import trafilatura
from lxml.html import HtmlElement

from analytics.ingest.page.facts import Facts, plain, words
from analytics.ingest.page.naming import authors

FURNITURE = "furniture.txt"
BLOCKS = ("p", "head", "item", "quote", "row", "code", "ab", "cell")
SHORT = 220  # characters; furniture is short
LONG = 400  # a paragraph of so many characters is the article's
MOST_OPENING = 3
SENTENCE = re.compile(r"^.{50,}[.!?][\"”’']?$", re.DOTALL)
OUTSIDE = ("figure", "figcaption", "aside", "nav", "footer", "form", "a", "li")
BOX = re.compile(r"caption|credit|promo|related|video|gallery|newsletter|subscri|advert|comment|share|social|bio\b", re.IGNORECASE)
SEARCHED = 400  # blocks of a page in which the standfirst is looked for


def body(root: HtmlElement, known: Facts, title: str | None) -> str:
    """The article's paragraphs, an empty line between two; empty where the page holds no article."""
    pruned = without_links(copy.deepcopy(root))
    found = trafilatura.bare_extraction(pruned, include_comments=False, include_tables=True, include_formatting=False)
    element = getattr(found, "body", None)
    if element is None:
        return ""
    blocks = without_end(paragraphs(element))
    stated = (title, *known.headings, known.meta("og:title"), known.article.get("headline"))
    names = {plain(line) for line in stated if isinstance(line, str)}
    kept = [(tag, line) for number, (tag, line) in enumerate(blocks) if not (number < 4 and plain(line) in names) and not furniture(line)]
    lines = without_biography([line for _, line in kept], authors(known))
    first = standfirst(root, known, lines)
    return "\n\n".join([*([first] if first else []), *opening(root, lines, first), *lines])


def paragraphs(element: HtmlElement) -> list[tuple[str, str]]:
    """The blocks of an extracted body with their tags, outermost only."""
    out: list[tuple[str, str]] = []

    def walk(parent: HtmlElement) -> None:
        if parent.text and parent.text.strip() and parent.tag not in BLOCKS:
            out.append(("p", " ".join(parent.text.split())))
        for child in parent:
            if child.tag in BLOCKS and not any(inner.tag in ("p", "item", "quote") for inner in child.iterdescendants()):
                out.extend((str(child.tag), line) for line in broken(child))
            else:
                walk(child)
            if child.tail and child.tail.strip():
                out.append(("p", " ".join(child.tail.split())))

    walk(element)
    return out


def broken(block: HtmlElement) -> list[str]:
    """A block's lines, parted at its line breaks."""
    pieces = [block.text or ""]
    for child in block.iterdescendants():
        if child.tag == "lb":
            pieces.append("\n\n")
        else:
            pieces.append((" " if child.tag == "cell" else "") + (child.text or ""))
        pieces.append(child.tail or "")
    lines = ("".join(pieces)).split("\n\n")
    return [line for piece in lines if (line := " ".join(piece.split()))]


def without_links(root: HtmlElement) -> HtmlElement:
    """The tree without paragraphs that are only a link elsewhere, in capitals or after "MORE:" and the like."""
    for element in list(root.iter("p", "h2", "h3", "h4", "h5")):
        line = words(element)
        links = [words(link) for link in element.iter("a")]
        if not line or not links or len(line) > SHORT:
            continue
        linked = sum(map(len, links))
        shouted = not re.search(r"[a-z]", line) and len(line.split()) > 3
        if (linked >= 0.95 * len(line) and shouted) or (linked >= 0.5 * len(line) and furniture(line)):
            element.drop_tree()
    return root


def without_end(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The blocks up to a heading in the later half under which other articles are listed."""
    for number, (_, line) in enumerate(blocks):
        if number > len(blocks) / 3 and len(line) < 60 and any(pattern.search(line) for pattern in endings()):
            return blocks[:number] if all(len(after) < LONG for _, after in blocks[number:]) else blocks
    return blocks


def without_biography(lines: list[str], names: tuple[str, ...]) -> list[str]:
    """The lines without a last one that tells who the author is."""
    told = [re.compile(rf"{re.escape(name)},? (?:is|was|has been|covers|writes|reports|joined)\b") for name in names]
    while len(lines) > 3 and any(pattern.match(lines[-1]) for pattern in told):
        lines = lines[:-1]
    return lines


def furniture(line: str) -> bool:
    """Whether a short line belongs to the site and not to the article."""
    return len(line) < SHORT and any(pattern.search(line) for pattern in lone())


def endings() -> list[re.Pattern[str]]:
    """Headings after which nothing of the article follows."""
    return patterns()["end"]


def lone() -> list[re.Pattern[str]]:
    """Lines that are left out."""
    return patterns()["line"]


@functools.cache
def patterns() -> dict[str, list[re.Pattern[str]]]:
    """The table's patterns: `end` and `line`."""
    found: dict[str, list[re.Pattern[str]]] = {"end": [], "line": []}
    for line in Path(__file__).with_name(FURNITURE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, pattern = line.split("\t")
            found[kind].append(re.compile(pattern, re.IGNORECASE))
    return found


def opening(root: HtmlElement, lines: list[str], first: str | None) -> list[str]:
    """The article's paragraphs between its heading and its extracted text, which stand in a box of their own, before an advertisement."""
    heading = max(root.iter("h1"), key=lambda h1: len(words(h1)), default=None)
    known = {plain(line)[:60] for line in lines}
    found: list[str] = []
    for element in heading.xpath("following::*[self::p or self::li]")[:SEARCHED] if heading is not None and lines else []:
        line = words(element)
        if plain(line)[:60] in known:
            return found if len(found) <= MOST_OPENING else []
        if element.tag == "p" and SENTENCE.search(line) and line != first and not boxed(element) and not furniture(line):
            found.append(line)
    return []


def boxed(element: HtmlElement) -> bool:
    """Whether a paragraph stands in a caption, a list or another box beside the article's text; the widest boxes hold the article too."""
    around = [element, *list(element.iterancestors())[:4]]
    return any(one.tag in OUTSIDE for one in around) or any(BOX.search(one.get("class") or "") for one in around[:3])


def standfirst(root: HtmlElement, known: Facts, lines: list[str]) -> str | None:
    """The sentence under the headline, where the page shows it and the extracted text lacks it."""
    wanted = {plain(one)[:60] for one in (known.meta("og:description"), known.meta("description"), known.article.get("description"))
              if isinstance(one, str) and len(one) > 30}  # fmt: skip
    held = plain(" ".join(lines[:6]))
    heading = max(root.iter("h1"), key=lambda h1: len(words(h1)), default=None)
    if heading is None:
        return None
    after = heading.xpath("following::*[self::p or self::h2 or self::h3 or self::div or self::span]")
    for element in after[:SEARCHED]:
        line = words(element)
        if 30 < len(line) < 600 and plain(line)[:60] in wanted and not furniture(line):
            return None if plain(line) in held else line
    return None
