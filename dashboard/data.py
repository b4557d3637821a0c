"""The only caching: one open generation, and the answers it gave."""

from __future__ import annotations

import atexit
import gc
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock
from typing import Any, Generic, TypeVar

import streamlit as st

from analytics.export.view import View
from analytics.metrics.asking import records  # noqa: F401  pages take it from here
from analytics.records import Selection
from analytics.store.serving import Generation, current, generation_name

T = TypeVar("T")
P = TypeVar("P")
TAKEN = "generation_taken_up"  # in the session
STORE, READ_ONLY = "NARRATIVES_STORE", "NARRATIVES_READ_ONLY"


def store_dir() -> str:
    """The folder of the store."""
    return os.environ.get(STORE, "./narratives.store")


def writable() -> bool:
    """Whether this dashboard may add to its store: unless it was started with --read-only, or the folder forbids it."""
    return not os.environ.get(READ_ONLY) and os.access(store_dir(), os.W_OK)


def take_up() -> None:
    """Look once a rerun which generation is the newest: a page asks for it 40 times, and looking opens a file."""
    folder = store_dir()
    st.session_state[TAKEN] = folder, generation_name(folder)


def generation() -> Generation:
    """The newest generation; a new one is taken up at the next rerun."""
    folder = store_dir()
    taken, name = st.session_state.get(TAKEN, ("", None))
    return opened(folder, name if taken == folder else generation_name(folder))


@lru_cache(maxsize=2)
def opened(folder: str, name: str | None) -> Generation:
    """The open generation of a name."""
    return current(folder)


class Kept(Generic[T]):
    """The last answers, shared by all sessions, as frames, texts and figures are never changed.

    A hit takes 0.01 ms where Streamlit's caches, which make a key of every argument's text and type, take 0.17; a page asks 80 times.
    """

    def __init__(self, most: int) -> None:
        """Room for `most` answers."""
        self._most, self._held, self._lock = most, OrderedDict[Hashable, T](), Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer that is kept under a key, or a new one."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        found = make()
        with self._lock:
            self._held[key] = found
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return found

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._held.clear()


answered: Kept[Any] = Kept(2_000)
made: Kept[Any] = Kept(1_000)


def fetch(metric: Callable[..., Any], selection: Selection, *arguments: Hashable) -> Any:
    """A metric's answer on the newest generation, kept as long as nothing changes."""
    now = generation()
    return answered.get((store_dir(), now.name, metric, selection, arguments), lambda: metric(now, selection, *arguments))


def kept(name: str, view: View, make: Callable[[], P]) -> P:
    """A piece of a page that depends on the view alone, made once; `name` tells it from the page's other pieces."""
    piece: P = made.get((store_dir(), generation().name, name, view), make)
    return piece


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
