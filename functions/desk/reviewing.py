"""What a guest sees of words that wait for the team's yes, or did not get it."""

from __future__ import annotations

from collections.abc import Sequence

from takeover.commands import Visit, preparing
from takeover.commands.reviewing import review_of
from takeover.model.post import Draft
from takeover.model.review import Reply
from takeover.ports import World
from takeover.wording import dates
from takeover.wording.kept_pages import KeptWords
from takeover.wording.review_pages import Review, looks_first


def review_words(world: World, here: Visit) -> str:
    """Who looks first, and when; empty where nobody does."""
    hours = review_of(here)
    if hours is None:
        return ""
    return looks_first(world.settings.coordinator.first_name, dates.hours_in_words(hours))


def in_review(drafts: Sequence[Draft]) -> list[Draft]:
    """Those that wait for a yes, or did not get it: shown on the guest's own page."""
    return [one for one in drafts if one.ask is not None and one.reply is not Reply.YES]


def asked_words(world: World, here: Visit, drafts: Sequence[Draft]) -> tuple[KeptWords, ...]:
    """These words, and how they stand; the newest first."""
    newest = sorted(drafts, key=lambda one: one.saved_at, reverse=True)
    return tuple(
        KeptWords(
            name=one.attempt,
            texts=one.texts,
            photos=one.photos,
            answers=one.answers,
            review=standing(world, here, one),
        )
        for one in newest
    )


def waiting_answers(world: World, here: Visit) -> dict[str, list[str]]:
    """The guest's answers that wait, by X's id of what they answer."""
    found: dict[str, list[str]] = {}
    if review_of(here) is None:
        return found  # nothing is read for a weekend in which nothing waits
    for draft in preparing.drafts(world, here):
        if draft.answers and draft.waits(here.now):
            found.setdefault(draft.answers, []).append(draft.texts[0])
    return found


def standing(world: World, here: Visit, draft: Draft) -> Review | None:
    """How these words stand with the team; None if nobody was asked."""
    if draft.ask is None:
        return None
    zone, look_by = world.settings.zone, draft.ask.look_by
    waits = draft.waits(here.now)
    return Review(
        waits=waits,
        late=draft.asking is not None and not waits,
        yes=draft.reply is Reply.YES,
        no=draft.reply is Reply.NO,
        look_by=dates.moment(look_by, zone) if look_by else "",
        overdue=look_by is not None and here.now > look_by,
        wanted=dates.moment(draft.send_at, zone) if draft.send_at else "",
        reason=draft.reason,
    )
