"""Content candidates of a cue: the stretches of text that it may report, with features to choose by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.grammar import ADDRESSING, MARKS, SUBJECTS, lemma, phrase, tells, that_ahead
from analytics.extract.linear import FACTOR, MASK, both, slot
from analytics.extract.quotes import Quotation
from analytics.extract.scene import Scene, Sentence, Words
from analytics.records import Span

SKIPPED = frozenset(["punct", "aux", "auxpass", "neg", "nsubj", "nsubjpass", "csubj", "expl", "prt", "cc", "det", "poss"])
TRAILING = " \t\n\r\u00a0,;:—–-"
ENDINGS = " \t\n\r\u00a0,;:—–-."
MOST_UNITS = 7
MOST_CUTS = 6
MOST_BETWEEN = 9  # words between a mark and the cue that its speaker may fill
DASHES = ("-", "–", "—", "--")
HYPHENS = ("-", "–")  # which join words where no blank stands before them


TELLING = frozenset(  # verbs of a further report of the same speaker, as participles
    "say add tell note stress state claim argue warn insist explain declare call describe accuse blame emphasise emphasize assert"
    " allege contend maintain acknowledge admit concede predict vow pledge promise urge demand suggest remark observe underline reiterate"
    " reaffirm".split()
)


class Content(NamedTuple):
    """One candidate: its pieces, the first way in which it was found, and features."""

    pieces: tuple[Span, ...]
    found: str
    features: tuple[int, ...]


Way = tuple[str, list[str]]  # how a candidate was found, and notes on it


def candidates(token: Token, sentence: Sentence, scene: Scene) -> list[Content]:
    """The candidates for the content of a cue; one that is found in several ways has the features of them all.

    Neither who tells nor what the same speaker is said to have told beside it ("..., adding that ...") is in one.
    """
    ways: dict[tuple[Span, ...], list[Way]] = {}
    raw = list(proposals(token, sentence, scene))
    places = breaks(sentence, scene)
    others = {sentence.at(c) for c in token.rights if c.dep_ == "advcl" and c.tag_ == "VBG" and lemma(c) in TELLING}
    if (teller := tells(token)) is not None:
        others.add(sentence.at(teller))
    raw += [shorter for proposal in raw for shorter in shortened(proposal, places, token.i)]
    for pieces, found, notes in raw:
        neat = tidy(pieces, token, sentence, scene)
        if neat and not any(a <= at < b for a, b in neat for at in others):
            known = ways.setdefault(neat, [])
            if all(found != other for other, _ in known):
                known.append((found, notes))
    cue = cue_facts(token, sentence, scene)
    return [Content(pieces, found[0][0], tuple(describe(pieces, found, cue, sentence, scene))) for pieces, found in ways.items()]


Proposal = tuple[list[Span], str, list[str]]


def proposals(token: Token, sentence: Sentence, scene: Scene) -> Iterator[Proposal]:
    """Raw proposals from the parse and from the quotation marks."""
    yield from lefts(token, sentence)
    relative = relative_object(token)
    if relative is not None:
        yield from (([sentence.chars(relative.i, relative.i), *pieces], found, notes) for pieces, found, notes in runs(token, sentence))
        return
    yield from runs(token, sentence)
    yield from surroundings(token, sentence)
    yield from between_marks(token, sentence, scene)
    that = that_ahead(token, sentence.last)
    if that is not None:
        yield (
            [sentence.chars(that.i, sentence.last)],
            "that",
            [f"tag={that.tag_}", f"far={min(that.i - token.i, 6)}", f"hd={that.head.dep_}"],
        )
        if that.i < that.head.right_edge.i < sentence.last:
            yield [sentence.chars(that.i, that.head.right_edge.i)], "that-clause", [f"tag={that.tag_}", f"far={min(that.i - token.i, 6)}"]
    yield from quoted(token, sentence, scene)


def relative_object(token: Token) -> Token | None:
    """The relative pronoun of which a cue tells ("the raid, which Paris condemned"): it is said, and nothing before it."""
    if token.dep_ != "relcl":
        return None
    return next((c for c in token.lefts if c.dep_ == "dobj" and c.tag_ in ("WDT", "WP")), None)


def runs(token: Token, sentence: Sentence) -> Iterator[Proposal]:
    """Unbroken runs of what depends on the cue and follows it."""
    units = [(max(c.left_edge.i, token.i + 1), c.right_edge.i, c) for c in token.rights if may_hold(c, token)]
    units = [u for u in units if u[0] <= sentence.last and not goes_on_outside(u[2], token)][:MOST_UNITS]
    deps = [child.dep_ for _, _, child in units]
    labels = [*(labelled(child) for _, _, child in units), "end"]
    for i, (first, _, child) in enumerate(units):
        dep = deps[i]
        for j in range(i, len(units)):
            last = min(units[j][1], sentence.last)
            if last < first:
                continue
            notes = [
                f"u0={labels[i]}",
                f"uj={labels[j]}",
                f"nx={labels[j + 1]}",
                f"n={j - i}",
                f"i={i}",
                f"deps={'+'.join(deps[i : j + 1])}",
            ]
            yield [sentence.chars(first, last)], "run", notes
            if dep in ("prep", "agent") and child.i + 1 <= last and child.n_rights:
                yield [sentence.chars(child.i + 1, last)], "run-in", notes
            if dep in ("dobj", "pobj", "attr") and j == i:
                yield from within(child, last, sentence, notes)


def goes_on_outside(child: Token, cue: Token) -> bool:
    """Whether a verb that a relative clause's cue was given is the sentence's own ("the governor, who said ..., left at noon")."""
    return (
        cue.dep_ == "relcl"
        and cue.head.dep_ == "ROOT"
        and cue.head.tag_[:1] == "N"  # so that the sentence has no other verb
        and child.dep_ == "advcl"
        and child.tag_ in ("VBD", "VBZ", "VBP", "VBN")
        and child.i > 0
        and child.left_edge.nbor(-1).text == ","
        and not any(c.dep_ in (*SUBJECTS, "mark", "advmod") for c in child.lefts)
    )


def labelled(child: Token) -> str:
    """The relation of what depends on a cue, with the word that opens it."""
    if child.dep_ in ("prep", "agent", "advmod"):
        return f"{child.dep_}:{child.lower_}"
    if child.dep_ == "advcl":
        return f"advcl:{next((c.lower_ for c in child.lefts if c.dep_ in ('mark', 'advmod')), child.tag_)}"
    return child.dep_


def may_hold(child: Token, cue: Token) -> bool:
    """Whether what depends on a cue can be its content; of a noun, what is joined to it or only describes it cannot."""
    if child.dep_ in SKIPPED:
        return False
    if cue.tag_[:1] != "N":
        return True
    if child.dep_ == "relcl":  # "the claim that Kyiv had fired" may be parsed as one, "the plan, which failed" is one
        relative = child.left_edge
        return relative.lower_ == "that" and any(c.dep_ in SUBJECTS and c != relative for c in child.lefts)
    return child.dep_ not in ("conj", "appos")


def within(child: Token, last: int, sentence: Sentence, notes: list[str]) -> Iterator[Proposal]:
    """The clause or phrase inside an object ("expressed fears that ...")."""
    for grand in child.rights:
        if grand.dep_ in ("acl", "relcl", "prep", "ccomp", "appos") and grand.left_edge.i <= last:
            yield [sentence.chars(grand.left_edge.i, last)], f"in:{grand.dep_}", [*notes, f"g={grand.dep_}"]


def lefts(token: Token, sentence: Sentence) -> Iterator[Proposal]:
    """What depends on the cue and stands before it: a fronted clause, a passive's subject, a noun's owner's clause."""
    for child in token.lefts:
        first, last = phrase(child)
        last = min(last, token.i - 1)
        if child.dep_ in ("ccomp", "xcomp", "advcl", "dobj", "nsubj", "nsubjpass", "csubj", "parataxis", "amod", "nmod", "compound"):
            yield [sentence.chars(max(first, sentence.first), last)], f"left:{child.dep_}", [f"u0={child.dep_}"]
            if child.dep_ in ("nsubjpass", "nsubj"):
                rest = [c for c in token.rights if c.dep_ in ("xcomp", "ccomp", "advcl", "oprd", "prep")]
                if rest:
                    end = min(rest[-1].right_edge.i, sentence.last)
                    pieces = [sentence.chars(max(first, sentence.first), last), sentence.chars(rest[0].left_edge.i, end)]
                    yield pieces, f"around:{child.dep_}", [f"u0={child.dep_}", f"uj={rest[0].dep_}"]


