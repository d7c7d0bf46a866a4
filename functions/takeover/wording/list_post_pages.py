"""The posts of one weekend, and taking them down: what the team sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import ListPage
from takeover.wording.words import counted

POSTS, TAKE_DOWN = "posts", "take-down"
"""The last part of the two pages' addresses."""
OUR_OWN = "Our own post: {content}"
NOT_DOWN = {
    "unsure": "X did not say if this is gone. Please look there, or try again.",
    "later": "X is not working just now.",
    "credit": "Our budget on X is used up, so X does nothing for us.",
    "not_allowed": "X does not let us do this. Please tell the technical helper.",
    "never": "X does not let us do this. Please tell the technical helper.",
    "not_tried": "We did not get to this one.",
}
"""Why a post is not down, in a sentence."""


def some_left(left: int, whole: int, until: str) -> str:
    """Say that not all is done; `until` is when X listens again, in words, or empty."""
    again = f"Please try again after {until}." if until else "Please try again in a few minutes."
    if whole == 1:
        return f"It is not down yet. {again}"
    return f"Not all are down yet: {whole - left} of {counted(whole, 'post')}. {again}"


@dataclass(frozen=True)
class PostShown:
    """One post; `text` is empty where we do not keep it, `ours` where the guest wrote it.

    `link` leads to it on X, empty where nobody knows whether it is there. `down` says when it was
    taken down and by whom; `trouble` why it was not, just now.
    """

    key: str
    at: str
    text: str
    ours: str
    link: str
    down: str = ""
    trouble: str = ""

    @property
    def there(self) -> bool:
        """Can it be taken down?"""
        return bool(self.link) and not self.down


@dataclass(frozen=True, kw_only=True)
class ListPosts(ListPage):
    """All posts of a weekend, oldest first; `back` leads to the weekend or to its record."""

    template: ClassVar[str] = "list_posts.html"
    date: str
    path: str
    back: str
    posts: tuple[PostShown, ...]

    @property
    def left(self) -> int:
        """How many can be taken down."""
        return sum(post.there for post in self.posts)


@dataclass(frozen=True, kw_only=True)
class ListTakeDown(ListPage):
    """This is what will happen: these posts are deleted on X."""

    template: ClassVar[str] = "list_take_down.html"
    date: str
    path: str
    posts: tuple[PostShown, ...]

    @property
    def keys(self) -> str:
        """What the button sends along: these posts, and no other that comes meanwhile."""
        return " ".join(post.key for post in self.posts)
