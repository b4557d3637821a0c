"""A mention cut into chunks: names, adjectives, roles, bodies and the small words between them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from ..lexicon import Body, Country, Listed, Role
from ..lexicon.given_names import given_gender
from ..lexicon.terms import Term, beginnings, terms_of
from ..lexicon.words import kinds_of_words, words
from ..text import plain, straight

Value = Listed | Country | Role | Body | tuple[Listed, ...] | None
TOKEN = re.compile(r"[@#]?\w+(?:[.'\-&/]\w+)*\.?'?|[,;()&]|--|-|\"")
POSSESSIVE = re.compile(r"(?:'s|s')$")
PARTICLES = words("particle")
ARABIC = re.compile(r"(?:al|el|as|ar|an|ul)-[A-Z]")
CONNECTORS = words("connector")
ORG_KIND = kinds_of_words("organisation")
WORD_KINDS = ("role", "people", "adjective", "state", "metonym", "body", "roles", "institution")
GIVEN, OPENERS = words("given"), words("opener")
MONTHS, DATING = frozenset(("may",)), frozenset(("in", "since", "until", "early", "late", "last", "next", "this"))
NATIONWIDE = frozenset(("national", "federal", "royal"))
SMALL_KIND = kinds_of_words("small")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a mention; kind is a term's kind, name, org, det, owner, pronoun, prep, and, break or word."""

    kind: str
    text: str
    start: int
    end: int
    value: Value = None
    possessive: bool = False

    @property
    def key(self) -> str:
        """The text as it is compared."""
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its folded form."""

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or (self.text[0] in "@#" and len(self.text) > 1)

    @property
    def possessive(self) -> bool:
        """Whether it ends in a genitive mark."""
        return bool(POSSESSIVE.search(self.text))


@functools.lru_cache(maxsize=50_000)
def chunks(phrase: str) -> tuple[Chunk, ...]:
    """The chunks of a phrase, the longest readings first; offsets are into the phrase."""
    text = straight(phrase)
    tokens = [Token(m.group(), fold(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text) if m.group()[0] not in '"@#']
    lower = not any(token.capital for token in tokens)
    found: list[Chunk] = []
    at = 0
    while at < len(tokens):
        size, term = reading(text, tokens, at, lower)
        if term is None:
            found.append(single(tokens[at]))
            at += 1
            continue
        first, last = tokens[at], tokens[at + size - 1]
        found.append(Chunk(term.kind, text[first.start : last.end], first.start, last.end, term.value, last.possessive))
        at += size
    return tuple(joined(text, found))


@functools.lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A token as it is compared; marks stay as they are."""
    return plain(word) or word


def reading(text: str, tokens: list[Token], at: int, lower: bool) -> tuple[int, Term | None]:
    """The longest listed phrase that begins at a token, as its length in tokens and its likeliest reading."""
    reach = beginnings().get(tokens[at].key.split(" ")[0], 0)
    for size in range(min(reach, len(tokens) - at), 0, -1):
        part = tokens[at : at + size]
        if any(token.key in ",;()" for token in part):
            continue
        for term in terms_of(" ".join(token.key for token in part)):
            if lower and at + size < len(tokens) and is_outlet(term):
                continue  # "foreign policy analysts"
            if fits(term, part, text[max(0, part[0].start - 4) : part[0].start], lower):
                return size, term
    return 0, None


def is_outlet(term: Term) -> bool:
    """Whether a reading is the name of an outlet."""
    return isinstance(term.value, Listed) and term.value.kind == "media"


def fits(term: Term, part: list[Token], before: str, lower: bool) -> bool:
    """Whether a reading agrees with how the phrase is spelt."""
    if term.spelt:
        if lower and part[0].key in ("eu", "uk", "un") and len(part) == 1:
            return term.name.casefold() == part[0].key
        printed = POSSESSIVE.sub("", " ".join(token.text for token in part)).rstrip(".'")
        return printed == term.name.rstrip(".") or (before.lower() == "the " and f"The {printed}" == term.name and before[0] == "T")
    if not term.cased:
        return True
    if lower:
        return term.kind != "surname" and len(part[0].key) > 1 and part[0].key not in SMALL_KIND
    return part[0].capital


