"""Who gets to the list: every page and every form of the team's goes through one of these.

A form is asked for its origin, its session, its form's own secret and, for what is grave, for a
number that was typed in the last quarter of an hour; in this order, before anything is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from desk.answers import Answer
from desk.asked import Asked
from takeover.commands import team
from takeover.commands.team import Member
from takeover.model.credentials import csrf_token
from takeover.wording import refusals
from takeover.wording.list_pages import (
    HOME,
    SENTENCES,
    ListFresh,
    ListNothingDone,
    ListPage,
    ListSignIn,
    Said,
)
from takeover.wording.page_data import Frame, Problem

type Act = Callable[[Asked], Answer]
type MemberAct = Callable[[Asked, Member], Answer]

PLACES = re.compile(
    r"/list(/(\d{4}-\d\d-\d\d(/(trustees|posts|review))?|quarters/\d{4}-Q[1-4]"
    r"|away|mails(/\d{4}-\d\d-\d\d/[a-z0-9._-]+)?"
    r"|waiting|pause-button|going-live|health|texts(/(mail|post|page)-[a-z_-]+)?|sheet|answers|quotes))?"
)
"""Where signing in may lead to, and nowhere else."""


def for_member(act: MemberAct, *, fresh: bool = False, place: str = "") -> Act:
    """A page for somebody of the team; others are asked to sign in, and come back to it.

    `place` is where they come back to instead, where that is no page to stand on.
    """

    def answer(asked: Asked) -> Answer:
        back_to, here = known_place(place or asked.event.get("rawPath")), asked.member
        if here is None:
            return framed(None, Answer(200, sign_in(asked, back_to)))
        if fresh and not team.is_fresh(asked.world, here):
            return needs_number(here, back_to)
        return framed(here, _told(asked, act(asked, here)))

    return answer


def by_member(
    act: MemberAct, *, fresh: bool = False, place: str = HOME, with_file: bool = False
) -> Act:
    """A form of somebody of the team's; `place` is the page that it stands on."""

    def answer(asked: Asked) -> Answer:
        if not asked.from_our_page:
            return nothing_done(None, refusals.NOT_FROM_OUR_PAGE, "another_site")
        if with_file:
            asked = replace(asked, may_have_file=True)  # megabytes are read for members only
        else:
            _ = asked.form  # too long or unreadable: before anything is looked up
        here = asked.member
        if here is None:
            page = replace(sign_in(asked, place), problems=(Problem(refusals.SIGN_IN_FIRST),))
            return framed(None, Answer(403, page, refused="signed_out"))
        if not asked.holds_form_of(here):
            return nothing_done(here, refusals.PAGE_TOO_OLD, "old_form")
        if fresh and not team.is_fresh(asked.world, here):
            return needs_number(here, place)
        return framed(here, act(asked, here))

    return answer


def by_anybody(act: Act) -> Act:
    """A form of somebody who is not signed in yet: only from our own page."""

    def answer(asked: Asked) -> Answer:
        if not asked.from_our_page:
            return nothing_done(None, refusals.NOT_FROM_OUR_PAGE, "another_site")
        return framed(asked.member, act(asked))

    return answer


def back_to_list(_asked: Asked) -> Answer:
    """Somebody reloads the address of a form: there is nothing to see, and nothing is done."""
    return go_to(HOME)


def go_to(place: str, said: Said | None = None) -> Answer:
    """After a form, so that going back or reloading does nothing twice."""
    return Answer(303, location=f"{place}?said={said}" if said else place)


def nothing_done(here: Member | None, why: str, refused: str, status: int = 403) -> Answer:
    """A form that was not carried out, and why; `refused` is the same in one word."""
    return framed(here, Answer(status, ListNothingDone(why=why), refused=refused))


def sign_in(asked: Asked, place: str = HOME) -> ListSignIn:
    """The page that asks for a mail address."""
    return ListSignIn(place=known_place(place), said=said_in(asked))


def known_place(path: object) -> str:
    """This path if it is one that signing in may lead to, else the list."""
    return str(path) if PLACES.fullmatch(str(path)) else HOME


def said_in(asked: Asked) -> str:
    """The sentence about what was just done, from the address; ours only."""
    said = asked.query.get("said", "")
    return SENTENCES[Said(said)] if said in set(Said) else ""


def framed(here: Member | None, answer: Answer) -> Answer:
    """The answer with what stands around the team's pages."""
    if here is None:
        return replace(answer, frame=Frame())
    frame = Frame(csrf=csrf_token(here.token), signed_in=here.person.first_name)
    return replace(answer, frame=frame, who=here.who)


def _told(asked: Asked, answer: Answer) -> Answer:
    page = answer.page
    if not isinstance(page, ListPage) or page.said:
        return answer
    return replace(answer, page=replace(page, said=said_in(asked)))


def needs_number(here: Member, place: str) -> Answer:
    """Not without a number that was typed lately; `place` is where to go on afterwards."""
    page = ListFresh(address=here.person.address, place=known_place(place))
    return framed(here, Answer(403, page, refused="number_needed"))
