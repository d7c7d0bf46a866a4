"""Words for later: practise, keep, change, choose a time, throw away. None of it goes out here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from desk.acts import refused
from desk.answers import Answer, go_home
from desk.asked import Asked, usable
from desk.reviewing import standing
from desk.writing import TIME_TO_SAY_GOODBYE, bar, look, write_again, write_page, written
from takeover import commands
from takeover.commands import Visit, preparing
from takeover.commands.preparing import MARK, Keeping, next_mark
from takeover.commands.reviewing import take_back
from takeover.model.calendar import Window
from takeover.model.post import ATTEMPT, Draft
from takeover.model.turn import Fact, SessionKind
from takeover.ports import World
from takeover.wording import dates, refusals
from takeover.wording.kept_pages import Choice, Kept, KeptWords, ThrowAway, Times
from takeover.wording.page_data import Notice, Problem

PLACE, PRACTICE = "/kept", "/practise"
WHY_NOT = {
    Keeping.TOO_MANY: refusals.KEPT_ENOUGH,
    Keeping.TOO_LONG: refusals.KEPT_TOO_LONG,
    Keeping.NOT_THESE_WORDS: refusals.NOTHING_TO_KEEP,
    Keeping.GONE_OUT: refusals.OUT_ALREADY,
}


def may_keep(here: Visit | None) -> bool:
    """Is there somebody who said yes, and whose weekend is not over?"""
    if here is None or not usable(here) or here.over or not here.turn.has(Fact.ACCEPTED):
        return False
    return here.now < here.sight.window.ends_at


def may_practise(here: Visit | None) -> bool:
    """Is the weekend still to come?"""
    return here is not None and may_keep(here) and here.now < here.sight.window.starts_at


def practice_page(asked: Asked) -> Answer:
    """The write page, of which nothing is sent."""
    here = asked.visit
    if here is None or not may_practise(here):
        return go_home()
    return Answer(200, write_page(asked.world, here, practice=True))


def practise(asked: Asked, here: Visit) -> Answer:
    """What the buttons of the practice page do; once the weekend is on, the real page is shown."""
    if not may_practise(here):
        if here.verdict.may_post:
            return Answer(200, write_page(asked.world, here, written(asked)))
        return refused(asked, here.verdict.reason, asked.kept_words)
    if asked.form.text("do") == "post":
        page = write_page(asked.world, here, written(asked), practice=True)
        return Answer(200, replace(page, notice=Notice.PRACTISED))
    return look(asked, here, practice=True)


def kept_page(asked: Asked) -> Answer:
    """All words that are kept."""
    here = asked.visit
    if here is None or not may_keep(here):
        return go_home()
    said = asked.query.get("said", "")
    page = _kept(asked.world, here)
    return Answer(200, replace(page, notice=Notice(said) if said in set(Notice) else None))


def keep(asked: Asked, here: Visit) -> Answer:
    """Keep what stands in the boxes."""
    words = written(asked)
    if not may_keep(here):
        return refused(asked, here.verdict.reason, asked.kept_words)
    name = words.kept or commands.new_attempt()
    kept = preparing.keep_words(asked.world, here, name, *words.filled, photos=words.photos)
    if kept.keeping is Keeping.KEPT:
        return _go_kept(Notice.KEPT)
    said = [WHY_NOT.get(kept.keeping, refusals.LOOK_ONCE_MORE)]
    practice = may_practise(here)
    if not practice and not here.verdict.may_post:
        return refused(asked, here.verdict.reason, asked.kept_words)
    return Answer(422, write_again(asked.world, here, words, said, practice=practice))


def send_at(asked: Asked, here: Visit) -> Answer:
    """Have kept words sent at the chosen time."""
    world, name = asked.world, asked.form.text("kept")
    at = _chosen(asked, here)
    said = preparing.send_later(world, here, name, at) if at else None
    if said and said.keeping is Keeping.KEPT:
        return _go_kept(Notice.WILL_BE_SENT)
    if said and said.keeping is Keeping.ASKED:
        return _go_kept(Notice.WAITING)
    if not may_keep(here):
        return go_home()
    page = _kept(world, here)
    number = next((n for n, words in enumerate(page.words, start=1) if words.name == name), 0)
    if not number or (said and said.keeping is Keeping.GONE_OUT):
        problem = Problem(refusals.KEPT_GONE if not number else refusals.OUT_ALREADY)
    elif said and said.keeping is Keeping.NOT_THESE_WORDS:
        before = "Please change these words first. "
        problem = Problem(before + " ".join(said.problems), f"words-{number}")
    elif page.times is None:
        return Answer(403, page, refused=said.keeping if said else "")
    else:
        text = refusals.not_then(page.times.first, page.times.last)
        problem = Problem(text, f"day-{number}")
        page = replace(page, words=_as_chosen(page.words, number, asked))
    return Answer(422, replace(page, problems=(problem,)))


def _as_chosen(words: Sequence[KeptWords], number: int, asked: Asked) -> tuple[KeptWords, ...]:
    """The form shows once more what was chosen in it."""
    day, hour, minute = (asked.form.text(name) for name in ("day", "hour", "minute"))
    return tuple(
        replace(one, day=day, hour=hour, minute=minute) if at == number else one
        for at, one in enumerate(words, start=1)
    )


def do_not_send(asked: Asked, here: Visit) -> Answer:
    """Keep them, and send them at no time."""
    if preparing.do_not_send(asked.world, here, asked.form.text("kept")):
        return _go_kept(Notice.NOT_SENT)
    if not may_keep(here):
        return go_home()
    page = _kept(asked.world, here)
    return Answer(409, replace(page, problems=(Problem(refusals.OUT_ALREADY),)))


def throw_away(asked: Asked, here: Visit) -> Answer:
    """Ask once more, then throw them away."""
    name = asked.form.text("kept")
    draft = preparing.draft_of(asked.world, here, name) if ATTEMPT.fullmatch(name) else None
    if draft is None or not may_keep(here):
        return _go_kept()
    if not asked.form.ticked("sure"):
        return Answer(200, ThrowAway(words=_shown(asked.world, here, draft)))
    preparing.throw_away(asked.world, here, name)
    return _go_kept(Notice.THROWN_AWAY)


def withdraw(asked: Asked, here: Visit) -> Answer:
    """Take words back that wait for the team's yes; they are kept."""
    if not may_keep(here):
        return refused(asked, here.verdict.reason)
    done = take_back(asked.world, here, asked.form.text("kept"))
    return _go_kept(Notice.TAKEN_BACK if done else Notice.ANSWERED)


