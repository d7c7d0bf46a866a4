"""Going live, and whether all is ready for it: the gravest button of the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to
from desk.team.lines import coming_of
from takeover.apply.look import look
from takeover.apply.weekly import problems
from takeover.commands import going_live
from takeover.commands.team import Member
from takeover.model.readiness import Obstacle
from takeover.model.steps import REMINDERS
from takeover.settings import Settings
from takeover.wording import dates, list_live_pages
from takeover.wording.list_live_pages import ListGoingLive, ListHealth
from takeover.wording.list_pages import HOME, Said
from takeover.wording.not_ready import Told, in_words
from takeover.wording.page_data import Problem


def page(asked: Asked, _here: Member) -> Answer:
    """What is sent in the next fourteen days if it goes live now, and what is in the way."""
    return Answer(200, _shown(asked))


def go(asked: Asked, _here: Member) -> Answer:
    """End the rehearsal, if nothing is in the way by now."""
    shown = _shown(asked)
    if shown.since:
        return Answer(200, shown)
    if shown.in_the_way:
        return _not(shown, Problem(list_live_pages.NOT_READY))
    if not asked.form.ticked("looked"):
        return _not(shown, Problem(list_live_pages.TICK_FIRST, "looked"))
    if going_live.go_live(asked.world) is None:
        return _not(_shown(asked), Problem(list_live_pages.LIVE_ALREADY))
    return go_to(HOME, Said.LIVE)


def health(asked: Asked, _here: Member) -> Answer:
    """What X, SES and the alarms' topic say, and what the list's own look-ahead says."""
    world = asked.world
    seen = look(world, REMINDERS)
    since = seen.account.live_since
    shown = ListHealth(
        obstacles=tuple(_told(going_live.in_the_way(world), world.settings)),
        troubles=tuple(problems(seen, world.settings)),
        coordinator=world.settings.coordinator.first_name,
        technical_helper=world.settings.technical_helper.first_name,
        since=dates.moment(since, world.settings.zone) if since else "",
    )
    return Answer(200, shown)


def _shown(asked: Asked) -> ListGoingLive:
    world, settings = asked.world, asked.world.settings
    ahead = going_live.prospect(world)
    shown = ListGoingLive(
        account=settings.account,
        until=dates.day_short(ahead.until.astimezone(settings.zone)),
    )
    if ahead.live_since is not None:
        return replace(shown, since=dates.moment(ahead.live_since, settings.zone))
    found = going_live.in_the_way(world)
    forbids = [one for one in found if one.kind in going_live.FORBIDS_IT]
    return replace(
        shown,
        coming=tuple(coming_of(one, settings) for one in ahead.expected),
        mistakes=len(ahead.seen.roster.mistakes),
        in_the_way=tuple(_told(forbids, settings)),
        beside=tuple(_told((one for one in found if one not in forbids), settings)),
    )


def _told(obstacles: Iterable[Obstacle], settings: Settings) -> Iterable[Told]:
    for one in obstacles:
        yield in_words(
            one,
            public_name="The guest",
            account=settings.account,
            helper=settings.technical_helper.first_name,
        )


def _not(shown: ListGoingLive, problem: Problem) -> Answer:
    return Answer(422, replace(shown, problems=(problem,)))
