"""The public pages: free weekends, the form to ask for one, the guide. No cookies, no sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from desk.answers import Answer
from desk.asked import Asked
from desk.public import looking, signing_up

type Act = Callable[[Asked], Answer]


class Routes(Protocol):
    """Where acts are registered."""

    def get(self, path: str, act: Act) -> None:
        """A page."""

    def post(self, path: str, act: Act) -> None:
        """A form."""


PAGES: Mapping[str, Act] = {
    "/weekends": looking.weekends,
    "/guide": looking.guide,
    "/sign-up": signing_up.form,
    "/sign-up/thanks": looking.thanks,
}


def register(desk: Routes) -> None:
    """Let the desk know all public addresses."""
    for path, act in PAGES.items():
        desk.get(path, act)
    desk.post("/sign-up", signing_up.sign_up)
