"""Posts of a guest that wait for the team's yes: what the team sees of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import ListPage
from takeover.wording.words import counted

REVIEW, PHOTO = "review", "photo"
"""The last part of the page's address, and what stands in front of a photo's key in its own."""
WAITING_FOR_YES = "Posts that wait for your yes"
NOT_SAID = {
    "not waiting": (
        "This does not wait any more. One of you was quicker, or the guest took it back, or it is "
        "too late. What still waits is below."
    ),
    "paused": "The weekend is paused, so nothing can go out. It still waits for your yes.",
    "not theirs": "The account is not with this guest now, so nothing can go out.",
    "never": (
        "X does not take this as it is. The guest’s page says why, and keeps the words: they can "
        "change them, and ask again."
    ),
}
"""Why a yes came to nothing, or a no."""


@dataclass(frozen=True)
class PhotoShown:
    """A photo that goes with a post, and what its guest says is in it."""

    key: str
    alt: str


@dataclass(frozen=True)
class PostToReview:
    """Words exactly as they will be published; `edition` says which wording a yes is for.

    `wanted` is when they go out after a yes, empty for at once. `answers` leads to the post on X
    that they answer.
    """

    turn: str
    attempt: str
    edition: str
    texts: tuple[str, ...]
    asked: str
    until: str
    photos: tuple[PhotoShown, ...] = ()
    wanted: str = ""
    answers: str = ""


@dataclass(frozen=True, kw_only=True)
class ListReview(ListPage):
    """All that waits, the oldest first; `late` is how many waited in vain."""

    template: ClassVar[str] = "list_review.html"
    date: str
    path: str
    name: str
    posts: tuple[PostToReview, ...]
    late: int = 0

    @property
    def too_late(self) -> str:
        """What became of those that waited in vain."""
        were = "was" if self.late == 1 else "were"
        return (
            f"{counted(self.late, 'post')} waited too long, and {were} not posted. "
            f"{self.name} sees that, keeps the words, and can ask again."
        )
