"""Yes, no, all set, the name people will see: what a guest says about their weekend."""

from __future__ import annotations

from dataclasses import dataclass

from takeover.apply import take_turn
from takeover.commands.visit import Visit
from takeover.model.roster import Guest, Takeover
from takeover.model.turn import Ending, Fact
from takeover.ports import World
from takeover.wording.agreement import CONSENT_VERSION, TERMS_VERSION
from takeover.wording.length import check_hello, check_name
from takeover.wording.refusals import not_the_name

UNDONE = ("no_taken_back", "kept_again")


@dataclass(frozen=True)
class Agreement:
    """What the guest ticked and typed under the ten points."""

    terms: bool
    consent: bool
    typed_name: str


def agree(world: World, here: Visit, said: Agreement) -> list[str]:
    """Write down that the guest agrees; returns what is missing, in plain words.

    The name is compared and not kept: a scanner that presses buttons agrees to nothing.
    """
    row = here.sight.takeover
    declined = here.sight.ending is Ending.DECLINED
    if here.over and not declined:
        return ["This weekend is over."]
    if row is None or row.guest is None or (declined and not here.sight.undoable):
        return ["This weekend is not free any more. Please reply to our mail."]
    missing = []
    if not said.terms:
        missing.append("Please tick that you agree to the ten points.")
    if not said.consent:
        missing.append("Please tick that we may use what you tell us about your health.")
    if _plain(said.typed_name) != _plain(row.guest.public_name):
        settings = world.settings
        missing.append(
            not_the_name(
                said.typed_name,
                row.guest.public_name,
                from_name=settings.coordinator.first_name,
                phone=settings.phone,
            )
        )
    if missing:
        return missing
    if declined:
        world.ledger.take_back(here.turn.id, here.now)
    versions = f"terms {TERMS_VERSION}, consent {CONSENT_VERSION}"
    world.ledger.accept(here.turn.id, versions, here.now)
    if declined:
        take_turn(world, here.turn.id, UNDONE)
    return []


def all_set(world: World, here: Visit) -> None:
    """The tap that proves our mail arrives."""
    world.ledger.note(here.turn.id, Fact.ALL_SET, here.now)


def set_words(world: World, here: Visit, name: str, hello: str) -> list[str]:
    """Change the name people will see and the hello; returns what X or we would refuse.

    They are the guest's own until the weekend starts; then the introduction is out.
    """
    guest = _guest(here.sight.addressed)
    if guest is None or here.now >= here.sight.window.starts_at:
        return ["The name and the hello can be changed until your weekend starts."]
    problems = check_name(name) + check_hello(hello)
    if not problems:
        words = {"public_name": name.strip(), "introduction": hello.strip()}
        raw = world.roster.row(here.turn.weekend) or {}
        world.roster.set_words(here.turn.weekend, str(raw.get("guest_email")), words)
    return problems


def stop(world: World, here: Visit) -> None:
    """Say no, "I can't do it" and "end my weekend": one command, whenever it is said.

    What is owed is written down first; then it is done at once, or by the next sweep.
    """
    turn = here.turn
    if turn.open and here.now >= here.sight.window.ends_at:
        return  # time has ended it, and how it ended stands
    if turn.open:
        if here.holder is not None and here.holder.paused_at and not here.holder.paused_by_us:
            # What was paused stays quiet: the holding post goes out all the same.
            world.ledger.note(turn.id, Fact.LEFT_PAUSED, here.now)
        # One transaction: the gate refuses from here on, whatever happens next.
        world.ledger.close(turn.id, Ending.GUEST_STOPPED, here.now)
        take_turn(world, turn.id, ("close",))
        take_turn(world, turn.id, ("guest_stopped", "ended_early"))
    elif here.sight.ending is None:
        world.ledger.decline(turn.id, here.now)
        # From here on nothing opens it; where it was opened since it was looked up, it is closed.
        take_turn(world, turn.id, ("close",))
        take_turn(world, turn.id, ("said_no", "guest_said_no", "guest_stopped", "ended_early"))


def undo_no(world: World, here: Visit) -> bool:
    """Take the guest's no back; what they had agreed to holds. False if it is too late for that."""
    if not here.sight.undoable:
        return False
    if world.ledger.take_back(here.turn.id, here.now):
        take_turn(world, here.turn.id, UNDONE)
    return True


def _guest(row: Takeover | None) -> Guest | None:
    return row.guest if row else None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