def single(token: Token) -> Chunk:
    """A token that no table lists."""
    kind = SMALL_KIND.get(token.key) or ("word" if token.key in OPENERS else None)
    if kind is None or (token.capital and token.key in ("us", "it") and token.text.isupper() and len(token.text) > 1):
        kind = "name" if token.capital or ARABIC.match(token.text) else "word"
    if kind == "name" and token.key in ORG_KIND:
        kind = "org"
    return Chunk(kind, token.text, token.start, token.end, None, token.possessive)


def joined(text: str, found: list[Chunk]) -> list[Chunk]:
    """The chunks with the parts of names no table lists put together."""
    out: list[Chunk] = []
    for at, chunk in enumerate(found):
        last = out[-1] if out else None
        after = found[at + 1] if at + 1 < len(found) else None
        if last and not last.possessive and gap_is_space(text, last, chunk) and continues(last, chunk, after):
            whole = {"org", "institution"} & {last.kind, chunk.kind} or chunk.text == "&" or names_body(chunk)
            kind = "org" if whole else "name"
            out[-1] = Chunk(kind, text[last.start : chunk.end], last.start, chunk.end, None, chunk.possessive)
        elif last and last.kind == "title" and chunk.kind in WORD_KINDS and chunk.text[0].isupper() and " " not in chunk.text:
            out.append(replace(chunk, kind="name", value=None))  # Mr. Singer
        elif last and chunk.key in MONTHS and chunk.kind == "surname" and last.key in DATING:
            out.append(replace(chunk, kind="word", value=None))  # in May
        else:
            out.append(chunk)
    return out


def continues(last: Chunk, chunk: Chunk, after: Chunk | None) -> bool:
    """Whether a chunk goes on with the name before it."""
    capital = chunk.text[0].isupper()
    if last.kind in ("name", "org") and chunk.text == "&" and after is not None:
        return after.kind in ("name", "org", "surname")  # Stifel & Co.
    if last.kind == "name" and capital and " " not in chunk.text and names_body(chunk) and given_gender(last.text.split()[0]) is None:
        return True  # Transportation Safety Board
    if last.kind == "name" and last.key in NATIONWIDE and chunk.kind == "institution":
        return True  # a National Security Council is not the United Nations'
    if last.kind == "institution" and last.text == "State":
        return capital and chunk.kind in ("name", "org", "body")  # State Security Service is not of the State Department
    if last.kind == "institution" and last.text[0].isupper() and isinstance(last.value, Listed) and last.value.name.startswith("The "):
        return chunk.kind in ("name", "org") and " " not in last.text  # National Transportation Safety Board is not of The National
    if last.kind in ("name", "org"):
        if chunk.kind in ("name", "org", "surname"):
            return True
        if capital and " " not in chunk.text and chunk.kind in WORD_KINDS:
            ends = after is None or after.kind not in ("name", "surname", "person")
            first = " " not in last.text and (
                chunk.kind in ("people", "adjective", "state", "metonym") or given_gender(last.text) is not None
            )
            return last.kind == "org" or (first and ends)  # Paul Singer, Don Guardian
        if chunk.key in ("in", "on") and after is not None and after.kind in ("state", "metonym"):
            return False  # "Standard Bank in London": only where it is
        small = chunk.key in (CONNECTORS if last.kind == "org" else PARTICLES)
        wanted = ("name",) if chunk.key == "and" else ("name", "org", "surname", "state", "metonym", "adjective", "people", "role", "body")
        return small and after is not None and after.text[0].isupper() and after.kind in wanted
    if last.kind in ("state", "metonym") and chunk.kind in ("name", "surname"):
        return last.key in GIVEN
    if last.kind in ("adjective", "state", "metonym") and chunk.kind == "org":
        return chunk.key in ORG_KIND
    if last.kind == "role" and isinstance(last.value, Role) and last.value.group in ("document", "talks"):
        return last.text[0].isupper() and " " not in last.text and chunk.kind in ("name", "surname")  # Bill Nelson
    return last.kind == "surname" and chunk.kind in ("name", "surname")


def names_body(chunk: Chunk) -> bool:
    """Whether a chunk is a word that ends names of organisations: Board, Court, Committee."""
    return isinstance(chunk.value, Body) or (isinstance(chunk.value, Role) and chunk.value.group == "organisation" and chunk.kind == "role")


def gap_is_space(text: str, last: Chunk, chunk: Chunk) -> bool:
    """Whether nothing but spaces and quotation marks lies between two chunks."""
    return not text[last.end : chunk.start].strip(' "')
