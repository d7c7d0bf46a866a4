"""The ten points, the privacy note and the questions, as pages show them."""

import pytest

from takeover.wording import WordingError
from takeover.wording import agreement as ours
from takeover.wording.questions import LONGEST_ANSWER, QUESTIONS, Kind, answers_in_words
from tests.takeover.wording.test_wording_mails import NEVER_SHOWN

NOTE = {
    "from_name": "Robin",
    "deputy_name": "Ash",
    "technical_helper_name": "Kit",
    "sender": "weekends@example.org",
}


def test_there_are_ten_points_and_they_name_condition_and_charity() -> None:
    points = ours.ten_points(condition="multiple sclerosis", charity="our charity")
    assert len(points) == 10
    assert points[0] == "I am 18 or over and I live with multiple sclerosis."
    assert points[9].split(". ")[1].startswith("Our charity can pause or end my weekend")


def test_consent_is_asked_apart() -> None:
    assert ours.consent(charity="our charity").startswith("I agree that our charity may use")


def test_the_privacy_note_leaves_out_what_nobody_filled_in() -> None:
    bare = ours.privacy_note(**NOTE, retention_days=90)
    full = ours.privacy_note(
        **NOTE,
        retention_days=90,
        region_in_words="London",
        privacy_contact="privacy@example.org",
        regulator="the Information Commissioner",
    )
    assert [p.title for p in bare] == [p.title for p in full]
    assert bare[2].text == "Robin, Ash and Kit. Your posts are public on X."
    assert full[2].text.endswith(" Our computers are with Amazon in London.")
    assert bare[5].text.endswith(" Reply to any mail.")
    assert full[5].text.endswith(
        "privacy@example.org. You can complain to the Information Commissioner."
    )


def test_the_privacy_note_says_what_becomes_of_photos() -> None:
    (photos,) = [
        p.text for p in ours.privacy_note(**NOTE, retention_days=90) if p.title == "Photos"
    ]
    assert photos == (
        "before we keep one, we take out where and when it was taken. We delete our copy a day "
        "after your weekend. On X it stays with its post."
    )


def test_somebody_with_two_jobs_is_named_once() -> None:
    note = ours.privacy_note(**{**NOTE, "deputy_name": "Robin"}, retention_days=90)
    assert note[2].text.startswith("Robin and Kit.")


def test_the_first_release_asks_five_things() -> None:
    assert [question.id for question in QUESTIONS] == [
        "overall",
        "alone",
        "contact",
        "words",
        "quote",
    ]
    assert [q.default for q in QUESTIONS if q.kind is Kind.CHOICE] == ["", "", "no"]


def test_answers_are_told_in_words_and_in_our_order() -> None:
    given = {
        "quote": "with-name",
        "words": " The night owls. ",
        "overall": "very-good",
        "alone": "",
    }
    assert answers_in_words(given, public_name="Bluebell") == [
        ("Overall, how was your weekend with us?", "Very good"),
        ("What was the best bit, and what should we change?", "The night owls."),
        ("May we quote your answers?", "Yes, as Bluebell"),
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"overall": "great"}, 'very-poor; not "great"'),
        ({"colour": "blue"}, "no question colour"),
        ({"words": "x" * (LONGEST_ANSWER + 1)}, "room for 2,000"),
    ],
)
def test_an_answer_that_we_did_not_offer_is_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(WordingError, match=said):
        answers_in_words(given, public_name="Bluebell")


def test_none_of_it_has_words_that_people_must_never_see() -> None:
    words = [
        *ours.ten_points(condition="MS", charity="our charity"),
        *(ours.AGREE, ours.consent(charity="our charity")),
        *(f"{p.title}: {p.text}" for p in ours.privacy_note(**NOTE, retention_days=90)),
        *(question.text for question in QUESTIONS),
        *(choice.label for question in QUESTIONS for choice in question.choices),
    ]
    assert NEVER_SHOWN.findall("\n".join(words)) == []
