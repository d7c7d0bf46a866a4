"""I got a number by phone: how a guest gets in who is helped on the phone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from desk.answers import Answer, go_home
from desk.asked import Asked
from desk.cookies import Ticket, set_ticket
from takeover.commands import helping
from takeover.commands.helping import Help
from takeover.wording import phone_pages
from takeover.wording.page_data import NotFromHere, Problem
from takeover.wording.phone_pages import Helped

PLACE = "/helped"
EIGHT_DIGITS = re.compile(r"[0-9]{8}")


def page(_asked: Asked) -> Answer:
    """The form, for anybody."""
    return Answer(200, Helped())


def enter(asked: Asked) -> Answer:
    """Find whose page the number opens; from then on this browser is that guest's."""
    if not asked.from_our_page:
        return Answer(403, NotFromHere(), refused="another_site")
    form = asked.form
    own_device = form.ticked("own_device")
    typed = "".join(unicodedata.normalize("NFKC", form.text("number")).split())
    shown = Helped(own_device=own_device)
    if not EIGHT_DIGITS.fullmatch(typed):
        # A slip of the finger is no try.
        return _again(replace(shown, number=form.text("number")[:20]), phone_pages.NUMBER_HAS_EIGHT)
    helped = helping.enter_by_phone(asked.world, typed, own_device=own_device)
    if helped.outcome is Help.TOO_MANY:
        return replace(_again(shown, phone_pages.TOO_MANY), status=429)
    if helped.turn is None:
        return _again(shown, phone_pages.NOT_IT)
    until = helped.turn.window.ends_at if own_device else None
    ticket = Ticket(helped.turn.id, helped.token)
    home = go_home(cookie=set_ticket(ticket, asked.world.clock.now(), until))
    return replace(home, turn=helped.turn.id)


def _again(shown: Helped, problem: str) -> Answer:
    return Answer(422, replace(shown, problems=(Problem(problem, "number"),)))
