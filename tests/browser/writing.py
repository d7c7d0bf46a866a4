"""Writing in the weekend, and before it: in parts, with links nobody meant, kept for later."""

from __future__ import annotations

from tests.browser.hands import Hands
from tests.browser.served import Served
from tests.desk.photographs import jpeg, shown
from tests.desk.stories import WORDS, accepted, in_the_weekend
from tests.story import Story

SENTENCE = "I slept well, for once, and woke up to the sound of rain on the roof."
MORE = "Keep it for later, or write more"
LONG = " ".join([SENTENCE] * 5)


def _signed_in(served: Served, hands: Hands) -> Story:
    story, _ = in_the_weekend()
    served.tell(story)
    hands.go(story.key().path)
    hands.press("Carry on")
    hands.send_from("Type the 4 numbers…", story.key().number)
    return story


def writing_in_parts(served: Served, hands: Hands) -> None:
    """Too long, split, a link by accident, looked at, posted."""
    story = _signed_in(served, hands)
    hands.write("Write a post", LONG)
    if hands.scripts:
        hands.sees("Too long: 69 letters too many.")
        hands.press("Split it")
    else:
        hands.press("Look at it first")
        hands.press("Split it in two")
    hands.write("Part 2 of 2", "A good night.So I slept.")
    hands.press("Look at it first")
    hands.press("Add a space")
    hands.sees("2 of 2")
    hands.press("Change it")
    hands.press_here(MORE)
    hands.press("Join them again")
    hands.sees("Write a post")
    hands.press_here(MORE)
    hands.press("Write a second part")
    hands.write("Part 1 of 2", "One.")
    hands.write("Part 2 of 2", "Two.")
    hands.press("Look at it first")
    hands.press("Post it")
    hands.sees("Posted.")
    assert story.posts()[-2:] == ["One.", "Two."]


def words_for_later(served: Served, hands: Hands) -> None:
    """Kept, given a time, taken back, posted at once, thrown away."""
    _signed_in(served, hands)
    hands.write("Write a post", WORDS)
    hands.press_here(MORE)
    hands.press("Keep it for later")
    hands.press_here("Send it at a time I choose")
    hands.choose("Day", "Sunday")
    hands.choose("Hour", "7pm")
    hands.choose("Minutes", "05")
    hands.press("Send it then")
    hands.sees("Goes out by itself on Sunday 6 December, 7.05pm.")
    hands.press("Do not send it")
    hands.press("Throw it away")
    hands.press("No, keep them")
    hands.press("Post it now")
    hands.press("Post it")
    hands.sees("Posted.")
    hands.go("/kept")
    hands.sees("Nothing is kept.")


def practice(served: Served, hands: Hands) -> None:
    """Before the weekend: all of it can be tried, and nothing is sent."""
    story = accepted()
    served.tell(story)
    hands.go(story.key().path)
    hands.press("Carry on")
    hands.press("Practise")
    hands.write("Write a post", WORDS)
    hands.press("Look at it first")
    hands.sees("Nothing here is sent.")
    hands.press("Post it")
    hands.sees("This was practice: nothing was sent.")
    hands.press_here(MORE)
    hands.press("Keep it for later")
    hands.sees(WORDS)
    assert story.posts() == []


def help_while_typing(served: Served, hands: Hands) -> None:
    """With scripts: what is left is said, and the way back in the browser loses nothing."""
    if not hands.scripts:
        return
    _signed_in(served, hands)
    hands.write("Write a post", f"{WORDS} 👩‍👩‍👧‍👦 Shift.ms")
    hands.sees(f"{280 - len(WORDS) - 1 - 2 - 1 - 23} letters left.")
    hands.write("Write a post", WORDS)
    hands.press("Look at it first")
    hands.back()
    assert hands.typed("Write a post") == WORDS
    hands.press("Look at it first")
    hands.press("Change it")
    hands.press("Look at it first")
    hands.back()
    assert hands.typed("Write a post") == WORDS
    hands.press("Look at it first")
    hands.press("Post it")
    assert hands.typed("Write a post") == ""
    hands.write("Write a post", SENTENCE)
    hands.again()
    assert hands.typed("Write a post") == SENTENCE
    hands.press("Take it down")
    hands.press("Take it down")
    assert hands.typed("Write a post") == SENTENCE


def a_photo_comes_back(served: Served, hands: Hands) -> None:
    """Going back from what people will see loses neither the words nor the photo nor its words."""
    story = _signed_in(served, hands)
    hands.write("Write a post", WORDS)
    hands.press("Add a photo")
    hands.attach("Your photo", jpeg())
    hands.write("What is in it?", "My dog.")
    hands.press("Add it")
    for again in range(2):
        hands.press("Look at it first")
        hands.sees("In words: My dog.")
        if hands.scripts:
            hands.back()
        else:
            hands.press("Change it")
        assert hands.typed("Write a post") == WORDS
        label = "What is in photo 1?" if hands.scripts else "What is in your photo?"
        assert hands.typed(label) == "My dog.", again
    hands.press("Look at it first")
    hands.press("Post it")
    assert shown(story) == [("My dog.", "image/jpeg")]
    hands.sees("Posted.")


def a_photo_stays_off(served: Served, hands: Hands) -> None:
    """What was taken off does not come back, and its words do not either."""
    _signed_in(served, hands)
    hands.press("Add a photo")
    hands.attach("Your photo", jpeg())
    hands.press("Add it")
    hands.write("What is in your photo?", "My cat.")
    hands.press("Take it off")
    hands.go("/")
    assert "What is in" not in hands.words
    hands.sees("Write a post")


def a_lost_answer(served: Served, hands: Hands) -> None:
    """It is out, though nobody said so: the box does not ask for it again."""
    story = _signed_in(served, hands)
    hands.write("Write a post", WORDS)
    hands.press("Look at it first")
    served.loses = "/post"
    hands.press_here("Post it")
    hands.wait_until(lambda: not served.loses)
    hands.go("/")
    assert hands.typed("Write a post") == ""
    assert story.posts()[-1] == WORDS
    if hands.scripts:
        hands.sees("What you wrote here was sent before.")
        hands.again()
        assert hands.typed("Write a post") == ""
    hands.write("Write a post", SENTENCE)
    hands.press("Look at it first")
    hands.press("Post it")
    assert story.posts()[-1] == SENTENCE


JOURNEYS = (
    writing_in_parts, words_for_later, practice, help_while_typing, a_photo_comes_back,
    a_photo_stays_off, a_lost_answer,
)  # fmt: skip
