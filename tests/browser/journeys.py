"""What people come for, done by keyboard alone on the real desk, with and without JavaScript."""

from __future__ import annotations

from takeover.wording import agreement, sign_up
from takeover.wording.list_edit_pages import LABELS, Kind
from tests.browser import writing
from tests.browser.hands import Hands
from tests.browser.served import Served
from tests.desk.applicants import MONDAY, WHY
from tests.desk.list_stories import number_in_mail
from tests.desk.stories import (
    FRIDAY_NOON,
    HANDOVER,
    IN_THE_WEEKEND,
    OVER,
    REVOCATION,
    WORDS,
    after_the_weekend,
    booked,
)
from tests.story import ROBIN, Story


def guest_s_weekend(served: Served, hands: Hands) -> None:
    """In by the link, yes, the number, a post and its end."""
    story = booked()
    served.tell(story)
    settings = story.world.settings
    hands.go(story.key().path)
    hands.press("Carry on")
    hands.tick(agreement.AGREE)
    hands.tick(agreement.consent(charity=settings.charity))
    hands.send_from("To say yes, type…", "Sam")
    hands.sees("You have said yes")
    in_by_number(story, hands)
    _posts(hands)
    hands.press("This is too much")
    hands.sees("Everything has stopped")
    hands.press("I pressed by mistake…")
    hands.press("End my weekend")
    hands.press("Yes, end my weekend")
    hands.sees("Any question?")


def in_by_number(story: Story, hands: Hands) -> None:
    """From Friday's mail to the page on which one writes."""
    story.at(FRIDAY_NOON)
    story.run(HANDOVER)
    hands.go(story.key().path)
    hands.press("Carry on")
    hands.tick("This is my own phone…")
    hands.send_from("Type the 4 numbers…", story.key().number)
    story.at(IN_THE_WEEKEND)
    story.run(HANDOVER)
    hands.go("/")


def _posts(hands: Hands) -> None:
    hands.write("Write a post", "x" * 300)
    hands.press("Look at it first")
    hands.sees("letters too many")
    hands.write("Write a post", WORDS)
    hands.press("Look at it first")
    hands.press("Change it")
    hands.press("Look at it first")
    hands.press("Post it")
    hands.sees(WORDS)
    hands.press("Take it down")
    hands.press("Take it down")
    hands.sees("Taken down.")


def how_it_was(served: Served, hands: Hands) -> None:
    """After the weekend: the questions."""
    story, guest = after_the_weekend("Hello")
    served.tell(story)
    story.at(OVER)
    story.run(REVOCATION)
    hands.go(story.key().path)
    hands.press("Carry on")
    hands.sees("How was it for you?")
    hands.press("Save")
    hands.sees("has your answer")
    assert guest.story is story


def letting_it_go(served: Served, hands: Hands) -> None:
    """Another weekend, then none, then this one after all."""
    story = booked()
    served.tell(story)
    story.accept()
    hands.go(story.key().path)
    hands.press("Carry on")
    hands.press("Pick another weekend")
    hands.press("Friday 18 December…")
    hands.press("No, go back")
    hands.go("/")
    hands.press("I can’t do it")
    hands.press("Yes, let it go")
    hands.press("Undo")
    hands.sees("This weekend is yours again.")


def list_of_weekends(served: Served, hands: Hands) -> None:
    """The coordinator signs in, books somebody, undoes it, and looks around."""
    story = Story("2026-11-30 10:00")
    served.tell(story)
    hands.go("/list")
    hands.send_from("Your mail address", ROBIN.address)
    hands.send_from("Type the 6 numbers…", number_in_mail(story))
    hands.press("Friday 11 December…")
    hands.press(LABELS[Kind.BOOK])
    hands.write("Name people will see", "Bluebell")
    hands.send_from("Mail address", "bluebell@example.org")
    hands.sees("This is what will happen")
    hands.press("Save it")
    hands.press("Undo")
    for way in ("What will be sent…", "Time away…", "The list as…", "What guests…", "Is all well…"):
        hands.go("/list")
        hands.press(way)
    hands.press("Sign out")
    hands.sees("You have signed out.")


def asking_for_a_weekend(served: Served, hands: Hands) -> None:
    """Somebody new reads, and signs up."""
    story = Story(MONDAY)
    served.tell(story)
    settings = story.world.settings
    hands.go("/weekends")
    hands.press("Friday 11 December…")
    story.world.clock.advance(seconds=10)
    hands.press("Send")
    hands.sees("Please look at these:")
    story.world.clock.advance(seconds=10)
    hands.write("The name people will see", "Bluebell")
    hands.write("Why would you like…", WHY)
    hands.write("Your mail address", "bluebell@example.org")
    hands.tick(sign_up.point(condition=settings.condition))
    hands.tick(sign_up.consent(charity=settings.charity))
    hands.press("Send")
    hands.sees("We have what you wrote.")
    hands.press("Guide")


JOURNEYS = (
    guest_s_weekend, how_it_was, letting_it_go, list_of_weekends, asking_for_a_weekend,
    *writing.JOURNEYS,
)  # fmt: skip
