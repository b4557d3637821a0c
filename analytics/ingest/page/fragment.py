"""A piece of markup to plain text."""

from __future__ import annotations

import re

from lxml import etree, html

BREAKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article figure hr".split())
SILENT = ("script", "style", "template", "noscript", "iframe", "object")
MARKUP = re.compile(r"<[a-zA-Z!/]|&[#\w]+;")


def plain_text(markup: str) -> str:
    """The words of a piece of markup, an empty line between its paragraphs.

    >>> plain_text("<p>One &amp; two</p><p>Three<br>four</p><script>no()</script>")
    'One & two\\n\\nThree\\n\\nfour'
    """
    if not MARKUP.search(markup):
        return "\n\n".join(line for part in markup.split("\n") if (line := " ".join(part.split())))
    try:
        root = html.fragment_fromstring(markup.replace("\0", " "), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    etree.strip_elements(root, *SILENT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in BREAKS:
            pieces.append("\0")
        if event == "start":
            pieces.append(element.text or "")
        elif element is not root:
            pieces.append(element.tail or "")
    return "\n\n".join(line for part in "".join(pieces).split("\0") if (line := " ".join(part.split())))
