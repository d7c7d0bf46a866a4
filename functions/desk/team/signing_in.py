"""An address, a number by mail, and back to where one was; the same answers to everybody."""

from __future__ import annotations

import re
import unicodedata

from desk.answers import Answer
from desk.asked import Asked
from desk.cookies import clear_list_token, set_list_token
from desk.team.guard import go_to, known_place
from takeover.commands import team
from takeover.commands.team import Member
from takeover.model.team import OWN_DEVICE
from takeover.wording import refusals
from takeover.wording.list_pages import HOME, ListNumber, ListSignIn, Said
from takeover.wording.page_data import Problem

SIX_DIGITS = re.compile(r"[0-9]{6}")
AN_ADDRESS = re.compile(r"[^@\s]{1,100}@[^@\s]{1,150}")


def ask_for_number(asked: Asked) -> Answer:
    """Send a number to this address if it is one of the team's."""
    address = asked.form.text("address").strip()
    place = known_place(asked.form.text("place"))
    if not AN_ADDRESS.fullmatch(address):
        problem = Problem(refusals.NO_ADDRESS, "address")
        return Answer(422, ListSignIn(place=place, address=address[:100], problems=(problem,)))
    team.ask_for_number(asked.world, address)
    return Answer(200, ListNumber(address=address, place=place))


def enter(asked: Asked) -> Answer:
    """Check the number; from then on this browser is signed in to the list."""
    form = asked.form
    address, place = form.text("address").strip(), known_place(form.text("place"))
    own_device = form.ticked("own_device")
    typed = "".join(unicodedata.normalize("NFKC", form.text("number")).split())
    token, problem = "", refusals.NUMBER_HAS_SIX  # a slip of the finger is no try
    if SIX_DIGITS.fullmatch(typed):
        token = team.enter(asked.world, address, typed, own_device=own_device)
        problem = refusals.NOT_THE_NUMBER
    if not token:
        page = ListNumber(
            address=address[:250],
            place=place,
            own_device=own_device,
            problems=(Problem(problem, "number"),),
        )
        return Answer(422, page)
    if asked.member is not None:
        team.sign_out(asked.world, asked.member)  # this browser has a newer session from here on
    cookie = set_list_token(token, OWN_DEVICE if own_device else None)
    return Answer(303, location=place, cookie=cookie)


def sign_out(asked: Asked, here: Member) -> Answer:
    """End this browser's session and make it forget."""
    team.sign_out(asked.world, here)
    return _signed_out(Said.SIGNED_OUT)


def sign_out_everywhere(asked: Asked, here: Member) -> Answer:
    """End the sessions of this person on every device."""
    team.sign_out_everywhere(asked.world, here)
    return _signed_out(Said.SIGNED_OUT_EVERYWHERE)


def _signed_out(said: Said) -> Answer:
    answer = go_to(HOME, said)
    return Answer(answer.status, location=answer.location, cookie=clear_list_token())
