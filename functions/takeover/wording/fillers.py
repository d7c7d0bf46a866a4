"""What each mail and each post has to be given: the table of fillers.

A filler marked `?` may be empty, and the sentence around it is then left out; all others must
hold something. Every one has to be given, so that a forgotten one is found at once.

Words (str) unless said otherwise:

| filler | what it holds |
| --- | --- |
| public_name | the name people will see |
| friday, friday_short | the day the weekend starts on, with and without its year |
| opens, closes | "Friday 4 December, 5pm" and "Monday 7 December, 9am" |
| start_time, end_day, end_time | "5pm", "Monday", "9am" |
| link | the address of the guest's page, https (or http on one machine) |
| number | the four digits (six to the team), as words: they may begin with 0 |
| from_name, deputy_name, duty_name, technical_helper_name | first names |
| guest_phone, guest_address | only in mails to the team |
| decide_by, forget_date | dates in words |
| undo_until | until when a no can be undone; empty where it is too late |
| left | the date of the weekend that a guest moved away from |
| survey_day | "Wednesday" |
| phone, where_to_keep_talking, help_line_for_guests, reason | settings and notes, as typed |
| time | when it happened, or when we last looked: "Saturday 5 December, 10.12pm" |
| answer_by | by when they were told that somebody gets in touch; empty where nobody knows |
| ended_at, proof_at | "Monday 7 December, 9:00:12am" |
| proof_words | what came of the try to post as the guest: "It was refused." |
| unsure_subject | the subject of the mail whose fate is not known |
| trouble_words | what is wrong, as a sentence; never raw from a program |
| said_yes_on | anything, if the guest agreed by hand earlier |
| posts, taken_down | int |
| accepted | bool: the guest has said yes on their page |
| signed_out | bool: the guest has signed out everywhere, and so gets a new number |
| duty_signs | bool: who signs the mail is on duty, and so is "I" in it |
| is_open | bool: the weekend has begun when this mail is made |
| contact_only | bool: only "please get in touch" is asked, as nothing was posted |
| quarter | the quarter that is over: "October to December 2026" |
| counts | list of sentences: what that quarter comes to |
| rehearsing | bool: the stack rehearses |
| waiting | int: how many are on the waiting list |
| choices | list of the dates that they would like best, in words |
| list_link | the address of the list of weekends, to the team only |
| waiting_posts | int: how many posts of the guest wait for a yes |
| look_by, too_late | by when somebody has promised to look, and when a yes comes too late |
| review_link | the address of the page that shows them, to the team only |
| waiting_link | the address of the page that shows them, to the team only |
| answers | pairs of question and answer |
| reports | list of sentences: which posts the guest told the team of, newest first |
| mistakes | objects with weekend, cell, found, right (read after "It should be:"), stops_the_row; |
| | or with advice, a sentence after which right is one more |
| obstacles | objects with wrong, means and mend, each in whole sentences |
| problems | list of sentences: what is wrong now |
| notes | list of sentences: what the team has set itself, time away and mails on hold |
| weekends | objects with date, words and gap (bool), in the order of their dates |
| end_day, at_account, condition, introduction | posts only: at_account begins with "@" |
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Needs:
    """The fillers of one text: those that must hold something, and those that may be empty."""

    filled: frozenset[str]
    optional: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every filler that has to be given, empty or not."""
        return self.filled | self.optional


def _needs(fillers: str) -> Needs:
    names = fillers.split()
    return Needs(
        filled=frozenset(name for name in names if not name.endswith("?")),
        optional=frozenset(name.removesuffix("?") for name in names if name.endswith("?")),
    )


