"""What a person asked for: gate, claim, effect, done."""

from takeover.commands.agreeing import Agreement, agree, all_set, set_words, stop
from takeover.commands.answering import answer, may_answer
from takeover.commands.entering import Entered, Entry, ask_number_again, enter_number
from takeover.commands.posting import (
    OwnPost,
    Publication,
    Published,
    new_attempt,
    own_posts,
    pause,
    publish,
    resume,
    take_down,
)
from takeover.commands.visit import Visit, follow_link, sign_out, start_session, visit

__all__ = [
    "Agreement", "Entered", "Entry", "OwnPost", "Publication", "Published", "Visit", "agree",
    "all_set", "answer", "ask_number_again", "enter_number", "follow_link", "may_answer",
    "new_attempt", "own_posts", "pause", "publish", "resume", "set_words", "sign_out",
    "start_session", "stop", "take_down", "visit",
]  # fmt: skip
