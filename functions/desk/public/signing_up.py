"""The form to ask for a weekend: whatever is wrong with it, it comes back with all that is right.

Against spam: a field that people do not see, a stamp that tells how long a form was open, bounds,
no links, our own page only, and so many a day. Nothing of it is a puzzle, and nothing is stored
before all of it has passed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from desk.answers import Answer
from desk.asked import Asked
from desk.public.looking import KEPT_SECONDS, offered
from takeover import commands
from takeover.errors import RefusedError, UnknownOutcomeError
from takeover.model.applicant import LONGEST_WHY, friday_of
from takeover.model.credentials import stamp, stamped_at
from takeover.ports import World
from takeover.wording import dates, page_data
from takeover.wording import sign_up as texts
from takeover.wording.page_data import Problem
from takeover.wording.public_data import Offered, SignUp

FIELDS = (
    "first_choice", "second_choice", "public_name", "anonymous", "why",
    "guest_email", "guest_phone", "point", "consent",
)  # fmt: skip
FOR_MACHINES = "website"
"""A field that only a program fills in: people do not see it."""
SHORTEST = timedelta(seconds=3)
LONGEST = timedelta(days=1)
LOOKS_LIKE_A_STAMP = re.compile(r"[0-9]{1,12}\.[0-9a-f]{32}")


def form(asked: Asked) -> Answer:
    """The empty form; a weekend that was tapped on the page before is chosen already."""
    world = asked.world
    made = stamp(world.secrets.link_key(), world.clock.now())
    page = replace(_page(world, made, {}), free=_open(offered(world)))
    wished = asked.query.get("weekend", "")
    if wished in _free(page.free):
        page = replace(page, given={"first_choice": wished})
    return Answer(200, page, kept_seconds=KEPT_SECONDS)


def sign_up(asked: Asked) -> Answer:
    """Look at everything, then keep it, then say thank you on a page of its own."""
    if not asked.from_our_page:
        return Answer(403, page_data.NotFromHere(), refused="another_site")
    given = {name: asked.form.text(name) for name in FIELDS}
    page = _page(asked.world, _own(asked.form.text("stamp")), given)
    try:
        page = replace(page, free=_open(offered(asked.world)))
        return _take(asked, page, given)
    except (RefusedError, UnknownOutcomeError):
        # Harmless to send again: who applies twice is in the list once.
        return _again(_with_chosen(page), [Problem(texts.NOT_NOW)], "later", 503)


def _take(asked: Asked, page: SignUp, given: Mapping[str, str]) -> Answer:
    world = asked.world
    key, now = world.secrets.link_key(), world.clock.now()
    made_at = stamped_at(key, page.stamp)
    if asked.form.text(FOR_MACHINES):
        return _again(page, [Problem(texts.ONCE_MORE)], "for_machines")
    if made_at is None or now - made_at > LONGEST:
        page, made_at = replace(page, stamp=stamp(key, now)), None
    if problems := texts.check_sign_up(given, _free(page.free)):
        return _again(page, problems, "incomplete")
    if made_at is None:
        return _again(page, [Problem(texts.SEND_AGAIN)], "old_form")
    if now - made_at < SHORTEST:
        return _again(page, [Problem(texts.ONCE_MORE)], "too_quick")
    if not commands.ask_for_weekend(world, given):
        settings = world.settings
        words = texts.full(account=settings.account, phone=settings.phone)
        return _again(page, [Problem(words)], "full", 429)
    return Answer(303, location="/sign-up/thanks")


def _again(page: SignUp, problems: Sequence[Problem], refused: str, status: int = 422) -> Answer:
    return Answer(status, replace(page, problems=tuple(problems)), refused=refused)


def _page(world: World, made: str, given: Mapping[str, str]) -> SignUp:
    settings = world.settings
    return SignUp(
        free=(),
        stamp=made,
        given=given,
        point=texts.point(condition=settings.condition),
        consent=texts.consent(charity=settings.charity),
        privacy=tuple(
            texts.privacy(
                from_name=settings.coordinator.first_name,
                deputy_name=settings.deputy.first_name,
                technical_helper_name=settings.technical_helper.first_name,
                retention_days=settings.retention_days,
                region_in_words=settings.region_in_words,
                privacy_contact=settings.privacy_contact,
                regulator=settings.regulator,
            )
        ),
        longest_why=LONGEST_WHY,
    )


def _open(weekends: Sequence[Offered]) -> tuple[Offered, ...]:
    return tuple(weekend for weekend in weekends if weekend.free)


def _with_chosen(page: SignUp) -> SignUp:
    """Where the list cannot be read, what was chosen can still be chosen again."""
    if page.free:
        return page
    chosen = {page.given["first_choice"], page.given["second_choice"]}
    days = sorted(day for choice in chosen if (day := friday_of(choice)))
    return replace(page, free=tuple(Offered(str(day), dates.day_short(day)) for day in days))


def _own(said: str) -> str:
    """What looks like a stamp of ours; anything else is not carried along."""
    return said if LOOKS_LIKE_A_STAMP.fullmatch(said) else ""


def _free(weekends: Sequence[Offered]) -> Collection[str]:
    return {weekend.friday for weekend in weekends}
