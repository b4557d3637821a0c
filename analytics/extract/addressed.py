"""Whether words were given to an outlet: told to it, said on it, in an interview with it."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from analytics.extract.grammar import SUBJECTS, lemma
from analytics.extract.publishers import Named
from analytics.extract.reports import Report
from analytics.extract.scene import Scene, Sentence
from analytics.lexicon.words import outlet_words

FAR = 12  # tokens that may part an outlet from what was given to it
STOPS = frozenset([";", ":", "(", ")", "--", "–", "—"])
TO = frozenset(["to", "with", "for", "on", "by", "in", "from", "of"])
AT = frozenset(["to", "with", "on", "in", "for"])
WORDS_FOR = {"by": ("interview", "conversation", "discussion"), "from": ("question",), "of": ("interview",)}
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december morning afternoon evening night day week weekend month year today yesterday this last late early earlier"
    " later same on in the , recently live exclusively also".split()
)
JOINED = ("compound", "appos", "nmod", "poss", "amod")
MODIFIERS = ("JJ", "NN", "DT", "PO", "PR", "CD", "VBN", "HYPH")


class Given(NamedTuple):
    """The reports of a sentence, by place, whose words were given to an outlet; `lasting`: in an interview or the like; `way`: a "via"."""

    reports: list[int]
    lasting: bool
    way: Token | None = None


def addressed(named: Named, group: list[Report], sentence: Sentence, scene: Scene) -> Given:
    """Which reports of a sentence were given to the outlet, and how."""
    place = place_of(named, sentence)
    if place is None:
        return Given([], False)
    way = place if place.lower_ == "via" else None
    return Given(belonging(place, group, sentence, scene), lemma(place) in outlet_words("lasting"), way)


def place_of(named: Named, sentence: Sentence) -> Token | None:
    """The word that ties an outlet to what was said: a verb of telling, an occasion, a preposition; None where it is no hearer."""
    head = phrase_head(named, sentence)
    link = before(named, sentence)
    if link is None:
        return None
    if sentence.doc[link].lower_ == "via":
        return sentence.doc[link]
    if sentence.doc[link].tag_[:2] == "VB" and lemma(sentence.doc[link]) in outlet_words("telling"):
        return sentence.doc[link]
    if occasion(head) and head.i > named.last:
        return head
    return given(link, sentence) if names_itself(head, named) else None


def phrase_head(named: Named, sentence: Sentence) -> Token:
    """The noun that an outlet's name describes, or the name's own last word ("CNN interview", "Fox News host Ann Roe")."""
    head = sentence.doc[named.last]
    while head.dep_ in JOINED and head.head.tag_[:2] == "NN" and (head.dep_ == "appos" or head.head.i <= named.last + FAR // 2):
        head = head.head
    return head


def names_itself(head: Token, named: Named) -> bool:
    """Whether a phrase means the outlet or who asks for it, and not what it published ("comment on the Reuters report")."""
    if head.i <= named.last or any(word.tag_ in ("``", "''") for word in head.doc[named.last + 1 : head.i]):
        return True
    return head.tag_ in ("NNP", "NNPS") or head.lower_.rstrip("s") in outlet_words("journalist") | outlet_words("place")


def before(named: Named, sentence: Sentence) -> int | None:
    """The word before the phrase that names an outlet, without what describes it there; None at the sentence's start."""
    i = named.first - 1
    while i >= sentence.first and describes(sentence.doc[i], sentence):
        i -= 1
    if i > sentence.first and sentence.doc[i].lower_ == "of" and sentence.words.lowers[i - 1] in outlet_words("place"):
        return before(named._replace(first=i - 1), sentence)  # "on the website of the Guardian"
    return i if i >= sentence.first else None


def describes(word: Token, sentence: Sentence) -> bool:
    """Whether a word before a name may stand in the same phrase."""
    if word.text in ("“", '"', "‘", "'", "``", "-", "–"):
        return word.text in ("-", "–") or word.nbor(1).text[:1].isupper()
    return word.tag_.startswith(MODIFIERS) and not occasion(word)


def occasion(word: Token) -> bool:
    """Whether a noun is what a statement is made in, hyphens or not ("op-ed")."""
    if word.tag_[:2] not in ("NN", "VB") or word.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    base = lemma(word)
    return base in outlet_words("occasion") or (base == "ed" and word.i > 1 and word.nbor(-2).lower_ == "op")


