"""A page of the dashboard as it is served to a test: opened by its address, its HTML and its words."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[1] / "dashboard" / "app.py"
LINK = re.compile(r'<a class="view [^"]*" href="([^"]*)"[^>]*?data-n="(\d+)"')


def opened(address: str = "overview") -> AppTest:
    """The page at an address, on the store that the environment names."""
    page, _, query = address.partition("?")
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in parse_qsl(query, keep_blank_values=True):
        app.query_params[name] = [*app.query_params.get(name, []), value]
    app.run()
    return app if page == "overview" else app.switch_page(f"screens/{page}.py").run()


def shown(app: AppTest) -> str:
    """All HTML of ours on the page, without style and script."""
    assert not app.exception, app.exception[0].message
    pieces = [element.proto.body for element in app.get("html")]
    return "\n".join(piece for piece in pieces if not piece.startswith("<style") and "narrativeDesk" not in piece)


def parameters_of(app: AppTest) -> dict[str, list[str]]:
    """The parameters in the address."""
    return {name: [value] if isinstance(value, str) else list(value) for name, value in app.query_params.items()}


def worded(body: str) -> str:
    """The words of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u202f", " ").split())


def plain(app: AppTest) -> str:
    """The page's words."""
    return worded(shown(app))
