"""What the pages of those who wrote to us show."""

from __future__ import annotations

from dataclasses import replace

from desk.asked import Asked
from desk.reviewing import review_words, waiting_answers
from desk.writing import bar, own_post, sensitive
from takeover import commands
from takeover.commands import Visit
from takeover.commands.conversation import POST_ID, Heard
from takeover.ports import World
from takeover.wording import conversation_pages as pages
from takeover.wording import dates
from takeover.wording.distress import sounds_like_danger
from takeover.wording.heard import handle_of_others, name_of_others, words_of_others
from takeover.wording.length import is_meant, links
from takeover.wording.page_data import Notice
from takeover.wording.ready_answers import READY


def talk(asked: Asked, here: Visit, before: str = "") -> pages.Talk:
    """Who wrote, newest first, older than the post `before`."""
    world, said = asked.world, asked.query.get("said", "")
    found = commands.who_wrote(world, here, before)
    why = pages.Why(found.trouble) if found.trouble in set(pages.Why) else pages.Why.LATER
    waiting = waiting_answers(world, here)
    return pages.Talk(
        bar=bar(world, here),
        others=tuple(
            replace(_shown(world, one), waiting=tuple(waiting.get(one.mention.id, ())))
            for one in found.heard
        ),
        at_account=at_account(world),
        seen_at=dates.moment(found.seen_at, world.settings.zone),
        older=found.older,
        newest=not POST_ID.fullmatch(before),
        why=why if found.trouble else None,
        until=dates.moment(found.retry_at, world.settings.zone) if found.retry_at else "",
        own=tuple(own_post(world, post) for post in found.own),
        notice=Notice(said) if said in set(Notice) else None,
    )


def box(
    asked: Asked, here: Visit, post: str, text: str = "", *, help_message: bool = False
) -> pages.AnswerTo:
    """The box for an answer to this post."""
    return pages.AnswerTo(
        bar=bar(asked.world, here),
        post=post,
        other=other(asked, here, post),
        ready=tuple(READY.items()),
        at_account=at_account(asked.world),
        text=text,
        help_message=help_message,
    )


def look(asked: Asked, here: Visit, text: str, attempt: str) -> pages.LookAtAnswer:
    """Exactly what people will see."""
    post, found = asked.form.text("to"), links(text)
    return pages.LookAtAnswer(
        bar=bar(asked.world, here),
        post=post,
        other=other(asked, here, post),
        text=text,
        attempt=attempt,
        links=tuple(filter(is_meant, found)),
        accidents=tuple(link for link in found if not is_meant(link)),
        sensitive=sensitive(asked.world, [text]),
        help_message=asked.form.ticked("help"),
        review=review_words(asked.world, here),
    )


def other(asked: Asked, here: Visit, post: str) -> pages.Other | None:
    """What is answered; None if it is gone, or X shows nothing just now."""
    found = commands.heard(asked.world, here, post)
    return _shown(asked.world, found) if found else None


def _shown(world: World, heard: Heard) -> pages.Other:
    one = heard.mention
    return pages.Other(
        id=one.id,
        name=name_of_others(one.name),
        handle=handle_of_others(one.handle),
        words=words_of_others(one.text),
        at=dates.moment(one.at, world.settings.zone),
        can_answer=one.answerable,
        can_hide=bool(one.reply_to),
        hidden=heard.hidden,
        told=heard.told,
        danger=sounds_like_danger(one.text),
        answers=tuple(own_post(world, post) for post in heard.answers),
    )


def at_account(world: World) -> str:
    """The account's name as people write it."""
    return f"@{world.settings.account}"
