"""Bytes to a tree of elements; nothing in it is ever run, fetched or expanded."""

from __future__ import annotations

import codecs
import re

from lxml import etree, html
from lxml.html import HtmlElement

from analytics.ingest.decode import decode, refuse_binary, without_mark

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
XML = re.compile(r"\A\s*<\?xml[^>]{0,300}>")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
HEAD = 20_000
MOST = 200_000  # elements; the largest of 23 real pages has some 6,000


def tree(data: bytes, charset: str | None = None) -> tuple[HtmlElement | None, list[str]]:
    """The page's root, None for an empty one, and remarks on what had to be assumed to read it."""
    text, remark = characters(data, charset)
    text = CONTROL.sub(" ", XML.sub("", text))
    if not text.strip():
        return None, []
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return None, []
    if (count := sum(1 for _ in root.iter())) > MOST:
        raise etree.LxmlError(f"a page of {count:,} elements; the limit is {MOST:,}")
    lost = {"parts nested too deeply are left out" if "depth" in one.message else "a text too long to parse is left out"
            for one in parser.error_log if "huge" in one.message.casefold()}  # fmt: skip
    return root, [*([remark] if remark else []), *sorted(lost)]


def characters(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """The page's characters: by its marks, as UTF-8, by the charset that it or the server states, by the best guess."""
    if wide := without_mark(data[:40]):  # markup begins in plain letters, whatever the language
        return data.decode(wide, "replace"), f"not UTF-8; assumed {wide}"
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        if cut(data, error):
            return data.decode("utf-8", "ignore"), "ends within a character, as if cut off"
    stated = charset or next((match[1].decode("ascii") for match in CHARSET.finditer(data, 0, HEAD)), None)
    if stated and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        refuse_binary(data)
        text, remark = declared(data, stated)
        if text is not None:
            return text, remark
    return decode(data)


def cut(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether only the last character is broken."""
    return error.reason == "unexpected end of data" and error.start >= len(data) - 3


def declared(data: bytes, charset: str) -> tuple[str | None, str | None]:
    """The characters in a stated charset; none where there is no such charset or it doesn't fit at all."""
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(charset.casefold(), charset)
    try:
        text = data.decode(name, "replace")
    except (LookupError, ValueError):
        return None, None
    broken = text.count("\ufffd")
    if broken > 0.02 * len(text):
        return None, None
    return text, f"{broken} places broken in {name}; replaced by \ufffd" if broken else None
