"""The posts of one weekend, however long ago, and taking them down: one look, one button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to, nothing_done
from desk.team.overview import FURTHEST, friday_of
from takeover.commands.taking_down import (
    Fate,
    PublicPost,
    TakenDown,
    public_posts,
    take_posts_down,
)
from takeover.commands.team import Member
from takeover.model import team
from takeover.model.calendar import local_date
from takeover.planning.overview import LOOKS_BACK_DAYS
from takeover.planning.story import content
from takeover.settings import Settings
from takeover.timeline import step_of
from takeover.wording import dates, refusals
from takeover.wording.list_pages import HOME, SENTENCES, ListNothingDone, Said
from takeover.wording.list_post_pages import (
    NOT_DOWN,
    OUR_OWN,
    POSTS,
    ListPosts,
    ListTakeDown,
    PostShown,
    some_left,
)
from takeover.wording.page_data import Problem

EARLIEST = 2020


def page(asked: Asked, _here: Member) -> Answer:
    """All posts of this weekend: words if we keep them, and the way to each on X."""
    friday = _friday(asked)
    if friday is None:
        why = refusals.NO_SUCH_WEEKEND
        return Answer(404, ListNothingDone(heading="There is no such weekend", why=why))
    return Answer(200, _page(asked, friday, public_posts(asked.world, friday)))


def look_first(asked: Asked, _here: Member) -> Answer:
    """What will happen: to the one post that the address names, or to all of them."""
    friday, wanted = _friday(asked), asked.query.get("post", "")
    if friday is None:
        return go_to(HOME)
    there = [post for post in public_posts(asked.world, friday) if post.there]
    chosen = [post for post in there if not wanted or post.key == wanted]
    if not chosen:
        return go_to(f"{HOME}/{friday}/{POSTS}", Said.NOT_THERE)
    shown = tuple(_shown(post, asked.world.settings) for post in chosen)
    path = f"{HOME}/{friday}"
    return Answer(200, ListTakeDown(date=dates.day(friday), path=path, posts=shown))


def take_down(asked: Asked, here: Member) -> Answer:
    """Delete on X what that page named, and say of each what became of it."""
    friday, wanted = _friday(asked), asked.form.text("posts").split()
    there = public_posts(asked.world, friday) if friday else []
    chosen = [post for post in there if post.there and post.key in wanted]
    if friday is None or not chosen:
        return nothing_done(here, SENTENCES[Said.NOT_THERE], "not_there", 409)
    done = take_posts_down(asked.world, here.who, chosen)
    if done.all_down:
        return go_to(f"{HOME}/{friday}/{POSTS}", Said.TAKEN_DOWN)
    now = _page(asked, friday, public_posts(asked.world, friday), done.fates)
    problems = (Problem(_left(done, asked.world.settings)),)
    return Answer(409, replace(now, problems=problems), refused="not_all_down")


def _friday(asked: Asked) -> date | None:
    friday = friday_of(asked.parts["weekend"])
    today = local_date(asked.world.clock.now(), asked.world.settings.zone)
    known = friday is not None and friday.year >= EARLIEST and friday <= today + FURTHEST
    return friday if known else None


def _page(
    asked: Asked,
    friday: date,
    posts: Sequence[PublicPost],
    fates: Mapping[str, Fate] | None = None,
) -> ListPosts:
    settings = asked.world.settings
    today, path = local_date(asked.world.clock.now(), settings.zone), f"{HOME}/{friday}"
    trouble = {key: NOT_DOWN.get(fate, "") for key, fate in (fates or {}).items()}
    return ListPosts(
        date=dates.day(friday),
        path=path,
        # The weekend's own page shows the last 90 days; its record is there for ever.
        back=path if friday >= today - timedelta(days=LOOKS_BACK_DAYS) else f"{path}/trustees",
        posts=tuple(
            replace(_shown(post, settings), trouble=trouble.get(post.key, "")) for post in posts
        ),
    )


def _shown(post: PublicPost, settings: Settings) -> PostShown:
    ours = step_of(post.step)
    return PostShown(
        key=post.key,
        at=dates.moment(post.at, settings.zone),
        text=post.text,
        ours=OUR_OWN.format(content=content(ours)) if ours else "",
        link=f"https://x.com/{settings.account}/status/{post.post_id}" if post.sure else "",
        down=_down(post, settings),
    )


def _down(post: PublicPost, settings: Settings) -> str:
    if post.down is None:
        return ""
    people = {team.COORDINATOR: settings.coordinator, team.DEPUTY: settings.deputy}
    who = people.get(post.down.proof)
    by = who.first_name if who else "the guest"
    return f"Taken down by {by}, {dates.moment(post.down.at, settings.zone)}."


def _left(done: TakenDown, settings: Settings) -> str:
    until = dates.moment(done.retry_at, settings.zone) if done.retry_at else ""
    left = sum(fate is not Fate.DOWN for fate in done.fates.values())
    return some_left(left, len(done.fates), until)
