"""Photos, in every state of their pages."""

from __future__ import annotations

from dataclasses import replace

from takeover.model.post import Photo
from takeover.wording import photo_words
from takeover.wording.page_data import Page, Problem
from takeover.wording.photo_pages import AddPhoto
from takeover.wording.write_pages import Posted, TakeDown, Thread
from tests.takeover.wording.write_samples import (
    AT,
    BAR,
    KEPT,
    KEPT_ONE,
    NAME,
    PREVIEW,
    WORDS,
    WRITE,
)

DOG, CAT = Photo("1" * 32, "My dog, asleep on my feet."), Photo("2" * 32)
FOUR = (DOG, CAT, Photo("3" * 32, "A cup of tea."), Photo("4" * 32))
ADD = AddPhoto(bar=BAR, texts=(WORDS,), kept=NAME)
OUT = Posted("e" * 16, WORDS, AT, note="With 4 photos. ", photos=FOUR)


def refused(said: str) -> AddPhoto:
    return replace(ADD, about="My dog", problems=(Problem(said, "file"),))


PAGES: dict[str, Page] = {
    "photo-add": ADD,
    "photo-add-next": replace(ADD, photos=(DOG,)),
    "photo-none": refused(photo_words.NO_PHOTO),
    "photo-too-large": refused(photo_words.TOO_LARGE),
    "photo-too-many-pixels": refused(photo_words.TOO_MANY_PIXELS),
    "photo-broken": refused(photo_words.NOT_READABLE),
    "photo-no-kind": refused(photo_words.NO_KIND_OF_PHOTO),
    "photo-heic": refused(photo_words.HEIC),
    "photo-write-one": replace(WRITE, texts=(WORDS,), photos=(DOG,)),
    "photo-write-four": replace(WRITE, texts=(WORDS, "More."), photos=FOUR),
    "photo-preview": replace(PREVIEW, photos=(DOG,)),
    "photo-preview-four": replace(PREVIEW, photos=FOUR),
    "photo-posted": replace(WRITE, threads=(Thread((OUT,)),)),
    "photo-take-down": TakeDown(bar=BAR, post=OUT, action="/take-down", back="/"),
    "photo-kept": replace(KEPT, words=(replace(KEPT_ONE, photos=(DOG,)),)),
}
