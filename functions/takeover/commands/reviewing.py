"""Where the team looks first, a guest's words wait for its yes, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from takeover.apply.publishing import Publication, Published, Publishing
from takeover.commands.visit import Visit
from takeover.hours import Hours
from takeover.model.post import Draft, Post, parts_of
from takeover.model.review import Ask, Reply, ask
from takeover.model.roster import Takeover
from takeover.ports import World
from takeover.timeline import SENT_WITHIN
from takeover.wording.length import post_problems
from takeover.wording.refusals import KEPT_ENOUGH

MOST_DRAFTS = 60


def review_of(here: Visit) -> Hours | None:
    """In which hours the team looks at this guest's posts; None where nobody has to."""
    return here.row.review if isinstance(here.row, Takeover) else None


def may_go(here: Visit, draft: Draft) -> bool:
    """May these words be sent at their time without asking anybody?"""
    return review_of(here) is None or draft.reply is Reply.YES


def ask_for(world: World, here: Visit, send_at: datetime | None = None) -> Ask | None:
    """What can be promised for words that are asked for now; None where nobody has to look."""
    hours, send_by = review_of(here), send_at and send_at + timedelta(seconds=SENT_WITHIN)
    if hours is None:
        return None
    return ask(here.now, hours, here.sight.window, world.settings.zone, send_by=send_by)


def publish_or_ask(world: World, here: Visit, draft: Draft, publishing: Publishing) -> Published:
    """What pressing "Post it" does where somebody looks first; pressed twice it is one asking.

    Words with a yes go out, and what has begun goes on: other words than those never do.
    """
    mine = _posts(world, draft)
    if any(post.step in here.turn.steps for post in mine):
        same = tuple(post.text for post in mine) == draft.texts
        return publishing.go_on(mine) if same else Published(Publication.NOT_THESE_WORDS)
    problems = tuple(problem for text in draft.texts for problem in post_problems(text))
    if problems or not draft.texts:
        return Published(Publication.NOT_THESE_WORDS, problems=problems)
    drafts = {one.attempt: one for one in world.ledger.drafts(here.turn.id)}
    before = drafts.pop(draft.attempt, None)
    if before is not None and (before.reply is Reply.YES or before.waits(here.now)):
        return _as_it_stands(before, draft, publishing)
    if len(drafts) >= MOST_DRAFTS:
        return Published(Publication.NOT_THESE_WORDS, problems=(KEPT_ENOUGH,))
    asking = replace(draft, ask=ask_for(world, here))
    if world.ledger.swap_draft(before, asking):
        return Published(Publication.WAITING)
    again = {one.attempt: one for one in world.ledger.drafts(here.turn.id)}.get(draft.attempt)
    if again is not None and again.waits(here.now) and _same(again, draft):
        return Published(Publication.WAITING)
    return Published(Publication.NOT_THESE_WORDS)


def take_back(world: World, here: Visit, attempt: str) -> bool:
    """Keep words that wait, and ask nobody for a yes any more; False if that has been answered."""
    drafts = {one.attempt: one for one in world.ledger.drafts(here.turn.id)}
    draft = drafts.get(attempt)
    if draft is None or draft.asking is None:
        return False
    return world.ledger.swap_draft(draft, replace(draft, ask=None, send_at=None))


def _as_it_stands(before: Draft, draft: Draft, publishing: Publishing) -> Published:
    """These words wait already, or have their yes."""
    if not _same(before, draft):
        return Published(Publication.NOT_THESE_WORDS)
    if before.reply is not Reply.YES:
        return Published(Publication.WAITING)
    return publishing.publish(parts_of(before, before.saved_at))


def _same(one: Draft, other: Draft) -> bool:
    return one.with_words(other.texts, other.photos) and one.answers == other.answers


def _posts(world: World, draft: Draft) -> list[Post]:
    """Its parts, if they were on their way to X before."""
    found = [post for post in world.ledger.posts(draft.turn) if post.thread == draft.attempt]
    return sorted(found, key=lambda post: post.part)
