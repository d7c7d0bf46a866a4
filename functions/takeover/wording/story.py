"""What happened in a weekend and what comes, in sentences; for the team, never for guests."""

from collections.abc import Mapping

from takeover.model.turn import Ending, Fact

CONTENT = {
    "booked": "the first mail, with their link: please say yes",
    "still_for_you": "is the weekend still for you?",
    "still_good": "is the date still good?",
    "getting_ready": "how to get ready",
    "all_set": "tomorrow it starts; one tap shows that our mail arrives",
    "nobody_sure": "nobody has said yes yet",
    "said_no": "we have let it go",
    "guest_said_no": "the guest can't do it",
    "no_taken_back": "the guest can do it after all",
    "kept_again": "the weekend is theirs again",
    "not_ready": "not all is ready",
    "please_ring": "please ring the guest, who has not tapped that our mail arrives",
    "waiting_to_open": "it starts soon and the account is not with the guest",
    "number": "the number that opens the account",
    "introduction": "who has the account this weekend",
    "not_signed_in": "the guest has not been there yet",
    "no_rush": "there is no rush",
    "too_much": "the guest has stopped for now",
    "holding": "it may be quiet for a while, and who listens day and night",
    "told_us": "the guest asks us to look at a post",
    "yes_wanted": "posts wait for a yes",
    "paused_by_us": "a short break, and somebody will get in touch",
    "busy": "it is busy on X",
    "was_it_you": "their page was opened on another device; was it them?",
    "new_number": "a new link and a new number",
    "numbers_used_up": "too many wrong numbers; please ring the guest",
    "bounced": "our mail does not reach the guest",
    "suspended": "we can't read this weekend; please look at the list now",
    "later_end": "one change was not taken, as the weekend is on",
    "farewell": "goodbye and thank you",
    "receipt": "the account is ours again, with the proof",
    "guest_stopped": "the guest has ended the weekend",
    "charity_stopped": "the weekend has ended, as it was taken off the list",
    "ended_early": "it has ended, and somebody will call",
    "cancelled": "a change of plan",
    "cannot_tell": "please tell the guest yourself; we have no address any more",
    "moved": "the new dates",
    "guest_moved": "the guest has chosen another weekend",
    "thank_you": "thank you",
    "did_not_work_out": "it did not work out; another date?",
    "survey": "how was it? The survey",
    "survey_again": "the survey, once more",
    "answers": "the guest's answers",
    "get_in_touch": "the guest asks for a call",
    "weekly": "Wednesday's look-ahead",
    "quarter": "the last quarter in numbers",
    "mistakes": "a mistake in the list of weekends",
}
"""What a mail or a post is about, by the mail's text or the post's step."""

FACTS: Mapping[Fact, str] = {
    Fact.SEEN: "{name} was booked.",
    Fact.LINK_USED: "{name} opened the link for the first time.",
    Fact.CORRECTED: "The mail address was put right. All mails go out anew, with a new link.",
    Fact.MOVED: "The weekend was moved to these dates.",
    Fact.SUSPENDED: "We could not read this weekend on the list. Nothing could be posted.",
    Fact.ACCEPTED: "{name} said yes.",
    Fact.DECLINED: "{name} said no.",
    Fact.ALL_SET: "{name} tapped “All set”: our mail arrives.",
    Fact.OPENED: "We got the account ready for {name}.",
    Fact.SIGNED_IN: "{name} typed the number and came in for the first time.",
    Fact.PAUSED: "“This is too much” was tapped. Everything stopped.",
    Fact.PAUSED_BY_US: "We paused the weekend. Nothing could be posted.",
    Fact.TOLD_US: "{name} told us of a post on X for the first time.",
    Fact.PHOTO: "{name} added a photo for the first time.",
    Fact.GONE: "The weekend was taken off the list.",
    Fact.ANSWERED: "{name} answered the questions.",
    Fact.WANTS_CONTACT: "{name} asked us to get in touch.",
    Fact.NEW_NUMBER: "The old link and number ended. There are new ones.",
    Fact.ASKED_NUMBER: "{name} asked for the number again.",
    Fact.NUMBERS_USED_UP: "Too many wrong numbers in one day. Nobody could try any more.",
    Fact.BOUNCED: "Our mails to {name} do not arrive. We stopped sending there.",
    Fact.FORGET_ASKED: "{name} asked us to delete all we know.",
    Fact.TOOK_BACK: "{name} undid the no.",
    Fact.LEAVING: "{name} asked for another weekend.",
    Fact.BUSY: "Many more people than usual wrote to us within an hour.",
    Fact.SECOND_DEVICE: "The number was typed on a second phone or computer.",
    Fact.LEFT_PAUSED: "{name} did not carry on after that, but ended the weekend.",
    Fact.CHOSEN: "{name} chose this weekend in place of another one.",
}

ENDINGS: Mapping[Ending, str] = {
    Ending.POSTED: "The weekend was over, and the account was ours again.",
    Ending.SILENT: "The weekend was over, and the account was ours again. Nothing was posted.",
    Ending.NEVER_CAME: "The weekend was over, and the account was ours again. {name} never came.",
    Ending.GUEST_STOPPED: "{name} ended the weekend, and the account was ours again.",
    Ending.CHARITY_STOPPED: "We ended the weekend, and the account was ours again.",
    Ending.RESTORED: "Our records were put back, so the weekend was ended.",
    Ending.REHEARSAL_OVER: "The rehearsal was over, as we went live.",
}
CLOSED = "The account was ours again."

SIGNED_OUT = "{name} signed out on all devices."
NUMBER_SHOWN = "{who} showed a number for help by phone."
NUMBER_TYPED = "{name} typed the number that we had read out, and came in."
PROOF = "We tried to post as the guest. It was refused."
FORGOTTEN = "We deleted who the guest was."
PHOTOS_DELETED = "We deleted the photos that the guest had sent us."
ALL_READY = "We checked that everything is ready. It was."
POSTED_FIRST = "{name} posted for the first time."
POSTED_LAST = "{name} posted for the last time. Posts in all: {count}."
SAID_YES = "{who} said yes to {posts}."
SAID_NO = "{who} said no to {posts}."
TOOK_DOWN = "{who} took {posts} down."
WROTE = "We wrote to {reader}: {content}."
UNSURE = "We wrote to {reader}, but do not know if it arrived: {content}."
POSTED_OURS = "We posted: {content}."
UNSURE_POST = "We posted, but X did not tell us if it worked: {content}."
