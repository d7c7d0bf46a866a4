"""Sign out on all devices: asked once more, then done; from the page of any signed-in browser."""

from __future__ import annotations

from desk.answers import Answer, go_home
from desk.asked import Asked, usable
from desk.cookies import clear_ticket
from takeover.commands import Visit, devices
from takeover.model.turn import SessionKind
from takeover.wording.device_pages import Devices
from takeover.wording.page_data import Notice

PLACE = "/devices"


def confirm(asked: Asked) -> Answer:
    """Say what will happen; changes nothing."""
    here = asked.visit
    if here is None or not usable(here) or not devices.may_be_others(here):
        return go_home()
    return Answer(200, Devices(stays=here.session.kind is SessionKind.NUMBER))


def sign_out_everywhere(asked: Asked, here: Visit) -> Answer:
    """Do it; a browser that has only the link is signed out as well."""
    if not devices.may_be_others(here):
        return go_home()
    done = devices.sign_out_everywhere(asked.world, here)
    if done.stays:
        return go_home(Notice.OTHERS_OUT if done.renewed else None)
    return go_home(Notice.ALL_OUT if done.renewed else Notice.SIGNED_OUT, clear_ticket())


PAGES = {PLACE: confirm}
ACTS = {PLACE: sign_out_everywhere}