def surroundings(token: Token, sentence: Sentence) -> Iterator[Proposal]:
    """The sentence before and after the words of the report ("..., he said, ...")."""
    notes = [f"top={token.dep_}"]
    first, last = clause(token, sentence, token)
    before = sentence.chars(sentence.first, first - 1) if first > sentence.first else None
    after = sentence.chars(last + 1, sentence.last) if last < sentence.last else None
    if token.tag_[:1] == "N" and token.dep_ == "pobj":  # what stands around "in its strategy" is not its content
        if after and sentence.doc[token.i + 1].lower_ in (":", "that"):
            yield [after], "after", notes
        return
    if before:
        yield [before], "before", notes
    if after:
        yield [after], "after", notes
    if before and after:
        yield [before, after], "around", notes
    head = token.head
    if head != token and token.dep_ in ("parataxis", "advcl", "prep", "ccomp", "relcl", "acl", "conj", "amod"):
        first, last = phrase(head)
        own_first, own_last = phrase(token)
        if first < own_first:
            yield [sentence.chars(max(first, sentence.first), own_first - 1)], "head-before", [f"top={token.dep_}"]
        if own_last < last:
            yield [sentence.chars(own_last + 1, min(last, sentence.last))], "head-after", [f"top={token.dep_}"]
        if first < own_first and own_last < last:
            yield (
                [sentence.chars(max(first, sentence.first), own_first - 1), sentence.chars(own_last + 1, min(last, sentence.last))],
                "head-around",
                [f"top={token.dep_}"],
            )


