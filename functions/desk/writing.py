"""The boxes of the write page: what stands in them, and what becomes of it before it goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from desk.answers import Answer
from desk.asked import Asked
from desk.forms import Form
from desk.reviewing import asked_words, in_review, review_words
from takeover import commands
from takeover.commands import OwnPost, Visit, introducing, preparing
from takeover.commands.photos import photos_from
from takeover.commands.preparing import Keeping
from takeover.model.limits import limits
from takeover.model.post import ATTEMPT, Photo
from takeover.model.turn import POST_PREFIX, Fact
from takeover.ports import World
from takeover.wording import dates, refusals
from takeover.wording.errors import WordingError
from takeover.wording.length import is_meant, links, post_problems, tidy, with_spaces
from takeover.wording.page_data import Bar, Problem
from takeover.wording.threads import MOST_PARTS, joined, split, thread_problems
from takeover.wording.write_pages import (
    LinkFound,
    Posted,
    Preview,
    Thread,
    Write,
    left_words,
    posted_note,
)

TIME_TO_SAY_GOODBYE, BUSY_FOR = timedelta(hours=2), timedelta(hours=2)


@dataclass(frozen=True)
class Written:
    """What stands in the boxes; `kept` names the words that are, or would be, kept for later."""

    texts: tuple[str, ...]
    kept: str = ""
    photos: tuple[Photo, ...] = ()

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts without empty boxes; one empty one where there is nothing."""
        return tuple(text for text in self.texts if text.strip()) or ("",)


def written(asked: Asked) -> Written:
    """Read the boxes of the form that was sent."""
    return written_in(asked.form)


def written_in(form: Form) -> Written:
    """Read the boxes of a form."""
    kept = form.text("kept")
    name = kept if ATTEMPT.fullmatch(kept) else ""
    photos = photos_from(form.texts("photo"), form.texts("alt"))
    off = form.text("off")
    photos = tuple(photo for photo in photos if photo.key != off)
    return Written(tuple(form.texts("text")) or ("",), name, photos)


def bar(world: World, here: Visit) -> Bar:
    """What is always on top while the weekend is on."""
    ends_at = here.sight.window.ends_at
    local = ends_at.astimezone(world.settings.zone)
    left, busy_at = ends_at - here.now, here.turn.at(Fact.BUSY)
    return Bar(
        open_until=f"{dates.weekday(local)} {dates.clock(local)}",
        left=dates.time_left(left),
        goodbye_by=dates.clock(local) if left <= TIME_TO_SAY_GOODBYE else "",
        busy=busy_at is not None and here.now < busy_at + BUSY_FOR,
    )


def write_page(
    world: World, here: Visit, words: Written | None = None, *, practice: bool = False
) -> Write:
    """Write, and see what was posted; `practice` shows nothing of what is on X."""
    words = words or Written(("",))
    drafts = preparing.drafts(world, here)
    waiting = in_review(drafts)
    next_at = next((one.goes_at for one in drafts if one.goes_at and one.goes_at >= here.now), None)
    page = Write(
        texts=words.texts,
        kept=words.kept or commands.new_attempt(),
        practice=practice,
        photos=words.photos,
        later=len(drafts) - len(waiting),
        next_at=dates.moment(next_at, world.settings.zone) if next_at else "",
    )
    if practice:
        return page
    posts = commands.own_posts(world, here)
    answers = {f"{POST_PREFIX}{post.attempt}" for post in posts if post.answers}
    left = limits(answers, here.turn.steps, here.now, world.settings)
    hello_at = introducing.introduced_at(here)
    return replace(
        page,
        bar=bar(world, here),
        threads=_threads(world, posts, {one.attempt for one in drafts}),
        left=left_words(left.posts.left, left.weekend_left),
        introduced=dates.moment(hello_at, world.settings.zone) if hello_at else "",
        review=review_words(world, here),
        waiting=asked_words(world, here, waiting),
    )


def write_again(
    world: World, here: Visit, words: Written, texts: Sequence[str], *, practice: bool = False
) -> Write:
    """The boxes once more, with what is wrong; and the offer to split what is too long."""
    page = write_page(world, here, words, practice=practice)
    parts = split(*words.texts) if any(map(_too_long, words.texts)) else ()
    problems = tuple(Problem(text, "text") for text in texts) or _problems(words.texts)
    problems = problems or (Problem(refusals.LOOK_ONCE_MORE, "text"),)
    into = len(parts) if len(parts) > len(words.filled) else 0
    return replace(page, problems=problems, split_into=into)


def look(asked: Asked, here: Visit, *, practice: bool) -> Answer:
    """Do with the boxes what the button says; without a word of it, show what people will see."""
    world, words = asked.world, written(asked)
    do = "change" if asked.form.text("off") else asked.form.text("do")
    if do == "add":
        empty = ("",) if len(words.texts) < MOST_PARTS else ()
        words = replace(words, texts=words.texts + empty)
    elif do == "join":
        words = replace(words, texts=(joined(words.texts),))
    elif do == "split":
        parts = split(*words.texts)
        if not parts:
            said = thread_problems(words.texts) or [refusals.CANNOT_SPLIT]
            return Answer(422, write_again(world, here, words, said, practice=practice))
        words = replace(words, texts=parts)
    elif do != "change":
        return _show(asked, here, replace(words, texts=words.filled), practice=practice)
    return Answer(200, write_page(world, here, words, practice=practice))


