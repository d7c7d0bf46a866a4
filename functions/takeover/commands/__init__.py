"""What a person asked for: gate, claim, effect, done."""

from takeover.apply.publishing import Publication, Published
from takeover.commands.agreeing import Agreement, agree, all_set, set_words, stop, undo_no
from takeover.commands.answering import answer, may_answer
from takeover.commands.applying import (
    ask_for_weekend,
    forget_applicant,
    waiting,
    weekends_ahead,
)
from takeover.commands.conversation import heard, hide, ready_answers, tell_team, who_wrote
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
    carry_on,
    new_attempt,
    own_posts,
    pause,
    publish,
    resume,
    take_down,
)
from takeover.commands.visit import Visit, came_from, follow_link, sign_out, start_session, visit

__all__ = [
    "Agreement", "Entered", "Entry", "Held", "Move", "OwnPost", "Publication", "Published",
    "Visit", "agree", "all_about", "all_set", "answer", "ask_for_weekend", "ask_number_again",
    "came_from", "carry_on", "enter_number", "follow_link", "forget_applicant", "forget_guest",
    "heard", "held_of_address", "held_of_weekend", "hide", "may_answer", "may_move", "move_to",
    "new_attempt", "open_weekends", "own_posts", "pause", "publish", "ready_answers", "resume",
    "set_words", "sign_out", "start_session", "still_on", "stop", "take_down", "tell_team",
    "undo_no", "visit", "waiting", "weekends_ahead", "who_wrote",
]  # fmt: skip