def clause(token: Token, sentence: Sentence, cue: Token) -> tuple[int, int]:
    """The words of the report itself: cue, subject, adverbs and short phrases, without clauses."""
    first = last = token.i
    addressing = lemma(token) in ADDRESSING
    for child in token.children:
        a, b = phrase(child)
        if child.dep_ in ("ccomp", "parataxis", "xcomp", "conj", "dep", "intj") or (child.dep_ == "advcl" and b < cue.i):
            continue
        if child.dep_ == "dobj" and not (addressing and child.tag_[:2] in ("NN", "PR")):
            continue
        if child.dep_ == "punct" or (child.dep_ == "advcl" and a > cue.i):
            continue
        if a >= sentence.first and b <= sentence.last:
            first, last = min(first, a), max(last, b)
    return first, last


def between_marks(token: Token, sentence: Sentence, scene: Scene) -> Iterator[Proposal]:
    """What stands before and after a report that commas or dashes set apart, whatever the parse makes of it."""
    place = inserted(token, sentence)
    if place is None:
        return
    first, last, mark, form = place
    notes = [f"form={form}", f"mark={mark}"]
    before = sentence.chars(sentence.first, first - 1) if first > sentence.first else None
    after = sentence.chars(last + 1, sentence.last) if last < sentence.last else None
    if before is not None:
        yield [before], "marked-before", notes
        line = scene.text.rfind("\n", 0, before.start) + 1
        if mark == "dash" and scene.text[line : line + 1] in DASHES and line < before.start:
            yield [Span(line, before.end)], "marked-turn", notes
    if before is not None and after is not None:
        yield [before, after], "marked-around", notes


