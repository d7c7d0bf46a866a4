"""The timeline: all that the system ever does by itself, one row a step, top to bottom.

Reading `TIMELINE` is reading the product; adding a reminder is adding a row and its text in
`wording/mails/`. Times of day are on the charity's own clocks. Where several mails of one
group are due at once the lowest goes, and says what the others would have said.
"""

from __future__ import annotations

from takeover.model.due import After, Days, First, Last, Nothing, Now, done
from takeover.model.needs import (
    ACCEPTED,
    ACCOUNT_WITH_THEM,
    ANSWERED_NOT,
    BACK_AGAIN,
    BOOKED_LONG_AGO,
    CLOSING,
    CORRECTABLE,
    GONE_WITHOUT_ADDRESS,
    IN_ITS_PLACE,
    LATER_END_WANTED,
    LISTENS,
    NEVER_SIGNED_IN,
    NOT_ACCEPTED,
    NOT_ALL_SET,
    NOT_MOVING,
    NOT_OPENED,
    NOT_TOLD_LATELY,
    OFF_THE_LIST,
    OLD_NUMBER_ENDED,
    OVER_AND_TIDY,
    OWN_PAUSE_STANDS,
    PAUSED_BY_US,
    PROVED_OR_WAITED,
    READABLE_AGAIN,
    REPORTED,
    STILL_OFF,
    STILL_ON,
    UNREADABLE,
    ended,
    sent,
    sent_before,
    told_of_no,
)
from takeover.model.steps import (
    ACCOUNT,
    COORDINATOR,
    COORDINATOR_AND_DUTY,
    GUEST,
    HANDOVER,
    LEDGER,
    REMINDERS,
    REVOCATION,
    ROSTER_CHECK,
    SURVEY,
    TRUSTEES,
    Step,
    To,
)
from takeover.model.turn import POST_PREFIX, Ending, Fact
from takeover.settings import Settings

START, END = "start", "end"
MINUTE, HOUR, DAY = 60, 3600, 86400
MORNING = First(Days(START, 0, "10:00"), After(START, -2 * HOUR))
SETTLED = 30 * MINUTE  # the coordinator may still be typing
SENT_WITHIN = 2 * HOUR
"""Prepared words that could not go out for so long wait for the guest: the moment has passed."""
CAME = (Ending.POSTED, Ending.SILENT)
BY_THE_CLOCK = (*CAME, Ending.NEVER_CAME)
KEPT = After(END, Settings.retention_days * DAY)
"""How long we keep who a guest was: what the privacy note and the thank-you mail promise."""

