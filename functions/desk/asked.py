"""One request, read as far as somebody asks; nothing of it is ever logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from desk.cookies import Ticket, read_list_token, read_ticket
from desk.forms import Form, TooLongFormError, UnreadableFormError, read_form
from desk.origin import is_ours, origin_of
from takeover import commands
from takeover.commands import Visit, team
from takeover.model.credentials import csrf_token, same
from takeover.model.turn import SessionKind
from takeover.ports import World

WORDS_FIELDS = ("text", "words")


@dataclass(frozen=True)
class Asked:
    """A request and the world that it meets; `parts` are the variable parts of its path.

    `may_have_file`: its form may be as large as a file is.
    """

    event: Mapping[str, Any]
    world: World
    parts: Mapping[str, str] = field(default_factory=dict)
    may_have_file: bool = False

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers, their names in lower case."""
        given = self.event.get("headers") or {}
        return {str(name).lower(): str(value) for name, value in given.items()}

    @cached_property
    def query(self) -> Mapping[str, str]:
        """What stands behind the question mark."""
        return self.event.get("queryStringParameters") or {}

    @property
    def from_our_page(self) -> bool:
        """Did this form come from a page of ours? Never judged by the Host header."""
        own = {base_address(self.event), origin_of(self.world.settings.desk_url)} - {""}
        return is_ours(self.headers, own)

    @cached_property
    def form(self) -> Form:
        """The form; raises UnreadableFormError or TooLongFormError."""
        kind = self.headers.get("content-type", "")
        return read_form(self.event, kind, with_file=self.may_have_file)

    @property
    def kept_words(self) -> str:
        """What the guest had written, so that no refusal loses it; empty where nothing is."""
        if not self.from_our_page:
            return ""
        try:
            fields = [self.form.texts(name) for name in WORDS_FIELDS]
        except (UnreadableFormError, TooLongFormError):
            return ""
        parts = next((texts for texts in fields if any(map(str.strip, texts))), ())
        return "\n\n".join(text for text in parts if text.strip())

    @cached_property
    def ticket(self) -> Ticket | None:
        """The cookie, if there is one that could be ours."""
        return read_ticket(self.event, self.headers.get("cookie", ""))

    @cached_property
    def visit(self) -> Visit | None:
        """Who is here, looked up strongly consistent; None if nobody is."""
        return self.look_again()

    @cached_property
    def member(self) -> team.Member | None:
        """Who of the team is here, looked up strongly consistent; None if nobody is."""
        token = read_list_token(self.event, self.headers.get("cookie", ""))
        return team.member(self.world, token) if token else None

    def look_again(self) -> Visit | None:
        """Look roster and ledger up anew, after something may have changed."""
        if self.ticket is None:
            return None
        return commands.visit(self.world, self.ticket.turn, self.ticket.token)

    def holds_form_of(self, here: Visit | team.Member) -> bool:
        """Does the form carry what only a page of this very session could know?"""
        return same(csrf_token(here.token), self.form.text("csrf"))


def base_address(event: Mapping[str, Any]) -> str:
    """The address that AWS knows this request by; what the browser wrote as Host is not asked."""
    return f"https://{event['requestContext']['domainName']}".lower()


def usable(here: Visit) -> bool:
    """May this session still do anything?

    Not one whose link has been replaced since: whoever guessed numbers holds the old one.
    """
    session = here.session
    if session.kind is SessionKind.LINK and session.generation != here.turn.generation:
        return False
    return here.live and session.kind is not SessionKind.PROBE