def inserted(token: Token, sentence: Sentence) -> tuple[int, int, str, str] | None:
    """First and last token of a report between marks, the mark before it and its form: "..., said X, ..." or "..., X said, ..."."""
    doc, i = sentence.doc, token.i
    if i > sentence.first and doc[i - 1].text in (",", *DASHES, *MARKS):
        last = i
        while last < sentence.last and doc[last + 1].text not in (",", *DASHES, *MARKS) and doc[last + 1].tag_ not in ("IN", "WDT"):
            last += 1
        return i, last, "dash" if doc[i - 1].text in DASHES else "comma", "inverted"
    first = i
    while first > sentence.first and i - first < MOST_BETWEEN and doc[first - 1].text not in (",", *DASHES, *MARKS):
        first -= 1
    if (
        first in (i, sentence.first)
        or i - first >= MOST_BETWEEN
        or any(doc[k].tag_[:2] in ("VB", "IN", "WP", "WD", "CC") for k in range(first, i))
    ):
        return None
    return first, i, "dash" if doc[first - 1].text in DASHES else "comma", "straight"


def quoted(token: Token, sentence: Sentence, scene: Scene) -> Iterator[Proposal]:
    """Quotations in and beside the cue's sentence."""
    start, end = sentence.span
    at = sentence.at(token)
    quotes = [q for q in scene.quotes_in(start, end) if not q.start <= at < q.end]
    spans = [Span(q.start, q.end) for q in quotes]
    for i, span in enumerate(spans):
        side = "L" if span.end <= at else "R"
        yield [span], f"quote:{side}", [f"qi={i}", f"qn={len(spans)}"]
    if len(spans) > 1:
        yield spans, "quotes", [f"qn={len(spans)}"]
        for a, b in zip(spans, spans[1:], strict=False):
            yield [a, b], "quote-pair", [f"straddles={a.end <= at <= b.start}"]
    announced = scene.text[start:end].rstrip().endswith(":")
    if any(len(scene.text[a:b].split()) > 2 for a, b in spans) or (token.tag_[:1] == "N" and not announced):
        return
    later = scene.quotes_in(end, end + 4)
    if later and later[0].start >= end:
        yield [Span(later[0].start, later[0].end)], "quote:next", []
    earlier = scene.quotes_in(max(start - 4, 0), start)
    if earlier and earlier[-1].end <= start:
        yield [Span(earlier[-1].start, earlier[-1].end)], "quote:previous", []


class Break(NamedTuple):
    """A place at which a content may end: its character, its sort, a relation, the quotation around it, and on what the rest hangs."""

    at: int
    sort: str
    relation: str
    quote: Quotation | None
    token: int
    holder: int  # the word before the place on which what follows it depends
    hangs: str  # as what, and on what sort of word


def breaks(sentence: Sentence, scene: Scene) -> list[Break]:
    """The places of a sentence before which what was said may end."""
    found: list[Break] = []
    words = sentence.words
    for i in range(sentence.first + 2, sentence.last):
        sort = break_at(i, words)
        if sort is None:
            continue
        at = sentence.at(sentence.doc[i])
        if words.lowers[i] in HYPHENS and not scene.text[at - 1].isspace():
            continue
        relation = words.deps[i]
        if sort in ("comma", "dash"):
            relation, tag = words.deps[i + 1], words.tags[i + 1]
            sort = f"{sort}:{words.lowers[i + 1] if tag in ('IN', 'CC', 'WDT', 'WP', 'WRB', 'VBG', 'RB', 'DT', 'TO') else tag}"
        found.append(Break(at, sort, relation, scene.quote_at(at), i, *held(i, i + sort.startswith(("comma", "dash")), words)))
    return found


def held(place: int, first: int, words: Words) -> tuple[int, str]:
    """The word before a place on which the phrase depends that starts with a word after it; and how it does."""
    while words.heads[first] > place and words.heads[first] != first:
        first = words.heads[first]
    holder = words.heads[first]
    return holder, f"{words.deps[first]}:{words.tags[holder][:2] if holder <= place else '-'}"