def given(link: int, sentence: Sentence) -> Token | None:
    """What a preposition ties to its outlet: an occasion ("in an interview Sunday with"), or the verb that it follows ("said on")."""
    doc, preposition = sentence.doc, sentence.doc[link].lower_
    if preposition not in TO:
        return None
    if preposition in ("on", "in") and opens(link, sentence):
        return doc[link]
    passing = False
    for i in range(link - 1, max(sentence.first, link - FAR) - 1, -1):
        word = doc[i]
        if occasion(word):
            return word if lemma(word) in WORDS_FOR.get(preposition, (lemma(word),)) else None
        if word.text in STOPS or word.tag_ in ("``", "''"):
            return None
        if word.tag_[:2] == "VB" or word.tag_ == "MD":
            base = lemma(word)
            if base in outlet_words("speaking") and preposition in AT and (word == doc[link].head or timely(i + 1, link, sentence)):
                return None if any(c.dep_ == "auxpass" for c in word.lefts) else word
            if base in outlet_words("passing") or base in ("be", "have"):
                passing = True
                continue
            return None
        if word.tag_ in ("WDT", "WP", "IN") and word.lower_ in ("that", "which", "who") and not passing:
            return None
    return None


def opens(link: int, sentence: Sentence) -> bool:
    """Whether no more than a conjunction or adverb stands before a word ("But on Fox News, ...")."""
    words = sentence.words
    return all(words.tags[i] in ("CC", "RB", "``", "''", ",") or words.lowers[i] == "later" for i in range(sentence.first, link))


def timely(first: int, last: int, sentence: Sentence) -> bool:
    """Whether only adverbs and words of time stand in [first, last)."""
    words = sentence.words
    return all(words.lowers[i] in TIMES or words.tags[i] in ("RB", "CD") for i in range(first, last))


def belonging(place: Token, group: list[Report], sentence: Sentence, scene: Scene) -> list[int]:
    """The reports that a place in the sentence belongs to: those of its clause, at its own depth or else around it."""
    at = sentence.at(place)
    quote = scene.quote_at(at)
    heard = [i for i, report in enumerate(group) if scene.quote_at(report.cue.start) == quote and not itself(report, place)]
    around = sorted((i for i in heard if holds(group[i], at)), key=lambda i: -depth(i, group))
    level = max((depth(i, group) for i in around), default=-1) + 1
    beside = [i for i in heard if i not in around and depth(i, group) == level]
    found = clause(place, beside, group)
    if not any(tied(place, group[i].token) for i in found) and adverbial(place):
        outer = next((i for i in around if hangs(place, group[i].token)), None)
        if outer is not None:
            return [outer, *(j for j in beside if follows(group[j], group[outer]))]
    return found


def adverbial(place: Token) -> bool:
    """Whether an occasion is where something is said, and not what is spoken of ("regrets his interview with")."""
    return (
        place.dep_ == "prep"
        or place.tag_[:2] == "VB"
        or (place.dep_ == "pobj" and place.head.lower_ in ("in", "during", "on", "at", "via", "through"))
    )


def itself(report: Report, place: Token) -> bool:
    """Whether a place is the report's own source, so that the outlet speaks ("an editorial in the People's Daily argued")."""
    return report.source.head == place and lemma(place) in outlet_words("own")


def holds(report: Report, at: int) -> bool:
    """Whether a character stands in what is reported."""
    return any(a <= at < b for a, b in report.content)


def depth(i: int, group: list[Report]) -> int:
    """In how many others' contents a report's cue stands."""
    return sum(holds(other, group[i].cue.start) for j, other in enumerate(group) if j != i)


def clause(place: Token, among: list[int], group: list[Report]) -> list[int]:
    """Those of several reports that share a place's clause: what it hangs on, or what hangs on it, and what follows from that."""
    direct = [i for i in among if tied(place, group[i].token)]
    if not direct and len(among) == 1:
        direct = among
    if len(direct) > 1:
        direct = [min(direct, key=lambda i: (distance(place, group[i].token), abs(group[i].token.i - place.i)))]
    return direct + [j for j in among if j not in direct and any(follows(group[j], group[i]) for i in direct)]


def tied(place: Token, cue: Token) -> bool:
    """Whether a place and a cue are one, or the one hangs on the other."""
    return cue == place or hangs(place, cue) or hangs(cue, place)


def hangs(low: Token, high: Token) -> bool:
    """Whether a word hangs on another, with no verb between that has a subject of its own."""
    node = low
    while node != high:
        if node.head == node or (node != low and node.tag_[:2] == "VB" and has_subject(node) and node.dep_ not in ("advcl", "relcl")):
            return False
        node = node.head
    return True


def distance(low: Token, high: Token) -> int:
    """Steps from a word up to another, or from that one up to it."""
    for one, other in ((low, high), (high, low)):
        chain = [one, *one.ancestors]
        if other in chain:
            return chain.index(other)
    return len(low.doc)


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject other than a relative pronoun."""
    return any(c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "WP") for c in verb.lefts)


def follows(report: Report, other: Report) -> bool:
    """Whether a report goes on with another's voice: a participle that hangs on it, or a verb joined to it without a subject."""
    token = report.token
    if holds(other, report.cue.start) or other.token not in list(token.ancestors):
        return False
    return token.tag_ == "VBG" or (token.dep_ == "conj" and not has_subject(token))
