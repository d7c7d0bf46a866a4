from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from tests.canaries.listening import nothing_leaks
from tests.canaries.watch import Watch
from tests.handlers.events import Deployed

__all__ = ["nothing_leaks"]


@pytest.fixture(autouse=True)
def what_leaves_a_handler_is_heard(
    nothing_leaks: Watch,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lambda writes both into its log, and the failure queue gets them."""
    monkeypatch.setattr(Deployed, "invoke", _heard(Deployed.invoke, nothing_leaks))


def _heard(invoke: Callable[..., object], watch: Watch) -> Callable[..., object]:
    def invoked(*args: object, **kwargs: object) -> object:
        try:
            answer = invoke(*args, **kwargs)
        except BaseException as error:
            watch.logs += traceback.format_exception(error)
            raise
        watch.logs.append(repr(answer))
        return answer

    return invoked
