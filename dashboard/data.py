"""The only caching: one open generation, and the answers it gave."""

from __future__ import annotations

import atexit
import gc
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
STORE, READ_ONLY = "NARRATIVES_STORE", "NARRATIVES_READ_ONLY"


def store_dir() -> str:
    """The folder of the store."""
    return os.environ.get(STORE, "./narratives.store")


def writable() -> bool:
    """Whether this dashboard may add to its store: unless it was started with --read-only, or the folder forbids it."""
    return not os.environ.get(READ_ONLY) and os.access(store_dir(), os.W_OK)


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
    return answered(generation().name, f"{metric.__module__}:{metric.__name__}", repr((selection, arguments)), selection, arguments)


@st.cache_resource(max_entries=2_000, show_spinner=False)
def answered(name: str, metric: str, asked: str, _selection: Selection, _arguments: tuple[Hashable, ...]) -> Any:
    """The metric's answer, shared by all sessions, as frames are never changed; the key is text, which is hashed in no time."""
    module, _, function = metric.partition(":")
    return getattr(import_module(module), function)(opened(store_dir(), name), _selection, *_arguments)


def kept(name: str, view: View, make: Callable[[], T]) -> T:
    """A piece of a page that depends on the view alone, made once; `name` tells it from the page's other pieces."""
    return made(generation().name, name, repr(view), make)


@st.cache_resource(max_entries=1_000, show_spinner=False)
def made(generation_name: str, name: str, view: str, _make: Callable[[], T]) -> T:
    """The piece; shared by all sessions, as texts and finished figures are never changed."""
    return _make()


@st.cache_data(max_entries=500, show_spinner=False)
def text(name: str, article: str) -> str:
    """An article's text."""
    return opened(store_dir(), name).text(article)


def article_text(article: str) -> str:
    """An article's text in the newest generation."""
    return text(generation().name, article)


@st.cache_resource(show_spinner=False)
def settled(page: str) -> None:
    """Let the garbage collector, which every rerun calls, pass over all that stays after a page's first run: it saves 40 ms a rerun."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
