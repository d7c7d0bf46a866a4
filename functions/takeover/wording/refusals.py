"""What a page says when something can't be done as it was asked: sentences, not templates."""

from takeover.wording.words import counted

NUMBER_HAS_FOUR = "The number is the 4 numbers in our mail, such as 0417. Please type all 4."
ASKED_TOO_OFTEN = "We have sent the number again a few times now. Please reply to our mail instead."
PAGE_TOO_OLD = "This page was open for very long, so nothing was done. Please try once more."
WORDS_NOT_CHANGED = (
    "Your weekend has changed on our list, so we could not save this. Please reply to our mail."
)
NOT_FREE = (
    "This weekend is not free any more, or our list has just changed. Your own weekend is still "
    "yours. Please pick once more."
)
TAKE_DOWN_UNSURE = (
    "X did not say if your post was taken down. Please look there, or try again soon."
)
TAKE_DOWN_REFUSED = (
    "X does not let us take it down just now. Please try again in a few minutes, or reply to our "
    "mail: we can do it for you."
)
LOOK_ONCE_MORE = "Please look at your words once more, and post them again."
SAME_WORDS = (
    "X did not take these words. It does not take the same words twice. Look first if they "
    "are out already. If not, change a word or two."
)
SAME_WORDS_OR_PHOTO = (
    "X did not take this. It may be a photo, or the same words twice. Change a word or two, or "
    "take a photo off."
)
PHOTO_GONE = (
    "We have not got one of your photos any more, so nothing was posted. Your words are safe. "
    "Please add the photos again."
)

NOT_FROM_OUR_PAGE = "That did not come from one of our own pages, so we did not do it."
SIGN_IN_FIRST = "You were signed out, so nothing was done. Please sign in, and try once more."
NO_SUCH_WEEKEND = (
    "A weekend is named by its Friday, such as 2026-12-04. We show the last 90 days and the next "
    "two years."
)
NO_ADDRESS = "Please type your mail address, such as robin@example.org."
NUMBER_HAS_SIX = "The number is the 6 numbers in our mail, such as 041709. Please type all 6."
NOT_THE_NUMBER = (
    "That is not it, or it does not work any more. A number works once, for ten minutes, and after "
    "five tries no more. You can ask for another one."
)
CANNOT_SPLIT = (
    "We could not split this. It may be too long for ten parts, or one word of it is too long."
)
KEPT_ENOUGH = "There is no more room for words to keep. Please throw some away first."
KEPT_TOO_LONG = "This is too long to keep. Please make it shorter."
NOTHING_TO_KEEP = "There is nothing to keep yet."
OUT_ALREADY = "These words are out, or on their way. So nothing was changed."
KEPT_GONE = "These words are not kept any more."


def not_the_name(typed: str, name: str, *, from_name: str, phone: str) -> str:
    """Say which name has to be typed, and what to do if that does not help."""
    asked = f"Please type the name people will see: {name}"
    if not typed.strip():
        return asked
    call = f", or call {phone}" if phone else ""
    return (
        f"That is not quite it. {asked}. You can choose another name once you have said yes. "
        f"Are you stuck? Just reply to our mail{call}, and {from_name} will help you."
    )


def wrong_number(tries_left: int) -> str:
    """Say that a number was not the right one, and what comes next."""
    return (
        "That is not it. Look for our newest mail with 4 numbers in it. "
        f"You can try {counted(tries_left, 'more time')}. Then we send you a new one."
    )


def not_taken_by_x(kind: str, *, from_name: str, until: str = "") -> str:
    """Say why X takes nothing just now; `until` is when it will again, in words, if known."""
    if kind in {"later", "enough_today"} and until:
        return f"X lets us post no more until {until}. Your words are safe. Time for a rest?"
    if kind == "enough_for_all":
        return (
            "You have written so much! We can’t pay for more posts this weekend. Your words are "
            f"safe. {from_name} can help: just reply to our mail."
        )
    if kind == "later":
        return (
            "X is not working just now, so nothing was posted. Your words are safe. "
            "Please try again in a few minutes."
        )
    if kind == "credit":
        return (
            "Our budget on X is used up, so nothing was posted. It is not your fault. We are "
            f"telling {from_name} by mail, who can add to it. Your words are kept here, and you "
            "can post them once X lets us."
        )
    return (
        "X does not let us post just now. It is not your fault. Your words are safe. "
        f"We are telling {from_name} by mail."
    )


def half_way(kind: str, *, from_name: str, until: str = "") -> str:
    """Say what stopped a thread between two of its parts."""
    if kind == "later" and until:
        return f"X lets us post no more until {until}."
    told = f"It is not your fault. We are telling {from_name} by mail."
    return {
        "unfinished": "It took too long this time.",
        "unsure": (
            "X did not tell us if the next one is out. We are looking. Please wait a few minutes, "
            "and then carry on."
        ),
        "later": "X is not working just now. Please carry on in a few minutes.",
        "credit": (
            "Our budget on X is used up. It is not your fault. We are telling "
            f"{from_name} by mail, who can add to it. Then you can carry on."
        ),
        "never": "X did not take the next one. It does not take the same words twice.",
        "target_gone": "The one before it is not on X any more.",
    }.get(kind, f"X does not let us post just now. {told}")


def never_sent(kind: str) -> str:
    """Say why kept words could not be sent, whatever the time."""
    return {
        "never": (
            "X did not take this. It does not take the same words twice. Change a word or two."
        ),
        "not_summoned": (
            "X does not let us answer this person. You could write a new post about it."
        ),
        "target_gone": "The post that this answers is not there any more.",
        "photo_gone": "We have not got one of its photos any more. Please add it again.",
    }.get(kind, "This could not be sent as it is. Please change it.")


def not_then(first: str, last: str) -> str:
    """Say which times can be chosen."""
    return f"Please choose a time from {first} to {last}."
