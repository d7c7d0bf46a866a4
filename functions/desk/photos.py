"""Photos on their way into a post: one is added, shown to its own guest, or taken off again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desk.acts import refused
from desk.answers import Answer, HandedOut
from desk.asked import Asked, usable
from desk.forms import Form, TooLongFormError, read_before_file
from desk.writing import bar, write_page, written, written_in
from takeover.commands import Visit
from takeover.commands.photos import add_photo, photo_of, photos_from
from takeover.errors import PhotoError
from takeover.gate import Reason
from takeover.model.post import MOST_PHOTOS
from takeover.model.turn import SessionKind
from takeover.wording import photo_words, refusals
from takeover.wording.page_data import NoSuchPage, NotFromHere, Problem
from takeover.wording.photo_pages import AddPhoto

PLACE, ADD, SHOW = "/photos", "/photos/add", "/photo/<key>"
FILE, ABOUT = "file", "about"


def choose(asked: Asked, here: Visit) -> Answer:
    """The page on which a photo is chosen; all that was written comes along."""
    if not here.verdict.may_post or here.session.kind is SessionKind.PROBE:
        return refused(asked, here.verdict.reason, asked.kept_words)
    return Answer(200, _page(asked, here, asked.form))


def add(asked: Asked) -> Answer:
    """Take one photo; a form with a file is read only for who may post just now."""
    if not asked.from_our_page:
        return Answer(403, NotFromHere(), refused="another_site")
    here = asked.visit
    if here is None or not usable(here):
        return refused(asked, Reason.SIGNED_OUT)
    if not here.verdict.may_post:
        return refused(asked, here.verdict.reason)
    asked = replace(asked, may_have_file=True)
    try:
        ours = asked.holds_form_of(here)
    except TooLongFormError:
        typed = read_before_file(asked.event, asked.headers.get("content-type", ""))
        page = replace(_page(asked, here, typed), problems=_about_the_file(photo_words.TOO_LARGE))
        return Answer(413, page, refused="too_long")
    if not ours:
        answer = refused(asked, "old_form", asked.kept_words)
        page_then = answer.page and replace(answer.page, problems=(Problem(refusals.PAGE_TOO_OLD),))
        return replace(answer, page=page_then)
    words = written(asked)
    if len(words.photos) >= MOST_PHOTOS:
        return Answer(200, write_page(asked.world, here, words))
    try:
        key = add_photo(asked.world, here, asked.form.files.get(FILE, b""))
    except PhotoError as error:
        return Answer(
            422, replace(_page(asked, here, asked.form), problems=_about_the_file(str(error)))
        )
    photos = (*words.photos, *photos_from([key], [asked.form.text(ABOUT)]))
    keys = {photo.key: photo for photo in photos}  # the same one twice: with its latest words
    return Answer(200, write_page(asked.world, here, replace(words, photos=tuple(keys.values()))))


def show(asked: Asked) -> Answer:
    """One photo, to the guest whose it is and to nobody else."""
    here = asked.visit
    found = photo_of(asked.world, here, asked.parts["key"]) if here and usable(here) else None
    if found is None:
        return Answer(404, NoSuchPage())
    return Answer(200, file=HandedOut("", found.media_type, found.content))


def _page(asked: Asked, here: Visit, form: Form) -> AddPhoto:
    words = written_in(form)
    return AddPhoto(
        bar=bar(asked.world, here),
        texts=words.texts,
        kept=words.kept,
        photos=words.photos,
        about=form.text(ABOUT),
    )


def _about_the_file(said: str) -> tuple[Problem, ...]:
    return (Problem(said, FILE),)


ACTS: Mapping[str, Callable[[Asked, Visit], Answer]] = {PLACE: choose}
