"""Mails and posts in the charity's own words: all of them, one to change, how it will look.

Changing one needs a fresh number. Who is asked for it finds what they had typed on coming back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to, needs_number
from takeover.apply.own_texts import ours
from takeover.commands import own_texts, team
from takeover.commands.own_texts import Kept
from takeover.commands.team import Member
from takeover.model.calendar import parse_instant
from takeover.ports import World
from takeover.wording import dates, texts_shown
from takeover.wording.findings import grave
from takeover.wording.list_pages import ListNothingDone, Said
from takeover.wording.list_text_pages import (
    CHANGED_MEANWHILE,
    NOT_SAVED_YET,
    OURS_ALREADY,
    TEXTS,
    ListText,
    ListTexts,
)
from takeover.wording.own_texts import NAMES, built_in, tidy_text
from takeover.wording.page_data import Problem

type ForText = Callable[[Asked, Member, str], Answer]
FIELD = "text"


def texts_page(asked: Asked, _here: Member) -> Answer:
    """All of them, each with whose words it has now."""
    world, kept = asked.world, own_texts.all_kept(asked.world)
    states = {name: _state(world, one) for name, one in kept.items() if one.raw is not None}
    broken = {
        name for name in states if name in NAMES
        and grave(own_texts.findings(world, name, kept[name].words))
    }  # fmt: skip
    groups = texts_shown.groups(_path, states, broken, ours(world.settings))
    return Answer(200, ListTexts(groups=groups))


def _of_a_text(act: ForText) -> Callable[[Asked, Member], Answer]:
    """A page or a form about one text: which one it is."""

    def answer(asked: Asked, here: Member) -> Answer:
        name = asked.parts["text"].replace("-", "/", 1)
        if name not in NAMES:
            why = "The address names none of our mails and posts. Please choose one."
            return Answer(404, ListNothingDone(heading="There is no such text", why=why))
        return act(asked, here, name)

    return answer


@_of_a_text
def text_page(asked: Asked, _here: Member, name: str) -> Answer:
    """One text to change; with what was typed before, if a number had to come first."""
    kept = own_texts.kept(asked.world, name)
    draft = own_texts.draft_of(asked.world, name)
    page = _page(asked, name, kept, draft or kept.words or built_in(name))
    return Answer(200, replace(page, said=NOT_SAVED_YET) if draft else page)


@_of_a_text
def look_first(asked: Asked, _here: Member, name: str) -> Answer:
    """What is wrong with these words, or how they will look; nothing is saved."""
    page = _page(asked, name, own_texts.kept(asked.world, name), _typed(asked))
    page = replace(page, was=asked.form.text("was"))
    return Answer(422 if page.problems else 200, page)


@_of_a_text
def save(asked: Asked, here: Member, name: str) -> Answer:
    """Keep these words, if nothing is wrong with them and nobody else was quicker."""
    world, typed = asked.world, _typed(asked)
    kept = own_texts.kept(world, name)
    page = _page(asked, name, kept, typed)
    if page.problems:
        return Answer(422, replace(page, was=asked.form.text("was")))
    if not team.is_fresh(world, here):
        own_texts.keep_draft(world, here, name, typed)
        return needs_number(here, _path(name))
    if page.was != asked.form.text("was") or not own_texts.change(world, here, name, typed, kept):
        return _changed_meanwhile(asked, name, typed)
    return go_to(_path(name), Said.TEXT_SAVED)


@_of_a_text
def back_to_ours(asked: Asked, here: Member, name: str) -> Answer:
    """Take the charity's words away."""
    world = asked.world
    if not team.is_fresh(world, here):
        return needs_number(here, _path(name))
    kept = own_texts.kept(world, name)
    if _was(kept) != asked.form.text("was") or not own_texts.back_to_ours(world, name, kept):
        return _changed_meanwhile(asked, name, _typed(asked))
    return go_to(_path(name), Said.TEXT_OURS)


def _changed_meanwhile(asked: Asked, name: str, typed: str) -> Answer:
    kept = own_texts.kept(asked.world, name)
    page = _page(asked, name, kept, typed)
    problems = (Problem(CHANGED_MEANWHILE), *page.problems)
    theirs = kept.words or OURS_ALREADY
    return Answer(409, replace(page, problems=problems, theirs=theirs), refused="changed")


def _page(asked: Asked, name: str, kept: Kept, typed: str) -> ListText:
    world = asked.world
    found = own_texts.findings(world, name, typed)
    page = texts_shown.text_page(name, typed, found, ours(world.settings))
    return replace(
        page,
        path=_path(name),
        was=_was(kept),
        state=_state(world, kept) if kept.raw is not None else "",
        problems=tuple(Problem(one.words, FIELD) for one in grave(found)),
    )


def _typed(asked: Asked) -> str:
    return tidy_text(asked.form.text(FIELD))


def _path(name: str) -> str:
    return f"{TEXTS}/{name.replace('/', '-', 1)}"


def _was(kept: Kept) -> str:
    """What was kept, in a few letters: its words may be long."""
    return hashlib.sha256(repr(kept.raw).encode(errors="replace")).hexdigest()[:16]


def _state(world: World, kept: Kept) -> str:
    """Who changed it, and when; of what was written in the console nobody knows."""
    try:
        at = parse_instant(kept.changed_at)
    except ValueError:
        at = None
    if at is None or not kept.changed_by:
        return "Changed in the table itself."
    return f"Changed on {dates.moment(at, world.settings.zone)}, by {kept.changed_by}."