def shortened(proposal: Proposal, places: list[Break], cue: int) -> Iterator[Proposal]:
    """The proposal ended earlier: before a comma, a dash or a clause that may no longer belong to what was said."""
    pieces, found, notes = proposal
    if len(pieces) != 1 or found.split(":")[0] not in ("run", "run-in", "after", "in", "that"):
        return
    start, end = pieces[0]
    cuts = 0
    for at, sort, relation, quote, token, holder, hangs in places:
        if start + 8 < at < end and (quote is None or quote.start == at or quote.start <= start):
            cuts += 1
            on = "cue" if holder == cue else "after" if holder > token else "before" if holder < cue < token else "in"
            hung = [f"hang={on}", f"hang={on}:{hangs}", f"hang={on}:{hangs}:{sort}"]
            yield [Span(start, at)], f"{found}-cut", [*notes, *hung, f"cut={sort}", f"cutd={relation}", f"ncut={cuts}"]
            if cuts >= MOST_CUTS:
                return


def break_at(i: int, words: Words) -> str | None:
    """What sort of break a token begins, if any."""
    word, dep = words.lowers[i], words.deps[i]
    if word == ",":
        return "comma"
    if word in ("-", "--", "—", "–", ";", "(", "..."):
        return "dash"
    if dep == "mark" and word not in ("that", "to", "whether", "if"):
        return f"mark:{word}"
    if dep == "cc" and word in ("but", "and", "while") and words.deps[words.heads[i]] in ("ccomp", "conj", "ROOT"):
        return f"cc:{word}"
    if dep == "advmod" and words.tags[i] == "WRB":
        return f"wh:{word}"
    if dep == "prep" and word in ("according", "after", "during", "amid", "following", "on", "at", "in", "as"):
        return f"prep:{word}"
    return None


def tidy(pieces: list[Span], token: Token, sentence: Sentence, scene: Scene) -> tuple[Span, ...]:
    """The pieces without edge punctuation, grown to the ends of quotations that they cut, without the cue."""
    at = sentence.at(token)
    around = scene.quote_at(at)
    neat: list[Span] = []
    for start, end in pieces:
        a, b = trimmed(scene.text, start, end)
        if around is not None and around.start < at:  # what is said inside a quotation ends with it
            a, b = max(a, around.start + 1), min(b, around.end)
        for quote in scene.quotes_in(a, b) if b > a else []:
            if quote.start <= at < quote.end:
                continue
            if quote.start < b < quote.end:
                b = quote.end
            if quote.start < a < quote.end and a - quote.start > 0:
                a = quote.start
            if quote.end == b + 1 or (quote.start < b and quote.end > b and quote.end - b < 4):
                b = quote.end
        a, b = with_marks(scene, *after_colon(scene, a, b))
        if b > a and any(c.isalnum() for c in scene.text[a:b]) and not a <= at < b:
            neat.append(Span(a, b))
    return tuple(neat)


