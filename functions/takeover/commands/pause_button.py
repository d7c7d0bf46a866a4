"""The pause button on a phone's home screen: the team's own link, which can pause and nothing else.

There is neither a number to type nor a session: who is in a fright must not look for a mail.
"""

from __future__ import annotations

from takeover.commands.overseeing import pause_for_the_charity
from takeover.commands.team import Member
from takeover.model.credentials import same
from takeover.model.team import members, pause_mac
from takeover.model.turn import Holder
from takeover.ports import World

PLACE = "/pause"


def path_of(world: World, here: Member) -> str:
    """Where this person's own button is."""
    mac = pause_mac(world.secrets.link_key(), here.who, here.person.address)
    return f"{PLACE}/{here.who}/{mac}"


def is_ours(world: World, who: str, mac: str) -> bool:
    """Is this the button of somebody who is of the team now?"""
    person = dict(members(world.settings)).get(who)
    return person is not None and same(
        pause_mac(world.secrets.link_key(), who, person.address), mac
    )


def on_now(world: World) -> Holder | None:
    """Who has the account at this instant; None if it is ours."""
    holder = world.ledger.holder()
    return holder if holder and world.clock.now() < holder.window.ends_at else None


def press(world: World) -> None:
    """Nothing can be posted from now on, and the guest is told; nothing where nothing is on."""
    holder = on_now(world)
    turn = world.ledger.turn(holder.turn) if holder else None
    if turn is not None:
        pause_for_the_charity(world, turn)
