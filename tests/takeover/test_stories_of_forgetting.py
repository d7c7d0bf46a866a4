"""A guest is forgotten: on the day that was promised, or because they ask; and stays forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from takeover import commands
from takeover.commands import Held
from takeover.errors import LaterError, StaleError, UnknownOutcomeError
from takeover.model.steps import SURVEY
from takeover.model.turn import Ending, Fact
from tests.canaries.search import Canary, found
from tests.story import SAM, WEEKEND, Story, row
from tests.takeover.openings import HELLO, KIM, agreed, booked, signed_in

PROMISED = "Sunday 7 March 2027"
BEST_BIT = "The night owls were the best bit."
NEXT = date(2027, 4, 2)


def answered(quote: str = "no") -> Story:
    """Sam has posted, and answered the survey."""
    story, token = signed_in()
    story.post(token, HELLO)
    story.days_until("2026-12-09 12:00")
    said = {"overall": "good", "contact": "yes", "words": BEST_BIT, "quote": quote}
    assert commands.answer(story.world, story.visit(story.open_link()), said) == []
    return story


def forgotten(quote: str = "no") -> Story:
    """Three months on."""
    story = answered(quote)
    story.days_until("2027-03-07 10:00")
    assert story.turn().forgotten
    return story


def held(story: Story, weekend: date = WEEKEND) -> Held:
    return commands.held_of_weekend(story.world, weekend)


def asked(story: Story) -> bool:
    """Sam asks to be forgotten; is it done?"""
    return commands.forget_guest(story.world, commands.held_of_address(story.world, SAM))


def everything(story: Story) -> str:
    """Every byte that the two tables hold."""
    ledger = {name: kept for name, kept in vars(story.world.ledger).items() if name != "seam"}
    return repr((story.world.roster._rows, ledger))


def of_sam(story: Story) -> list[Canary]:
    """All by which Sam could be known."""
    turn = story.turn()
    cells = [str(cell) for name, cell in row().items() if name not in {"weekend", "status"}]
    sessions = story.world.ledger.sessions(turn.id)
    secrets = [turn.salt, turn.guest_hmac, *(one.digest for one in sessions)]
    return [Canary(text, "of Sam") for text in (*cells, *secrets, HELLO, BEST_BIT)]


def left(story: Story, canaries: list[Canary]) -> list[Canary]:
    return found(canaries, everything(story), phrases=True)


def cells(story: Story, weekend: date = WEEKEND) -> dict[str, object]:
    return dict(story.world.roster.row(weekend) or {})


# --- by the clock


def test_three_months_on_no_byte_of_either_table_leads_to_the_guest() -> None:
    story = answered()
    canaries = of_sam(story)
    assert left(story, canaries) == canaries
    story.days_until("2027-03-07 08:59")
    assert left(story, canaries) != []
    story.days_until("2027-03-07 10:00")
    assert left(story, canaries) == []
    assert story.failed() == []


def test_it_is_the_day_that_the_guest_was_promised() -> None:
    story = forgotten()
    (thanks,) = [mail for mail in story.world.mailer.sent if mail.tags["step"] == "thank_you"]
    assert f"We delete your name, address and phone number on {PROMISED}." in thanks.text
    assert story.turn().steps["forget"].at.date() == date(2027, 3, 7)
    assert story.world.settings.retention_days == 90


def test_counts_and_what_x_knows_the_posts_by_stay() -> None:
    story = forgotten()
    turn = story.turn()
    (step,) = [record for name, record in turn.steps.items() if name.startswith("post-")]
    assert (turn.posts, turn.answers, turn.how) == (1, 1, Ending.POSTED)
    assert step.proof in {post.id for post in story.world.channel.published}
    answer = story.world.ledger.answer(turn.id)
    assert answer is not None
    assert answer.choices == {"overall": "good", "quote": "no"}


@pytest.mark.parametrize(("quote", "name"), [("without-name", ""), ("with-name", "Sam")])
def test_words_that_may_be_quoted_are_kept_with_the_name_only_if_it_may_be(
    quote: str, name: str
) -> None:
    story = forgotten(quote)
    answer = story.world.ledger.answer(story.turn().id)
    assert answer is not None
    assert answer.choices == {"overall": "good", "words": BEST_BIT, "quote": quote}
    assert answer.quote_as == name


def test_who_is_forgotten_gets_no_mail_and_the_link_opens_nothing() -> None:
    story = answered()
    path = story.key().path
    story.days_until("2027-03-07 10:00")
    sent = len(story.world.mailer.sent)
    story.days_until("2027-03-09 12:00")
    assert len(story.world.mailer.sent) == sent
    _, segment, mac = path.split("/")
    assert commands.follow_link(story.world, segment, mac) is None


def test_columns_of_her_own_the_times_and_who_was_on_duty_stay() -> None:
    story = booked()
    story.book(duty="Noor Vale <noor@example.org>", shoe_size="41", notes="rang on Monday")
    story.days_until("2027-03-07 10:00")
    assert cells(story) == {
        "weekend": "2026-12-04",
        "status": "forgotten",
        "duty": "Noor Vale <noor@example.org>",
        "shoe_size": "41",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"status": "cancelled"},
        {"status": "pencilled", "guest_email": "sam at example"},
        {"status": "boked"},
        {"guest_email": KIM},
        {"guest_email": None},
    ],
    ids=repr,
)
def test_a_row_is_forgotten_whatever_became_of_it(change: dict[str, object]) -> None:
    story = Story("2026-12-09 12:00")
    story.book(**change)
    story.days_until("2027-03-07 08:59")
    assert cells(story)["guest_name"] == "Sam Field"
    story.days_until("2027-03-07 10:00")
    assert cells(story) == {"weekend": "2026-12-04", "status": "forgotten"}


def test_a_guest_with_another_weekend_keeps_that_one_and_is_promised_no_date() -> None:
    story = answered()
    story.book(NEXT)
    story.days_until("2027-03-07 10:00")
    assert (cells(story)["status"], cells(story, NEXT)) == ("forgotten", row(NEXT))
    other = story.turn(weekend=NEXT)
    assert (other.forgotten, other.settled("booked")) == (False, True)

    early, _ = signed_in()
    early.book(NEXT)
    early.days_until("2026-12-07 12:00")
    (mail,) = [one for one in early.world.mailer.sent if one.tags["step"] == "did_not_work_out"]
    assert "We delete" not in mail.text


def test_a_system_that_was_down_for_weeks_catches_up() -> None:
    story = answered()
    canaries = of_sam(story)
    story.at("2027-04-30 12:00")
    story.run(SURVEY)
    assert left(story, canaries) == []


def test_wednesdays_mail_says_who_should_be_forgotten_and_is_not() -> None:
    story = answered()
    story.days_until("2027-03-07 08:59")
    story.world.seam.fail("roster.forget", LaterError("busy"), times=1_000)
    story.days_until("2027-03-10 12:00")
    (mail,) = [one for one in story.world.mailer.sent if one.tags["step"] == "2027-03-10"]
    assert "The guest of Friday 4 December should be forgotten by now, and is not." in mail.text


CALLS = ("roster.row", "roster.forget", "ledger.answer", "ledger.keep_answer", "ledger.forget")


@pytest.mark.parametrize("afterwards", [False, True])
@pytest.mark.parametrize("call", CALLS)
def test_whatever_breaks_the_next_run_finishes_it(call: str, afterwards: bool) -> None:
    story = answered("with-name")
    canaries = [one for one in of_sam(story) if one.text not in {"Sam", BEST_BIT}]
    story.at("2027-03-07 10:00")
    story.world.seam.fail(call, UnknownOutcomeError("lost"), afterwards=afterwards)
    story.run(SURVEY)
    story.at("2027-03-07 11:00")
    story.run(SURVEY)
    answer = story.world.ledger.answer(story.turn().id)
    assert answer is not None
    assert (answer.quote_as, answer.choices["words"]) == ("Sam", BEST_BIT)
    assert left(story, canaries) == []


# --- because they ask


def test_who_asks_is_forgotten_at_once_and_gets_no_survey() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.days_until("2026-12-08 12:00")
    canaries = of_sam(story)
    assert asked(story)
    assert left(story, canaries) == []
    sent = story.steps()
    story.days_until("2026-12-30 12:00")
    assert (story.steps(), story.failed()) == (sent, [])


def said_no(story: Story) -> None:
    commands.stop(story.world, story.visit(story.open_link()))


def cancels(story: Story) -> None:
    story.book(status="cancelled")
    story.days_until("2026-11-25 12:00")


@pytest.mark.parametrize("ends", [said_no, cancels])
def test_a_weekend_that_was_let_go_can_be_forgotten_and_given_to_another(
    ends: Callable[[Story], None],
) -> None:
    story = booked()
    story.days_until("2026-11-23 12:00")
    ends(story)
    canaries = of_sam(story)
    assert asked(story)
    assert left(story, canaries) == []
    story.book(guest_email=KIM, guest_name="Kim Hill", public_name="Kim")
    story.days_until("2026-11-27 12:00")
    assert story.steps(KIM) != []
    assert story.turn(2).settled("getting_ready")


@pytest.mark.parametrize("until", ["2026-11-23 12:00", "2026-12-05 12:00"])
def test_a_weekend_that_is_still_on_must_be_ended_first(until: str) -> None:
    story = agreed()
    story.days_until("2026-12-05 12:00" if until > "2026-12-03" else "2026-12-03 16:00")
    assert commands.still_on(story.world, held(story)) == ["2026-12-04"]
    story.days_until("2026-12-07 12:00")
    assert commands.still_on(story.world, held(story)) == []


def test_a_row_that_nobody_has_seen_yet_must_be_ended_first() -> None:
    story = Story("2026-11-20 09:30")
    story.book()
    assert commands.still_on(story.world, held(story)) == ["2026-12-04"]
    story.book(status="pencilled")
    assert commands.still_on(story.world, held(story)) == []
    assert asked(story)
    assert cells(story) == {"weekend": "2026-12-04", "status": "forgotten"}


def test_right_after_the_end_the_next_run_does_it() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    canaries = of_sam(story)
    commands.stop(story.world, story.visit(token))
    assert not asked(story)
    story.days_until("2026-12-04 18:00")
    assert left(story, canaries) == []


def test_no_answer_comes_in_once_it_is_asked_for() -> None:
    story, _ = signed_in()
    story.days_until("2026-12-09 12:00")
    here = story.visit(story.open_link())
    assert asked(story)
    with pytest.raises(StaleError):
        commands.answer(story.world, here, {"words": BEST_BIT})
    assert story.world.ledger.answer(here.turn.id) is None


def test_who_was_forgotten_may_come_again_as_somebody_new() -> None:
    story = answered()
    assert asked(story)
    story.book(NEXT)
    story.days_until("2026-12-11 12:00")
    assert story.turn(weekend=NEXT).settled("booked")


# --- after a restore


def restored(story: Story, earlier: Callable[[], None]) -> None:
    """Both tables are put back; their copies have ids of their own, and the list is neither's."""
    earlier()
    story.world.ledger.own_id = "a copy, made by a restore"


