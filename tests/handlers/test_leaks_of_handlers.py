"""The search for leaks sees what leaves a handler; what it must find is planted here."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError
from takeover.model.steps import HANDOVER
from tests.canaries.watch import Watch
from tests.handlers.events import Deployed
from tests.story import SAM
from tests.takeover.openings import booked


def test_an_address_in_an_exception_that_leaves_a_handler_is_found(
    nothing_leaks: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed = Deployed(booked(), monkeypatch)

    def breaks(*_: object) -> None:
        raise LaterError(f"no answer about {SAM}")

    monkeypatch.setattr("takeover.entrypoint.take_all", breaks)
    with pytest.raises(LaterError):
        deployed.invoke(HANDOVER)
    assert nothing_leaks.leaks() == [f"in the log: guest_email {SAM!r} of {SAM}"]
    nothing_leaks.logs.clear()
