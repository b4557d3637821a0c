"""The time that one document may take."""

from __future__ import annotations

import faulthandler
import functools
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = "NARRATIVES_SECONDS"
DEFAULT_SECONDS = 300  # a speech of 177,000 characters, the longest of 5,465 documents, takes 13 s on an idle core, 47 s on a busy one
GRACE = 30


@functools.cache
def seconds() -> int:
    """The seconds that one document may take; NARRATIVES_SECONDS sets them."""
    given = os.environ.get(SECONDS, "")
    return int(given) if given.isdigit() and int(given) else DEFAULT_SECONDS


@contextmanager
def time_budget(limit: float, grace: float = GRACE) -> Iterator[None]:
    """Raise TimeoutError in the body after so many seconds; a worker process that can't be interrupted ends `grace` seconds later.

    Only a process's main thread can be interrupted; in others the body just runs.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"more than {limit} s")

    worker = multiprocessing.parent_process() is not None
    earlier = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    with open(os.devnull, "w") as nowhere:
        if worker:  # a thread of its own that needs no leave of the interpreter
            faulthandler.dump_traceback_later(limit + grace, exit=True, file=nowhere)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, earlier)
            if worker:
                faulthandler.cancel_dump_traceback_later()