def snapshot(story: Story) -> Callable[[], None]:
    ledger, roster = story.world.ledger, story.world.roster
    names = ("_turns", "_own", "_seen", "_sessions", "_posts", "_answers")
    kept = {name: dict(getattr(ledger, name)) for name in names}
    rows = {name: dict(cells) for name, cells in roster._rows.items()}

    def put_back() -> None:
        for name, value in kept.items():
            setattr(ledger, name, dict(value))
        roster._rows = rows

    return put_back


def test_a_restore_forgets_again_who_had_asked() -> None:
    story = answered()
    canaries, earlier = of_sam(story), snapshot(story)
    assert asked(story)
    story.days_until("2026-12-20 12:00")
    restored(story, earlier)
    assert left(story, canaries) == canaries
    story.days_until("2026-12-20 17:30")
    assert left(story, canaries) == []
    assert story.failed() == []


def test_a_restore_of_a_weekend_to_come_forgets_again_and_invites_nobody() -> None:
    story = booked()
    story.days_until("2026-11-23 12:00")
    canaries, earlier = of_sam(story), snapshot(story)
    said_no(story)
    assert asked(story)
    sent = story.steps()
    restored(story, earlier)
    story.days_until("2026-11-24 12:00")
    assert left(story, canaries) == []
    assert story.world.ledger.go_live(story.world.clock.now())
    story.days_until("2026-11-30 12:00")
    assert story.steps() == sent


