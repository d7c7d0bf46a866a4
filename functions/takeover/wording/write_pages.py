"""What the guest sees while writing: the boxes, what people will see, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.model.post import MOST_PHOTOS, Photo
from takeover.wording.kept_pages import KeptWords
from takeover.wording.page_data import Bar, Page, Posted, Unsure
from takeover.wording.threads import MOST_PARTS
from takeover.wording.words import counted, in_words

__all__ = [
    "HalfWay", "Introduction", "LinkFound", "Posted", "Preview", "TakeDown", "Thread", "Unsure",
    "WordsPage", "Write", "how_far", "left_words", "posted_note",
]  # fmt: skip

LITTLE_LEFT = 10


@dataclass(frozen=True)
class Thread:
    """Posts that belong together, mostly one.

    `carry_on` names a thread that stopped half way. `again` are words that X did not take, to be
    written once more.
    """

    parts: tuple[Posted, ...]
    carry_on: str = ""
    again: tuple[str, ...] = ()
    again_photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WordsPage(Page):
    """A page with words on their way; `practice`: before the weekend, where nothing is sent.

    `kept` is the name under which these words are, or would be, kept for later; `photos` go with
    the first part. `review` says who looks at posts first, and when; mostly nobody has to.
    """

    bar: Bar | None = None
    texts: tuple[str, ...] = ("",)
    kept: str = ""
    practice: bool = False
    photos: tuple[Photo, ...] = ()
    review: str = ""

    @property
    def action(self) -> str:
        """Where its form goes: in practice never to where words are published."""
        return "/practise" if self.practice else "/preview"

    @property
    def several(self) -> bool:
        """Are these the parts of a thread?"""
        return len(self.texts) > 1


@dataclass(frozen=True, kw_only=True)
class Write(WordsPage):
    """Write, and see what was posted.

    `split_into`: so many parts these words can be split into, as they are too long. `later`: how
    many words are kept for later; `next_at`: when the next of them go out. `left` says
    how much may still be written, where that is little. `introduced`: when our own post
    about the guest went out, empty if it has not, or is down again. `waiting` are words that need
    the team's yes.
    """

    template: ClassVar[str] = "write.html"
    threads: tuple[Thread, ...] = ()
    split_into: int = 0
    later: int = 0
    next_at: str = ""
    left: str = ""
    introduced: str = ""
    waiting: tuple[KeptWords, ...] = ()

    @property
    def room_for_more(self) -> bool:
        """Can a thread have one more part?"""
        return len(self.texts) < MOST_PARTS

    @property
    def room_for_photos(self) -> bool:
        """Can one more photo go with these words? Not in practice, which keeps nothing."""
        return not self.practice and len(self.photos) < MOST_PHOTOS

    @property
    def split_label(self) -> str:
        """What the button says."""
        if self.split_into == 2:
            return "Split it in two"
        return f"Split it in {in_words(self.split_into)}"


@dataclass(frozen=True, kw_only=True)
class LinkFound(WordsPage):
    """X would make a link of this; `meant` are those that the guest has said yes to."""

    template: ClassVar[str] = "link_found.html"
    link: str
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Preview(WordsPage):
    """Exactly what people will see; `attempt` is empty in practice.

    `links` are there on purpose. `sensitive` are words of the charity's own list.
    """

    template: ClassVar[str] = "preview.html"
    attempt: str = ""
    links: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalfWay(Page):
    """A thread of which not all parts are out; `why` says what stopped it.

    Without `may_carry_on` the rest has to be changed first.
    """

    template: ClassVar[str] = "half_way.html"
    bar: Bar
    attempt: str
    out: int
    parts: int
    rest: tuple[str, ...]
    why: str
    may_carry_on: bool = True

    @property
    def how_far(self) -> str:
        """How many of how many are out."""
        return how_far(self.out, self.parts)


@dataclass(frozen=True, kw_only=True)
class Introduction(Page):
    """What the account said about the guest; `words` are empty where we can't tell."""

    template: ClassVar[str] = "introduction.html"
    bar: Bar
    words: str
    at: str


@dataclass(frozen=True, kw_only=True)
class TakeDown(Page):
    """Asked once more, as nobody can put it back: the post, and where its button and `back` lead.

    `parts`: so many has its thread.
    """

    template: ClassVar[str] = "take_down.html"
    bar: Bar
    post: Posted
    action: str
    back: str
    parts: int = 1


def left_words(today: int, weekend: int) -> str:
    """Say how much may still be written, once it is little."""
    if min(today, weekend) > LITTLE_LEFT:
        return ""
    if weekend < today:
        return f"You have {counted(weekend, 'post')} left this weekend. Then our budget is used up."
    if not today:
        return "You have no posts left today: X lets us post no more. Time for a rest?"
    return f"You have {counted(today, 'post')} left today. Then X lets us post no more."


def posted_note(part: int, parts: int, photos: int) -> str:
    """What is said of a post before when it went out: "1 of 2, with 2 photos. "."""
    which = f"{part} of {parts}" if parts > 1 else ""
    with_photos = f"with {counted(photos, 'photo')}" if photos else ""
    said = ", ".join(filter(None, [which, with_photos]))
    return f"{said[0].upper()}{said[1:]}. " if said else ""


def how_far(out: int, parts: int) -> str:
    """Say how much of a thread is out: "The first two of four are out."."""
    if not out:
        return f"None of the {in_words(parts)} parts is out for sure."
    if out == 1:
        return f"The first of {in_words(parts)} is out."
    return f"The first {in_words(out)} of {in_words(parts)} are out."