_TO_GUEST = {
    "booked": "friday_short opens closes link said_yes_on?",
    "still_for_you": "friday_short opens closes link decide_by",
    "still_good": "friday_short opens closes link accepted",
    "getting_ready": "friday_short opens link accepted hello?",
    "all_set": "friday_short opens link",
    "number": "start_time opens closes end_day link number is_open help_line_for_guests?",
    "no_rush": "closes link number help_line_for_guests?",
    "new_number": "closes link number? signed_out",
    "was_it_you": "time link",
    "thank_you": "posts where_to_keep_talking? phone? survey_day forget_date?",
    "did_not_work_out": "phone? forget_date?",
    "paused_by_us": "duty_name duty_signs answer_by? reason?",
    "ended_early": "duty_name duty_signs",
    "cancelled": "friday_short friday reason?",
    "said_no": "friday_short friday link undo_until?",
    "kept_again": "friday_short opens closes link accepted",
    "moved": "opens closes link accepted",
    "survey": "link contact_only",
    "survey_again": "link contact_only",
}

_TO_THE_TEAM = {
    "nobody_sure": "public_name friday_short opens closes guest_phone? guest_address?",
    "not_ready": "friday_short opens obstacles",
    "please_ring": "public_name opens from_name guest_phone? guest_address?",
    "waiting_to_open": "public_name friday_short opens",
    "not_signed_in": "public_name opens from_name guest_phone? guest_address?",
    "receipt": "public_name ended_at proof_at? proof_words? posts taken_down",
    "too_much": "public_name time duty_name answer_by? guest_phone? guest_address?",
    "told_us": "friday reports list_link",
    "yes_wanted": "public_name waiting_posts look_by? too_late? review_link from_name deputy_name",
    "busy": "public_name time duty_name guest_phone? guest_address?",
    "answers": "public_name friday answers",
    "get_in_touch": "public_name friday guest_phone? guest_address?",
    "guest_stopped": "public_name time duty_name guest_phone? guest_address?",
    "guest_said_no": "public_name friday friday_short waiting waiting_link undo_until?",
    "no_taken_back": "public_name friday friday_short accepted",
    "guest_moved": "public_name friday friday_short left waiting waiting_link",
    "cannot_tell": "friday friday_short waiting waiting_link",
    "charity_stopped": "public_name ended_at guest_phone? guest_address?",
    "restored": "",
    "suspended": "friday friday_short closes",
    "later_end": "public_name friday_short opens closes",
    "unsure_mail": "public_name unsure_subject time guest_phone? guest_address?",
    "trouble": "time trouble_words",
    "numbers_used_up": "public_name guest_phone? guest_address?",
    "bounced": "public_name opens guest_phone? guest_address?",
    "mistakes": "mistakes list_link",
    "weekly": "time problems notes weekends rehearsing waiting list_link",
    "signed_up": "waiting choices waiting_link",
}

_TO_TRUSTEES = {
    "quarter": "from_name quarter counts",
}

# Sent at once because somebody asks, and no step of the timeline.
_AT_ONCE = {
    "list_number": "number",
}

MAILS: dict[str, Needs] = {
    **{name: _needs(f"public_name from_name {needs}") for name, needs in _TO_GUEST.items()},
    **{name: _needs(needs) for name, needs in _TO_TRUSTEES.items()},
    **{
        name: _needs(f"technical_helper_name {needs}")
        for name, needs in (_TO_THE_TEAM | _AT_ONCE).items()
    },
}

MAILS_TO_GUESTS = frozenset(_TO_GUEST)
MAILS_TO_TRUSTEES = frozenset(_TO_TRUSTEES)
MAILS_AT_ONCE = frozenset(_AT_ONCE)

POSTS: dict[str, Needs] = {
    "intro-named": _needs("public_name introduction? condition at_account end_day"),
    "intro-anonymous": _needs("public_name condition at_account end_day"),
    "farewell-named": _needs("public_name"),
    "farewell-anonymous": _needs(""),
    "holding": _needs("end_day"),
    "ended-by-charity": _needs(""),
    "answer-thanks": _needs(""),
    "answer-medical": _needs(""),
    "answer-who": _needs(""),
    "answer-resting": _needs(""),
    "answer-help": _needs(""),
}

POSTS_BY_HAND = frozenset({"ended-by-charity"})
"""For a person to post; the system never does."""

GUIDE = _needs("phone? help_line_for_guests? help_hours?")
