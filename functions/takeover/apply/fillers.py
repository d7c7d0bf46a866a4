"""What fills the blanks of a mail, worked out only for the blanks that this mail has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from takeover.apply.look import Look
from takeover.apply.own_texts import OwnText, own_text
from takeover.apply.reporting import quarter_of
from takeover.apply.told import OF_WORDS_THAT_WAIT, told
from takeover.apply.weekly import notes, problems, weekends
from takeover.errors import StaleError
from takeover.model.applicant import Applicant, friday_of, read_applicant
from takeover.model.calendar import local_date
from takeover.model.credentials import SIGNED_OUT, Pass, StandIn, issue
from takeover.model.quarter import Quarter
from takeover.model.readiness import Obstacle
from takeover.model.roster import Guest
from takeover.model.sight import Sight, is_guest
from takeover.model.steps import To
from takeover.model.turn import Ending, Fact
from takeover.planning import Planned, kept_until
from takeover.planning.waiting import still_waiting
from takeover.ports import World
from takeover.settings import Person
from takeover.timeline import step_of
from takeover.wording import dates, render_mail
from takeover.wording.fillers import MAILS
from takeover.wording.not_ready import Told, in_words
from takeover.wording.quarter_words import quarter_sentences, quarter_title
from takeover.wording.questions import answers_in_words
from takeover.wording.troubles import trouble_in_words

OFFERED_ELSEWHERE = timedelta(days=10)
SURVEY_DAYS = 2
MOST_CHOICES = 8
HAPPENED = {"too_much": Fact.PAUSED, "was_it_you": Fact.SECOND_DEVICE, "busy": Fact.BUSY}


@dataclass(frozen=True)
class Blanks:
    """All that the blanks of one mail can be filled from."""

    world: World
    planned: Planned
    look: Look
    obstacles: tuple[Obstacle, ...] = ()

    @cached_property
    def sight(self) -> Sight:
        """The turn that the mail is about; raises StaleError for a mail about none."""
        if self.planned.sight is None:
            raise StaleError(f"the mail {self.planned.step.name} is about no weekend")
        return self.planned.sight

    @cached_property
    def guest(self) -> Guest:
        """The guest as the roster still has them; nameless once the row is gone."""
        row = self.planned.sight.addressed if self.planned.sight else None
        if row is not None and row.guest is not None:
            return row.guest
        return Guest(address="", public_name="The guest", anonymous=True)

    @cached_property
    def key(self) -> Pass | StandIn:
        """The guest's link and number, derived anew."""
        return issue(self.world.secrets.link_key(), self.sight.turn)

    @cached_property
    def own(self) -> OwnText:
        """The charity's own words for this mail, if it has any."""
        return own_text(self.world, f"mail/{self.planned.step.template}")

    @property
    def duty(self) -> Person:
        """Who answers this weekend: the row's `duty`, or the coordinator."""
        row = self.planned.sight.addressed if self.planned.sight else None
        return (row.duty if row else None) or self.world.settings.coordinator

    def words(self, name: str) -> str:
        """The window in words."""
        window = self.sight.window
        zone = self.world.settings.zone
        return dates.weekend_words(window.starts_at, window.ends_at, zone)[name]

    def when(self, moment: datetime | None) -> str:
        """An instant in words; now where there is none."""
        return dates.moment(moment or self.look.now, self.world.settings.zone)

    def to_the_second(self, moment: datetime | None) -> str:
        """An instant in words to the second; empty where there is none."""
        zone = self.world.settings.zone
        return dates.moment_to_the_second(moment, zone) if moment else ""


def fill(blanks: Blanks, template: str) -> Mapping[str, object]:
    """The value of every filler that this mail needs, and of no other."""
    return {name: FILLERS[name](blanks) for name in sorted(MAILS[template].all)}


def _happened(blanks: Blanks) -> datetime | None:
    """The instant that a mail speaks of."""
    planned, turn = blanks.planned, blanks.planned.sight.turn if blanks.planned.sight else None
    if turn and planned.subject in turn.steps:
        return turn.steps[planned.subject].at
    if planned.step.name in HAPPENED and turn:
        return turn.at(HAPPENED[planned.step.name])
    if planned.step.name == "trouble":
        record = blanks.look.account.told.get(planned.key)
        return record.at if record else None
    return turn.at(Fact.CLOSED) if turn else None


