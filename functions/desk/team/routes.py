"""Which address of the list leads where. A page only shows; a form changes, and redirects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desk.team import editing, signing_in, waiting
from desk.team.guard import Act, back_to_list, by_anybody, by_member, for_member
from desk.team.overview import list_page, weekend_page
from takeover.wording.list_edit_pages import Kind
from takeover.wording.list_pages import HOME


class Routes(Protocol):
    """Where acts are registered."""

    def get(self, path: str, act: Act) -> None:
        """A page."""

    def post(self, path: str, act: Act) -> None:
        """A form."""


PAGES: Mapping[str, Act] = {
    HOME: for_member(list_page),
    f"{HOME}/<weekend>": for_member(weekend_page),
    waiting.PLACE: for_member(waiting.waiting_page),
    **{f"{HOME}/<weekend>/{kind}": for_member(editing.page(kind)) for kind in Kind},
}
FORMS: Mapping[str, Act] = {
    "/list/number": by_anybody(signing_in.ask_for_number),
    "/list/enter": by_anybody(signing_in.enter),
    "/list/sign-out": by_member(signing_in.sign_out),
    "/list/sign-out-everywhere": by_member(signing_in.sign_out_everywhere),
    f"{HOME}/<weekend>/look": by_member(editing.look_first),
    f"{HOME}/<weekend>/again": by_member(editing.again),
    f"{HOME}/<weekend>/write": by_member(editing.write),
    f"{HOME}/<weekend>/undo": by_member(editing.undo),
    "/list/waiting/forget": by_member(waiting.forget, place=waiting.PLACE),
}


def register(desk: Routes) -> None:
    """Let the desk know all addresses of the list."""
    for path, act in PAGES.items():
        desk.get(path, act)
    for path, act in FORMS.items():
        desk.post(path, act)
        if path not in PAGES:
            desk.get(path, back_to_list)
