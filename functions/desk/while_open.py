"""Pages that are there only while the account is with the guest who asks."""

from __future__ import annotations

from collections.abc import Callable

from desk.answers import Answer, go_home
from desk.asked import Asked, usable
from takeover.commands import Visit


def while_open(act: Callable[[Asked, Visit], Answer]) -> Callable[[Asked], Answer]:
    """A page for who is signed in with the number while the gate is open; else the usual page."""

    def answer(asked: Asked) -> Answer:
        here = asked.visit
        if here is None or not usable(here) or not here.verdict.may_post:
            return go_home()
        return act(asked, here)

    return answer