# fmt: off
TIMELINE: tuple[Step, ...] = (
    # The guest is asked, and gets ready.
    Step("begin", LEDGER, HANDOVER, "a booked row without a turn",
         due=Now(), late=After(END)),
    Step("booked", GUEST, REMINDERS, "the booking has settled",
         due=After(Fact.SEEN, SETTLED), late=After(END, -12 * HOUR), needs=(STILL_ON,),
         group="guest"),
    Step("still_for_you", GUEST, REMINDERS, "no answer for a week",
         due=After(done("booked"), 7 * DAY), late=After(START, -10 * DAY),
         needs=(STILL_ON, NOT_ACCEPTED, sent("booked")), group="guest"),
    Step("still_good", GUEST, REMINDERS, "about four weeks before",
         due=Days(START, -30, "11:00"), late=After(START, -15 * DAY),
         needs=(STILL_ON, BOOKED_LONG_AGO, sent("booked")), group="guest"),
    Step("getting_ready", GUEST, REMINDERS, "nine days before",
         due=Days(START, -9, "11:00"), late=After(START, -2 * DAY),
         needs=(STILL_ON, sent("booked")), group="guest"),
    Step("all_set", GUEST, REMINDERS, "the day before; one tap proves that our mail arrives",
         due=Days(START, -1, "11:00"), late=After(START),
         needs=(STILL_ON, ACCEPTED), group="guest"),
    Step("nobody_sure_14", COORDINATOR, REMINDERS, "two weeks before, nobody has said yes",
         due=Days(START, -14, "09:00"), late=After(START), group="nobody_sure",
         needs=(STILL_ON, NOT_ACCEPTED, sent_before("booked", DAY)), mail="nobody_sure"),
    Step("nobody_sure_7", COORDINATOR, REMINDERS, "a week before, nobody has said yes",
         due=Days(START, -7, "09:00"), late=After(START), group="nobody_sure",
         needs=(STILL_ON, NOT_ACCEPTED, sent_before("booked", DAY)), mail="nobody_sure"),
    Step("nobody_sure_3", COORDINATOR, REMINDERS, "three days before, nobody has said yes",
         due=Days(START, -3, "09:00"), late=After(START), group="nobody_sure",
         needs=(STILL_ON, NOT_ACCEPTED, sent_before("booked", DAY)), mail="nobody_sure"),
    Step("said_no", GUEST, REMINDERS, "the guest said no",
         due=After(Fact.DECLINED), late=After(END), needs=(ended(Ending.DECLINED),), urgent=True,
         counts="declines"),
    Step("guest_said_no", COORDINATOR, REMINDERS, "the guest said no",
         due=After(Fact.DECLINED), late=After(END), needs=(ended(Ending.DECLINED),),
         counts="declines"),
    Step("no_taken_back", COORDINATOR, REMINDERS, "the guest took the no back",
         due=After(Fact.TOOK_BACK), late=After(END), needs=(STILL_ON, told_of_no("guest_said_no")),
         counts="declines"),
    Step("kept_again", GUEST, REMINDERS, "the guest took the no back",
         due=After(Fact.TOOK_BACK), late=After(END), needs=(STILL_ON, told_of_no("said_no")),
         urgent=True, counts="declines"),
    Step("ready_2_days", COORDINATOR, HANDOVER, "two days before: is everything ready?",
         due=After(START, -2 * DAY), late=After(START), needs=(STILL_ON, ACCEPTED),
         group="ready", mail="not_ready"),
    Step("ready_3_hours", COORDINATOR, HANDOVER, "three hours before: is everything ready?",
         due=After(START, -3 * HOUR), late=After(START), needs=(STILL_ON, ACCEPTED),
         group="ready", mail="not_ready"),

    # Friday: the account is theirs, from the start and not before.
    Step("please_ring", COORDINATOR, HANDOVER, "the guest has not tapped that our mail arrives",
         due=MORNING, late=After(START), needs=(STILL_ON, ACCEPTED, NOT_ALL_SET)),
    Step("open", LEDGER, HANDOVER, "the morning of the first day",
         due=MORNING, late=After(END), needs=(STILL_ON, ACCEPTED, NOT_OPENED)),
    Step("waiting_to_open", COORDINATOR, HANDOVER, "an hour before the start and still not open",
         due=After(START, -HOUR), late=After(END), needs=(STILL_ON, ACCEPTED, NOT_OPENED)),
    Step("number", GUEST, HANDOVER, "the account is ready for the guest",
         due=After(Fact.OPENED), late=After(END), needs=(ACCOUNT_WITH_THEM,), urgent=True),
    Step("introduction", ACCOUNT, HANDOVER, "the weekend has begun and the guest is there",
         due=Last(After(START), First(After(Fact.ALL_SET), After(Fact.SIGNED_IN))),
         late=After(START, 25 * HOUR), needs=(ACCOUNT_WITH_THEM,)),
    Step("not_signed_in", COORDINATOR_AND_DUTY, HANDOVER, "two hours in, no sign of the guest",
         due=Last(After(START, 2 * HOUR), After(Fact.OPENED, 2 * HOUR)), late=After(END),
         needs=(ACCOUNT_WITH_THEM, NEVER_SIGNED_IN)),
    Step("no_rush", GUEST, HANDOVER, "the next morning, still no sign of the guest",
         due=After(START, 17 * HOUR), late=After(START, 25 * HOUR), any_day=True, group="guest",
         needs=(ACCOUNT_WITH_THEM, NEVER_SIGNED_IN)),
    Step("too_much", COORDINATOR_AND_DUTY, REVOCATION, "the guest tapped: this is too much",
         due=After(Fact.PAUSED), late=After(END, 2 * DAY), counts="pauses"),
    Step("told_us", COORDINATOR_AND_DUTY, REVOCATION, "the guest told the team of a post",
         due=After(Fact.TOLD_US), late=After(END, 2 * DAY), needs=(REPORTED,), counts="tellings"),
    Step("yes_wanted", COORDINATOR_AND_DUTY, HANDOVER, "posts of the guest wait for a yes",
         due=After("asked", 5 * MINUTE), late=After(END), counts="yes_mails",
         needs=(ACCOUNT_WITH_THEM, NOT_TOLD_LATELY)),
    Step("holding", ACCOUNT, HANDOVER, "the guest's pause has stood for five minutes",
         due=Last(After(START), After(Fact.PAUSED, 5 * MINUTE)), late=After(END, -HOUR),
         needs=(OWN_PAUSE_STANDS,)),
    Step("paused_by_us", GUEST, REVOCATION, "the team has paused the weekend",
         due=After(Fact.PAUSED_BY_US), late=After(END), needs=(ACCOUNT_WITH_THEM, PAUSED_BY_US),
         urgent=True, counts="our_pauses"),
    Step("listen", LEDGER, HANDOVER, "once an hour: is it busy on X?",
         due=Last(After(START, HOUR), After(Fact.SIGNED_IN)), late=After(END, -55 * MINUTE),
         needs=(ACCOUNT_WITH_THEM, LISTENS)),
    Step("busy", COORDINATOR_AND_DUTY, HANDOVER, "it is busy on X",
         due=After(Fact.BUSY), late=After(END), needs=(ACCOUNT_WITH_THEM,)),
    Step("new_number", GUEST, REVOCATION, "five wrong numbers ended the old link and number",
         due=After(Fact.NEW_NUMBER), late=After(END), needs=(STILL_ON, OLD_NUMBER_ENDED),
         urgent=True, counts="new_numbers"),
    Step("number_again", GUEST, REVOCATION, "the guest asked for the number again",
         due=After(Fact.ASKED_NUMBER), late=After(END), needs=(ACCOUNT_WITH_THEM,), urgent=True,
         counts="number_asks", mail="number"),
    Step("was_it_you", GUEST, REVOCATION, "the number was typed on a second device",
         due=After(Fact.SECOND_DEVICE), late=After(END), needs=(ACCOUNT_WITH_THEM,), urgent=True),
    Step("numbers_used_up", COORDINATOR_AND_DUTY, REVOCATION, "too many wrong numbers in a day",
         due=After(Fact.NUMBERS_USED_UP), late=After(END)),
    Step("bounced", COORDINATOR, REVOCATION, "our mails do not reach the guest, or are unwanted",
         due=After(Fact.BOUNCED), late=After(Fact.BOUNCED, 7 * DAY)),
    Step("suspend", LEDGER, REVOCATION, "the row of an open weekend cannot be read",
         due=Now(), late=Nothing(), needs=(UNREADABLE,)),
    Step("suspended", COORDINATOR, REVOCATION, "the row of an open weekend cannot be read",
         due=After(Fact.SUSPENDED), late=After(END), counts="suspensions"),
    Step("mended", LEDGER, REVOCATION, "the row of an open weekend can be read again",
         due=Now(), late=Nothing(), needs=(READABLE_AGAIN,)),
    Step("later_end", COORDINATOR, REVOCATION, "the row of an open weekend asks for other times",
         due=After(Fact.OPENED), late=After(END), needs=(ACCOUNT_WITH_THEM, LATER_END_WANTED)),

    # Monday: it is ours again. Time has ended the access already; this is tidying and proof.
    Step("gone", LEDGER, REVOCATION, "the row was cancelled or deleted, or has another guest",
         due=Now(), late=Nothing(), needs=(OFF_THE_LIST,)),
    Step("correct", LEDGER, REVOCATION, "another address in the row, and the link was never used",
         due=Now(), late=Nothing(), needs=(CORRECTABLE,)),
    Step("back", LEDGER, REVOCATION, "the row is back before anybody was told",
         due=Now(), late=Nothing(), needs=(BACK_AGAIN,)),
    Step("close", LEDGER, REVOCATION, "the weekend is over",
         due=First(After(END), After("over")), late=Nothing(), needs=(CLOSING,)),
    Step("proof", LEDGER, REVOCATION, "the account is back; try to post as the guest",
         due=After(Fact.CLOSED), late=After(END, 2 * DAY)),
    Step("farewell", ACCOUNT, REVOCATION, "the account is back",
         due=After(Fact.CLOSED), late=After(END, 12 * HOUR), needs=(ended(Ending.POSTED),)),
    Step("receipt", COORDINATOR, REVOCATION, "the account is back",
         due=After(Fact.CLOSED), late=After(END, 2 * DAY),
         needs=(ended(*BY_THE_CLOCK), PROVED_OR_WAITED)),
    Step("guest_stopped", COORDINATOR_AND_DUTY, REVOCATION, "the guest ended the weekend",
         due=After(Fact.CLOSED), late=After(END, 2 * DAY), needs=(ended(Ending.GUEST_STOPPED),)),
    Step("charity_stopped", COORDINATOR, REVOCATION, "an open weekend was taken off the list",
         due=After(Fact.CLOSED), late=After(END, 2 * DAY), needs=(ended(Ending.CHARITY_STOPPED),)),
    Step("ended_early", GUEST, REVOCATION, "the guest ended the weekend",
         due=After(Fact.CLOSED), late=After(END, 2 * DAY), needs=(ended(Ending.GUEST_STOPPED),),
         urgent=True),
    Step("cancelled", GUEST, REVOCATION, "the weekend was cancelled",
         due=After(Fact.GONE, SETTLED), late=After(Fact.GONE, 4 * DAY), no_gap=True,
         needs=(ended(Ending.CANCELLED), STILL_OFF, NOT_MOVING, sent("booked"))),
    Step("cannot_tell", COORDINATOR, REVOCATION, "the guest's address is gone with the row",
         due=After(Fact.GONE, SETTLED), late=After(Fact.GONE, 7 * DAY),
         needs=(ended(Ending.CANCELLED), STILL_OFF, NOT_MOVING, sent("booked"),
                GONE_WITHOUT_ADDRESS)),
    Step("moved", GUEST, REVOCATION, "the weekend was moved to other dates",
         due=After(Fact.MOVED, SETTLED), late=After(Fact.MOVED, 4 * DAY), no_gap=True,
         needs=(STILL_ON,), group="moved"),
    Step("moved_as_asked", GUEST, REVOCATION, "the guest chose another weekend",
         due=After(Fact.CHOSEN), late=After(Fact.CHOSEN, 4 * DAY), urgent=True,
         needs=(STILL_ON,), group="moved", mail="moved"),
    Step("guest_moved", COORDINATOR, REVOCATION, "the guest chose another weekend",
         due=After(Fact.CHOSEN, SETTLED), late=After(START), needs=(STILL_ON, IN_ITS_PLACE)),
    Step("thank_you", GUEST, REVOCATION, "two hours after the end",
         due=After(END, 2 * HOUR), late=After(END, 2 * DAY), needs=(ended(Ending.POSTED),),
         group="guest"),
    Step("did_not_work_out", GUEST, REVOCATION, "two hours after the end",
         due=After(END, 2 * HOUR), late=After(END, 2 * DAY),
         needs=(ended(Ending.SILENT, Ending.NEVER_CAME),), group="guest"),
    Step("drop_photos", LEDGER, SURVEY, "a day after the end, no photo is kept any longer",
         due=Last(After(Fact.PHOTO), After(END, DAY)), late=Nothing()),

    # Afterwards: how was it?
    Step("survey", GUEST, SURVEY, "two days after the end",
         due=Days(END, 2, "11:00"), late=After(END, 21 * DAY),
         needs=(ended(*CAME), ANSWERED_NOT), group="guest"),
    Step("survey_again", GUEST, SURVEY, "no answer for a week",
         due=Days(END, 9, "11:00"), late=After(END, 21 * DAY),
         needs=(ended(*CAME), ANSWERED_NOT, sent("survey")), group="guest"),
    Step("answers", COORDINATOR, SURVEY, "the guest answered",
         due=After(Fact.ANSWERED), late=Nothing(), counts="answers"),
    Step("get_in_touch", COORDINATOR_AND_DUTY, SURVEY, "the guest asks for a call",
         due=After(Fact.WANTS_CONTACT), late=Nothing()),
    Step("forget", LEDGER, SURVEY, "it was long ago, or the guest asks to be forgotten",
         due=First(KEPT, After(Fact.FORGET_ASKED)), late=Nothing(), needs=(OVER_AND_TIDY,)),
)