def preview(world: World, here: Visit, words: Written, attempt: str, *, practice: bool) -> Preview:
    """Exactly what people will see."""
    texts = tuple(map(tidy, words.texts))
    return Preview(
        bar=None if practice else bar(world, here),
        texts=texts,
        kept=words.kept,
        practice=practice,
        photos=words.photos,
        attempt=attempt,
        links=tuple(link for text in texts for link in links(text)),
        sensitive=sensitive(world, texts),
        review="" if practice else review_words(world, here),
    )


def _show(asked: Asked, here: Visit, words: Written, *, practice: bool) -> Answer:
    """Ask about links that nobody meant, say what does not fit, or else show the words."""
    world, form = asked.world, asked.form
    space = form.text("space")
    if space:
        texts = tuple(with_spaces(tidy(text), space) for text in words.texts)
        words = replace(words, texts=texts)
    if thread_problems(words.texts):
        return Answer(422, write_again(world, here, words, (), practice=practice))
    meant = tuple(form.texts("meant"))
    accident = next((link for link in _links(words.texts) if link not in meant), "")
    if accident:
        found = LinkFound(
            bar=None if practice else bar(world, here),
            texts=words.texts,
            kept=words.kept,
            practice=practice,
            photos=words.photos,
            link=accident,
            meant=meant,
        )
        return Answer(200, found)
    if _problems(words.texts):
        return Answer(422, write_again(world, here, words, (), practice=practice))
    if practice:
        return Answer(200, preview(world, here, words, "", practice=True))
    attempt, words = _named(world, here, words)
    return Answer(200, preview(world, here, words, attempt, practice=False))


def _named(world: World, here: Visit, words: Written) -> tuple[str, Written]:
    """Under which name these words go out: kept ones under their own, so never twice.

    Where they have been changed, they are kept as they are now.
    """
    draft = preparing.draft_of(world, here, words.kept) if words.kept else None
    if draft is None:
        return commands.new_attempt(), words
    if draft.texts == tuple(map(tidy, words.texts)) and draft.photos == words.photos:
        return draft.attempt, words
    kept = preparing.keep_words(world, here, draft.attempt, *words.texts, photos=words.photos)
    if kept.keeping is not Keeping.KEPT:
        return commands.new_attempt(), replace(words, kept="")
    return kept.attempt, replace(words, kept=kept.attempt)


def _links(texts: Sequence[str]) -> list[str]:
    """What X would make a link of though nobody typed one; nothing where it can't be looked at."""
    try:
        return [link for text in texts for link in links(tidy(text)) if not is_meant(link)]
    except WordingError:
        return []


def sensitive(world: World, texts: Sequence[str]) -> tuple[str, ...]:
    """Words of the charity's own list that stand in these."""
    whole = "\n".join(texts)
    return tuple(
        word
        for word in world.settings.sensitive_words
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", whole, re.IGNORECASE)
    )


def _too_long(text: str) -> bool:
    return bool(text.strip()) and bool(post_problems(tidy(text)))


def _problems(texts: Sequence[str]) -> tuple[Problem, ...]:
    """What keeps these back, each with its box."""
    whole = thread_problems(texts)
    if whole:
        return tuple(Problem(text, "text") for text in whole)
    found: list[Problem] = []
    for number, text in enumerate(texts, start=1):
        box = "text" if number == 1 else f"text-{number}"
        before = f"Part {number}: " if len(texts) > 1 else ""
        found += [Problem(f"{before}{said}", box) for said in post_problems(tidy(text))]
    return tuple(found)


def _threads(world: World, posts: Sequence[OwnPost], later: set[str]) -> tuple[Thread, ...]:
    """What the guest wrote, by thread; what is kept for later is shown there, and not twice."""
    found = []
    for name, group in groupby(posts, key=lambda post: post.attempt.partition("-")[0]):
        parts = list(group)
        begun = any(post.posted or post.unsure for post in parts)
        if begun or name not in later:
            found.append(_thread(world, name, parts, begun=begun))
    return tuple(found)


def own_post(world: World, post: OwnPost) -> Posted:
    """One of the guest's posts, as the page shows it."""
    return Posted(
        attempt=post.attempt,
        text=post.text,
        at=dates.moment(post.at, world.settings.zone),
        unsure=post.unsure,
        taken_down=post.taken_down,
        posted=post.posted,
        note=posted_note(post.part, post.parts, len(post.photos)),
        photos=post.photos,
    )


def _thread(world: World, name: str, parts: Sequence[OwnPost], *, begun: bool) -> Thread:
    left = [post for post in parts if not post.posted]
    return Thread(
        parts=tuple(own_post(world, post) for post in parts),
        carry_on=name if begun and left and len(parts) > 1 else "",
        again=() if begun else tuple(post.text for post in left),
        again_photos=tuple(photo for post in left for photo in post.photos),
    )