def _answer_by(blanks: Blanks) -> str:
    """By when the guest was told that somebody gets in touch, since the latest pause."""
    settings, turn = blanks.world.settings, blanks.sight.turn
    fact = Fact.PAUSED if blanks.planned.step.name == "too_much" else Fact.PAUSED_BY_US
    at = turn.at(fact)
    by = settings.help_hours.answer_by(at, settings.zone) if at else None
    return blanks.when(by) if by else ""


def _proof(blanks: Blanks) -> datetime | None:
    record = blanks.sight.turn.steps.get("proof")
    return record.at if record and record.settled else None


def _ended_at(blanks: Blanks) -> str:
    turn = blanks.sight.turn
    by_the_clock = turn.how in {Ending.POSTED, Ending.SILENT, Ending.NEVER_CAME}
    # Access ended when time ran out, however late the tidying was.
    return blanks.to_the_second(
        blanks.sight.window.ends_at if by_the_clock else turn.at(Fact.CLOSED)
    )


def _answers(blanks: Blanks) -> list[tuple[str, str]]:
    answer = blanks.world.ledger.answer(blanks.sight.turn.id)
    said = dict(answer.choices) if answer else {}
    return answers_in_words(said, public_name=blanks.guest.public_name)


def _decide_by(blanks: Blanks) -> str:
    by = blanks.sight.window.starts_at - OFFERED_ELSEWHERE
    return dates.day(local_date(by, blanks.world.settings.zone))


def _forget_date(blanks: Blanks) -> str:
    """The day on which we delete; none for a guest whom another weekend of the list still names."""
    sight, settings = blanks.sight, blanks.world.settings
    later = [row for day, row in blanks.look.roster.takeovers.items() if day > sight.turn.weekend]
    if any(is_guest(sight.turn, row) for row in later):
        return ""
    until = kept_until(sight, settings)
    return dates.day(local_date(until, settings.zone)) if until else ""


def _undo_until(blanks: Blanks) -> str:
    return blanks.when(blanks.sight.undo_until) if blanks.sight.undoable else ""


def _left(blanks: Blanks) -> str:
    """The weekend that a guest moved away from, and of which the coordinator knows."""
    turns = {turn.id: turn for turn in blanks.look.account.turns}
    before = blanks.sight.turn.moved_from
    while (turn := turns.get(before)) and turn.has(Fact.CHOSEN) and turn.moved_from:
        if "guest_moved" in turn.steps:
            break
        before = turn.moved_from
    return dates.day_short(date.fromisoformat(before.partition("#")[0]))


def _survey_day(blanks: Blanks) -> str:
    monday = local_date(blanks.sight.window.ends_at, blanks.world.settings.zone)
    return dates.weekday(monday + timedelta(days=SURVEY_DAYS))


def _unsure_subject(blanks: Blanks) -> str:
    """The subject of the mail whose fate nobody knows, as the reader would have seen it."""
    step = step_of(blanks.planned.subject)
    if step is None or (blanks.planned.sight is None and step.to is not To.TRUSTEES):
        return "our mail about the list of weekends"
    own = own_text(blanks.world, f"mail/{step.template}").text
    return render_mail(step.template, fill(blanks, step.template), text=own).subject


def _about_our_own(blanks: Blanks) -> bool:
    """Is this about a mail in doubt that our own people should have had?"""
    if blanks.planned.step.name != "unsure_mail":
        return False
    about = step_of(blanks.planned.subject)
    return about is None or about.to is not To.GUEST


def _public_name(blanks: Blanks) -> str:
    """The guest; or, where a mail to our own people is in doubt, whoever should have had it."""
    if _about_our_own(blanks):
        about = step_of(blanks.planned.subject)
        if about is not None and about.to is To.TRUSTEES:
            return "The trustees"
        return blanks.world.settings.coordinator.first_name
    return blanks.guest.public_name


def _obstacles(blanks: Blanks) -> list[Told]:
    settings = blanks.world.settings
    return [
        in_words(
            one,
            public_name=blanks.guest.public_name,
            account=settings.account,
            helper=settings.technical_helper.first_name,
        )
        for one in blanks.obstacles
    ]