def after_colon(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The quotation alone, where the span is one with its announcement ("this news goes on as follows: ...")."""
    quotes = scene.quotes_in(start, end)
    if quotes and quotes[-1].end >= end - 1 and quotes[-1].start > start and scene.text[start : quotes[-1].start].rstrip().endswith(":"):
        return quotes[-1].start, end
    return start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and punctuation at its edges, a closing mark excepted."""
    while start < end and text[start] in ENDINGS:
        start += 1
    while end > start and text[end - 1] in ENDINGS:
        end -= 1
    return start, end


def with_marks(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The span with the marks of a quotation that it fills, and with the stop before a closing mark."""
    quote = scene.quote_at(max(end - 1, start)) or scene.quote_at(end)
    if quote and quote.end > end and not any(c.isalnum() for c in scene.text[end : quote.end]):
        end = quote.end
    quote = scene.quote_at(start) or scene.quote_at(max(start - 1, 0))
    if quote and quote.start < start and not any(c.isalnum() for c in scene.text[quote.start : start]) and quote.end <= end + 2:
        start = quote.start
    return start, end


class CueFacts(NamedTuple):
    """What the features of all candidates of one cue share."""

    at: int
    length: int
    word: str
    tag: str
    dep: str
    clause: str  # on which side a clause depends on it
    subject: bool
    form: str  # how marks set the report apart
    quotes: list[Quotation]


def cue_facts(token: Token, sentence: Sentence, scene: Scene) -> CueFacts:
    """The facts of a cue."""
    at = sentence.at(token)
    place = inserted(token, sentence)
    return CueFacts(
        at,
        len(token),
        f"{lemma(token)}/{token.tag_[:1]}",
        token.tag_[:2],
        token.dep_,
        next((("l" if c.i < token.i else "r") for c in token.children if c.dep_ == "ccomp"), "-"),
        any(c.dep_ in SUBJECTS for c in token.children),
        "-" if place is None else f"{place[3]}:{place[2]}:{place[1] >= sentence.last - 1}",
        [q for q in scene.quotes_in(*sentence.span) if not q.start <= at < q.end],
    )


def describe(pieces: tuple[Span, ...], ways: list[Way], cue: CueFacts, sentence: Sentence, scene: Scene) -> Iterator[int]:
    """Features of a candidate, as places in the table of weights."""
    start, end = pieces[0].start, pieces[-1].end
    s_start, s_end = sentence.span
    text = scene.text
    words = text[start : start + 24].split()
    first_word = words[0].lower().strip("“”\"'`‘") if words else ""
    side = "L" if end <= cue.at else "R" if start > cue.at else "M"
    quotes = scene.quotes_in(start, end)
    full = len(pieces) == 1 and len(quotes) == 1 and quotes[0].start == start and quotes[0].end == end
    quoting = "full" if full else "part" if quotes else "none"
    missed = min(sum(not any(p.start <= q.start < p.end for p in pieces) for q in cue.quotes), 2)
    length = sum(b - a for a, b in pieces)
    size = "xs" if length < 12 else "s" if length < 30 else "m" if length < 80 else "l" if length < 200 else "xl"
    at_end, at_start = end >= s_end - 2, start <= s_start + 1
    gap = text[cue.at + cue.length : start] if side == "R" else text[end : cue.at] if side == "L" else ""
    w, following, first = slot(f"w={cue.word}"), slot(f"next={text[end : end + 1]}"), slot(f"first={first_word}")
    place = slot(f"side={side} q={quoting}")
    base = (
        slot(f"side={side}"), first, slot(f"q={quoting}"), slot(f"miss={missed}"), slot(f"size={size}"), following,
        slot(f"end={at_end}"), slot(f"start={at_start}"), slot(f"pieces={min(len(pieces), 3)}"),
        slot(f"gap={min(len(gap.split()), 6)}:{':' if ':' in gap else ''}{',' if ',' in gap else ''}"),
        slot(f"form={cue.form} side={side} end={at_end} start={at_start}"),
    )  # fmt: skip
    shared = (
        *base, w, slot(f"q={quoting} size={size} side={side}"), slot(f"tag={cue.tag}"), slot(f"d={cue.dep} side={side}"),
        slot(f"cc={cue.clause}"), slot(f"cc={cue.clause} q={quoting} any={bool(cue.quotes)}"), slot(f"subj={cue.subject} d={cue.dep}"),
    )  # fmt: skip
    yield slot("b")
    yield from base
    yield both(w, first)
    yield both(w, place)
    yield slot(f"side={side} q={quoting} miss={missed} end={at_end} start={at_start}")
    for found, notes in ways:
        way = slot(f"f={found}")
        spread = way * FACTOR
        yield way
        yield from [(spread + one) & MASK for one in shared]
        noted = [slot(note) for note in notes]
        yield from noted
        yield from [(spread + one) & MASK for one in noted]
        worded = both(way, w) * FACTOR
        yield from [(worded + one) & MASK for one in noted]
        if len(noted) > 2:
            yield both(both(both(way, noted[0]), noted[1]), noted[2])
            yield both(both(w, noted[0]), noted[2])
            yield both(both(noted[1], noted[2]), following)
            yield both(w, noted[-1])
