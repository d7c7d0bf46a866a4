"""Public pages that only show: cheap to make, the same for everybody, kept by browsers a while."""

from __future__ import annotations

from desk.answers import Answer
from desk.asked import Asked
from takeover import commands
from takeover.apply.own_texts import own_text
from takeover.ports import World
from takeover.wording import dates
from takeover.wording import public_data as pages
from takeover.wording.guide import render_guide

KEPT_SECONDS = 60


def weekends(asked: Asked) -> Answer:
    """Which weekends are free: by one read of the list, and with nobody's name."""
    page = pages.Weekends(weekends=offered(asked.world), condition=asked.world.settings.condition)
    return Answer(200, page, kept_seconds=KEPT_SECONDS)


def guide(asked: Asked) -> Answer:
    """Advice for a weekend."""
    world, settings = asked.world, asked.world.settings
    fillers = {
        "phone": settings.phone,
        "help_line_for_guests": settings.help_line_for_guests,
        "help_hours": dates.hours_in_words(settings.help_hours),
    }
    # Words that cannot be used are told when they are changed: a public page notes nothing.
    parts = render_guide(fillers, text=own_text(world, "page/guide").text)
    return Answer(200, pages.Guide(parts=parts), kept_seconds=KEPT_SECONDS)


def thanks(asked: Asked) -> Answer:
    """After the form; says nothing of what was in it."""
    settings = asked.world.settings
    page = pages.Thanks(privacy_contact=settings.privacy_contact)
    return Answer(200, page, kept_seconds=KEPT_SECONDS)


def offered(world: World) -> tuple[pages.Offered, ...]:
    """The weekends of the next six months, in words."""
    zone = world.settings.zone
    return tuple(
        pages.Offered(
            friday=str(weekend.friday),
            words=dates.span(weekend.window.starts_at, weekend.window.ends_at, zone),
            free=weekend.free,
        )
        for weekend in commands.weekends_ahead(world)
    )
