"""What both sandboxes share: switched faults, counted requests, and the addresses for them."""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue


@dataclass(frozen=True)
class Fault:
    """A fault to come: its kind, the HTTP method it waits for (None: any), its seconds."""

    kind: str
    on: str | None = None
    seconds: float = 0.0


class Faults:
    """Faults waiting for the next requests; each is used once, the oldest match first."""

    def __init__(self, kinds: Iterable[str], *, writes_only: Iterable[str] = ()) -> None:
        self.kinds = frozenset(kinds)
        self._writes_only = frozenset(writes_only)
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(
        self, kind: str, times: int = 1, *, on: str | None = None, seconds: float = 0.0
    ) -> None:
        """Switch a fault on for the next `times` requests.

        Raises:
            ValueError: the sandbox does not know this kind.
        """
        if kind not in self.kinds:
            raise ValueError(f"No fault {kind!r}; there are: {', '.join(sorted(self.kinds))}.")
        method = on or ("POST" if kind in self._writes_only else None)
        with self._lock:
            self._waiting.extend([Fault(kind, method, seconds)] * times)

    def take(self, method: str) -> Fault | None:
        """Use up and return the fault that hits this request, if there is one."""
        with self._lock:
            for fault in self._waiting:
                if fault.on in (None, method):
                    self._waiting.remove(fault)
                    return fault
        return None

    def clear(self) -> None:
        """Forget every fault that has not happened yet."""
        with self._lock:
            self._waiting.clear()


class RequestCounts:
    """How many requests came, by method and route (never by full path, it may hold an id)."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, method: str, route: str) -> None:
        """Count one request."""
        with self._lock:
            self._counts[f"{method} {route}"] += 1

    def snapshot(self) -> dict[str, int]:
        """Return the counts so far."""
        with self._lock:
            return dict(self._counts)

    def clear(self) -> None:
        """Start counting from nothing."""
        with self._lock:
            self._counts.clear()


def control_blueprint(faults: Faults, counts: RequestCounts) -> Blueprint:
    """Return `/_sandbox/faults` and `/_sandbox/requests` for one sandbox."""
    control = Blueprint("control", __name__, url_prefix="/_sandbox")

    @control.post("/faults")
    def add_fault() -> ResponseReturnValue:
        wanted = request.get_json()
        try:
            faults.add(
                wanted["kind"],
                int(wanted.get("times", 1)),
                on=wanted.get("on"),
                seconds=float(wanted.get("seconds", 0)),
            )
        except (KeyError, ValueError) as error:
            abort(400, str(error))
        return "", 204

    @control.delete("/faults")
    def clear_faults() -> ResponseReturnValue:
        faults.clear()
        return "", 204

    @control.get("/requests")
    def requests_so_far() -> ResponseReturnValue:
        counted = counts.snapshot()
        return jsonify({"total": sum(counted.values()), "by": counted})

    @control.delete("/requests")
    def count_again() -> ResponseReturnValue:
        counts.clear()
        return "", 204

    return control