# Steps of the account itself rather than of one turn.
HOUSEKEEPING: tuple[Step, ...] = (
    Step("move", LEDGER, REVOCATION, "the guest of a row that has gone stands in another weekend",
         due=Now(), late=Nothing()),
    Step("restore", LEDGER, REVOCATION, "the records were put back to an earlier state",
         due=Now(), late=Nothing()),
    Step("restored", COORDINATOR, REVOCATION, "the records were put back; we rehearse again",
         due=After(Fact.SEEN), late=Nothing()),
    Step("weekly", COORDINATOR, REMINDERS, "it is Wednesday; this mail always comes",
         due=Days("wednesday", 0, "08:00"), late=Days("wednesday", 2, "00:00")),
    Step("quarter", TRUSTEES, REMINDERS, "it is the first Wednesday after a quarter",
         due=Days("quarter", 0, "11:00"), late=Days("quarter", 21, "00:00")),
    Step("signed_up", COORDINATOR, REMINDERS, "somebody has asked for a weekend",
         due=Days("signed_up", 1, "09:00"), late=Nothing()),
    Step("forget_applicants", LEDGER, SURVEY, "who asked that long ago is not kept any longer",
         due=Days("kept_until", 0, "04:00"), late=Nothing()),
    Step("mistake_seen", LEDGER, REMINDERS, "a mistake in the list that was not there before",
         due=Now(), late=Nothing()),
    Step("mistake_mended", LEDGER, REMINDERS, "a mistake in the list is no longer there",
         due=Now(), late=Nothing()),
    Step("mistakes", COORDINATOR, REVOCATION, "nothing in the list is new for half an hour",
         due=After(Fact.SEEN, SETTLED), late=Nothing()),
    Step("trouble", COORDINATOR, REVOCATION, "something has been refused for half an hour",
         due=After(Fact.SEEN, SETTLED), late=Nothing()),
    Step("trouble_over", LEDGER, REVOCATION, "a day has passed since that trouble was told",
         due=After(Fact.SEEN, DAY), late=Nothing()),
    Step("forget_row", LEDGER, SURVEY, "the list still says whose weekend it was, long ago",
         due=KEPT, late=Nothing()),
    Step("send", ACCOUNT, HANDOVER, "the guest wants these words sent now",
         due=After("send_at"), late=After("send_at", SENT_WITHIN)),
    Step("look_for_post", LEDGER, REVOCATION, "nobody knows whether a post went out",
         due=After("claimed", 2 * MINUTE), late=Nothing()),
    Step("unsure_mail", COORDINATOR, REVOCATION, "nobody knows whether a mail went out",
         due=After("claimed", 20 * MINUTE), late=Nothing()),
)
# fmt: on

AT_AN_EDIT = frozenset({
    "gone", "back", "correct", "suspend", "mended", "close", "mistake_seen", "mistake_mended",
})  # fmt: skip
"""What an edit of the list brings about at once: the end of an access never waits for a sweep."""

BY_NAME = {step.name: step for step in (*TIMELINE, *HOUSEKEEPING)}


def step_of(key: str) -> Step | None:
    """The step that a key of the ledger stands for, the third time too; None if it is no step's."""
    return BY_NAME.get(key.partition(".")[0])


def is_post(key: str) -> bool:
    """Does this key of the ledger stand for a post on X, the guest's or ours?"""
    step = step_of(key)
    return key.startswith(POST_PREFIX) or (step is not None and step.to is To.ACCOUNT)


def takes(function: str, step: Step) -> bool:
    """Does this function take this step? What an edit brings about, two may: whoever is first."""
    return step.name in AT_AN_EDIT if function == ROSTER_CHECK else step.by == function
