"""What a page costs the server when a filter gets a value that nobody asked for yet: python -m tests.benchmarks.reruns STORE"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import time
from pathlib import Path

import ibis
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
        forget()
        app.run()  # what no filter changes is asked once
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
    """The CPU milliseconds of a rerun."""
    app.query_params.clear()
    app.query_params.update(parameters)
    begun = time.process_time()
    app.run()
    return 1000 * (time.process_time() - begun)


def forget() -> None:
    """Let go of the answers that other pages asked for; the open generation stays."""
    from dashboard import data

    for kept in (data.answered, data.made):
        kept.clear()


if __name__ == "__main__":
    main(sys.argv[1])
