"""What a person asked for: gate, claim, effect, done."""

from takeover.commands.agreeing import Agreement, agree, all_set, set_words, stop, undo_no
from takeover.commands.answering import answer, may_answer
from takeover.commands.applying import (
    ask_for_weekend,
    forget_applicant,
    waiting,
    weekends_ahead,
)
from takeover.commands.entering import Entered, Entry, ask_number_again, enter_number
from takeover.commands.forgetting import (
    Held,
    all_about,
    forget_guest,
    held_of_address,
    held_of_weekend,
    still_on,
)
from takeover.commands.moving import Move, may_move, move_to, open_weekends
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
    "Agreement", "Entered", "Entry", "Held", "Move", "OwnPost", "Publication", "Published",
    "Visit", "agree", "all_about", "all_set", "answer", "ask_for_weekend", "ask_number_again",
    "enter_number", "follow_link", "forget_applicant", "forget_guest", "held_of_address",
    "held_of_weekend", "may_answer", "may_move", "move_to", "new_attempt", "open_weekends",
    "own_posts", "pause", "publish", "resume", "set_words", "sign_out", "start_session",
    "still_on", "stop", "take_down", "undo_no", "visit", "waiting", "weekends_ahead",
]  # fmt: skip
