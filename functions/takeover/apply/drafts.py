"""A mail that will go out, as it would look now; nothing is sent, and no guest's link is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from takeover.apply.fillers import Blanks
from takeover.apply.letters import attachments, words
from takeover.apply.look import Look
from takeover.model.credentials import StandIn
from takeover.planning.preview import Expected
from takeover.ports import Attachment, World
from takeover.wording import MailText
from takeover.wording.list_mail_pages import OWN_LINK, OWN_NUMBER


@dataclass(frozen=True)
class DraftBlanks(Blanks):
    """What fills the blanks of a mail that somebody else than its reader looks at."""

    @cached_property
    def key(self) -> StandIn:
        """Never the guest's: who has it could post."""
        return StandIn(OWN_LINK, OWN_NUMBER)


@dataclass(frozen=True)
class Draft:
    """A mail as it would look now."""

    text: MailText
    attachments: tuple[Attachment, ...]


def draft(world: World, seen: Look, this: Expected, *, test: bool = False) -> Draft:
    """Write a mail that is expected; a `test` has a line on top that says who it is for."""
    # What is about one weekend speaks of the day on which it goes; the others of what is so now.
    there = replace(seen, now=this.at) if this.planned.sight else seen
    blanks = DraftBlanks(world, this.planned, there)
    reader = ", ".join(map(str, this.to)) if test else None
    return Draft(words(blanks, reader), attachments(blanks))
