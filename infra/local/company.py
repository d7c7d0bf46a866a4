"""Who writes to the guest in a weekend on this machine: invented people with invented words."""

from itertools import cycle

from local.stack import LocalStack

SAYING = cycle(
    (
        ("bo_example", "Bo Example", "The kettle counts here as well! How do you sleep?"),
        ("cleo_example", "Cleo Example", "Thank you. I feel less alone now."),
        ("dot_example", "Dot Example", "I think I know who you are. Near the park?"),
        ("eli_example", "Eli Example", "I can’t go on like this any more."),
    )
)


class Company:
    """Answers each new post of the account once; answers of its own get none."""

    def __init__(self, stack: LocalStack) -> None:
        self._stack = stack
        self._left_alone = {post.id for post in stack.posts()}

    def look(self) -> int:
        """Answer what is new, the oldest first; returns how many answers that made."""
        new = [post for post in reversed(self._stack.posts()) if post.id not in self._left_alone]
        self._left_alone |= {post.id for post in new}
        said = [post for post in new if post.in_reply_to is None]
        for post in said:
            handle, name, words = next(SAYING)
            self._stack.x.posts.add(words, author=handle, author_name=name, in_reply_to=post.id)
        return len(said)