def _waiting(blanks: Blanks) -> list[Applicant]:
    """Who waits, but for those who are booked for a weekend by now."""
    applicants = map(read_applicant, blanks.world.waiting_list.entries())
    return still_waiting(applicants, blanks.look.roster, blanks.look.now)


def _choices(blanks: Blanks) -> list[str]:
    """The weekends that those who wait would like best, the next ones first; nobody's name."""
    wanted = Counter(day for one in _waiting(blanks) if (day := friday_of(one.first_choice)))
    return [
        dates.day_short(day) + (f", asked for by {number}" if number > 1 else "")
        for day, number in sorted(wanted.items())[:MOST_CHOICES]
    ]


def _quarter(blanks: Blanks) -> Quarter:
    """The quarter that the mail to the trustees is about, from its key."""
    return Quarter.of(date.fromisoformat(blanks.planned.subject.partition(".")[2]))


FILLERS: Mapping[str, Callable[[Blanks], object]] = {
    "public_name": _public_name,
    "hello": lambda b: b.guest.introduction,
    "guest_phone": lambda b: "" if _about_our_own(b) else b.guest.phone,
    "guest_address": lambda b: "" if _about_our_own(b) else b.guest.address,
    "said_yes_on": lambda b: b.sight.addressed.said_yes_on if b.sight.addressed else "",
    "accepted": lambda b: b.sight.turn.has(Fact.ACCEPTED),
    "friday": lambda b: b.words("friday"),
    "friday_short": lambda b: b.words("friday_short"),
    "opens": lambda b: b.words("opens"),
    "closes": lambda b: b.words("closes"),
    "start_time": lambda b: b.words("start_time"),
    "end_day": lambda b: b.words("end_day"),
    "end_time": lambda b: b.words("end_time"),
    "is_open": lambda b: b.look.now >= b.sight.window.starts_at,
    "link": lambda b: b.world.desk_url + b.key.path,
    "number": lambda b: b.key.number if b.sight.turn.has(Fact.OPENED) else "",
    "signed_out": lambda b: f"{SIGNED_OUT}{b.sight.turn.generation}" in b.sight.turn.steps,
    "from_name": lambda b: b.world.settings.coordinator.first_name,
    "deputy_name": lambda b: b.world.settings.deputy.first_name,
    "duty_name": lambda b: b.duty.first_name,
    "duty_signs": lambda b: b.duty.address == b.world.settings.coordinator.address,
    "technical_helper_name": lambda b: b.world.settings.technical_helper.first_name,
    "phone": lambda b: b.world.settings.phone,
    "where_to_keep_talking": lambda b: b.world.settings.where_to_keep_talking,
    "help_line_for_guests": lambda b: b.world.settings.help_line_for_guests,
    "forget_date": _forget_date,
    "reason": lambda _: "",
    "decide_by": _decide_by,
    "undo_until": _undo_until,
    "left": _left,
    "survey_day": _survey_day,
    "contact_only": lambda b: b.sight.turn.how is Ending.SILENT,
    "posts": lambda b: b.sight.turn.posts,
    "taken_down": lambda b: b.sight.turn.posts_down,
    "ended_at": _ended_at,
    "proof_at": lambda b: b.to_the_second(_proof(b)),
    "proof_words": lambda b: "It was refused." if _proof(b) else "",
    "time": lambda b: b.when(_happened(b)),
    "answer_by": _answer_by,
    "answers": _answers,
    "reports": told,
    "unsure_subject": _unsure_subject,
    "trouble_words": lambda b: trouble_in_words(b.planned.key),
    "mistakes": lambda b: b.planned.mistakes,
    "obstacles": _obstacles,
    "rehearsing": lambda b: b.look.account.live_since is None,
    "problems": lambda b: problems(b.look, b.world.settings),
    "notes": lambda b: notes(b.look, b.world.settings),
    "weekends": lambda b: weekends(b.look, b.world.settings.zone),
    "quarter": lambda b: quarter_title(_quarter(b)),
    "counts": lambda b: list(quarter_sentences(quarter_of(b.world, _quarter(b)))),
    "waiting": lambda b: len(_waiting(b)),
    **OF_WORDS_THAT_WAIT,
    "choices": _choices,
    "list_link": lambda b: f"{b.world.desk_url}/list",
    "waiting_link": lambda b: f"{b.world.desk_url}/list/waiting",
}