def test_a_restore_to_before_the_day_forgets_on_the_clock_again() -> None:
    story = answered()
    canaries, earlier = of_sam(story), snapshot(story)
    story.days_until("2027-03-08 12:00")
    story.at("2027-04-10 12:00")
    restored(story, earlier)
    story.run()
    assert left(story, canaries) == []


# --- what we hold


def test_a_guest_gets_everything_that_leads_to_them_and_nothing_that_opens_a_door() -> None:
    story = answered()
    about = commands.all_about(
        story.world, commands.held_of_address(story.world, "SAM@example.org")
    )
    canaries = of_sam(story)
    turn, sessions = story.turn(), story.world.ledger.sessions("2026-12-04#1")
    secret = {turn.salt, turn.guest_hmac, *(one.digest for one in sessions)}
    given = {one.text for one in found(canaries, repr(about))}
    assert given == {one.text for one in canaries} - secret
    assert found([Canary(story.key().mac, "link")], repr(about)) == []
    assert about["list_of_weekends"] == [row()]


def test_of_an_address_that_we_do_not_know_there_is_nothing() -> None:
    story = answered()
    assert commands.held_of_address(story.world, KIM).nothing
    assert story.happened(Fact.ANSWERED)


def test_once_forgotten_there_is_nothing_by_the_address_and_nobody_by_the_weekend() -> None:
    story = forgotten()
    assert commands.held_of_address(story.world, SAM).nothing
    assert held(story).nothing
