"""The time that one page may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OverBudgetError(BaseException):
    """The time is up; no Exception, so that no library's own handler swallows it."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise OverBudgetError in the body after so many seconds; in a thread, which can't be interrupted, the size limits alone hold."""
    if threading.current_thread() is not threading.main_thread() or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise OverBudgetError(f"more than {seconds:g} s")

    earlier = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
