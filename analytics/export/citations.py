"""Citations of a statement that carry its attribution: who is said to have said it, through whom, where, and that nobody verified it.

The article's author or outlet is what is cited, never the speaker: a ready-made citation makes a wrong attribution travel further.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.export.lines import flat
from analytics.records import Spans
from analytics.store.segments import spans

AROUND = 32  # characters before and after a quotation by which it is found again
BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$&#_%"},
}  # fmt: skip
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|~$<>&])")
TEXED, MARKED = re.compile(r"[{}\\\s]"), re.compile(r"[()<>\s]")  # what would end an address in BibTeX, in Markdown
OPENING, CLOSING = '“"«„', '”"»'
COVERS = {"unnamed official": "an unnamed official", "generic group": "an unnamed group", "leaked document": "a leaked document"}


@dataclass(frozen=True, slots=True)
class Cited:
    """What is known of a statement and its article; `link` is the statement's own address, with the generation it was made on."""

    id: str
    content: str
    spans: Spans
    speaker: str
    anonymous: bool
    cover: str | None
    via: str | None
    title: str | None
    source: str | None
    author: str | None
    url: str | None
    published: str | None
    how: str
    hash: str
    text: str
    generation: str
    link: str


def cited(row: Mapping[str, Any], about: Mapping[str, Any], text: str, generation: str, link: str) -> Cited:
    """A statement's row and its article's, as lists and the reader have them, with the article's text."""
    return Cited(
        row["statement_id"], row["content"], spans(row["content_spans"]), row["actors"] or row["speaker"] or "",
        row["anonymous"], row["cover"], row["via"],
        about["title"], about["source"], about["author"], about["url"] if web(about["url"]) else None,
        about["published_value"], about["published_how"], about["hash"], text, generation, link,
    )  # fmt: skip


def attribution(one: Cited) -> str:
    """Who is said to have said it, through whom, where, and that it isn't verified."""
    return f"attributed to {speaker(one)}{relay(one)}, as reported in {place(one)}, {evidence(one)}; not independently verified"


def speaker(one: Cited) -> str:
    """The speaker as far as the text names one."""
    if not one.speaker:
        return "a speaker whom the text doesn’t name"
    return f"{COVERS.get(one.cover or '', 'an unnamed speaker')} (“{flat(one.speaker)}”)" if one.anonymous else flat(one.speaker)


def relay(one: Cited) -> str:
    """The outlets and agencies that the text names as passing it on."""
    return f" by {flat(one.via).replace(' + ', ' and ')}" if one.via else ""


def place(one: Cited) -> str:
    """The article: title, outlet and date, each said to be unknown where it is."""
    title = f"“{flat(one.title)}”" if one.title else "an article"
    missing = [name for name, value in (("outlet", one.source), ("date", one.published)) if not value]
    known = [part for part in (flat(one.source or ""), dated(one)) if part]
    unknown = f"of unknown {' and '.join(missing)}" if missing else ""
    return f"{title} {unknown}".strip() + (f" ({', '.join(known)})" if known else "")


def dated(one: Cited) -> str:
    """The date as it is known."""
    return f"{one.published}{', inferred' if one.how == 'inferred' else ''}" if one.published else ""


def evidence(one: Cited) -> str:
    """What finds the words again: the text's digest and the characters."""
    pieces = ", ".join(f"{start}-{end}" for start, end in one.spans)
    return f"text sha256 {one.hash}, characters {pieces}"


def plain(one: Cited) -> str:
    """One line of text."""
    return f"“{unquoted(one.content)}”, {attribution(one)}. {one.link}"


def bibtex(one: Cited) -> str:
    """An entry of the article, its note holding the words and their attribution."""
    fields = {
        "author": f"{{{tex(one.author or one.source or '')}}}" if one.author or one.source else "",
        "title": tex(one.title or "Untitled article"),
        "organization": tex(one.source or ""),
        "date": tex(one.published[:10]) if one.published else "",
        "howpublished": f"\\url{{{one.link}}}",
        "url": coded(one.url or "", TEXED),
        "note": tex(f"“{unquoted(one.content)}”, {attribution(one)}; generation {one.generation}"),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{statement-{one.id},\n{lines}}}\n"


def ris(one: Cited) -> str:
    """A record of the article for reference managers."""
    day = one.published[:10].split("-") if one.published else []
    tags = [
        ("TY", "NEWS"), ("ID", f"statement-{one.id}"), ("TI", one.title or "Untitled article"), ("AU", one.author), ("T2", one.source),
        ("PY", day[0] if day else None), ("DA", "/".join([*day, "", "", ""][:3]) + "/" if day else None), ("UR", one.url), ("L2", one.link),
        ("N1", f"“{unquoted(one.content)}”, {attribution(one)}; generation {one.generation}"), ("ER", ""),
    ]  # fmt: skip
    return "".join(f"{tag}  - {flat(value)}\r\n" for tag, value in tags if value is not None)


def markdown(one: Cited) -> str:
    """A block quotation with a link."""
    original = f" [original]({coded(one.url, MARKED)})" if one.url else ""
    return f"> {marked_down(unquoted(one.content))}\n>\n> — {marked_down(attribution(one))}. [statement]({one.link}){original}\n"


def annotation(one: Cited) -> str:
    """A W3C annotation: each piece by its words and those around it, and by its characters."""
    targets = [
        {
            "source": one.url or f"urn:sha256:{one.hash}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": one.text[start:end],
                    "prefix": one.text[max(0, start - AROUND) : start],
                    "suffix": one.text[end : end + AROUND],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        }
        for start, end in one.spans
    ]
    found = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": one.link,
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "format": "text/plain", "value": f"{attribution(one)}; generation {one.generation}"},
        "target": targets[0] if len(targets) == 1 else targets,
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Cited], str]] = {"text": plain, "BibTeX": bibtex, "RIS": ris, "Markdown": markdown, "JSON": annotation}


def tex(text: str) -> str:
    """Text as TeX prints it; braces by name, since BibTeX counts escaped ones too."""
    return "".join(BIBTEX.get(mark, mark) for mark in flat(text))


def marked_down(text: str) -> str:
    """Text in which Markdown finds no mark of its own."""
    return MARKDOWN.sub(r"\\\1", flat(text)).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")


def coded(url: str, marks: re.Pattern[str]) -> str:
    """An address with some marks written as numbers."""
    return marks.sub(lambda mark: f"%{ord(mark.group()):02X}", url)


def unquoted(text: str) -> str:
    """Words without the marks around them, and the comma that led on to the cue."""
    words = flat(text)
    inside = words[1:-1] if len(words) > 1 and words[0] in OPENING and words[-1] in CLOSING else words
    return inside.strip(" ,;")


def web(url: str | None) -> bool:
    """Whether an address is one of the web."""
    return bool(url) and str(url).startswith(("http://", "https://"))
