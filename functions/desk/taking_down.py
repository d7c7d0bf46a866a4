"""Take one of the guest's own posts down: asked once more, then done through the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desk.acts import refused
from desk.answers import Answer
from desk.asked import Asked
from desk.while_open import while_open
from desk.writing import bar, own_post, write_page
from takeover import commands
from takeover.commands import Publication, Visit
from takeover.wording import refusals
from takeover.wording.page_data import Notice, Problem
from takeover.wording.write_pages import TakeDown

PLACE, HOME, TALK = "/take-down", "/", "/talk"


def ask(back: str) -> Callable[[Asked], Answer]:
    """The page that asks once more, for a post that was seen on the page `back`; does nothing."""

    def answer(asked: Asked, here: Visit) -> Answer:
        wanted, world = asked.query.get("post", ""), asked.world
        for post in commands.own_posts(world, here):
            if post.attempt == wanted and post.posted and not post.taken_down:
                shown, action, top = own_post(world, post), _place(back), bar(world, here)
                page = TakeDown(bar=top, post=shown, action=action, back=back, parts=post.parts)
                return Answer(200, page)
        return Answer(303, location=back)

    return while_open(answer)


def take_down(back: str) -> Callable[[Asked, Visit], Answer]:
    """Take it down, and go back to where it was seen."""

    def answer(asked: Asked, here: Visit) -> Answer:
        done = commands.take_down(asked.world, here, asked.form.text("attempt"))
        match done.outcome:
            case Publication.POSTED:
                return Answer(303, location=f"{back}?said={Notice.TAKEN_DOWN}")
            case Publication.REFUSED_BY_GATE:
                return refused(asked, done.verdict.reason if done.verdict else "")
            case Publication.NOT_THESE_WORDS:
                return Answer(303, location=back)
            case Publication.UNSURE:
                problem = Problem(refusals.TAKE_DOWN_UNSURE)
            case _:
                problem = Problem(refusals.TAKE_DOWN_REFUSED)
        page = replace(write_page(asked.world, here), problems=(problem,))
        return Answer(409, page, refused=done.outcome)

    return answer


def _place(back: str) -> str:
    return f"{back.rstrip('/')}{PLACE}"


PAGES: Mapping[str, Callable[[Asked], Answer]] = {_place(at): ask(at) for at in (HOME, TALK)}
ACTS: Mapping[str, Callable[[Asked, Visit], Answer]] = {
    _place(at): take_down(at) for at in (HOME, TALK)
}
"""All of them ask the gate."""
