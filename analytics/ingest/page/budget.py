"""The time that one document may take to be read."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType


class OverBudgetError(BaseException):
    """The time is up; no Exception, so that no library's own handler swallows it."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise OverBudgetError in the body after so many seconds, or when those of a budget around it are over.

    In a thread, which can't be interrupted, the size limits alone hold.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    around, began = signal.getitimer(signal.ITIMER_REAL)[0], monotonic()

    def stop(_: int, __: FrameType | None) -> None:
        raise OverBudgetError(f"more than {seconds:g} s")

    earlier = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, around or seconds))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
        if around:
            signal.setitimer(signal.ITIMER_REAL, max(around - (monotonic() - began), 0.001))