PAGES: Mapping[str, Callable[[Asked], Answer]] = {PLACE: kept_page, PRACTICE: practice_page}
ACTS: Mapping[str, Callable[[Asked, Visit], Answer]] = {
    PRACTICE: practise,
    "/keep": keep,
    "/send-at": send_at,
    "/do-not-send": do_not_send,
    "/throw-away": throw_away,
    "/take-back": withdraw,
}


def _go_kept(notice: Notice | None = None) -> Answer:
    return Answer(303, location=f"{PLACE}?said={notice}" if notice else PLACE)


def _kept(world: World, here: Visit) -> Kept:
    window, number = here.sight.window, here.session.kind is SessionKind.NUMBER
    last_hours = window.ends_at - here.now <= TIME_TO_SAY_GOODBYE
    closes = dates.clock(window.ends_at.astimezone(world.settings.zone))
    return Kept(
        words=tuple(_shown(world, here, one) for one in preparing.drafts(world, here)),
        times=_times(world, here) if number else None,
        number_needed=not number,
        bar=bar(world, here) if here.verdict.may_post else None,
        may_write=here.verdict.may_post or may_practise(here),
        closes=closes if last_hours else "",
    )


def _shown(world: World, here: Visit, draft: Draft) -> KeptWords:
    zone, window = world.settings.zone, here.sight.window
    at = dates.moment(draft.goes_at, zone) if draft.goes_at else ""
    missed = preparing.missed(draft, here.now)
    soon = _first(here.now, window).astimezone(zone) + timedelta(minutes=59)
    usual = soon.replace(minute=0)
    chosen = draft.send_at.astimezone(zone) if draft.send_at and not missed else usual
    return KeptWords(
        name=draft.attempt,
        texts=draft.texts,
        photos=draft.photos,
        sends_at=at if not missed else "",
        missed=at if missed else "",
        refused=refusals.never_sent(draft.refused) if draft.refused else "",
        answers=draft.answers,
        review=standing(world, here, draft),
        day=str(chosen.date()),
        hour=str(chosen.hour),
        minute=str(chosen.minute),
    )


def _first(now: datetime, window: Window) -> datetime:
    return next_mark(max(now, window.starts_at))


def _times(world: World, here: Visit) -> Times | None:
    """What can be chosen from; None where it is too late for anything."""
    zone, window = world.settings.zone, here.sight.window
    first, last = _first(here.now, window), next_mark(window.ends_at) - 2 * MARK
    if first > last:
        return None
    day, end = first.astimezone(zone).date(), last.astimezone(zone).date()
    days = [day + timedelta(days=number) for number in range((end - day).days + 1)]
    return Times(
        days=tuple(Choice(str(one), dates.day_short(one)) for one in days),
        hours=tuple(Choice(str(hour), dates.clock(time(hour))) for hour in range(24)),
        minutes=tuple(Choice(str(minute), f"{minute:02}") for minute in range(0, 60, 5)),
        first=dates.moment(first, zone),
        last=dates.moment(last, zone),
    )


def _chosen(asked: Asked, here: Visit) -> datetime | None:
    """The instant that was chosen; None where the form says none."""
    form, window = asked.form, here.sight.window
    try:
        day = date.fromisoformat(form.text("day"))
        at = time(int(form.text("hour")), int(form.text("minute")))
    except ValueError:
        return None
    if abs(day - window.starts_at.date()) > timedelta(days=31):
        return None  # no date of ours; the calendar's last one has no morrow
    return datetime.combine(day, at, tzinfo=asked.world.settings.zone)
