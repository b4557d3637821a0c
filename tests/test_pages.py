"""Each page as it is served: what it shows, what its widgets change, and that its numbers hold."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.export.view import parse
from analytics.metrics.listing import count
from analytics.store.serving import Generation, current
from dashboard import view
from tests.desk_pages import LINK, opened, parameters_of, plain, shown
from tests.desk_store import COURIER, HOSTILE, make

PAGES = (
    "overview",
    "overview?country=UKR",
    "actors",
    "actors?actor=ana-roy",
    "actors?actor=ana-roy&actor=min-def-rus&actor=chn",
    "positions",
    "positions?issue=ceasefire",
    "positions?issue=sanctions-on-russia&undated=no",
    "overview?by=country",
    "positions?by=kind",
    "positions?issue=ceasefire&by=country",
    "actors?by=institution",
    "statements?institution=ana-roy",
    "issues",
    "sources",
    "sources?via=any",
    "statements",
    "statements?named=named&sort=confidence",
    "reader?statement=s2",
    "reader?statement=s9",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def held(store: Path) -> Iterator[Generation]:
    generation = current(store)
    yield generation
    generation.close()


@pytest.fixture
def visit(store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATIVES_STORE", str(store))
    return opened


@pytest.mark.parametrize("address", PAGES)
def test_every_number_opens_its_list_and_nothing_from_outside_becomes_an_element(visit, held: Generation, address: str) -> None:
    body = shown(visit(address))
    for outside in ("<img", "<script", 'href="javascript'):
        assert outside not in body
    links = LINK.findall(body)
    assert links
    for href, number in links:
        reading = parse(html.unescape(href))
        assert reading.ignored == ()
        assert count(held, reading.view.selection) == int(number), href


def test_the_overview_says_in_one_sentence_what_is_selected(visit) -> None:
    words = plain(visit())
    assert "9 statements by 6 actors in 4 articles; 2023-02-10 to Jul 2024 , date unknown for 3." in words
    assert "3 statements, not in the chart: the article’s date is unknown" in words
    assert "4 articles held · 3 sources · last ingest 2025-06-01 12:00 UTC · 1 failed" in words


def test_where_no_date_is_known_nothing_is_drawn_over_time(visit) -> None:
    app = visit("overview?source=unknown")
    assert "3 statements by 1 actor in 1 article; date unknown for all." in plain(app)
    assert "no article bears a date" in plain(app)
    assert len(app.get("plotly_chart")) == 0


def test_the_filters_of_the_address_stand_in_the_widgets(visit) -> None:
    app = visit("statements?actor=ana-roy&position=support&from=2024-01-01&undated=no&text=Roy&named=named")
    assert app.multiselect(key="actors").value == ["ana-roy"]
    assert app.button_group(key="positions").value == ["support"]
    assert app.date_input(key="start").value.isoformat() == "2024-01-01"
    assert app.text_input(key="text").value == "Roy"
    assert app.button_group(key="named").value == "named"
    for words in ("holds “Roy” ×", "Ana Roy ×", "support ×", "named speakers ×", "from 2024-01-01 ×", "dated only ×"):
        assert words in plain(app)


@pytest.mark.parametrize(
    ("key", "value", "parameters", "n"),
    [
        ("actors", ["ana-roy"], {"actor": ["ana-roy"]}, 3),
        ("countries", ["UKR", "RUS"], {"country": ["UKR", "RUS"]}, 5),
        ("kinds", ["ministry"], {"kind": ["ministry"]}, 1),
        ("issues", ["ceasefire"], {"issue": ["ceasefire"]}, 3),
        ("sources", ["unknown"], {"source": ["unknown"]}, 3),
        ("via", ["Interfax"], {"via": ["Interfax"]}, 2),
    ],
)
def test_choosing_values_filters_the_page_and_the_address(
    visit, key: str, value: list[str], parameters: dict[str, list[str]], n: int
) -> None:
    app = visit("statements?page=2")
    app.multiselect(key=key).set_value(value).run()
    assert parameters_of(app) == parameters
    assert f"{n} statement" in plain(app)
    app.multiselect(key=key).set_value([]).run()
    assert parameters_of(app) == {}


def test_searching_filters_the_page_and_the_address(visit) -> None:
    app = visit("statements")
    app.text_input(key="text").set_value("soldiers").run()
    assert parameters_of(app) == {"text": ["soldiers"]}
    assert "3 statements by 2 actors" in plain(app)


@pytest.mark.parametrize(
    ("key", "value", "parameters"),
    [
        ("positions", ["oppose", "none"], {"position": ["oppose", "none"]}),
        ("modes", ["direct"], {"mode": ["direct"]}),
        ("named", "unnamed", {"named": ["unnamed"]}),
        ("undated", False, {"undated": ["no"]}),
        ("undated", "only", {"undated": ["only"]}),
    ],
)
def test_pressing_a_pill_filters_the_address(visit, key: str, value: object, parameters: dict[str, list[str]]) -> None:
    app = visit("statements")
    app.button_group(key=key).set_value(value).run()
    assert parameters_of(app) == parameters


def test_choosing_days_filters_the_address(visit) -> None:
    from datetime import date

    app = visit("statements")
    app.date_input(key="start").set_value(date(2024, 5, 1)).run()
    app.date_input(key="end").set_value(date(2024, 5, 31)).run()
    assert parameters_of(app) == {"from": ["2024-05-01"], "to": ["2024-05-31"]}
    assert "6 statements" in plain(app)


def test_a_widget_keeps_the_filters_that_it_is_not_about(visit) -> None:
    app = visit("actors?issue=ceasefire&sort=oldest")
    app.multiselect(key="countries").set_value(["UKR"]).run()
    assert parameters_of(app) == {"country": ["UKR"], "issue": ["ceasefire"], "sort": ["oldest"]}


def test_values_carry_their_counts_under_the_other_filters(visit) -> None:
    app = visit("statements?country=UKR")
    assert "Foreign troops · 2" in app.multiselect(key="issues").options
    assert "Russia (RUS) · 1" in app.multiselect(key="countries").options
    assert "▼ oppose · 1" in app.button_group(key="positions").options


def test_what_the_address_says_and_nobody_follows_is_named(visit) -> None:
    app = visit("statements?actor=nobody&colour=%3Cimg%3E&from=2024-02-30&statement=s99")
    words = plain(app)
    for piece in (
        "colour=<img> (no such parameter)",
        "from=2024-02-30 (no such day)",
        "actor=nobody (not in this store)",
        "statement=s99 (not in this store)",
    ):
        assert piece in words
    assert "9 statements" in words


def test_an_empty_result_says_what_to_loosen(visit) -> None:
    words = plain(visit("statements?actor=chn&position=oppose"))
    assert "Nothing was said that fits all of this. Loosen one filter:" in words
    assert "without China : 3 statements" in words
    assert "without oppose : 1 statement" in words


def test_actors_are_compared_side_by_side(visit) -> None:
    app = visit("actors?actor=ana-roy&actor=min-def-rus")
    words = plain(app)
    assert words.count("Ana Roy and Ministry of Defence") == 1
    assert "both for and against" in words
    assert len(app.get("plotly_chart")) == 1


def test_an_issue_shows_its_proposition_and_its_sides(visit) -> None:
    words = plain(visit("positions?issue=ceasefire"))
    assert "The fighting should stop under a ceasefire or truce." in words
    assert "▼ oppose 2 actors Ukraine Ana Roy 1 Russia Ministry of Defence 1" in words
    assert "● neutral 0 actors nobody identified" in words


def test_the_reader_marks_every_statement_and_tells_the_chosen_one_apart(visit) -> None:
    body = shown(visit("reader?statement=s2"))
    assert body.count("<mark>") == 3
    assert re.search(r'class="view said oppose said chosen" [^>]*data-focus><mark>any pause</mark>', body)
    assert '<span class="part speaker">The ministry</span>' in body
    assert '<span class="part cue">rejected</span>' in body
    words = plain(visit("reader?statement=s2"))
    assert "statement 2 of 3" in words
    assert "Interfax" in words
    assert "90% that it is a statement" in words


def test_a_condition_is_marked_inside_its_words(visit) -> None:
    body = shown(visit("reader?statement=s4"))
    assert re.search(r'class="view said conditional condition said chosen"[^>]*><mark>if the guns fall silent</mark>', body)


def test_hostile_text_is_shown_letter_for_letter(visit) -> None:
    words = html.unescape(re.sub(r"</?(?:a|mark|span|sup)\b[^>]*>", "", shown(visit("reader?statement=s9"))))
    assert "<script>document.title='owned'</script><img src=http://evil.example/b.png>" in words
    assert HOSTILE.text[:40] in words


def test_an_article_without_a_chosen_statement_can_be_read(visit) -> None:
    words = plain(visit(f"reader?article={COURIER.key}"))
    assert "A day of talks" in words
    assert "3 statements" in words


def test_a_reader_without_an_article_points_to_the_list(visit) -> None:
    assert "No article is open." in plain(visit("reader"))


def test_without_a_store_the_page_says_how_to_make_one(visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NARRATIVES_STORE", str(tmp_path / "none"))
    app = opened()
    assert "make one with `narratives ingest PATH" in plain(app)


def test_a_new_generation_is_taken_up_without_a_restart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from analytics.store.generation import build

    make(tmp_path)
    monkeypatch.setenv("NARRATIVES_STORE", str(tmp_path))
    app = opened()
    first = re.search(r"Generation (\S+)\.", plain(app))
    name = build(tmp_path)
    assert first
    assert first[1] != name
    assert f"Generation {name}." in plain(app.run())


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        (["truce", "grain"], [["truce", "grain"]]),
        ([], [[]]),
        (["Truce · 4"], []),
        (["truce", "Grain · 1"], []),
        ("truce", ["truce"]),
        (None, [None]),
        ("truce · 4", []),
    ],
)
def test_a_label_that_a_filter_no_longer_has_is_no_choice(monkeypatch: pytest.MonkeyPatch, sent: object, written: list[object]):
    state: dict[str, object] = {}
    monkeypatch.setattr(view.st, "session_state", state)
    taken: list[object] = []
    arguments = view.bound("issues", ["truce"], taken.append, ("truce", "grain"))
    state["issues"] = sent
    arguments["on_change"]()
    assert taken == written
