"""The only caching: one open generation, and the answers it gave."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from importlib import import_module
from typing import Any, TypeVar

import streamlit as st

from analytics.export.view import View
from analytics.metrics.asking import records  # noqa: F401  pages take it from here
from analytics.records import Selection
from analytics.store.serving import Generation, current, generation_name

T = TypeVar("T")
STORE = "NARRATIVES_STORE"


def store_dir() -> str:
    """The folder of the store."""
    return os.environ.get(STORE, "./narratives.store")


def generation() -> Generation:
    """The newest generation; a new one is taken up at the next rerun."""
    folder = store_dir()
    return opened(folder, generation_name(folder))


@st.cache_resource(max_entries=2, show_spinner=False)
def opened(folder: str, name: str | None) -> Generation:
    """The open generation of a name."""
    return current(folder)


def fetch(metric: Callable[..., Any], selection: Selection, *arguments: Hashable) -> Any:
    """A metric's answer on the newest generation, kept as long as nothing changes."""
    return answered(generation().name, f"{metric.__module__}:{metric.__name__}", selection, arguments)


@st.cache_data(max_entries=2_000, show_spinner=False)
def answered(name: str, metric: str, selection: Selection, arguments: tuple[Hashable, ...]) -> Any:
    """The metric's answer; its name and the generation's make the key."""
    module, _, function = metric.partition(":")
    return getattr(import_module(module), function)(opened(store_dir(), name), selection, *arguments)


def kept(name: str, view: View, make: Callable[[], T]) -> T:
    """A piece of a page that depends on the view alone, made once; `name` tells it from the page's other pieces."""
    return made(generation().name, name, view, make)


@st.cache_resource(max_entries=1_000, show_spinner=False)
def made(generation_name: str, name: str, view: View, _make: Callable[[], T]) -> T:
    """The piece; shared by all sessions, as texts and finished figures are never changed."""
    return _make()


@st.cache_data(max_entries=500, show_spinner=False)
def text(name: str, article: str) -> str:
    """An article's text."""
    return opened(store_dir(), name).text(article)


def article_text(article: str) -> str:
    """An article's text in the newest generation."""
    return text(generation().name, article)
