"""The one place that every call of every port in memory passes, so that a test can break any."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast


@dataclass
class Fault:
    """An error that waits for a call: before its effect, or after it (the answer is lost)."""

    call: str
    error: BaseException
    afterwards: bool
    times: int


class Seam:
    """Notes every call by name (`ledger.claim`), and breaks those that it was told to break.

    `before` and `after` are called around each effect; what they raise reaches the caller. Give
    the ports of one world the same seam.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.before: Callable[[str], None] = _nothing
        self.after: Callable[[str], None] = _nothing
        self.lock = threading.RLock()
        self._faults: list[Fault] = []

    def fail(
        self, call: str, error: BaseException, *, afterwards: bool = False, times: int = 1
    ) -> None:
        """Let the next calls of this name fail: without their effect, or (`afterwards`) with it."""
        self._faults.append(Fault(call, error, afterwards, times))

    def enter(self, call: str) -> None:
        """What happens before the effect."""
        self.calls.append(call)
        self.before(call)
        if self._faults:
            self._break(call, afterwards=False)

    def leave(self, call: str) -> None:
        """What happens after the effect."""
        self.after(call)
        if self._faults:
            self._break(call, afterwards=True)

    def _break(self, call: str, *, afterwards: bool) -> None:
        for fault in self._faults:
            if fault.call == call and fault.afterwards == afterwards and fault.times:
                fault.times -= 1
                raise fault.error


class OnSeam:
    """A port in memory; `port` is its name in the seam's notes."""

    port = ""

    def __init__(self, seam: Seam | None = None) -> None:
        self.seam = seam or Seam()


def port_call[**P, R](method: Callable[P, R]) -> Callable[P, R]:
    """Let a method pass the seam; calls between the methods of one port must not use it."""

    name = cast("Any", method).__name__

    @functools.wraps(method)
    def passing(*args: P.args, **kwargs: P.kwargs) -> R:
        port: Any = args[0]
        seam, call = port.seam, f"{port.port}.{name}"
        seam.enter(call)
        with seam.lock:
            result = method(*args, **kwargs)
        seam.leave(call)
        return result

    return passing


def _nothing(_: str) -> None:
    """Neither before nor after a call does anything happen, unless a test wants it."""
