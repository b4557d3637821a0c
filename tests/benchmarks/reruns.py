"""What a page costs the server when a filter gets a value that nobody asked for yet: python -m tests.benchmarks.reruns STORE"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import time
from pathlib import Path

import ibis
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.store.serving import current

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGES = ("overview", "actors", "positions", "sources", "statements")
COUNTRIES = ("UKR", "RUS", "USA", "CHN", "DEU", "FRA", "GBR", "POL")
ISSUES = ("ceasefire", "military-aid", "sanctions-on-russia", "troop-deployment", "negotiated-settlement")


def main(store: str) -> None:
    """A line per page: the same view again, then the median of new values of each filter, in ms of CPU, and the first one of its kind."""
    os.environ["NARRATIVES_STORE"] = store
    logging.disable(logging.CRITICAL)
    values = {"country": COUNTRIES, "issue": ISSUES, "actor": frequent(store)}
    for page in PAGES:
        app = AppTest.from_file(str(APP), default_timeout=120).run()
        if page != PAGES[0]:
            app.switch_page(f"screens/{page}.py").run()
        found = [f"same view {rerun(app, {}):5.0f}"]
        for name, chosen in values.items():
            first, *others = [rerun(app, {name: value}) for value in chosen]
            found.append(f"{name} {statistics.median(others):5.0f} (first {first:5.0f})")
        print(f"{page:<11}", "   ".join(found), flush=True)


def frequent(store: str) -> list[str]:
    """Actors with many statements."""
    generation = current(store)
    table = generation.table("actors")
    return list(generation.frame(table.order_by(ibis.desc("statements"), "actor_id").limit(6))["actor_id"])


def rerun(app: AppTest, parameters: dict[str, str]) -> float:
    """The CPU milliseconds of a rerun for which no answer is kept."""
    app.query_params.clear()
    app.query_params.update(parameters)
    if parameters:
        forget()
    begun = time.process_time()
    app.run()
    return 1000 * (time.process_time() - begun)


def forget() -> None:
    """Let go of all kept answers, as a new value has none; the open generation stays."""
    from dashboard import data

    st.cache_data.clear()
    data.made.clear()


if __name__ == "__main__":
    main(sys.argv[1])
