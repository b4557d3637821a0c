"""A view's address restores the view, and no address breaks a page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.export.view import DIFFS, PAGES, PARTS, RANKS, SORTS, TIMES, View, narrowed, pairs, parse, url
from analytics.records import ACTOR_KINDS, LINKS, MODES, POSITIONS, Selection

texts = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=40).filter(
    lambda text: text.strip() != ""
)
days = st.dates(date(1000, 1, 1), date(9999, 12, 31)) | st.none()


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3, unique=True).map(tuple)


@st.composite
def views(draw: st.DrawFn) -> View:
    start, end, undated = draw(days), draw(days), draw(st.sampled_from([True, False, "only"]))
    if undated == "only":
        start = end = None
    elif start and end and start > end:
        start, end = end, start
    selection = Selection(
        text=draw(st.just("") | texts), actors=draw(some(texts)), countries=draw(some(st.from_regex(r"[A-Z]{2,4}", fullmatch=True))),
        kinds=draw(some(st.sampled_from(ACTOR_KINDS))), sources=draw(some(texts)), via=draw(some(texts)), issues=draw(some(texts)),
        positions=draw(some(st.sampled_from([*POSITIONS, "none"]))), modes=draw(some(st.sampled_from(MODES))),  # type: ignore[arg-type]
        named=draw(st.sampled_from(["", "named", "unnamed"])), start=start, end=end, undated=undated, articles=draw(some(texts)),  # type: ignore[arg-type]
        stories=draw(some(texts)), sourcing=draw(some(st.sampled_from(LINKS))),
    )  # fmt: skip
    return View(
        draw(st.sampled_from(PAGES)), selection, draw(st.just("") | texts), draw(st.sampled_from(SORTS)), draw(st.integers(1, 9_999_999)),
        rank=draw(st.sampled_from(RANKS)), part=draw(st.sampled_from(PARTS)), diff=draw(st.sampled_from(DIFFS)),
        left=draw(st.just("") | texts), right=draw(st.just("") | texts), card=draw(st.just("") | texts),
        when=draw(st.sampled_from(["", *TIMES])), at=draw(st.sampled_from(["", "0-1", "120-180"])),
        generation=draw(st.sampled_from(["", "00000031-d11bcaae"])),
    )  # fmt: skip


@given(views())
def test_an_address_restores_the_view(view: View) -> None:
    reading = parse("http://localhost:8501/" + url(view).removeprefix("./"))
    assert reading.view == view
    assert reading.ignored == ()


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_no_address_raises(address: str) -> None:
    assert parse(address).view.page in PAGES
    assert parse("statements?" + address).view.page == "statements"


def test_an_address_is_readable_and_leaves_defaults_out() -> None:
    view = View(
        page="statements",
        selection=Selection(
            actors=("keir-starmer",), issues=("troop-deployment",), countries=("RUS",), start=date(2024, 1, 1), undated=False
        ),
        number=2,
    )
    assert url(view) == "statements?actor=keir-starmer&country=RUS&issue=troop-deployment&from=2024-01-01&undated=no&page=2"
    assert url(View()) == "./"
    assert url(View(page="actors")) == "actors"


@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        ("colour=red", "colour", "no such parameter"),
        ("position=sideways", "position", "known: support, conditional, neutral, oppose, none"),
        ("from=2024-13-01", "from", "no such day"),
        ("from=yesterday", "from", "not a day such as 2024-05-14"),
        ("from=2024-01-01&from=2024-01-02&from=2024-01-03", "from", "given more than once"),
        ("page=0", "page", "not a page's number"),
        ("page=1e9", "page", "not a page's number"),
        ("page=٣", "page", "not a page's number"),
        ("actor=", "actor", "empty"),
        ("actor=a%00b", "actor", "it holds control characters"),
        ("country=Russia", "country", "not a country's code, such as RUS or EU"),
        ("undated=maybe", "undated", "known: no, only"),
        ("named=named&named=unnamed", "named", "given more than once"),
        ("text=" + "x" * 201, "text", "longer than 200 characters"),
        ("sort=best", "sort", "known: newest, oldest, actor, issue, position, source, confidence"),
        ("statement=%0a", "statement", "empty"),
    ],
)
def test_what_cannot_be_followed_is_named_and_left_out(query: str, name: str, why: str) -> None:
    reading = parse(f"/statements?{query}&mode=direct")
    assert [(one.name, one.why) for one in reading.ignored] == [(name, why)]
    assert reading.view == View(page="statements", selection=Selection(modes=("direct",)))


def test_dates_that_exclude_each_other_are_both_ignored() -> None:
    reading = parse("statements?from=2024-05-02&to=2024-05-01")
    assert [str(one) for one in reading.ignored] == ["from=2024-05-02 (it begins after it ends)", "to=2024-05-01 (it begins after it ends)"]
    assert reading.view.selection == Selection()


def test_undated_statements_have_no_dates() -> None:
    reading = parse("statements?undated=only&from=2024-05-02")
    assert [one.name for one in reading.ignored] == ["from"]
    assert reading.view.selection == Selection(undated="only")


def test_one_bad_value_leaves_the_good_ones() -> None:
    reading = parse("positions?position=oppose&position=maybe&position=support&position=oppose")
    assert reading.view.selection.positions == ("oppose", "support")
    assert [one.value for one in reading.ignored] == ["maybe"]


def test_ten_thousand_parameters_are_read_without_harm() -> None:
    reading = parse("statements?" + "&".join(f"actor=a{n}&junk{n}=1" for n in range(10_000)))
    assert len(reading.view.selection.actors) == 200
    assert len(reading.ignored) == 19_800


def test_an_unknown_page_shows_the_overview_and_says_so() -> None:
    reading = parse("http://host/nowhere?issue=ceasefire")
    assert reading.view == View(selection=Selection(issues=("ceasefire",)))
    assert str(reading.ignored[0]) == "page=nowhere (no such page)"


def test_a_narrower_view_begins_its_list_anew() -> None:
    view = View(page="statements", selection=Selection(countries=("RUS",)), statement="s1", sort="oldest", number=7)
    assert narrowed(view, "actors", actors=("a",)) == View("actors", Selection(countries=("RUS",), actors=("a",)), "", "oldest", 1)
    assert dict(pairs(view)) == {"country": "RUS", "sort": "oldest", "page": "7", "statement": "s1"}
