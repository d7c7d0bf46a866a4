"""For the trustees: one page a weekend, and one a quarter; both may be printed and kept."""

from __future__ import annotations

from datetime import timedelta

from desk.answers import Answer
from desk.asked import Asked
from desk.team.overview import FURTHEST, friday_of
from takeover.apply.reporting import quarter_of, record_of, this_quarter, weekends_of
from takeover.commands.taking_down import has_posted
from takeover.commands.team import Member
from takeover.model.calendar import local_date
from takeover.model.quarter import Quarter
from takeover.planning.overview import LOOKS_BACK_DAYS
from takeover.planning.record import Kept, record
from takeover.settings import Settings
from takeover.wording import dates, record_words, refusals
from takeover.wording.list_pages import HOME, ListNothingDone
from takeover.wording.list_post_pages import POSTS
from takeover.wording.list_report_pages import ListQuarter, ListTrustees, Recorded
from takeover.wording.quarter_words import quarter_sentences, quarter_title

QUARTERS = "/list/quarters"
EARLIEST = 2020


def weekend_page(asked: Asked, _here: Member) -> Answer:
    """One weekend's record: the same page for ever, with less in it once a guest is forgotten."""
    world, friday = asked.world, friday_of(asked.parts["weekend"])
    today = local_date(world.clock.now(), world.settings.zone)
    if friday is None or friday.year < EARLIEST or friday > today + FURTHEST:
        return _no_such(refusals.NO_SUCH_WEEKEND, "There is no such weekend")
    found = record_of(world, friday)
    records = tuple(_recorded(kept, world.settings) for kept in found)
    page = ListTrustees(
        date=dates.day(friday),
        path=f"{HOME}/{friday}" if friday >= today - timedelta(days=LOOKS_BACK_DAYS) else HOME,
        records=records,
        posts=f"{HOME}/{friday}/{POSTS}" if any(has_posted(kept.turn) for kept in found) else "",
        none="" if records else _none(friday > today),
    )
    return Answer(200, page)


def quarter_page(asked: Asked, _here: Member) -> Answer:
    """One quarter in counts."""
    quarter, now = Quarter.parse(asked.parts["quarter"]), this_quarter(asked.world)
    if quarter is None or quarter.year < EARLIEST or quarter > now:
        return _no_such("Please look at the list for those that there are.", "Not here")
    weekends = weekends_of(asked.world, quarter)
    page = ListQuarter(
        title=quarter_title(quarter),
        over=quarter < now,
        weekends=tuple((f"{HOME}/{day}/trustees", dates.day(day)) for day in weekends),
        sentences=quarter_sentences(quarter_of(asked.world, quarter)),
        before=f"{QUARTERS}/{quarter.preceding}" if quarter.preceding.year >= EARLIEST else "",
        after=f"{QUARTERS}/{quarter.following}" if quarter < now else "",
    )
    return Answer(200, page)


def _recorded(kept: Kept, settings: Settings) -> Recorded:
    lines = record(kept, settings)
    return Recorded(kept.name, kept.unnamed, kept.turn.rehearsal, lines)


def _none(yet: bool) -> str:
    return record_words.NOT_BEGUN if yet else record_words.NOBODY


def _no_such(why: str, heading: str) -> Answer:
    return Answer(404, ListNothingDone(heading=heading, why=why))
